-- Reading the shelves: what is the same for everybody and hence cacheable.

create function private.cards_of(
  shop_id uuid, ids uuid[], out in_stock boolean[], out cards json[]
)
language plpgsql stable set search_path = '' as $$
begin
  select array_agg(there.is_left order by w.n),
         array_agg(case when there.is_left then v.card else v.sold_out_card end order by w.n)
    into in_stock, cards
    from unnest(ids) with ordinality w(id, n)
    join catalog.shown_products v on v.shop_id = cards_of.shop_id and v.product_id = w.id
   cross join lateral (
     select exists (
       select from (select unnest(v.sku_ids) as id) k   -- one by one: most often the first will do
        cross join lateral (select from catalog.stock s
                             where s.shop_id = cards_of.shop_id and s.sku_id = k.id
                               and s.available > 0 limit 1) one) as is_left
     offset 0) there;                                   -- asked once for both columns
  in_stock := coalesce(in_stock, '{}');
  cards := coalesce(cards, '{}');
end $$;
comment on function private.cards_of(uuid, uuid[]) is
  'Products as lists show them (contracts/catalog.ts ProductCard), in the order of the ids, and '
  'whether anything is left of each.';

create function private.shelf_and_below(shop_id uuid, category uuid) returns uuid[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select c.id from catalog.categories c
     where c.shop_id = shelf_and_below.shop_id
       and (c.id = category or c.parent_id = category and c.status = 'shown'));
end $$;
comment on function private.shelf_and_below(uuid, uuid) is
  'A shelf and the shown ones below it: all whose products stand on its page.';

create function private.categories_json(shop_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', c.id, 'parent_id', c.parent_id, 'name', c.name,
      'image_url', nullif(c.image_url, ''), 'position', c.position,
      'product_count', (select count(*) from catalog.products p
                         where p.shop_id = c.shop_id and p.status = 'on_sale'
                           and (p.sale_until is null or p.sale_until > private.now())
                           and p.category_id = any (private.shelf_and_below(c.shop_id, c.id))))
        order by coalesce(above.position, c.position), coalesce(above.id, c.id),
                 above.id is not null, c.position, c.id), '[]')
      from catalog.categories c
      left join catalog.categories above on above.shop_id = c.shop_id and above.id = c.parent_id
     where c.shop_id = categories_json.shop_id and c.status = 'shown'
       and (c.parent_id is null or above.status = 'shown'));
end $$;
comment on function private.categories_json(uuid) is
  'The shelves that are shown, each followed by those below it, with how many products on sale '
  'each holds, those below it included. Below a hidden shelf nothing is shown.';
