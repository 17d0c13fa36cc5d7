-- Buying again: what was ordered once goes into the cart, as far as it can still be bought.

create function private.judge_again(shop_id uuid, member_id uuid, order_id uuid)
  returns table (sku_id uuid, title text, spec text, price_fen bigint,
      wanted int, quantity int, code text)
language plpgsql stable set search_path = '' as $$
declare
  priced private.priced_line[] := private.lines_to_sell(shop_id, (
    select jsonb_agg(jsonb_build_object('sku_id', l.sku_id, 'quantity', l.quantity)
        order by l.line_no)
      from trade.order_lines l
     where l.shop_id = judge_again.shop_id and l.order_id = judge_again.order_id));
begin
  return query
    with there as (
      select l.*, p.price_fen as price_now, p.problem, p.purchase_limit,
             case when p.problem is null then least(l.quantity,
                 (private.shown_stock(l.shop_id, array[l.sku_id]))[1]) else 0 end as pieces
        from trade.order_lines l
        join unnest(priced) p on p.sku_id = l.sku_id
       where l.shop_id = judge_again.shop_id and l.order_id = judge_again.order_id
    ), allowed as (
      select t.*, case when t.purchase_limit is null then t.pieces else greatest(0, least(t.pieces,
               t.purchase_limit
                 - private.bought_pieces(t.shop_id, judge_again.member_id, t.product_id)
                 - sum(t.pieces) over earlier + t.pieces)) end::int as most
        from there t
      window earlier as (partition by t.product_id order by t.line_no)
    )
    select a.sku_id, a.title, a.spec, a.price_now, a.quantity, a.most,
           case when a.most = a.quantity then null when a.problem is not null then a.problem
                when a.most < a.pieces then 'PURCHASE_LIMIT' else 'OUT_OF_STOCK' end
      from allowed a order by a.line_no;
end $$;
comment on function private.judge_again(uuid, uuid, uuid) is
  'How many pieces of each line of an order its buyer could buy now, at what price in fen, and the '
  'code that says why where they are fewer than ordered. The first lines of a product are filled '
  'first up to its limit.';

create function api.buy_again(order_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: reads the order and writes the cart
declare
  me record := private.hold_member();   -- as set_cart_line: the cart has so many places
  -- locked in the order of sku_id, as placing an order from the cart does
  mine uuid[] := array(select c.sku_id from trade.cart_lines c
                        where c.shop_id = me.shop_id and c.member_id = me.member_id
                        order by c.sku_id for update);
  line record;
  lines jsonb := '[]';
begin
  perform from trade.orders o where o.shop_id = me.shop_id
      and o.member_id = me.member_id and o.id = buy_again.order_id;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  end if;
  for line in select * from private.judge_again(me.shop_id, me.member_id, order_id) loop
    if line.quantity > 0 and line.sku_id <> all (mine) then
      if cardinality(mine) >= private.cart_places() then
        line.code := 'CART_FULL';
        line.quantity := 0;
      else
        mine := mine || line.sku_id;
      end if;
    end if;
    if line.quantity > 0 then
      insert into trade.cart_lines as c (shop_id, member_id, sku_id, quantity, added_price_fen)
      values (me.shop_id, me.member_id, line.sku_id, line.quantity, line.price_fen)
      on conflict (shop_id, member_id, sku_id) do update
         set quantity = greatest(c.quantity, excluded.quantity);
    end if;
    lines := lines || (to_jsonb(line) - 'price_fen');
  end loop;
  return jsonb_build_object('lines', lines, 'cart', private.cart_json(me.shop_id, me.member_id));
end $$;
comment on function api.buy_again(uuid) is
  'Member: have in my cart what I ordered once, at least as many of each as then and as are left; '
  'done twice it adds nothing. Answers what came of each line, and the cart '
  '(contracts/orders.ts BoughtAgain). Raises ORDER_NOT_FOUND.';
grant execute on function api.buy_again(uuid) to authenticated;
