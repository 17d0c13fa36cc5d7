-- Orders as people read them: a list, and one in full. Contacts come sealed and only to whom they
-- belong.

create function private.order_brief(ordered trade.orders) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
      'id', ordered.id, 'number', ordered.number,
      'status', ordered.status, 'close_reason', ordered.close_reason,
      'payable_fen', ordered.payable_fen,
      'refunded_fen', sum(l.refunded_goods_fen + l.refunded_freight_fen)::bigint,
      'item_count', sum(l.quantity)::int,
      'lines', jsonb_agg(jsonb_build_object('line_no', l.line_no,
          'product_id', l.product_id, 'title', l.title, 'spec', l.spec,
                 'image_url', nullif(l.image_url, ''), 'quantity', l.quantity,
                 'price_fen', l.price_fen) order by l.line_no),
      'after_sale_open', private.has_open_after_sale(ordered.shop_id, ordered.id),
      'placed_at', ordered.placed_at,
      'expires_at', case when ordered.status = 'pending_payment' then ordered.expires_at end)
      from trade.order_lines l
     where l.shop_id = ordered.shop_id and l.order_id = ordered.id);
end $$;
comment on function private.order_brief(trade.orders) is
  'An order as lists show it (contracts/orders.ts OrderSummary), fen.';

create function private.has_open_after_sale(shop_id uuid, order_id uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select from trade.after_sales s
     where s.shop_id = has_open_after_sale.shop_id and s.order_id = has_open_after_sale.order_id
       and s.status = any (private.after_sale_states('open')));
end $$;
comment on function private.has_open_after_sale(uuid, uuid) is
  'Is an after-sale of this order neither finished nor refused?';

create function private.order_lines_json(shop_id uuid, order_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_agg(jsonb_build_object(
        'line_no', l.line_no, 'product_id', l.product_id,
        'sku_id', l.sku_id, 'title', l.title, 'spec', l.spec,
        'image_url', nullif(l.image_url, ''), 'quantity', l.quantity,
        'price_fen', l.price_fen, 'amount_fen', l.amount_fen,
        'discount_fen', l.discount_fen, 'goods_fen', l.goods_fen,
        'shipped_quantity', l.shipped_quantity,
        'shippable_quantity', private.shippable(l), 'refunded_quantity', l.refunded_quantity,
        'refunded_fen', l.refunded_goods_fen + l.refunded_freight_fen,
        'refundable_quantity', free.quantity,
        'refundable_fen', case when free.quantity = 0 then 0
            else (private.refund_of(l, free.quantity)).goods_fen end)
        order by l.line_no)
      from trade.order_lines l
     cross join lateral (
       select l.quantity - l.refunded_quantity - coalesce(sum(x.quantity), 0)::int as quantity
         from trade.after_sale_lines x
         join trade.after_sales s on s.shop_id = x.shop_id and s.id = x.after_sale_id
        where x.shop_id = l.shop_id and x.order_id = l.order_id and x.line_no = l.line_no
          and s.status = any (private.after_sale_states('asking'))) free
     where l.shop_id = order_lines_json.shop_id and l.order_id = order_lines_json.order_id);
end $$;
comment on function private.order_lines_json(uuid, uuid) is
  'The lines of an order (OrderLine), fen. refundable_* is what no after-sale has decided or asks '
  'for yet, goods only.';

create function private.order_discounts_json(o trade.orders) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  if o.discount_fen = 0 then
    return '[]';
  end if;
  return (
    select jsonb_agg(jsonb_build_object('step', d.step, 'label', s.title,
        'words', d.words, 'amount_fen', d.fen) order by s.position)
      from (select x.step, min(x.words) as words, sum(x.amount_fen)::bigint as fen
              from trade.order_discounts x
             where x.shop_id = o.shop_id and x.order_id = o.id group by x.step) d
      join trade.price_steps s on s.step = d.step);
end $$;
comment on function private.order_discounts_json(trade.orders) is
  'What each step took off an order (contracts/orders.ts Discount), in fen.';

create function private.shipments_json(shop_id uuid, order_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id,
      'carrier', s.carrier, 'carrier_name', private.carrier_name(s.carrier),
      'tracking_no', s.tracking_no, 'shipped_at', s.shipped_at,
      'lines', (select jsonb_agg(jsonb_build_object('line_no', x.line_no, 'quantity', x.quantity)
          order by x.line_no)
                  from trade.shipment_lines x where x.shop_id = s.shop_id and x.shipment_id = s.id))
                      order by s.id), '[]')
    from trade.shipments s
   where s.shop_id = shipments_json.shop_id and s.order_id = shipments_json.order_id
$$;
comment on function private.shipments_json(uuid, uuid) is
  'The parcels of an order and what lies in them, oldest first.';

create function private.order_history(ordered trade.orders) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_agg(jsonb_build_object('event', e.event, 'by', e.by, 'note', e.note, 'at', e.at)
        order by e.at, e.place)
      from (
        select 'placed' as event, 'buyer' as by, null as note, ordered.placed_at as at, 0 as place
        union all
        select 'paid', 'buyer', null, ordered.paid_at, 1 where ordered.paid_at is not null
        union all
        select e.kind, case e.actor_kind when 'member' then 'buyer' when 'staff'
            then 'shop' when 'job' then 'system' else e.actor_kind end,
               coalesce(e.detail ->> 'note', e.detail ->> 'close_reason'), e.created_at, 2
          from trade.order_events e where e.shop_id = ordered.shop_id and e.order_id = ordered.id
        union all
        select 'after_sale_' || step.event,
               case when private.happened_by_itself(s, step.at)
                   then 'system' else step.by end, step.note, step.at, 3
          from trade.after_sales s
         cross join lateral (values
           ('requested', case s.origin when 'buyer' then 'buyer' when 'shop'
               then 'shop' else 'wechat' end, s.reason, s.requested_at),
           (case when s.status = 'rejected' then 'rejected' else 'approved' end,
              'shop', s.review_reason,
              case when s.status not in ('requested', 'cancelled') then s.reviewed_at end),
           ('received', 'shop', null, s.received_at),
           (s.status, case s.status when 'cancelled' then private.cancelled_by(s)
               when 'exchanged' then 'shop' else 'wechat' end, null,
              case when s.status <> 'rejected' then s.finished_at end)) step(event, by, note, at)
         where s.shop_id = ordered.shop_id and s.order_id = ordered.id and step.at is not null) e);
end $$;
comment on function private.order_history(trade.orders) is
  'What happened to an order, oldest first (OrderEvent).';

create function private.order_json(shop_id uuid, order_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  o trade.orders;
  lines jsonb;
  sums record;
begin
  select * into o from trade.orders x
   where x.shop_id = order_json.shop_id and x.id = order_json.order_id;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  end if;
  lines := private.order_lines_json(o.shop_id, o.id);
  select sum(l.refunded_goods_fen + l.refunded_freight_fen)::bigint as refunded_fen,
         sum(l.freight_fen - l.refunded_freight_fen)::bigint as freight_left_fen
    into sums
    from trade.order_lines l where l.shop_id = o.shop_id and l.order_id = o.id;
  return jsonb_build_object(
    'id', o.id, 'number', o.number, 'status', o.status, 'close_reason', o.close_reason,
    'amount_fen', o.amount_fen, 'discount_fen', o.discount_fen,
    'goods_fen', o.goods_fen, 'freight_fen', o.freight_fen, 'payable_fen', o.payable_fen,
    'paid_fen', case when o.paid_at is null then 0 else o.payable_fen end,
    'refunded_fen', sums.refunded_fen,
    'refundable_freight_fen', case when o.paid_at is null then 0 else sums.freight_left_fen end,
    'discounts', private.order_discounts_json(o),
    'lines', lines, 'contact', null,
    'wechat_order', case when o.status = 'shipped'
        then private.wechat_order_json(o) end, 'remark', null,
    'shipments', private.shipments_json(o.shop_id, o.id),
    'after_sales', (
        select coalesce(jsonb_agg(private.after_sale_json(s.shop_id, s.id) order by s.id), '[]')
                      from trade.after_sales s where s.shop_id = o.shop_id and s.order_id = o.id),
    'history', private.order_history(o),
    'can', jsonb_build_object(
      'pay', o.status = any (private.order_states('payable')) and o.expires_at > private.now(),
      'cancel', o.status = any (private.order_states('closable')),
      'receive', o.status = any (private.order_states('receivable')),
      'after_sale', o.status = any (private.order_states('refundable'))
        and coalesce(o.completed_at + make_interval(days => o.after_sale_days) >= private.now(),
            true)
        and lines @? '$[*] ? (@.refundable_quantity > 0)',
      'buy_again', o.status = any (private.order_states('over'))),
    'placed_at', o.placed_at, 'expires_at', case
        when o.status = 'pending_payment' then o.expires_at end,
    'paid_at', o.paid_at, 'shipped_at', o.shipped_at,
    'auto_receive_at', case when o.status = 'shipped' then o.auto_receive_at end,
    'completed_at', o.completed_at, 'closed_at', o.closed_at);
end $$;
comment on function private.order_json(uuid, uuid) is
  'An order in full (contracts/orders.ts Order), fen, without its contact and remark, so that the '
  'answer may be kept. Raises ORDER_NOT_FOUND.';

create function private.with_remark(answer jsonb, shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select answer || jsonb_build_object('remark', (
    select nullif(c.remark, '') from person.order_contacts c
     where c.shop_id = with_remark.shop_id and c.order_id = (answer ->> 'id')::uuid))
$$;
comment on function private.with_remark(jsonb, uuid) is
  'An order with what the buyer wrote to it; null when the person was forgotten, or the order '
  'needs no receiver any more.';

create function private.with_contact(answer jsonb, shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.with_remark(answer, shop_id) || jsonb_build_object('contact', (
    select private.kept_contact(c.shop_id, c.member_id, c.sealed) from person.order_contacts c
     where c.shop_id = with_contact.shop_id and c.order_id = (answer ->> 'id')::uuid))
$$;
comment on function private.with_contact(jsonb, uuid) is
  'An order with its remark and its sealed contact, for whom it belongs to; null when the person '
  'was forgotten.';

create function api.get_order(order_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads closed tables for the order's owner
declare
  me record := private.member();
begin
  if not exists (select from trade.orders o
                  where o.shop_id = me.shop_id and o.id = get_order.order_id
                    and o.member_id = me.member_id) then
    perform private.fail('ORDER_NOT_FOUND');
  end if;
  return private.with_contact(private.order_json(me.shop_id, order_id), me.shop_id);
end $$;
comment on function api.get_order(uuid) is
  'The member''s order with everything about it; contact is sealed text. Raises ORDER_NOT_FOUND, '
  'another''s too.';
grant execute on function api.get_order(uuid) to authenticated;

create function api.list_orders(status text default null,
  after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads closed tables for the orders' owner
declare
  me record := private.member();
  items jsonb;
begin
  select jsonb_agg(private.order_brief(p) order by p.id desc) into items
    from (select o.* from trade.orders o
           where o.shop_id = me.shop_id and o.member_id = me.member_id
             and (list_orders.after is null or o.id < list_orders.after)
             and (list_orders.status is null or o.status = list_orders.status
                  or (list_orders.status = 'after_sale'
                      and exists (select from trade.after_sales s
                          where s.shop_id = o.shop_id and s.order_id = o.id)))
           order by o.id desc limit private.page_limit(page_size)) p;
  return private.page_of(items, page_size, 'id');
end $$;
comment on function api.list_orders(text, uuid, int) is
  'The member''s orders, newest first, by status or those with an after-sale: {"items": '
  '[OrderSummary], "next"}.';
grant execute on function api.list_orders(text, uuid, int) to authenticated;
