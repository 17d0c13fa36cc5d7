-- Staff write, announce, order and take back materials.

create function private.staff_material_json(m referral.materials) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return to_jsonb(m) - 'shop_id' - 'updated_by' - 'position'
    || jsonb_build_object(
      'campaign', nullif(m.campaign, ''), 'is_shown', private.is_material_shown(m),
      'product', (select jsonb_build_object('id', p.id, 'title', p.title,
                      'image_url', p.images[1],
                      'on_sale', private.is_shown(p.status, p.sale_until))
                    from catalog.products p
                   where p.shop_id = m.shop_id and p.id = m.product_id),
      'by', (select t.name from shop.staff t where t.shop_id = m.shop_id and t.id = m.updated_by),
      'figures', private.use_figures(m.shop_id, m.id));
end $$;
comment on function private.staff_material_json(referral.materials) is
  'A material as staff see it, with what it brought (contracts/staff/materials.ts StaffMaterial).';

create function private.check_material(material jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(material,
      '{"id":"string","version":"number","title":"string","text":"string","pictures":"array",'
      '"video":"object","product_id":"string","campaign":"string","status":"string",'
      '"shown_from":"string","shown_until":"string","tell_again":"boolean"}', 'material');
  if length(btrim(material ->> 'title')) between 1 and 40 is not true then
    perform private.fail_field('material.title', '标题为 1 到 40 个字');
  elsif length(btrim(material ->> 'text')) > 500 then
    perform private.fail_field('material.text', '文案最多 500 个字');
  elsif length(btrim(material ->> 'campaign')) > 40 then
    perform private.fail_field('material.campaign', '活动名称最多 40 个字');
  elsif coalesce(jsonb_typeof(material -> 'pictures'), '') <> 'array'
     or jsonb_array_length(material -> 'pictures') > 9 then
    perform private.fail_field('material.pictures', '图片最多 9 张');
  elsif exists (select from jsonb_array_elements(material -> 'pictures') p
                 where private.is_picture_url(p #>> '{}') is not true) then
    perform private.fail_field('material.pictures', '图片地址不对，请重新上传');
  elsif private.is_video(nullif(material -> 'video', 'null')) is false then
    perform private.fail_field('material.video', '视频地址不对，请重新上传');
  elsif material -> 'pictures' <> '[]' and jsonb_typeof(material -> 'video') = 'object' then
    perform private.fail_field('material.video', '图片和视频只能放一种');
  elsif coalesce(btrim(material ->> 'text'), '') = '' and material -> 'pictures' = '[]'
     and jsonb_typeof(material -> 'video') is distinct from 'object' then
    perform private.fail_field('material.text', '文案、图片、视频至少要有一样');
  elsif coalesce(material ->> 'status', '') not in ('draft', 'on', 'off') then
    perform private.fail_field('material.status', '没有这种状态');
  elsif (material ->> 'shown_from')::timestamptz >= (material ->> 'shown_until')::timestamptz then
    perform private.fail_field('material.shown_until', '结束时间要晚于开始时间');
  end if;
end $$;
comment on function private.check_material(jsonb) is
  'What can be said of a material''s form without looking at what is kept. Raises INVALID_REQUEST '
  'with the field.';

create function private.lock_material(shop_id uuid, staff_id uuid, material jsonb)
  returns referral.materials
language plpgsql volatile set search_path = '' as $$
declare
  m referral.materials;
begin
  perform from shop.settings s where s.shop_id = lock_material.shop_id for no key update;
  select x.* into m from referral.materials x
   where x.shop_id = lock_material.shop_id and x.id = (material ->> 'id')::uuid;
  if material ->> 'id' is null then
    m.shop_id := lock_material.shop_id;
    m.id := private.new_id();
    m.edition := 0;
    m.version := 0;
    m.position := (select coalesce(max(x.position), 0) + 1 from referral.materials x
                    where x.shop_id = lock_material.shop_id);
  elsif m.id is null then
    perform private.fail('MATERIAL_NOT_FOUND');
  elsif (material ->> 'version')::int is distinct from m.version then
    perform private.fail('MATERIAL_CHANGED',
        jsonb_build_object('material', private.staff_material_json(m)));
  end if;
  if (material ->> 'product_id')::uuid is distinct from m.product_id then
    m.product_id := (material ->> 'product_id')::uuid;
    perform from catalog.products p where p.shop_id = m.shop_id and p.id = m.product_id;
    if m.product_id is not null and not found then
      perform private.fail('PRODUCT_NOT_FOUND');
    end if;
  end if;
  return m;
end $$;
comment on function private.lock_material(uuid, uuid, jsonb) is
  'The material that a form changes, if its version is still the one the form was made from, or '
  'a new one in front of all; one save a shop at a time. Raises MATERIAL_CHANGED with the material '
  'as it stands, MATERIAL_NOT_FOUND, PRODUCT_NOT_FOUND.';

create function private.write_material(m referral.materials, staff_id uuid, material jsonb)
  returns referral.materials
language plpgsql volatile set search_path = '' as $$
begin
  m.title := btrim(material ->> 'title');
  m.text := coalesce(btrim(material ->> 'text'), '');
  m.pictures := array(select jsonb_array_elements_text(material -> 'pictures'));
  m.video := nullif(material -> 'video', 'null');
  m.campaign := coalesce(btrim(material ->> 'campaign'), '');
  m.status := material ->> 'status';
  m.shown_from := (material ->> 'shown_from')::timestamptz;
  m.shown_until := (material ->> 'shown_until')::timestamptz;
  if m.status = 'on' and (m.edition = 0 or coalesce((material ->> 'tell_again')::boolean, false))
  then
    m.edition := m.edition + 1;
    m.out_at := private.now();
  end if;
  m.version := m.version + 1;
  m.updated_by := staff_id;
  m.updated_at := private.now();
  insert into referral.materials select m.*
  on conflict on constraint materials_pkey do update
     set (title, text, pictures, video, product_id, campaign, status, shown_from, shown_until,
          edition, out_at, version, updated_by, updated_at)
       = (m.title, m.text, m.pictures, m.video, m.product_id, m.campaign, m.status, m.shown_from,
          m.shown_until, m.edition, m.out_at, m.version, m.updated_by, m.updated_at);
  return m;
end $$;
comment on function private.write_material(referral.materials, uuid, jsonb) is
  'Write what a form says. It is announced (a new edition) when it is on for the first time, or on '
  'and to be told again.';

create function api.save_material(shop text, material jsonb, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes materials
declare
  begun private.staff_command := private.begin_command(shop, 'distributor', 'save_material',
      idempotency_key, jsonb_build_array(material, reason), reason);
  m referral.materials;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  perform private.check_material(material);
  m := private.lock_material(begun.shop_id, begun.staff_id, material);
  m := private.write_material(m, begun.staff_id, material);
  return private.end_command(begun, m.id, private.staff_material_json(m), material);
exception when data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"material"}');
end $$;
comment on function api.save_material(text, jsonb, text, text) is
  'Staff who look after distributors: a material whole (contracts/staff/materials.ts '
  'SaveMaterial): with id and the version that was read changed, else new and in front. tell_again '
  'makes it new to everybody once more. Answers it. Raises MATERIAL_CHANGED, MATERIAL_NOT_FOUND, '
  'PRODUCT_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.save_material(text, jsonb, text, text) to authenticated;
