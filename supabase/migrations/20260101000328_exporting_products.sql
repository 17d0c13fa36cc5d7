-- Products for a file: one line per SKU, categories and templates by name. An exported file can be
-- imported again (api.import_products).

create function private.category_paths(shop_id uuid) returns table (id uuid, path text)
language sql stable set search_path = '' as $$
  select c.id, concat_ws(' > ', parent.name, c.name)
    from catalog.categories c
    left join catalog.categories parent
      on parent.shop_id = c.shop_id and parent.id = c.parent_id
   where c.shop_id = category_paths.shop_id
$$;
comment on function private.category_paths(uuid) is
  'The categories of a shop with the names that files have for them: "parent > name".';

create function private.exported_product(p catalog.products) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'code', p.code, 'title', p.title, 'subtitle', nullif(p.subtitle, ''),
    'category', (select c.path from private.category_paths(p.shop_id) c where c.id = p.category_id),
    'freight_template', (select t.name from shop.freight_templates t
                          where t.shop_id = p.shop_id and t.id = p.freight_template_id),
    'status', p.status, 'distributable', p.distributable,
    'purchase_limit', p.purchase_limit, 'position', p.position,
    'specs', jsonb_path_query_array(private.specs_form(p.shop_id, p.id), '$[*].name'),
    'skus', (
      select coalesce(jsonb_agg(k.sku - '{id,image_url,low_stock}'::text[]
             || jsonb_build_object('stock', (
               select coalesce(sum(s.available), 0) from catalog.stock s
                where s.shop_id = p.shop_id and s.sku_id = (k.sku ->> 'id')::uuid))
               order by k.n), '[]')
        from jsonb_array_elements(private.skus_form(p.shop_id, p.id)) with ordinality k(sku, n)))
$$;
comment on function private.exported_product(catalog.products) is
  'A product with its SKUs as a file has it (contracts/staff/product_files.ts ExportedProduct), '
  'prices in fen, stock in pieces.';

create function api.export_products(
  shop text, status text default null, query text default null, category_id uuid default null,
  after text default null, page_size int default 100
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: the catalogue is closed to every client role
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of('-created_at', '{created_at}', after);
  page jsonb;
begin
  perform private.audit(me.shop_id, me.staff_id, 'export_products', null, null,
    jsonb_strip_nulls(jsonb_build_object(
      'status', status, 'query', query, 'category_id', category_id, 'after', after)));
  select private.sorted_page(jsonb_agg(private.exported_product(x) order by p.n),
      array_agg(private.mark('-created_at', p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_products(me.shop_id, status, category_id, private.like_pattern(query),
           sorted, private.page_limit(page_size)) with ordinality p(id, key, n)
    join catalog.products x on x.shop_id = me.shop_id and x.id = p.id;
  return page;
end $$;
comment on function api.export_products(text, text, text, uuid, text, int) is
  'Staff: the products of api.staff_list_products for a file, the newest first, page by page. Each '
  'page leaves a row in the audit log. Raises SHOP_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.export_products(text, text, text, uuid, text, int) to authenticated;
