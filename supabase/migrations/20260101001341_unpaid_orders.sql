-- Rule: a buyer who orders again and again and does not pay.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('unpaid_orders', 90, 'closing', false, 20, '[
    {"name":"orders","default":10,"min":3,"max":100,"words":"未付款关闭","suffix":"单以上"},
    {"name":"hours","default":24,"min":1,"max":168,"words":"时间","suffix":"小时内"}
   ]', '多次下单不付款',
   '推广员的客户反复下单又不付款，占着库存，像是在冲数据。');

create function private.risk_unpaid_orders(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
declare
  most int := (given.thresholds ->> 'orders')::int;
begin
  return query
  select c.level1_id, 'buyer:' || c.member_id, given.weight, '{}'::uuid[],
         jsonb_build_object('kind', 'unpaid', 'members', array[c.member_id], 'count', most)
    from (select distinct on (o.member_id) o.member_id, o.level1_id, o.id, o.placed_at
            from trade.orders o
           where o.shop_id = given.shop_id and o.id = any (subjects)
             and o.status = 'closed' and o.level1_id <> o.member_id
           order by o.member_id, o.id desc) c
   where (select count(*) from (
            select from trade.orders x
             where x.shop_id = given.shop_id and x.member_id = c.member_id and x.status = 'closed'
               and x.id between private.id_at(c.placed_at - make_interval(hours =>
                 (given.thresholds ->> 'hours')::int)) and c.id
             order by x.id desc limit most) n) >= most;
end $$;
comment on function private.risk_unpaid_orders(uuid[], private.risk_settings) is
  'Orders closed unpaid that are one of too many of their buyer. One hit per buyer; it concerns no '
  'commission, for there is none.';
