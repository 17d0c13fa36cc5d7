-- What a distributor has sold in a month so far.

create function private.month_volume(shop_id uuid, distributor_id uuid, moment timestamptz)
  returns bigint
language plpgsql stable set search_path = '' as $$
declare
  month_start constant timestamptz := private.month_start(moment);
begin
  return (
    select coalesce(sum(l.goods_fen - l.refunded_goods_fen), 0)::bigint
      from trade.orders o
      join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
     where o.shop_id = month_volume.shop_id and o.level1_id = month_volume.distributor_id
       and o.placed_at >= month_start and o.placed_at < month_volume.moment
       and o.paid_at is not null);
end $$;
comment on function private.month_volume(uuid, uuid, timestamptz) is
  'The level-1 volume of a distributor in the month of a moment up to it: what was paid for goods, '
  'less refunds, in fen.';

create function private.month_start(moment timestamptz) returns timestamptz
language sql immutable set search_path = '' as $$
  select date_trunc('month', moment at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'
$$;
comment on function private.month_start(timestamptz) is
  'When the month of a moment began: Asia/Shanghai.';
