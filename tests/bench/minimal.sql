-- The least that an order, its line, its stock and two commissions can be, written by hand: the
-- limit that the mall is measured against. It prices the line, keeps its keys and finds the two
-- referrers, and nothing else: no discount, no idempotency, no ledger, no evidence of the payment,
-- nobody is told.

create schema minimal;

create table minimal.members (id uuid primary key, referrer_id uuid references minimal.members);
create table minimal.skus (id uuid primary key, price_fen bigint not null);
create table minimal.stock (
  sku_id uuid primary key references minimal.skus, available int not null check (available >= 0)
) with (fillfactor = 50);
create table minimal.orders (
  id uuid primary key, member_id uuid not null references minimal.members,
  status text not null check (status in ('pending', 'paid')),
    payable_fen bigint not null, placed_at timestamptz not null
);
create index orders_member on minimal.orders (member_id, placed_at);
create table minimal.lines (
  order_id uuid not null references minimal.orders, sku_id uuid not null references minimal.skus,
  quantity int not null check (quantity > 0), price_fen bigint not null,
  primary key (order_id, sku_id)
);
create table minimal.commissions (
  order_id uuid not null references minimal.orders, level int not null check (level in (1, 2)),
  member_id uuid not null references minimal.members,
    amount_fen bigint not null check (amount_fen >= 0),
  primary key (order_id, level)
);
create index commissions_member on minimal.commissions (member_id);

create function minimal.place(member uuid, sku uuid, quantity int) returns uuid
language plpgsql as $$
declare
  placed uuid := gen_random_uuid();
  price bigint;
begin
  select s.price_fen into price from minimal.skus s where s.id = sku;
  update minimal.stock s set available = s.available - quantity
   where s.sku_id = sku and s.available >= quantity;
  if not found then
    raise exception 'out of stock';
  end if;
  insert into minimal.orders values (placed, member, 'pending', price * quantity, now());
  insert into minimal.lines values (placed, sku, quantity, price);
  return placed;
end $$;

create function minimal.pay(paid uuid) returns void
language plpgsql as $$
declare
  bought minimal.orders;
  level1 uuid;
  level2 uuid;
begin
  update minimal.orders o set status = 'paid' where o.id = paid
     and o.status = 'pending' returning * into bought;
  if not found then
    return;
  end if;
  select m.referrer_id into level1 from minimal.members m where m.id = bought.member_id;
  select m.referrer_id into level2 from minimal.members m where m.id = level1;
  insert into minimal.commissions
  select paid, level, earner, bought.payable_fen * rate_bps / 10000
    from (values (1, level1, 1000), (2, level2, 500)) earned(level, earner, rate_bps)
   where earner is not null;
end $$;
