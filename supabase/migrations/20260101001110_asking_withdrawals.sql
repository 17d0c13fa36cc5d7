-- Withdrawing: the balance goes down with the request, within the shop's limits.

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
