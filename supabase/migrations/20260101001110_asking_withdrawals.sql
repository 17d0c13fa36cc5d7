-- Withdrawing: the balance goes down with the request, within the shop's limits.

create function private.withdrawal_json(w pay.withdrawals) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', w.id,
      'number', upper(right(pay.wechat_number(w.id), 12)), 'status', w.status,
    'amount_fen', w.amount_fen, 'fee_fen', w.fee_fen, 'tax_fen', w.tax_fen, 'net_fen', w.net_fen,
    'with_name', w.with_name,
    'reason', coalesce(w.failure, w.review_reason),
    'requested_at', w.requested_at, 'reviewed_at', w.reviewed_at,
    'confirm_before', case when w.status = 'wait_user_confirm'
        then w.confirm_before end, 'finished_at', w.finished_at)
$$;
comment on function private.withdrawal_json(pay.withdrawals) is
  'A withdrawal as contracts/withdrawals.ts Withdrawal.';

create type private.withdrawal_quote as (
  amount_fen bigint, fee_fen bigint, tax_fen bigint, net_fen bigint, with_name boolean, terms jsonb
);
comment on type private.withdrawal_quote is
  'What becomes of an amount: fee and tax, floored each, what arrives, whether WeChat wants the '
  'real name with it, and the withholding table.';

create function api.request_withdrawal(
  idempotency_key text, amount_fen bigint, net_fen bigint default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes withdrawals and the ledger
declare
  me record := private.member();
  request jsonb := jsonb_build_array(amount_fen, net_fen);
  answer jsonb;
  rules shop.withdrawal_rules;
  who text;
  balance bigint;
  quote private.withdrawal_quote;
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
  perform private.lock_risk(me.shop_id, me.member_id);
  select d.status into who from referral.distributors d
   where d.shop_id = me.shop_id and d.id = me.member_id for share;   -- not suspended in this moment
  if who is null or who in ('applied', 'rejected') then
    perform private.fail('DISTRIBUTOR_REQUIRED');
  elsif who = 'suspended' then
    perform private.fail('DISTRIBUTOR_INACTIVE');
  end if;
  select * into strict rules from shop.withdrawal_rules r where r.shop_id = me.shop_id;
  perform private.lock_concerned(me.shop_id, me.member_id);
  select b.balance into balance from ledger.balances b
   where b.shop_id = me.shop_id and b.account_id =
     private.account_of(me.shop_id, 'commission_available', me.member_id) for update;
  perform private.refuse_withdrawal(me.shop_id, me.member_id, amount_fen, balance, rules);

  quote := private.quote_withdrawal(me.shop_id, me.member_id, amount_fen, rules);
  if quote.net_fen < 10 then   -- WeChat transfers no less than 0.10 yuan
    perform private.fail('WITHDRAWAL_BELOW_MINIMUM',
        jsonb_build_object('minimum_fen', rules.min_fen));
  elsif net_fen <> quote.net_fen then
    perform private.fail('WITHDRAWAL_CHANGED', jsonb_build_object('net_fen', quote.net_fen));
  elsif quote.with_name then
    perform private.require_real_name(me.shop_id, me.member_id);
  end if;
  insert into pay.withdrawals (shop_id, id, distributor_id, amount_fen, fee_fen, tax_fen, net_fen,
      with_name, withholding, status, requested_at)
  values (me.shop_id, private.new_id(), me.member_id, amount_fen, quote.fee_fen, quote.tax_fen,
          quote.net_fen, quote.with_name, quote.terms,
          case when amount_fen > rules.review_above_fen
              then 'requested' else 'approved' end, private.now())
  returning * into withdrawal;
  perform private.post(me.shop_id, 'withdrawal_request',
      'withdrawal:' || withdrawal.id || ':request', withdrawal.id,
    array['commission_available', 'payout_open'],
        array[me.member_id, null], array[-amount_fen, amount_fen]);
  perform private.record_signal(me.shop_id, me.member_id, 'withdrawal', withdrawal.id);
  perform private.tell_withdrawal(withdrawal,
      jsonb_build_object('available_fen', -amount_fen, 'withdrawing_fen', amount_fen));
  if private.risk_stops(withdrawal) then
    select w.* into withdrawal from pay.withdrawals w
     where w.shop_id = me.shop_id and w.id = withdrawal.id;
  elsif withdrawal.status = 'approved' then
    perform private.send_withdrawal(withdrawal);
  end if;
  answer := private.withdrawal_json(withdrawal);
  return private.remember(
    me.shop_id, me.member_id, 'request_withdrawal', idempotency_key, request, answer);
end $$;
comment on function api.request_withdrawal(text, bigint, bigint) is
  'Ask to be paid amount_fen from the balance, which goes down at once. net_fen: what was shown to '
  'arrive; where it would be another sum now, WITHDRAWAL_CHANGED. From 2,000 yuan on it needs the '
  'real name (REAL_NAME_REQUIRED). Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, '
  'BALANCE_TOO_LOW, BALANCE_NEGATIVE, BALANCE_HELD, WITHDRAWAL_BELOW_MINIMUM, '
  'WITHDRAWAL_ABOVE_MAXIMUM, WITHDRAWAL_OPEN_EXISTS, WITHDRAWAL_LIMIT, WITHDRAWAL_TOO_SOON, '
  'WITHDRAWAL_CLOSED, WITHDRAWAL_SHOP_LIMIT.';
grant execute on function api.request_withdrawal(text, bigint, bigint) to authenticated;

create function private.tell_withdrawal(withdrawal pay.withdrawals, delta jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.record_event(withdrawal.shop_id, 'withdrawal.changed', withdrawal.id,
      jsonb_build_object('status', withdrawal.status, 'member', delta), withdrawal.distributor_id);
end $$;
comment on function private.tell_withdrawal(pay.withdrawals, jsonb) is
  'Tell the distributor and the shop of a withdrawal''s new state.';
