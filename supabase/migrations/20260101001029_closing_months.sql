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

create function api.pay_volume_bonuses(batch int default 50) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := least(greatest(coalesce(batch, 50), 1), 500);
  due record;
  earners uuid[];
  earner uuid;
begin
  select m.* into due from private.months_to_close() m order by m.month, m.shop_id limit 1;
  if due.month is null or not pg_try_advisory_xact_lock(
      hashtextextended(concat_ws('|', 'closing', due.shop_id), 0)) then
    return '{"paid": 0, "more": false}';
  end if;
  earners := array(
    select distinct o.level1_id from trade.orders o
     where o.shop_id = due.shop_id and o.level1_id is not null and o.paid_at is not null
       and o.placed_at >= due.month::timestamp at time zone 'Asia/Shanghai'
       and o.placed_at < (due.month + interval '1 month') at time zone 'Asia/Shanghai'
       and not exists (select from ledger.volume_months v where v.shop_id = o.shop_id
         and v.distributor_id = o.level1_id and v.month = due.month)
     order by 1 limit most);
  foreach earner in array earners loop
    perform private.pay_bonus(due.shop_id, earner, due.month);
  end loop;
  if cardinality(earners) < most then
    insert into ledger.closed_months (shop_id, month) values (due.shop_id, due.month)
    on conflict on constraint closed_months_pkey do nothing;
  end if;
  return jsonb_build_object('paid', cardinality(earners), 'more', true);
end $$;
comment on function api.pay_volume_bonuses(int) is
  'Pay the volume bonuses of one month that is over, so many distributors a call; two at once do '
  'not meet. Answers {"paid", "more"}.';
grant execute on function api.pay_volume_bonuses(int) to mall_jobs;
