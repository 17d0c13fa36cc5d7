-- Applying, as the member sees it before: what the shop asks, and how far this member is.

create function api.get_recruitment(invite text default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: settings, questions and distributors are closed to every client role
declare
  me record := private.member();
begin
  return (
    select jsonb_build_object('terms_version', s.terms_version,
        'terms_due', private.terms_due(me.shop_id, me.member_id), 'review', s.distributor_review,
        'levels', coalesce((private.rule_set_at(s.shop_id, private.now())).levels, 2),
        'pay', private.recruit_terms(me.shop_id),
        'questions', private.questions_json(me.shop_id),
        'conditions', private.entry_conditions(me.shop_id, me.member_id,
          private.invite_behind(me.shop_id, invite, me.member_id) is not null),
        'apply_from', private.apply_from(me.shop_id, me.member_id),
        'distributor', private.distributor_json(me.shop_id, me.member_id))
      from shop.settings s where s.shop_id = me.shop_id);
end $$;
comment on function api.get_recruitment(text) is
  'Member: what applying asks for, with an invitation or without one, how far I am, and what '
  'became of an earlier application (contracts/recruitment.ts Recruitment), fen. An invitation '
  'that is none counts as none.';
grant execute on function api.get_recruitment(text) to authenticated;

create function private.write_application(
  shop_id uuid, member_id uuid, terms_version text, invite_id uuid, note text
) returns void
language plpgsql volatile set search_path = '' as $$
begin
  insert into referral.distributors as d (shop_id, id, status, terms_version, note, invite_share_id)
  values (write_application.shop_id, write_application.member_id, 'applied',
      write_application.terms_version, coalesce(write_application.note, ''), invite_id)
  on conflict on constraint distributors_pkey do update
     set status = 'applied', terms_version = excluded.terms_version, note = excluded.note,
         invite_share_id = excluded.invite_share_id, applied_at = private.now()
   where d.status = 'rejected';
  if not found then   -- another application was faster
    perform private.refuse_applicant(shop_id, member_id, true);
  end if;
  insert into referral.distributor_changes (shop_id, distributor_id, change)
      values (write_application.shop_id, write_application.member_id, 'applied');
end $$;
comment on function private.write_application(uuid, uuid, text, uuid, text) is
  'The row of an applicant, new or of somebody rejected. Raises DISTRIBUTOR_EXISTS.';

create function private.apply(
  idempotency_key text, terms_version text, invite text, note text, answers jsonb
) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  me record := private.hold_member();
  request jsonb := jsonb_build_array(terms_version, invite, note)
    || coalesce(jsonb_build_array(answers), '[]');
  answer jsonb := private.recall(
    me.shop_id, me.member_id, 'apply_distributor', idempotency_key, request);
  rules shop.settings;
  questions jsonb;
  invite_id uuid;
begin
  if answer is not null then
    return answer;
  end if;
  perform private.refuse_kinds(coalesce(answers, '{}'),
      '{"version":"number","given":"array","sealed":"string"}', 'answers');
  perform private.refuse_closed(me.shop_id);
  select * into strict rules from shop.settings s where s.shop_id = me.shop_id;
  if terms_version is distinct from rules.terms_version then
    perform private.fail('TERMS_CHANGED', jsonb_build_object('terms_version', rules.terms_version));
  elsif length(note) > 200 then
    perform private.fail('INVALID_REQUEST', '{"field":"note"}');
  end if;
  invite_id := private.open_invite(me.shop_id, invite, me.member_id);
  perform private.refuse_applicant(me.shop_id, me.member_id, invite_id is not null);
  questions := private.questions_json(me.shop_id);
  perform private.check_answers(questions, answers);
  perform private.write_application(me.shop_id, me.member_id, terms_version, invite_id, note);
  perform private.keep_answers(me.shop_id, me.member_id, answers);
  perform private.note_consent(me.shop_id, me.member_id, terms_version, 'application',
    (questions ->> 'version')::int);
  if rules.distributor_review = 'automatic' then
    perform private.approve_distributor(me.shop_id, me.member_id, null, '自动通过');
  else
    perform private.tell_distributor(me.shop_id, me.member_id, 'applied');
  end if;
  return private.remember(me.shop_id, me.member_id, 'apply_distributor', idempotency_key, request,
    private.distributor_json(me.shop_id, me.member_id));
end $$;
comment on function private.apply(text, text, text, text, jsonb) is
  'What api.apply_distributor and api.apply_with_answers do for the calling member.';

create function api.apply_distributor(idempotency_key text, terms_version text,
  invite text default null, note text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors
begin
  return private.apply(idempotency_key, terms_version, invite, note, null);
end $$;
comment on function api.apply_distributor(text, text, text, text) is
  'Member: ask to become a distributor under the terms shown, perhaps by an invitation; again '
  'after a rejection, in its time. Approved at once where the shop reviews automatically. Raises '
  'SHOP_CLOSED, TERMS_CHANGED, INVITE_NOT_FOUND, DISTRIBUTOR_EXISTS, APPLY_LATER, NOT_ELIGIBLE, '
  'QUESTIONS_CHANGED where the shop asks questions, IDEMPOTENCY_CONFLICT.';
grant execute on function api.apply_distributor(text, text, text, text) to authenticated;

create function api.apply_with_answers(idempotency_key text, terms_version text, answers jsonb,
  invite text default null, note text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors and people's data
begin
  return private.apply(idempotency_key, terms_version, invite, note, answers);
end $$;
comment on function api.apply_with_answers(text, text, jsonb, text, text) is
  'Server, for the member of the claims: api.apply_distributor with answers to the shop''s '
  'questions (contracts/server.ts SealedAnswers), which the server alone can seal. Raises the same '
  'and INVALID_REQUEST with answers.<question> for each answer that is wrong.';
grant execute on function api.apply_with_answers(text, text, jsonb, text, text) to mall_server;
