-- Evaluating a tier: up at once to the highest one reached, down one at the end of a period that
-- did not keep it. Repeatable, one row of history each.

create function private.change_tier(d referral.distributors, to_tier int, cause text,
  until timestamptz, pinned_until timestamptz default null, figures jsonb default '{}',
  staff_id uuid default null, reason text default null) returns referral.distributors
language plpgsql volatile set search_path = '' as $$
declare
  changed referral.distributors;
begin
  update referral.distributors x
     set tier = change_tier.to_tier, tier_until = change_tier.until,
         tier_pinned_until = change_tier.pinned_until
   where x.shop_id = d.shop_id and x.id = d.id and x.tier = d.tier
  returning * into changed;
  if not found then
    raise exception 'the tier was changed by somebody else' using errcode = '40001';
  end if;
  insert into referral.tier_changes (shop_id, distributor_id, no, from_tier, to_tier, cause,
      figures, valid_until, staff_id, reason)
  values (d.shop_id, d.id,
      1 + coalesce((select max(c.no) from referral.tier_changes c
                     where c.shop_id = d.shop_id and c.distributor_id = d.id), 0),
      d.tier, change_tier.to_tier, change_tier.cause, change_tier.figures,
      case cause when 'pinned' then nullif(pinned_until, 'infinity') else until end,
      change_tier.staff_id, change_tier.reason);
  perform private.record_event(d.shop_id, 'tier.changed', d.id,
      jsonb_build_object('status', cause), d.id);
  perform private.notify(d.shop_id, d.id, 'tier_changed', jsonb_build_object('cause', cause,
      'tier', changed.tier, 'at', case when cause <> 'unpinned' then coalesce(until,
          nullif(pinned_until, 'infinity')) end));
  return changed;
end $$;
comment on function private.change_tier(referral.distributors, int, text, timestamptz,
  timestamptz, jsonb, uuid, text) is
  'Compare and set: from the tier that was read to another, with its row of history, and tell who '
  'watches. until ends the period, pinned_until the pin. The caller holds the distributor''s row.';

create function private.end_of_period(terms referral.tiers) returns timestamptz
language sql stable set search_path = '' as $$
  select private.now() + make_interval(days => terms.valid_days)
$$;
comment on function private.end_of_period(referral.tiers) is
  'When a period of this tier that begins now is over; null: never.';

create function private.move_tier(d referral.distributors) returns referral.distributors
language plpgsql volatile set search_path = '' as $$
declare
  best record;
  goal int;
  target referral.tiers;
begin
  select s.terms, s.figures, s.is_kept into best   -- the highest one reached, else the own one
    from private.tier_standings(d.shop_id, d.id) s
   where (s.terms).tier = d.tier or s.is_reached and (s.terms).tier > d.tier
   order by (s.terms).tier desc limit 1;
  goal := case when (best.terms).tier > d.tier then (best.terms).tier
               when d.tier_until <= private.now() then d.tier - (not best.is_kept)::int end;
  select * into target from referral.tiers t
   where t.shop_id = d.shop_id and t.tier = goal
     for key share;   -- one that is being removed is none to go to
  if target.tier is null then
    return d;
  end if;
  return private.change_tier(d, goal,
      case sign(goal - d.tier) when 1 then 'up' when 0 then 'kept' else 'down' end,
      private.end_of_period(target),
      figures => to_jsonb(best.figures)
          || jsonb_build_object('within_days', (best.terms).within_days));
end $$;
comment on function private.move_tier(referral.distributors) is
  'Up to the highest tier that is reached, over several if need be. Else, when the period is over: '
  'kept for another one where the figures keep it, or one down. The caller holds the row, and '
  'figures are counted after that: nobody is moved by old ones.';

create function private.end_pin(d referral.distributors, staff_id uuid default null,
  reason text default null) returns referral.distributors
language plpgsql volatile set search_path = '' as $$
begin
  return private.change_tier(d, d.tier, 'unpinned',
      (select private.now() from referral.tiers t
        where t.shop_id = d.shop_id and t.tier = d.tier and t.valid_days is not null),
      staff_id => end_pin.staff_id, reason => end_pin.reason);
end $$;
comment on function private.end_pin(referral.distributors, uuid, text) is
  'The tier is held no more. Its period counts as over, unless it is for good: what follows '
  'decides by the figures.';

create function private.evaluate_tier(shop_id uuid, distributor_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  d referral.distributors;
  now timestamptz := private.now();
begin
  select * into d from referral.distributors x
   where x.shop_id = evaluate_tier.shop_id and x.id = evaluate_tier.distributor_id
     and x.status = 'approved' for no key update;
  if d.tier_pinned_until <= now then
    d := private.end_pin(d);
  end if;
  if d.id is not null and d.tier_pinned_until is null then
    d := private.move_tier(d);
  end if;
  update referral.distributors x set tier_checked_on = private.shop_day(now)
   where x.shop_id = d.shop_id and x.id = d.id;
end $$;
comment on function private.evaluate_tier(uuid, uuid) is
  'Put a distributor where his figures say. Nobody is moved while pinned; a pin whose time is over '
  'ends, and what it held is decided at once. Doing it again changes nothing.';
