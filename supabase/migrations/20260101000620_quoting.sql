-- What lines would cost now, and what stands in the way of buying them.

create function private.price_lines(rules shop.settings, lines jsonb, destination jsonb)
  returns private.priced
language plpgsql stable set search_path = '' as $$
begin
  return private.price(rules, private.lines_to_sell(rules.shop_id, lines), destination);
end $$;
comment on function private.price_lines(shop.settings, jsonb, jsonb) is
  'Price [{"sku_id", "quantity"}, …] as a shop with these rules sells them now and sends them to '
  '{province, city}; null: not known yet.';

create function private.check_lines(lines jsonb) returns void
language plpgsql immutable set search_path = '' as $$
declare
  line jsonb;
  sku_id uuid;
  seen uuid[] := '{}';
begin
  if coalesce(jsonb_typeof(lines), '') <> 'array'
     or jsonb_array_length(lines) not between 1 and 50 then
    perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
  end if;
  for n in 0 .. jsonb_array_length(lines) - 1 loop
    line := lines -> n;
    sku_id := case when jsonb_typeof(line) = 'object'
        and line - array['sku_id', 'quantity'] = '{}'
        and jsonb_typeof(line -> 'quantity') = 'number'
        and line ->> 'quantity' ~ '^[1-9][0-9]{0,2}$'
      then private.uuid_of(line ->> 'sku_id') end;
    if sku_id is null or sku_id = any (seen) then
      perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
    end if;
    seen := array_append(seen, sku_id);
  end loop;
end $$;
comment on function private.check_lines(jsonb) is
  'Lines are 1 to 50 different SKUs with whole quantities of 1 to 999; anything else is '
  'INVALID_REQUEST.';

create function private.check_destination(destination jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if destination is null then
    return;
  end if;
  perform private.refuse_others(
      destination, '{"province":"string","city":"string"}', 'destination');
  if length(destination ->> 'province') between 1 and 40 is not true
     or length(destination ->> 'city') between 1 and 40 is not true then
    perform private.fail('INVALID_REQUEST', '{"field":"destination"}');
  end if;
end $$;
comment on function private.check_destination(jsonb) is
  'Where lines would be sent is null or {province, city}; anything else is INVALID_REQUEST.';

create function private.bought_pieces(shop_id uuid, member_id uuid, product_id uuid) returns bigint
language sql stable set search_path = '' as $$
  select coalesce(sum(l.quantity - l.refunded_quantity), 0)
    from trade.orders o join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
   where o.shop_id = bought_pieces.shop_id and o.member_id = bought_pieces.member_id
     and o.status <> 'closed' and l.product_id = bought_pieces.product_id
$$;
comment on function private.bought_pieces(uuid, uuid, uuid) is
  'How many pieces of a product a member has ordered and kept: what counts towards its limit.';

create function private.over_limit(shop_id uuid, member_id uuid, priced private.priced_line[])
  returns uuid[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(l.sku_id), '{}')
    from unnest(priced) l
   where case when l.purchase_limit is not null   -- else nothing earlier is counted
     then l.purchase_limit < (select sum(x.quantity)
         from unnest(priced) x where x.product_id = l.product_id)
       + private.bought_pieces(over_limit.shop_id, over_limit.member_id, l.product_id) end
$$;
comment on function private.over_limit(uuid, uuid, private.priced_line[]) is
  'SKUs of products whose limit per member this order, with his earlier ones, would exceed.';

create function private.discounts_json(parts private.price_part[]) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('step', p.step, 'label', s.title,
        'words', p.words, 'amount_fen', private.sum_of(p.fen)) order by s.position), '[]')
      from unnest(parts) p join trade.price_steps s on s.step = p.step);
end $$;
comment on function private.discounts_json(private.price_part[]) is
  'What each step takes off (contracts/orders.ts Discount), in fen.';

create function private.quote_json(shop_id uuid, member_id uuid, priced private.priced)
  returns jsonb
language sql stable set search_path = '' as $$
  with over as (
      select private.over_limit(
          quote_json.shop_id, quote_json.member_id, priced.lines) as skus),
  line as (
    select l.*, least(coalesce(s.available, 0), 2147483647)::int as available
      from unnest(priced.lines) l
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
    'amount_fen', priced.amount_fen, 'discount_fen', priced.discount_fen,
    'goods_fen', priced.goods_fen, 'freight_fen', priced.freight_fen,
    'payable_fen', priced.payable_fen,
    'discounts', private.discounts_json(priced.discounts),
    'freight_words', (priced.freight).words,
    'problems', coalesce(
        jsonb_agg(jsonb_build_object('sku_id', sku_id, 'code', verdict, 'available', available)
        order by line_no) filter (where verdict is not null), '[]'))
  from judged
$$;
comment on function private.quote_json(uuid, uuid, private.priced) is
  'A quote as contracts/orders.ts Quote: what it costs and what stands in the way.';

create function private.rate_of_all(
  rules shop.settings, lines private.priced_line[], destination jsonb
) returns shop.freight_rates
language plpgsql stable set search_path = '' as $$
declare
  rate shop.freight_rates;
  templates uuid[] := array(
    select distinct coalesce(l.freight_template_id, rules.freight_template_id)
      from unnest(lines) l);
begin
  if cardinality(templates) > 1 then
    return null;
  elsif templates[1] is null then
    return private.flat_rate(rules);
  end if;
  select f.* into rate from private.rate_for(rules.shop_id, templates[1], destination) f;
  if not rate.is_served or destination is null and private.free_freight_varies(rate) then
    return null;
  end if;
  return rate;
end $$;
comment on function private.rate_of_all(shop.settings, private.priced_line[], jsonb) is
  'The one rate by which all these lines are sent, or null: where they have several templates, '
  'where the region is not served, and where the destination is unknown and some region asks more '
  'for free freight.';

create function private.missing_fen(
  rules shop.settings, priced private.priced, destination jsonb, from_fen bigint
) returns bigint
language plpgsql stable set search_path = '' as $$
declare
  lines private.priced_line[];
  more bigint := from_fen - priced.goods_fen;
  then_priced private.priced;
begin
  for turn in 1 .. 3 loop   -- buying more may take something off, and then more is missing
    lines := array(select private.at_price(l, l.price_fen) from unnest(priced.lines) l);
    lines[1].amount_fen := lines[1].amount_fen + more;
    lines[1].goods_fen := lines[1].amount_fen;
    then_priced := private.price(rules, lines, destination);
    exit when then_priced.freight_fen = 0;
    more := more + from_fen - then_priced.goods_fen;
  end loop;
  return case when then_priced.freight_fen = 0 then more end;
end $$;
comment on function private.missing_fen(shop.settings, private.priced, jsonb, bigint) is
  'How much more must be bought, in fen, until these lines are sent free: tried by the very steps '
  'that price them, because a greater sum may bring a discount.';

create function private.missing_for_free(
  rules shop.settings, priced private.priced, destination jsonb
) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  rate shop.freight_rates;
begin
  if priced.freight_fen > 0 then
    rate := private.rate_of_all(rules, priced.lines, destination);
  end if;
  if coalesce(rate.free_from_fen, rate.free_from_pieces) is null then
    return null;
  end if;
  return jsonb_build_object(
    'missing_fen', case when rate.free_from_fen is not null then
        private.missing_fen(rules, priced, destination, rate.free_from_fen) end,
    'missing_pieces', rate.free_from_pieces - private.freight_units('piece', priced.lines));
end $$;
comment on function private.missing_for_free(shop.settings, private.priced, jsonb) is
  'What is missing until lines that pay freight are sent free (contracts/orders.ts FreeFreight); '
  'null where nothing can be promised.';

create function api.quote_order(lines jsonb, destination jsonb default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads the closed catalogue and stock
declare
  me record := private.member();
  rules shop.settings;
  priced private.priced;
begin
  perform private.check_lines(lines), private.check_destination(destination);
  perform private.refuse_closed(me.shop_id);
  select s.* into strict rules from shop.settings s where s.shop_id = me.shop_id;
  priced := private.price_lines(rules, lines, destination);
  return private.quote_json(me.shop_id, me.member_id, priced)
      || jsonb_build_object('free_freight', private.missing_for_free(rules, priced, destination));
end $$;
comment on function api.quote_order(jsonb, jsonb) is
  'What these lines cost this member now when sent to {province, city}, in fen, and what stands in '
  'the way. Without a destination freight is that of everywhere else. Raises INVALID_REQUEST, '
  'SHOP_CLOSED.';
grant execute on function api.quote_order(jsonb, jsonb) to authenticated;
