-- Goods whose commission would eat their margin: shown beside a draft, refused by nobody.

create function private.margin_warnings(set_ shop.rule_sets, beginning timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(w.warning order by w.lost desc, w.sku_id), '[]')
    from (select s.id as sku_id, c.commission_fen - (s.price_fen - s.cost_fen) as lost,
                 jsonb_build_object('product_id', p.id, 'sku_id', s.id, 'title', p.title,
                   'spec', s.spec, 'price_fen', s.price_fen,
                   'margin_fen', s.price_fen - s.cost_fen,
                   'commission_fen', c.commission_fen) as warning
            from catalog.skus s
            join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
           cross join lateral private.most_of_place(set_,
             array[s.id, p.id] || private.places_of_category(s.shop_id, p.category_id) || s.shop_id,
             s.price_fen, beginning) m
           cross join lateral (select private.rate_of(
             least(m.bps, set_.cap_bps), s.price_fen)) c(commission_fen)
           where s.shop_id = set_.shop_id and s.status = 'on_sale' and s.cost_fen is not null
             and s.price_fen > 0 and p.status = 'on_sale' and p.distributable
             and c.commission_fen > s.price_fen - s.cost_fen
           order by lost desc, s.id limit 50) w
$$;
comment on function private.margin_warnings(shop.rule_sets, timestamptz) is
  'SKUs on sale whose commission at its most (highest tiers, all extras, highest step, within the '
  'cap) is more than price − cost, in fen: fifty at most, the worst first '
  '(contracts/staff/rules.ts MarginWarning).';
