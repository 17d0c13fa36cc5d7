-- Freight: the same for every order, none from an amount on.

create function private.price_freight(rules shop.settings, lines private.priced_line[])
  returns private.price_part
language plpgsql stable set search_path = '' as $$
declare
  goods bigint[] := private.goods_of(lines);
  is_free boolean := coalesce(private.sum_of(goods) >= rules.free_freight_from_fen, false);
begin
  return private.freight_part(case when is_free then 0 else rules.freight_fen end,
      case when is_free and rules.freight_fen > 0
           then format('满 %s 免运费', private.fen_words(rules.free_freight_from_fen))
           when rules.freight_fen > 0 then format('运费 %s', private.fen_words(rules.freight_fen))
           else '免运费' end,
      lines);
end $$;
comment on function private.price_freight(shop.settings, private.priced_line[]) is
  'The shop''s flat freight, or none where the goods cost enough.';

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
