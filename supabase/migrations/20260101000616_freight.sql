-- Freight: one for all lines that share a template, summed; without templates the shop's flat one.

create function private.freight_part(freight_fen bigint, words text, lines private.priced_line[])
  returns private.price_part
language plpgsql immutable set search_path = '' as $$
declare
  weights bigint[] := private.goods_of(lines);
  part private.price_part;
begin
  if freight_fen > 0 and private.sum_of(weights) = 0 then
    -- nothing left to weigh by: freight follows the pieces
    weights := array(select l.quantity::bigint from unnest(lines) l order by l.sku_id);
  end if;
  part.step := 'freight';
  part.words := freight_part.words;
  part.fen := private.allocate(freight_fen, weights);
  return part;
end $$;
comment on function private.freight_part(bigint, text, private.priced_line[]) is
  'Freight spread over what the lines cost after every discount.';

create function private.freight_units(unit text, lines private.priced_line[]) returns bigint
language plpgsql immutable set search_path = '' as $$
declare
  line private.priced_line;
  units bigint := 0;
begin
  foreach line in array lines loop
    units := units + line.quantity
        * case when unit = 'weight' then coalesce(line.weight_g, 0)::bigint else 1 end;
  end loop;
  return units;
end $$;
comment on function private.freight_units(text, private.priced_line[]) is
  'How many pieces, or grams, all these lines are.';

create function private.rate_fen(rate shop.freight_rates, units bigint) returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  return least(10000000000, rate.first_fen + rate.further_fen
      * greatest(0, div(units - rate.first_units + rate.further_units - 1, rate.further_units)));
end $$;
comment on function private.rate_fen(shop.freight_rates, bigint) is
  'What so many pieces or grams cost to send, in fen: a further step counts when it is begun. At '
  'most 100 million yuan, so that no weight can overflow an order''s sums.';

create function private.price_by_rate(
  rate shop.freight_rates, unit text, lines private.priced_line[]
) returns private.price_part
language plpgsql stable set search_path = '' as $$
declare
  fen bigint := private.rate_fen(rate, private.freight_units(unit, lines));
  free_words text;
  part private.price_part;
begin
  if not rate.is_served then
    part.step := 'freight';
    part.words := '不配送';
    part.fen := array_fill(null::bigint, array[cardinality(lines)]);
    return part;
  elsif private.sum_of(private.goods_of(lines)) >= rate.free_from_fen then
    free_words := format('满 %s 免运费', private.fen_words(rate.free_from_fen));
  elsif private.freight_units('piece', lines) >= rate.free_from_pieces then
    free_words := format('满 %s 件免运费', rate.free_from_pieces);
  end if;
  return private.freight_part(case when free_words is null then fen else 0 end,
      case when fen = 0 then '免运费'
           else coalesce(free_words, format('运费 %s', private.fen_words(fen))) end,
      lines);
end $$;
comment on function private.price_by_rate(shop.freight_rates, text, private.priced_line[]) is
  'The freight of lines that share a rate, or none where their goods or pieces are enough.';

create function private.price_by_templates(
  rules shop.settings, lines private.priced_line[], destination jsonb
) returns private.price_part
language plpgsql stable set search_path = '' as $$
declare
  part private.price_part;
  one private.price_part;
  shared record;
begin
  part.step := 'freight';
  for shared in
    select g.at, coalesce(t.unit, 'piece') as unit, coalesce(t.name, '其他商品') as name,
           case when t.id is null then private.flat_rate(rules) else r.rate end as rate
      from (select coalesce(l.freight_template_id, rules.freight_template_id) as template_id,
                   array_agg(l.ordinality::int order by l.ordinality) as at
              from unnest(lines) with ordinality l group by 1) g
      left join shop.freight_templates t on t.shop_id = rules.shop_id and t.id = g.template_id
      left join lateral (
        select f as rate from private.rate_for(t.shop_id, t.id, destination) f) r on true
     order by t.name nulls last
  loop
    one := private.price_by_rate(
        shared.rate, shared.unit, array(select lines[n] from unnest(shared.at) n));
    if destination is null and not (shared.rate).is_served then
      one := private.freight_part(0, '运费按收货地区计算', lines[1 : cardinality(shared.at)]);
    end if;
    for i in 1 .. cardinality(shared.at) loop
      part.fen[shared.at[i]] := one.fen[i];
    end loop;
    part.words := concat_ws('；', part.words,
        case when cardinality(shared.at) = cardinality(lines) then one.words
             else shared.name || '：' || one.words end);
  end loop;
  return part;
end $$;
comment on function private.price_by_templates(shop.settings, private.priced_line[], jsonb) is
  'One freight for each template the lines go by, at the rate of {province, city}. Where nobody '
  'has said where to, at the rate of everywhere else; where that is not served, none yet.';

create function private.price_freight(
  rules shop.settings, lines private.priced_line[], destination jsonb
) returns private.price_part
language plpgsql stable set search_path = '' as $$
declare
  line private.priced_line;
begin
  foreach line in array lines loop
    if coalesce(line.freight_template_id, rules.freight_template_id) is not null then
      return private.price_by_templates(rules, lines, destination);
    end if;
  end loop;
  return private.price_by_rate(private.flat_rate(rules), 'piece', lines);
end $$;
comment on function private.price_freight(shop.settings, private.priced_line[], jsonb) is
  'What sending lines to {province, city} costs. A shop without templates is asked nothing more: '
  'its rules are at hand.';
