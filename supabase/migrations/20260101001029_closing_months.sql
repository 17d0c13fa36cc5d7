-- When a month's after-sales are over its volume bonuses are paid, distributor by distributor.

create function private.months_to_close() returns table (shop_id uuid, month date)
language sql stable set search_path = '' as $$
  select s.shop_id, m.month::date
    from (select r.shop_id, min(greatest(r.starts_at, r.saved_at)) as since
            from shop.rule_sets r
           where r.version is not null and r.volume_mode in ('after_whole', 'after_slices')
           group by r.shop_id) s
    join shop.settings t on t.shop_id = s.shop_id
   cross join lateral (select private.now() at time zone 'Asia/Shanghai' as now) c
   cross join lateral generate_series(
     private.month_of(s.since)::timestamp, c.now, interval '1 month') m(month)
   where m.month + interval '1 month' + make_interval(days => t.settle_days + 15) <= c.now
     and not exists (select from ledger.closed_months x
                      where x.shop_id = s.shop_id and x.month = m.month::date)
$$;
comment on function private.months_to_close() is
  'Months of shops that pay volume afterwards which ended settle_days + 15 days ago or more and '
  'are not closed.';

create function private.pay_bonus(shop_id uuid, distributor_id uuid, month date) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from referral.distributors d
    where d.shop_id = pay_bonus.shop_id and d.id = pay_bonus.distributor_id for share;
  perform private.lock_bonus(shop_id, distributor_id, month);
  insert into ledger.volume_months (shop_id, distributor_id, month)
  values (pay_bonus.shop_id, pay_bonus.distributor_id, pay_bonus.month)
  on conflict on constraint volume_months_pkey do nothing;
  if found then
    perform private.recompute_bonus(shop_id, distributor_id, month, month::text);
    perform private.hold_frozen_bonus(shop_id, distributor_id, month);
  end if;
end $$;
comment on function private.pay_bonus(uuid, uuid, date) is
  'Pay a distributor''s volume bonus of a month, once.';

create function private.unpaid_earners(shop_id uuid, month date, most int, set_aside boolean)
  returns uuid[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select distinct o.level1_id from trade.orders o
     where o.shop_id = unpaid_earners.shop_id and o.level1_id is not null
       and o.paid_at is not null
       and o.placed_at >= month::timestamp at time zone 'Asia/Shanghai'
       and o.placed_at < (month + interval '1 month') at time zone 'Asia/Shanghai'
       and not exists (select from ledger.volume_months v where v.shop_id = o.shop_id
         and v.distributor_id = o.level1_id and v.month = unpaid_earners.month)
       and unpaid_earners.set_aside = exists (select from ops.stuck k
         where k.shop_id = o.shop_id and k.job = 'bonus' and k.next_at > private.now()
           and k.subject_id = private.bonus_subject(o.level1_id, unpaid_earners.month))
     order by 1 limit most);
end $$;
comment on function private.unpaid_earners(uuid, date, int, boolean) is
  'Distributors of a month whose bonus is not paid: those to pay now, or those set aside.';

create function private.pay_bonuses(shop_id uuid, month date, earners uuid[]) returns uuid[]
language plpgsql volatile set search_path = '' as $$
declare
  earner uuid;
  stuck uuid[] := '{}';
begin
  foreach earner in array earners loop
    begin
      perform private.pay_bonus(shop_id, earner, month);
    exception when deadlock_detected or lock_not_available then raise;
    when others then   -- one month of one distributor cannot be: the others do not wait for it
      perform private.set_aside(shop_id, 'bonus', private.bonus_subject(earner, month), sqlerrm,
          jsonb_build_object('distributor_id', earner, 'month', month));
      stuck := stuck || earner;
    end;
  end loop;
  return stuck;
end $$;
comment on function private.pay_bonuses(uuid, date, uuid[]) is
  'Pay these distributors'' bonus of a month. Answers those for whom it raised, who are set aside.';

create function api.pay_volume_bonuses(batch int default 50) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := least(greatest(coalesce(batch, 50), 1), 500);
  due record;
  earners uuid[] := '{}';
  stuck uuid[] := '{}';
  closed boolean := false;
begin
  for due in select m.* from private.months_to_close() m order by m.month, m.shop_id loop
    continue when not pg_try_advisory_xact_lock(
        hashtextextended(concat_ws('|', 'closing', due.shop_id), 0));
    earners := private.unpaid_earners(due.shop_id, due.month, most, false);
    stuck := private.pay_bonuses(due.shop_id, due.month, earners);
    if cardinality(earners) < most and stuck = '{}'
       and private.unpaid_earners(due.shop_id, due.month, 1, true) = '{}' then
      insert into ledger.closed_months (shop_id, month) values (due.shop_id, due.month)
      on conflict on constraint closed_months_pkey do nothing;
      closed := true;
    end if;
    exit when closed or earners <> '{}';   -- else all that is left of it is set aside
  end loop;
  perform private.end_stuck('bonus');
  return jsonb_build_object('paid', cardinality(earners) - cardinality(stuck),
      'more', closed or earners <> '{}')
      || case when stuck = '{}' then '{}' else jsonb_build_object('stuck', stuck) end;
end $$;
comment on function api.pay_volume_bonuses(int) is
  'Pay the volume bonuses of one month that is over, so many distributors a call; two at once do '
  'not meet. Answers {"paid", "more", "stuck"?}: stuck are distributors whose bonus of the month '
  'raised, which is set aside for a while; the month stays open for them, and the others and the '
  'months after it go on.';
grant execute on function api.pay_volume_bonuses(int) to mall_jobs;
