-- What applicants answered. The functions seal the answers, for people write names and phones into
-- them; SQL hears of each only which question it answers, how long it is and what was chosen.

create table person.application_answers (
  shop_id uuid not null,
  member_id uuid not null,
  question_version int not null,
  sealed text not null
    constraint application_answers_sealed_length check (length(sealed) between 1 and 60000),
  answered_at timestamptz not null default private.now(),
  primary key (shop_id, member_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id),
  foreign key (shop_id, question_version) references referral.question_sets (shop_id, version)
);
comment on table person.application_answers is
  'What a member answered to the questions of a version at the last application, sealed; erased a '
  'year later (private.retention), and with the person.';
alter table person.application_answers enable row level security;
create index application_answers_version
  on person.application_answers (shop_id, question_version);
create index application_answers_age on person.application_answers (answered_at);

create function private.answer_problem(question jsonb, answer jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  is_choice boolean := question ->> 'kind' in ('one', 'several');
  most int := (private.question_bounds() ->> (question ->> 'kind'))::int;
  picked jsonb := answer -> 'choices';
  length int := private.int_of(answer -> 'length');
begin
  if answer is null or picked = '[]' or length = 0 then
    return case when not (question ->> 'is_required')::boolean then null
      when is_choice then '请选择' else '请填写' end;
  elsif not is_choice then
    return case when picked is not null or length is null then '请填写'
      when length > most then format('最多 %s 个字', most) end;
  elsif coalesce(jsonb_typeof(picked), '') <> 'array'
     or question ->> 'kind' = 'one' and jsonb_array_length(picked) > 1
     or (select count(distinct c) <> count(*) from jsonb_array_elements(picked) c)
     or exists (select from jsonb_array_elements(picked) c
                 where coalesce(private.int_of(c)
                   not between 0 and jsonb_array_length(question -> 'choices') - 1, true)) then
    return '请重新选择';
  end if;
  return null;
end $$;
comment on function private.answer_problem(jsonb, jsonb) is
  'The problem with an answer {"question", "length"} or {"question", "choices"} to a question, in '
  'Chinese for the applicant; null: none. Choices count from 0; no answer is null.';

create function private.check_answers(questions jsonb, answers jsonb) returns void
language plpgsql stable set search_path = '' as $$
declare
  problems jsonb;
begin
  if answers is null and questions -> 'items' = '[]' then
    return;
  elsif coalesce(private.int_of(answers -> 'version'), 0) <> (questions ->> 'version')::int
     or exists (select from jsonb_array_elements(answers -> 'given') g
                 where g ->> 'question' not in (
                   select q ->> 'id' from jsonb_array_elements(questions -> 'items') q)) then
    perform private.fail('QUESTIONS_CHANGED', jsonb_build_object(
      'version', questions -> 'version'));
  end if;
  select jsonb_agg(jsonb_build_object('field', 'answers.' || (q ->> 'id'), 'message', p.problem)
                   order by n) into problems
    from jsonb_array_elements(questions -> 'items') with ordinality x(q, n)
   cross join lateral (select private.answer_problem(q, (
     select g from jsonb_array_elements(answers -> 'given') g
      where g ->> 'question' = q ->> 'id' limit 1)) as problem) p
   where p.problem is not null;
  if problems is not null then
    perform private.fail('INVALID_REQUEST', jsonb_build_object(
      'field', problems -> 0 -> 'field', 'fields', problems));
  end if;
end $$;
comment on function private.check_answers(jsonb, jsonb) is
  'Answers {"version", "given": [{"question", "length" | "choices"}], "sealed"} to the questions '
  'that are asked; null is none, for a shop that asks nothing. Raises QUESTIONS_CHANGED for '
  'other questions, INVALID_REQUEST with a field answers.<question> for each that is wrong.';

create function private.keep_answers(shop_id uuid, member_id uuid, answers jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  delete from person.application_answers a
   where a.shop_id = keep_answers.shop_id and a.member_id = keep_answers.member_id;
  insert into person.application_answers (shop_id, member_id, question_version, sealed)
  select keep_answers.shop_id, keep_answers.member_id,
         private.int_of(answers -> 'version'), answers ->> 'sealed'
   where private.int_of(answers -> 'version') > 0 and answers ->> 'sealed' is not null;
end $$;
comment on function private.keep_answers(uuid, uuid, jsonb) is
  'The answers of an application in place of those of an earlier one.';
