-- Putting goods on sale, off sale and away: their state alone changes.

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
