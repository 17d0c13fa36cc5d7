-- Which rule set is in force, and which of its rules decides.

create function private.rate_of(bps int, base_fen bigint) returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  return div(base_fen::numeric * coalesce(bps, 0), 10000)::bigint;
end $$;
comment on function private.rate_of(int, bigint) is
  'floor(base * rate / 10000) in fen; 0 of no rate.';

create function private.rule_set_at(shop_id uuid, moment timestamptz) returns shop.rule_sets
language plpgsql stable set search_path = '' as $$   -- plpgsql keeps its plan: every order asks
declare
  found_one shop.rule_sets;
begin
  select * into found_one from shop.rule_sets r
   where r.shop_id = rule_set_at.shop_id and r.version is not null
     and r.starts_at <= moment and (r.ends_at is null or r.ends_at > moment)
   order by r.starts_at desc limit 1;
  return found_one;
end $$;
comment on function private.rule_set_at(uuid, timestamptz) is
  'The set in force at a moment; nulls where there is none.';

create function private.places_of_category(shop_id uuid, category_id uuid) returns uuid[]
language plpgsql stable set search_path = '' as $$
begin
  return (
    select array_remove(array[c.id, c.parent_id], null) from catalog.categories c
     where c.shop_id = places_of_category.shop_id and c.id = places_of_category.category_id);
end $$;
comment on function private.places_of_category(uuid, uuid) is
  'A category and its parent: where a rule for it may stand, the narrowest first.';

create function private.deciding_rule(shop_id uuid, set_id uuid, places uuid[], level int,
  tier int, moment timestamptz) returns shop.commission_rules
language plpgsql stable set search_path = '' as $$   -- plpgsql keeps its plan: every order asks
declare
  deciding shop.commission_rules;
begin
  select * into deciding from shop.commission_rules r
   where r.shop_id = deciding_rule.shop_id and r.set_id = deciding_rule.set_id
     and r.scope_id = any (places) and r.level = deciding_rule.level
     and r.tier in (0, deciding_rule.tier)
     and (moment is null or r.starts_at <= moment and r.ends_at > moment)
   order by array_position(places, r.scope_id), r.tier desc, r.priority desc, r.starts_at desc
   limit 1;
  return deciding;
end $$;
comment on function private.deciding_rule(uuid, uuid, uuid[], int, int, timestamptz) is
  'Which rule of a set decides for a level and the tier of that level''s distributor: of those '
  'that hold at the moment the narrowest place''s (places: the narrowest first), there one for the '
  'tier before one for any, then the higher priority. A moment of null reads each interval as if '
  'it contained the moment. Nulls where no rule holds.';

create function private.extras_of(shop_id uuid, set_id uuid, places uuid[], moment timestamptz,
  out extra_bps int, out extras jsonb)
language plpgsql stable set search_path = '' as $$   -- plpgsql keeps its plan: every order asks
begin
  select sum(x.extra_bps)::int, jsonb_agg(jsonb_build_object(
           'name', x.name, 'extra_bps', x.extra_bps) order by x.name, x.id)
    into extras_of.extra_bps, extras_of.extras
    from shop.commission_extras x
   where x.shop_id = extras_of.shop_id and x.set_id = extras_of.set_id
     and x.scope_id = any (places)
     and (moment is null or x.starts_at <= moment and x.ends_at > moment);
end $$;
comment on function private.extras_of(uuid, uuid, uuid[], timestamptz) is
  'What the extras of these places add to level 1 at a moment (null: as in '
  'private.deciding_rule), and their names; null where there are none.';

create function private.volume_step(shop_id uuid, set_id uuid, volume_fen bigint) returns int
language plpgsql stable set search_path = '' as $$
begin
  return (
    select v.bps from shop.volume_steps v
     where v.shop_id = volume_step.shop_id and v.set_id = volume_step.set_id
       and v.from_fen <= volume_fen
     order by v.from_fen desc limit 1);
end $$;
comment on function private.volume_step(uuid, uuid, bigint) is
  'The rate of the step that a volume has reached, in basis points; null below the first.';
