-- Judging: the rules look at what happened, within seconds, and always before money settles.

create type private.risk_found as (given private.risk_settings, hit private.risk_hit);
comment on type private.risk_found is 'A hit with the rule that found it.';

create function private.judge_subjects(shop_id uuid, subject text, subjects uuid[])
  returns private.risk_found[]
language plpgsql stable set search_path = '' as $$
declare
  setting private.risk_settings;
  hits private.risk_found[] := '{}';
begin
  for setting in
    select s.* from private.risk_settings_of(shop_id, subject) s where s.is_on
  loop
    hits := hits || array(
      select row(setting, h)::private.risk_found from private.risk_hits(subjects, setting) h);
  end loop;
  return hits;
end $$;
comment on function private.judge_subjects(uuid, text, uuid[]) is
  'What a shop''s rules find in subjects of one kind.';

create function private.apply_hits(hits private.risk_found[]) returns void
language plpgsql volatile set search_path = '' as $$
declare
  earner record;
  one private.risk_found;
  touched uuid;
  case_id uuid;
  weighed risk.cases[] := '{}';
begin
  for earner in
    select (f.given).shop_id, (f.hit).distributor_id, array_agg(f) as hits
      from unnest(hits) f group by 1, 2 order by 1, 2
  loop
    perform private.lock_risk(earner.shop_id, earner.distributor_id);
    touched := null;
    foreach one in array earner.hits loop
      case_id := private.add_hit(one.hit, one.given);
      touched := coalesce(case_id, touched);
    end loop;
    if touched is not null then
      weighed := weighed || private.weigh_case(earner.shop_id, touched);
    end if;
  end loop;
  perform private.hold_weighed(weighed);
end $$;
comment on function private.apply_hits(private.risk_found[]) is
  'Put hits into cases and weigh these, distributor after distributor; then balances.';

create function private.judge_orders(shop_id uuid, order_ids uuid[]) returns int
language plpgsql volatile set search_path = '' as $$
declare
  marked uuid[] := private.mark_orders(shop_id, order_ids);
begin
  perform private.apply_hits(private.judge_subjects(shop_id, 'order', marked))
    where cardinality(marked) > 0;
  return cardinality(marked);
end $$;
comment on function private.judge_orders(uuid, uuid[]) is
  'Judge paid orders that were not judged yet; how many. The mark of an order and the holds that '
  'follow from it are one transaction''s. The caller holds the watermark of judging.';

create function private.hold_judging() returns void
language plpgsql volatile set search_path = '' as $$
begin
  insert into ops.watermarks (name, cluster, xid)
  values ('risk', private.cluster_id(), '0')
  on conflict on constraint watermarks_pkey do nothing;
  perform from ops.watermarks w where w.name = 'risk' for update;
end $$;
comment on function private.hold_judging() is
  'One judges at a time: an order is judged among all that were judged before.';
