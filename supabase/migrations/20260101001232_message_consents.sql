-- Agreements: kept as the phone reports them, spent once each, emptied when WeChat says that there
-- is none.

create function private.take_consent(shop_id uuid, member_id uuid, template_id text,
  kind text, about text) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  taken uuid;
begin
  select c.id into taken from member.message_consents c
   where c.shop_id = take_consent.shop_id and c.member_id = take_consent.member_id
     and c.template_id = take_consent.template_id
     and c.answer = 'accept' and c.ended_at is null
   order by c.id limit 1 for update skip locked;
  if found then
    update member.message_consents c
       set ended_at = private.now(), kind = take_consent.kind, about = take_consent.about,
           outcome = 'waiting'
     where c.shop_id = take_consent.shop_id and c.id = taken;
  end if;
  return taken;
end $$;
comment on function private.take_consent(uuid, uuid, text, text, text) is
  'Spend the oldest agreement that is left on the message about this; null when none is left. Of '
  'many who take at once each gets another one or none; nobody waits.';

create function private.empty_consents(shop_id uuid, member_id uuid, template_id text)
  returns void
language sql volatile set search_path = '' as $$
  update member.message_consents c set ended_at = private.now()
   where c.shop_id = empty_consents.shop_id and c.member_id = empty_consents.member_id
     and c.template_id = empty_consents.template_id
     and c.answer = 'accept' and c.ended_at is null
$$;
comment on function private.empty_consents(uuid, uuid, text) is
  'WeChat knows of no agreement: what was counted here is worth nothing.';

create function private.consents_left(shop_id uuid, member_id uuid, template_id text)
  returns bigint
language sql stable set search_path = '' as $$
  select count(*) from member.message_consents c
   where c.shop_id = consents_left.shop_id and c.member_id = consents_left.member_id
     and c.template_id = consents_left.template_id
     and c.answer = 'accept' and c.ended_at is null
$$;
comment on function private.consents_left(uuid, uuid, text) is
  'How many messages by this template a member has agreed to and not had.';

create function api.get_message_offers() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: templates and agreements are closed to every client role
declare
  me record := private.member();
begin
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'title', k.title,
        'template_id', t.template_id, 'moments', k.moments,
        'left', private.consents_left(me.shop_id, me.member_id, t.template_id))
        order by k.place), '[]')
      from shop.message_templates t join ops.message_kinds k on k.kind = t.kind
     where t.shop_id = me.shop_id and t.is_on));
end $$;
comment on function api.get_message_offers() is
  'Member: of what the shop tells by subscribe messages, at which moments the phone may ask, and '
  'how many I have agreed to and not had (contracts/messages.ts MessageOffers).';
grant execute on function api.get_message_offers() to authenticated;

create function private.check_message_answers(answers jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(jsonb_typeof(answers) <> 'array', true)
     or jsonb_array_length(answers) not between 1 and 5 then
    perform private.fail_field('answers', '一次 1 到 5 个回答');
  end if;
  perform private.refuse_others(a, '{"template_id":"string","answer":"string"}', 'answers')
    from jsonb_array_elements(answers) a;
  if exists (select from jsonb_array_elements(answers) a
      where coalesce(a ->> 'answer' not in ('accept', 'reject', 'ban', 'filter'), true)
         or coalesce(length(a ->> 'template_id') not between 1 and 64, true))
     or (select count(*) <> count(distinct a ->> 'template_id')
           from jsonb_array_elements(answers) a) then
    perform private.fail('INVALID_REQUEST', '{"field":"answers"}');
  end if;
end $$;
comment on function private.check_message_answers(jsonb) is
  'What WeChat answers the phone: [{"template_id", "answer"}], each template once. Raises '
  'INVALID_REQUEST.';

create function api.record_message_answers(answers jsonb, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes agreements
declare
  most constant int := 50;   -- agreements kept for one member and template
  me record := private.member();
  answer jsonb := private.recall(
    me.shop_id, me.member_id, 'record_message_answers', idempotency_key, answers);
begin
  if answer is not null then
    return answer;
  end if;
  perform private.check_message_answers(answers);
  insert into member.message_consents (shop_id, member_id, template_id, answer)
  select me.shop_id, me.member_id, t.template_id, a ->> 'answer'
    from jsonb_array_elements(answers) a
    join shop.message_templates t
      on t.shop_id = me.shop_id and t.template_id = a ->> 'template_id'
   where a ->> 'answer' <> 'accept'
      or private.consents_left(me.shop_id, me.member_id, t.template_id) < most;
  perform private.empty_consents(me.shop_id, me.member_id, a ->> 'template_id')
    from jsonb_array_elements(answers) a where a ->> 'answer' = 'ban';
  return private.remember(me.shop_id, me.member_id, 'record_message_answers', idempotency_key,
      answers, '{"ok":true}');
end $$;
comment on function api.record_message_answers(jsonb, text) is
  'Member: what I answered when WeChat asked, [{"template_id", "answer": '
  '"accept"|"reject"|"ban"|"filter"}]; each accept is good for one message, 50 at most are kept. '
  'What is no template of the shop is passed over. Raises INVALID_REQUEST, IDEMPOTENCY_CONFLICT.';
grant execute on function api.record_message_answers(jsonb, text) to authenticated;

create function private.erase_agreements(most int) returns int
language plpgsql volatile set search_path = '' as $$
declare
  erased int;
begin
  delete from member.message_consents c where c.ctid = any (array(
    select x.ctid from member.message_consents x
     where x.asked_at < private.now() - private.retention('agreements')
       and (x.answer <> 'accept' or x.ended_at is not null)
       and x.outcome is distinct from 'waiting' limit most));
  get diagnostics erased = row_count;
  return erased;
end $$;
comment on function private.erase_agreements(int) is
  'Erase answers that count no more and are older than their retention, so many a call.';

create function private.drop_messages(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'dropped'
    from member.message_consents c
   where c.shop_id = drop_messages.shop_id and c.member_id = drop_messages.member_id
     and c.outcome = 'waiting' and o.shop_id = c.shop_id and o.subject_id = c.id
     and o.kind = 'message' and o.status = 'waiting';
  delete from member.message_consents c
   where c.shop_id = drop_messages.shop_id and c.member_id = drop_messages.member_id;
end $$;
comment on function private.drop_messages(uuid, uuid) is
  'A member goes: agreements are deleted, and what waits to be told is never sent.';
