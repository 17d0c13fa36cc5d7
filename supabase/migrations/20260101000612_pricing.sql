-- Prices are made on the server by one pipeline of steps. Quoting, placing and the shop's change
-- of an unpaid order's price all run private.price; a revived order keeps the price that was paid.
-- Each step is a function in a file of its own, with its words.

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
  problem text,
  stock_taken jsonb,
  freight_template_id uuid,
  weight_g int,
  category_id uuid
);
comment on type private.priced_line is
  'One line of an order to be, in fen: amount_fen = price * quantity, goods_fen = amount - '
  'discount. Lines stand in the order of sku_id. problem names why a line cannot be sold; '
  'stock_taken is what private.reserve took for it; weight_g is that of one piece.';

create type private.price_part as (
  step text,
  source jsonb,
  words text,
  fen bigint[]
);
comment on type private.price_part is
  'What one step does to each line, in the order of the lines, in fen; words say why. Null when '
  'the step does nothing. In the freight, null for a line that is not sent there.';

create type private.priced as (
  lines private.priced_line[],
  discounts private.price_part[],
  freight private.price_part,
  amount_fen bigint,
  discount_fen bigint,
  goods_fen bigint,
  freight_fen bigint,
  payable_fen bigint
);
comment on type private.priced is
  'Lines with their prices, what took something off them step by step, what the freight is, and '
  'what the lines come to, in fen: payable_fen = goods + freight.';

create type private.price_change as (
  goods_fen bigint,
  freight_fen bigint,
  source jsonb,
  kept private.price_part[]
);
comment on type private.price_change is
  'What the shop makes of an unpaid order''s price: what its goods shall cost and its freight. '
  'kept is what the steps took when the order was placed.';

create function private.at_price(line private.priced_line, price_fen bigint)
  returns private.priced_line
language plpgsql immutable set search_path = '' as $$
begin
  line.price_fen := at_price.price_fen;
  line.amount_fen := line.price_fen * line.quantity;
  line.discount_fen := 0;
  line.goods_fen := line.amount_fen;
  line.freight_fen := 0;
  return line;
end $$;
comment on function private.at_price(private.priced_line, bigint) is
  'A line at a price for one piece, before any step takes something off.';

create function private.lines_to_sell(shop_id uuid, lines jsonb) returns private.priced_line[]
language plpgsql stable set search_path = '' as $$
declare
  found_one record;
  line private.priced_line;
  answer private.priced_line[] := '{}';
begin
  for found_one in
    select w.line_no, w.sku_id, w.quantity, g.product_id, g.title, g.spec, g.image_url,
           coalesce(g.price_fen, 0) as price_fen, coalesce(g.distributable, false) as distributable,
           g.purchase_limit, g.freight_template_id, g.weight_g, g.category_id,
           case when g.product_id is null then 'SKU_NOT_FOUND'
                when not g.on_sale then 'SKU_OFF_SALE'
                when not g.in_time then 'OUTSIDE_SALE_TIME' end as problem
      from (select n::smallint as line_no,
                   (l ->> 'sku_id')::uuid as sku_id, (l ->> 'quantity')::int as quantity
              from jsonb_array_elements(lines) with ordinality t(l, n)) w
      -- limit 1: looked up by key line by line, however many lines the planner expects
      left join lateral (
        select s.product_id, p.title, s.spec,
               coalesce(nullif(s.image_url, ''), p.images[1], '') as image_url, s.price_fen,
               p.distributable, p.purchase_limit, p.freight_template_id, s.weight_g,
               p.category_id,
               s.status = 'on_sale' and p.status = 'on_sale' as on_sale,
               private.in_sale_time(p.sale_from, p.sale_until) as in_time
          from catalog.skus s
          join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
         where s.shop_id = lines_to_sell.shop_id and s.id = w.sku_id limit 1) g on true
     order by w.sku_id
  loop
    line.line_no := found_one.line_no;
    line.sku_id := found_one.sku_id;
    line.product_id := found_one.product_id;
    line.title := coalesce(found_one.title, '');
    line.spec := coalesce(found_one.spec, '');
    line.image_url := coalesce(found_one.image_url, '');
    line.quantity := found_one.quantity;
    line.distributable := found_one.distributable;
    line.purchase_limit := found_one.purchase_limit;
    line.problem := found_one.problem;
    line.freight_template_id := found_one.freight_template_id;
    line.weight_g := found_one.weight_g;
    line.category_id := found_one.category_id;
    answer := array_append(answer, private.at_price(line, found_one.price_fen));
  end loop;
  return answer;
end $$;
comment on function private.lines_to_sell(uuid, jsonb) is
  'Look [{"sku_id", "quantity"}, …] up in the catalogue, at the SKUs'' prices; in the order of '
  'sku_id. problem names a line that cannot be sold: SKU_NOT_FOUND, SKU_OFF_SALE, '
  'OUTSIDE_SALE_TIME.';

create function private.goods_of(lines private.priced_line[]) returns bigint[]
language plpgsql immutable set search_path = '' as $$
declare
  line private.priced_line;
  goods bigint[] := '{}';
begin
  foreach line in array lines loop
    goods := array_append(goods, line.goods_fen);
  end loop;
  return goods;
end $$;
comment on function private.goods_of(private.priced_line[]) is
  'What each line costs so far, in fen: what the next step goes by.';

create function private.sum_of(parts bigint[]) returns bigint
language plpgsql immutable set search_path = '' as $$
declare
  part bigint;
  total bigint := 0;
begin
  foreach part in array parts loop
    total := total + part;
  end loop;
  return total;
end $$;
comment on function private.sum_of(bigint[]) is 'A sum of fen, 0 of none.';

create function private.take_off(given private.priced, part private.price_part)
  returns private.priced
language plpgsql immutable set search_path = '' as $$
begin
  if part.step is null then
    return given;
  end if;
  for i in 1 .. cardinality(given.lines) loop
    given.lines[i].discount_fen := given.lines[i].discount_fen + part.fen[i];
    given.lines[i].goods_fen := given.lines[i].goods_fen - part.fen[i];
  end loop;
  given.discounts := array_append(given.discounts, part);
  return given;
end $$;
comment on function private.take_off(private.priced, private.price_part) is
  'Take what a step decided off the lines.';

create function private.add_freight(given private.priced, part private.price_part)
  returns private.priced
language plpgsql immutable set search_path = '' as $$
declare
  line private.priced_line;
  priced_lines private.priced_line[] := '{}';
begin
  given.amount_fen := 0;
  given.goods_fen := 0;
  given.freight_fen := 0;
  foreach line in array given.lines loop
    line.freight_fen := part.fen[cardinality(priced_lines) + 1];
    if line.freight_fen is null then
      line.freight_fen := 0;
      line.problem := coalesce(line.problem, 'REGION_NOT_SERVED');
    end if;
    priced_lines := array_append(priced_lines, line);
    given.amount_fen := given.amount_fen + line.amount_fen;
    given.goods_fen := given.goods_fen + line.goods_fen;
    given.freight_fen := given.freight_fen + line.freight_fen;
  end loop;
  given.lines := priced_lines;
  given.freight := part;
  given.discount_fen := given.amount_fen - given.goods_fen;
  given.payable_fen := given.goods_fen + given.freight_fen;
  return given;
end $$;
comment on function private.add_freight(private.priced, private.price_part) is
  'The last step: write the freight of each line, or that it is not sent there, and what all lines '
  'come to.';
