-- Figures. Each is defined once, here; each costs what lies in its days, never history: ids carry
-- their time.

create function private.figures(shop_id uuid, from_at timestamptz, to_at timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  with span as (
    select private.id_at(from_at) as first_id,
        private.id_at(to_at + interval '1 millisecond') as end_id
  ), click as (
    select count(*) as clicks from referral.clicks c, span
     where c.shop_id = figures.shop_id and c.id >= span.first_id and c.id < span.end_id
       and c.slot > from_at - interval '10 minutes' and c.slot <= to_at
  ), placed as (
    select count(*) as orders from trade.orders o, span
     where o.shop_id = figures.shop_id and o.id >= span.first_id and o.id < span.end_id
  ), paid as (
    select count(*) as orders, count(distinct o.member_id) as buyers,
        coalesce(sum(o.payable_fen), 0)::bigint as fen
      from trade.orders o, span
     where o.shop_id = figures.shop_id
       and o.id >= private.id_at(from_at - interval '3 days') and o.id < span.end_id
       and o.paid_at >= from_at and o.paid_at <= to_at
  ), moved as (
    select coalesce(sum(e.amount) filter (where t.kind = 'refund'
        and a.kind in ('wechat', 'outside')), 0)::bigint as refunded_fen,
           coalesce(sum(e.amount) filter (where t.kind = 'commission_settle'
               and a.kind = 'commission_available'), 0)::bigint as settled_fen
      from span
      join ledger.transfers t on t.shop_id = figures.shop_id
       and t.id >= span.first_id and t.id < span.end_id
                             and t.kind in ('refund', 'commission_settle')
      join ledger.entries e on e.shop_id = t.shop_id and e.transfer_id = t.id
      join ledger.accounts a on a.shop_id = e.shop_id and a.id = e.account_id
  ), promised as (
    select coalesce(sum(c.commission_fen), 0)::bigint as fen from ledger.commissions c, span
     where c.shop_id = figures.shop_id and c.id >= span.first_id and c.id < span.end_id
  )
  select jsonb_build_object('clicks', click.clicks, 'buyers', paid.buyers,
      'orders', placed.orders, 'paid_orders', paid.orders,
    'paid_fen', paid.fen, 'refunded_fen', moved.refunded_fen,
    'commission_pending_fen', promised.fen, 'commission_settled_fen', moved.settled_fen)
    from click, placed, paid, moved, promised
$$;
comment on function private.figures(uuid, timestamptz, timestamptz) is
  'The figures from one moment to another, both included. clicks: counted clicks. orders: placed. '
  'paid_orders, paid_fen, buyers: orders paid then, what they cost, and how many different members '
  'they are of; an order is paid within three days of being placed. refunded_fen: money that '
  'arrived back, of late and second payments too. commission_pending_fen: promised then, both '
  'levels. commission_settled_fen: moved into balances then. All fen.';

create function api.get_overview(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads closed tables for staff of the shop
declare
  me record := private.staff(shop, 'read');
  now timestamptz := private.now();
  today timestamptz := private.shop_day(now)::timestamp at time zone 'Asia/Shanghai';
begin
  return jsonb_build_object('as_of', now,
    'today', private.figures(me.shop_id, today, now),
    'yesterday', private.figures(me.shop_id, today - interval '1 day', now - interval '1 day'));
end $$;
comment on function api.get_overview(text) is
  'Today until now against yesterday until the same time, day of Asia/Shanghai; figures as '
  'private.figures defines them. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_overview(text) to authenticated;

create type private.funnel_step as (
  share_id uuid, clicks bigint, orders bigint, paid bigint,
    kept bigint, paid_fen bigint, kept_fen bigint
);
comment on type private.funnel_step is 'What one share brought, in fen.';

create function private.funnel_steps(shop_id uuid, from_at timestamptz, to_at timestamptz)
  returns setof private.funnel_step
language sql stable set search_path = '' as $$
  with span as (
    select private.id_at(from_at) as first_id, private.id_at(to_at) as end_id
  ), part as (
    select s.id as share_id, 0 as clicks, 0 as orders, 0 as paid,
        0 as kept, 0::bigint as paid_fen, 0::bigint as kept_fen
      from referral.shares s, span
     where s.shop_id = funnel_steps.shop_id and s.id >= span.first_id and s.id < span.end_id
    union all
    select c.share_id, count(*), 0, 0, 0, 0, 0
      from referral.clicks c, span
     where c.shop_id = funnel_steps.shop_id and c.id >= span.first_id and c.id < span.end_id
       and c.slot > from_at - interval '10 minutes' and c.slot < to_at
     group by c.share_id
    union all
    select o.share_id, 0, 1, (o.paid_at is not null)::int,
        (o.paid_at is not null and o.status <> 'refunded')::int,
           case when o.paid_at is not null then o.payable_fen else 0 end,
           case when o.paid_at is not null then o.payable_fen - refund.fen else 0 end
      from span
      join trade.orders o on o.shop_id = funnel_steps.shop_id
       and o.id >= span.first_id and o.id < span.end_id and o.share_id is not null
     cross join lateral (
         select coalesce(sum(l.refunded_goods_fen + l.refunded_freight_fen), 0)::bigint as fen
                           from trade.order_lines l where l.shop_id = o.shop_id
                            and l.order_id = o.id) refund
  )
  select p.share_id, sum(p.clicks)::bigint, sum(p.orders)::bigint,
      sum(p.paid)::bigint, sum(p.kept)::bigint,
         sum(p.paid_fen)::bigint, sum(p.kept_fen)::bigint
    from part p group by p.share_id
$$;
comment on function private.funnel_steps(uuid, timestamptz, timestamptz) is
  'Per share that was made, opened or ordered through in [from_at, to_at). clicks: counted then. '
  'orders: placed then, the share being the buyer''s last click within 30 days. paid: those of '
  'them paid since. kept: those not refunded whole. kept_fen: paid less every refund decided. Fen.';

create function api.get_funnel(shop text, days int default 7, by text default 'distributor')
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads closed tables for staff of the shop
#variable_conflict use_column
declare
  me record := private.staff(shop, 'read');
  to_day date := private.shop_day(private.now());
  -- no day so far away that it is none
  from_day date := to_day + 1 - least(greatest(days, 1), 92);
  answer jsonb;
begin
  if coalesce(days not between 1 and 92, true) then
    perform private.fail('INVALID_REQUEST', '{"field":"days"}');
  elsif coalesce(by not in ('distributor', 'product'), true) then
    perform private.fail('INVALID_REQUEST', '{"field":"by"}');
  end if;
  with step as (
    select f.*, case get_funnel.by when 'product' then s.product_id else d.id end as key
      from private.funnel_steps(me.shop_id, from_day::timestamp at time zone 'Asia/Shanghai',
                                (to_day + 1)::timestamp at time zone 'Asia/Shanghai') f
      join referral.shares s on s.shop_id = me.shop_id and s.id = f.share_id
      left join referral.distributors d on d.shop_id = s.shop_id
       and d.id = s.sharer_id and d.approved_at is not null
  ), summed as (
    select key, grouping(key) as is_total,
           jsonb_build_object('shares', count(share_id),
               'clicks', coalesce(sum(clicks), 0), 'orders', coalesce(sum(orders), 0),
             'paid', coalesce(sum(paid), 0), 'kept', coalesce(sum(kept), 0),
             'paid_fen', coalesce(sum(paid_fen), 0),
             'kept_fen', coalesce(sum(kept_fen), 0)) as steps,
           row_number() over (partition by grouping(key)
               order by sum(kept_fen) desc, sum(clicks) desc, key) as rank
      from step group by grouping sets ((key), ())
  )
  select jsonb_build_object('from_day', from_day, 'to_day', to_day, 'by', get_funnel.by,
      'total', (select t.steps from summed t where t.is_total = 1),
      'rows', coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'label', case
            when r.key is null then case get_funnel.by when 'product' then '其他页面' else '普通会员' end
            when get_funnel.by = 'product' then (select p.title
                from catalog.products p where p.shop_id = me.shop_id and p.id = r.key)
            else (select private.label(d.shop_id, d.id) || ' ' || d.code
                from referral.distributors d where d.shop_id = me.shop_id and d.id = r.key)
          end) || r.steps order by r.rank), '[]'))
    into answer
    from summed r where r.is_total = 0 and r.rank <= 50;
  return answer;
end $$;
comment on function api.get_funnel(text, int, text) is
  'Share, click, order, pay, kept over the past 1 to 92 days, today included (Asia/Shanghai, by '
  'the mall''s clock), by the distributor who shared or the product shared; the 50 largest by what '
  'was kept. shares: links made, opened or ordered through then. Orders without a click are in no '
  'funnel. Steps as private.funnel_steps defines them, fen. Raises INVALID_REQUEST, '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_funnel(text, int, text) to authenticated;
