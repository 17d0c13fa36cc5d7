-- What of a person is not done yet, and who waits to be forgotten until it is.

create table person.leaving (
  shop_id uuid not null,
  member_id uuid not null,
  cause text not null
    constraint leaving_cause_known check (cause in ('own_request', 'account_closed', 'addresses')),
  asked_at timestamptz not null default private.now(),
  waits_for text[] not null,
  next_at timestamptz not null,
  primary key (shop_id, member_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table person.leaving is
  'Members to be forgotten when what is under way is done, and members who withdrew the use of '
  'their addresses (then only receivers of orders placed before go). waits_for as '
  'private.under_way says it; asked again at next_at.';
alter table person.leaving enable row level security;
create index leaving_due on person.leaving (next_at);

create function private.needs_contact(placed trade.orders) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return placed.status = any (private.order_states('open'))
      or private.has_open_after_sale(placed.shop_id, placed.id);
end $$;
comment on function private.needs_contact(trade.orders) is
  'Does an order still need to know where it goes?';

create function private.under_way(shop_id uuid, member_id uuid) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(distinct what order by what), '{}') from (
    select 'order' as what from trade.orders o
     where o.shop_id = under_way.shop_id and o.member_id = under_way.member_id
       and o.status = any (private.order_states('open'))
    union all
    select 'after_sale' from trade.orders o
     where o.shop_id = under_way.shop_id and o.member_id = under_way.member_id
       and private.has_open_after_sale(o.shop_id, o.id)
    union all
    select 'refund' from trade.orders o join pay.refunds r
        on r.shop_id = o.shop_id and r.order_id = o.id
     where o.shop_id = under_way.shop_id and o.member_id = under_way.member_id
       and r.status <> all (private.refund_states('final'))
    union all
    select 'withdrawal' from pay.withdrawals w
     where w.shop_id = under_way.shop_id and w.distributor_id = under_way.member_id
       and w.status <> all (private.withdrawal_states('final'))
    union all
    select 'balance' where
      private.balance_of(under_way.shop_id, 'commission_available', under_way.member_id) > 0
    union all
    select 'commission' from ledger.commissions c
     where c.shop_id = under_way.shop_id and c.distributor_id = under_way.member_id
       and c.status = any (private.commission_states('unsettled'))
    union all
    select 'commission' from trade.orders o   -- will promise some when it is paid
     where o.shop_id = under_way.shop_id and o.status = 'pending_payment'
       and under_way.member_id in (o.level1_id, o.level2_id)
    union all
    select 'message' from ops.outbox m
     where m.shop_id = under_way.shop_id and m.status in ('waiting', 'failed')
       and m.kind in ('shipping', 'transfer', 'transfer_cancel')
       and m.subject_id in (select o.id from trade.orders o
           where o.shop_id = under_way.shop_id and o.member_id = under_way.member_id
                            union all
                            select w.id from pay.withdrawals w where w.shop_id = under_way.shop_id
                               and w.distributor_id = under_way.member_id)) x
$$;
comment on function private.under_way(uuid, uuid) is
  'What of a member is not done: order (placed, not received), after_sale, refund, withdrawal, '
  'balance, commission (not settled, or of an order not yet paid), message (WeChat has still to '
  'hear of a parcel or a transfer).';
