-- WeChat's order centre opens an order by the number it was paid under, at a path that the shop
-- registers there.

create function api.find_order(out_trade_no text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads closed tables for the order's owner
declare
  me record := private.member();
  found_id uuid := (
    select o.id from pay.attempts a join trade.orders o
        on o.shop_id = a.shop_id and o.id = a.order_id
     where a.shop_id = me.shop_id and a.id = private.wechat_uuid(find_order.out_trade_no)
       and o.member_id = me.member_id);
begin
  if found_id is null then
    perform private.fail('ORDER_NOT_FOUND');
  end if;
  return private.with_contact(private.order_json(me.shop_id, found_id), me.shop_id);
end $$;
comment on function api.find_order(text) is
  'The member''s order by a number it was to be paid under (WeChat''s 商品订单号 is our out_trade_no), '
  'like get_order. Raises ORDER_NOT_FOUND, another''s too.';
grant execute on function api.find_order(text) to authenticated;

create function private.wechat_order_json(ordered trade.orders) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object('merchant_id', a.mchid,
        'merchant_trade_no', pay.wechat_number(a.id), 'transaction_id', a.transaction_id)
      from pay.attempts a
     where a.shop_id = ordered.shop_id and a.id = ordered.paid_attempt_id and exists (
       select from ops.outbox o
        where o.shop_id = ordered.shop_id and o.subject_id = ordered.id
          and o.kind = 'shipping' and o.status = 'done'
          and private.says_last(o.body)));
end $$;
comment on function private.wechat_order_json(trade.orders) is
  'What WeChat''s confirm-receipt component opens an order by; null until WeChat has heard that '
  'everything has left.';

create function private.order_paths() returns jsonb
language sql immutable set search_path = '' as $$
  select '{"order_detail_path": "packages/orders/detail/detail?out_trade_no=${商品订单号}",
           "msg_jump_path": "packages/orders/detail/detail"}'::jsonb
$$;
comment on function private.order_paths() is
  'Where the mini program shows an order: for the order centre, which fills in our out_trade_no, '
  'and for shipping messages, to which WeChat adds merchant_trade_no. A test compares with the '
  'mini program.';

create function private.order_path_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('path', private.order_paths() ->> 'order_detail_path',
      'registered', w.order_path,
           'registered_at', w.order_path_at)
    from shop.wechat_accounts w where w.shop_id = order_path_json.shop_id
$$;
comment on function private.order_path_json(uuid) is
  'The order path that is and that should be at WeChat (contracts/staff/orders.ts OrderPath).';

create function api.get_order_path(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the shop's account at WeChat is closed to clients
declare
  me record := private.staff(shop, 'read');
begin
  return private.order_path_json(me.shop_id);
end $$;
comment on function api.get_order_path(text) is
  'Where WeChat opens an order: {"path", "registered", "registered_at"}; registered is null until '
  'WeChat took it. Raises FORBIDDEN.';
grant execute on function api.get_order_path(text) to authenticated;

create function api.register_order_path(shop text, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes the outbox
declare
  me record := private.staff(shop, 'credentials');
  answer jsonb;
begin
  reason := private.require_reason(reason);
  answer := private.recall(me.shop_id, me.staff_id,
      'register_order_path', idempotency_key, to_jsonb(reason));
  if answer is not null then
    return answer;
  end if;
  -- its rows of the outbox are in order
  perform from shop.wechat_accounts w where w.shop_id = me.shop_id for update;
  perform private.enqueue(me.shop_id, 'order_path', me.shop_id, private.order_paths());
  answer := private.order_path_json(me.shop_id);
  perform private.audit(me.shop_id, me.staff_id, 'register_order_path', me.shop_id, reason,
      jsonb_build_object('before', jsonb_build_object('order_path', answer -> 'registered'),
                         'after', jsonb_build_object('order_path', answer -> 'path')));
  return private.remember(me.shop_id, me.staff_id,
      'register_order_path', idempotency_key, to_jsonb(reason), answer);
end $$;
comment on function api.register_order_path(text, text, text) is
  'Owner: let WeChat''s order centre and its shipping messages open orders here; sent through the '
  'outbox, after the release that has the page. Answers what get_order_path does. Raises '
  'FORBIDDEN, INVALID_REQUEST, IDEMPOTENCY_CONFLICT.';
grant execute on function api.register_order_path(text, text, text) to authenticated;
