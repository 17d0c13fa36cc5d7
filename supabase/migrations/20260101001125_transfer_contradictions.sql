-- WeChat contradicts what is booked: the money has returned to the balance, and WeChat says that it
-- went out after all.

create function private.contradict_withdrawal(wish pay.withdrawals, bill jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if exists (select from ops.work w
              where w.shop_id = wish.shop_id
                and w.kind = 'transfer_contradicted' and w.subject_id = wish.id
                and w.status = 'dismissed' and w.detail ->> 'state' = bill ->> 'state') then
    return;   -- staff have looked at the merchant platform and decided; WeChat repeats itself
  end if;
  update pay.withdrawals w set contradicted_at = coalesce(w.contradicted_at, private.now())
   where w.shop_id = wish.shop_id and w.id = wish.id;
  perform private.hold_withdrawals(wish.shop_id, wish.distributor_id, '另一笔转账正在与微信核对，等待处理');
  perform private.add_work(wish.shop_id, 'transfer_contradicted', wish.id,
    private.withdrawal_concern(wish.shop_id, wish.id) || private.said_json(bill) - 'amount_fen'
      || jsonb_build_object('amount_fen', wish.amount_fen, 'booked', wish.status)
      -- what comes late takes nothing back
      || case when private.said_paid(wish) then '{"state":"SUCCESS"}'::jsonb else '{}' end);
end $$;
comment on function private.contradict_withdrawal(pay.withdrawals, jsonb) is
  'Hold the balance that has the money back, stop what WeChat has not been asked for, and put it '
  'before a person. The caller holds balance and withdrawal.';

create function private.said_paid(wish pay.withdrawals) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from ops.work w
                  where w.shop_id = wish.shop_id
                    and w.kind = 'transfer_contradicted' and w.subject_id = wish.id
                    and w.status = 'open' and w.detail ->> 'state' = 'SUCCESS')
$$;
comment on function private.said_paid(pay.withdrawals) is
  'Does a contradiction stand open in which WeChat said that the money is paid?';

create function private.agree_withdrawal(wish pay.withdrawals) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if private.said_paid(wish) then   -- two final words: for a person
    return;
  end if;
  update pay.withdrawals w set contradicted_at = null
   where w.shop_id = wish.shop_id and w.id = wish.id;
  perform private.end_work(wish.shop_id, 'transfer_contradicted', wish.id);
end $$;
comment on function private.agree_withdrawal(pay.withdrawals) is
  'A bill that was under way although its money had returned has failed as booked: nothing '
  'contradicts any more, the balance is free. What was held meanwhile waits for staff. The caller '
  'holds balance and withdrawal.';

create function private.work_settle_transfer_contradicted(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  wish pay.withdrawals := private.lock_withdrawal(work.shop_id, work.subject_id);
begin
  if wish.contradicted_at is null then
    perform private.fail('WITHDRAWAL_STATE', jsonb_build_object('status', wish.status));
  end if;
  update pay.withdrawals w
     set status = 'paid', failure = null, failure_message = null,
         contradicted_at = null, finished_at = private.now()
   where w.shop_id = wish.shop_id and w.id = wish.id
  returning * into wish;
  perform private.post(wish.shop_id, 'withdrawal_paid',
      'withdrawal:' || wish.id || ':paid', wish.id,
    array['commission_available', 'wechat', 'payout_fee', 'tax_withheld'],
        array[wish.distributor_id, null, null, null],
    array[-wish.amount_fen, wish.net_fen, wish.fee_fen, wish.tax_fen]);
  perform private.hold_withdrawals_below_zero(wish.shop_id, wish.distributor_id);
  perform private.tell_withdrawal(wish,
      jsonb_build_object('available_fen', -wish.amount_fen, 'withdrawn_fen', wish.amount_fen));
end $$;
comment on function private.work_settle_transfer_contradicted(ops.work, uuid, text, jsonb) is
  'Staff found that WeChat paid: the money leaves the balance once more, below zero if need be, '
  'and the withdrawal is paid. Raises WITHDRAWAL_STATE.';

create function private.work_dismiss_transfer_contradicted(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  wish pay.withdrawals := private.lock_withdrawal(work.shop_id, work.subject_id);
begin
  update pay.withdrawals w set contradicted_at = null
   where w.shop_id = wish.shop_id and w.id = wish.id;
end $$;
comment on function private.work_dismiss_transfer_contradicted(ops.work, uuid, text, jsonb) is
  'Staff found that WeChat did not pay: the balance is free again. What was held meanwhile waits '
  'for their word.';

create function private.work_dismiss_unsent_transfer(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  wish pay.withdrawals := private.lock_withdrawal(work.shop_id, work.subject_id);
begin
  -- WeChat has it: its own word ends it
  if wish.status not in ('approved', 'submitted') or wish.wechat_bill_no is not null then
    perform private.fail('WITHDRAWAL_STATE', jsonb_build_object('status', wish.status));
  end if;
  perform private.work_dismiss_unsent(work, staff_id, reason, input);
  update pay.withdrawals w set decided_by = staff_id, decision = work_dismiss_unsent_transfer.reason
   where w.shop_id = wish.shop_id and w.id = wish.id;
  perform private.return_withdrawal(wish, 'failed', null, reason);
end $$;
comment on function private.work_dismiss_unsent_transfer(ops.work, uuid, text, jsonb) is
  'Staff found no such transfer in the merchant platform and give it up: never sent again, the '
  'money returns. Raises WITHDRAWAL_STATE where WeChat has it.';

create function private.work_retry_transfer_open(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update pay.withdrawals w set ask_at = private.now()
   where w.shop_id = work.shop_id and w.id = work.subject_id
     and w.status in ('submitted', 'processing', 'wait_user_confirm');
end $$;
comment on function private.work_retry_transfer_open(ops.work, uuid, text, jsonb) is
  'Ask WeChat at once how a transfer stands.';
