-- The shop gives money back by itself: what it cannot deliver, or owes after the window has closed.

create function api.refund_order(shop text, order_id uuid, reason text,
  idempotency_key text, lines jsonb default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales, refunds, outbox
declare
  me private.staff_command := private.begin_command(shop, 'refund', 'refund_order',
      idempotency_key, jsonb_build_array(order_id, lines, reason), reason);
  bought trade.orders;
  after_sale trade.after_sales;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  select * into bought from trade.orders o
   where o.shop_id = me.shop_id and o.id = refund_order.order_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif bought.status = 'refunded' then
    perform private.fail('REFUND_EXCEEDS_PAID');
  elsif bought.status <> all (private.order_states('refundable')) then
    perform private.fail('AFTER_SALE_NOT_ALLOWED', jsonb_build_object('status', bought.status));
  end if;

  after_sale.shop_id := me.shop_id;
  after_sale.id := private.open_after_sale(bought, 'refund_only', lines, me.reason);
  perform private.hold_after_sale(me.shop_id, after_sale.id);
  update trade.after_sales s
     set origin = 'shop', status = 'refunding', review_reason = me.reason,
         reviewed_at = private.now()
   where s.shop_id = after_sale.shop_id and s.id = after_sale.id
  returning * into after_sale;
  perform private.record_event(after_sale.shop_id, 'after_sale.changed', after_sale.id,
      '{"status":"refunding"}', after_sale.member_id);
  perform private.start_refund(after_sale);
  return private.end_command(me, bought.id,
      private.after_sale_json(me.shop_id, after_sale.id),
      jsonb_build_object('after_sale_id', after_sale.id));
end $$;
comment on function api.refund_order(text, uuid, text, text, jsonb) is
  'Staff refund [{"line_no", "quantity"}] of a paid order, or all that is left, without the '
  'buyer asking and at any time; commission is taken back as ever. Raises ORDER_NOT_FOUND, '
  'AFTER_SALE_NOT_ALLOWED, AFTER_SALE_OPEN_EXISTS, REFUND_EXCEEDS_PAID, FORBIDDEN.';
grant execute on function api.refund_order(text, uuid, text, text, jsonb) to authenticated;
