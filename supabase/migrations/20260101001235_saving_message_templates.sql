-- Staff set the template of a kind of message, and try it.

create function api.save_message_template(shop text, kind text, template jsonb, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's rules
declare
  me private.staff_command := private.begin_command(shop, 'rules', 'save_message_template',
      idempotency_key, jsonb_build_array(kind, template, reason), reason);
  known ops.message_kinds;
  before shop.message_templates;
  saved shop.message_templates;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  select k.* into known from ops.message_kinds k where k.kind = save_message_template.kind;
  if not found then
    perform private.fail('INVALID_REQUEST', '{"field":"kind"}');
  end if;
  perform private.check_message_template(known, template);
  select t.* into before from shop.message_templates t
   where t.shop_id = me.shop_id and t.kind = known.kind for update;
  insert into shop.message_templates as t (
    shop_id, kind, template_id, fields, is_on, updated_by)
  values (me.shop_id, known.kind, template ->> 'template_id', template -> 'fields',
      (template ->> 'is_on')::boolean, me.staff_id)
  on conflict on constraint message_templates_pkey do update
     set template_id = excluded.template_id, fields = excluded.fields, is_on = excluded.is_on,
         updated_by = excluded.updated_by, updated_at = private.now()
  returning * into saved;
  return private.end_command(me, saved.id, private.message_setting_json(me.shop_id, known),
    private.changed_fields(to_jsonb(before) - 'updated_at' - 'updated_by',
      to_jsonb(saved) - 'updated_at' - 'updated_by') || jsonb_build_object('kind', known.kind));
exception when unique_violation then
  perform private.fail_field('template.template_id', '这个模板已经用于另一种消息');
end $$;
comment on function api.save_message_template(text, text, jsonb, text, text) is
  'Staff who may set rules: by which template of WeChat the shop tells a kind '
  '(contracts/staff/messages.ts MessageTemplate), and whether it does. Agreements to an earlier '
  'template do not count for another. Answers the setting. Raises INVALID_REQUEST with the field, '
  'FORBIDDEN, IDEMPOTENCY_CONFLICT.';
grant execute on function api.save_message_template(text, text, jsonb, text, text)
  to authenticated;

create function private.sample_said(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_object_agg(v.value, case v.value when 'shop' then s.name else v.sample end)
    from private.message_value_kinds() v
    join shop.shops s on s.id = sample_said.shop_id
   group by s.id
$$;
comment on function private.sample_said(uuid) is
  'What a try says: made-up values and the shop''s own name.';

create function api.try_message(shop text, kind text, member_id uuid, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the outbox
declare
  me private.staff_command := private.begin_command(shop, 'rules', 'try_message',
      idempotency_key, jsonb_build_array(kind, member_id, reason), reason);
  template shop.message_templates;
  consent uuid;
  said jsonb;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  select t.* into template from shop.message_templates t
   where t.shop_id = me.shop_id and t.kind = try_message.kind;
  if not found then
    perform private.fail('INVALID_REQUEST', '{"field":"kind"}');
  end if;
  consent := private.take_consent(me.shop_id, member_id, template.template_id, template.kind,
      'try:' || me.key || ':' || template.kind);
  if consent is null then
    perform private.fail('MESSAGE_WITHOUT_CONSENT');
  end if;
  said := private.sample_said(me.shop_id);
  perform private.enqueue(me.shop_id, 'message', consent, jsonb_build_object(
    'member_id', member_id, 'request', jsonb_build_object('template_id', template.template_id,
      'page', 'pages/home/home', 'data', private.message_data(template.fields, said))));
  return private.end_command(me, member_id, '{"ok":true}', jsonb_build_object('kind', kind));
end $$;
comment on function api.try_message(text, text, uuid, text, text) is
  'Staff who may set rules: send a member, who has agreed and thereby spends that agreement, a '
  'message of this kind with made-up contents. It is sent within seconds; the setting tells how '
  'that ended. Raises MESSAGE_WITHOUT_CONSENT, INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.try_message(text, text, uuid, text, text) to authenticated;
