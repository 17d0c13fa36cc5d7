-- Withdrawals that WeChat has not been asked for are held while their distributor may not be
-- paid.

create function private.is_suspended(shop_id uuid, distributor_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from referral.distributors d
                  where d.shop_id = is_suspended.shop_id
                    and d.id = is_suspended.distributor_id and d.status = 'suspended')
$$;
comment on function private.is_suspended(uuid, uuid) is
  'Is withdrawing closed to this distributor?';

create function private.is_contradicted(shop_id uuid, distributor_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from pay.withdrawals w
                  where w.shop_id = is_contradicted.shop_id
                    and w.distributor_id = is_contradicted.distributor_id
                    and w.contradicted_at is not null)
$$;
comment on function private.is_contradicted(uuid, uuid) is
  'Does WeChat say that money of this distributor went out which the balance has got back? Then '
  'the balance is held until staff have decided.';

create function private.hold_withdrawal(withdrawal pay.withdrawals, review_reason text)
  returns pay.withdrawals
language plpgsql volatile set search_path = '' as $$
declare
  stopped pay.withdrawals;
begin
  update pay.withdrawals w set status = 'held', review_reason = hold_withdrawal.review_reason
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
  returning * into stopped;
  perform private.add_work(stopped.shop_id, 'withdrawal_held', stopped.id,
    private.withdrawal_concern(stopped.shop_id, stopped.id)
        || jsonb_build_object('message', stopped.review_reason));
  perform private.tell_withdrawal(stopped, '{}');
  return stopped;
end $$;
comment on function private.hold_withdrawal(pay.withdrawals, text) is
  'Stop a withdrawal that WeChat has not been asked for, with the reason; it waits on the work '
  'list. The caller holds its lock.';

create function private.hold_withdrawals(shop_id uuid, distributor_id uuid, review_reason text)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.hold_withdrawal(unsent.withdrawal, hold_withdrawals.review_reason)
     from (select w as withdrawal from pay.withdrawals w
            where w.shop_id = hold_withdrawals.shop_id
              and w.distributor_id = hold_withdrawals.distributor_id
              and w.status = any (private.withdrawal_states('holdable'))
            order by w.id for update) unsent;
end $$;
comment on function private.hold_withdrawals(uuid, uuid, text) is
  'Stop all withdrawals of a distributor that WeChat has not been asked for. The caller holds the '
  'balance''s lock.';

create function private.hold_withdrawals_below_zero(shop_id uuid, distributor_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if private.balance_of(shop_id, 'commission_available', distributor_id) < 0 then
    perform private.hold_withdrawals(shop_id, distributor_id, '退款后余额不足，等待处理');
  end if;
end $$;
comment on function private.hold_withdrawals_below_zero(uuid, uuid) is
  'A reversal that leaves the balance negative stops withdrawals WeChat has not been asked for.';

create function private.work_retry_withdrawal_held(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.judge_withdrawal(work.shop_id, work.subject_id, true, staff_id, reason)
$$;
comment on function private.work_retry_withdrawal_held(ops.work, uuid, text, jsonb) is
  'Let a held withdrawal go, as api.review_withdrawal approves it.';

create function private.work_dismiss_withdrawal_held(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.judge_withdrawal(work.shop_id, work.subject_id, false, staff_id, reason)
$$;
comment on function private.work_dismiss_withdrawal_held(ops.work, uuid, text, jsonb) is
  'Give a held withdrawal up: the money returns to the balance.';
