-- Upkeep: what was kept for a while is erased, partitions stand ready and go in time, sold counts
-- are folded in.

create function private.retention(what text) returns interval
language sql immutable set search_path = '' as $$
  select case what
    when 'answers' then interval '7 days'       -- of commands, under their keys
    when 'notices' then interval '180 days'     -- of WeChat, as they came
    -- rows of the outbox that WeChat has, or shall not have
    when 'sent' then interval '90 days'
    when 'clicks' then interval '2 years'
    when 'cron_runs' then interval '1 day' end
$$;
comment on function private.retention(text) is
  'How long what is kept: here and nowhere else. A raw notice carries the date that was right when '
  'it came.';

-- Clicks: a partition a month ---------------------------------------------------------------------

create function private.create_click_partitions(months int) returns int
language plpgsql volatile security definer set search_path = ''
set lock_timeout = '200ms' as $$
  -- definer: owns the table; whoever waits longer for a long reader stops everybody behind it
declare
  month timestamp;
  name text;
  starts timestamptz;
  ends timestamptz;
  made int := 0;
begin
  for month in select date_trunc('month', private.now() at time zone 'Asia/Shanghai')
      + make_interval(months => n)
                 from generate_series(0, months) n loop
    name := 'clicks_' || to_char(month, 'YYYY_MM');
    starts := month at time zone 'Asia/Shanghai';
    ends := (month + interval '1 month') at time zone 'Asia/Shanghai';
    continue when to_regclass(format('referral.%I', name)) is not null;
    begin
      -- nothing comes in between moving and attaching
      lock table referral.clicks_default in access exclusive mode;
      execute format('create table referral.%I (like referral.clicks including all)', name);
      execute format('alter table referral.%I enable row level security', name);
      execute format('comment on table referral.%I is %L', name,
          'Clicks of one month, Asia/Shanghai.');
      execute format('with moved as (delete from referral.clicks_default d '
                     'where d.slot >= %L and d.slot < %L returning d.*) '
                     'insert into referral.%I select * from moved', starts, ends, name);
      execute format('alter table referral.clicks attach partition referral.%I '
                     'for values from (%L) to (%L)', name, starts, ends);
      made := made + 1;
    exception when lock_not_available then
      -- somebody reads for long: an hour later again, the default partition serves meanwhile
      exit;
    end;
  end loop;
  return made;
end $$;
comment on function private.create_click_partitions(int) is
  'Partitions of clicks for this month and so many after it. Clicks that came before their '
  'partition wait in the default one and are moved. While somebody reads the clicks for long it '
  'makes none. Answers how many it made.';

select private.create_click_partitions(3);

create function private.drop_click_partitions() returns int
language plpgsql volatile security definer set search_path = ''
set lock_timeout = '200ms' as $$
  -- definer: owns the table; whoever waits longer for a long reader stops everybody behind it
declare
  oldest timestamptz := private.now() - private.retention('clicks');
  name text;
  dropped int := 0;
begin
  for name in
    select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'referral.clicks'::regclass and c.relname ~ '^clicks_[0-9]{4}_[0-9]{2}$'
       and (to_date(right(c.relname, 7),
           'YYYY_MM') + interval '1 month') at time zone 'Asia/Shanghai' <= oldest
     order by c.relname
  loop
    begin
      execute format('drop table referral.%I', name);
      dropped := dropped + 1;
    exception when lock_not_available then
      exit;
    end;
  end loop;
  return dropped;
end $$;
comment on function private.drop_click_partitions() is
  'Drop the months of clicks that are older than their retention, all of them; not while somebody '
  'reads the clicks for long. Answers how many went.';

-- Sold counts -------------------------------------------------------------------------------------

create table ops.watermarks (
  name text primary key,
  cluster text not null,
  xid xid8 not null
);
comment on table ops.watermarks is
  'How far a fold has read: every transaction below xid is in it, none from it on. Transactions '
  'are numbered by a cluster, named by its identifier.';
alter table ops.watermarks enable row level security;
create index orders_paid_xid on trade.orders (xid) where paid_at is not null;

create function private.cluster_id() returns text
language sql stable set search_path = '' as $$
  select c.system_identifier::text from pg_catalog.pg_control_system() c
$$;
comment on function private.cluster_id() is
  'The cluster that numbers the transactions here; another one after a dump is restored elsewhere.';

create function private.recount_sold(most int) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  upto xid8;
  rows int;
begin
  update trade.orders o set xid = '3'   -- below every transaction
   where (o.shop_id, o.id) in (select x.shop_id, x.id from trade.orders x
                                where x.paid_at is not null
                                  and x.xid >= pg_snapshot_xmax(pg_current_snapshot()) limit most);
  get diagnostics rows = row_count;
  if rows >= most then
    return false;
  end if;
  upto := pg_snapshot_xmin(pg_current_snapshot());
  update catalog.products p set sold_count = n.sold
    from (select x.shop_id, x.id, coalesce(sum(l.quantity), 0) as sold
            from catalog.products x
            left join (trade.orders o join trade.order_lines l
                on l.shop_id = o.shop_id and l.order_id = o.id
                         and o.paid_at is not null and o.xid < upto)
              on l.shop_id = x.shop_id and l.product_id = x.id
           group by 1, 2) n
   where p.shop_id = n.shop_id and p.id = n.id and p.sold_count <> n.sold;
  update ops.watermarks w set cluster = private.cluster_id(), xid = upto
   where w.name = 'sold_counts';
  return true;
end $$;
comment on function private.recount_sold(int) is
  'A dump restored elsewhere brings numbers of another cluster''s transactions. Those still to '
  'come here are taken back, so many a call; false while there are more. Then everything below '
  'this cluster''s oldest open transaction is counted anew, and the fold goes on from there.';

create function private.fold_sold_counts(most int) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  upto xid8 := pg_snapshot_xmin(pg_current_snapshot());
  mark ops.watermarks;
begin
  insert into ops.watermarks (name, cluster, xid)
      values ('sold_counts', private.cluster_id(), '0') on conflict (name) do nothing;
  select w.* into mark from ops.watermarks w where w.name = 'sold_counts' for update;
  if mark.cluster <> private.cluster_id() then
    return private.recount_sold(most);
  end if;
  with sold as (
    select l.shop_id, l.product_id, sum(l.quantity) as quantity
      from trade.orders o join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
     where o.paid_at is not null and o.xid >= mark.xid and o.xid < upto
     group by 1, 2
  )
  update catalog.products p set sold_count = p.sold_count + sold.quantity
    from sold where p.shop_id = sold.shop_id and p.id = sold.product_id;
  update ops.watermarks w set xid = greatest(upto, mark.xid) where w.name = 'sold_counts';
  return true;
end $$;
comment on function private.fold_sold_counts(int) is
  'Add what was paid since the last fold to the products'' sold_count. Reads only below '
  'pg_snapshot_xmin: who commits late is not lost; one fold at a time. False while a recount has '
  'more to do (private.recount_sold).';

-- Erasing -----------------------------------------------------------------------------------------

create function private.erase_cron_runs(most int) returns int
language plpgsql volatile set search_path = '' as $$
declare
  erased int := 0;
begin
  if to_regclass('cron.job_run_details') is not null then
    execute 'delete from cron.job_run_details d where d.ctid = any (array(
               select x.ctid from cron.job_run_details x where x.start_time < $1 limit $2))'
      using private.now() - private.retention('cron_runs'), most;
    get diagnostics erased = row_count;
  end if;
  return erased;
end $$;
comment on function private.erase_cron_runs(int) is
  'pg_cron writes a row at every tick and erases none. Where there is a pg_cron, take old ones '
  'away, so many a call.';

create function private.erase_old(most int) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  answers int;
  notices int;
  sent int;
  clicks int;
begin
  delete from ops.idempotency i where i.ctid = any (array(
    select x.ctid from ops.idempotency x
     where x.created_at < private.now() - private.retention('answers') limit most));
  get diagnostics answers = row_count;
  delete from person.notices n where n.ctid = any (array(
    select x.ctid from person.notices x where x.retain_until < private.now() limit most));
  get diagnostics notices = row_count;
  delete from ops.outbox o where o.ctid = any (array(
    select x.ctid from ops.outbox x
     where x.status = 'done' and x.done_at < private.now() - private.retention('sent')
        or x.status = 'dropped'
            and x.created_at < private.now() - private.retention('sent') limit most));
  get diagnostics sent = row_count;
  delete from referral.clicks_default c where c.ctid = any (array(
    select x.ctid from referral.clicks_default x
     where x.slot < private.now() - private.retention('clicks') limit most));
  get diagnostics clicks = row_count;
  return jsonb_build_object('idempotency', answers,
      'notices', notices, 'outbox', sent, 'clicks', clicks,
                            'cron_runs', private.erase_cron_runs(most));
end $$;
comment on function private.erase_old(int) is
  'Erase what is older than its retention, at most so many rows a table and call. Answers how many '
  'of each.';
create index idempotency_age on ops.idempotency (created_at);
create index notices_age on person.notices (retain_until);
create index outbox_done on ops.outbox (done_at) where status = 'done';
create index outbox_dropped on ops.outbox (created_at) where status = 'dropped';

create table ops.upkeep (
  task text primary key,
  ran_at timestamptz not null
);
comment on table ops.upkeep is
  'When which upkeep was last done to its end: however many processes there are, it is due once an '
  'hour.';
alter table ops.upkeep enable row level security;

create function api.maintain() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := 5000;   -- rows a call erases per table
  erased jsonb;
  folded boolean;
  more boolean;
begin
  insert into ops.upkeep (task, ran_at)
      values ('maintain', '-infinity') on conflict (task) do nothing;
  perform from ops.upkeep u where u.task = 'maintain'
      and u.ran_at <= private.now() - interval '1 hour' for update skip locked;
  if not found then   -- done within the hour, or under way elsewhere
    return '{"ran": false, "more": false}';
  end if;
  erased := private.erase_old(most);
  folded := private.fold_sold_counts(most);
  more := not folded or exists (select from jsonb_each_text(erased) e where e.value::int >= most);
  if not more then
    update ops.upkeep u set ran_at = private.now() where u.task = 'maintain';
  end if;
  -- partitions last: their locks end with the transaction
  return erased || jsonb_build_object('ran', true, 'more', more,
    'partitions', private.create_click_partitions(3), 'dropped', private.drop_click_partitions());
end $$;
comment on function api.maintain() is
  'Upkeep, due once an hour and safe at any time: erase what is older than its retention, fold '
  'sold counts, make click partitions ahead and drop old ones. Answers {"ran", "more", '
  '"idempotency", "notices", "outbox", "clicks", "cron_runs", "partitions", "dropped"}: how many '
  'of each; more says that a batch was full, and that it is due again at once.';
grant execute on function api.maintain() to mall_jobs;
