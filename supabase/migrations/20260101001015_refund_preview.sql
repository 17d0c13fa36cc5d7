-- What a refund would do, before anybody decides it: by the functions that decide it.

create function private.refund_pieces(bought trade.orders, pieces jsonb)
  returns table (line trade.order_lines, quantity int)
language plpgsql stable set search_path = '' as $$
begin
  perform private.check_pieces(pieces);
  return query
    select l, coalesce((p ->> 'quantity')::int, l.quantity - l.refunded_quantity)
      from trade.order_lines l
      left join jsonb_array_elements(pieces) p on (p ->> 'line_no')::int = l.line_no
     where l.shop_id = bought.shop_id and l.order_id = bought.id
       and (p is not null or (pieces is null and l.refunded_quantity < l.quantity));
end $$;
comment on function private.refund_pieces(trade.orders, jsonb) is
  'The lines that [{"line_no", "quantity"}] names, null = all that is left, and how many of each. '
  'Raises INVALID_REQUEST.';

create function private.preview_refund(bought trade.orders, pieces jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  answer jsonb;
  lines int;
  is_left boolean;
begin
  with piece as materialized (
    select p.line, p.quantity, r.goods_fen, r.freight_fen
      from private.refund_pieces(bought, pieces) p
     cross join lateral private.refund_of(p.line, p.quantity) r
  ), part as (
    select c.level, c.distributor_id, a.reversed_fen - c.reversed_fen as fen, 0 as bonus_fen
      from piece p
      join ledger.commissions c on c.shop_id = bought.shop_id
       and c.order_id = bought.id and c.line_no = (p.line).line_no
       and c.status <> 'void' and c.kind = 'order'
     cross join lateral private.commission_after(c, p.goods_fen) a
    union all
    select 1, bought.level1_id, b.fen, b.fen
      from private.bonus_lost(bought, (
        select array_agg(p.goods_fen order by n) from generate_series(1, 50) n
          left join piece p on (p.line).line_no = n)) b(fen)
  ), taken as (
    select t.level, t.distributor_id, sum(t.fen)::bigint as fen,
           sum(t.bonus_fen)::bigint as bonus_fen
      from part t where t.fen <> 0 group by 1, 2
  ), summed as (
    select count(*)::int as lines,
           bool_and(p.quantity <= (p.line).quantity - (p.line).refunded_quantity) as is_left,
           sum(p.quantity)::int as quantity,
           sum((p.line).price_fen * p.quantity)::bigint as amount_fen,
           sum(p.goods_fen)::bigint as goods_fen, sum(p.freight_fen)::bigint as freight_fen
      from piece p
  )
  select s.lines, s.is_left, jsonb_build_object('quantity', s.quantity,
           'amount_fen', s.amount_fen, 'discount_fen', s.amount_fen - s.goods_fen,
           'goods_fen', s.goods_fen, 'freight_fen', s.freight_fen,
           'payable_fen', s.goods_fen + s.freight_fen,
           'commission_fen', (select coalesce(sum(t.fen), 0)::bigint from taken t),
           'commissions', (select coalesce(jsonb_agg(jsonb_build_object('level', t.level,
               'distributor_id', t.distributor_id,
               'distributor', private.label(bought.shop_id, t.distributor_id),
               'commission_fen', t.fen, 'bonus_fen', t.bonus_fen) order by t.level), '[]')
               from taken t))
    into lines, is_left, answer
    from summed s;
  if lines = 0 and pieces is null or not is_left then
    perform private.fail('REFUND_EXCEEDS_PAID');
  elsif lines <> coalesce(jsonb_array_length(pieces), lines) then
    perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
  end if;
  return answer;
end $$;
comment on function private.preview_refund(trade.orders, jsonb) is
  'What refunding pieces of an order would do now (contracts/staff/orders.ts RefundPreview), in '
  'fen, with what the volume bonus of a closed month loses by it. Raises INVALID_REQUEST, '
  'REFUND_EXCEEDS_PAID.';

create function api.preview_refund(shop text, order_id uuid, lines jsonb default null)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads closed tables for staff of the shop
declare
  actor record := private.staff(shop, 'read');
  bought trade.orders;
begin
  select * into bought from trade.orders o
   where o.shop_id = actor.shop_id and o.id = preview_refund.order_id;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  end if;
  return private.preview_refund(bought, lines);
end $$;
comment on function api.preview_refund(text, uuid, jsonb) is
  'What a refund of [{"line_no", "quantity"}] of an order, or of all that is left, would give back '
  'and take back now: refund_order and after-sales book exactly this. Changes nothing. Raises '
  'ORDER_NOT_FOUND, REFUND_EXCEEDS_PAID, INVALID_REQUEST, SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.preview_refund(text, uuid, jsonb) to authenticated;

create function api.preview_my_refund(order_id uuid, lines jsonb default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads closed tables of the member's own order
declare
  me record := private.member();
  bought trade.orders;
begin
  select * into bought from trade.orders o
   where o.shop_id = me.shop_id and o.id = preview_my_refund.order_id
     and o.member_id = me.member_id;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  end if;
  return private.preview_refund(bought, lines) - array['commission_fen', 'commissions'];
end $$;
comment on function api.preview_my_refund(uuid, jsonb) is
  'Member: what a refund of pieces of my order, or of all that is left, would give back now '
  '(contracts/after_sales.ts RefundSums). Raises ORDER_NOT_FOUND, REFUND_EXCEEDS_PAID, '
  'INVALID_REQUEST.';
grant execute on function api.preview_my_refund(uuid, jsonb) to authenticated;
