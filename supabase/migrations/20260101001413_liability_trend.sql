-- How a shop's liabilities went over the last days, and what of them falls due soon.

create function private.liability_trend(shop_id uuid, days int) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  today date := (private.now() at time zone 'Asia/Shanghai')::date;
  begins timestamptz := (today - days + 1)::timestamp at time zone 'Asia/Shanghai';
begin
  return (
    with day as (
      select today - n as day, (today - n + 1)::timestamp at time zone 'Asia/Shanghai' as ends
        from generate_series(0, days - 1) n
    ), changed as (
      select c.distributor_id as id, (c.at at time zone 'Asia/Shanghai')::date as day,
             sum(c.promised_fen) as promised, sum(c.held_fen) as held,
             sum(c.balance_fen) as balance, sum(c.paying_fen) as paying
        from private.liability_changes(liability_trend.shop_id, begins) c group by 1, 2
    ), now_owed as (
      select coalesce(l.distributor_id, x.id) as id,
             coalesce(l.pending_fen + l.held_fen, 0) as promised, coalesce(l.held_fen, 0) as held,
             coalesce(l.available_fen - l.owed_back_fen, 0) as balance,
             coalesce(l.withdrawing_fen, 0) as paying
        from private.liabilities(liability_trend.shop_id) l
        full join (select distinct c.id from changed c) x on x.id = l.distributor_id
    ), stood as (
      select d.day, n.promised - coalesce(sum(c.promised), 0) as promised,
             n.held - coalesce(sum(c.held), 0) as held,
             n.balance - coalesce(sum(c.balance), 0) as balance,
             n.paying - coalesce(sum(c.paying), 0) as paying
        from day d cross join now_owed n
        left join changed c on c.id = n.id and c.day > d.day
       group by d.day, n.id, n.promised, n.held, n.balance, n.paying)
    select jsonb_agg(jsonb_build_object('day', t.day,
             'pending_fen', t.promised - t.held, 'held_fen', t.held, 'available_fen', t.available,
             'withdrawing_fen', t.paying, 'owed_back_fen', t.owed_back,
             'total_fen', t.promised + t.available + t.paying - t.owed_back) order by t.day)
      from (select d.day, coalesce(sum(s.promised), 0) as promised,
                   coalesce(sum(s.held), 0) as held,
                   coalesce(sum(greatest(s.balance, 0)), 0) as available,
                   coalesce(sum(s.paying), 0) as paying,
                   coalesce(sum(greatest(-s.balance, 0)), 0) as owed_back
              from day d left join stood s on s.day = d.day group by d.day) t);
end $$;
comment on function private.liability_trend(uuid, int) is
  'What a shop owed at the end of each of so many days, today''s as it stands now, in fen '
  '(contracts/staff/liabilities.ts LiabilityTrend items). Equals private.liabilities_at of each.';

create function private.due_soon(shop_id uuid) returns bigint
language sql stable set search_path = '' as $$
  select coalesce(sum(c.commission_fen - c.reversed_fen), 0)::bigint from ledger.commissions c
   where c.shop_id = due_soon.shop_id and c.status = 'pending'
     and c.settle_at < private.now() + interval '7 days'
$$;
comment on function private.due_soon(uuid) is
  'What of pending commission settles within seven days, in fen, if nothing holds it.';

create function api.get_liability_trend(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the ledger is closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('days', private.liability_trend(me.shop_id, 30),
    'due_soon_fen', private.due_soon(me.shop_id));
end $$;
comment on function api.get_liability_trend(text) is
  'Staff: what the shop owed at the end of each of the last 30 days, and what settles within 7. '
  'Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_liability_trend(text) to authenticated;
