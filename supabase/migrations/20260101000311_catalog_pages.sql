-- Each page is a function of its own that answers its state, and its JSON unless the reader knows
-- that state already. It is json and not jsonb, so that ready text (catalog.shown_products) is
-- passed on as it stands.

create function private.page_json(state text, reply json) returns json
language plpgsql stable set search_path = '' as $$
begin
  if reply is null then
    return json_build_object('page_state', state);
  end if;
  return json_build_object('page_state', state, 'reply', reply);
end $$;
comment on function private.page_json(text, json) is
  'A page as its reader keeps it: {page_state, reply}, without reply where the reader has it.';

create function private.categories_page(shop_id uuid, known text) returns json
language plpgsql stable set search_path = '' as $$
declare
  state text := private.catalogue_state(shop_id, '');
begin
  if state = known then
    return private.page_json(state, null);
  end if;
  return private.page_json(state,
    json_build_object('items', private.categories_json(shop_id)));
end $$;
comment on function private.categories_page(uuid, text) is
  'The shelves of a shop (contracts/catalog.ts Categories), as private.page_json says it.';

create function private.shelf_ids(shop_id uuid, categories uuid[],
  sort text, after_key bigint, after_id uuid, most int) returns uuid[]
language plpgsql stable set search_path = '' as $$
declare
  moment timestamptz := private.now();
  low_key bigint := coalesce(after_key, -9223372036854775808);
  low_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  high_key bigint := coalesce(after_key, 9223372036854775807);
  high_id uuid := coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  case sort
    when 'recommended' then return array(
      select p.id from catalog.products p
       where p.shop_id = shelf_ids.shop_id and p.status = 'on_sale'
         and (p.sale_until is null or p.sale_until > moment)
         and (categories is null or p.category_id = any (categories))
         and (p.position, p.id) > (low_key, low_id) order by p.position, p.id limit most);
    when 'newest' then return array(
      select p.id from catalog.products p
       where p.shop_id = shelf_ids.shop_id and p.status = 'on_sale'
         and (p.sale_until is null or p.sale_until > moment)
         and (categories is null or p.category_id = any (categories))
         and p.id < high_id order by p.id desc limit most);
    when 'sold' then return array(
      select p.id from catalog.products p
       where p.shop_id = shelf_ids.shop_id and p.status = 'on_sale'
         and (p.sale_until is null or p.sale_until > moment)
         and (categories is null or p.category_id = any (categories))
         and (p.sold_count, p.id) < (high_key, high_id)
       order by p.sold_count desc, p.id desc limit most);
    when 'price_up' then return array(
      select p.id from catalog.products p
       where p.shop_id = shelf_ids.shop_id and p.status = 'on_sale'
         and (p.sale_until is null or p.sale_until > moment)
         and (categories is null or p.category_id = any (categories))
         and (p.min_price_fen, p.id) > (low_key, low_id) order by p.min_price_fen, p.id limit most);
    when 'price_down' then return array(
      select p.id from catalog.products p
       where p.shop_id = shelf_ids.shop_id and p.status = 'on_sale'
         and (p.sale_until is null or p.sale_until > moment)
         and (categories is null or p.category_id = any (categories))
         and (p.min_price_fen, p.id) < (high_key, high_id)
       order by p.min_price_fen desc, p.id desc limit most);
    else perform private.fail('INVALID_REQUEST', '{"field":"sort"}');
  end case;
end $$;
comment on function private.shelf_ids(uuid, uuid[], text, bigint, uuid, int) is
  'The products on sale that come next in an order, ties by id in the same direction. A statement '
  'for each order: written out they keep their plans, and each follows its own index.';

create function private.shelf_cursor(after text, inout wanted private.search)
language plpgsql immutable set search_path = '' as $$
begin
  if after !~ '^~?[0-9]{1,18}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    perform private.fail('INVALID_REQUEST', '{"field":"after"}');
  end if;
  wanted.loose := coalesce(starts_with(after, '~'), false);
  wanted.key := split_part(ltrim(after, '~'), '.', 1)::bigint;
  wanted.id := split_part(after, '.', 2)::uuid;
end $$;
comment on function private.shelf_cursor(text, private.search) is
  'The search continued after a cursor: the key and id of the last product, with "~" before them '
  'in a search for exchanged letters. Raises INVALID_REQUEST.';

create function private.products_of(shop_id uuid, most int,
  inout wanted private.search, out ids uuid[], out keys bigint[])
language plpgsql stable set search_path = '' as $$
begin
  if private.is_plain(wanted) then
    ids := private.shelf_ids(
        shop_id, wanted.categories, wanted.sort, wanted.key, wanted.id, most);
    return;
  end if;
  select f.* into ids, keys from private.found_products(shop_id, wanted, most) f;
  if cardinality(ids) = 0 and wanted.id is null and btrim(wanted.query) <> '' then
    wanted.loose := true;
    select f.* into ids, keys from private.found_products(shop_id, wanted, most) f;
  end if;
end $$;
comment on function private.products_of(uuid, int, private.search) is
  'The products of a page; where none has the words as they are, those whose letters stand '
  'elsewhere. No keys for a shelf as it stands.';

create function private.shelf_page(
  shop_id uuid, wanted private.search, after text, page_size int, known text
) returns json
language plpgsql stable set search_path = '' as $$
declare
  size int := least(greatest(coalesce(page_size, 20), 1), 50);
  found record;
  shelf record;
  state text;
  next_after text;
begin
  wanted.sort := coalesce(wanted.sort, 'recommended');
  wanted := private.shelf_cursor(after, wanted);
  found := private.products_of(shop_id, size + 1, wanted);
  shelf := private.cards_of(shop_id, found.ids[1:size]);
  state := private.catalogue_state(shop_id, concat(shelf.in_stock,
      case when wanted.in_stock then found.ids end));   -- stock decides what is listed
  if state = known then
    return private.page_json(state, null);
  end if;
  if cardinality(found.ids) > size then
    select case when (found.wanted).loose then '~' else '' end || coalesce(found.keys[size],
             case wanted.sort when 'newest' then 0 when 'sold' then p.sold_count
               when 'price_up' then p.min_price_fen when 'price_down' then p.min_price_fen
               else p.position end) || '.' || p.id into next_after
      from catalog.products p where p.shop_id = shelf_page.shop_id and p.id = found.ids[size];
  end if;
  return private.page_json(state, json_build_object('items', shelf.cards, 'next', next_after));
end $$;
comment on function private.shelf_page(uuid, private.search, text, int, text) is
  'A page of products (contracts/catalog.ts ProductPage), as private.page_json says it. next names '
  'the last one by what the order looks at, and its id.';

create function private.wanted_products(shop_id uuid, asked jsonb) returns private.search
language plpgsql stable set search_path = '' as $$
declare
  wanted private.search;
begin
  wanted.query := asked ->> 'query';
  wanted.low_fen := (asked ->> 'min_price_fen')::bigint;
  wanted.high_fen := (asked ->> 'max_price_fen')::bigint;
  wanted.in_stock := (asked ->> 'in_stock')::boolean;
  wanted.sort := asked ->> 'sort';
  if asked ->> 'category' is not null then
    wanted.categories := private.shelf_and_below(shop_id, (asked ->> 'category')::uuid);
  end if;
  return wanted;
end $$;
comment on function private.wanted_products(uuid, jsonb) is
  'What a reader looks for, as contracts/catalog.ts ProductQuery names it.';

create function private.shown_stock(shop_id uuid, sku_ids uuid[]) returns int[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select coalesce(   -- most often one full bucket says enough
        (select 999 from catalog.stock s where s.shop_id = shown_stock.shop_id
            and s.sku_id = k.id and s.available >= 999 limit 1),
        (select least(sum(s.available), 999)::int from catalog.stock s
          where s.shop_id = shown_stock.shop_id and s.sku_id = k.id), 0)
      from unnest(shown_stock.sku_ids) with ordinality k(id, n) order by k.n);
end $$;
comment on function private.shown_stock(uuid, uuid[]) is
  'What shoppers see of the stock of each SKU: up to 999, the most that one line holds.';

create function private.product_json(shop_id uuid, product_id uuid, stock int[]) returns json
language plpgsql stable set search_path = '' as $$
begin
  return (
    select to_json(v.detail || jsonb_build_object(
        'skus', (select coalesce(jsonb_agg(
                      k.sku || jsonb_build_object('available', stock[k.n]) order by k.n), '[]')
                   from jsonb_array_elements(v.skus) with ordinality k(sku, n)),
        'in_stock', 0 < any (stock), 'sold_count', p.sold_count, 'updated_at', p.updated_at,
        'discount', private.discount_json(rules), 'is_shop_open', private.is_open(p.shop_id),
        'is_sale_open', private.in_sale_time(p.sale_from, p.sale_until))
        || private.freight_terms_json(rules, p.freight_template_id))
      from catalog.products p
      join catalog.shown_products v on v.shop_id = p.shop_id and v.product_id = p.id
      join shop.settings rules on rules.shop_id = p.shop_id
     where p.shop_id = product_json.shop_id and p.id = product_json.product_id);
end $$;
comment on function private.product_json(uuid, uuid, int[]) is
  'A product (contracts/catalog.ts Product) with what is left of each of its SKUs.';

create function private.product_page(shop_id uuid, product_id uuid, known text) returns json
language plpgsql stable set search_path = '' as $$
declare
  sku_ids uuid[];
  stock int[];
  state text;
begin
  select v.sku_ids into sku_ids
    from catalog.products p
    join catalog.shown_products v on v.shop_id = p.shop_id and v.product_id = p.id
   where p.shop_id = product_page.shop_id and p.id = product_page.product_id
     and private.is_shown(p.status, p.sale_until);
  if not found then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  stock := private.shown_stock(shop_id, sku_ids);
  state := private.catalogue_state(shop_id, stock::text);
  if state = known then
    return private.page_json(state, null);
  end if;
  return private.page_json(state, private.product_json(shop_id, product_id, stock));
end $$;
comment on function private.product_page(uuid, uuid, text) is
  'A product on sale (contracts/catalog.ts Product), as private.page_json says it. Raises '
  'PRODUCT_NOT_FOUND.';
