-- How a distributor's figures are read: by himself, and by staff on his page; one function for
-- both.

create function private.days_back(days int, out from_day date, out to_day date,
  out from_at timestamptz, out to_at timestamptz)
language plpgsql stable set search_path = '' as $$
begin
  if days is null or days not in (1, 7, 30) then
    perform private.fail_field('days', '只能看今天、7 天或 30 天');
  end if;
  to_day := private.shop_day(private.now());
  from_day := to_day + 1 - days;
  from_at := from_day::timestamp at time zone 'Asia/Shanghai';
  to_at := (to_day + 1)::timestamp at time zone 'Asia/Shanghai';
end $$;
comment on function private.days_back(int) is
  'The last 1, 7 or 30 days of Asia/Shanghai, today included, and the moments they span: '
  '[from_at, to_at). Raises INVALID_REQUEST.';

create type private.promoter_hour as (
  at timestamptz, openings bigint, orders bigint, kept_fen bigint);
comment on type private.promoter_hour is
  'What one hour brought a distributor; kept_fen is commission of both levels.';

create function private.promoter_hours(own private.own_rows) returns private.promoter_hour[]
language sql stable set search_path = '' as $$
  with part as (
    select date_trunc('hour', o.slot) as at, count(*) as openings, 0 as orders, 0::bigint as fen
      from unnest(own.opened) o group by 1
    union all
    select date_trunc('hour', s.paid_at), 0, count(*), 0 from unnest(own.sold) s group by 1
    union all
    select date_trunc('hour', p.promised_at), 0, 0, sum(p.kept_fen)::bigint
      from unnest(own.promised) p group by 1
  ), hour as (
    select at, sum(openings)::bigint, sum(orders)::bigint, sum(fen)::bigint from part group by at
  )
  select coalesce(array_agg(hour::private.promoter_hour order by at), '{}') from hour
$$;
comment on function private.promoter_hours(private.own_rows) is
  'The hours in which something came; an hour of Shanghai is one of UTC.';

create function private.by_day_json(hours private.promoter_hour[], from_day date, to_day date)
  returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_agg(jsonb_build_object('day', d.day, 'openings', coalesce(h.openings, 0),
      'orders', coalesce(h.orders, 0), 'kept_fen', coalesce(h.kept_fen, 0)) order by d.day)
    from (select from_day + n as day from generate_series(0, to_day - from_day) n) d
    left join (
      select private.shop_day(x.at) as day, sum(x.openings) as openings,
             sum(x.orders) as orders, sum(x.kept_fen) as kept_fen
        from unnest(hours) x group by 1) h on h.day = d.day
$$;
comment on function private.by_day_json(private.promoter_hour[], date, date) is
  'Each day of the span, also those without anything.';

create function private.by_hour_json(hours private.promoter_hour[]) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_agg(jsonb_build_object('hour', n, 'openings', coalesce(h.openings, 0),
      'orders', coalesce(h.orders, 0)) order by n)
    from generate_series(0, 23) n
    left join (
      select extract(hour from x.at at time zone 'Asia/Shanghai')::int as hour,
             sum(x.openings) as openings, sum(x.orders) as orders
        from unnest(hours) x group by 1) h on h.hour = n
$$;
comment on function private.by_hour_json(private.promoter_hour[]) is
  'The 24 hours of a day in Shanghai, summed over the days.';

create function private.promoter_products(shop_id uuid, own private.own_rows) returns jsonb
language sql stable set search_path = '' as $$
  with line as (   -- lines of his orders, each beside what he keeps of it; grouped, not joined
    select x.order_id, max(x.product_id) as product_id, sum(x.fen)::bigint as fen
      from (select l.order_id, l.line_no, l.product_id::text as product_id, 0::bigint as fen
              from unnest(own.sold) s
              join trade.order_lines l on l.shop_id = promoter_products.shop_id
               and l.order_id = s.order_id
            union all
            select p.order_id, p.line_no, null, p.kept_fen
              from unnest(own.promised) p where p.level = 1) x
     group by x.order_id, x.line_no
  ), part as (
    select o.product_id, count(*) as openings, 0 as orders, 0::bigint as fen
      from unnest(own.opened) o where o.product_id is not null group by 1
    union all
    select l.product_id::uuid, 0, count(distinct l.order_id), sum(l.fen)::bigint
      from line l where l.product_id is not null group by 1
  ), best as (
    select product_id, sum(openings) as openings, sum(orders) as orders, sum(fen) as fen
      from part group by 1 order by 4 desc, 3 desc, 2 desc, 1 limit 5
  )
  select coalesce(jsonb_agg(jsonb_build_object('product_id', p.id, 'title', p.title,
      'image_url', p.images[1], 'openings', b.openings, 'orders', b.orders,
      'kept_fen', b.fen) order by b.fen desc, b.orders desc, b.openings desc, p.id), '[]')
    from best b
    join catalog.products p on p.shop_id = promoter_products.shop_id and p.id = b.product_id
$$;
comment on function private.promoter_products(uuid, private.own_rows) is
  'The five products that earned him most on level 1 by the rows of an interval: openings of their '
  'links, orders with them of which he is level 1, and the commission kept of these lines in fen.';

create function private.promoter_figures(shop_id uuid, distributor_id uuid, days int)
  returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  span record := private.days_back(days);
  own private.own_rows := private.own_rows(shop_id, distributor_id, span.from_at, span.to_at);
  hours private.promoter_hour[] := private.promoter_hours(own);
begin
  return jsonb_build_object('days', days, 'from_day', span.from_day, 'to_day', span.to_day,
    'as_of', private.now(), 'words', private.promoter_metrics(),
    'leaderboard', private.has_leaderboard(shop_id),
    'totals', private.promoter_totals(shop_id, own),
    'by_day', private.by_day_json(hours, span.from_day, span.to_day),
    'by_hour', private.by_hour_json(hours),
    'products', private.promoter_products(shop_id, own));
end $$;
comment on function private.promoter_figures(uuid, uuid, int) is
  'Everything that one distributor''s figures show (contracts/promoting.ts PromoterFigures).';

create function api.get_my_figures(days int default 1) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: clicks, orders and commissions are closed to every client role
declare
  me record := private.distributor();
begin
  return private.promoter_figures(me.shop_id, me.distributor_id, days);
end $$;
comment on function api.get_my_figures(int) is
  'Distributor: what my links and customers brought in the last 1, 7 or 30 days of Asia/Shanghai, '
  'with the words of each metric. Raises DISTRIBUTOR_REQUIRED, INVALID_REQUEST.';
grant execute on function api.get_my_figures(int) to authenticated;

create function private.require_distributor(shop_id uuid, distributor_id uuid) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from referral.distributors d where d.shop_id = require_distributor.shop_id
      and d.id = require_distributor.distributor_id) then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  end if;
end $$;
comment on function private.require_distributor(uuid, uuid) is
  'There is this distributor or applicant in the shop, or DISTRIBUTOR_NOT_FOUND.';

create function api.get_distributor_figures(shop text, distributor_id uuid, days int default 30)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: clicks, orders and commissions are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  perform private.require_distributor(me.shop_id, distributor_id);
  return private.promoter_figures(me.shop_id, distributor_id, days);
end $$;
comment on function api.get_distributor_figures(text, uuid, int) is
  'Staff: the figures that one distributor sees on his phone. Raises SHOP_NOT_FOUND, FORBIDDEN, '
  'DISTRIBUTOR_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.get_distributor_figures(text, uuid, int) to authenticated;
