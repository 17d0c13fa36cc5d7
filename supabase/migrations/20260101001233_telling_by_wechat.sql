-- Subscribe messages: decided in the transaction of the cause, one agreement each, sent by the
-- outbox.

insert into ops.work_kinds (kind, permission, actions) values
  ('message_refused', 'rules', '{dismiss}');

create function private.message(shop_id uuid, member_id uuid, kind text, about text,
  detail jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  template shop.message_templates;
begin
  select t.* into template from shop.message_templates t
   where t.shop_id = message.shop_id and t.kind = message.kind and t.is_on;
  if not found or exists (
      select from member.message_consents c
       where c.shop_id = message.shop_id and c.member_id = message.member_id
         and c.about = concat_ws(':', message.kind, message.about)) then
    return;
  end if;
  perform private.send_message(template, member_id, concat_ws(':', kind, about), detail);
end $$;
comment on function private.message(uuid, uuid, text, text, jsonb) is
  'Tell a member something by a subscribe message, once about the same thing, if the shop tells '
  'this kind and the member has an agreement left; else nothing happens, and nothing is said '
  'later. about names what happened; detail: private.message_said.';

create function private.send_message(template shop.message_templates, member_id uuid,
  about text, detail jsonb) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  consent uuid := private.take_consent(
    template.shop_id, member_id, template.template_id, template.kind, about);
  said jsonb;
begin
  if consent is null then
    return null;
  end if;
  said := private.message_said(template.shop_id, template.kind, detail);
  return private.enqueue(template.shop_id, 'message', consent, jsonb_build_object(
    'member_id', member_id, 'request', jsonb_build_object(
      'template_id', template.template_id, 'page', said ->> 'page',
      'data', private.message_data(template.fields, said))));
end $$;
comment on function private.send_message(shop.message_templates, uuid, text, jsonb) is
  'Spend an agreement on a message and write it down; its subject is the agreement, so messages '
  'wait for nothing else. Answers the row of the outbox; null without an agreement.';

create function private.follow_message(sent ops.outbox) returns void
language plpgsql volatile set search_path = '' as $$
declare
  state text := sent.answer ->> 'state';
  spent member.message_consents;
begin
  update member.message_consents c
     set outcome = case state when 'sent' then 'sent' else 'refused' end,
         told_at = case state when 'sent' then private.now() end
   where c.shop_id = sent.shop_id and c.id = sent.subject_id
  returning * into spent;
  if state = 'sent' then
    perform private.end_work(t.shop_id, 'message_refused', t.id) from shop.message_templates t
      where t.shop_id = sent.shop_id and t.template_id = sent.body #>> '{request,template_id}';
  elsif state = 'no_consent' and sent.tries = 1 then
    perform private.empty_consents(spent.shop_id, spent.member_id, spent.template_id);
  end if;
end $$;
comment on function private.follow_message(ops.outbox) is
  'WeChat has answered: sent, or no_consent (the member gave none, or took it back), or '
  'no_receiver. Without consent at the first try nothing that was counted here is worth anything; '
  'at a later one the earlier try may have been delivered.';

create function private.fail_message(tried ops.outbox) returns void
language plpgsql volatile set search_path = '' as $$
declare
  spent member.message_consents;
begin
  update ops.outbox o set status = 'dropped'
   where o.shop_id = tried.shop_id and o.id = tried.id;
  update member.message_consents c set outcome = 'failed', error = tried.last_error
   where c.shop_id = tried.shop_id and c.id = tried.subject_id
  returning * into spent;
  if not found then
    return;
  end if;
  insert into member.message_consents (shop_id, member_id, template_id, answer, asked_at)
  values (spent.shop_id, spent.member_id, spent.template_id, 'accept', spent.asked_at);
  perform private.add_work(tried.shop_id, 'message_refused', t.id,
      jsonb_build_object('title', k.title, 'message', tried.last_error))
    from shop.message_templates t join ops.message_kinds k on k.kind = t.kind
   where t.shop_id = tried.shop_id and t.template_id = spent.template_id;
end $$;
comment on function private.fail_message(ops.outbox) is
  'WeChat would not take a message. It is not sent later, when nobody waits for it any more; the '
  'agreement was not used and is given back, and one row of the work list says that messages of '
  'this kind fail, until one is sent again.';

create function private.apply_subscribe_push(shop_id uuid, message jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  told jsonb := coalesce(message -> 'List', message #> '{SubscribeMsgChangeEvent,List}');
begin
  if message ->> 'Event' is distinct from 'subscribe_msg_change_event' then
    return;
  end if;
  perform private.empty_consents(i.shop_id, i.member_id, t ->> 'TemplateId')
    from person.identities i
   cross join jsonb_array_elements(case jsonb_typeof(told)
       when 'array' then told when 'object' then jsonb_build_array(told) else '[]' end) t
   where i.shop_id = apply_subscribe_push.shop_id
     and i.openid = coalesce(message ->> 'FromUserName', message ->> 'OpenID')
     and t ->> 'SubscribeStatusString' = 'reject';
end $$;
comment on function private.apply_subscribe_push(uuid, jsonb) is
  'A member switched a template off in WeChat: agreements to it are void. One template comes as an '
  'object, several as an array.';
