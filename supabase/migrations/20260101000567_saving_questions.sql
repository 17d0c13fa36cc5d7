-- The questions to applicants, as staff read and change them.

create function api.get_questions(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: questions are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.questions_json(me.shop_id);
end $$;
comment on function api.get_questions(text) is 'Staff: what the shop asks applicants now.';
grant execute on function api.get_questions(text) to authenticated;

create function api.save_questions(
  shop text, version int, questions jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes questions
declare
  me private.staff_command := private.begin_command(shop, 'rules', 'save_questions',
      idempotency_key, jsonb_build_array(version, questions, reason), reason);
  before jsonb;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.check_questions(questions);
  -- one change after the other
  perform from shop.settings s where s.shop_id = me.shop_id for update;
  before := private.questions_json(me.shop_id);
  if version is distinct from (before ->> 'version')::int then
    perform private.fail('QUESTIONS_CHANGED', before);
  end if;
  questions := private.named_blocks(questions);
  if questions <> before -> 'items' then
    insert into referral.question_sets (shop_id, version, questions, written_by)
    values (me.shop_id, save_questions.version + 1, save_questions.questions, me.staff_id);
  end if;
  return private.end_command(me, me.shop_id, private.questions_json(me.shop_id),
    jsonb_build_object('questions', jsonb_array_length(questions)));
end $$;
comment on function api.save_questions(text, int, jsonb, text, text) is
  'Staff: the questions that are asked from now on, on top of the version that was read; an '
  'application sent in keeps the questions it answered. The same again is no new version. Raises '
  'QUESTIONS_CHANGED with those that are asked now, INVALID_REQUEST with the field.';
grant execute on function api.save_questions(text, int, jsonb, text, text) to authenticated;
