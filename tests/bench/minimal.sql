-- The least that an order, its line, its stock and two commissions can be: the limit that the mall is measured against.

create schema minimal;

create table minimal.stock (sku_id uuid primary key, available int not null check (available >= 0)) with (fillfactor = 50);
create table minimal.orders (
  id uuid primary key, member_id uuid not null, status text not null, payable_fen bigint not null, placed_at timestamptz not null
);
create table minimal.lines (
  order_id uuid not null references minimal.orders, sku_id uuid not null, quantity int not null, price_fen bigint not null,
  primary key (order_id, sku_id)
);
create table minimal.commissions (
  order_id uuid not null references minimal.orders, level int not null, distributor_id uuid not null, amount_fen bigint not null,
  primary key (order_id, level)
);

create function minimal.place(member uuid, sku uuid, quantity int) returns uuid
language plpgsql as $$
declare
  placed uuid := gen_random_uuid();
begin
  update minimal.stock s set available = s.available - quantity where s.sku_id = sku and s.available >= quantity;
  if not found then
    raise exception 'out of stock';
  end if;
  insert into minimal.orders values (placed, member, 'pending', 1000 * quantity, now());
  insert into minimal.lines values (placed, sku, quantity, 1000);
  return placed;
end $$;

create function minimal.pay(paid uuid, level1 uuid, level2 uuid) returns void
language plpgsql as $$
begin
  update minimal.orders o set status = 'paid' where o.id = paid and o.status = 'pending';
  insert into minimal.commissions values (paid, 1, level1, 100), (paid, 2, level2, 50);
end $$;
