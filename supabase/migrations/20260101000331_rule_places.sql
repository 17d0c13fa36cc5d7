-- The places of commission rules: the shop, categories, products, SKUs.

create function private.place_name(shop_id uuid, scope text, scope_id uuid) returns text
language plpgsql stable set search_path = '' as $$
begin
  return case scope
    when 'shop' then '全店'
    when 'category' then (select c.name from catalog.categories c
      where c.shop_id = place_name.shop_id and c.id = place_name.scope_id)
    when 'product' then (select p.title from catalog.products p
      where p.shop_id = place_name.shop_id and p.id = place_name.scope_id)
    when 'sku' then (select concat_ws(' ', p.title, nullif(s.spec, '')) from catalog.skus s
      join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
      where s.shop_id = place_name.shop_id and s.id = place_name.scope_id) end;
end $$;
comment on function private.place_name(uuid, text, uuid) is
  'What the place of a rule is called; null for one that is not there.';

create function private.refuse_unknown_places(set_ shop.rule_sets) returns void
language plpgsql stable set search_path = '' as $$
declare
  lost record;
begin
  select p.scope, p.scope_id into lost
    from (select r.scope, r.scope_id from shop.commission_rules r
           where r.shop_id = set_.shop_id and r.set_id = set_.id
           union select x.scope, x.scope_id from shop.commission_extras x
           where x.shop_id = set_.shop_id and x.set_id = set_.id) p
   where case p.scope   -- within the statement: a call for each of thousands takes seconds
     when 'category' then not exists (select from catalog.categories c
       where c.shop_id = set_.shop_id and c.id = p.scope_id)
     when 'product' then not exists (select from catalog.products g
       where g.shop_id = set_.shop_id and g.id = p.scope_id)
     when 'sku' then not exists (select from catalog.skus k
       where k.shop_id = set_.shop_id and k.id = p.scope_id) end limit 1;
  if lost.scope is not null then
    perform private.fail('RULE_PLACE_NOT_FOUND', jsonb_build_object(
        'scope', lost.scope, 'scope_id', lost.scope_id));
  end if;
end $$;
comment on function private.refuse_unknown_places(shop.rule_sets) is
  'Refuse a set with a rule or extra for a category, product or SKU that this shop does not have: '
  'RULE_PLACE_NOT_FOUND.';

create function private.places_of(shop_id uuid, scope text, scope_id uuid) returns uuid[]
language plpgsql stable set search_path = '' as $$
begin
  return case scope
    when 'shop' then array[places_of.shop_id]
    when 'category' then
      private.places_of_category(places_of.shop_id, scope_id) || places_of.shop_id
    when 'product' then (
      select array[p.id] || private.places_of_category(p.shop_id, p.category_id) || p.shop_id
        from catalog.products p where p.shop_id = places_of.shop_id and p.id = scope_id)
    when 'sku' then (
      select array[s.id, p.id] || private.places_of_category(p.shop_id, p.category_id) || p.shop_id
        from catalog.skus s
        join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
       where s.shop_id = places_of.shop_id and s.id = scope_id) end;
end $$;
comment on function private.places_of(uuid, text, uuid) is
  'Where a rule for this place may stand, the narrowest first: itself, what it lies in, the shop.';

create function private.tier_words(shop_id uuid, tier int) returns text
language plpgsql stable set search_path = '' as $$
begin
  return coalesce((select t.name from referral.tiers t
      where t.shop_id = tier_words.shop_id and t.tier = tier_words.tier), '等级 ' || tier);
end $$;
comment on function private.tier_words(uuid, int) is
  'What a tier of a shop is called, also one that the shop does not have; null for none.';

create function private.place_bounds(set_ shop.rule_sets, beginning timestamptz)
  returns table (place uuid, level int, rate_bps int, fixed_fen bigint, is_last boolean)
language sql stable rows 1000 set search_path = '' as $$
  select r.scope_id, r.level::int, max(r.rate_bps), max(r.fixed_fen),
         bool_or(r.tier = 0 and r.starts_at <= beginning and r.ends_at = 'infinity')
    from shop.commission_rules r
   where r.shop_id = set_.shop_id and r.set_id = set_.id and r.ends_at > beginning
     and r.level <= set_.levels
   group by 1, 2
  union all
  select x.scope_id, 0, max(m.bps)::int, null, false
    from shop.commission_extras x
   cross join lateral (
     select sum(y.extra_bps) as bps from shop.commission_extras y
      where y.shop_id = x.shop_id and y.set_id = x.set_id and y.scope_id = x.scope_id
        and y.starts_at <= greatest(x.starts_at, beginning)
        and y.ends_at > greatest(x.starts_at, beginning)) m
   where x.shop_id = set_.shop_id and x.set_id = set_.id and x.ends_at > beginning
   group by 1
$$;
comment on function private.place_bounds(shop.rule_sets, timestamptz) is
  'The most that each place''s rules pay on a level at any moment from a beginning on: rate_bps '
  'and fixed_fen a piece. is_last: what is wider decides nothing there. Level 0: its extras.';

create type private.rule_target as (
  scope text, scope_id uuid, places uuid[], price_fen bigint, bound_bps int);
comment on type private.rule_target is
  'A place at which a set is looked at, where rules for it may stand, the narrowest first, the '
  'price in fen that sums per piece go by, and a bound: the set never pays more there.';

create function private.bounded(set_ shop.rule_sets, targets private.rule_target[],
  beginning timestamptz) returns setof private.rule_target
language sql stable rows 1000 set search_path = '' as $$
  with bound as materialized (select * from private.place_bounds(set_, beginning)),
  target as (select t.* from unnest(targets) with ordinality t(scope, scope_id, places,
    price_fen, bound_bps, n)
  ), part as (
    select t.n, b.level, bool_or(b.is_last) over (partition by t.n, b.level order by p.depth
             rows between unbounded preceding and 1 preceding) as is_hidden,
           greatest(b.rate_bps, case when t.price_fen > 0 and b.fixed_fen is not null
             then least(ceil(b.fixed_fen * 10000.0 / t.price_fen), 10000)::int end) as bps
      from target t
     cross join lateral unnest(t.places) with ordinality p(place, depth)
      join bound b on b.place = p.place
  ), most as (
    select x.n, sum(x.bps)::int as bps
      from (select y.n, case y.level when 0 then sum(y.bps) else max(y.bps) end as bps
              from part y where y.is_hidden is not true group by y.n, y.level) x
     group by x.n
  )
  select t.scope, t.scope_id, t.places, t.price_fen, coalesce(m.bps, 0) + coalesce((
           select max(v.bps) from shop.volume_steps v
            where v.shop_id = set_.shop_id and v.set_id = set_.id), 0)
    from target t left join most m on m.n = t.n
$$;
comment on function private.bounded(shop.rule_sets, private.rule_target[], timestamptz) is
  'These targets with their bounds: the most of each part by itself, as if all met. Cheap for '
  'thousands; what private.most_of_place finds exactly is asked only where a bound is too much.';
