-- Rule: too many paid orders in a short time.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('velocity', 50, 'order', false, 40, '[
    {"name":"minutes","default":60,"min":5,"max":1440,"words":"时间","suffix":"分钟内"},
    {"name":"buyer_orders","default":5,"min":2,"max":100,"words":"同一买家","suffix":"单以上"},
    {"name":"device_orders","default":5,"min":2,"max":100,"words":"同一设备","suffix":"单以上"},
    {"name":"block_orders","default":30,"min":2,"max":200,"words":"同一网段","suffix":"单以上"},
    {"name":"distributor_orders","default":50,"min":2,"max":200,"words":"同一推广员的客户","suffix":"单以上"}
   ]', '短时间内订单过多',
   '同一买家、设备、网段或同一推广员的客户，在很短的时间内付款的订单超过限度。'
   '直播和促销也会这样，请按店铺的实际情况设限。');

create function private.recent_marks(m person.order_marks, kind text, minutes int, most int)
  returns table (order_id uuid, member_id uuid)
language plpgsql stable rows 5 set search_path = '' as $$
declare
  since timestamptz := m.paid_at - make_interval(mins => minutes);
begin
  case kind
    when 'buyer' then return query
      select x.order_id, x.member_id from person.order_marks x
       where x.shop_id = m.shop_id and x.level1_id = m.level1_id and x.member_id = m.member_id
         and x.paid_at between since and m.paid_at order by x.paid_at desc limit most;
    when 'device' then return query
      select x.order_id, x.member_id from person.order_marks x
       where x.shop_id = m.shop_id and x.device = m.device
         and x.paid_at between since and m.paid_at order by x.paid_at desc limit most;
    when 'block' then return query
      select x.order_id, x.member_id from person.order_marks x
       where x.shop_id = m.shop_id and x.block = m.block
         and x.paid_at between since and m.paid_at order by x.paid_at desc limit most;
    when 'distributor' then return query
      select x.order_id, x.member_id from person.order_marks x
       where x.shop_id = m.shop_id and x.level1_id = m.level1_id
         and x.paid_at between since and m.paid_at order by x.paid_at desc limit most;
  end case;
end $$;
comment on function private.recent_marks(person.order_marks, text, int, int) is
  'The latest orders, so many at most, paid in the minutes up to this one, this one too, by the '
  'same buyer or device, from the same block, or by customers of the same distributor.';

create function private.risk_velocity(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
begin
  return query
  select (s.m).level1_id,
         k.kind || ':' || case k.kind when 'buyer' then (s.m).member_id::text
           else private.shop_day((s.m).paid_at)::text end,
         given.weight, array_agg(distinct o.id),
         jsonb_build_object('kind', k.kind, 'count', max(r.count),
           'minutes', (given.thresholds ->> 'minutes')::int)
    from (select x as m from person.order_marks x
           where x.shop_id = given.shop_id and x.order_id = any (subjects)
             and x.level1_id is not null) s
   cross join lateral (select n.kind, (given.thresholds ->> (n.kind || '_orders'))::int as most
                         from unnest('{buyer,device,block,distributor}'::text[]) n(kind)) k
   cross join lateral (
     select count(*)::int as count, array_agg(x.order_id) as orders
       from private.recent_marks(s.m, k.kind, (given.thresholds ->> 'minutes')::int, k.most) x) r
   cross join lateral (
     select x.order_id as id from person.order_marks x
      where x.shop_id = given.shop_id and x.order_id = any (r.orders)
        and x.level1_id = (s.m).level1_id) o
   where r.count >= k.most
   group by 1, 2, 3, k.kind;
end $$;
comment on function private.risk_velocity(uuid[], private.risk_settings) is
  'Paid orders that are one of too many. One hit per buyer, and per day for device, block and '
  'distributor; it reads no more orders than the limit, however many there are.';
