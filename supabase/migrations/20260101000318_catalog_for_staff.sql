-- The shelves as staff set them: what is saved can be read, hidden or off sale too.

create function api.staff_list_categories(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the catalogue is closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name,
        'image_url', nullif(c.image_url, ''), 'position', c.position,
             'is_visible', c.status = 'shown',
             'product_count', (select count(*) from catalog.products p
                 where p.shop_id = c.shop_id and p.category_id = c.id))
             order by c.position, c.id)
      from catalog.categories c where c.shop_id = me.shop_id), '[]'));
end $$;
comment on function api.staff_list_categories(text) is
  'Staff: every shelf, the hidden ones too, as api.save_category takes it.';
grant execute on function api.staff_list_categories(text) to authenticated;

create function api.staff_get_product(shop text, product_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the catalogue is closed to every client role
declare
  me record := private.staff(shop, 'read');
  answer jsonb;
begin
  select private.staff_product_json(p) || jsonb_build_object('product', jsonb_build_object(
           'id', p.id, 'category_id', p.category_id,
           'title', p.title, 'subtitle', nullif(p.subtitle, ''),
           'images', to_jsonb(p.images), 'description', nullif(p.description, ''),
           'detail_images', to_jsonb(p.detail_images), 'purchase_limit', p.purchase_limit,
           'position', p.position, 'distributable', p.distributable,
           'on_sale', p.status = 'on_sale',
           'specs', v.detail -> 'specs', 'skus', v.skus))
    into answer
    from catalog.products p
    join catalog.shown_products v on v.shop_id = p.shop_id and v.product_id = p.id
   where p.shop_id = me.shop_id and p.id = staff_get_product.product_id;
  if answer is null then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  return answer;
end $$;
comment on function api.staff_get_product(text, uuid) is
  'Staff: a product on sale or not; product is it as api.save_product takes it, so that it can be '
  'changed and sent back. Raises PRODUCT_NOT_FOUND.';
grant execute on function api.staff_get_product(text, uuid) to authenticated;
