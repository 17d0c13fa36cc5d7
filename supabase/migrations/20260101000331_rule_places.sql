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
   where private.place_name(set_.shop_id, p.scope, p.scope_id) is null limit 1;
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
