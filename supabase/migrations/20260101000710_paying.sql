-- Paying: an attempt before WeChat is asked, and one decision per attempt when money has arrived.

create function api.start_payment(order_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
set plan_cache_mode = force_generic_plan as $$
  -- definer: writes payment attempts; its statements go by key, planning them anew buys nothing
declare
  me record := private.member();
  base text := private.claims() ->> 'notify_base';
  bought trade.orders;
  attempt pay.attempts;
begin
  select * into bought from trade.orders o
   where o.shop_id = me.shop_id and o.id = start_payment.order_id
     and o.member_id = me.member_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  end if;
  if bought.status <> all (private.order_states('payable'))
     or bought.expires_at <= private.now() then
    perform private.fail('ORDER_NOT_PAYABLE', jsonb_build_object('status', bought.status));
  end if;

  select * into attempt from pay.attempts a
   where a.shop_id = me.shop_id and a.order_id = bought.id and a.status = 'open';
  if not found then
    attempt := private.open_attempt(bought, base);
  -- begun through rpc: nothing was sent
  elsif attempt.notify_base is null and base is not null then
    update pay.attempts a set notify_base = base
     where a.shop_id = attempt.shop_id and a.id = attempt.id
    returning * into attempt;
  end if;
  perform private.record_signal(me.shop_id, me.member_id, 'payment', bought.id);
  return private.payment_intent_json(bought, attempt);
end $$;
comment on function api.start_payment(uuid) is
  'Step 1 of paying: the open attempt of an order, made if there is none, and what WeChat must be '
  'asked (contracts/server.ts PaymentIntent), the same at every call. The API alone says in its '
  'claims where WeChat shall notify (notify_base). Raises ORDER_NOT_FOUND, ORDER_NOT_PAYABLE.';
grant execute on function api.start_payment(uuid) to authenticated;

create function private.open_attempt(bought trade.orders, notify_base text) returns pay.attempts
language plpgsql volatile set search_path = '' as $$
declare
  -- WeChat wants a minute from its clock, when it has the request
  least_ahead constant interval := '90 seconds';
  now timestamptz := private.now();
  attempt pay.attempts;
begin
  insert into pay.attempts (shop_id, order_id, amount_fen, appid,
      mchid, description, notify_base, expires_at, time_expire, ask_at)
  select bought.shop_id, bought.id, bought.payable_fen, w.appid, w.mchid,
         left(s.name || '-' || l.title, 40) || case when l.lines > 1
             then format(' 等%s件', l.lines) else '' end,
         open_attempt.notify_base, bought.expires_at,
         date_trunc('second', greatest(bought.expires_at, now + least_ahead)),
             now + interval '5 seconds'
    from shop.shops s
    join shop.wechat_accounts w on w.shop_id = s.id
    cross join lateral (select min(ol.title) filter (where ol.line_no = 1) as title,
        count(*) as lines
                          from trade.order_lines ol where ol.shop_id = bought.shop_id
                           and ol.order_id = bought.id) l
   where s.id = bought.shop_id
  returning * into attempt;
  if not found then
    perform private.fail('CREDENTIAL_MISSING');
  end if;
  return attempt;
end $$;
comment on function private.open_attempt(trade.orders, text) is
  'A new number for an order, with everything that will be sent under it, now and ever again: the '
  'shop may be renamed meanwhile, its address may change. WeChat closes the number at time_expire: '
  'when the order''s time is over, in whole seconds, or in a minute and a half where less is left; '
  'then closing the order closes the number first. Raises CREDENTIAL_MISSING.';

create function private.notify_url(base text, shop text, kind text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return base || '/' || shop || '/notify/' || kind;
end $$;
comment on function private.notify_url(text, text, text) is
  'Where WeChat Pay says what became of something: the shop stands in the path, there is no query. '
  'kind: payment, refund or transfer. Null without a base.';

create function private.payment_intent_json(bought trade.orders, attempt pay.attempts) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
      'shop_id', bought.shop_id, 'shop', s.code, 'order_id', bought.id, 'attempt_id', attempt.id,
      'appid', attempt.appid, 'mchid', attempt.mchid, 'openid', i.openid,
      'out_trade_no', pay.wechat_number(attempt.id), 'description', attempt.description,
      'notify_url', private.notify_url(attempt.notify_base, s.code, 'payment'),
      'amount_fen', attempt.amount_fen, 'expires_at', attempt.expires_at,
      'time_expire', attempt.time_expire,
      'prepay_id', case when attempt.prepay_until > private.now() then attempt.prepay_id end)
      from shop.shops s
      join person.identities i on i.shop_id = bought.shop_id and i.member_id = bought.member_id
     where s.id = bought.shop_id);
end $$;
comment on function private.payment_intent_json(trade.orders, pay.attempts) is
  'What WeChat is asked for an attempt (PaymentIntent).';

create function api.record_prepay(shop_id uuid, attempt_id uuid, prepay_id text) returns void
language sql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
  update pay.attempts a
     set prepay_id = record_prepay.prepay_id, prepay_until = private.now() + interval '110 minutes'
   where a.shop_id = record_prepay.shop_id and a.id = record_prepay.attempt_id and a.status = 'open'
$$;
comment on function api.record_prepay(uuid, uuid, text) is
  'Step 3 of asking for a prepay_id, which WeChat keeps valid for two hours (WeChat Pay doc '
  '4012525167). Repeating is harmless.';
grant execute on function api.record_prepay(uuid, uuid, text) to mall_server;

create function private.mark_paid(bought trade.orders, attempt_id uuid) returns trade.orders
language plpgsql volatile set search_path = '' as $$
declare
  paid trade.orders;
  now timestamptz := private.now();
  promised record;
  earners uuid[] := '{}';
  amounts bigint[] := '{}';
  total bigint;
begin
  update trade.orders o
     set status = 'paid', paid_at = now,
         paid_attempt_id = mark_paid.attempt_id, closed_at = null, close_reason = null
   where o.shop_id = bought.shop_id and o.id = bought.id
  returning * into paid;
  perform private.consume(paid);

  if paid.level1_id is not null or paid.level2_id is not null then
    promised := private.promise_commission(paid);
    earners := promised.distributors;
    amounts := promised.amounts;
  end if;
  total := private.sum_of(amounts);
  if paid.payable_fen > 0 or total > 0 then
    perform private.post(paid.shop_id, 'payment',
        'payment:' || coalesce(attempt_id, paid.id), paid.id,
      array['wechat', 'sales', 'commission_expense']
          || array_fill('commission_pending'::text, array[cardinality(earners)]),
      array[null, null, null]::uuid[] || earners,
      array[-paid.payable_fen, paid.payable_fen, -total] || amounts);
  end if;
  if paid.binding_id is not null then
    perform private.renew_protection(paid.shop_id, paid.binding_id);
  end if;

  perform private.record_event(paid.shop_id, 'order.paid', paid.id,
      jsonb_build_object('status', 'paid', 'shop', jsonb_build_object('paid_orders', 1,
        'paid_fen', paid.payable_fen, 'commission_pending_fen', total)), paid.member_id);
  for n in 1 .. cardinality(earners) loop
    perform private.record_event(paid.shop_id, 'commission.pending', paid.id,
        jsonb_build_object('level', promised.levels[n],
          'member', jsonb_build_object('pending_fen', amounts[n])), earners[n]);
  end loop;
  return paid;
end $$;
comment on function private.mark_paid(trade.orders, uuid) is
  'An order is paid: one road for WeChat''s money, free orders (attempt null) and revived ones. '
  'Promises commission, posts the ledger, tells who watches. The caller holds the order''s lock.';

create function private.apply_payment(shop_id uuid, attempt_id uuid, transaction jsonb)
  returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  attempt pay.attempts;
  bought trade.orders;
  here record;
begin
  select o.* into bought from trade.orders o
   where o.shop_id = apply_payment.shop_id
     and o.id = (select a.order_id from pay.attempts a
         where a.shop_id = apply_payment.shop_id and a.id = apply_payment.attempt_id)
     for update;
  if not found then
    return private.verdict('rejected', 'unknown_number');
  end if;
  select a as attempt, exists (select from person.order_contacts c
                                where c.shop_id = a.shop_id
                                  and c.order_id = a.order_id) as deliverable,
         exists (select from pay.attempts x
                  where x.shop_id = a.shop_id
                    and x.transaction_id = transaction ->> 'transaction_id') as is_known
    into strict here
    from pay.attempts a where a.shop_id = apply_payment.shop_id and a.id = apply_payment.attempt_id;
  attempt := here.attempt;

  if transaction ->> 'appid' is distinct from attempt.appid then
    return private.verdict('rejected', 'wrong_appid');
  elsif transaction ->> 'mchid' is distinct from attempt.mchid then
    return private.verdict('rejected', 'wrong_mchid');
  elsif transaction #> '{amount,total}' is distinct from to_jsonb(attempt.amount_fen)
     or coalesce(transaction #>> '{amount,currency}', 'CNY') <> 'CNY' then
    return private.verdict('rejected', 'wrong_amount');
  elsif coalesce(transaction ->> 'transaction_id', '') = ''
        or coalesce(transaction ->> 'trade_state', '') not in ('SUCCESS', 'REFUND') then
    return private.verdict('rejected', 'not_a_payment');
  elsif attempt.status = 'paid' then
    return case when attempt.transaction_id = transaction ->> 'transaction_id'
             then private.verdict('duplicate', null)
                 else private.verdict('rejected', 'other_transaction') end;
  elsif here.is_known then
    return private.verdict('rejected', 'other_transaction');   -- it has paid another number
  end if;

  if transaction ->> 'trade_state' = 'REFUND' then
    perform private.take_given_back(attempt, transaction ->> 'transaction_id', '{}');
    return private.verdict('applied', null);
  end if;
  update pay.attempts a
     set status = 'paid', transaction_id = transaction
         ->> 'transaction_id', paid_at = private.now(), ask_at = null
   where a.shop_id = attempt.shop_id and a.id = attempt.id
  returning * into attempt;
  -- its buyer was forgotten meanwhile
  if bought.status = 'pending_payment' and not here.deliverable then
    perform private.close_order(bought.shop_id, bought.id, 'buyer', 'wechat', null);
    bought.status := 'closed';
  end if;
  if attempt.amount_fen = bought.payable_fen and (bought.status = 'pending_payment'
     or (bought.close_reason = 'timeout' and here.deliverable
         and private.reserve_again(bought))) then
    perform private.mark_paid(bought, attempt.id);
  else
    perform private.refund_whole(attempt, case bought.status when 'closed' then 'late_payment'
        when 'pending_payment' then 'old_price' else 'second_payment' end);
  end if;
  return private.verdict('applied', null);
end $$;
comment on function private.apply_payment(uuid, uuid, jsonb) is
  'Money arrived for an attempt: decided once. An unpaid order is paid; one closed by timeout is '
  'revived if everything that placing checks holds again; otherwise, under a number of before the '
  'shop changed the price, where nobody is known any '
  'more to whom it could go, and for the second payment of an order, all of it goes back. REFUND '
  'as its state: paid, and given back at WeChat already.';

create function private.verdict(result text, reason text) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return jsonb_build_object('result', result, 'reason', reason);
end $$;
comment on function private.verdict(text, text) is
  'What became of something WeChat told us (contracts/server.ts Recorded).';

create function private.reserve_again(bought trade.orders) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  lines private.priced_line[];
  held record;
begin
  lines := private.lines_to_sell(bought.shop_id, (
    select jsonb_agg(jsonb_build_object('sku_id', l.sku_id, 'quantity', l.quantity)
        order by l.line_no)
      from trade.order_lines l where l.shop_id = bought.shop_id and l.order_id = bought.id));
  if private.obstacle_to_sale(bought.shop_id, bought.member_id, lines) is not null then
    return false;
  end if;
  held := private.reserve(bought, lines);
  if held.problem is not null then
    raise sqlstate 'QT001';
  end if;
  perform private.keep_reserved(bought, held.lines);
  return true;
-- takes back whatever was reserved before the line that failed
exception when sqlstate 'QT001' then
  return false;
end $$;
comment on function private.reserve_again(trade.orders) is
  'Reserve all lines of a closed order once more, or none: what placing checks must hold again, at '
  'the price that was paid.';

create function private.refund_whole(attempt pay.attempts, cause text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  refund pay.refunds;
begin
  perform private.post(attempt.shop_id, 'payment', 'payment:' || attempt.id, attempt.order_id,
    array['wechat', 'sales'], array[null, null]::uuid[],
        array[-attempt.amount_fen, attempt.amount_fen]);
  insert into pay.refunds (shop_id, id, order_id, attempt_id, cause, payable_fen)
  values (attempt.shop_id, private.new_id(), attempt.order_id,
      attempt.id, refund_whole.cause, attempt.amount_fen)
  returning * into refund;
  perform private.open_refund_attempt(refund);
end $$;
comment on function private.refund_whole(pay.attempts, text) is
  'Book a payment nobody may keep and send all of it back.';
