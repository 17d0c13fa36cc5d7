-- Functions and policies that gateway_test.ts calls; every return and refusal of the conventions
-- once.
create type api.pair as (left_value int, right_value text);
create table private.gateway_notes (id int primary key, note text not null unique);

create function api.t_scalar(a int, b int default 2)
  returns int language sql immutable as $$ select a + b $$;
create function api.t_text(words text[]) returns text
  language sql stable as $$ select array_to_string(words, '+') $$;
create function api.t_json(document jsonb) returns jsonb
  language sql stable as $$ select document $$;
create function api.t_composite(n int) returns api.pair
  language sql stable as $$ select (n, '对')::api.pair $$;
create function api.t_lone_out(out total int) language sql stable as $$ select 7 $$;
create function api.t_set(up_to int) returns setof api.pair language sql stable as
  $$ select g, g::text from generate_series(1, up_to) g $$;
create function api.t_table(up_to int) returns table (n int) language sql stable as
  $$ select g from generate_series(1, up_to) g $$;
create function api.t_void() returns void language sql volatile as $$ select $$;
create function api.t_who() returns jsonb language sql stable as $$
  select jsonb_build_object('uid', auth.uid(), 'role', current_user, 'email', auth.email(),
    'method', current_setting('request.method'), 'path', current_setting('request.path'),
    'client', current_setting('request.headers')::jsonb ->> 'x-client-info',
    'timeout', current_setting('statement_timeout'))
$$;
create function api.t_save(id int, note text) returns void language sql volatile security definer as
  $$ insert into private.gateway_notes values (id, note) $$;
create function api.t_stable_write() returns void
  language sql stable as $$ select api.t_save(0, 'never') $$;
create function api.t_fail(state text, message text, detail text default null)
  returns void language plpgsql as $$
begin
  raise exception using errcode = state, message = message, detail = coalesce(detail, '');
end $$;
create function api.t_answer() returns text language plpgsql as $$
begin
  perform set_config('response.status', '201', true),
    set_config('response.headers', '[{"X-Shop": "demo"}, {"Cache-Control": "max-age=5"}]', true);
  return 'made';
end $$;
create function api.t_sleep(seconds float) returns void
  language sql volatile as $$ select pg_sleep(seconds) $$;
create function api.t_twice(a int) returns int language sql as $$ select 1 $$;
create function api.t_twice(a text) returns int language sql as $$ select 2 $$;
create function api.t_staff_only() returns text language sql stable as $$ select 'staff' $$;

revoke execute on all functions in schema api from public;
grant usage on schema api to service_role;
grant usage on type api.pair to anon, authenticated, service_role;
grant execute on function api.t_scalar, api.t_text, api.t_json,
  api.t_composite, api.t_lone_out, api.t_set, api.t_table,
  api.t_void, api.t_who, api.t_save, api.t_stable_write,
      api.t_fail, api.t_answer, api.t_sleep, api.t_twice(int),
  api.t_twice(text) to anon, authenticated, service_role;
grant execute on function api.t_staff_only to authenticated;

create policy t_own_topic on realtime.messages for select to authenticated
  using (extension = 'broadcast'
      and (select realtime.topic()) in ('t:' || (select auth.uid())::text, 't:room'));
create policy t_room_write on realtime.messages for insert to authenticated
  with check (extension = 'broadcast' and (select realtime.topic()) = 't:room');

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('t-open', 't-open', true, 1000, '{image/*}'), ('t-closed', 't-closed', false, null, null);
create policy t_own_folder on storage.objects for all to authenticated
  using (bucket_id like 't-%' and (storage.foldername(name))[1] = (select auth.uid())::text)
  with check (bucket_id like 't-%' and (storage.foldername(name))[1] = (select auth.uid())::text);
