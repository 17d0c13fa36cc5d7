-- Fetching bills: planned by day, handed to one worker at a time, taken row by row, believed when
-- the hash was right.

create function private.add_bill_accounts() returns void
language sql volatile set search_path = '' as $$
  insert into pay.bill_accounts (shop_id, mchid, from_day)
  select a.shop_id, p.mchid, greatest((min(p.at) at time zone 'Asia/Shanghai')::date,
           (private.now() at time zone 'Asia/Shanghai')::date - 90)
    from shop.wechat_accounts a
   cross join lateral (
     select x.mchid, x.created_at as at from pay.attempts x where x.shop_id = a.shop_id
     union all select a.mchid, private.now()) p
   where a.mchid <> '' and p.mchid <> '' and not exists (   -- once: it reads all attempts
     select from pay.bill_accounts b where b.shop_id = a.shop_id and b.mchid = a.mchid)
   group by a.shop_id, p.mchid
  on conflict on constraint bill_accounts_once do nothing;
  update pay.bill_accounts b
     set left_day = case when a.mchid <> b.mchid
         then (private.now() at time zone 'Asia/Shanghai')::date end
    from shop.wechat_accounts a
   where a.shop_id = b.shop_id and (a.mchid <> b.mchid) <> (b.left_day is not null)
$$;
comment on function private.add_bill_accounts() is
  'A merchant number that is new to us, with those before it under which the shop was paid, is '
  'compared from its first trade on, at most 90 days back: WeChat keeps bills no longer. One that '
  'the shop has left says since when.';

create function private.plan_bills() returns void
language plpgsql volatile set search_path = '' as $$
declare
  last_day date := ((private.now() - interval '10 hours') at time zone 'Asia/Shanghai')::date - 1;
  account pay.bill_accounts;
  due_day date;
begin
  perform private.add_bill_accounts();
  for account in
    select a.* from pay.bill_accounts a
     where coalesce(a.planned_to, a.from_day - 1) < last_day
     order by a.shop_id, a.id for update skip locked
  loop
    for due_day in
      select d::date from generate_series(greatest(account.from_day, account.planned_to + 1,
                last_day - 89), last_day, interval '1 day') d
       where account.left_day is null or d::date <= account.left_day
          or exists (select from private.booked_between(account,
               private.day_start(d::date), private.day_start(d::date + 1)))
    loop
      insert into pay.bill_days (shop_id, account_id, day)
      values (account.shop_id, account.id, due_day) on conflict do nothing;
      insert into pay.bills (shop_id, account_id, day, kind, next_at)
      select account.shop_id, account.id, due_day, k, private.now()
        from unnest('{trade,basic,operation}'::text[]) k
      on conflict on constraint bills_once do nothing;
    end loop;
    update pay.bill_accounts a set planned_to = last_day
     where a.shop_id = account.shop_id and a.id = account.id;
  end loop;
end $$;
comment on function private.plan_bills() is
  'After ten in the morning (Asia/Shanghai) yesterday''s bills are due, and those of days missed. '
  'Of a number that the shop has left, those of days on which money still moved.';

create function private.compare_again() returns void
language plpgsql volatile set search_path = '' as $$
declare
  known record;
begin
  for known in
    select a, x.day
      from (select d.shop_id, d.account_id, d.day from pay.bill_differences d
             where d.status = 'open'
            union
            select w.shop_id, w.account_id, w.day from pay.bill_days w where w.waiting > 0) o
      join pay.bill_days x on x.shop_id = o.shop_id and x.account_id = o.account_id
       and x.day = o.day
      join pay.bill_accounts a on a.shop_id = x.shop_id and a.id = x.account_id
     where x.compared_at <= private.now() - interval '1 hour'
       and x.day > (private.now() at time zone 'Asia/Shanghai')::date - 100
     order by x.compared_at limit 20
  loop
    perform private.compare_day(known.a, known.day);
  end loop;
end $$;
comment on function private.compare_again() is
  'Days on which something is open or waits are compared once an hour: a late notice may have '
  'mended it.';

create function api.claim_bills(batch int default 4) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  now timestamptz := private.now();
  answer jsonb;
begin
  perform private.plan_bills();
  perform private.compare_again();
  with due as (
    select b.shop_id, b.id from pay.bills b
     where b.status = 'due' and b.next_at <= now
       and (b.leased_until is null or b.leased_until <= now)
     order by b.day desc, b.id limit least(greatest(coalesce(batch, 4), 1), 20)
     for update skip locked
  ), leased as (
    update pay.bills b
       set lease_token = gen_random_uuid(), leased_until = now + interval '5 minutes',
           tries = b.tries + 1, take = b.take + 1
      from due where b.shop_id = due.shop_id and b.id = due.id
    returning b.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('shop_id', l.shop_id, 'shop', s.code, 'id', l.id,
      'mchid', a.mchid, 'day', l.day, 'kind', l.kind, 'lease_token', l.lease_token)
      order by l.day desc, l.id), '[]')
    into answer
    from leased l join shop.shops s on s.id = l.shop_id
    join pay.bill_accounts a on a.shop_id = l.shop_id and a.id = l.account_id;
  return answer;
end $$;
comment on function api.claim_bills(int) is
  'Bills to fetch, the newest day first, each handed to one worker for five minutes; saving rows '
  'prolongs that: [{"shop_id", "shop", "id", "mchid", "day", "kind", "lease_token"}]. Plans what '
  'is due before, and looks again where something is open.';
grant execute on function api.claim_bills(int) to mall_jobs;
