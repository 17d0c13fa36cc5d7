-- Managing goods: a product is saved whole, on top of the version that its editor has read. Its
-- SKUs are matched by their combination of values and never deleted.

create function private.texts(list jsonb) returns text[]
language sql immutable set search_path = '' as $$
  select array(select jsonb_array_elements_text(coalesce(list, '[]')))
$$;
comment on function private.texts(jsonb) is 'A JSON array of texts as an array; null is empty.';

create function private.touch_product(shop_id uuid, product_id uuid, staff_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  became text;
begin
  update catalog.products p
     set version = p.version + 1, updated_by = staff_id, updated_at = private.now()
   where p.shop_id = touch_product.shop_id and p.id = touch_product.product_id
  returning p.status into became;
  perform private.record_event(shop_id, 'goods.changed', product_id,
      jsonb_build_object('status', became));
end $$;
comment on function private.touch_product(uuid, uuid, uuid) is
  'Staff have changed a product: another version, by whom, and those who watch hear of it. Whoever '
  'changes goods for staff calls it, once.';

create function private.show_conflict(p catalog.products) returns void
language plpgsql stable set search_path = '' as $$
begin
  perform private.fail('PRODUCT_CHANGED', jsonb_build_object(
    'version', p.version, 'changed_at', p.updated_at,
    'by', (select t.name from shop.staff t where t.shop_id = p.shop_id and t.id = p.updated_by),
    'product', private.product_form(p)));
end $$;
comment on function private.show_conflict(catalog.products) is
  'Refuse a save on top of another version, with the product as it stands now '
  '(contracts/staff/catalog.ts ProductChanged). Raises PRODUCT_CHANGED.';

create function private.lock_product(shop_id uuid, product jsonb) returns catalog.products
language plpgsql volatile set search_path = '' as $$
declare
  locked catalog.products;
begin
  select * into locked from catalog.products p
   where p.shop_id = lock_product.shop_id and p.id = (product ->> 'id')::uuid for update;
  if locked.id is null then
    perform private.fail('PRODUCT_NOT_FOUND');
  elsif product ->> 'version' is null then
    perform private.fail_field('product.version', '缺少版本号，请刷新后再试');
  elsif locked.version <> (product ->> 'version')::int then
    perform private.show_conflict(locked);
  end if;
  return locked;
end $$;
comment on function private.lock_product(uuid, jsonb) is
  'The product that a form names, locked, when it is still the version that the form was made of: '
  'of two saves at once, the second is told. Raises PRODUCT_CHANGED, PRODUCT_NOT_FOUND.';

create function private.save_product_row(shop_id uuid, product jsonb) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  saved uuid := (product ->> 'id')::uuid;
begin
  perform from catalog.categories c   -- it stays while this product is put into it
    where c.shop_id = save_product_row.shop_id and c.id = (product ->> 'category_id')::uuid
      for key share;
  if product ->> 'category_id' is not null and not found then
    perform private.fail('CATEGORY_NOT_FOUND');
  end if;
  perform private.keep_freight_template(shop_id, (product ->> 'freight_template_id')::uuid);
  if saved is null then
    insert into catalog.products (shop_id, title, version)
        values (save_product_row.shop_id, product ->> 'title', 0) returning id into saved;
  else
    perform private.lock_product(shop_id, product);
  end if;
  update catalog.products p
     set category_id = (product ->> 'category_id')::uuid,
         freight_template_id = (product ->> 'freight_template_id')::uuid,
         title = btrim(product ->> 'title'),
         subtitle = coalesce(product ->> 'subtitle', ''),
             description = coalesce(product ->> 'description', ''),
         images = private.texts(product -> 'images'),
             detail_images = private.texts(product -> 'detail_images'),
         purchase_limit = (product ->> 'purchase_limit')::int,
             position = coalesce((product ->> 'position')::int, 0),
         distributable = coalesce((product ->> 'distributable')::boolean, p.distributable),
         status = case when coalesce((product ->> 'on_sale')::boolean, true) then 'on_sale'
                       when p.status in ('draft', 'archived') then p.status else 'off_sale' end
   where p.shop_id = save_product_row.shop_id and p.id = saved;
  return saved;
end $$;
comment on function private.save_product_row(uuid, jsonb) is
  'The product itself, locked from here on. One that never was on sale stays a draft until it is. '
  'Raises PRODUCT_NOT_FOUND, PRODUCT_CHANGED, CATEGORY_NOT_FOUND, FREIGHT_TEMPLATE_NOT_FOUND.';

create function private.check_product_form(product jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(product,
      '{"id":"string","version":"number","category_id":"string","title":"string",'
      '"freight_template_id":"string",'
      '"subtitle":"string","description":"string","images":"array","detail_images":"array",'
      '"purchase_limit":"number","position":"number","distributable":"boolean",'
      '"on_sale":"boolean","specs":"array","skus":"array"}', 'product');
  if length(btrim(product ->> 'title')) between 1 and 60 is not true then
    perform private.fail_field('product.title', '商品名称为 1 到 60 个字');
  elsif coalesce(jsonb_typeof(product -> 'skus'), '') <> 'array'
     or jsonb_array_length(product -> 'skus') not between 1 and 200 then
    perform private.fail_field('product.skus', '一个商品有 1 到 200 个规格');
  end if;
  perform private.refuse_others(k,
      '{"id":"string","code":"string","barcode":"string","values":"array","price_fen":"number",'
      '"list_price_fen":"number","cost_fen":"number","weight_g":"number","image_url":"string",'
      '"initial_stock":"number","on_sale":"boolean"}', 'product.skus.' || n - 1)
    from jsonb_array_elements(product -> 'skus') with ordinality t(k, n);
  if coalesce((product ->> 'on_sale')::boolean, true) and not exists (
       select from jsonb_array_elements(product -> 'skus') k
        where coalesce((k ->> 'on_sale')::boolean, true)) then
    perform private.fail_field('product.skus', '上架的商品至少要有一个在售的规格');
  end if;
end $$;
comment on function private.check_product_form(jsonb) is
  'What can be said of a product''s form without looking at what is kept. Raises INVALID_REQUEST '
  'with the field.';

create function private.refresh_product(shop_id uuid, product_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update catalog.products p
     set min_price_fen = coalesce(k.low, 0), max_price_fen = coalesce(k.high, 0),
         list_price_fen = k.list
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
  saved uuid;
  skus uuid[];
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.check_product_form(product);
  saved := private.save_product_row(me.shop_id, product);
  perform private.save_specs(me.shop_id, saved, coalesce(nullif(product -> 'specs', 'null'), '[]'));
  skus := private.save_skus(me.shop_id, saved, me.staff_id, reason, product -> 'skus');
  perform private.refresh_product(me.shop_id, saved);
  perform private.touch_product(me.shop_id, saved, me.staff_id);
  perform private.audit(me.shop_id, me.staff_id, 'save_product', saved, reason, product);
  answer := jsonb_build_object('id', saved, 'skus', to_jsonb(skus), 'version', (
    select p.version from catalog.products p where p.shop_id = me.shop_id and p.id = saved));
  return private.remember(
    me.shop_id, me.staff_id, 'save_product', idempotency_key, request, answer);
exception when check_violation or not_null_violation or data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"product"}');
end $$;
comment on function api.save_product(text, jsonb, text, text) is
  'Staff: a product whole (contracts/staff/catalog.ts SaveProduct): with id and the version that '
  'was read changed, else new. Dimensions and values with an id are those, whatever they are '
  'called; SKUs are matched by their values; those not named go off sale; initial_stock counts for '
  'new ones only. Raises PRODUCT_CHANGED, PRODUCT_NOT_FOUND, CATEGORY_NOT_FOUND, SKU_NOT_FOUND, '
  'FREIGHT_TEMPLATE_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.save_product(text, jsonb, text, text) to authenticated;

create function private.switch_product(
  shop_id uuid, staff_id uuid, product_id uuid, on_sale boolean, reason text
) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update catalog.products p
     set status = case when on_sale then 'on_sale' else 'off_sale' end
   where p.shop_id = switch_product.shop_id and p.id = switch_product.product_id;
  if not found then
    perform private.fail('PRODUCT_NOT_FOUND');
  elsif on_sale and not exists (select from catalog.skus k
      where k.shop_id = switch_product.shop_id and k.product_id = switch_product.product_id
        and k.status = 'on_sale') then
    perform private.fail('NO_SKU_ON_SALE');
  end if;
  perform private.touch_product(shop_id, product_id, staff_id);
  perform private.audit(shop_id, staff_id,
      'set_product_status', product_id, reason, jsonb_build_object('on_sale', on_sale));
end $$;
comment on function private.switch_product(uuid, uuid, uuid, boolean, text) is
  'Put a product on sale or off, with its audit row; on sale it has an SKU on sale, as when it is '
  'saved. Raises PRODUCT_NOT_FOUND, NO_SKU_ON_SALE.';

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
  perform private.switch_product(me.shop_id, me.staff_id, product_id, on_sale, reason);
  answer := '{"ok":true}';
  return private.remember(
    me.shop_id, me.staff_id, 'set_product_status', idempotency_key, request, answer);
end $$;
comment on function api.set_product_status(text, uuid, boolean, text, text) is
  'Staff: put a product on sale or off, an archived one too. Raises PRODUCT_NOT_FOUND, '
  'NO_SKU_ON_SALE.';
grant execute on function api.set_product_status(text, uuid, boolean, text, text) to authenticated;

create function api.archive_product(
  shop text, product_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(product_id, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'archive_product', idempotency_key, request);
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  update catalog.products p set status = 'archived'
   where p.shop_id = me.shop_id and p.id = archive_product.product_id;
  if not found then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  perform private.touch_product(me.shop_id, product_id, me.staff_id);
  perform private.audit(me.shop_id, me.staff_id, 'archive_product', product_id, reason);
  return private.remember(
    me.shop_id, me.staff_id, 'archive_product', idempotency_key, request, '{"ok":true}');
end $$;
comment on function api.archive_product(text, uuid, text, text) is
  'Staff: put a product away: off sale, and in no list but that of the archived ones. Orders keep '
  'it; api.set_product_status brings it back. Raises PRODUCT_NOT_FOUND.';
grant execute on function api.archive_product(text, uuid, text, text) to authenticated;
