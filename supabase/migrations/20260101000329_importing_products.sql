-- Products from a file: each is found by its code, merged into the kept product, and saved as its
-- editor saves it. What a file leaves out stays as it is; the same file again changes nothing.

create function private.squeezed(words text) returns text
language sql immutable set search_path = '' as $$
  select regexp_replace(replace(words, '＞', '>'), '\s', '', 'g')
$$;
comment on function private.squeezed(text) is
  'A name for comparing: without blanks, and with ">" for the wide one, since people type both.';

create function private.category_named(shop_id uuid, path text, now_in uuid) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  found uuid[];
begin
  if path is null then
    return null;
  end if;
  select array_agg(c.id) into found from private.category_paths(shop_id) c
   where private.squeezed(c.path) = private.squeezed(category_named.path);
  if found is null then
    perform private.fail_field('product.category', format('没有“%s”这个分类', path));
  elsif now_in = any (found) then
    return now_in;
  elsif cardinality(found) > 1 then
    perform private.fail_field('product.category', format('有几个分类都叫“%s”', path));
  end if;
  return found[1];
end $$;
comment on function private.category_named(uuid, text, uuid) is
  'The category that a file names (private.category_paths). Where several have the name, the one '
  'that the product is in. Null: none. Raises INVALID_REQUEST with the field.';

create function private.freight_template_named(shop_id uuid, name text) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  found uuid := (select t.id from shop.freight_templates t
                  where t.shop_id = freight_template_named.shop_id
                    and t.name = freight_template_named.name);
begin
  if found is null and name is not null then
    perform private.fail_field('product.freight_template', format('没有“%s”这个运费模板', name));
  end if;
  return found;
end $$;
comment on function private.freight_template_named(uuid, text) is
  'The freight template that a file names. Null: the shop''s own freight. Raises INVALID_REQUEST '
  'with the field.';

create function private.fields_as_kept(given jsonb, nullable text[]) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(f.name, case
             when jsonb_typeof(f.value) = 'string'
               then coalesce(to_jsonb(nullif(btrim(f.value #>> '{}'), '')), 'null')
             else f.value end), '{}')
    from jsonb_each(given) f (name, value)
   where f.value <> 'null' or f.name = any (nullable)
$$;
comment on function private.fields_as_kept(jsonb, text[]) is
  'Fields in the form of private.product_form: texts without blanks around them, empty ones as '
  'null. A null for a field that cannot be null is left out.';

create function private.file_as_kept(given jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select private.fields_as_kept(given, '{subtitle,category,freight_template,purchase_limit}')
      || jsonb_build_object('skus', (
        select coalesce(jsonb_agg(private.fields_as_kept(
                 k.sku, '{code,barcode,list_price_fen,cost_fen}') order by k.n), '[]')
          from jsonb_array_elements(given -> 'skus') with ordinality k(sku, n)))
$$;
comment on function private.file_as_kept(jsonb) is
  'A product of a file in the form of private.product_form, so that the two can be compared.';

create function private.specs_of_file(kept jsonb, given jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  specs jsonb := kept -> 'specs';
begin
  if not kept ? 'id' then
    select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'values', '[]'::jsonb)
             order by s.n), '[]') into specs
      from jsonb_array_elements_text(given -> 'specs') with ordinality s(name, n);
  elsif given -> 'specs' <> jsonb_path_query_array(specs, '$[*].name') then
    perform private.fail_field('product.specs', format(
      '商品现有的规格项是“%s”，和表格里的不一样，请在商品编辑里改规格项',
      coalesce((select string_agg(s ->> 'name', '、') from jsonb_array_elements(specs) s), '无')));
  end if;
  return (
    select coalesce(jsonb_agg(s.spec || jsonb_build_object('values', s.spec -> 'values' || (
             select coalesce(jsonb_agg(jsonb_build_object('name', v.name) order by v.n), '[]')
               from (select k.sku -> 'values' ->> s.n::int - 1 as name, min(k.n) as n
                       from jsonb_array_elements(given -> 'skus') with ordinality k(sku, n)
                      group by 1) v
              where not s.spec -> 'values' @> jsonb_build_array(jsonb_build_object('name', v.name))
                and v.name is not null)) order by s.n), '[]')
      from jsonb_array_elements(specs) with ordinality s(spec, n));
end $$;
comment on function private.specs_of_file(jsonb, jsonb) is
  'The dimensions of a product with the values that a file adds. Only a new product gets its '
  'dimensions from a file; changing them would change every SKU. Raises INVALID_REQUEST with the '
  'field.';

create function private.values_of_file(kept jsonb, sku jsonb, at text) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  coded jsonb[] := array(select k -> 'values' from jsonb_array_elements(kept -> 'skus') k
                          where k ->> 'code' = sku ->> 'code');
begin
  if sku ? 'values' then
    if cardinality(coded) > 0 and not exists (
         select from jsonb_array_elements(kept -> 'skus') k
          where k -> 'values' = sku -> 'values') then
      perform private.fail_field(at || '.code', format('商家编码“%s”已经是“%s”的', sku ->> 'code',
        array_to_string(private.texts(coded[1]), ' / ')));
    end if;
    return sku -> 'values';
  elsif cardinality(coded) = 1 then
    return coded[1];
  elsif jsonb_array_length(kept -> 'skus') > 1 then
    perform private.fail_field(at || '.values', '这个商品有几个规格，请写明规格值');
  end if;
  return coalesce(kept -> 'skus' -> 0 -> 'values', '[]');
end $$;
comment on function private.values_of_file(jsonb, jsonb, text) is
  'The values of the SKU that a line of a file is about: found by its values, else by its code, '
  'else the only one. A known code under new values is refused, because it would make another SKU '
  'without stock. Raises INVALID_REQUEST with the field.';

create function private.product_of_file(shop_id uuid, kept jsonb, given jsonb,
  out form jsonb, out lines int[])
language plpgsql stable set search_path = '' as $$
declare
  found jsonb := coalesce(kept, '{"on_sale":false,"skus":[]}');   -- a new one begins as a draft
begin
  form := found || given - '{category,freight_template}'::text[]
      || jsonb_build_object('specs', private.specs_of_file(found, given));
  if given ? 'category' then
    form := form || jsonb_build_object('category_id', private.category_named(
      shop_id, given ->> 'category', private.uuid_of(found ->> 'category_id')));
  end if;
  if given ? 'freight_template' then
    form := form || jsonb_build_object('freight_template_id',
      private.freight_template_named(shop_id, given ->> 'freight_template'));
  end if;
  with line as (
    select k.n, k.sku || jsonb_build_object('values',
             private.values_of_file(found, k.sku, 'product.skus.' || k.n - 1)) as sku
      from jsonb_array_elements(given -> 'skus') with ordinality k(sku, n)
  ), was as (
    select k.n, k.sku from jsonb_array_elements(found -> 'skus') with ordinality k(sku, n)
  )
  select form || jsonb_build_object('skus', jsonb_agg(laid.sku order by is_new, laid.n, line)),
         array_agg(laid.line order by is_new, laid.n, line)
    into form, lines
    from (select false as is_new, was.n, line.n as line,
                 was.sku || coalesce(line.sku - case   -- what is no number is left to be refused
                   when jsonb_typeof(line.sku -> 'initial_stock') in ('number', 'null')
                   then 'initial_stock' else '' end, '{}') as sku
            from was left join line on line.sku -> 'values' = was.sku -> 'values'
           union all
          select true, line.n, line.n, line.sku from line
           where not exists (select from was where was.sku -> 'values' = line.sku -> 'values')
         ) laid;
end $$;
comment on function private.product_of_file(uuid, jsonb, jsonb) is
  'A product of a file merged into the kept one (private.product_form; null: new): the form for '
  'private.store_product, and for each of its SKUs the number of its line in the file. Raises '
  'INVALID_REQUEST with the field.';

create function private.problem_in_file(code text, detail text, lines int[]) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  told jsonb := case when detail like '{%' then detail::jsonb else '{}' end;
  place text[] := regexp_match(told ->> 'field', '^product\.(?:skus\.(\d+)\.?)?(.*)$');
begin
  return jsonb_build_object('code', code, 'field', nullif(place[2], ''),
    'line', case when lines is null then place[1]::int + 1 else lines[place[1]::int + 1] end,
    'message', told -> 'fields' -> 0 ->> 'message');
end $$;
comment on function private.problem_in_file(text, text, int[]) is
  'A refusal in terms of the file: the field, and the line of the product, counted from 1; null '
  'when the problem is not one of a line.';

create function private.import_product(me private.staff_command, given jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  kept jsonb := (select private.product_form(p) from catalog.products p
                  where p.shop_id = me.shop_id and p.code = given ->> 'code');
  outcome text := case when kept is null then 'created' else 'changed' end;
  form jsonb;
  lines int[];
  detail text;
  problem jsonb;
begin
  select f.form, f.lines into form, lines
    from private.product_of_file(me.shop_id, kept, private.file_as_kept(given)) f;
  if form = kept then
    outcome := 'unchanged';
  else
    perform private.store_product(me.shop_id, me.staff_id, form, me.reason);
  end if;
  return jsonb_build_object('code', given ->> 'code', 'outcome', outcome, 'problem', null);
exception when others then
  if sqlstate not like 'PT%' and sqlstate not like '22%' then
    raise;   -- not a refusal: the whole portion is undone and can be sent again
  end if;
  get stacked diagnostics detail = pg_exception_detail;
  problem := private.problem_in_file(
    case when sqlstate like 'PT%' then sqlerrm else 'INVALID_REQUEST' end, detail, lines);
  return jsonb_build_object('code', given ->> 'code', 'outcome', 'refused', 'problem', problem);
end $$;
comment on function private.import_product(private.staff_command, jsonb) is
  'One product of a file, whole or not at all: created, changed, unchanged, or refused with its '
  'problem. The caller holds the lock of its code.';

create function private.check_imported(products jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(jsonb_typeof(products), '') <> 'array'
     or jsonb_array_length(products) not between 1 and 50 then
    perform private.fail_field('products', '一次 1 到 50 个商品');
  end if;
  perform private.refuse_others(p,
      '{"code":"string","title":"string","subtitle":"string","category":"string",'
      '"freight_template":"string","on_sale":"boolean","distributable":"boolean",'
      '"purchase_limit":"number","position":"number","specs":"array","skus":"array"}',
      'products.' || n - 1)
    from jsonb_array_elements(products) with ordinality t(p, n);
  perform private.fail_field(format('products.%s.code', n - 1), '请填写商品编码')
    from jsonb_array_elements(products) with ordinality t(p, n)
   where coalesce(btrim(p ->> 'code'), '') = '' or p ->> 'code' <> btrim(p ->> 'code');
end $$;
comment on function private.check_imported(jsonb) is
  'Refuses a malformed portion of a file before any of its products is read. Raises '
  'INVALID_REQUEST.';

create function private.hold_what_is_named(shop_id uuid, products jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  here uuid := hold_what_is_named.shop_id;
  codes text[] := array(select p ->> 'code' from jsonb_array_elements(products) p);
  paths text[] := array(
    select private.squeezed(p ->> 'category') from jsonb_array_elements(products) p);
  names text[] := array(
    select btrim(p ->> 'freight_template') from jsonb_array_elements(products) p);
begin
  perform private.lock_product_codes(here, codes);
  perform from catalog.products p
    where p.shop_id = here and p.code = any (codes) order by p.id for update;
  perform from catalog.categories c
    where c.shop_id = here and (
      c.id in (select n.id from private.category_paths(here) n
                where private.squeezed(n.path) = any (paths))
      or c.id in (select p.category_id from catalog.products p
                   where p.shop_id = here and p.code = any (codes)))
    order by c.id for key share;
  perform from shop.freight_templates t
    where t.shop_id = here and (
      t.name = any (names)
      or t.id in (select p.freight_template_id from catalog.products p
                   where p.shop_id = here and p.code = any (codes)))
    order by t.id for key share;
end $$;
comment on function private.hold_what_is_named(uuid, jsonb) is
  'Lock the products of a portion, and the categories and templates that they name or point to, '
  'before the first one is saved. From then on this portion holds catalog.versions, and a deletion '
  'of a category waits for that while it holds the category: to wait for it then would deadlock.';

create function api.import_products(
  shop text, products jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me private.staff_command := private.begin_command(shop, 'catalog', 'import_products',
      idempotency_key, jsonb_build_array(products, reason), reason);
  one jsonb;
  items jsonb := '[]';
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.check_imported(products);
  perform private.hold_what_is_named(me.shop_id, products);
  for one in select p from jsonb_array_elements(products) p loop
    items := items || private.import_product(me, one);
  end loop;
  -- each product that changed has left its own row of the audit log
  me.answer := jsonb_build_object('items', items);
  return private.remember(me.shop_id, me.staff_id, me.command, me.key, me.request, me.answer);
end $$;
comment on function api.import_products(text, jsonb, text, text) is
  'Staff: up to 50 products of a file (contracts/staff/product_files.ts ImportedProduct), each by '
  'itself: {"items": [{"code", "outcome", "problem"}]}, outcome created, changed, unchanged or '
  'refused. A product is found by its code and what the file does not name stays as it is, SKUs '
  'too; initial_stock counts for new SKUs only. Raises INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.import_products(text, jsonb, text, text) to authenticated;
