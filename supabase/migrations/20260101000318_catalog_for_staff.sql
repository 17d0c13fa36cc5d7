-- Goods as staff set them: what is saved can be read, off sale too, and sent back changed.

create function private.specs_form(shop_id uuid, product_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'values', (
      select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) order by v.position)
        from catalog.spec_values v
       where v.shop_id = s.shop_id and v.spec_id = s.id and v.in_use)) order by s.position), '[]')
    from catalog.specs s
   where s.shop_id = specs_form.shop_id and s.product_id = specs_form.product_id and s.in_use
$$;
comment on function private.specs_form(uuid, uuid) is
  'The dimensions of a product in use with their values, as private.save_specs takes them.';

create function private.skus_form(shop_id uuid, product_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', k.id, 'code', nullif(k.code, ''), 'barcode', nullif(k.barcode, ''),
      'values', chosen.names, 'price_fen', k.price_fen, 'list_price_fen', k.list_price_fen,
      'cost_fen', k.cost_fen, 'weight_g', k.weight_g, 'low_stock', k.low_stock,
      'image_url', nullif(k.image_url, ''), 'on_sale', k.status = 'on_sale')
        order by k.position, k.id), '[]')
    from catalog.skus k
   cross join lateral (
     select count(*) as count, coalesce(jsonb_agg(v.name order by s.position), '[]') as names
       from catalog.sku_values x
       join catalog.specs s on s.shop_id = x.shop_id and s.id = x.spec_id and s.in_use
       join catalog.spec_values v on v.shop_id = x.shop_id and v.id = x.value_id and v.in_use
      where x.shop_id = k.shop_id and x.sku_id = k.id) chosen
   where k.shop_id = skus_form.shop_id and k.product_id = skus_form.product_id
     and chosen.count = (select count(*) from catalog.specs s
                          where s.shop_id = k.shop_id and s.product_id = k.product_id and s.in_use)
     and chosen.count = (select count(*) from catalog.sku_values x
                          where x.shop_id = k.shop_id and x.sku_id = k.id)
$$;
comment on function private.skus_form(uuid, uuid) is
  'The SKUs of a product that its dimensions in use make, those off sale too, as '
  'private.save_skus takes them.';

create function private.product_form(p catalog.products) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', p.id, 'version', p.version, 'code', p.code, 'category_id', p.category_id,
    'freight_template_id', p.freight_template_id,
    'title', p.title, 'subtitle', nullif(p.subtitle, ''),
    'images', to_jsonb(p.images), 'video', p.video,
    'parameters', p.parameters, 'rich_text', p.rich_text,
    'sale_from', p.sale_from, 'sale_until', p.sale_until,
    'purchase_limit', p.purchase_limit, 'position', p.position,
    'distributable', p.distributable, 'on_sale', p.status = 'on_sale',
    'specs', private.specs_form(p.shop_id, p.id), 'skus', private.skus_form(p.shop_id, p.id))
$$;
comment on function private.product_form(catalog.products) is
  'A product as api.save_product takes it, so that it can be changed and sent back.';

create function api.staff_get_product(shop text, product_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the catalogue is closed to every client role
declare
  me record := private.staff(shop, 'read');
  answer jsonb;
begin
  select private.staff_product_json(p) || jsonb_build_object('product', private.product_form(p))
    into answer
    from catalog.products p
   where p.shop_id = me.shop_id and p.id = staff_get_product.product_id;
  if answer is null then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  return answer;
end $$;
comment on function api.staff_get_product(text, uuid) is
  'Staff: a product on sale or not; product is it as api.save_product takes it. Raises '
  'PRODUCT_NOT_FOUND.';
grant execute on function api.staff_get_product(text, uuid) to authenticated;
