-- A distributor's own figures: what is counted, each thing once, for his phone, his page in the
-- dashboard and the lists beside them. All are read from the rows themselves, by index.

create type private.opening as (share_id uuid, product_id uuid, person uuid, slot timestamptz);
comment on type private.opening is
  'A counted opening of a link. person: the member, or the visitor who never signed in.';

create function private.openings_of(
  shop_id uuid, sharer_id uuid, from_at timestamptz, to_at timestamptz
) returns setof private.opening
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
  'The counted openings of one member''s links in [from_at, to_at), both on a slot''s edge.';

create type private.own_sale as (
  order_id uuid, member_id uuid, share_id uuid, paid_at timestamptz,
  goods_fen bigint, kept_fen bigint);
comment on type private.own_sale is
  'A paid order in which a distributor is level 1, in fen of goods: paid, and kept after every '
  'refund decided.';

create function private.sales_of(
  shop_id uuid, distributor_id uuid, from_at timestamptz, to_at timestamptz
) returns setof private.own_sale
language plpgsql stable rows 1000 set search_path = '' as $$
begin
  return query
    select o.id, o.member_id, o.share_id, o.paid_at, o.goods_fen,
           o.goods_fen - (select coalesce(sum(l.refunded_goods_fen), 0)::bigint
                            from trade.order_lines l
                           where l.shop_id = o.shop_id and l.order_id = o.id)
      from trade.orders o
     where o.shop_id = sales_of.shop_id and o.level1_id = sales_of.distributor_id
       and o.placed_at >= sales_of.from_at - interval '3 days' and o.placed_at < sales_of.to_at
       and o.paid_at >= sales_of.from_at and o.paid_at < sales_of.to_at;
end $$;
comment on function private.sales_of(uuid, uuid, timestamptz, timestamptz) is
  'The orders paid in [from_at, to_at) in which he is level 1. An order is paid within three days '
  'of being placed.';

create function private.new_buyers(shop_id uuid, sold private.own_sale[]) returns bigint
language plpgsql stable set search_path = '' as $$
begin
  return (
    select count(*)
      from (select distinct on (s.member_id) s.* from unnest(sold) s
             order by s.member_id, s.paid_at, s.order_id) f
     where not exists (
       select from trade.orders x
        where x.shop_id = new_buyers.shop_id and x.member_id = f.member_id
          -- placed before that was paid: the next older one ends the search
          and x.id < private.id_at(f.paid_at + interval '2 milliseconds')
          and (x.paid_at, x.id) < (f.paid_at, f.order_id)));
end $$;
comment on function private.new_buyers(uuid, private.own_sale[]) is
  'How many buyers of these orders never paid one in this shop before. Only the earliest order of '
  'a buyer can be his first.';

create type private.own_promise as (
  order_id uuid, line_no smallint, level smallint, promised_fen bigint, kept_fen bigint,
  promised_at timestamptz);
comment on type private.own_promise is
  'A commission promised to a distributor, in fen: promised, and kept after refunds and voiding.';

create function private.promised_to(
  shop_id uuid, distributor_id uuid, from_at timestamptz, to_at timestamptz
) returns setof private.own_promise
language plpgsql stable rows 1000 set search_path = '' as $$
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
  'The commission promised to him in [from_at, to_at), on both levels. An id may be half a '
  'millisecond off its moment.';

create type private.own_rows as (
  opened private.opening[], sold private.own_sale[], promised private.own_promise[]);
comment on type private.own_rows is 'What a distributor''s figures are counted from.';

create function private.own_rows(
  shop_id uuid, distributor_id uuid, from_at timestamptz, to_at timestamptz
) returns private.own_rows
language sql stable set search_path = '' as $$
  select array(select o from private.openings_of(shop_id, distributor_id, from_at, to_at) o),
         array(select s from private.sales_of(shop_id, distributor_id, from_at, to_at) s),
         array(select p from private.promised_to(shop_id, distributor_id, from_at, to_at) p)
$$;
comment on function private.own_rows(uuid, uuid, timestamptz, timestamptz) is
  'The rows of [from_at, to_at), read once for all figures of the interval.';
