-- The shop changes what an unpaid order costs. What its buyer began to pay at the old price is
-- closed at WeChat; money that still arrives under the old number goes back.

create function private.lines_of_order(placed trade.orders) returns private.priced_line[]
language plpgsql stable set search_path = '' as $$
declare
  found_one record;
  line private.priced_line;
  lines private.priced_line[] := '{}';
begin
  for found_one in
    select l.line_no, l.sku_id, l.quantity, l.price_fen from trade.order_lines l
     where l.shop_id = placed.shop_id and l.order_id = placed.id order by l.sku_id
  loop
    line.line_no := found_one.line_no;
    line.sku_id := found_one.sku_id;
    line.quantity := found_one.quantity;
    lines := array_append(lines, private.at_price(line, found_one.price_fen));
  end loop;
  return lines;
end $$;
comment on function private.lines_of_order(trade.orders) is
  'The lines of an order at the prices they were placed at, before any step.';

create function private.kept_discounts(placed trade.orders) returns private.price_part[]
language plpgsql stable set search_path = '' as $$
declare
  found_one record;
  part private.price_part;
  parts private.price_part[] := '{}';
begin
  for found_one in
    select s.step, min(d.source::text)::jsonb as source, min(d.words) as words,
           array_agg(coalesce(d.amount_fen, 0) order by l.sku_id) as fen
      from trade.price_steps s
     cross join trade.order_lines l
      left join trade.order_discounts d on d.shop_id = l.shop_id and d.order_id = l.order_id
       and d.line_no = l.line_no and d.step = s.step
     where l.shop_id = placed.shop_id and l.order_id = placed.id and s.step <> 'price_change'
     group by s.step, s.position having count(d.step) > 0
     order by s.position
  loop
    part.step := found_one.step;
    part.source := found_one.source;
    part.words := found_one.words;
    part.fen := found_one.fen;
    parts := array_append(parts, part);
  end loop;
  return parts;
end $$;
comment on function private.kept_discounts(trade.orders) is
  'What each step took when an order was placed, without what the shop took off since.';

create function private.price_anew(placed trade.orders, change private.price_change)
  returns private.priced
language plpgsql stable set search_path = '' as $$
declare
  rules shop.settings;
  lines private.priced_line[] := private.lines_of_order(placed);
  most bigint := private.sum_of(private.goods_of(lines));
  part private.price_part;
begin
  change.kept := private.kept_discounts(placed);
  foreach part in array change.kept loop
    most := most - private.sum_of(part.fen);
  end loop;
  if change.goods_fen is null or change.goods_fen not between 0 and most then
    perform private.fail('INVALID_REQUEST', jsonb_build_object('field', 'goods_fen', 'most', most));
  elsif change.freight_fen is null or change.freight_fen not between 0 and placed.freight_fen then
    perform private.fail('INVALID_REQUEST',
        jsonb_build_object('field', 'freight_fen', 'most', placed.freight_fen));
  elsif (change.goods_fen, change.freight_fen) = (placed.goods_fen, placed.freight_fen) then
    perform private.fail('PRICE_UNCHANGED');
  end if;
  select s.* into strict rules from shop.settings s where s.shop_id = placed.shop_id;
  return private.price(rules, lines, null, change);
end $$;
comment on function private.price_anew(trade.orders, private.price_change) is
  'Price a placed order''s lines by a change of the shop''s. The buyer agreed to a price: goods '
  'never cost more than when the order was placed, and freight only goes down. A price that stays '
  'is refused: it would close the buyer''s payment for nothing. Raises INVALID_REQUEST with '
  'details.most, PRICE_UNCHANGED.';

create function private.write_new_price(placed trade.orders, priced private.priced)
  returns trade.orders
language plpgsql volatile set search_path = '' as $$
begin
  delete from trade.order_discounts d
   where d.shop_id = placed.shop_id and d.order_id = placed.id;
  perform private.write_discounts(placed, priced);
  update trade.order_lines l
     set discount_fen = p.discount_fen, freight_fen = p.freight_fen,
         terms = private.apply_terms(l.terms, p.goods_fen, p.quantity)
    from unnest(priced.lines) p
   where l.shop_id = placed.shop_id and l.order_id = placed.id and l.line_no = p.line_no;
  update trade.orders o
     set discount_fen = priced.discount_fen, freight_fen = priced.freight_fen,
         payable_fen = priced.payable_fen
   where o.shop_id = placed.shop_id and o.id = placed.id
  returning o.* into placed;
  return placed;
end $$;
comment on function private.write_new_price(trade.orders, private.priced) is
  'An order''s new price with its discounts and the commission of it: chain and rates stay, the '
  'base follows. The caller holds the order''s lock.';

create function api.change_order_price(shop text, order_id uuid,
  goods_fen bigint, freight_fen bigint, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and payment attempts
declare
  me record := private.staff(shop, 'refund');
  request jsonb := jsonb_build_array(order_id, goods_fen, freight_fen, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'change_order_price', idempotency_key, request);
  placed trade.orders;
  change private.price_change;
  before_fen bigint;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  select * into placed from trade.orders o
   where o.shop_id = me.shop_id and o.id = change_order_price.order_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif placed.status <> all (private.order_states('payable'))
      or placed.expires_at <= private.now() then
    perform private.fail('ORDER_NOT_PAYABLE', jsonb_build_object('status', placed.status));
  end if;
  before_fen := placed.payable_fen;
  change.goods_fen := change_order_price.goods_fen;
  change.freight_fen := change_order_price.freight_fen;
  change.source := jsonb_build_object('staff_id', me.staff_id);
  perform private.close_attempts(placed.shop_id, placed.id);
  placed := private.write_new_price(placed, private.price_anew(placed, change));
  perform private.note_new_price(placed, me.staff_id, reason, before_fen);
  if placed.payable_fen = 0 then
    placed := private.mark_paid(placed, null);
  end if;
  answer := private.staff_order_json(me.shop_id, placed.id);
  return private.remember(
    me.shop_id, me.staff_id, 'change_order_price', idempotency_key, request, answer);
end $$;
comment on function api.change_order_price(text, uuid, bigint, bigint, text, text) is
  'Staff who may refund: what the goods and the freight of an unpaid order cost from now on, in '
  'fen, never more than the buyer agreed to; chain and rates stay, the base of commission follows. '
  'What was begun to be paid is closed at WeChat. An order of 0 fen is paid at once. Answers the '
  'order. Raises ORDER_NOT_FOUND, ORDER_NOT_PAYABLE, PRICE_UNCHANGED, INVALID_REQUEST with '
  'details.most, FORBIDDEN.';
grant execute on function api.change_order_price(text, uuid, bigint, bigint, text, text)
  to authenticated;

create function private.note_new_price(placed trade.orders,
  staff_id uuid, reason text, before_fen bigint) returns void
language plpgsql volatile set search_path = '' as $$
declare
  sums jsonb := jsonb_build_object('before_fen', before_fen, 'payable_fen', placed.payable_fen);
begin
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, actor_id, detail)
  values (placed.shop_id, placed.id, 'price_changed', 'staff', note_new_price.staff_id,
          sums || jsonb_build_object('note', reason));
  perform private.audit(placed.shop_id, staff_id, 'change_order_price', placed.id, reason, sums);
  perform private.record_event(placed.shop_id, 'order.changed', placed.id,
      jsonb_build_object('status', placed.status), placed.member_id);
end $$;
comment on function private.note_new_price(trade.orders, uuid, text, bigint) is
  'A new price in the order''s history and the audit log; buyer and shop are told.';
