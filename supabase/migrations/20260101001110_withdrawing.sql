-- Withdrawing: the balance goes down with the request; what WeChat says decides the rest.

create function private.withdrawal_json(w pay.withdrawals) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', w.id,
      'number', upper(right(pay.wechat_number(w.id), 12)), 'status', w.status,
    'amount_fen', w.amount_fen, 'fee_fen', w.fee_fen, 'tax_fen', w.tax_fen, 'net_fen', w.net_fen,
    'reason', coalesce(w.failure, w.review_reason),
    'requested_at', w.requested_at, 'reviewed_at', w.reviewed_at,
    'confirm_before', case when w.status = 'wait_user_confirm'
        then w.confirm_before end, 'finished_at', w.finished_at)
$$;
comment on function private.withdrawal_json(pay.withdrawals) is
  'A withdrawal as contracts/withdrawals.ts Withdrawal.';

create function private.withholding_fen(amount_fen bigint, brackets jsonb) returns bigint
language sql immutable set search_path = '' as $$
  select coalesce(
      (select greatest(0, div(amount_fen::numeric * (b ->> 'rate_bps')::int,
      10000)::bigint - coalesce((b ->> 'quick_fen')::bigint, 0))
                     from jsonb_array_elements(brackets) b
                    where amount_fen >= (b ->> 'from_fen')::bigint
                    order by (b ->> 'from_fen')::bigint desc limit 1), 0)
$$;
comment on function private.withholding_fen(bigint, jsonb) is
  'Tax withheld from an amount by a table [{"from_fen", "rate_bps", "quick_fen"}]: floor(amount * '
  'rate) - quick deduction of the highest bracket reached.';

create function private.refuse_withdrawal(shop_id uuid, distributor_id uuid,
  amount_fen bigint, balance_fen bigint, rules shop.withdrawal_rules) returns void
language plpgsql stable set search_path = '' as $$
declare
  now timestamptz := private.now();
  day_start timestamptz := date_trunc('day',
    now at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai';
  month_start timestamptz := date_trunc('month',
    now at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai';
  past record;
begin
  if balance_fen < 0 then
    perform private.fail('BALANCE_NEGATIVE');
  elsif private.is_contradicted(shop_id, distributor_id) then
    perform private.fail('BALANCE_HELD');
  elsif amount_fen > balance_fen then
    perform private.fail('BALANCE_TOO_LOW', jsonb_build_object('available_fen', balance_fen));
  elsif amount_fen < rules.min_fen then
    perform private.fail('WITHDRAWAL_BELOW_MINIMUM',
        jsonb_build_object('minimum_fen', rules.min_fen));
  elsif amount_fen > rules.max_fen then
    perform private.fail('WITHDRAWAL_ABOVE_MAXIMUM',
        jsonb_build_object('maximum_fen', rules.max_fen));
  end if;
  select count(*) filter (where w.status <> all (private.withdrawal_states('final'))) as open,
         count(*) filter (where w.requested_at >= day_start
             and w.status <> all (private.withdrawal_states('returned'))) as today,
         coalesce(sum(w.amount_fen) filter (where w.requested_at >= day_start
             and w.status <> all (private.withdrawal_states('returned'))), 0) as today_fen,
         coalesce(sum(w.amount_fen) filter (where w.requested_at >= month_start
             and w.status <> all (private.withdrawal_states('returned'))), 0) as month_fen,
         max(w.requested_at) filter (where w.status = 'paid') as last_at
    into past
    from pay.withdrawals w where w.shop_id = refuse_withdrawal.shop_id
     and w.distributor_id = refuse_withdrawal.distributor_id;
  if rules.one_open and past.open > 0 then
    perform private.fail('WITHDRAWAL_OPEN_EXISTS');
  elsif past.today >= rules.daily_count or past.today_fen + amount_fen > rules.daily_fen
        or past.month_fen + amount_fen > rules.monthly_fen then
    perform private.fail('WITHDRAWAL_LIMIT', jsonb_build_object('daily_count', rules.daily_count,
        'daily_fen', rules.daily_fen, 'monthly_fen', rules.monthly_fen));
  elsif rules.days_between > 0
        and past.last_at + make_interval(days => rules.days_between) > now then
    perform private.fail('WITHDRAWAL_TOO_SOON',
        jsonb_build_object('next_at', past.last_at + make_interval(days => rules.days_between)));
  end if;
end $$;
comment on function private.refuse_withdrawal(uuid, uuid, bigint, bigint, shop.withdrawal_rules) is
  'The shop''s limits, and BALANCE_HELD while WeChat says that money went out which the balance '
  'has got back. The caller holds the balance row''s lock, so requests of one distributor are '
  'judged one after the other.';

create function api.request_withdrawal(idempotency_key text, amount_fen bigint) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes withdrawals and the ledger
declare
  me record := private.member();
  request jsonb := jsonb_build_array(amount_fen);
  answer jsonb;
  rules shop.withdrawal_rules;
  who text;
  balance bigint;
  fee bigint;
  tax bigint;
  withdrawal pay.withdrawals;
begin
  answer := private.recall(me.shop_id, me.member_id,
      'request_withdrawal', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  if amount_fen is null or amount_fen < 1 then
    perform private.fail('INVALID_REQUEST', '{"field":"amount_fen"}');
  end if;
  select d.status into who from referral.distributors d
   where d.shop_id = me.shop_id and d.id = me.member_id for share;   -- not suspended in this moment
  if who is null or who in ('applied', 'rejected') then
    perform private.fail('DISTRIBUTOR_REQUIRED');
  elsif who = 'suspended' then
    perform private.fail('DISTRIBUTOR_INACTIVE');
  end if;
  select * into strict rules from shop.withdrawal_rules r where r.shop_id = me.shop_id;
  select b.balance into balance from ledger.balances b
   where b.shop_id = me.shop_id and b.account_id =
     private.account_of(me.shop_id, 'commission_available', me.member_id) for update;
  perform private.refuse_withdrawal(me.shop_id, me.member_id, amount_fen, balance, rules);

  fee := div(amount_fen::numeric * rules.fee_bps, 10000);
  tax := private.withholding_fen(amount_fen, rules.withholding);
  if amount_fen - fee - tax < 10 then   -- WeChat transfers no less than 0.10 yuan
    perform private.fail('WITHDRAWAL_BELOW_MINIMUM',
        jsonb_build_object('minimum_fen', rules.min_fen));
  end if;
  insert into pay.withdrawals (shop_id, id, distributor_id,
      amount_fen, fee_fen, tax_fen, net_fen, status, requested_at)
  values (me.shop_id, private.new_id(), me.member_id, amount_fen, fee, tax, amount_fen - fee - tax,
          case when amount_fen > rules.review_above_fen
              then 'requested' else 'approved' end, private.now())
  returning * into withdrawal;
  perform private.post(me.shop_id, 'withdrawal_request',
      'withdrawal:' || withdrawal.id || ':request', withdrawal.id,
    array['commission_available', 'payout_open'],
        array[me.member_id, null], array[-amount_fen, amount_fen]);
  if withdrawal.status = 'approved' then
    perform private.send_withdrawal(withdrawal);
  end if;
  perform private.tell_withdrawal(withdrawal,
      jsonb_build_object('available_fen', -amount_fen, 'withdrawing_fen', amount_fen));
  perform private.record_signal(me.shop_id, me.member_id, 'withdrawal', withdrawal.id);
  answer := private.withdrawal_json(withdrawal);
  return private.remember(
    me.shop_id, me.member_id, 'request_withdrawal', idempotency_key, request, answer);
end $$;
comment on function api.request_withdrawal(text, bigint) is
  'Ask to be paid amount_fen from the balance, which goes down at once; fee and tax are floored '
  'and shown in the answer. Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, BALANCE_TOO_LOW, '
  'BALANCE_NEGATIVE, BALANCE_HELD, WITHDRAWAL_BELOW_MINIMUM, WITHDRAWAL_ABOVE_MAXIMUM, '
  'WITHDRAWAL_OPEN_EXISTS, WITHDRAWAL_LIMIT, WITHDRAWAL_TOO_SOON.';
grant execute on function api.request_withdrawal(text, bigint) to authenticated;

create function private.tell_withdrawal(withdrawal pay.withdrawals, delta jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.record_event(withdrawal.shop_id, 'withdrawal.changed', withdrawal.id,
      jsonb_build_object('status', withdrawal.status, 'member', delta), withdrawal.distributor_id);
end $$;
comment on function private.tell_withdrawal(pay.withdrawals, jsonb) is
  'Tell the distributor and the shop of a withdrawal''s new state.';

create function private.send_withdrawal(withdrawal pay.withdrawals) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.enqueue(withdrawal.shop_id, 'transfer', withdrawal.id, jsonb_build_object(
    'withdrawal_id', withdrawal.id, 'mchid', a.mchid,
    'request', jsonb_build_object(
      'appid', a.appid, 'out_bill_no', pay.wechat_number(withdrawal.id),
      'transfer_scene_id', r.transfer_scene_id,
      'transfer_amount', withdrawal.net_fen, 'transfer_remark',
      '推广佣金提现', 'transfer_scene_report_infos', r.report_infos)))
    from shop.withdrawal_rules r
    join shop.wechat_accounts a on a.shop_id = r.shop_id
    join person.identities i on i.shop_id = r.shop_id and i.member_id = withdrawal.distributor_id
   where r.shop_id = withdrawal.shop_id;
  if not found then
    perform private.fail('MEMBER_NOT_FOUND');
  end if;
  update pay.withdrawals w set mchid = a.mchid
    from shop.wechat_accounts a where a.shop_id = w.shop_id
     and w.shop_id = withdrawal.shop_id and w.id = withdrawal.id;
end $$;
comment on function private.send_withdrawal(pay.withdrawals) is
  'The exact transfer bill for WeChat (WeChat Pay doc 4012716434), under the number that never '
  'changes and from the merchant who never changes; the first claim adds its notify address, every '
  'claim whom it goes to. Raises MEMBER_NOT_FOUND for somebody who was forgotten: WeChat pays to '
  'an openid.';

create function private.return_withdrawal(withdrawal pay.withdrawals, status text,
  failure text, message text default null) returns pay.withdrawals
language plpgsql volatile set search_path = '' as $$
declare
  ended pay.withdrawals;
begin
  update pay.withdrawals w
     set status = return_withdrawal.status,
         failure = return_withdrawal.failure, failure_message = left(message, 500),
         finished_at = private.now(), ask_at = null, package_info = null
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
  returning * into ended;
  perform private.post(withdrawal.shop_id, 'withdrawal_return',
      'withdrawal:' || withdrawal.id || ':return', withdrawal.id,
    array['payout_open', 'commission_available'],
        array[null, withdrawal.distributor_id],
        array[-withdrawal.amount_fen, withdrawal.amount_fen]);
  perform private.end_withdrawal_work(ended);
  perform private.tell_withdrawal(ended,
      jsonb_build_object('available_fen', withdrawal.amount_fen,
          'withdrawing_fen', -withdrawal.amount_fen));
  return ended;
end $$;
comment on function private.return_withdrawal(pay.withdrawals, text, text, text) is
  'The money comes back to the balance by a new transfer. failure is a code, message WeChat''s own '
  'words for staff. The caller holds the withdrawal''s lock.';

create function private.end_withdrawal_work(ended pay.withdrawals) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'dropped'
   where o.shop_id = ended.shop_id and o.subject_id = ended.id and o.status = 'failed';
  perform private.end_work(ended.shop_id, w.kind, ended.id) from ops.work w
    where w.shop_id = ended.shop_id and w.subject_id = ended.id and w.status = 'open'
      and w.kind in ('unsent_transfer',
          'unsent_transfer_cancel', 'withdrawal_held', 'transfer_open');
end $$;
comment on function private.end_withdrawal_work(pay.withdrawals) is
  'A withdrawal has ended: nobody needs to do anything for it any more, and what WeChat would not '
  'take is never sent again.';

create function private.lock_withdrawal(shop_id uuid, withdrawal_id uuid,
  distributor_id uuid default null) returns pay.withdrawals
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals;
begin
  select w.* into withdrawal from pay.withdrawals w
   where w.shop_id = lock_withdrawal.shop_id and w.id = lock_withdrawal.withdrawal_id
     and (lock_withdrawal.distributor_id is null
         or w.distributor_id = lock_withdrawal.distributor_id);
  if not found then
    perform private.fail('WITHDRAWAL_NOT_FOUND');
  end if;
  perform private.lock_balances(withdrawal.shop_id, 'commission_available',
      array[withdrawal.distributor_id]);
  select w.* into strict withdrawal from pay.withdrawals w
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id for update;
  return withdrawal;
end $$;
comment on function private.lock_withdrawal(uuid, uuid, uuid) is
  'A withdrawal for deciding, its distributor''s balance locked before it: a refund holds '
  'withdrawals while it has the balance. Raises WITHDRAWAL_NOT_FOUND.';

create function private.judge_withdrawal(
  shop_id uuid, withdrawal_id uuid, approve boolean, staff_id uuid, reason text
) returns pay.withdrawals
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals := private.lock_withdrawal(shop_id, withdrawal_id);
  role text := (select t.role from shop.staff t
    where t.shop_id = withdrawal.shop_id and t.id = judge_withdrawal.staff_id);
begin
  if withdrawal.status <> all (private.withdrawal_states('reviewable')) then
    perform private.fail('WITHDRAWAL_STATE', jsonb_build_object('status', withdrawal.status));
  elsif approve and not private.role_may(role, 'payout_large')
    and withdrawal.amount_fen > (select r.large_above_fen
        from shop.withdrawal_rules r where r.shop_id = withdrawal.shop_id) then
    perform private.fail('APPROVAL_LIMIT');
  elsif approve and private.balance_of(withdrawal.shop_id,
      'commission_available', withdrawal.distributor_id) < 0 then
    perform private.fail('BALANCE_NEGATIVE');
  elsif approve and private.is_contradicted(withdrawal.shop_id, withdrawal.distributor_id) then
    perform private.fail('BALANCE_HELD');
  elsif approve and private.is_suspended(withdrawal.shop_id, withdrawal.distributor_id) then
    perform private.fail('DISTRIBUTOR_INACTIVE');
  end if;
  update pay.withdrawals w
     set status = case when approve then 'approved'
         else w.status end, reviewed_at = private.now(), reviewed_by = judge_withdrawal.staff_id,
         review_reason = judge_withdrawal.reason
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
  returning * into withdrawal;
  if not approve then
    return private.return_withdrawal(withdrawal, 'rejected', null);
  end if;
  perform private.send_withdrawal(withdrawal);
  perform private.end_work(withdrawal.shop_id, 'withdrawal_held', withdrawal.id);
  perform private.tell_withdrawal(withdrawal, '{}');
  return withdrawal;
end $$;
comment on function private.judge_withdrawal(uuid, uuid, boolean, uuid, text) is
  'Staff approve or reject a withdrawal that waits for it; refusals as api.review_withdrawal names '
  'them.';

create function api.review_withdrawal(shop text, withdrawal_id uuid,
  approve boolean, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes withdrawals and the outbox
declare
  me private.staff_command := private.begin_command(shop, 'payout', 'review_withdrawal',
      idempotency_key, jsonb_build_array(withdrawal_id, approve, reason), reason);
  withdrawal pay.withdrawals;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  if approve is null then
    perform private.fail('INVALID_REQUEST', '{"field":"approve"}');
  end if;
  withdrawal := private.judge_withdrawal(
    me.shop_id, withdrawal_id, approve, me.staff_id, me.reason);
  return private.end_command(me, withdrawal.id,
      private.withdrawal_json(withdrawal), jsonb_build_object('approve', approve));
end $$;
comment on function api.review_withdrawal(text, uuid, boolean, text, text) is
  'Staff approve or reject. Above the shop''s amount it takes finance or the owner '
  '(APPROVAL_LIMIT). Approving is refused while the balance is negative (BALANCE_NEGATIVE) or held '
  'because WeChat contradicts an earlier transfer (BALANCE_HELD), the distributor suspended '
  '(DISTRIBUTOR_INACTIVE) or forgotten (MEMBER_NOT_FOUND). Raises WITHDRAWAL_NOT_FOUND, '
  'WITHDRAWAL_STATE, FORBIDDEN.';
grant execute on function api.review_withdrawal(text, uuid, boolean, text, text) to authenticated;

create function api.cancel_withdrawal(withdrawal_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes withdrawals and the ledger
declare
  me record := private.member();
  withdrawal pay.withdrawals;
begin
  withdrawal := private.lock_withdrawal(me.shop_id, withdrawal_id, me.member_id);
  if withdrawal.status = any (private.withdrawal_states('unsent')) then
    withdrawal := private.return_withdrawal(withdrawal, 'cancelled', null);
  elsif withdrawal.status = any (private.withdrawal_states('at_wechat')) then
    if withdrawal.cancel_requested_at is null then
      update pay.withdrawals w set cancel_requested_at = private.now()
       where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id;
      perform private.enqueue(withdrawal.shop_id, 'transfer_cancel', withdrawal.id,
        jsonb_build_object('withdrawal_id', withdrawal.id, 'mchid', withdrawal.mchid,
            'out_bill_no', pay.wechat_number(withdrawal.id)));
    end if;
  elsif withdrawal.status <> 'cancelled' then
    perform private.fail('WITHDRAWAL_STATE', jsonb_build_object('status', withdrawal.status));
  end if;
  return private.withdrawal_json(withdrawal);
end $$;
comment on function api.cancel_withdrawal(uuid) is
  'The member takes it back: at once while WeChat has not been asked, else when WeChat confirms. '
  'Raises WITHDRAWAL_NOT_FOUND, WITHDRAWAL_STATE.';
grant execute on function api.cancel_withdrawal(uuid) to authenticated;

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
