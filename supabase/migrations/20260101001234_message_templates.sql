-- The templates of subscribe messages as staff set them, how messages fare, and a try.

create function private.message_field_kind(field text) returns text
language sql immutable set search_path = '' as $$
  select substring(field from
    '^(thing|amount|time|date|character_string|number|phrase)[1-9][0-9]?$')
$$;
comment on function private.message_field_kind(text) is
  'The kind of one of WeChat''s keywords, thing of thing1; null for none that we fill.';

create function private.message_fare(shop_id uuid, kind text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'sent', count(*) filter (where c.outcome = 'sent'),
    'refused', count(*) filter (where c.outcome = 'refused'),
    'failed', count(*) filter (where c.outcome = 'failed'),
    'waiting', count(*) filter (where c.outcome = 'waiting'),
    'last', (select jsonb_build_object('at', x.ended_at, 'outcome', x.outcome, 'error', x.error)
               from member.message_consents x
              where x.shop_id = message_fare.shop_id and x.kind = message_fare.kind
              order by x.ended_at desc, x.id desc limit 1))
    from member.message_consents c
   where c.shop_id = message_fare.shop_id and c.kind = message_fare.kind
     and c.ended_at > private.now() - interval '30 days'
$$;
comment on function private.message_fare(uuid, text) is
  'What became of a kind''s messages of the last 30 days, and of the last one.';

create function private.message_readers(shop_id uuid, template_id text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('member_id', r.member_id,
      'label', private.label(message_readers.shop_id, r.member_id)) order by r.latest desc), '[]')
    from (select x.member_id, max(x.id::text) as latest
            from (select c.member_id, c.id from member.message_consents c
                   where c.shop_id = message_readers.shop_id
                     and c.template_id = message_readers.template_id
                     and c.answer = 'accept' and c.ended_at is null
                   order by c.id desc limit 50) x
           group by x.member_id order by latest desc limit 10) r
$$;
comment on function private.message_readers(uuid, text) is
  'The last ten members who agreed to a template and have not had the message: whom a try can go '
  'to.';

create function private.message_setting_json(shop_id uuid, known ops.message_kinds) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('kind', known.kind, 'title', known.title,
      'values', (select jsonb_agg(jsonb_build_object('value', v.value, 'title', v.title,
          'field_kinds', v.kinds) order by array_position(known.says, v.value))
        from private.message_value_kinds() v where v.value = any (known.says)),
      'template_id', t.template_id, 'fields', coalesce(t.fields, '[]'),
      'is_on', coalesce(t.is_on, false), 'updated_at', t.updated_at,
      'by', (select f.name from shop.staff f where f.shop_id = t.shop_id and f.id = t.updated_by),
      'fare', private.message_fare(message_setting_json.shop_id, known.kind),
      'readers', private.message_readers(t.shop_id, t.template_id))
    from (select 1) one
    left join shop.message_templates t
      on t.shop_id = message_setting_json.shop_id and t.kind = known.kind
$$;
comment on function private.message_setting_json(uuid, ops.message_kinds) is
  'How a shop tells a kind (contracts/staff/messages.ts MessageSetting).';

create function api.list_message_settings(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the shop's rules are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('items', (
    select jsonb_agg(private.message_setting_json(me.shop_id, k) order by k.place)
      from ops.message_kinds k));
end $$;
comment on function api.list_message_settings(text) is
  'Staff: by which templates the shop tells its members what, and how that fared '
  '(contracts/staff/messages.ts MessageSettings). Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_message_settings(text) to authenticated;

create function private.check_message_template(known ops.message_kinds, template jsonb)
  returns void
language plpgsql immutable set search_path = '' as $$
declare
  bad text;
begin
  perform private.refuse_others(template,
      '{"template_id":"string","fields":"array","is_on":"boolean"}', 'template');
  if coalesce(template ->> 'template_id' !~ '^[0-9A-Za-z_-]{20,64}$', true) then
    perform private.fail_field('template.template_id', '模板 ID 是 20 到 64 位字母、数字、_ 或 -');
  elsif coalesce(jsonb_typeof(template -> 'fields') <> 'array', true)
     or jsonb_array_length(template -> 'fields') not between 1 and 7 then
    perform private.fail_field('template.fields', '一个模板有 1 到 7 个关键词');
  elsif template ->> 'is_on' is null then
    perform private.fail('INVALID_REQUEST', '{"field":"template.is_on"}');
  end if;
  perform private.refuse_others(f, '{"field":"string","value":"string"}', 'template.fields')
    from jsonb_array_elements(template -> 'fields') f;
  select coalesce(f ->> 'field', '') into bad
    from jsonb_array_elements(template -> 'fields') f
    left join private.message_value_kinds() v
      on v.value = f ->> 'value' and v.value = any (known.says)
   where private.message_field_kind(f ->> 'field') = any (v.kinds) is not true limit 1;
  if bad is not null then
    perform private.fail_field('template.fields', format('关键词 %s 不能填这项内容', bad));
  elsif (select count(*) <> count(distinct f ->> 'field')
           from jsonb_array_elements(template -> 'fields') f) then
    perform private.fail_field('template.fields', '同一个关键词只能填一次');
  end if;
end $$;
comment on function private.check_message_template(ops.message_kinds, jsonb) is
  'Is this {"template_id", "fields": [{"field": "thing1", "value": "goods"}], "is_on"}, each '
  'keyword once and showing something that the kind says and the keyword takes? Raises '
  'INVALID_REQUEST with the field.';
