-- Rule: a withdrawal asked for from a device or region that is new.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('device_change', 40, 'withdrawal', false, 50, '[
    {"name":"days","default":3,"min":1,"max":30,"words":"首次出现在","suffix":"天内"}
   ]', '提现前换设备或地区',
   '推广员从刚出现的设备或地区申请提现，而他以前用的是别的：账号可能被人拿走了。'
   '设备和地区各算一次。');

create function private.risk_device_change(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
begin
  return query
  select w.distributor_id, k.kind || ':' || w.id, given.weight, '{}'::uuid[],
         jsonb_build_object('kind', 'new_' || k.kind, 'withdrawal_id', w.id)
    from pay.withdrawals w
    join person.signals s on s.shop_id = w.shop_id and s.actor_id = w.distributor_id
     and s.seen_at = w.requested_at and s.moment = 'withdrawal' and s.subject_id = w.id
   cross join lateral (values
     ('device', s.device_fingerprint), ('region', s.region)) k(kind, mark)
   cross join lateral (select w.requested_at - make_interval(days =>
     (given.thresholds ->> 'days')::int) as since) n
   where w.shop_id = given.shop_id and w.id = any (subjects)
     and not exists (select from person.traces t
                      where t.shop_id = w.shop_id and t.member_id = w.distributor_id
                        and t.kind = k.kind and t.mark = k.mark and t.first_at <= n.since)
     and exists (select from person.traces t
                  where t.shop_id = w.shop_id and t.member_id = w.distributor_id
                    and t.kind = k.kind and t.mark <> k.mark and t.first_at <= n.since);
end $$;
comment on function private.risk_device_change(uuid[], private.risk_settings) is
  'Withdrawals from a device or region that was not seen before these days, while another was. One '
  'hit per withdrawal and kind.';
