-- Goods whose commission would eat their margin: shown beside a draft, refused by nobody.

create function private.judged_skus(set_ shop.rule_sets) returns setof private.rule_target
language sql stable set search_path = '' as $$
  select 'sku', s.id, array[s.id, p.id] || private.places_of_category(s.shop_id, p.category_id)
           || s.shop_id, s.price_fen, null::int
    from catalog.skus s
    join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
   where s.shop_id = set_.shop_id and s.status = 'on_sale' and s.cost_fen is not null
     and s.price_fen > 0 and p.status = 'on_sale' and p.distributable
$$;
comment on function private.judged_skus(shop.rule_sets) is
  'The SKUs on sale and distributed whose margin is known.';

create function private.margin_warning(sku catalog.skus, commission_fen bigint) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('product_id', p.id, 'sku_id', sku.id, 'title', p.title,
      'spec', sku.spec, 'price_fen', sku.price_fen,
      'margin_fen', sku.price_fen - sku.cost_fen, 'commission_fen', commission_fen)
    from catalog.products p where p.shop_id = sku.shop_id and p.id = sku.product_id
$$;
comment on function private.margin_warning(catalog.skus, bigint) is
  'A SKU whose commission would be so much, in fen (contracts/staff/rules.ts MarginWarning).';

create function private.margin_warnings(set_ shop.rule_sets, beginning timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  target record;
  fen bigint;
  worst bigint[] := '{}';   -- by how much, the worst first
  warnings jsonb := '[]';
begin
  for target in   -- those that could lose most first
    select s as sku, b.places, x.lost
      from private.bounded(set_, array(select t from private.judged_skus(set_) t), beginning) b
      join catalog.skus s on s.shop_id = set_.shop_id and s.id = b.scope_id
     cross join lateral (select private.rate_of(least(b.bound_bps, set_.cap_bps), s.price_fen)
       - (s.price_fen - s.cost_fen)) x(lost)
     where x.lost > 0 order by x.lost desc, s.id
  loop
    exit when worst[50] > target.lost;   -- no other is among the fifty
    fen := private.rate_of(least((private.most_of_place(set_, target.places,
        (target.sku).price_fen, beginning)).bps, set_.cap_bps), (target.sku).price_fen);
    continue when fen <= (target.sku).price_fen - (target.sku).cost_fen;
    warnings := warnings || private.margin_warning(target.sku, fen);
    worst := array(select w from unnest(
        worst || fen - ((target.sku).price_fen - (target.sku).cost_fen)) w order by w desc);
  end loop;
  return (
    select coalesce(jsonb_agg(w.warning order by w.lost desc, w.sku_id), '[]')
      from (select x as warning, x ->> 'sku_id' as sku_id,
                   (x ->> 'commission_fen')::bigint - (x ->> 'margin_fen')::bigint as lost
              from jsonb_array_elements(warnings) x order by lost desc, sku_id limit 50) w);
end $$;
comment on function private.margin_warnings(shop.rule_sets, timestamptz) is
  'SKUs on sale whose commission at its most (highest tiers, all extras, highest step, within the '
  'cap) is more than price − cost, in fen: fifty at most, the worst first '
  '(contracts/staff/rules.ts MarginWarning).';
