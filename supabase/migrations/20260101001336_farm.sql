-- Rule: many buyers of one distributor behind one device or one address.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('farm', 30, 'order', true, 100, '[
    {"name":"device_buyers","default":4,"min":2,"max":50,"words":"同一设备上的买家","suffix":"人以上"},
    {"name":"address_buyers","default":10,"min":2,"max":100,"words":"同一地址的买家","suffix":"人以上"}
   ]', '一机多号',
   '同一推广员的许多客户用同一台设备，或收货到同一个地址。设备相同分量为全部，地址相同为一半：'
   '宿舍、公司和代收点也会这样。');

create function private.buyers_behind(m person.order_marks, kind text, mark text, most int)
  returns uuid[]
language sql stable set search_path = '' as $$
  select array_agg(b.member_id order by b.first_at, b.member_id) from (
    select t.member_id, t.first_at
      from (select x.member_id, x.first_at from person.traces x
             where x.shop_id = m.shop_id and x.kind = buyers_behind.kind
               and x.mark = buyers_behind.mark and x.first_at <= m.paid_at limit 200) t
     where t.member_id <> m.level1_id and exists (
       select from person.order_marks o where o.shop_id = m.shop_id
          and o.level1_id = m.level1_id and o.member_id = t.member_id
          and o.paid_at <= m.paid_at)
     order by t.first_at, t.member_id limit most) b
$$;
comment on function private.buyers_behind(person.order_marks, text, text, int) is
  'Who bought through the distributor of an order until then and was seen with a device or '
  'address, the earliest first, so many at most of up to 200 who were seen there.';

create function private.risk_farm(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
begin
  return query
  select f.level1_id, f.kind || ':' || f.buyers[1],
         case f.kind when 'address' then (given.weight + 1) / 2 else given.weight end,
         array_agg(distinct o.order_id),
         jsonb_build_object('kind', f.kind, 'count', cardinality(f.buyers), 'members', f.buyers)
    from (select distinct on (m.level1_id, k.kind, k.mark)
                 m.shop_id, m.level1_id, m.paid_at, k.kind, k.mark, b.buyers
            from person.order_marks m
           cross join lateral (values ('device', m.device), ('address', m.address)) k(kind, mark)
           cross join lateral (select (given.thresholds ->> (k.kind || '_buyers'))::int as most) n
           cross join lateral (
             select private.buyers_behind(m, k.kind, k.mark, n.most) as buyers) b
           where m.shop_id = given.shop_id and m.order_id = any (subjects)
             and m.level1_id is not null and k.mark is not null
             and cardinality(b.buyers) >= n.most
           order by m.level1_id, k.kind, k.mark, m.paid_at desc) f
   cross join lateral (
     select x.order_id from unnest(f.buyers) p(id)
      cross join lateral (
        select y.order_id from person.order_marks y
         where y.shop_id = f.shop_id and y.level1_id = f.level1_id and y.member_id = p.id
           and y.paid_at <= f.paid_at order by y.paid_at desc limit 20) x
     union select z.order_id from person.order_marks z
      where z.shop_id = f.shop_id and z.order_id = any (subjects)
        and z.level1_id = f.level1_id
        and case f.kind when 'device' then z.device else z.address end = f.mark) o
   group by 1, 2, 3, f.kind, f.buyers;
end $$;
comment on function private.risk_farm(uuid[], private.risk_settings) is
  'Paid orders from a device or address behind which many of the distributor''s buyers are. One '
  'hit per device or address, known by the first of them; it concerns their latest orders.';
