-- The places that rules may stand for, each with the SKUs by which one judges what a rate earns.

create function private.rule_places(shop_id uuid, rule_set_id uuid, product_id uuid)
  returns table (scope text, scope_id uuid)
language plpgsql stable set search_path = '' as $$
declare
  asked uuid := coalesce((select s.product_id from catalog.skus s
    where s.shop_id = rule_places.shop_id and s.id = rule_places.product_id), product_id);
begin
  return query
  with named as (
    select x.scope, x.scope_id, x.set_id from shop.commission_rules x
     where x.shop_id = rule_places.shop_id
    union
    select x.scope, x.scope_id, x.set_id from shop.commission_extras x
     where x.shop_id = rule_places.shop_id
  ), wanted as (
    select n.scope, n.scope_id from named n
      join shop.rule_sets r on r.shop_id = rule_places.shop_id and r.id = n.set_id
     where asked is null and n.scope in ('product', 'sku')
       and case when rule_set_id is not null then r.id = rule_set_id
           else r.ends_at is null or r.ends_at > private.now() end
    union
    select 'product', asked where asked is not null
    union
    select 'sku', s.id from catalog.skus s
     where s.shop_id = rule_places.shop_id and s.product_id = asked
       and s.status = 'on_sale'
  )
  select 'shop', rule_places.shop_id
  union
  select 'category', c.id from catalog.categories c where c.shop_id = rule_places.shop_id
  union
  select 'product', s.product_id from wanted w
    join catalog.skus s on s.shop_id = rule_places.shop_id and s.id = w.scope_id
   where w.scope = 'sku'
  union
  select w.scope, w.scope_id from wanted w;
end $$;
comment on function private.rule_places(uuid, uuid, uuid) is
  'The shop, all its categories, and the products and SKUs that a rule set names (null: those in '
  'force, planned or drafted), or one product (by its own id or that of a SKU) with its SKUs on '
  'sale.';

create function private.rule_place_ends(shop_id uuid, places uuid[])
  returns table (place uuid, cheapest uuid, dearest uuid)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select x.place, (array_agg(s.id order by s.price_fen, s.id))[1],
         (array_agg(s.id order by s.price_fen desc, s.id))[1]
    from catalog.skus s
    join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
    left join catalog.categories c on c.shop_id = p.shop_id and c.id = p.category_id
   cross join lateral (values (s.id, false), (p.id, false), (c.id, true), (c.parent_id, true),
     (s.shop_id, true)) x(place, is_shelf)
   where s.shop_id = rule_place_ends.shop_id and s.status = 'on_sale'
     and x.place = any (places)
     and (not x.is_shelf or p.status = 'on_sale' and p.distributable)
   group by x.place;
end $$;
comment on function private.rule_place_ends(uuid, uuid[]) is
  'The cheapest and the dearest SKU on sale of each place. Of the shop and its categories only '
  'products that are on sale and distributed count.';

create function private.priced_sku_json(shop_id uuid, sku_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object('title', p.title, 'spec', s.spec, 'price_fen', s.price_fen,
             'cost_fen', s.cost_fen)
      from catalog.skus s
      join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
     where s.shop_id = priced_sku_json.shop_id and s.id = priced_sku_json.sku_id);
end $$;
comment on function private.priced_sku_json(uuid, uuid) is
  'A SKU with its price and cost in fen; null for none.';

create function api.list_rule_goods(shop text, rule_set_id uuid default null,
  product_id uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rule sets are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.as_read_by(jsonb_build_object('items', (
    with target as (
      select t.scope, t.scope_id, private.place_name(me.shop_id, t.scope, t.scope_id) as name
        from private.rule_places(me.shop_id, rule_set_id, product_id) t
    ), ended as materialized (
      select * from private.rule_place_ends(
        me.shop_id, array(select t.scope_id from target t))
    )
    select jsonb_agg(jsonb_build_object('scope', t.scope,
             'scope_id', nullif(t.scope_id, me.shop_id), 'name', t.name,
             'within', to_jsonb(array_remove(array_remove(
               private.places_of(me.shop_id, t.scope, t.scope_id), t.scope_id), me.shop_id)),
             'cheapest', private.priced_sku_json(me.shop_id, e.cheapest),
             'dearest', private.priced_sku_json(me.shop_id, e.dearest))
           order by array_position(array['shop', 'category', 'product', 'sku'], t.scope),
             c.position, t.name, t.scope_id)
      from target t
      left join catalog.categories c on c.shop_id = me.shop_id and c.id = t.scope_id
      left join ended e on e.place = t.scope_id
     where t.name is not null)), me.role);
end $$;
comment on function api.list_rule_goods(text, uuid, uuid) is
  'Staff: the places for commission rules, with the cheapest and the dearest SKU on sale in each, '
  'in fen (contracts/staff/rule_goods.ts): the shop, every category, and the products and SKUs '
  'that a rule set names (null: those in force, planned or drafted), or one product with its SKUs. '
  'Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_rule_goods(text, uuid, uuid) to authenticated;
