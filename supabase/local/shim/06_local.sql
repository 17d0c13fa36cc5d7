-- What only the local stack needs. Nothing of the project may refer to it.
create schema local authorization supabase_admin;

create table local.migrations (
  version text primary key,
  hash text not null
);
comment on table local.migrations is
  'Hash of each applied migration file: start refuses a database whose files have changed.';

create table local.clock (
  singleton boolean primary key default true check (singleton),
  offset_ms bigint not null
);
comment on table local.clock is 'How far private.now() is moved from the real time.';
insert into local.clock (offset_ms) values (0);

-- Partitions of realtime.messages from yesterday to three days ahead; those older than three days
-- go.
create function realtime.local_partitions() returns void
  language plpgsql security definer set search_path = '' as $$
declare
  day date;
  old text;
begin
  for day in select (current_date + n) from generate_series(-1, 3) n loop
    execute format('create table if not exists realtime.%I '
                   'partition of realtime.messages for values from (%L) to (%L)',
                   'messages_' || to_char(day, 'YYYY_MM_DD'), day, day + 1);
  end loop;
  for old in
    select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'realtime.messages'::regclass
       and c.relname < 'messages_' || to_char(current_date - 3, 'YYYY_MM_DD')
  loop
    execute format('drop table realtime.%I', old);
  end loop;
end $$;
select realtime.local_partitions();

grant usage on schema local to postgres;
grant select, insert on local.migrations to postgres;
