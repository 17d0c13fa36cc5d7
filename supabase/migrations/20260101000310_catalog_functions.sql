-- Reading the shelves. The same for everybody, hence cacheable; one function per screen, the JSON
-- written here.

create function private.product_cards(shop_id uuid, ids uuid[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', p.id, 'title', p.title, 'subtitle', nullif(p.subtitle, ''), 'image_url', p.pictures[1],
    'price_fen', p.min_price_fen, 'price_max_fen', p.max_price_fen,
    'list_price_fen', p.list_price_fen, 'sold_count', p.sold_count,
    'in_stock', exists (select from catalog.skus k join catalog.stock s
        on s.shop_id = k.shop_id and s.sku_id = k.id and s.available > 0
                         where k.shop_id = p.shop_id and k.product_id = p.id
                           and k.status = 'on_sale')) order by wanted.n), '[]')
  from unnest(product_cards.ids) with ordinality wanted(id, n)
  join catalog.products p on p.shop_id = product_cards.shop_id and p.id = wanted.id
$$;
comment on function private.product_cards(uuid, uuid[]) is
  'Products as lists show them (contracts/catalog.ts ProductCard), in the order of the ids.';

create function private.categories_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', c.id, 'parent_id', null, 'name', c.name,
    'image_url', nullif(c.icon_url, ''), 'position', c.position,
    'product_count', (select count(*) from catalog.products p
                       where p.shop_id = c.shop_id and p.category_id = c.id
                         and p.status = 'on_sale')) order by c.position, c.id), '[]')
  from catalog.categories c
  where c.shop_id = categories_json.shop_id and c.status = 'shown'
$$;
comment on function private.categories_json(uuid) is
  'The shelves that are shown, with how many products on sale each holds.';

create function api.get_home(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
begin
  return jsonb_build_object(
    'shop', private.shop_json(here),
    'categories', private.categories_json(here),
    'recommended', private.product_cards(here, array(
       select p.id from catalog.products p where p.shop_id = here
          and p.status = 'on_sale' order by p.position, p.id limit 10)),
    'newest', private.product_cards(here, array(
       select p.id from catalog.products p where p.shop_id = here
          and p.status = 'on_sale' order by p.id desc limit 10)));
end $$;
comment on function api.get_home(text) is
  'Anybody: the shop''s front: who it is, its shelves, ten recommended and the ten newest '
  'products. Raises SHOP_NOT_FOUND.';
grant execute on function api.get_home(text) to anon, authenticated;

create function api.list_categories(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
begin
  return jsonb_build_object('items', private.categories_json(private.shop_id_of(shop)));
end $$;
comment on function api.list_categories(text) is
  'Anybody: the shelves of a shop. Raises SHOP_NOT_FOUND.';
grant execute on function api.list_categories(text) to anon, authenticated;

create function private.shelf_order(sort text, out key text, out direction text)
language plpgsql immutable set search_path = '' as $$
begin
  case sort
    when 'recommended' then key := 'p.position'; direction := 'asc';
    when 'newest' then key := '0::bigint'; direction := 'desc';
    when 'sold' then key := 'p.sold_count'; direction := 'desc';
    when 'price_up' then key := 'p.min_price_fen'; direction := 'asc';
    when 'price_down' then key := 'p.min_price_fen'; direction := 'desc';
    else perform private.fail('INVALID_REQUEST', '{"field":"sort"}');
  end case;
end $$;
comment on function private.shelf_order(text) is
  'What a sorting looks at, as SQL, and its direction; ties go by id in the same direction. '
  'Nothing of the caller''s text is in it.';

create function api.list_products(
  shop text, category uuid default null, query text default null,
    sort text default 'recommended', after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
  size int := least(greatest(coalesce(page_size, 20), 1), 50);
  ordering record := private.shelf_order(coalesce(sort, 'recommended'));
  pattern text := '%' || regexp_replace(btrim(query), '([\\%_])', '\\\1', 'g') || '%';
  ids uuid[];
  next text;
begin
  if after !~ '^[0-9]{1,18}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    perform private.fail('INVALID_REQUEST', '{"field":"after"}');
  end if;
  execute format(
    'select array_agg(id order by n), max(key || ''.'' || id) filter (where n = $6)
       from (select p.id, %1$s as key, row_number() over (order by %1$s %2$s, p.id %2$s) as n
               from catalog.products p
              where p.shop_id = $1 and p.status = ''on_sale'' and ($2 is null or p.category_id = $2)
                and ($3 is null or p.title ilike $3 or p.subtitle ilike $3)
                and ($4 is null or (%1$s, p.id) %3$s ($4, $5))
              order by %1$s %2$s, p.id %2$s limit $6 + 1) page',
    ordering.key, ordering.direction, case ordering.direction when 'asc' then '>' else '<' end)
    into ids, next
    using here, category, pattern, split_part(after, '.', 1)::bigint,
        split_part(after, '.', 2)::uuid, size;
  return jsonb_build_object('items', private.product_cards(here, ids[1:size]),
                            'next', case when cardinality(ids) > size then next end);
end $$;
comment on function api.list_products(text, uuid, text, text, text, int) is
  'Anybody: products on sale, page by page. query looks into title and subtitle; sort is '
  'recommended, newest, sold, price_up or price_down; after is the next of the page before, opaque '
  'to clients. Raises SHOP_NOT_FOUND, INVALID_REQUEST.';
grant execute
  on function api.list_products(text, uuid, text, text, text, int) to anon, authenticated;

create function private.specs_json(shop_id uuid, product_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'values', v.names)
      order by s.position, s.id), '[]')
  from catalog.specs s
  join lateral (
    select jsonb_agg(v.name order by v.position, v.id) as names
      from catalog.spec_values v
     where v.shop_id = s.shop_id and v.spec_id = s.id
       and exists (select from catalog.sku_values x join catalog.skus k
           on k.shop_id = x.shop_id and k.id = x.sku_id
                    where x.shop_id = v.shop_id and x.product_id = s.product_id
                      and x.value_id = v.id and k.status = 'on_sale')
    having count(*) > 0) v on true
  where s.shop_id = specs_json.shop_id and s.product_id = specs_json.product_id
$$;
comment on function private.specs_json(uuid, uuid) is
  'The dimensions of a product and the values that a SKU on sale has.';

create function private.shown_stock(shop_id uuid, sku_id uuid) returns int
language sql stable set search_path = '' as $$
  select least(coalesce(sum(s.available), 0), 999)::int
  from catalog.stock s where s.shop_id = shown_stock.shop_id and s.sku_id = shown_stock.sku_id
$$;
comment on function private.shown_stock(uuid, uuid) is
  'What shoppers see of a stock: up to 999, the most that one line holds.';

create function private.skus_json(shop_id uuid, product_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', k.id, 'code', nullif(k.code, ''), 'price_fen', k.price_fen,
    'list_price_fen', k.list_price_fen, 'image_url', nullif(k.picture, ''),
    'values', coalesce((
       select jsonb_agg(v.name order by s.position, s.id)
         from catalog.sku_values x
         join catalog.specs s on s.shop_id = x.shop_id and s.id = x.spec_id
         join catalog.spec_values v on v.shop_id = x.shop_id and v.id = x.value_id
        where x.shop_id = k.shop_id and x.sku_id = k.id), '[]'),
    'available', private.shown_stock(k.shop_id, k.id)) order by k.position, k.id), '[]')
  from catalog.skus k
  where k.shop_id = skus_json.shop_id
    and k.product_id = skus_json.product_id and k.status = 'on_sale'
$$;
comment on function private.skus_json(uuid, uuid) is
  'What can be bought of a product, each with one value per dimension (contracts/catalog.ts Sku).';

create function api.get_product(shop text, product uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
  detail jsonb;
  skus jsonb := private.skus_json(here, product);
begin
  select jsonb_build_object(
      'id', p.id, 'category_id', p.category_id, 'title', p.title,
      'subtitle', nullif(p.subtitle, ''), 'images', to_jsonb(p.pictures),
      'description', nullif(p.description, ''), 'detail_images', to_jsonb(p.detail_pictures),
      'specs', private.specs_json(p.shop_id, p.id), 'skus', skus,
      'price_fen', p.min_price_fen, 'price_max_fen', p.max_price_fen,
      'list_price_fen', p.list_price_fen, 'sold_count', p.sold_count,
      'in_stock', exists (select from jsonb_array_elements(skus) k
          where (k ->> 'available')::int > 0),
      'purchase_limit', p.purchase_limit, 'freight_fen', rules.freight_fen,
      'free_freight_from_fen', rules.free_freight_from_fen,
      'discount', private.discount_json(rules),
      'is_shop_open', private.is_open(p.shop_id),
      'updated_at', p.updated_at)
    into detail
    from catalog.products p join shop.settings rules on rules.shop_id = p.shop_id
   where p.shop_id = here and p.id = get_product.product and p.status = 'on_sale';
  if detail is null then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  return detail;
end $$;
comment on function api.get_product(text, uuid) is
  'Anybody: a product on sale with its choices, prices in fen and what is left (shown up to 999). '
  'Raises SHOP_NOT_FOUND, PRODUCT_NOT_FOUND.';
grant execute on function api.get_product(text, uuid) to anon, authenticated;
