-- A parcel leaves, and WeChat is told.

create function api.ship_order(
  shop text, order_id uuid, carrier text, tracking_no text,
    idempotency_key text, lines jsonb default null
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and the outbox
declare
  most_parcels constant int := 15;   -- of one order at WeChat
  me record := private.staff(shop, 'ship');
  request jsonb;
  answer jsonb;
  bought trade.orders;
  parcel_id uuid := private.new_id();
  note text;
begin
  carrier := private.known_carrier(carrier);
  tracking_no := private.waybill(tracking_no);
  note := private.parcel_note(carrier, tracking_no);
  request := jsonb_build_array(order_id, carrier, tracking_no, lines);
  answer := private.recall(me.shop_id, me.staff_id, 'ship_order', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  select * into bought from trade.orders o where o.shop_id = me.shop_id
     and o.id = ship_order.order_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif bought.status <> all (private.order_states('shippable')) then
    perform private.fail('ORDER_NOT_SHIPPABLE', jsonb_build_object('status', bought.status));
  elsif (select count(*) from trade.shipments s where s.shop_id = bought.shop_id
      and s.order_id = bought.id) >= most_parcels then
    perform private.fail('ORDER_NOT_SHIPPABLE', jsonb_build_object('parcels', most_parcels));
  end if;
  perform private.require_receiver(bought);

  insert into trade.shipments (shop_id, id, order_id, carrier, tracking_no, staff_id, shipped_at)
  values (bought.shop_id, parcel_id, bought.id, ship_order.carrier,
      ship_order.tracking_no, me.staff_id, private.now());
  insert into trade.shipment_lines (shop_id, shipment_id, order_id, line_no, quantity)
  select bought.shop_id, parcel_id, bought.id, p.line_no, p.quantity
    from private.parcel_lines(bought.shop_id, bought.id, ship_order.lines) p;
  if not found then   -- all that is left is asked back
    perform private.fail('ORDER_NOT_SHIPPABLE', '{"reason":"after_sale_open"}');
  end if;
  update trade.order_lines l set shipped_quantity = l.shipped_quantity + x.quantity
    from trade.shipment_lines x
   where x.shop_id = bought.shop_id and x.shipment_id = parcel_id
     and l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no;
  perform private.record_shipped(bought, parcel_id);
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, actor_id, detail)
  values (bought.shop_id, bought.id, 'shipped', 'staff', me.staff_id,
      jsonb_build_object('note', note));
  perform private.follow_shipping(bought.shop_id, bought.id);
  perform private.message(bought.shop_id, bought.member_id, 'parcel', parcel_id::text,
      jsonb_build_object('order_id', bought.id, 'carrier', ship_order.carrier,
          'tracking_no', ship_order.tracking_no));
  perform private.audit(me.shop_id, me.staff_id,
      'ship_order', bought.id, null, jsonb_build_object('shipment_id', parcel_id));
  answer := private.staff_order_json(bought.shop_id, bought.id);
  return private.remember(
    me.shop_id, me.staff_id, 'ship_order', idempotency_key, request, answer);
end $$;
comment on function api.ship_order(text, uuid, text, text, text, jsonb) is
  'A parcel leaves: carrier is an id of trade.carriers, lines [{"line_no", "quantity"}] or null '
  'for all that is left; WeChat hears through the outbox. Answers the order without its contact. '
  'Raises INVALID_REQUEST, ORDER_NOT_FOUND, ORDER_NOT_SHIPPABLE, ORDER_WITHOUT_RECEIVER, '
  'SHIPMENT_EXCEEDS_ORDER, FORBIDDEN, IDEMPOTENCY_CONFLICT.';
grant execute on function api.ship_order(text, uuid, text, text, text, jsonb) to authenticated;
