-- Folding: what is kept of events (counts, sums, hits) is advanced by reading the events that came
-- since the last time, each once, whatever order their transactions commit in.

create table ops.watermarks (
  name text primary key,
  cluster text not null,
  xid xid8 not null
);
comment on table ops.watermarks is
  'How far a fold has read: every transaction below xid is in it, none from it on. Transactions '
  'are numbered by a cluster, named by its identifier.';
alter table ops.watermarks enable row level security;

create function private.cluster_id() returns text
language sql stable set search_path = '' as $$
  select c.system_identifier::text from pg_catalog.pg_control_system() c
$$;
comment on function private.cluster_id() is
  'The cluster that numbers the transactions here; another one after a dump is restored elsewhere.';

create type private.fold_span as (since xid8, upto xid8, anew boolean);
comment on type private.fold_span is
  'Which events a fold reads: since <= xid < upto. anew: it forgets what it had and counts all.';

create function private.fold(name text, most int default 5000) returns private.fold_span
language plpgsql volatile set search_path = '' as $$
declare
  here text := private.cluster_id();
  mark ops.watermarks;
  span private.fold_span;
begin
  insert into ops.watermarks (name, cluster, xid)
  values (fold.name, here, '0') on conflict on constraint watermarks_pkey do nothing;
  select w.* into mark from ops.watermarks w where w.name = fold.name for update;
  span.anew := mark.cluster <> here;
  if span.anew and not private.take_back_xids(most) then
    return null;
  end if;
  span.since := case when span.anew then '0'::xid8 else mark.xid end;
  span.upto := greatest(pg_snapshot_xmin(pg_current_snapshot()), span.since);
  update ops.watermarks w set cluster = here, xid = span.upto where w.name = fold.name;
  return span;
end $$;
comment on function private.fold(text, int) is
  'The next step of the named fold: read ops.events from since on and below upto, add what they '
  'say, in this transaction and by a later statement (one that began before does not see all that '
  'is below upto). It holds the fold''s watermark until the transaction ends, so one '
  'reads at a time, and it ends below the oldest open transaction: what commits late is not lost, '
  'and nothing is read twice. anew says that a dump was restored here: count everything below '
  'upto from nothing. Null: numbers of that other cluster are still being taken back, so many a '
  'call; call again.';

create function private.take_back_xids(most int) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  rows int;
begin
  update ops.events e set xid = '3'   -- below every transaction
   where (e.shop_id, e.id, e.happened_at) in (
     select x.shop_id, x.id, x.happened_at from ops.events x
      where x.xid >= pg_snapshot_xmax(pg_current_snapshot()) limit most);
  get diagnostics rows = row_count;
  return rows < most;
end $$;
comment on function private.take_back_xids(int) is
  'A dump restored elsewhere brings numbers of another cluster''s transactions. Those still to '
  'come here are taken back, so many a call; false while there may be more.';

-- Sold counts: the first fold ---------------------------------------------------------------------

create function private.fold_sold_counts(most int) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  span private.fold_span := private.fold('sold_counts', most);
begin
  if span is null then
    return false;
  elsif span.anew then
    perform private.recount_sold(span.upto);
    return true;
  end if;
  with sold as (
    select l.shop_id, l.product_id, sum(l.quantity) as quantity
      from ops.events e
      join trade.order_lines l on l.shop_id = e.shop_id and l.order_id = e.subject_id
     where e.kind = 'order.paid' and e.xid >= span.since and e.xid < span.upto
     group by 1, 2
  ), locked as (   -- in the order in which an import locks its products
    select p.shop_id, p.id, sold.quantity
      from catalog.products p
      join sold on sold.shop_id = p.shop_id and sold.product_id = p.id
     order by p.shop_id, p.id for no key update of p
  )
  update catalog.products p set sold_count = p.sold_count + locked.quantity
    from locked where p.shop_id = locked.shop_id and p.id = locked.id;
  return true;
end $$;
comment on function private.fold_sold_counts(int) is
  'Add what was paid since the last fold to the products'' sold_count. False while a restored '
  'dump''s numbers are being taken back (private.fold).';

create function private.recount_sold(upto xid8) returns void
language sql volatile set search_path = '' as $$
  with counted as (
    select x.shop_id, x.id, coalesce(sum(l.quantity) filter (where o.id is not null), 0) as sold
      from catalog.products x
      left join trade.order_lines l on l.shop_id = x.shop_id and l.product_id = x.id
      left join trade.orders o
        on o.shop_id = l.shop_id and o.id = l.order_id and o.paid_at is not null
       and not exists (select from ops.events e
                        where e.xid >= recount_sold.upto and e.kind = 'order.paid'
                          and e.shop_id = o.shop_id and e.subject_id = o.id)
     group by 1, 2
  ), locked as (   -- in the order in which an import locks its products
    select p.shop_id, p.id, n.sold
      from catalog.products p join counted n on n.shop_id = p.shop_id and n.id = p.id
     where p.sold_count <> n.sold
     order by p.shop_id, p.id for no key update of p
  )
  update catalog.products p set sold_count = locked.sold
    from locked where p.shop_id = locked.shop_id and p.id = locked.id
$$;
comment on function private.recount_sold(xid8) is
  'Count the orders anew that were paid by a transaction below upto; the fold goes on from there.';
