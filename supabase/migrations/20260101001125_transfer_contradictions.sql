-- WeChat contradicts what is booked: the money has returned to the balance, and WeChat says that it
-- went out after all.

create function private.contradict_withdrawal(withdrawal pay.withdrawals, bill jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if exists (select from ops.work w
              where w.shop_id = withdrawal.shop_id
                and w.kind = 'transfer_contradicted' and w.subject_id = withdrawal.id
                and w.status = 'dismissed' and w.detail ->> 'state' = bill ->> 'state') then
    return;   -- staff have looked at the merchant platform and decided; WeChat repeats itself
  end if;
  update pay.withdrawals w set contradicted_at = coalesce(w.contradicted_at, private.now())
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id;
  perform private.hold_withdrawals(withdrawal.shop_id, withdrawal.distributor_id,
      '另一笔转账正在与微信核对，等待处理');
  perform private.add_work(withdrawal.shop_id, 'transfer_contradicted', withdrawal.id,
    private.withdrawal_concern(withdrawal.shop_id, withdrawal.id)
      || private.said_json(bill) - 'amount_fen'
      || jsonb_build_object('amount_fen', withdrawal.amount_fen, 'booked', withdrawal.status)
      -- what comes late takes nothing back
      || case when private.said_paid(withdrawal) then '{"state":"SUCCESS"}'::jsonb else '{}' end);
end $$;
comment on function private.contradict_withdrawal(pay.withdrawals, jsonb) is
  'Hold the balance that has the money back, stop what WeChat has not been asked for, and put it '
  'before a person. The caller holds balance and withdrawal.';

create function private.said_paid(withdrawal pay.withdrawals) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from ops.work w
                  where w.shop_id = withdrawal.shop_id
                    and w.kind = 'transfer_contradicted' and w.subject_id = withdrawal.id
                    and w.status = 'open' and w.detail ->> 'state' = 'SUCCESS')
$$;
comment on function private.said_paid(pay.withdrawals) is
  'Does a contradiction stand open in which WeChat said that the money is paid?';

create function private.agree_withdrawal(withdrawal pay.withdrawals) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if private.said_paid(withdrawal) then   -- two final words: for a person
    return;
  end if;
  update pay.withdrawals w set contradicted_at = null
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id;
  perform private.end_work(withdrawal.shop_id, 'transfer_contradicted', withdrawal.id);
end $$;
comment on function private.agree_withdrawal(pay.withdrawals) is
  'A bill that was under way although its money had returned has failed as booked: nothing '
  'contradicts any more, the balance is free. What was held meanwhile waits for staff. The caller '
  'holds balance and withdrawal.';

create function private.work_settle_transfer_contradicted(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals := private.lock_withdrawal(work.shop_id, work.subject_id);
begin
  if withdrawal.contradicted_at is null then
    perform private.fail('WITHDRAWAL_STATE', jsonb_build_object('status', withdrawal.status));
  end if;
  update pay.withdrawals w
     set status = 'paid', failure = null, failure_message = null,
         contradicted_at = null, finished_at = private.now()
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
  returning * into withdrawal;
  perform private.post(withdrawal.shop_id, 'withdrawal_paid',
      'withdrawal:' || withdrawal.id || ':paid', withdrawal.id,
    array['commission_available', 'wechat', 'payout_fee', 'tax_withheld'],
        array[withdrawal.distributor_id, null, null, null],
    array[-withdrawal.amount_fen, withdrawal.net_fen, withdrawal.fee_fen, withdrawal.tax_fen]);
  perform private.hold_withdrawals_below_zero(withdrawal.shop_id, withdrawal.distributor_id);
  perform private.tell_withdrawal(withdrawal,
      jsonb_build_object('available_fen', -withdrawal.amount_fen,
          'withdrawn_fen', withdrawal.amount_fen));
end $$;
comment on function private.work_settle_transfer_contradicted(ops.work, uuid, text, jsonb) is
  'Staff found that WeChat paid: the money leaves the balance once more, below zero if need be, '
  'and the withdrawal is paid. Raises WITHDRAWAL_STATE.';

create function private.work_dismiss_transfer_contradicted(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals := private.lock_withdrawal(work.shop_id, work.subject_id);
begin
  update pay.withdrawals w set contradicted_at = null
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id;
end $$;
comment on function private.work_dismiss_transfer_contradicted(ops.work, uuid, text, jsonb) is
  'Staff found that WeChat did not pay: the balance is free again. What was held meanwhile waits '
  'for their word.';

create function private.work_dismiss_unsent_transfer(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals := private.lock_withdrawal(work.shop_id, work.subject_id);
begin
  -- WeChat has it: its own word ends it
  if withdrawal.status <> all (private.withdrawal_states('droppable'))
     or withdrawal.wechat_bill_no is not null then
    perform private.fail('WITHDRAWAL_STATE', jsonb_build_object('status', withdrawal.status));
  end if;
  perform private.work_dismiss_unsent(work, staff_id, reason, input);
  update pay.withdrawals w
     set reviewed_by = staff_id, review_reason = work_dismiss_unsent_transfer.reason
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id;
  perform private.return_withdrawal(withdrawal, 'failed', null, reason);
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
     and w.status = any (private.withdrawal_states('at_wechat'));
end $$;
comment on function private.work_retry_transfer_open(ops.work, uuid, text, jsonb) is
  'Ask WeChat at once how a transfer stands.';
