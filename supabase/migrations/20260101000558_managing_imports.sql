-- What staff do with files of people: try one out, bring it in, read what became of each row, and
-- withdraw who shall not be expected any more. And the link by which each person comes himself.

create function private.check_import_rows(rows jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(jsonb_typeof(rows), '') <> 'array'
     or jsonb_array_length(rows) not between 1 and 200 then
    perform private.fail_field('rows', '一次 1 到 200 行');
  end if;
  perform private.refuse_others(r,
      '{"line":"number","kind":"string","name":"string","remark":"string","sealed":"string",'
      '"phone_fingerprint":"string","tier":"string","by_code":"string",'
      '"by_fingerprint":"string","by_line":"number"}', 'rows.' || n - 1)
    from jsonb_array_elements(rows) with ordinality t(r, n);
  if (select count(distinct private.int_of(r -> 'line')) from jsonb_array_elements(rows) r)
     <> jsonb_array_length(rows) then
    perform private.fail_field('rows', '每一行要有自己的行号');
  end if;
  perform private.fail_field('rows.' || n - 1, '手机号不对')   -- a fingerprint is short
    from jsonb_array_elements(rows) with ordinality t(r, n)
   where greatest(length(r ->> 'phone_fingerprint'), length(r ->> 'by_fingerprint')) > 128;
end $$;
comment on function private.check_import_rows(jsonb) is
  'Refuses a malformed portion of a file of people. Raises INVALID_REQUEST.';

create function api.check_import(shop text, rows jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.staff(shop, 'distributor');
begin
  perform private.check_import_rows(rows);
  return jsonb_build_object('items', (
    select jsonb_agg(jsonb_build_object('line', f.line, 'outcome', j.outcome, 'field', j.field,
             'message', j.message) order by f.line)
      from private.import_facts(me.shop_id, rows) f
     cross join lateral private.judge_row(me.shop_id, f) j));
end $$;
comment on function api.check_import(text, jsonb) is
  'Server, for staff: what importing up to 200 rows (contracts/server.ts SealedImportRow) would do '
  'with each (contracts/staff/imports.ts PeopleReport); nothing is written. A row whose by_line '
  'names another row of the file counts on it. Raises FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.check_import(text, jsonb) to mall_server;

create function private.open_import(me private.staff_command, file jsonb) returns person.imports
language plpgsql volatile set search_path = '' as $$
declare
  import person.imports;
begin
  perform private.refuse_others(file, '{"id":"string","name":"string"}', 'file');
  if private.uuid_of(file ->> 'id') is null
     or length(btrim(file ->> 'name')) between 1 and 100 is not true then
    perform private.fail('INVALID_REQUEST', '{"field":"file"}');
  end if;
  insert into person.imports (shop_id, id, file_name, staff_id, reason)
  values (me.shop_id, (file ->> 'id')::uuid, btrim(file ->> 'name'), me.staff_id, me.reason)
  on conflict do nothing;
  select * into strict import from person.imports i
   where i.shop_id = me.shop_id and i.id = (file ->> 'id')::uuid;
  if import.staff_id <> me.staff_id then
    perform private.fail('INVALID_REQUEST', '{"field":"file"}');
  end if;
  return import;
end $$;
comment on function private.open_import(private.staff_command, jsonb) is
  'The file that portions belong to, made by the first. Raises INVALID_REQUEST, also for a file of '
  'somebody else.';

create function private.report_lines(import person.imports, lines int[]) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_agg(jsonb_build_object('line', l.line, 'outcome', l.outcome, 'field', l.field,
           'message', l.message, 'token', e.token) order by l.line)
    from person.import_lines l
    left join person.imported e on e.shop_id = l.shop_id and e.id = l.imported_id
     and e.state = 'waiting' and e.member_id is null
   where l.shop_id = import.shop_id and l.import_id = import.id and l.line = any (lines)
$$;
comment on function private.report_lines(person.imports, int[]) is
  'What became of these lines, with the token of who is expected.';

create function api.import_people(shop text, file jsonb, rows jsonb, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data, distributors and bindings
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'import_people',
      idempotency_key, jsonb_build_array(file, rows, reason), reason);
  import person.imports;
  items jsonb;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.check_import_rows(rows);
  perform private.lock_parents(me.shop_id);
  import := private.open_import(me, file);
  perform private.blank_imported(me.shop_id, array(
    select e.id from person.imported e where e.shop_id = me.shop_id
        and e.expires_at <= private.now() and e.phone_fingerprint is not null));
  perform private.write_rows(import, rows);
  perform private.take_known(import);
  items := private.report_lines(import, array(
    select (r ->> 'line')::int from jsonb_array_elements(rows) r));
  return private.end_command(me, import.id, jsonb_build_object('items', items),
    (select jsonb_object_agg(outcome, n) from (
      select i ->> 'outcome' as outcome, count(*) as n from jsonb_array_elements(items) i
       group by 1) counts));
exception when unique_violation then
  perform private.fail_field('rows', '这一行已经导入过');
end $$;
comment on function api.import_people(text, jsonb, jsonb, text, text) is
  'Server, for staff: bring in up to 200 rows of a file {id, name}: who is known takes effect at '
  'once, who is not is waited for, and each row has its report (contracts/staff/imports.ts '
  'PeopleReport) with the token of his own link. The same people again change nothing. Raises '
  'FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.import_people(text, jsonb, jsonb, text, text) to mall_server;

create function api.list_imports(shop text, after text default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of('-created_at', '{created_at}', after);
begin
  return private.as_read_by((
    select private.sorted_page(jsonb_agg(p.item order by p.n), array_agg(p.mark order by p.n),
             page_size)
      from (
        select row_number() over (order by private.micros(i.created_at) desc, i.id desc) as n,
               private.mark('-created_at', private.micros(i.created_at), i.id) as mark,
               jsonb_build_object('id', i.id,
                 'file_name', private.mask_phones(i.file_name), 'reason', i.reason,
                 'by', (select s.name from shop.staff s
                         where s.shop_id = i.shop_id and s.id = i.staff_id),
                 'created_at', i.created_at,
                 'lines', (select coalesce(jsonb_object_agg(l.outcome, l.n), '{}') from (
                   select x.outcome, count(*) as n from person.import_lines x
                    where x.shop_id = i.shop_id and x.import_id = i.id group by 1) l)) as item
          from person.imports i
         where i.shop_id = me.shop_id
           and (sorted.id is null
                or (private.micros(i.created_at), i.id) < (sorted.key, sorted.id))
         order by private.micros(i.created_at) desc, i.id desc
         limit private.page_limit(page_size)) p), me.role);
end $$;
comment on function api.list_imports(text, text, int) is
  'Staff: the files of people that were brought in, the newest first, with how many lines had '
  'which outcome (contracts/staff/imports.ts ImportPage). Raises FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.list_imports(text, text, int) to authenticated;

create function api.withdraw_imported(shop text, imported_id uuid, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'withdraw_imported',
      idempotency_key, jsonb_build_array(imported_id, reason), reason);
  one person.imported;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.lock_parents(me.shop_id);
  update person.imported e set state = 'withdrawn', withdrawn_reason = me.reason,
         decided_at = private.now()
   where e.shop_id = me.shop_id and e.id = withdraw_imported.imported_id and e.state = 'waiting'
  returning * into one;
  if not found then
    perform private.fail(case when exists (
      select from person.imported e
       where e.shop_id = me.shop_id and e.id = withdraw_imported.imported_id)
      then 'IMPORTED_STATE' else 'IMPORTED_NOT_FOUND' end);
  end if;
  perform private.blank_imported(me.shop_id, array[one.id]);
  update person.imported e set state = 'missed', missed_for = 'no_distributor',
         decided_at = private.now()
   where e.shop_id = me.shop_id and e.expected_id = one.id
     and e.state = 'waiting' and e.member_id is not null;
  select * into one from person.imported e where e.shop_id = me.shop_id and e.id = one.id;
  return private.end_command(me, one.id, private.imported_json(one, me.role),
    jsonb_build_object('kind', one.kind, 'import_id', one.import_id, 'line', one.line));
end $$;
comment on function api.withdraw_imported(text, uuid, text, text) is
  'Staff: a person of a file shall not be expected any more. His link opens nothing, and name and '
  'phone are deleted at once. Raises IMPORTED_NOT_FOUND, IMPORTED_STATE.';
grant execute on function api.withdraw_imported(text, uuid, text, text) to authenticated;
