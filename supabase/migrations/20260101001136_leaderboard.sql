-- The leaderboard: who kept the most by his own sales. Nobody stands higher for whom he invited or
-- what they sold.

create function private.has_leaderboard(shop_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select s.leaderboard from shop.settings s where s.shop_id = has_leaderboard.shop_id
$$;
comment on function private.has_leaderboard(uuid) is
  'Whether the shop shows its distributors a leaderboard.';

create function private.period_of(period text, out from_day date, out to_day date)
language plpgsql stable set search_path = '' as $$
begin
  to_day := private.shop_day(private.now());
  from_day := case period when 'today' then to_day
    when 'week' then date_trunc('week', to_day)::date
    when 'month' then date_trunc('month', to_day)::date end;
  if from_day is null then
    perform private.fail_field('period', '只能看今天、本周或本月');
  end if;
end $$;
comment on function private.period_of(text) is
  'today, week (from Monday) or month until today, days of Asia/Shanghai. Raises INVALID_REQUEST.';

create function private.leaders(shop_id uuid, from_day date, to_day date)
  returns table (distributor_id uuid, kept_fen bigint, rank bigint)
language plpgsql stable rows 100 set search_path = '' as $$
declare
  from_at timestamptz := from_day::timestamp at time zone 'Asia/Shanghai';
  to_at timestamptz := (to_day + 1)::timestamp at time zone 'Asia/Shanghai';
begin
  return query
    select d.id, s.fen, rank() over (order by s.fen desc)
      from (select o.level1_id, sum(l.goods_fen - l.refunded_goods_fen)::bigint as fen
              from trade.orders o
              join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
             where o.shop_id = leaders.shop_id and o.level1_id is not null
               and o.id >= private.id_at(from_at - interval '3 days')
               and o.id < private.id_at(to_at + interval '1 millisecond')
               and o.paid_at >= from_at and o.paid_at < to_at
             group by 1) s
      join referral.distributors d on d.shop_id = leaders.shop_id and d.id = s.level1_id
       and d.status = 'approved'
     where s.fen > 0;
end $$;
comment on function private.leaders(uuid, date, date) is
  'The promoting distributors who kept something in these days: what was paid for goods in orders '
  'of which he is level 1, less refunds decided, in fen. Who kept as much has the same rank, and '
  'the ranks behind are left out. An order is paid within three days of being placed.';

create function private.leaderboard_json(shop_id uuid, period text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  span record := private.period_of(period);
begin
  return (
    select jsonb_build_object('period', period, 'from_day', span.from_day, 'to_day', span.to_day,
        'is_on', private.has_leaderboard(leaderboard_json.shop_id), 'count', count(*),
        'rows', coalesce(jsonb_agg(jsonb_build_object('rank', b.rank, 'kept_fen', b.kept_fen,
            'distributor_id', d.id, 'code', d.code, 'label', private.label(d.shop_id, d.id))
          order by b.rank, d.id) filter (where b.n <= 100), '[]'))
      from (select x.*, row_number() over (order by x.rank, x.distributor_id) as n
              from private.leaders(
                leaderboard_json.shop_id, span.from_day, span.to_day) x) b
      join referral.distributors d on d.shop_id = leaderboard_json.shop_id
       and d.id = b.distributor_id);
end $$;
comment on function private.leaderboard_json(uuid, text) is
  'The first hundred of a period (contracts/promoting.ts StaffLeaderboard), and how many there '
  'are.';

create function api.get_leaderboard(period text default 'month') returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: orders of all distributors are closed to every client role
declare
  me record := private.distributor();
  board jsonb;
  mine record;
  span record := private.period_of(period);
begin
  if not private.has_leaderboard(me.shop_id) then
    perform private.fail('LEADERBOARD_CLOSED');
  end if;
  board := private.leaderboard_json(me.shop_id, period);
  select x.rank, x.kept_fen, (
      select min(y.kept_fen) - coalesce(x.kept_fen, 0)
        from private.leaders(me.shop_id, span.from_day, span.to_day) y
       where y.kept_fen > coalesce(x.kept_fen, 0)) as to_next_fen
    into mine
    from (select 1) one
    left join private.leaders(me.shop_id, span.from_day, span.to_day) x
      on x.distributor_id = me.distributor_id;
  return board - 'is_on' || jsonb_build_object(
    'me', jsonb_build_object('rank', mine.rank, 'kept_fen', coalesce(mine.kept_fen, 0),
      'to_next_fen', mine.to_next_fen),
    'rows', (select coalesce(jsonb_agg(r.row - '{distributor_id,code}'::text[]
               || jsonb_build_object('is_me', r.row ->> 'distributor_id' = me.distributor_id::text)
               order by r.n), '[]')
               from jsonb_array_elements(board -> 'rows') with ordinality r(row, n)));
end $$;
comment on function api.get_leaderboard(text) is
  'Distributor: who kept the most by own sales today, this week or this month, under labels; my '
  'rank, null while I kept nothing, and how much is missing to who stands next above. Raises '
  'DISTRIBUTOR_REQUIRED, LEADERBOARD_CLOSED, INVALID_REQUEST.';
grant execute on function api.get_leaderboard(text) to authenticated;

create function api.staff_get_leaderboard(shop text, period text default 'month') returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: orders of all distributors are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.leaderboard_json(me.shop_id, period);
end $$;
comment on function api.staff_get_leaderboard(text, text) is
  'Staff: the leaderboard with codes, and whether distributors see it. Raises SHOP_NOT_FOUND, '
  'FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.staff_get_leaderboard(text, text) to authenticated;
