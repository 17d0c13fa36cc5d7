-- The buyer asks for money or other goods, and may take it back.

create function private.open_after_sale(bought trade.orders, kind text, lines jsonb, reason text)
  returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  opened uuid := private.new_id();
begin
  perform from trade.order_lines l where l.shop_id = bought.shop_id
      and l.order_id = bought.id order by l.line_no for no key update;
  insert into trade.after_sales (shop_id, id, order_id, member_id, kind, reason)
  values (bought.shop_id, opened, bought.id, bought.member_id,
      open_after_sale.kind, open_after_sale.reason);
  insert into trade.after_sale_lines (shop_id, after_sale_id, order_id, line_no, quantity)
  select bought.shop_id, opened, bought.id, (p.line).line_no, p.quantity
    from private.refund_pieces(bought, lines) p;
  if not found and lines is null then
    perform private.fail('REFUND_EXCEEDS_PAID');
  elsif not found or (lines is not null and (select count(*) from trade.after_sale_lines x
                     where x.shop_id = bought.shop_id
                       and x.after_sale_id = opened) <> jsonb_array_length(lines)) then
    perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
  end if;
  perform private.refuse_overlap(bought.shop_id, opened, open_after_sale.kind);
  perform private.begin_wait(bought.shop_id, opened);
  perform private.schedule_receipt(bought.shop_id, bought.id);
  return opened;
end $$;
comment on function private.open_after_sale(trade.orders, text, jsonb, text) is
  'Write an after-sale of [{"line_no", "quantity"}], null = all that is left. The caller holds the '
  'order''s lock. Raises INVALID_REQUEST, REFUND_EXCEEDS_PAID when less is left, '
  'AFTER_SALE_OPEN_EXISTS.';

create function private.refuse_overlap(shop_id uuid, after_sale_id uuid, kind text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if exists (select from trade.after_sale_lines x
               join trade.order_lines l on l.shop_id = x.shop_id
                and l.order_id = x.order_id and l.line_no = x.line_no
              where x.shop_id = refuse_overlap.shop_id
                and x.after_sale_id = refuse_overlap.after_sale_id
                and (x.quantity > l.quantity - l.refunded_quantity
                     or (refuse_overlap.kind <> 'refund_only'
                         and x.quantity > l.shipped_quantity
                         - (l.refunded_quantity - l.cancelled_quantity)))) then
    perform private.fail('REFUND_EXCEEDS_PAID');
  end if;
  if exists (select from trade.after_sale_lines x
               join trade.after_sale_lines y on y.shop_id = x.shop_id and y.order_id = x.order_id
                and y.line_no = x.line_no and y.after_sale_id <> x.after_sale_id
               join trade.after_sales s on s.shop_id = y.shop_id and s.id = y.after_sale_id
              where x.shop_id = refuse_overlap.shop_id
                and x.after_sale_id = refuse_overlap.after_sale_id
                and s.status = any (private.after_sale_states('asking'))) then
    perform private.fail('AFTER_SALE_OPEN_EXISTS');
  end if;
end $$;
comment on function private.refuse_overlap(uuid, uuid, text) is
  'An after-sale asks for no more than is left of a line, returns no more than was shipped, and no '
  'line is in two open ones.';

create function api.request_after_sale(idempotency_key text, order_id uuid,
  kind text, lines jsonb default null, reason text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales and holds
declare
  me record := private.member();
  request jsonb := jsonb_build_array(order_id, kind, lines, reason);
  answer jsonb;
  bought trade.orders;
  after_sale_id uuid;
begin
  if kind is null or kind not in ('refund_only', 'return_refund', 'exchange') then
    perform private.fail('INVALID_REQUEST', '{"field":"kind"}');
  end if;
  answer := private.recall(me.shop_id, me.member_id,
      'request_after_sale', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  select * into bought from trade.orders o
   where o.shop_id = me.shop_id and o.id = request_after_sale.order_id
     and o.member_id = me.member_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif bought.status = 'refunded' then
    perform private.fail('REFUND_EXCEEDS_PAID');
  elsif bought.status <> all (private.order_states('refundable')) then
    perform private.fail('AFTER_SALE_NOT_ALLOWED', jsonb_build_object('status', bought.status));
  end if;
  if bought.completed_at + make_interval(days => bought.after_sale_days) < private.now() then
    perform private.fail('AFTER_SALE_WINDOW_CLOSED');
  end if;

  after_sale_id := private.open_after_sale(bought, kind, lines, private.require_reason(reason));
  perform private.hold_after_sale(me.shop_id, after_sale_id);
  perform private.record_event(me.shop_id, 'after_sale.changed', after_sale_id,
      '{"status":"requested"}', me.member_id);
  answer := private.after_sale_json(me.shop_id, after_sale_id);
  return private.remember(
    me.shop_id, me.member_id, 'request_after_sale', idempotency_key, request, answer);
end $$;
comment on function api.request_after_sale(text, uuid, text, jsonb, text) is
  'Ask for a refund, a return or an exchange of [{"line_no", "quantity"}] or of all that is left; '
  'commission of these lines is held meanwhile. Raises ORDER_NOT_FOUND, AFTER_SALE_NOT_ALLOWED, '
  'AFTER_SALE_WINDOW_CLOSED, AFTER_SALE_OPEN_EXISTS, REFUND_EXCEEDS_PAID.';
grant execute on function api.request_after_sale(text, uuid, text, jsonb, text) to authenticated;

create function api.cancel_after_sale(after_sale_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales and holds
declare
  me record := private.member();
  after_sale trade.after_sales := private.lock_after_sale(me.shop_id, after_sale_id, me.member_id);
begin
  if after_sale.status = 'cancelled' then
    return private.after_sale_json(me.shop_id, after_sale.id);
  elsif after_sale.status <> all (private.after_sale_states('cancellable')) then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  perform private.finish_after_sale(after_sale, 'cancelled', null);
  return private.after_sale_json(me.shop_id, after_sale.id);
end $$;
comment on function api.cancel_after_sale(uuid) is
  'The buyer takes it back; the settlement clock goes on. Raises AFTER_SALE_NOT_FOUND, '
  'AFTER_SALE_STATE.';
grant execute on function api.cancel_after_sale(uuid) to authenticated;
