-- Rule: too many of a distributor's latest orders come back.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('refund_ratio', 70, 'refund', false, 50, '[
    {"name":"orders","default":20,"min":5,"max":100,"words":"最近","suffix":"单"},
    {"name":"percent","default":50,"min":5,"max":100,"words":"有退款的达到","suffix":"%"}
   ]', '退款过多',
   '推广员名下最近的订单里，有退款的超过限度。订单不足这么多时不判断。');

create function private.risk_refund_ratio(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
declare
  most int := (given.thresholds ->> 'orders')::int;
begin
  return query
  select distinct on (d.level1_id) d.level1_id, 'orders', given.weight, n.orders,
         jsonb_build_object('kind', 'refunds', 'count', n.back, 'of', most)
    from (select o.level1_id, r.created_at
            from pay.refunds r
            join trade.orders o on o.shop_id = r.shop_id and o.id = r.order_id
           where r.shop_id = given.shop_id and r.id = any (subjects)
             and r.cause = 'after_sale' and o.level1_id <> o.member_id) d
   cross join lateral (
     select array_agg(l.id) as orders, count(*) filter (where exists (
              select from pay.refunds x where x.shop_id = given.shop_id and x.order_id = l.id
                 and x.cause = 'after_sale' and x.status <> 'given_up'
                 and x.created_at <= d.created_at))::int as back
       from (select o.id from trade.orders o
              where o.shop_id = given.shop_id and o.level1_id = d.level1_id
                and o.paid_at is not null and o.placed_at <= d.created_at
              order by o.placed_at desc limit most) l) n
   where cardinality(n.orders) = most
     and n.back * 100 >= most * (given.thresholds ->> 'percent')::int
   order by d.level1_id, d.created_at desc;
end $$;
comment on function private.risk_refund_ratio(uuid[], private.risk_settings) is
  'Refunds after which too many of the distributor''s latest orders have one. One hit per '
  'distributor, which concerns these orders.';
