-- Rule: two distributors who buy through each other.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('ring', 20, 'order', true, 100, '[
    {"name":"orders","default":5,"min":1,"max":20,"words":"双方各","suffix":"单以上"}
   ]', '互相下单',
   '两位推广员互相在对方名下下单：甲从乙处买，乙从甲处买，双方都达到单数。');

create function private.bought_through(shop_id uuid, buyer uuid, level1 uuid,
  until timestamptz, most int) returns uuid[]
language sql stable set search_path = '' as $$
  select array_agg(x.order_id) from (
    select m.order_id from person.order_marks m
     where m.shop_id = bought_through.shop_id and m.level1_id = bought_through.level1
       and m.member_id = bought_through.buyer and m.paid_at <= until
     order by m.paid_at desc limit most) x
$$;
comment on function private.bought_through(uuid, uuid, uuid, timestamptz, int) is
  'The latest orders of a buyer through a distributor until a moment, so many at most.';

create function private.risk_ring(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
declare
  each_ int := (given.thresholds ->> 'orders')::int;
begin
  return query
  with pair as (
    select m.member_id as a, m.level1_id as b, max(m.paid_at) as at
      from person.order_marks m
     where m.shop_id = given.shop_id and m.order_id = any (subjects) and m.level1_id is not null
       and exists (select from person.order_marks x
                    where x.shop_id = m.shop_id and x.level1_id = m.member_id
                      and x.member_id = m.level1_id and x.paid_at <= m.paid_at)
     group by 1, 2
  ), both_ways as (
    select p.a, p.b, private.bought_through(given.shop_id, p.a, p.b, p.at, 50) as forth,
           private.bought_through(given.shop_id, p.b, p.a, p.at, 50) as back
      from pair p
  )
  select e.earner, 'with:' || e.other, given.weight, e.orders,
         jsonb_build_object('kind', 'ring', 'members', array[e.other],
           'count', cardinality(e.orders), 'back', cardinality(e.others))
    from both_ways w
   cross join lateral (values (w.b, w.a, w.forth, w.back), (w.a, w.b, w.back, w.forth))
     e(earner, other, orders, others)
   where cardinality(w.forth) >= each_ and cardinality(w.back) >= each_;
end $$;
comment on function private.risk_ring(uuid[], private.risk_settings) is
  'Paid orders by which two distributors have bought through each other, so often each. One hit '
  'for either of them; it concerns the latest 50 orders each way.';
