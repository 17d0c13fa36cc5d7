-- Who may read the pages.

create function api.get_home(shop text) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
begin
  return private.home_page(private.shop_id_of(shop), null) -> 'reply';
end $$;
comment on function api.get_home(text) is
  'Anybody: the shop itself and the blocks of its home page as they are shown now '
  '(contracts/pages.ts ShownPage). Raises SHOP_NOT_FOUND.';
grant execute on function api.get_home(text) to anon, authenticated;

create function api.list_categories(shop text) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
begin
  return private.categories_page(private.shop_id_of(shop), null) -> 'reply';
end $$;
comment on function api.list_categories(text) is
  'Anybody: the shelves of a shop. Raises SHOP_NOT_FOUND.';
grant execute on function api.list_categories(text) to anon, authenticated;

create function api.list_products(
  shop text, category uuid default null, query text default null,
  min_price_fen bigint default null, max_price_fen bigint default null,
  in_stock boolean default false, sort text default 'recommended', after text default null,
  page_size int default 20
) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
begin
  return private.shelf_page(here, private.wanted_products(here, jsonb_build_object(
      'category', category, 'query', query, 'sort', sort, 'in_stock', in_stock,
      'min_price_fen', min_price_fen, 'max_price_fen', max_price_fen)),
    after, page_size, null) -> 'reply';
end $$;
comment on function api.list_products(
  text, uuid, text, bigint, bigint, boolean, text, text, int
) is
  'Anybody: products on sale, page by page. query is words of title and subtitle, or the initials '
  'of their characters; where none has all of them, those whose letters stand elsewhere are found. '
  'Prices are the lowest of a product, in fen; sort is recommended (words in the title first), '
  'newest, sold, price_up or price_down; after is the next of the page before, opaque to clients. '
  'Raises SHOP_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.list_products(
  text, uuid, text, bigint, bigint, boolean, text, text, int
) to anon, authenticated;

create function api.get_product(shop text, product uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
begin
  return private.product_page(private.shop_id_of(shop), product, null) -> 'reply';
end $$;
comment on function api.get_product(text, uuid) is
  'Anybody: a product on sale with its choices, prices in fen and what is left (shown up to 999). '
  'Raises SHOP_NOT_FOUND, PRODUCT_NOT_FOUND.';
grant execute on function api.get_product(text, uuid) to anon, authenticated;

create function api.preview_product(shop text, product uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  here uuid := private.shop_id_of(shop);
  sku_ids uuid[];
  is_on_sale boolean;
begin
  select v.sku_ids, private.is_shown(p.status, p.sale_until) into sku_ids, is_on_sale
    from catalog.shown_products v
    join catalog.products p on p.shop_id = v.shop_id and p.id = v.product_id
   where v.shop_id = here and v.product_id = preview_product.product;
  if not found then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  return private.product_json(here, product, private.shown_stock(here, sku_ids))::jsonb
      || jsonb_build_object('is_on_sale', is_on_sale);
end $$;
comment on function api.preview_product(text, uuid) is
  'Server, after it has checked a preview code: a product as its page will be, and whether it is '
  'on sale. '
  'Raises SHOP_NOT_FOUND, PRODUCT_NOT_FOUND.';
grant execute on function api.preview_product(text, uuid) to mall_server;

create function private.asked_page(shop_id uuid, asked jsonb) returns json
language plpgsql stable set search_path = '' as $$
declare
  known text := asked ->> 'known';
  detail text;
begin
  case asked ->> 'page'
    when 'home' then return private.home_page(shop_id, known);
    when 'recruit' then return private.recruit_page(shop_id, known);
    when 'topic' then
      return private.topic_page(shop_id, (asked ->> 'topic')::uuid, known);
    when 'categories' then return private.categories_page(shop_id, known);
    when 'products' then return private.shelf_page(
      shop_id, private.wanted_products(shop_id, asked),
      asked ->> 'after', (asked ->> 'page_size')::int, known);
    when 'product' then
      return private.product_page(shop_id, (asked ->> 'product')::uuid, known);
    else perform private.fail('INVALID_REQUEST', '{"field":"page"}');
  end case;
exception
  when sqlstate 'PT400' or sqlstate 'PT404' then
    get stacked diagnostics detail = pg_exception_detail;
    return json_build_object('page_state', null, 'refusal', json_build_object(
      'code', sqlstate, 'message', sqlerrm, 'detail', detail));
  when data_exception then
    return json_build_object('page_state', null, 'refusal', json_build_object(
      'code', 'PT400', 'message', 'INVALID_REQUEST', 'detail', '{"field":"pages"}'));
end $$;
comment on function private.asked_page(uuid, jsonb) is
  'One page of api.read_catalogue. A page that is refused spoils none of those asked for with it: '
  '{page_state: null, refusal: {code, message, detail}}.';

create function api.read_catalogue(shop text, pages jsonb) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: catalogue tables are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
begin
  if coalesce(jsonb_typeof(pages), '') <> 'array' or jsonb_array_length(pages) > 20 then
    perform private.fail('INVALID_REQUEST', '{"field":"pages"}');
  end if;
  return array_to_json(array(
    select private.asked_page(here, asked.page)
      from jsonb_array_elements(pages) with ordinality asked(page, n) order by asked.n));
end $$;
comment on function api.read_catalogue(text, jsonb) is
  'Anybody: up to 20 pages that are the same for everybody, for keeping. Each is asked for as '
  '{page: home | recruit | topic | categories | products | product, topic, product, known}, '
  'products with what api.list_products takes, and answered, in order, as {page_state, reply}, '
  'without reply where known is its state now, or as {page_state: null, refusal}. All are of one '
  'moment: the function is stable. Raises SHOP_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.read_catalogue(text, jsonb) to anon, authenticated;
