-- Rule: buyers who are bound and pay within seconds, again and again, for one distributor.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('bind_and_pay', 60, 'order', false, 50, '[
    {"name":"seconds","default":60,"min":5,"max":3600,"words":"绑定到付款","suffix":"秒内"},
    {"name":"times","default":5,"min":2,"max":50,"words":"次数","suffix":"次以上"},
    {"name":"hours","default":24,"min":1,"max":168,"words":"时间","suffix":"小时内"}
   ]', '绑定后立刻付款',
   '客户刚绑定推广员就付款，并在同一推广员名下反复出现：像是把本来就要下单的人临时绑到自己名下。');

create function private.risk_bind_and_pay(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
declare
  seconds int := (given.thresholds ->> 'seconds')::int;
  times int := (given.thresholds ->> 'times')::int;
begin
  return query
  select m.level1_id, 'day:' || private.shop_day(m.paid_at), given.weight,
         array_agg(distinct o.id), jsonb_build_object('kind', 'quick', 'count', times,
           'seconds', seconds, 'members', array_agg(distinct o.member_id))
    from person.order_marks m
   cross join lateral (
     select array_agg(x.order_id) as orders, array_agg(x.member_id) as members from (
       select q.order_id, q.member_id from person.order_marks q
        where q.shop_id = m.shop_id and q.level1_id = m.level1_id
          and q.bound_seconds <= 3600 and q.bound_seconds <= seconds
          and q.paid_at between m.paid_at - make_interval(hours =>
            (given.thresholds ->> 'hours')::int) and m.paid_at
        order by q.paid_at desc limit times) x) r
   cross join lateral unnest(r.orders, r.members) o(id, member_id)
   where m.shop_id = given.shop_id and m.order_id = any (subjects)
     and m.level1_id is not null and m.bound_seconds <= seconds
     and cardinality(r.orders) >= times
   group by 1, 2, 3;
end $$;
comment on function private.risk_bind_and_pay(uuid[], private.risk_settings) is
  'Paid orders of customers bound seconds before, when they are the last of several. One hit per '
  'distributor and day.';
