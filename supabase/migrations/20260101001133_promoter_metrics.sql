-- The metrics of a distributor: each one's words, and its sum.

create function private.promoter_metrics() returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object(
    'openings', jsonb_build_array('打开', '你的链接和海报被打开的次数；同一个人十分钟内重复打开同一个只算一次'),
    'visitors', jsonb_build_array('访客', '打开过的不同的人'),
    'orders', jsonb_build_array('付款订单', '这段时间付款、你是直接推广人的订单'),
    'buyers', jsonb_build_array('买家', '这些订单的不同买家'),
    'new_buyers', jsonb_build_array('新买家', '其中在本店第一次付款的买家'),
    'goods_fen', jsonb_build_array('商品实付', '这些订单为商品付的钱，不含运费'),
    'kept_goods_fen', jsonb_build_array('退款后实付', '商品实付减去已决定的退款'),
    'promised_fen', jsonb_build_array('佣金', '这段时间付款产生的佣金，两级都算'),
    'kept_fen', jsonb_build_array('退款后佣金', '佣金减去退款和作废的部分'),
    'team_fen', jsonb_build_array('团队带来', '退款后佣金里由你邀请的推广员带来的部分'),
    'conversion_bps', jsonb_build_array('打开到付款', '打开过的人里，这段时间付了款的比例'),
    'per_opening_fen', jsonb_build_array('每次打开佣金', '直接推广的佣金除以打开次数'))
$$;
comment on function private.promoter_metrics() is
  'The metrics of private.promoter_totals with their words, {metric: [name, what is counted]}: '
  'phone and dashboard show these.';

create function private.promoter_openings(own private.own_rows) returns jsonb
language sql stable set search_path = '' as $$
  with person as (   -- grouped, not joined: nobody knows how many there are
    select p.person, sum(p.openings) as openings, bool_or(p.bought) as bought
      from (select o.person, 1 as openings, false as bought from unnest(own.opened) o
            union all
            select s.member_id, 0, true from unnest(own.sold) s) p
     group by 1 having sum(p.openings) > 0
  )
  select jsonb_build_object('openings', coalesce(sum(p.openings), 0), 'visitors', count(*),
      'conversion_bps', count(*) filter (where p.bought) * 10000 / nullif(count(*), 0))
    from person p
$$;
comment on function private.promoter_openings(private.own_rows) is
  'openings, visitors and conversion_bps of private.promoter_totals.';

create function private.promoter_totals(shop_id uuid, own private.own_rows) returns jsonb
language sql stable set search_path = '' as $$
  select opened || sold.figures || jsonb_build_object(
      'promised_fen', c.promised_fen, 'kept_fen', c.kept_fen, 'team_fen', c.team_fen,
      'per_opening_fen', c.own_fen / nullif((opened -> 'openings')::bigint, 0))
    from private.promoter_openings(own) opened
   cross join (
     select jsonb_build_object('orders', count(*), 'buyers', count(distinct s.member_id),
         'new_buyers', private.new_buyers(shop_id, own.sold),
         'goods_fen', coalesce(sum(s.goods_fen), 0),
         'kept_goods_fen', coalesce(sum(s.kept_fen), 0)) as figures
       from unnest(own.sold) s) sold
   cross join (
     select coalesce(sum(p.promised_fen), 0) as promised_fen,
            coalesce(sum(p.kept_fen), 0) as kept_fen,
            coalesce(sum(p.kept_fen) filter (where p.level = 2), 0) as team_fen,
            coalesce(sum(p.promised_fen) filter (where p.level = 1), 0)::bigint as own_fen
       from unnest(own.promised) p) c
$$;
comment on function private.promoter_totals(uuid, private.own_rows) is
  'The metrics of one distributor by the rows of an interval, as private.promoter_metrics says in '
  'words; fen and basis points, floored; null where there is nothing to divide by.';
