-- Managing the shelves: a product is saved whole, its SKUs are matched by their combination of
-- values and never deleted.

create function private.texts(list jsonb) returns text[]
language sql immutable set search_path = '' as $$
  select array(select jsonb_array_elements_text(coalesce(list, '[]')))
$$;
comment on function private.texts(jsonb) is 'A JSON array of texts as an array; null is empty.';

create function api.save_category(
  shop text, category jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(category, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'save_category', idempotency_key, request);
  saved uuid;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.refuse_kinds(category,
      '{"name":"string","image_url":"string","position":"number","is_visible":"boolean"}',
      'category');
  if category - array['id', 'parent_id', 'name', 'image_url', 'position', 'is_visible'] <> '{}'
     or category ->> 'parent_id' is not null then
    perform private.fail('INVALID_REQUEST', '{"field":"parent_id"}');
  end if;
  if category ->> 'id' is null then
    insert into catalog.categories (shop_id, name)
        values (me.shop_id, category ->> 'name') returning id into saved;
  end if;
  update catalog.categories c
     set name = btrim(category ->> 'name'), image_url = coalesce(category ->> 'image_url', ''),
         position = coalesce((category ->> 'position')::int, 0),
         status = case when coalesce((category ->> 'is_visible')::boolean, true)
             then 'shown' else 'hidden' end
   where c.shop_id = me.shop_id and c.id = coalesce(saved, (category ->> 'id')::uuid)
  returning c.id into saved;
  if saved is null then
    perform private.fail('CATEGORY_NOT_FOUND');
  end if;
  perform private.audit(me.shop_id, me.staff_id, 'save_category', saved, reason, category);
  answer := jsonb_build_object('id', saved);
  return private.remember(
    me.shop_id, me.staff_id, 'save_category', idempotency_key, request, answer);
exception when check_violation or not_null_violation or data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"category"}');
end $$;
comment on function api.save_category(text, jsonb, text, text) is
  'Staff: add a shelf, or with id change one: {id?, name, image_url?, position?, is_visible?}. One '
  'level: a parent_id is refused. Raises CATEGORY_NOT_FOUND.';
grant execute on function api.save_category(text, jsonb, text, text) to authenticated;

create function private.save_product_row(shop_id uuid, product jsonb) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  saved uuid;
begin
  if product ->> 'category_id' is not null and not exists (
       select from catalog.categories c where c.shop_id = save_product_row.shop_id
          and c.id = (product ->> 'category_id')::uuid) then
    perform private.fail('CATEGORY_NOT_FOUND');
  end if;
  if product ->> 'id' is null then
    insert into catalog.products (shop_id, title)
        values (save_product_row.shop_id, product ->> 'title') returning id into saved;
  end if;
  update catalog.products p
     set category_id = (product ->> 'category_id')::uuid, title = btrim(product ->> 'title'),
         subtitle = coalesce(product ->> 'subtitle', ''),
             description = coalesce(product ->> 'description', ''),
         images = private.texts(product -> 'images'),
             detail_images = private.texts(product -> 'detail_images'),
         purchase_limit = (product ->> 'purchase_limit')::int,
             position = coalesce((product ->> 'position')::int, 0),
         distributable = coalesce((product ->> 'distributable')::boolean, p.distributable),
         status = case when coalesce((product ->> 'on_sale')::boolean, true) then 'on_sale'
                       when p.status = 'draft' then 'draft' else 'off_sale' end,
         updated_at = private.now()
   where p.shop_id = save_product_row.shop_id and p.id = coalesce(saved, (product ->> 'id')::uuid)
  returning p.id into saved;
  if saved is null then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  return saved;
end $$;
comment on function private.save_product_row(uuid, jsonb) is
  'The product itself, locked from here on. Raises PRODUCT_NOT_FOUND, CATEGORY_NOT_FOUND.';

create function private.save_specs(shop_id uuid, product_id uuid, specs jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  insert into catalog.specs (shop_id, product_id, name, position)
  select save_specs.shop_id, save_specs.product_id, btrim(s ->> 'name'), n
    from jsonb_array_elements(specs) with ordinality t(s, n)
  on conflict on constraint specs_name_once do update set position = excluded.position;

  insert into catalog.spec_values (shop_id, product_id, spec_id, name, position)
  select spec.shop_id, spec.product_id, spec.id, btrim(v), n
    from jsonb_array_elements(specs) s
    join catalog.specs spec on spec.shop_id = save_specs.shop_id
     and spec.product_id = save_specs.product_id and spec.name = btrim(s ->> 'name')
   cross join lateral jsonb_array_elements_text(s -> 'values') with ordinality t(v, n)
  on conflict on constraint spec_values_name_once do update set position = excluded.position;
exception when cardinality_violation then   -- a name twice in one statement
  perform private.fail('INVALID_REQUEST', '{"field":"product.specs"}');
end $$;
comment on function private.save_specs(uuid, uuid, jsonb) is
  'Dimensions and values by name; what is no longer named stays for the SKUs that had it, and is '
  'not shown once they are off sale.';

create function private.combination_of(shop_id uuid, product_id uuid,
  specs jsonb, chosen jsonb, out combination text, out spec text)
language plpgsql stable set search_path = '' as $$
declare
  matched int;
begin
  select count(*), coalesce(string_agg(v.id::text, ',' order by v.id), ''),
      coalesce(string_agg(v.name, ' / ' order by n), '')
    into matched, combination, spec
    from jsonb_array_elements_text(chosen) with ordinality c(name, n)
    join catalog.specs s on s.shop_id = combination_of.shop_id
     and s.product_id = combination_of.product_id
                        and s.name = btrim(specs -> (n::int - 1) ->> 'name')
    join catalog.spec_values v on v.shop_id = s.shop_id
     and v.spec_id = s.id and v.name = btrim(c.name)
   where specs -> (n::int - 1) -> 'values' ? c.name;
  if matched <> jsonb_array_length(specs)
     or jsonb_array_length(chosen) <> jsonb_array_length(specs) then
    perform private.fail('INVALID_REQUEST', '{"field":"product.skus.values"}');
  end if;
end $$;
comment on function private.combination_of(uuid, uuid, jsonb, jsonb) is
  'One value per dimension, in the order of the dimensions, as the key of a SKU and as people read '
  'it.';

create function private.save_sku(shop_id uuid, product_id uuid,
  staff_id uuid, reason text, specs jsonb, sku jsonb, place int) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  is_of record := private.combination_of(shop_id,
      product_id, specs, coalesce(sku -> 'values', '[]'));
  saved catalog.skus;
  is_new boolean;
begin
  insert into catalog.skus as k (shop_id, product_id, combination,
      spec, code, price_fen, list_price_fen, image_url, position)
  values (save_sku.shop_id, save_sku.product_id, is_of.combination,
      is_of.spec, coalesce(sku ->> 'code', ''), (sku ->> 'price_fen')::bigint,
          (sku ->> 'list_price_fen')::bigint, coalesce(sku ->> 'image_url', ''), place)
  on conflict on constraint skus_combination_once do update
     set spec = excluded.spec, code = excluded.code,
         price_fen = excluded.price_fen, list_price_fen = excluded.list_price_fen,
         image_url = excluded.image_url, position = excluded.position, status = 'on_sale'
  returning * into saved;
  is_new := not exists (select from catalog.stock s
      where s.shop_id = saved.shop_id and s.sku_id = saved.id);
  if sku ->> 'id' is not null and (is_new or (sku ->> 'id')::uuid <> saved.id) then
    perform private.fail('SKU_NOT_FOUND', jsonb_build_object('id', sku ->> 'id'));
  end if;
  if is_new then
    if (sku ->> 'initial_stock')::int not between 0 and 1000000 then
      perform private.fail('INVALID_REQUEST', '{"field":"product.skus.initial_stock"}');
    end if;
    insert into catalog.sku_values (shop_id, product_id, sku_id, spec_id, value_id)
    select v.shop_id, v.product_id, saved.id, v.spec_id, v.id
      from catalog.spec_values v
     where v.shop_id = saved.shop_id
       and v.id = any (string_to_array(nullif(saved.combination, ''), ',')::uuid[]);
    insert into catalog.stock (shop_id, sku_id, bucket, available)
    select saved.shop_id, saved.id, b, 0 from generate_series(0, saved.stock_buckets - 1) b;
    perform private.add_stock(saved.shop_id, saved.id,
        coalesce((sku ->> 'initial_stock')::int, 0), staff_id, reason);
  end if;
  return saved.id;
end $$;
comment on function private.save_sku(uuid, uuid, uuid, text, jsonb, jsonb, int) is
  'A SKU by its combination of values; a new one gets its buckets and initial_stock. An id that '
  'names another SKU is SKU_NOT_FOUND.';

create function private.refresh_product(shop_id uuid, product_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update catalog.products p
     set min_price_fen = coalesce(k.low, 0), max_price_fen = coalesce(k.high, 0),
         list_price_fen = k.list, updated_at = private.now()
    from (select min(k.price_fen) as low, max(k.price_fen) as high,
                 (array_agg(k.list_price_fen order by k.price_fen, k.list_price_fen))[1] as list
            from catalog.skus k
           where k.shop_id = refresh_product.shop_id
             and k.product_id = refresh_product.product_id and k.status = 'on_sale') k
   where p.shop_id = refresh_product.shop_id and p.id = refresh_product.product_id;
  perform private.show_product(shop_id, product_id);
end $$;
comment on function private.refresh_product(uuid, uuid) is
  'What follows from a product''s SKUs on sale: lowest and highest price, the list price of the '
  'cheapest, and all that shoppers read of it.';

create function api.save_product(
  shop text, product jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(product, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'save_product', idempotency_key, request);
  specs jsonb := coalesce(nullif(product -> 'specs', 'null'), '[]');
  saved uuid;
  skus uuid[];
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  if coalesce(jsonb_typeof(product -> 'skus'), '') <> 'array'
     or jsonb_array_length(product -> 'skus') not between 1 and 200 then
    perform private.fail('INVALID_REQUEST', '{"field":"product.skus"}');
  end if;
  perform private.refuse_kinds(product,
      '{"title":"string","subtitle":"string","description":"string","images":"array",'
      '"detail_images":"array",'
    '"purchase_limit":"number","position":"number","distributable":"boolean",'
    '"on_sale":"boolean","specs":"array"}', 'product');
  perform private.refuse_kinds(k,
      '{"code":"string","values":"array","price_fen":"number","list_price_fen":"number",'
      '"image_url":"string",'
    '"initial_stock":"number"}', 'product.skus') from jsonb_array_elements(product -> 'skus') k;
  saved := private.save_product_row(me.shop_id, product);
  perform private.save_specs(me.shop_id, saved, specs);
  select array_agg(private.save_sku(me.shop_id, saved, me.staff_id, reason, specs, s.sku, s.n::int)
      order by s.n) into skus
    from jsonb_array_elements(product -> 'skus') with ordinality s(sku, n);
  if cardinality(skus) <> (select count(distinct id) from unnest(skus) id) then
    perform private.fail('INVALID_REQUEST', '{"field":"product.skus.values"}');
  end if;
  update catalog.skus k set status = 'off_sale'
   where k.shop_id = me.shop_id and k.product_id = saved
     and k.id <> all (skus) and k.status = 'on_sale';
  perform private.refresh_product(me.shop_id, saved);
  perform private.audit(me.shop_id, me.staff_id, 'save_product', saved, reason, product);
  answer := jsonb_build_object('id', saved, 'skus', to_jsonb(skus));
  return private.remember(
    me.shop_id, me.staff_id, 'save_product', idempotency_key, request, answer);
exception when check_violation or not_null_violation or data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"product"}');
end $$;
comment on function api.save_product(text, jsonb, text, text) is
  'Staff: a product whole (contracts/staff/catalog.ts SaveProduct): with id changed, else new. '
  'SKUs are matched by their values; those not named go off sale; initial_stock counts for new '
  'ones only. Raises PRODUCT_NOT_FOUND, CATEGORY_NOT_FOUND, SKU_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.save_product(text, jsonb, text, text) to authenticated;

create function api.set_product_status(
  shop text, product_id uuid, on_sale boolean, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(product_id, on_sale, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'set_product_status', idempotency_key, request);
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  if on_sale is null then
    perform private.fail('INVALID_REQUEST', '{"field":"on_sale"}');
  end if;
  update catalog.products p set status = case when on_sale
      then 'on_sale' else 'off_sale' end, updated_at = private.now()
   where p.shop_id = me.shop_id and p.id = set_product_status.product_id;
  if not found then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  perform private.audit(me.shop_id, me.staff_id,
      'set_product_status', product_id, reason, jsonb_build_object('on_sale', on_sale));
  answer := '{"ok":true}';
  return private.remember(
    me.shop_id, me.staff_id, 'set_product_status', idempotency_key, request, answer);
end $$;
comment on function api.set_product_status(text, uuid, boolean, text, text) is
  'Staff: put a product on sale or off. Raises PRODUCT_NOT_FOUND.';
grant execute on function api.set_product_status(text, uuid, boolean, text, text) to authenticated;

create function api.set_price(
  shop text, sku_id uuid, price_fen bigint, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(sku_id, price_fen, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'set_price', idempotency_key, request);
  before catalog.skus;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  if price_fen is null or price_fen not between 0 and 10000000000 then
    perform private.fail('INVALID_REQUEST', '{"field":"price_fen"}');
  end if;
  select * into before from catalog.skus k where k.shop_id = me.shop_id and k.id = set_price.sku_id;
  if before.id is null then
    perform private.fail('SKU_NOT_FOUND');
  end if;
  perform from catalog.products p where p.shop_id = me.shop_id
      and p.id = before.product_id for update;
  update catalog.skus k set price_fen = set_price.price_fen
   where k.shop_id = me.shop_id and k.id = set_price.sku_id;
  perform private.refresh_product(me.shop_id, before.product_id);
  perform private.audit(me.shop_id, me.staff_id, 'set_price', sku_id, reason,
                        jsonb_build_object('from_fen', before.price_fen, 'to_fen', price_fen));
  answer := '{"ok":true}';
  return private.remember(me.shop_id, me.staff_id, 'set_price', idempotency_key, request, answer);
end $$;
comment on function api.set_price(text, uuid, bigint, text, text) is
  'Staff: the price of a SKU in fen. Orders placed keep theirs. Raises SKU_NOT_FOUND.';
grant execute on function api.set_price(text, uuid, bigint, text, text) to authenticated;
