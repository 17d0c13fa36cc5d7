-- One round trip per request: become the caller and call one api function, in one statement.

create function private.prepare_call(fn text, args jsonb) returns text
language plpgsql volatile set search_path = '' as $$
declare
  called oid := to_regproc('api.' || quote_ident(fn));
  prepared text := 'call_' || md5(
    concat_ws('|', called, jsonb_path_query_array(args, '$.keyvalue().key')));
  routine record;
  unknown text;
  call text;
begin
  if called is null then
    raise sqlstate 'PT404' using message = 'FUNCTION_NOT_FOUND';
  end if;
  if current_setting('mall.' || prepared, true) <> '' then
    return prepared;
  end if;

  select p.proargnames as names, p.proargtypes as types, p.pronargs as count into routine
    from pg_catalog.pg_proc p where p.oid = called;
  select k into unknown from jsonb_object_keys(args) k
   where k <> all (coalesce(routine.names[1:routine.count], '{}')) limit 1;
  if unknown is not null then
    raise sqlstate 'PT400' using message = 'UNKNOWN_ARGUMENT',
        detail = jsonb_build_object('field', unknown)::text;
  end if;
  select format('prepare %I (jsonb) as select to_json(api.%I(%s))', prepared, fn,
           string_agg(format('%I => ', a.name) || case
             when a.type = 'jsonb'::regtype then format('nullif($1 -> %L, ''null'')', a.name)
             when t.typelem <> 0 and t.typlen = -1 then format(
               'case when jsonb_typeof($1 -> %1$L) = ''array'' then array(select '
               'jsonb_array_elements_text($1 -> %1$L))::%2$s end',
               a.name, format_type(a.type, null))
             else format('($1 ->> %L)::%s', a.name, format_type(a.type, null)) end, ', '))
    into call
    from (select routine.names[n] as name, routine.types[n - 1] as type
        from generate_series(1, routine.count) n) a
    join pg_catalog.pg_type t on t.oid = a.type
   where args ? a.name;
  if not exists (select from pg_catalog.pg_prepared_statements p where p.name = prepared) then
    execute call;
  end if;
  perform set_config('mall.' || prepared, fn, false);
  return prepared;
end $$;
comment on function private.prepare_call(text, jsonb) is
  'The name of a prepared statement that calls api.<fn> with the named arguments that are there, '
  'given them as jsonb. Prepared once a session, so that its plan is kept; the name changes with '
  'the function and with which arguments are there. Raises UNKNOWN_ARGUMENT, FUNCTION_NOT_FOUND.';
revoke execute on function private.prepare_call(text, jsonb) from public;
grant execute on function private.prepare_call(text, jsonb) to mall_api, mall_wechat, mall_jobs;

create function private.call_as(claims jsonb, fn text, args jsonb) returns json
language plpgsql volatile set search_path = '' as $$      -- invoker: a definer may not change role
declare
  role text := coalesce(claims ->> 'role', 'anon');
  call text;
  result json;   -- what an api function answers as json is passed on unread
begin
  if role not in ('anon', 'authenticated', 'mall_server', 'mall_wechat', 'mall_jobs') then
    raise sqlstate '42501' using message = 'role not allowed';
  end if;
  call := private.prepare_call(fn, args);
  perform set_config('request.jwt.claims', claims::text, true), set_config('role', role, true);
  execute format('execute %I (%L)', call, args) into result;   -- a prepared one takes no "using"
  return result;
end $$;
comment on function private.call_as(jsonb, text, jsonb) is
  'Call api.<fn> with named arguments as the role of verified claims. The claims are trusted: '
  'verify the token first. Raises UNKNOWN_ARGUMENT, FUNCTION_NOT_FOUND, and what the function '
  'raises.';
revoke execute on function private.call_as(jsonb, text, jsonb) from public;
grant execute on function private.call_as(jsonb, text, jsonb) to mall_api, mall_wechat, mall_jobs;
