-- Freight templates as staff set them: saved whole on top of the version that was read, deleted
-- when nothing points to them.

create function private.freight_rates_json(t shop.freight_templates) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(r) - 'shop_id' - 'template_id' - 'no'
      || jsonb_build_object('regions', (
        select coalesce(jsonb_agg(
            jsonb_build_object('province', x.province, 'city', nullif(x.city, ''))
            order by x.province, x.city), '[]')
          from shop.freight_regions x
         where x.shop_id = r.shop_id and x.template_id = r.template_id
           and x.rate_no = r.no and x.province <> '')) order by r.no), '[]')
    from shop.freight_rates r where r.shop_id = t.shop_id and r.template_id = t.id
$$;
comment on function private.freight_rates_json(shop.freight_templates) is
  'The rates of a template as api.save_freight_template takes them; the one without regions is '
  'that of everywhere else.';

create function private.freight_template_json(t shop.freight_templates) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', t.id, 'version', t.version, 'name', t.name, 'unit', t.unit,
    'is_default', s.freight_template_id is not distinct from t.id,
    'rates', private.freight_rates_json(t),
    'product_count', (select count(*) from catalog.products p
                       where p.shop_id = t.shop_id and p.freight_template_id = t.id),
    'updated_at', t.updated_at,
    'by', (select f.name from shop.staff f where f.shop_id = t.shop_id and f.id = t.updated_by))
    from shop.settings s where s.shop_id = t.shop_id
$$;
comment on function private.freight_template_json(shop.freight_templates) is
  'A template with how many products point to it (contracts/staff/freight.ts FreightTemplate), '
  'fees in fen.';

create function private.check_freight_rates(rates jsonb) returns void
language plpgsql immutable set search_path = '' as $$
declare
  twice text;
begin
  perform private.refuse_others(r,
      '{"regions":"array","is_served":"boolean","first_units":"number","first_fen":"number",'
      '"further_units":"number","further_fen":"number","free_from_fen":"number",'
      '"free_from_pieces":"number"}', 'template.rates.' || n - 1)
    from jsonb_array_elements(rates) with ordinality t(r, n);
  perform private.refuse_others(
      x, '{"province":"string","city":"string"}', 'template.rates.' || n - 1 || '.regions')
    from jsonb_array_elements(rates) with ordinality t(r, n),
         jsonb_array_elements(r -> 'regions') x;
  if (select count(*) from jsonb_array_elements(rates) r where r -> 'regions' = '[]') <> 1 then
    perform private.fail_field('template.rates', '要有且只有一条“其他地区”的运费');
  elsif exists (
      select from jsonb_array_elements(rates) r, jsonb_array_elements(r -> 'regions') x
       where length(x ->> 'province') between 1 and 40 is not true) then
    perform private.fail_field('template.rates', '地区要有省份的名称');
  elsif not exists (
      select from jsonb_array_elements(rates) r where (r ->> 'is_served')::boolean) then
    perform private.fail_field('template.rates', '至少要配送一个地区');
  end if;
  select concat(x ->> 'province', coalesce(x ->> 'city', '')) into twice
    from jsonb_array_elements(rates) r, jsonb_array_elements(r -> 'regions') x
   group by x ->> 'province', coalesce(x ->> 'city', '') having count(*) > 1 limit 1;
  if twice is not null then
    perform private.fail_field('template.rates', format('%s 出现在两条运费里', twice));
  end if;
end $$;
comment on function private.check_freight_rates(jsonb) is
  'Rates of a template: each region in one of them, one for everywhere else, and one at least that '
  'sends. Raises INVALID_REQUEST with the field.';

create function private.check_freight_form(template jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(template,
      '{"id":"string","version":"number","name":"string","unit":"string","is_default":"boolean",'
      '"rates":"array"}', 'template');
  if length(btrim(template ->> 'name')) between 1 and 20 is not true then
    perform private.fail_field('template.name', '模板名称为 1 到 20 个字');
  elsif coalesce(template ->> 'unit', '') not in ('piece', 'weight') then
    perform private.fail_field('template.unit', '计费方式是按件或按重量');
  elsif coalesce(jsonb_typeof(template -> 'rates'), '') <> 'array'
     or jsonb_array_length(template -> 'rates') not between 1 and 50 then
    perform private.fail_field('template.rates', '一个模板有 1 到 50 条运费');
  end if;
  perform private.check_freight_rates(template -> 'rates');
end $$;
comment on function private.check_freight_form(jsonb) is
  'What can be said of a template''s form without looking at what is kept. Raises INVALID_REQUEST '
  'with the field.';

create function private.lock_freight_template(shop_id uuid, template jsonb)
  returns shop.freight_templates
language plpgsql volatile set search_path = '' as $$
declare
  locked shop.freight_templates;
begin
  select * into locked from shop.freight_templates t
   where t.shop_id = lock_freight_template.shop_id
     and t.id = (template ->> 'id')::uuid for no key update;
  if locked.id is null then
    perform private.fail('FREIGHT_TEMPLATE_NOT_FOUND');
  elsif (template ->> 'version')::int is distinct from locked.version then
    perform private.fail('FREIGHT_TEMPLATE_CHANGED', jsonb_build_object(
        'template', private.freight_template_json(locked)));
  end if;
  return locked;
end $$;
comment on function private.lock_freight_template(uuid, jsonb) is
  'The template named by a form, locked, if its version is still the one the form was made from; '
  'of two saves at once the second is refused. Raises FREIGHT_TEMPLATE_CHANGED with the template '
  'as it stands, FREIGHT_TEMPLATE_NOT_FOUND.';

create function private.write_freight_rates(shop_id uuid, template_id uuid, rates jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  delete from shop.freight_regions x where x.shop_id = write_freight_rates.shop_id
     and x.template_id = write_freight_rates.template_id;
  delete from shop.freight_rates r where r.shop_id = write_freight_rates.shop_id
     and r.template_id = write_freight_rates.template_id;
  insert into shop.freight_rates (shop_id, template_id, no, is_served, first_units, first_fen,
      further_units, further_fen, free_from_fen, free_from_pieces)
  select write_freight_rates.shop_id, write_freight_rates.template_id, g.n, r.is_served,
         r.first_units, r.first_fen, r.further_units, r.further_fen,
         r.free_from_fen, r.free_from_pieces
    from jsonb_array_elements(rates) with ordinality g(rate, n)
   cross join jsonb_populate_record(null::shop.freight_rates, g.rate - 'regions') r;
  insert into shop.freight_regions (shop_id, template_id, province, city, rate_no)
  select write_freight_rates.shop_id, write_freight_rates.template_id,
         coalesce(x ->> 'province', ''), coalesce(x ->> 'city', ''), g.n
    from jsonb_array_elements(rates) with ordinality g(rate, n)
    left join lateral jsonb_array_elements(g.rate -> 'regions') x on true;
end $$;
comment on function private.write_freight_rates(uuid, uuid, jsonb) is
  'Put the rates of a template in the place of those it had.';

create function private.write_freight_template(shop_id uuid, staff_id uuid, template jsonb)
  returns shop.freight_templates
language plpgsql volatile set search_path = '' as $$
declare
  saved shop.freight_templates;
  is_default boolean := coalesce((template ->> 'is_default')::boolean, false);
begin
  perform from shop.settings s where s.shop_id = write_freight_template.shop_id
    for no key update;   -- one save a shop at a time: a save may touch two templates
  if template ->> 'id' is not null then
    saved := private.lock_freight_template(shop_id, template);
  elsif (select count(*) from shop.freight_templates t
          where t.shop_id = write_freight_template.shop_id) >= 100 then
    perform private.fail_field('template', '运费模板最多 100 个');
  else
    insert into shop.freight_templates (shop_id, name, unit, version)
    values (write_freight_template.shop_id, btrim(template ->> 'name'), template ->> 'unit', 0)
    returning * into saved;
  end if;
  perform private.write_freight_rates(shop_id, saved.id, template -> 'rates');
  -- a form that still shows the former default as such is refused
  update shop.freight_templates t set version = t.version + 1
    from shop.settings s
   where is_default and s.shop_id = saved.shop_id and t.shop_id = s.shop_id
     and t.id = s.freight_template_id and t.id <> saved.id;
  update shop.settings s set freight_template_id = case when is_default then saved.id end
   where s.shop_id = saved.shop_id
     and is_default is distinct from coalesce(s.freight_template_id = saved.id, false);
  update shop.freight_templates t
     set name = btrim(template ->> 'name'), unit = template ->> 'unit', version = t.version + 1,
         updated_by = write_freight_template.staff_id, updated_at = private.now()
   where t.shop_id = saved.shop_id and t.id = saved.id
  returning * into saved;
  return saved;
end $$;
comment on function private.write_freight_template(uuid, uuid, jsonb) is
  'A template with its rates, and whether it is the shop''s own. Raises FREIGHT_TEMPLATE_CHANGED, '
  'FREIGHT_TEMPLATE_NOT_FOUND, INVALID_REQUEST when the shop has 100.';

create function api.save_freight_template(
  shop text, template jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's rules
declare
  me record := private.staff(shop, 'rules');
  request jsonb := jsonb_build_array(template, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'save_freight_template', idempotency_key, request);
  saved shop.freight_templates;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.check_freight_form(template);
  saved := private.write_freight_template(me.shop_id, me.staff_id, template);
  perform private.audit(
    me.shop_id, me.staff_id, 'save_freight_template', saved.id, reason, template);
  return private.remember(me.shop_id, me.staff_id, 'save_freight_template', idempotency_key,
      request, private.freight_template_json(saved));
exception when unique_violation then
  perform private.fail_field('template.name', '已有同名的运费模板');
when check_violation or not_null_violation or data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"template.rates"}');
end $$;
comment on function api.save_freight_template(text, jsonb, text, text) is
  'Staff who may set rules: a freight template whole (contracts/staff/freight.ts '
  'SaveFreightTemplate): with id and the version that was read changed, else new. is_default makes '
  'it the shop''s own, for products without one; without any the shop''s flat freight counts. '
  'Placed orders keep their freight. Answers the template. Raises FREIGHT_TEMPLATE_CHANGED, '
  'FREIGHT_TEMPLATE_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.save_freight_template(text, jsonb, text, text) to authenticated;

create function api.delete_freight_template(
  shop text, template_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's rules
declare
  me record := private.staff(shop, 'rules');
  request jsonb := jsonb_build_array(template_id, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'delete_freight_template', idempotency_key, request);
  gone shop.freight_templates;
  kept jsonb;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  select * into gone from shop.freight_templates t
   where t.shop_id = me.shop_id and t.id = delete_freight_template.template_id for update;
  if gone.id is null then
    perform private.fail('FREIGHT_TEMPLATE_NOT_FOUND');
  end if;
  kept := private.freight_template_json(gone);   -- after the lock: counts every product
  if (kept ->> 'is_default')::boolean or (kept ->> 'product_count')::int > 0 then
    perform private.fail('FREIGHT_TEMPLATE_IN_USE', jsonb_build_object(
        'products', kept -> 'product_count', 'is_default', kept -> 'is_default'));
  end if;
  perform private.write_freight_rates(me.shop_id, gone.id, '[]');
  delete from shop.freight_templates t where t.shop_id = me.shop_id and t.id = gone.id;
  perform private.audit(
    me.shop_id, me.staff_id, 'delete_freight_template', gone.id, reason, kept);
  return private.remember(
    me.shop_id, me.staff_id, 'delete_freight_template', idempotency_key, request, '{"ok":true}');
end $$;
comment on function api.delete_freight_template(text, uuid, text, text) is
  'Staff who may set rules: delete a template that is not in use. Raises FREIGHT_TEMPLATE_IN_USE '
  'with the number of its products (archived ones too) and whether it is the shop''s own; '
  'FREIGHT_TEMPLATE_NOT_FOUND.';
grant execute on function api.delete_freight_template(text, uuid, text, text) to authenticated;

create function api.list_freight_templates(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the shop's rules are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(private.freight_template_json(t) order by t.name), '[]')
      from shop.freight_templates t where t.shop_id = me.shop_id));
end $$;
comment on function api.list_freight_templates(text) is
  'Staff: the freight templates of the shop with their rates (contracts/staff/freight.ts '
  'FreightTemplates).';
grant execute on function api.list_freight_templates(text) to authenticated;
