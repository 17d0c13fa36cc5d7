-- Prices are made on the server, once when shown and again when placed, by the same arithmetic.

create type private.priced_line as (
  line_no smallint,
  sku_id uuid,
  product_id uuid,
  title text,
  spec text,
  image_url text,
  quantity int,
  price_fen bigint,
  amount_fen bigint,
  discount_fen bigint,
  goods_fen bigint,
  freight_fen bigint,
  distributable boolean,
  purchase_limit int,
  problem text
);
comment on type private.priced_line is
  'One line of an order to be: amount_fen = price * quantity, goods_fen = amount - discount, all '
  'in fen.';

create function private.price_lines(shop_id uuid, lines jsonb) returns private.priced_line[]
language plpgsql stable set search_path = '' as $$
declare
  priced private.priced_line[];
  weights bigint[];
  discounts bigint[];
  freights bigint[];
  rules shop.settings;
  goods bigint;
  less bigint;
  freight bigint;
begin
  select array_agg((w.line_no, w.sku_id, g.product_id,
      coalesce(g.title, ''), coalesce(g.spec, ''), coalesce(g.image_url, ''),
                    w.quantity, coalesce(g.price_fen, 0),
                        coalesce(g.price_fen, 0) * w.quantity, 0, 0, 0,
                    coalesce(g.distributable, false), g.purchase_limit,
                    case when g.product_id is null then 'SKU_NOT_FOUND'
                        when not g.on_sale then 'SKU_OFF_SALE' end
                   )::private.priced_line order by w.sku_id)
    into priced
    from (select n::smallint as line_no,
        (l ->> 'sku_id')::uuid as sku_id, (l ->> 'quantity')::int as quantity
            from jsonb_array_elements(lines) with ordinality t(l, n)) w
    -- limit 1: looked up by key line by line, however many lines the planner expects
    left join lateral (
      select s.product_id, p.title, s.title as spec,
          coalesce(nullif(s.picture, ''), p.pictures[1]) as image_url, s.price_fen,
             p.distributable, p.purchase_limit, s.status = 'on_sale'
                 and p.status = 'on_sale' as on_sale
        from catalog.skus s join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
       where s.shop_id = price_lines.shop_id and s.id = w.sku_id limit 1) g on true;

  select * into strict rules from shop.settings s where s.shop_id = price_lines.shop_id;
  select array_agg(l.amount_fen order by l.sku_id), sum(l.amount_fen) into weights, goods
    from unnest(priced) l;
  less := case when rules.discount_fen > 0 and goods >= rules.discount_from_fen
      then least(rules.discount_fen, goods) else 0 end;
  freight := case when goods - less >= rules.free_freight_from_fen
      then 0 else rules.freight_fen end;
  discounts := private.allocate(less, weights);
  select array_agg(w - d order by n) into weights
    from unnest(weights, discounts) with ordinality u(w, d, n);
  if freight > 0 and goods = less then   -- nothing left to weigh by: freight follows the pieces
    select array_agg(l.quantity order by l.sku_id) into weights from unnest(priced) l;
  end if;
  freights := private.allocate(freight, weights);

  for i in 1 .. cardinality(priced) loop
    priced[i].discount_fen := discounts[i];
    priced[i].goods_fen := priced[i].amount_fen - discounts[i];
    priced[i].freight_fen := freights[i];
  end loop;
  return priced;
end $$;
comment on function private.price_lines(uuid, jsonb) is
  'Price [{"sku_id", "quantity"}, …] with the shop''s discount and freight allocated to the fen; '
  'in the order of sku_id. problem names a line that cannot be sold.';

create function private.check_lines(lines jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(jsonb_typeof(lines), '') <> 'array'
     or jsonb_array_length(lines) not between 1 and 50 then
    perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
  end if;
  if exists (select from jsonb_array_elements(lines) l
              where jsonb_typeof(l) <> 'object' or l - array['sku_id', 'quantity'] <> '{}'
                 or private.uuid_of(l ->> 'sku_id') is null
                 or jsonb_typeof(l -> 'quantity') <> 'number'
                 or coalesce(l ->> 'quantity', '') !~ '^[1-9][0-9]{0,2}$')
     or (select count(*) <> count(distinct (l ->> 'sku_id')::uuid)
         from jsonb_array_elements(lines) l) then
    perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
  end if;
end $$;
comment on function private.check_lines(jsonb) is
  'Lines are 1 to 50 different SKUs with whole quantities of 1 to 999; anything else is '
  'INVALID_REQUEST.';

create function private.over_limit(shop_id uuid, member_id uuid, priced private.priced_line[])
  returns uuid[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(l.sku_id), '{}')
    from unnest(priced) l
   where l.purchase_limit < (select sum(x.quantity)
       from unnest(priced) x where x.product_id = l.product_id)
       + (select coalesce(sum(ol.quantity - ol.refunded_quantity), 0)
            from trade.orders o join trade.order_lines ol
                on ol.shop_id = o.shop_id and ol.order_id = o.id
           where o.shop_id = over_limit.shop_id
             and o.member_id = over_limit.member_id and o.status <> 'closed'
             and ol.product_id = l.product_id)
$$;
comment on function private.over_limit(uuid, uuid, private.priced_line[]) is
  'SKUs of products whose limit per member this order, with his earlier ones, would exceed.';

create function private.discounts_json(discount_fen bigint) returns jsonb
language sql immutable set search_path = '' as $$
  select case when discount_fen > 0
    then jsonb_build_array(jsonb_build_object('kind',
        'spend_less', 'label', '满减', 'amount_fen', discount_fen)) else '[]' end
$$;
comment on function private.discounts_json(bigint) is 'The discounts of an order by kind, in fen.';

create function private.quote_json(shop_id uuid, member_id uuid, priced private.priced_line[])
  returns jsonb
language sql stable set search_path = '' as $$
  with over as (
      select private.over_limit(quote_json.shop_id, quote_json.member_id, priced) as skus),
  line as (
    select l.*, least(coalesce(s.available, 0), 2147483647)::int as available
      from unnest(priced) l
      left join lateral (select sum(s.available) as available from catalog.stock s
                          where s.shop_id = quote_json.shop_id and s.sku_id = l.sku_id) s on true
  ), judged as (
    select line.*, case when line.problem is not null then line.problem
                        when line.sku_id = any (over.skus) then 'PURCHASE_LIMIT'
                        when line.available < line.quantity then 'OUT_OF_STOCK' end as verdict
      from line, over
  )
  select jsonb_build_object(
    'lines', coalesce(jsonb_agg(jsonb_build_object(
        'sku_id', sku_id, 'product_id', product_id, 'title', title,
        'spec', spec, 'image_url', nullif(image_url, ''),
        'quantity', quantity, 'price_fen', price_fen,
        'amount_fen', amount_fen, 'discount_fen', discount_fen,
        'goods_fen', goods_fen, 'available', available)
            order by line_no) filter (where product_id is not null), '[]'),
    'amount_fen', sum(amount_fen), 'discount_fen', sum(discount_fen),
    'goods_fen', sum(goods_fen), 'freight_fen', sum(freight_fen),
    'payable_fen', sum(goods_fen + freight_fen),
    'discounts', private.discounts_json(sum(discount_fen)::bigint),
    'problems', coalesce(
        jsonb_agg(jsonb_build_object('sku_id', sku_id, 'code', verdict, 'available', available)
        order by line_no) filter (where verdict is not null), '[]'))
  from judged
$$;
comment on function private.quote_json(uuid, uuid, private.priced_line[]) is
  'A quote as contracts/orders.ts Quote: what it costs and what stands in the way.';

create function api.quote_order(lines jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads the closed catalogue and stock
declare
  me record := private.member();
begin
  perform private.check_lines(lines);
  perform private.refuse_closed(me.shop_id);
  return private.quote_json(me.shop_id, me.member_id, private.price_lines(me.shop_id, lines));
end $$;
comment on function api.quote_order(jsonb) is
  'What these lines cost this member now, in fen, and what stands in the way. Raises '
  'INVALID_REQUEST, SHOP_CLOSED.';
grant execute on function api.quote_order(jsonb) to authenticated;
