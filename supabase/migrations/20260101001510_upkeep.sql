-- Upkeep: what was kept for a while is erased, months stand ready and go in time, folds go on.

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

create function private.erase_told(most int) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  told int;
  previews int;
begin
  delete from referral.notices n where n.ctid = any (array(
    select x.ctid from referral.notices x
     where x.created_at < private.now() - private.retention('told') limit most));
  get diagnostics told = row_count;
  delete from shop.rule_previews p where p.ctid = any (array(
    select x.ctid from shop.rule_previews x
     where x.created_at < private.now() - private.retention('previews') limit most));
  get diagnostics previews = row_count;
  return jsonb_build_object('told', told, 'previews', previews);
end $$;
comment on function private.erase_told(int) is
  'Erase what members were told and what previews of rules found when it is older than its '
  'retention, so many rows a table and call. Answers {"told", "previews"}: how many of each.';

create function private.erase_old(most int) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  answers int;
  notices int;
  sent int;
  footprints int;
  searches int;
  applications int;
  imported uuid[];
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
  delete from member.footprints f where f.ctid = any (array(
    select x.ctid from member.footprints x
     where x.day < private.shop_day(private.now() - private.retention('footprints')) limit most));
  get diagnostics footprints = row_count;
  delete from member.searches s where s.ctid = any (array(
    select x.ctid from member.searches x
     where x.at < private.now() - private.retention('searches') limit most));
  get diagnostics searches = row_count;
  delete from person.application_answers a where a.ctid = any (array(
    select x.ctid from person.application_answers x
     where x.answered_at < private.now() - private.retention('applications') limit most));
  get diagnostics applications = row_count;
  imported := array(select e.id from person.imported e
    where e.expires_at <= private.now() and e.phone_fingerprint is not null limit most);
  update person.imported e
     set name = '', remark = '', phone_sealed = null, phone_fingerprint = null
   where e.id = any (imported);
  return private.erase_waiting(most) || private.erase_told(most) || jsonb_build_object(
      'idempotency', answers,
      'notices', notices, 'outbox', sent, 'footprints', footprints,
      'searches', searches, 'applications', applications,
      'imported', cardinality(imported), 'agreements', private.erase_agreements(most),
      'marks', private.erase_marks(most), 'cron_runs', private.erase_cron_runs(most));
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
  perform private.list_ending_keys();
  more := not folded or exists (select from jsonb_each_text(erased) e where e.value::int >= most);
  if not more then
    update ops.upkeep u set ran_at = private.now() where u.task = 'maintain';
  end if;
  -- partitions last: their locks end with the transaction
  return erased || jsonb_build_object('ran', true, 'more', more,
    'partitions', private.create_months(3), 'dropped', private.drop_months());
end $$;
comment on function api.maintain() is
  'Upkeep, due once an hour and safe at any time: erase what is older than its retention, fold '
  'sold counts, list keys that end, make months ahead and drop old ones. Answers {"ran", "more", '
  '"idempotency", "notices", "outbox", "footprints", "searches", "applications", "imported", '
  '"agreements", "told", "previews", "clicks", "events", "signals", "marks", "cron_runs", '
  '"partitions", "dropped"}: how many of each; more says that a batch was full, and that it is due '
  'again at once.';
grant execute on function api.maintain() to mall_jobs;
