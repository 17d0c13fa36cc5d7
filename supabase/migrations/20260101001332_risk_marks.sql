-- By what orders and people are compared: marks, put together from the signals after the fact, so
-- that placing and paying do nothing for it, and a rule looks one thing up instead of reading on.

create table person.traces (
  shop_id uuid not null,
  member_id uuid not null,
  kind text not null
    constraint traces_kind_known check (kind in ('device', 'phone', 'address', 'region')),
  mark text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (shop_id, member_id, kind, mark)
);
comment on table person.traces is
  'Which device, receiver''s phone, address and region a member was seen with, once however often; '
  'marks are keyed fingerprints, regions as the proxy names them. Kept for 180 days after the last '
  'time, and gone with the person.';
alter table person.traces enable row level security;
create index traces_of_mark on person.traces (shop_id, kind, mark, member_id) include (first_at);
create index traces_age on person.traces (last_at);

create table person.order_marks (
  shop_id uuid not null,
  order_id uuid not null,
  member_id uuid not null,
  level1_id uuid,
  level2_id uuid,
  paid_at timestamptz not null,
  bound_seconds int,
  device text,
  block text,
  region text,
  phone text,
  address text,
  primary key (shop_id, order_id)
);
comment on table person.order_marks is
  'A paid order that was judged, by what it is compared: the buyer''s device, block of addresses '
  '(/24 or /48) and region when he ordered or paid, the receiver''s phone and address, all as '
  'keyed fingerprints; bound_seconds from binding to paying. Kept for 180 days; of a forgotten '
  'person without the marks. Without a row the order is still to be judged.';
alter table person.order_marks enable row level security;
create index order_marks_of_buyer
  on person.order_marks (shop_id, level1_id, member_id, paid_at) where level1_id is not null;
create index order_marks_of_level1
  on person.order_marks (shop_id, level1_id, paid_at) where level1_id is not null;
create index order_marks_quick on person.order_marks (shop_id, level1_id, paid_at)
  where bound_seconds <= 3600;
create index order_marks_of_device
  on person.order_marks (shop_id, device, paid_at) where device is not null;
create index order_marks_of_block
  on person.order_marks (shop_id, block, paid_at) where block is not null;
create index order_marks_of_member on person.order_marks (shop_id, member_id, paid_at);
create index order_marks_age on person.order_marks (paid_at);

create function private.trace(shop_id uuid, member_id uuid, device text, region text) returns void
language sql volatile set search_path = '' as $$
  insert into person.traces as t (shop_id, member_id, kind, mark, first_at, last_at)
  select trace.shop_id, trace.member_id, k.kind, k.mark, private.now(), private.now()
    from (values ('device', device), ('region', region)) k(kind, mark)
   where k.mark <> ''
   order by k.kind
  on conflict on constraint traces_pkey do update set last_at = excluded.last_at
   where t.last_at < excluded.last_at - interval '1 day'
$$;
comment on function private.trace(uuid, uuid, text, text) is
  'A member was seen with a device and in a region.';

create function private.mark_orders(shop_id uuid, order_ids uuid[]) returns uuid[]
language sql volatile set search_path = '' as $$
  with marked as (
    insert into person.order_marks (shop_id, order_id, member_id, level1_id, level2_id, paid_at,
      bound_seconds, device, block, region, phone, address)
    select o.shop_id, o.id, o.member_id, nullif(o.level1_id, o.member_id), o.level2_id, o.paid_at,
           extract(epoch from o.paid_at - b.bound_at)::int,
           s.device, s.block, s.region, c.phone_fingerprint, c.address_fingerprint
      from trade.orders o
      left join referral.bindings b on b.shop_id = o.shop_id and b.id = o.binding_id
      left join person.order_contacts c on c.shop_id = o.shop_id and c.order_id = o.id
      left join lateral (
        select max(x.device_fingerprint) as device, max(x.address_fingerprint) as block,
               max(x.region) as region
          from person.signals x
         where x.shop_id = o.shop_id and x.actor_id = o.member_id and x.subject_id = o.id
           and x.seen_at between o.placed_at and o.paid_at
           and x.moment in ('order', 'payment')) s on true
     where o.shop_id = mark_orders.shop_id and o.id = any (order_ids) and o.paid_at is not null
     order by o.id
    on conflict do nothing
    returning *
  ), traced as (
    insert into person.traces as t (shop_id, member_id, kind, mark, first_at, last_at)
    select m.shop_id, m.member_id, k.kind, k.mark, min(m.paid_at), max(m.paid_at)
      from marked m
     cross join lateral (values ('device', m.device), ('phone', m.phone),
       ('address', m.address), ('region', m.region)) k(kind, mark)
     where k.mark is not null
     group by m.shop_id, m.member_id, k.kind, k.mark order by m.member_id, k.kind, k.mark
    on conflict on constraint traces_pkey do update
       set first_at = least(t.first_at, excluded.first_at),
           last_at = greatest(t.last_at, excluded.last_at)
     where t.last_at < excluded.last_at - interval '1 day' or t.first_at > excluded.first_at
  )
  select coalesce(array_agg(m.order_id), '{}') from marked m
$$;
comment on function private.mark_orders(uuid, uuid[]) is
  'Mark paid orders, and trace their buyers. Answers those that were not marked before.';

create function private.erase_marks(most int) returns int
language plpgsql volatile set search_path = '' as $$
declare
  marks int;
  traces int;
begin
  delete from person.order_marks m where m.ctid = any (array(
    select x.ctid from person.order_marks x
     where x.paid_at < private.now() - private.retention('signals') limit most));
  get diagnostics marks = row_count;
  delete from person.traces t where t.ctid = any (array(
    select x.ctid from person.traces x
     where x.last_at < private.now() - private.retention('signals') limit most));
  get diagnostics traces = row_count;
  return greatest(marks, traces);
end $$;
comment on function private.erase_marks(int) is
  'Erase marks and traces that are older than signals are kept, so many a table and call. Answers '
  'how many of the one with more.';

create function private.drop_marks(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  delete from person.traces t
   where t.shop_id = drop_marks.shop_id and t.member_id = drop_marks.member_id;
  update person.order_marks m
     set device = null, block = null, region = null, phone = null, address = null
   where m.shop_id = drop_marks.shop_id and m.member_id = drop_marks.member_id;
end $$;
comment on function private.drop_marks(uuid, uuid) is
  'Forget by what a member''s orders and sign-ins were compared.';
