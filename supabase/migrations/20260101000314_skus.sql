-- SKUs as a product's form has them: each is found by its combination of values.

create function private.save_sku(shop_id uuid, product_id uuid,
  staff_id uuid, reason text, sku jsonb, place int) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  at text := 'product.skus.' || place - 1;
  is_of record := private.combination_of(
    shop_id, product_id, coalesce(nullif(sku -> 'values', 'null'), '[]'), at);
  before catalog.skus;
  saved catalog.skus;
begin
  perform private.check_sku(sku, at);
  select * into before from catalog.skus k
   where k.shop_id = save_sku.shop_id and k.product_id = save_sku.product_id
     and k.combination = is_of.combination;
  if sku ->> 'id' is not null and (sku ->> 'id')::uuid is distinct from before.id then
    perform private.fail('SKU_NOT_FOUND', jsonb_build_object('id', sku ->> 'id'));
  end if;
  insert into catalog.skus as k (shop_id, product_id, combination, spec, code, barcode, price_fen,
      list_price_fen, cost_fen, weight_g, low_stock, image_url, position, status)
  values (save_sku.shop_id, save_sku.product_id, is_of.combination,
      is_of.spec, coalesce(sku ->> 'code', ''), coalesce(sku ->> 'barcode', ''),
      (sku ->> 'price_fen')::bigint, (sku ->> 'list_price_fen')::bigint,
      (sku ->> 'cost_fen')::bigint, coalesce((sku ->> 'weight_g')::int, 0),
      (sku ->> 'low_stock')::int, coalesce(sku ->> 'image_url', ''), place,
      case when coalesce((sku ->> 'on_sale')::boolean, true) then 'on_sale' else 'off_sale' end)
  on conflict on constraint skus_combination_once do update
     set spec = excluded.spec, code = excluded.code, barcode = excluded.barcode,
         price_fen = excluded.price_fen, list_price_fen = excluded.list_price_fen,
         cost_fen = excluded.cost_fen, weight_g = excluded.weight_g,
         low_stock = excluded.low_stock,
         image_url = excluded.image_url, position = excluded.position, status = excluded.status
  returning * into saved;
  perform private.record_prices(before, saved, staff_id, reason);
  if before.id is null then
    perform private.begin_sku(saved, coalesce((sku ->> 'initial_stock')::int, 0), reason);
  end if;
  return saved.id;
end $$;
comment on function private.save_sku(uuid, uuid, uuid, text, jsonb, int) is
  'A SKU by its combination of values. An id that names another SKU is SKU_NOT_FOUND. Raises '
  'INVALID_REQUEST with the field.';

create function private.check_sku(sku jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
declare
  field text;
begin
  foreach field in array '{price_fen,list_price_fen,cost_fen}'::text[] loop
    if (sku ->> field)::numeric not between 0 and 10000000000
       or sku ->> field is null and field = 'price_fen' then
      perform private.fail_field(at || '.' || field, '请填写 0 到 1 亿元之间的金额');
    end if;
  end loop;
  if (sku ->> 'initial_stock')::numeric not between 0 and 1000000 then
    perform private.fail_field(at || '.initial_stock', '库存为 0 到 100 万件');
  elsif (sku ->> 'weight_g')::numeric not between 0 and 10000000 then
    perform private.fail_field(at || '.weight_g', '重量为 0 到 1000 万克');
  elsif (sku ->> 'low_stock')::numeric not between 0 and 9999 then
    perform private.fail_field(at || '.low_stock', '库存提醒为 0 到 9999 件');
  elsif length(sku ->> 'code') > 40 or length(sku ->> 'barcode') > 40 then
    perform private.fail_field(at || '.code', '编码和条码最多 40 个字');
  elsif private.is_picture_url(sku ->> 'image_url') is false then
    perform private.fail_field(at || '.image_url', '图片地址不对，请重新上传');
  end if;
end $$;
comment on function private.check_sku(jsonb, text) is
  'The bounds of a SKU''s numbers and texts: prices in fen, weight in grams. Raises '
  'INVALID_REQUEST with the field.';

create function private.begin_sku(sku catalog.skus, quantity int, reason text)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  insert into catalog.sku_values (shop_id, product_id, sku_id, spec_id, value_id)
  select v.shop_id, v.product_id, sku.id, v.spec_id, v.id
    from catalog.spec_values v
   where v.shop_id = sku.shop_id
     and v.id = any (string_to_array(nullif(sku.combination, ''), ',')::uuid[]);
  insert into catalog.stock (shop_id, sku_id, bucket, available)
  select sku.shop_id, sku.id, b, 0 from generate_series(0, sku.stock_buckets - 1) b;
  perform private.add_stock(sku.shop_id, sku.id, quantity, 'receive', reason);
end $$;
comment on function private.begin_sku(catalog.skus, int, text) is
  'What a new SKU has besides its row: its values, its buckets, its first units.';

create function private.save_skus(shop_id uuid, product_id uuid,
  staff_id uuid, reason text, skus jsonb) returns uuid[]
language plpgsql volatile set search_path = '' as $$
declare
  saved uuid[] := '{}';
  one uuid;
begin
  for n in 1 .. jsonb_array_length(skus) loop
    one := private.save_sku(shop_id, product_id, staff_id, reason, skus -> n - 1, n);
    if one = any (saved) then
      perform private.fail_field(format('product.skus.%s.values', n - 1), '这个规格出现了两次');
    end if;
    saved := saved || one;
  end loop;
  update catalog.skus k set status = 'off_sale'
   where k.shop_id = save_skus.shop_id and k.product_id = save_skus.product_id
     and k.id <> all (saved) and k.status = 'on_sale';
  return saved;
end $$;
comment on function private.save_skus(uuid, uuid, uuid, text, jsonb) is
  'All SKUs of a product in their order; those not named go off sale. Answers their ids.';
