-- One round trip per request: become the caller and call one api function, in one statement.

create function private.call_as(claims jsonb, fn text, args jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$      -- invoker: a definer may not change role
declare
  role text := coalesce(claims ->> 'role', 'anon');
  call text;
  known text[];
  unknown text;
  result jsonb;
begin
  if role not in ('anon', 'authenticated', 'mall_server', 'mall_wechat', 'mall_jobs') then
    raise sqlstate '42501' using message = 'role not allowed';
  end if;

  select p.proargnames,
         format('select to_jsonb(api.%I(%s))', fn,
           string_agg(format('%I => ', a.name) || case
               when a.type = 'jsonb'::regtype then format('nullif($1 -> %L, ''null'')', a.name)
               when t.typelem <> 0 and t.typlen = -1 then format(
                 'case when jsonb_typeof($1 -> %1$L) = ''array'' then array(select jsonb_array_elements_text($1 -> %1$L))::%2$s end',
                 a.name, format_type(a.type, null))
               else format('($1 ->> %L)::%s', a.name, format_type(a.type, null)) end, ', ' order by a.n)
             filter (where args ? a.name))
    into known, call
    from pg_catalog.pg_proc p
    left join lateral (
      select n, p.proargnames[n] as name, p.proargtypes[n - 1] as type from generate_series(1, p.pronargs) n) a on true
    left join pg_catalog.pg_type t on t.oid = a.type
   where p.pronamespace = 'api'::regnamespace and p.proname = fn
   group by p.oid, p.proargnames;
  if call is null and not found then
    raise sqlstate 'PT404' using message = 'FUNCTION_NOT_FOUND';
  end if;

  select k into unknown from jsonb_object_keys(args) k where k <> all (coalesce(known, '{}')) limit 1;
  if unknown is not null then
    raise sqlstate 'PT400' using message = 'UNKNOWN_ARGUMENT', detail = jsonb_build_object('field', unknown)::text;
  end if;

  perform set_config('request.jwt.claims', claims::text, true), set_config('role', role, true);
  execute coalesce(call, format('select to_jsonb(api.%I())', fn)) into result using args;
  return result;
end $$;
comment on function private.call_as(jsonb, text, jsonb) is
  'Call api.<fn> with named arguments as the role of verified claims. The claims are trusted: verify the token first. '
  'Raises UNKNOWN_ARGUMENT, FUNCTION_NOT_FOUND, and what the function raises.';
revoke execute on function private.call_as(jsonb, text, jsonb) from public;
grant execute on function private.call_as(jsonb, text, jsonb) to mall_api, mall_wechat, mall_jobs;
