-- One round trip per request: become the caller and call one api function, in one statement.

create function private.call_text(fn text, args jsonb) returns text
language plpgsql volatile set search_path = '' as $$
declare
  routine record;
  keys text := (select string_agg(k, ',' order by k) from jsonb_object_keys(args) k);
  setting text := 'mall.call_' || fn;
  stamp text;
  call text;
  unknown text;
begin
  select p.oid, p.xmin, p.proargnames as names,
      p.proargtypes as types, p.pronargs as count into routine
    from pg_catalog.pg_proc p where p.pronamespace = 'api'::regnamespace and p.proname = fn;
  if not found then
    raise sqlstate 'PT404' using message = 'FUNCTION_NOT_FOUND';
  end if;
  stamp := concat_ws('|', routine.oid, routine.xmin, keys) || E'\n';
  call := current_setting(setting, true);
  if starts_with(call, stamp) then
    return substr(call, length(stamp) + 1);
  end if;

  select k into unknown from jsonb_object_keys(args) k
   where k <> all (coalesce(routine.names[1:routine.count], '{}')) limit 1;
  if unknown is not null then
    raise sqlstate 'PT400' using message = 'UNKNOWN_ARGUMENT',
        detail = jsonb_build_object('field', unknown)::text;
  end if;
  select format('select to_jsonb(api.%I(%s))', fn, string_agg(format('%I => ', a.name) || case
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
  perform set_config(setting, stamp || call, false);
  return call;
end $$;
comment on function private.call_text(text, jsonb) is
  'The statement that calls api.<fn> with the named arguments that are there. Made once a session '
  'and kept in a setting; the stamp before it tells when the function or the arguments are others. '
  'Raises UNKNOWN_ARGUMENT, FUNCTION_NOT_FOUND.';
revoke execute on function private.call_text(text, jsonb) from public;
grant execute on function private.call_text(text, jsonb) to mall_api, mall_wechat, mall_jobs;

create function private.call_as(claims jsonb, fn text, args jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$      -- invoker: a definer may not change role
declare
  role text := coalesce(claims ->> 'role', 'anon');
  call text;
  result jsonb;
begin
  if role not in ('anon', 'authenticated', 'mall_server', 'mall_wechat', 'mall_jobs') then
    raise sqlstate '42501' using message = 'role not allowed';
  end if;
  call := private.call_text(fn, args);
  perform set_config('request.jwt.claims', claims::text, true), set_config('role', role, true);
  execute call into result using args;
  return result;
end $$;
comment on function private.call_as(jsonb, text, jsonb) is
  'Call api.<fn> with named arguments as the role of verified claims. The claims are trusted: '
  'verify the token first. Raises UNKNOWN_ARGUMENT, FUNCTION_NOT_FOUND, and what the function '
  'raises.';
revoke execute on function private.call_as(jsonb, text, jsonb) from public;
grant execute on function private.call_as(jsonb, text, jsonb) to mall_api, mall_wechat, mall_jobs;
