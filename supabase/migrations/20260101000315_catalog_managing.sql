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

create function private.lock_product_codes(shop_id uuid, codes text[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(
      hashtextextended('product code|' || lock_product_codes.shop_id || '|' || c.code, 0))
    from (select distinct code from unnest(codes) code order by 1) c;
end $$;
comment on function private.lock_product_codes(uuid, text[]) is
  'Locks codes until the transaction ends: called before a product is given one of them or is '
  'found by one. All codes in one call and before any product is locked, or two could deadlock.';

create function private.claim_product_code(shop_id uuid, product_id uuid, code text) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.lock_product_codes(shop_id, array[code]);
  if exists (select from catalog.products p
              where p.shop_id = claim_product_code.shop_id and p.code = claim_product_code.code
                and p.id is distinct from claim_product_code.product_id) then
    perform private.fail_field('product.code', '已经有商品用了这个编码');
  end if;
end $$;
comment on function private.claim_product_code(uuid, uuid, text) is
  'A product (null: a new one) takes a code that no other of its shop has. Raises INVALID_REQUEST '
  'with product.code.';

create function private.parameters_in(product jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  given jsonb := coalesce(nullif(product -> 'parameters', 'null'), '[]');
  named private.named[] := private.named_in(
    given, '{"name":"string","value":"string"}', 50, 20, 'product.parameters');
  wrong int := (select min(p.n) - 1 from jsonb_array_elements(given) with ordinality p(one, n)
                 where length(btrim(p.one ->> 'value')) between 1 and 200 is not true);
begin
  if wrong is not null then
    perform private.fail_field(format('product.parameters.%s.value', wrong), '1 到 200 个字');
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object(
              'name', p.name, 'value', btrim(given -> p.n - 1 ->> 'value')) order by p.n), '[]')
            from unnest(named) p);
end $$;
comment on function private.parameters_in(jsonb) is
  'The parameters of a product''s form in their order, [{name, value}], each name once. Raises '
  'INVALID_REQUEST with the field.';

create function private.save_product_row(shop_id uuid, product jsonb) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  saved uuid := (product ->> 'id')::uuid;
  own_code text := nullif(btrim(product ->> 'code'), '');
begin
  perform private.check_sale_time(product);
  if own_code is not null then
    perform private.claim_product_code(shop_id, saved, own_code);
  end if;
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
     set code = coalesce(own_code, p.code), category_id = (product ->> 'category_id')::uuid,
         freight_template_id = (product ->> 'freight_template_id')::uuid,
         title = btrim(product ->> 'title'),
         subtitle = coalesce(product ->> 'subtitle', ''),
         images = private.texts(product -> 'images'),
         video = nullif(product -> 'video', 'null'),
         parameters = private.parameters_in(product),
         rich_text = coalesce(nullif(product -> 'rich_text', 'null'), '[]'),
         sale_from = (product ->> 'sale_from')::timestamptz,
         sale_until = (product ->> 'sale_until')::timestamptz,
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
  'Without a code it keeps its own. Raises PRODUCT_NOT_FOUND, PRODUCT_CHANGED, CATEGORY_NOT_FOUND, '
  'FREIGHT_TEMPLATE_NOT_FOUND, INVALID_REQUEST.';

create function private.check_sale_time(product jsonb) returns void
language plpgsql stable set search_path = '' as $$
declare
  field text;
begin
  foreach field in array '{sale_from,sale_until}'::text[] loop
    if product ->> field !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$' then
      perform private.fail_field('product.' || field, '时间的格式不对');
    end if;
  end loop;
  if (product ->> 'sale_until')::timestamptz <= (product ->> 'sale_from')::timestamptz then
    perform private.fail_field('product.sale_until', '停售时间要晚于开售时间');
  end if;
end $$;
comment on function private.check_sale_time(jsonb) is
  'The moments of a product''s form, ISO 8601 with an offset. Raises INVALID_REQUEST with the '
  'field.';

create function private.check_product_form(product jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(product,
      '{"id":"string","version":"number","code":"string","category_id":"string",'
      '"title":"string","freight_template_id":"string",'
      '"subtitle":"string","images":"array","video":"object",'
      '"parameters":"array","rich_text":"array",'
      '"purchase_limit":"number","position":"number","distributable":"boolean",'
      '"sale_from":"string","sale_until":"string",'
      '"on_sale":"boolean","specs":"array","skus":"array"}', 'product');
  if length(btrim(product ->> 'title')) between 1 and 60 is not true then
    perform private.fail_field('product.title', '商品名称为 1 到 60 个字');
  elsif length(btrim(product ->> 'code')) > 40 then
    perform private.fail_field('product.code', '商品编码最多 40 个字');
  elsif jsonb_array_length(nullif(product -> 'images', 'null')) > 9 then
    perform private.fail_field('product.images', '商品图片最多 9 张');
  elsif exists (select from jsonb_array_elements(nullif(product -> 'images', 'null')) i
                 where private.is_picture_url(i #>> '{}') is not true) then
    perform private.fail_field('product.images', '图片地址不对，请重新上传');
  elsif not private.is_video(nullif(product -> 'video', 'null')) then
    perform private.fail_field('product.video', '视频地址不对，请重新上传');
  elsif coalesce(jsonb_typeof(product -> 'skus'), '') <> 'array'
     or jsonb_array_length(product -> 'skus') not between 1 and 200 then
    perform private.fail_field('product.skus', '一个商品有 1 到 200 个规格');
  end if;
  perform private.check_rich_text(
      coalesce(nullif(product -> 'rich_text', 'null'), '[]'), 'product.rich_text');
  perform private.refuse_others(k,
      '{"id":"string","code":"string","barcode":"string","values":"array","price_fen":"number",'
      '"list_price_fen":"number","cost_fen":"number","weight_g":"number","image_url":"string",'
      '"low_stock":"number","initial_stock":"number","on_sale":"boolean"}',
      'product.skus.' || n - 1)
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

create function private.store_product(
  shop_id uuid, staff_id uuid, product jsonb, reason text
) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  saved uuid;
  skus uuid[];
begin
  perform private.check_product_form(product);
  saved := private.save_product_row(shop_id, product);
  perform private.save_specs(shop_id, saved, coalesce(nullif(product -> 'specs', 'null'), '[]'));
  skus := private.save_skus(shop_id, saved, staff_id, reason, product -> 'skus');
  perform private.refresh_product(shop_id, saved);
  perform private.touch_product(shop_id, saved, staff_id);
  perform private.audit(shop_id, staff_id, 'save_product', saved, reason, product);
  return jsonb_build_object('id', saved, 'skus', to_jsonb(skus), 'version', (
    select p.version from catalog.products p
     where p.shop_id = store_product.shop_id and p.id = saved));
exception when check_violation or not_null_violation or data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"product"}');
end $$;
comment on function private.store_product(uuid, uuid, jsonb, text) is
  'Save a product whole, with its audit row: what the editor and a file of products both do. '
  'Answers {id, skus, version}. Raises as api.save_product.';

create function api.save_product(
  shop text, product jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me private.staff_command := private.begin_command(shop, 'catalog', 'save_product',
      idempotency_key, jsonb_build_array(product, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  me.answer := private.store_product(me.shop_id, me.staff_id, product, me.reason);
  return private.remember(me.shop_id, me.staff_id, me.command, me.key, me.request, me.answer);
end $$;
comment on function api.save_product(text, jsonb, text, text) is
  'Staff: a product whole (contracts/staff/catalog.ts SaveProduct): with id and the version that '
  'was read changed, else new. Dimensions and values with an id are those, whatever they are '
  'called; SKUs are matched by their values; those not named go off sale; initial_stock counts for '
  'new ones only. Raises PRODUCT_CHANGED, PRODUCT_NOT_FOUND, CATEGORY_NOT_FOUND, SKU_NOT_FOUND, '
  'FREIGHT_TEMPLATE_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.save_product(text, jsonb, text, text) to authenticated;
