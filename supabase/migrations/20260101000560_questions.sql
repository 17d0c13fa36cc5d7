-- What a shop asks those who apply to promote: its own questions, versioned as a whole, so that an
-- answer names the questions that it answered.

create function private.question_bounds() returns jsonb
language sql immutable set search_path = '' as $$
  select '{"questions": 10, "title": 40, "hint": 40, "choice": 20, "choices_least": 2,
           "choices_most": 10, "line": 50, "paragraph": 500}'::jsonb
$$;
comment on function private.question_bounds() is
  'What questions and answers are bounded by, numbers and characters '
  '(contracts/recruitment_bounds.ts; a test compares).';

create table referral.question_sets (
  shop_id uuid not null references shop.shops (id),
  version int not null constraint question_sets_version_positive check (version > 0),
  questions jsonb not null
    constraint question_sets_questions_list check (jsonb_typeof(questions) = 'array'),
  asked_from timestamptz not null default private.now(),
  written_by uuid not null,
  primary key (shop_id, version),
  constraint question_sets_written_by_staff
    foreign key (shop_id, written_by) references shop.staff (shop_id, id)
);
comment on table referral.question_sets is
  'Every version of what the shop asks applicants (contracts/recruitment.ts Question); the last '
  'one is asked, none is changed or erased. A shop without a row asks nothing: version 0.';
alter table referral.question_sets enable row level security;
create index question_sets_written_by on referral.question_sets (shop_id, written_by);

create function private.questions_json(shop_id uuid, version int default null) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce((
    select jsonb_build_object('version', s.version, 'items', s.questions)
      from referral.question_sets s
     where s.shop_id = questions_json.shop_id
       and s.version = coalesce(questions_json.version, s.version)
     order by s.version desc limit 1), '{"version": 0, "items": []}')
$$;
comment on function private.questions_json(uuid, int) is
  'What a shop asks now, or asked in a version (contracts/recruitment.ts Questions).';

create function private.question_problem(question jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  most jsonb := private.question_bounds();
  is_choice boolean := question ->> 'kind' in ('one', 'several');
  choices jsonb := question -> 'choices';
begin
  if coalesce(question ->> 'kind', '') not in ('line', 'paragraph', 'one', 'several') then
    return 'kind';
  elsif length(btrim(question ->> 'title')) between 1 and (most ->> 'title')::int is not true then
    return 'title';
  elsif length(question ->> 'hint') <= (most ->> 'hint')::int is not true then
    return 'hint';
  elsif coalesce(jsonb_typeof(question -> 'is_required'), '') <> 'boolean' then
    return 'is_required';
  elsif coalesce(jsonb_typeof(choices), '') <> 'array' or not is_choice and choices <> '[]' then
    return 'choices';
  elsif is_choice and (
      jsonb_array_length(choices)
        not between (most ->> 'choices_least')::int and (most ->> 'choices_most')::int
      or exists (select from jsonb_array_elements(choices) c
                  where jsonb_typeof(c) <> 'string'
                     or length(btrim(c #>> '{}')) not between 1 and (most ->> 'choice')::int)
      or (select count(distinct btrim(c)) from jsonb_array_elements_text(choices) c)
           <> jsonb_array_length(choices)) then
    return 'choices';
  end if;
  return null;
end $$;
comment on function private.question_problem(jsonb) is
  'The field of a question that is out of its bounds; null: none.';

create function private.check_questions(questions jsonb) returns void
language plpgsql immutable set search_path = '' as $$
declare
  most int := (private.question_bounds() ->> 'questions')::int;
  question jsonb;
  n bigint;
  problem text;
begin
  if coalesce(jsonb_typeof(questions), '') <> 'array' or jsonb_array_length(questions) > most then
    perform private.fail_field('questions', format('最多 %s 个问题', most));
  end if;
  for question, n in select q, i - 1 from jsonb_array_elements(questions) with ordinality x(q, i)
  loop
    perform private.refuse_others(question, '{"id":"string","kind":"string","title":"string",'
      '"hint":"string","is_required":"boolean","choices":"array"}', 'questions.' || n);
    problem := private.question_problem(question);
    if problem is not null then
      perform private.fail_field(format('questions.%s.%s', n, problem), case problem
        when 'title' then '请填写问题' when 'choices' then '请填写选项，不要重复'
        else '内容不对，请重新填写' end);
    elsif question ? 'id' and private.uuid_of(question ->> 'id') is null then
      perform private.fail_field(format('questions.%s.id', n), '编号格式不对');
    end if;
  end loop;
  if (select count(q -> 'id') > count(distinct private.uuid_of(q ->> 'id'))
        from jsonb_array_elements(questions) q) then
    perform private.fail_field('questions', '问题编号不能重复');
  end if;
end $$;
comment on function private.check_questions(jsonb) is
  'The questions of a shop: each {"id"?, "kind", "title", "hint", "is_required", "choices"} within '
  'private.question_bounds(), no two with one id. Raises INVALID_REQUEST with the field.';
