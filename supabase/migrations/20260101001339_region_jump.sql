-- Rule: a buyer who is in two regions within hours.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('region_jump', 80, 'order', false, 20, '[
    {"name":"hours","default":2,"min":1,"max":24,"words":"时间","suffix":"小时内"}
   ]', '地区突变',
   '买家在几小时内从两个地区访问。移动网络和代理也会这样，分量应当小。');

create function private.risk_region_jump(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
begin
  return query
  select m.level1_id, 'buyer:' || m.member_id, given.weight, array_agg(m.order_id),
         jsonb_build_object('kind', 'region', 'members', array[m.member_id],
           'hours', (given.thresholds ->> 'hours')::int)
    from person.order_marks m
   where m.shop_id = given.shop_id and m.order_id = any (subjects)
     and m.level1_id is not null and m.region is not null and exists (
       select from person.signals s
        where s.shop_id = m.shop_id and s.actor_id = m.member_id and s.region <> m.region
          and s.seen_at between m.paid_at - make_interval(hours =>
            (given.thresholds ->> 'hours')::int) and m.paid_at)
   group by m.level1_id, m.member_id;
end $$;
comment on function private.risk_region_jump(uuid[], private.risk_settings) is
  'Paid orders whose buyer was elsewhere hours before. One hit per buyer.';
