-- Paying: an attempt is written down before WeChat is asked, and its prepay id when WeChat has
-- answered.

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
