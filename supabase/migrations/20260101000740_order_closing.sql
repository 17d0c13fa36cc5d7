-- An order that nobody pays is closed: by its buyer, the shop, or time. What it held goes back
-- exactly where it came from.

create function private.close_order(shop_id uuid, order_id uuid, close_reason text,
  actor_kind text, actor_id uuid, note text default null) returns void
language plpgsql volatile set search_path = '' as $$
declare
  closed trade.orders;
begin
  update trade.orders o
     set status = 'closed', close_reason = close_order.close_reason, closed_at = private.now()
   where o.shop_id = close_order.shop_id
     and o.id = close_order.order_id and o.status = 'pending_payment'
  returning * into closed;
  if not found then
    return;
  end if;
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, actor_id, detail)
  values (closed.shop_id, closed.id, 'closed', close_order.actor_kind, close_order.actor_id,
          jsonb_strip_nulls(jsonb_build_object('close_reason', close_order.close_reason,
              'note', close_order.note)));
  perform private.close_attempts(closed.shop_id, closed.id);
  perform private.release(closed);
  perform private.record_event(closed.shop_id, 'order.changed', closed.id,
      '{"status":"closed"}', closed.member_id);
end $$;
comment on function private.close_order(uuid, uuid, text, text, uuid, text) is
  'Close an unpaid order here and now; open attempts are closed at WeChat through the outbox. A '
  'paid or closed one is left as it is. The caller holds the order''s lock.';

create function private.close_attempts(shop_id uuid, order_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  attempt pay.attempts;
begin
  for attempt in
    update pay.attempts a
       set status = 'closing', ask_at = private.now() + interval '1 minute', asks = 0
     where a.shop_id = close_attempts.shop_id
       and a.order_id = close_attempts.order_id and a.status = 'open'
    returning a.*
  loop
    perform private.enqueue(attempt.shop_id, 'close_payment', attempt.order_id, jsonb_build_object(
      'attempt_id', attempt.id, 'mchid', attempt.mchid,
      'out_trade_no', pay.wechat_number(attempt.id)));
  end loop;
end $$;
comment on function private.close_attempts(uuid, uuid) is
  'No more money for this number: the open attempt is closing until WeChat has closed it, and is '
  'asked about meanwhile.';

create function api.cancel_order(order_id uuid, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and stock
declare
  me record := private.member();
  request jsonb := jsonb_build_array(order_id);
  answer jsonb;
  placed trade.orders;
begin
  answer := private.recall(me.shop_id, me.member_id, 'cancel_order', idempotency_key, request);
  if answer is not null then
    return private.with_contact(answer, me.shop_id);
  end if;
  select * into placed from trade.orders o
   where o.shop_id = me.shop_id and o.id = cancel_order.order_id
     and o.member_id = me.member_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif placed.status <> all (private.order_states('closable')) then
    perform private.fail('ORDER_NOT_CANCELLABLE', jsonb_build_object('status', placed.status));
  end if;
  perform private.close_order(placed.shop_id, placed.id, 'buyer', 'member', me.member_id);
  answer := private.order_json(placed.shop_id, placed.id);
  answer := private.remember(me.shop_id, me.member_id,
      'cancel_order', idempotency_key, request, answer);
  return private.with_contact(answer, me.shop_id);
end $$;
comment on function api.cancel_order(uuid, text) is
  'The buyer cancels an unpaid order: closed at once, stock given back; a payment that '
  'still arrives is refunded. Answers the order. Raises ORDER_NOT_FOUND, ORDER_NOT_CANCELLABLE, '
  'IDEMPOTENCY_CONFLICT.';
grant execute on function api.cancel_order(uuid, text) to authenticated;

create function api.staff_close_order(
  shop text, order_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and stock
declare
  me private.staff_command := private.begin_command(shop, 'order', 'staff_close_order',
      idempotency_key, jsonb_build_array(order_id, reason), reason);
  placed trade.orders;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  select * into placed from trade.orders o
   where o.shop_id = me.shop_id and o.id = staff_close_order.order_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif placed.status <> all (private.order_states('closable')) then
    perform private.fail('ORDER_NOT_CANCELLABLE', jsonb_build_object('status', placed.status));
  end if;
  perform private.close_order(placed.shop_id, placed.id, 'shop', 'staff', me.staff_id, me.reason);
  return private.end_command(me, placed.id, private.staff_order_json(me.shop_id, placed.id));
end $$;
comment on function api.staff_close_order(text, uuid, text, text) is
  'The shop closes an unpaid order, with a reason; a payment that still arrives is refunded. '
  'Answers the order without its contact. Raises ORDER_NOT_FOUND, ORDER_NOT_CANCELLABLE, '
  'FORBIDDEN.';
grant execute on function api.staff_close_order(text, uuid, text, text) to authenticated;
