-- The cart lives on the server: the same on every device, priced when looked at.

create function private.cart_places() returns int
language sql immutable set search_path = '' as $$
  select 100
$$;
comment on function private.cart_places() is 'How many lines a cart has at most.';

create function private.cart_json(shop_id uuid, member_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
      'lines', coalesce(jsonb_agg(jsonb_build_object(
         'sku_id', c.sku_id, 'product_id', k.product_id, 'title', p.title, 'spec', k.spec,
         'image_url', coalesce(nullif(k.image_url, ''), p.images[1]),
         'quantity', c.quantity, 'price_fen', k.price_fen,
         'added_price_fen', c.added_price_fen, 'available', case when sold.here
             then (private.shown_stock(c.shop_id, array[c.sku_id]))[1] else 0 end,
         'on_sale', sold.here) order by c.added_at desc, c.sku_id), '[]'),
      'count', coalesce(sum(c.quantity), 0),
      'amount_fen', coalesce(sum(k.price_fen * c.quantity) filter (where sold.here), 0))
    from trade.cart_lines c
    join catalog.skus k on k.shop_id = c.shop_id and k.id = c.sku_id
    join catalog.products p on p.shop_id = k.shop_id and p.id = k.product_id
    cross join lateral (select k.status = 'on_sale' and p.status = 'on_sale'
        and private.in_sale_time(p.sale_from, p.sale_until) as here) sold
    where c.shop_id = cart_json.shop_id and c.member_id = cart_json.member_id);
end $$;
comment on function private.cart_json(uuid, uuid) is
  'A cart with the prices, in fen, and the stock of this moment (contracts/cart.ts Cart).';

create function api.get_cart() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: carts are closed to every client role
declare
  me record := private.member();
begin
  return private.cart_json(me.shop_id, me.member_id);
end $$;
comment on function api.get_cart() is
  'Member: my cart with today''s prices; a line whose price differs from added_price_fen has '
  'changed since.';
grant execute on function api.get_cart() to authenticated;

create function api.set_cart_line(sku uuid, quantity int, if_there boolean default false)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes the cart
declare
  me record := private.hold_member();   -- at most so many lines
  wanted record;
begin
  if quantity is null or quantity not between 0 and 999 then
    perform private.fail('INVALID_REQUEST', '{"field":"quantity"}');
  elsif quantity = 0 then
    delete from trade.cart_lines c where c.shop_id = me.shop_id
       and c.member_id = me.member_id and c.sku_id = set_cart_line.sku;
    return private.cart_json(me.shop_id, me.member_id);
  end if;
  if if_there and not exists (
       select from trade.cart_lines c where c.shop_id = me.shop_id
          and c.member_id = me.member_id and c.sku_id = set_cart_line.sku) then
    return private.cart_json(me.shop_id, me.member_id);   -- taken out on another phone meanwhile
  end if;
  select k.price_fen, k.status = 'on_sale' and p.status = 'on_sale' as on_sale,
      private.in_sale_time(p.sale_from, p.sale_until) as in_time into wanted
    from catalog.skus k join catalog.products p on p.shop_id = k.shop_id and p.id = k.product_id
   where k.shop_id = me.shop_id and k.id = set_cart_line.sku;
  if not found then
    perform private.fail('SKU_NOT_FOUND');
  elsif not wanted.on_sale then
    perform private.fail('SKU_OFF_SALE');
  elsif not wanted.in_time then
    perform private.fail('OUTSIDE_SALE_TIME');
  end if;
  insert into trade.cart_lines (shop_id, member_id, sku_id, quantity, added_price_fen)
  values (me.shop_id, me.member_id, set_cart_line.sku, set_cart_line.quantity, wanted.price_fen)
  on conflict (shop_id, member_id, sku_id) do update set quantity = excluded.quantity;
  if (select count(*) from trade.cart_lines c
      where c.shop_id = me.shop_id and c.member_id = me.member_id) > private.cart_places() then
    perform private.fail('CART_FULL');
  end if;
  return private.cart_json(me.shop_id, me.member_id);
end $$;
comment on function api.set_cart_line(uuid, int, boolean) is
  'Member: have so many of a SKU in my cart, 0 takes it out; if_there changes a line and puts none '
  'in. More than is left is allowed here and shown. Raises SKU_NOT_FOUND, SKU_OFF_SALE, '
  'OUTSIDE_SALE_TIME, CART_FULL.';
grant execute on function api.set_cart_line(uuid, int, boolean) to authenticated;

create function private.take_from_cart(shop_id uuid, member_id uuid, skus uuid[]) returns void
language sql volatile set search_path = '' as $$
  delete from trade.cart_lines c
   where c.shop_id = take_from_cart.shop_id and c.member_id = take_from_cart.member_id
     and c.sku_id = any (array(
       select x.sku_id from trade.cart_lines x
        where x.shop_id = take_from_cart.shop_id and x.member_id = take_from_cart.member_id
          and x.sku_id = any (skus) order by x.sku_id for update))
$$;
comment on function private.take_from_cart(uuid, uuid, uuid[]) is
  'Take lines out of a cart. They are locked in the order of sku_id, as everywhere that several '
  'lines are locked, so that two takers cannot deadlock.';

create function api.remove_cart_lines(skus uuid[]) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes the cart
declare
  me record := private.member();
begin
  perform private.take_from_cart(me.shop_id, me.member_id, skus);
  return private.cart_json(me.shop_id, me.member_id);
end $$;
comment on function api.remove_cart_lines(uuid[]) is
  'Member: take lines out of my cart; those not there are no error. Answers the cart.';
grant execute on function api.remove_cart_lines(uuid[]) to authenticated;
