-- How long what is kept, and tables of which every month is a partition: what is younger than its
-- month's partition waits in the default one, what is older than its retention goes as a whole.

create function private.retention(what text) returns interval
language plpgsql immutable set search_path = '' as $$
begin
  return case what
    when 'answers' then interval '7 days'       -- of commands, under their keys
    when 'notices' then interval '180 days'     -- of WeChat, as they came
    -- rows of the outbox that WeChat has, or shall not have
    when 'sent' then interval '90 days'
    when 'footprints' then interval '90 days'
    when 'searches' then interval '30 days'
    when 'told' then interval '180 days'        -- what members were told in the app
    when 'previews' then interval '30 days'     -- of rule drafts
    when 'applications' then interval '1 year'  -- what applicants answered
    when 'imported' then interval '180 days'    -- people of files, come or not
    when 'agreements' then interval '1 year'    -- to messages, spent or refused
    when 'clicks' then interval '2 years'
    when 'events' then interval '2 years'
    when 'signals' then interval '180 days'
    when 'cron_runs' then interval '1 day' end;
end $$;
comment on function private.retention(text) is
  'How long what is kept: here and nowhere else. A raw notice carries the date that was right when '
  'it came.';

create function private.monthly_tables() returns regclass[]
language sql immutable set search_path = '' as $$
  select array['referral.clicks', 'ops.events', 'person.signals']::regclass[]
$$;
comment on function private.monthly_tables() is
  'Tables with a partition per month, each with a default partition <name>_default and a retention '
  'of its own name.';

create type private.monthly as (
  name text, schema_name text, key text, retention interval
);
comment on type private.monthly is 'What upkeep knows of a table with a partition per month.';

create function private.monthly(parent regclass) returns private.monthly
language sql stable set search_path = '' as $$
  select c.relname, n.nspname,
         substring(pg_catalog.pg_get_partkeydef(c.oid) from '^RANGE \((\w+)\)$'),
         private.retention(c.relname)
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where c.oid = parent
$$;
comment on function private.monthly(regclass) is
  'The name, schema, partition key and retention of a table with a partition per month.';

create function private.create_month(parent regclass, month timestamp) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  t private.monthly := private.monthly(parent);
  name text := format('%I.%I', t.schema_name, t.name || '_' || to_char(month, 'YYYY_MM'));
  starts timestamptz := month at time zone 'Asia/Shanghai';
  ends timestamptz := (month + interval '1 month') at time zone 'Asia/Shanghai';
begin
  if to_regclass(name) is not null then
    return false;
  end if;
  -- nothing comes in between moving and attaching
  execute format('lock table %I.%I in access exclusive mode', t.schema_name, t.name || '_default');
  execute format('create table %s (like %s including all)', name, parent);
  execute format('alter table %s enable row level security', name);
  execute format('comment on table %s is %L', name,
                 'One month of ' || t.name || ', Asia/Shanghai.');
  -- moved, not deleted: what refuses deletes looks away
  execute format('alter table %I.%I disable trigger user', t.schema_name, t.name || '_default');
  execute format('with moved as (delete from %I.%I d where d.%I >= %L and d.%I < %L returning d.*) '
                 'insert into %s select * from moved', t.schema_name, t.name || '_default',
                 t.key, starts, t.key, ends, name);
  execute format('alter table %I.%I enable trigger user', t.schema_name, t.name || '_default');
  execute format('alter table %s attach partition %s for values from (%L) to (%L)',
                 parent, name, starts, ends);
  return true;
end $$;
comment on function private.create_month(regclass, timestamp) is
  'The partition of one month, given as its first moment in Shanghai, with the rows that waited '
  'for it in the default one. False when it is there.';

create function private.create_months(months int) returns int
language plpgsql volatile security definer set search_path = ''
set lock_timeout = '200ms' as $$
  -- definer: owns the tables; a longer wait for a long reader would stop all calls behind it
declare
  first timestamp := date_trunc('month', private.now() at time zone 'Asia/Shanghai');
  parent regclass;
  made int := 0;
begin
  foreach parent in array private.monthly_tables() loop
    for ahead in 0..months loop
      begin
        made := made
          + private.create_month(parent, first + make_interval(months => ahead))::int;
      exception when lock_not_available then
        -- somebody reads for long: an hour later again, the default partition serves meanwhile
        exit;
      end;
    end loop;
  end loop;
  return made;
end $$;
comment on function private.create_months(int) is
  'Partitions of every monthly table for this month and so many after it; of a table that somebody '
  'reads for long none. Answers how many it made.';

select private.create_months(3);

create function private.drop_months() returns int
language plpgsql volatile security definer set search_path = ''
set lock_timeout = '200ms' as $$
  -- definer: owns the tables; a longer wait for a long reader would stop all calls behind it
declare
  old record;
  dropped int := 0;
begin
  for old in
    select c.oid::regclass as name
      from unnest(private.monthly_tables()) parent
     cross join private.monthly(parent) t
      join pg_catalog.pg_inherits i on i.inhparent = parent
      join pg_catalog.pg_class c on c.oid = i.inhrelid and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
     where (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month')
           at time zone 'Asia/Shanghai' <= private.now() - t.retention
     order by c.relname
  loop
    begin
      execute format('drop table %s', old.name);
      dropped := dropped + 1;
    exception when lock_not_available then
      null;   -- somebody reads it for long: an hour later again
    end;
  end loop;
  return dropped;
end $$;
comment on function private.drop_months() is
  'Drop the months that are older than their retention, all of them; not what somebody reads for '
  'long. Answers how many went.';

create function private.erase_waiting(most int) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  parent regclass;
  t private.monthly;
  rows int;
  erased jsonb := '{}';
begin
  foreach parent in array private.monthly_tables() loop
    t := private.monthly(parent);
    execute format('delete from %1$I.%2$I d where d.ctid = any (array('
                   'select x.ctid from %1$I.%2$I x where x.%3$I < $1 limit $2))',
                   t.schema_name, t.name || '_default', t.key)
      using private.now() - t.retention, most;
    get diagnostics rows = row_count;
    erased := erased || jsonb_build_object(t.name, rows);
  end loop;
  return erased;
end $$;
comment on function private.erase_waiting(int) is
  'Erase old rows of monthly tables that never had a month of their own, so many a table and call. '
  'Answers {"<table>": how many}.';
