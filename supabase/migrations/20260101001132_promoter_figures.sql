-- A distributor's own figures: what is counted, each thing once, for his phone, his page in the
-- dashboard and the lists beside them. All are read from the rows themselves, by index.

create function private.openings_of(
  shop_id uuid, sharer_id uuid, from_at timestamptz, to_at timestamptz
) returns table (
  share_id uuid, product_id uuid, person uuid, slot timestamptz)
language plpgsql stable rows 1000 set search_path = '' as $$
begin
  return query
    select s.id, s.product_id, coalesce(c.member_id, c.actor_id), c.slot
      from referral.shares s
      join referral.clicks c on c.shop_id = s.shop_id and c.share_id = s.id
       and c.slot >= openings_of.from_at and c.slot < openings_of.to_at
     where s.shop_id = openings_of.shop_id and s.sharer_id = openings_of.sharer_id;
end $$;
comment on function private.openings_of(uuid, uuid, timestamptz, timestamptz) is
  'The counted openings of one member''s links in [from_at, to_at), both on a slot''s edge. '
  'person: the member, or the visitor who never signed in.';

create function private.sales_of(
  shop_id uuid, distributor_id uuid, from_at timestamptz, to_at timestamptz
) returns table (
  order_id uuid, member_id uuid, share_id uuid, paid_at timestamptz,
  goods_fen bigint, kept_fen bigint, is_first boolean)
language plpgsql stable rows 100 set search_path = '' as $$
begin
  return query
    select o.id, o.member_id, o.share_id, o.paid_at, o.goods_fen,
           o.goods_fen - (select coalesce(sum(l.refunded_goods_fen), 0)::bigint
                            from trade.order_lines l
                           where l.shop_id = o.shop_id and l.order_id = o.id),
           not exists (select from trade.orders x
                        where x.shop_id = o.shop_id and x.member_id = o.member_id
                          -- placed before that was paid: the next older one ends the search
                          and x.id < private.id_at(o.paid_at + interval '2 milliseconds')
                          and (x.paid_at, x.id) < (o.paid_at, o.id))
      from trade.orders o
     where o.shop_id = sales_of.shop_id and o.level1_id = sales_of.distributor_id
       and o.placed_at >= sales_of.from_at - interval '3 days' and o.placed_at < sales_of.to_at
       and o.paid_at >= sales_of.from_at and o.paid_at < sales_of.to_at;
end $$;
comment on function private.sales_of(uuid, uuid, timestamptz, timestamptz) is
  'The orders paid in [from_at, to_at) in which he is level 1, in fen of goods: paid, and kept '
  'after every refund decided. is_first: the first order that its buyer ever paid in this shop. '
  'An order is paid within three days of being placed.';

create function private.promised_to(
  shop_id uuid, distributor_id uuid, from_at timestamptz, to_at timestamptz
) returns table (
  order_id uuid, line_no smallint, level smallint, promised_fen bigint, kept_fen bigint,
  promised_at timestamptz)
language plpgsql stable rows 200 set search_path = '' as $$
begin
  return query
    select c.order_id, c.line_no, c.level, c.commission_fen,
           case when c.status = 'void' then 0 else c.commission_fen - c.reversed_fen end,
           c.created_at
      from ledger.commissions c
     where c.shop_id = promised_to.shop_id and c.distributor_id = promised_to.distributor_id
       and c.id >= private.id_at(from_at - interval '1 millisecond')
       and c.id < private.id_at(to_at + interval '1 millisecond')
       and c.created_at >= promised_to.from_at and c.created_at < promised_to.to_at;
end $$;
comment on function private.promised_to(uuid, uuid, timestamptz, timestamptz) is
  'The commission promised to him in [from_at, to_at), on both levels, in fen: promised, and kept '
  'after refunds and voiding. An id may be half a millisecond off its moment.';
