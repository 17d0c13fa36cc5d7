-- What a distributor would earn on level 1 by one piece of each good, now: decided by the very
-- function that placing asks, so that what is shown is what is paid.

create type private.earner as (
  rules shop.rule_sets,
  chain private.chain,
  volume_fen bigint,
  moment timestamptz
);
comment on type private.earner is
  'A distributor who would earn at a moment: the rule set in force, the two levels of an order '
  'that came by him, his level-1 volume of the month where it counts.';

create function private.earner_now(shop_id uuid, distributor_id uuid) returns private.earner
language plpgsql stable set search_path = '' as $$
declare
  earner private.earner;
begin
  earner.moment := private.now();
  earner.rules := private.rule_set_at(shop_id, earner.moment);
  select row(d.id, d.tier, p.id, p.tier)::private.chain into earner.chain
    from referral.distributors d
    left join referral.distributors p on p.shop_id = d.shop_id and p.id = d.parent_id
     and p.status = 'approved'
   where d.shop_id = earner_now.shop_id and d.id = earner_now.distributor_id
     and d.status = 'approved';
  if (earner.rules).volume_mode = 'ahead' then
    earner.volume_fen := private.month_volume(shop_id, distributor_id, earner.moment);
  end if;
  return earner;
end $$;
comment on function private.earner_now(uuid, uuid) is
  'An approved distributor as the next order of his customer finds him; nobody in the chain for '
  'any other.';

create function private.sold_skus(rules shop.rule_sets, product_ids uuid[])
  returns table (product_id uuid, sku_id uuid, place uuid, places uuid[], price_fen bigint,
    is_default boolean, n bigint)
language plpgsql stable set search_path = '' as $$
begin
  return query
  with goods as materialized (
    select p.id, array[p.id] || private.places_of_category(p.shop_id, p.category_id) || p.shop_id
             as places
      from catalog.products p
     where p.shop_id = rules.shop_id and p.id = any (product_ids) and p.distributable
       and p.status = 'on_sale' and (p.sale_until is null or p.sale_until > private.now())),
  named as materialized (
    select r.scope_id from shop.commission_rules r
     where r.shop_id = rules.shop_id and r.set_id = rules.id and r.scope = 'sku'
    union select x.scope_id from shop.commission_extras x
     where x.shop_id = rules.shop_id and x.set_id = rules.id and x.scope = 'sku')
  select g.id, k.id, d.scope_id, g.places, k.price_fen,
         row_number() over (partition by g.id order by k.price_fen, k.position, k.id) = 1,
         row_number() over (partition by g.id order by k.position, k.id)
    from goods g
    join catalog.skus k on k.shop_id = rules.shop_id and k.product_id = g.id
     and k.status = 'on_sale'
    left join named d on d.scope_id = k.id;
end $$;
comment on function private.sold_skus(shop.rule_sets, uuid[]) is
  'What can be bought of these products and is distributed, with the price in fen and where a rule '
  'for it may stand; place is its own id where a rule or extra names it. The default one is the '
  'cheapest, n its place in the product.';

create type private.earned_sku as (
  product_id uuid,
  sku_id uuid,
  places uuid[],
  price_fen bigint,
  is_default boolean,
  n bigint,
  term jsonb
);
comment on type private.earned_sku is
  'A SKU of private.sold_skus with the term of level 1 for one piece of it.';

create function private.earned_skus(earner private.earner, product_ids uuid[])
  returns setof private.earned_sku
language plpgsql stable set search_path = '' as $$
begin
  return query
  with sold as materialized (
    select * from private.sold_skus(earner.rules, product_ids)),
  earned as materialized (   -- once for all SKUs of a product that no rule tells apart
    select o.product_id, o.place, o.price_fen, private.line_terms(earner.rules,
             array_remove(array[o.place], null) || o.places, earner.chain,
             row(o.price_fen, 1, earner.moment, earner.volume_fen)) as terms
      from (select distinct s.product_id, s.place, s.places, s.price_fen from sold s) o)
  select s.product_id, s.sku_id, array_remove(array[s.place], null) || s.places, s.price_fen,
         s.is_default, s.n, case e.terms -> 0 ->> 'level' when '1' then e.terms -> 0 end
    from sold s
    join earned e on e.product_id = s.product_id and e.price_fen = s.price_fen
     and e.place is not distinct from s.place;
end $$;
comment on function private.earned_skus(private.earner, uuid[]) is
  'Each SKU on sale of these products with the term of level 1 (private.line_terms) for one piece '
  'at its price, in fen, null where no rule holds; none for goods that are not distributed.';

create function private.earned_fen(sku private.earned_sku) returns bigint
language sql immutable set search_path = '' as $$
  select coalesce((sku.term ->> 'commission_fen')::bigint, 0)
$$;
comment on function private.earned_fen(private.earned_sku) is 'What a SKU earns, in fen.';

create function private.earning_moment(earner private.earner) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  rules constant shop.rule_sets := earner.rules;
begin
  return (
    select min(m) from (
      select rules.ends_at as m
      union all select private.month_start(
          private.month_start(earner.moment) + interval '32 days')
        where rules.volume_mode = 'ahead'
      union all select b from shop.commission_rules r
        cross join lateral (values (r.starts_at), (r.ends_at)) v(b)
        where r.shop_id = rules.shop_id and r.set_id = rules.id and isfinite(b)
      union all select b from shop.commission_extras x
        cross join lateral (values (x.starts_at), (x.ends_at)) v(b)
        where x.shop_id = rules.shop_id and x.set_id = rules.id) t
     where m > earner.moment);
end $$;
comment on function private.earning_moment(private.earner) is
  'When what is earned may change next without anybody doing anything: another set takes over, a '
  'rule or an extra begins or ends, the month of the volume is over. Null: it does not.';
