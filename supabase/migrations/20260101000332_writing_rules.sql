-- Rule sets as rows and as one JSON; how they are written and read back.

create function private.write_rules(set_ shop.rule_sets, form jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  tied record;
begin
  insert into shop.commission_rules (shop_id, set_id, scope, scope_id, tier, level,
      rate_bps, fixed_fen, priority, starts_at, ends_at)
  select set_.shop_id, set_.id, r.scope, coalesce(r.scope_id, set_.shop_id), coalesce(r.tier, 0),
         r.level, r.rate_bps, r.fixed_fen, r.priority,
         coalesce(r.starts_at, '-infinity'), coalesce(r.ends_at, 'infinity')
    from jsonb_to_recordset(form -> 'rules') r(scope text, scope_id uuid, tier smallint,
      level smallint, rate_bps int, fixed_fen bigint, priority smallint,
      starts_at timestamptz, ends_at timestamptz);
  insert into shop.commission_extras (shop_id, set_id, name, scope, scope_id, extra_bps,
      starts_at, ends_at)
  select set_.shop_id, set_.id, btrim(x.name), x.scope, coalesce(x.scope_id, set_.shop_id),
         x.extra_bps, x.starts_at, x.ends_at
    from jsonb_to_recordset(form -> 'extras') x(name text, scope text, scope_id uuid,
      extra_bps int, starts_at timestamptz, ends_at timestamptz);
  insert into shop.volume_steps (shop_id, set_id, from_fen, bps)
  select set_.shop_id, set_.id, v.from_fen, v.bps
    from jsonb_to_recordset(form -> 'volume_steps') v(from_fen bigint, bps int);
  perform private.refuse_unknown_places(set_);
exception when exclusion_violation then
  perform private.fail('RULES_TIE', private.tied_rules(form));
end $$;
comment on function private.write_rules(shop.rule_sets, jsonb) is
  'The rows of a set from its checked form. Raises RULES_TIE with the first two rules that could '
  'decide the same at the same moment, RULE_PLACE_NOT_FOUND.';

create function private.tied_rules(form jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  with r as (
    select n - 1 as n, x ->> 'scope_id' as scope_id, x ->> 'tier' as tier, x ->> 'level' as level,
           x ->> 'priority' as priority, tstzrange((x ->> 'starts_at')::timestamptz,
             (x ->> 'ends_at')::timestamptz) as held
      from jsonb_array_elements(form -> 'rules') with ordinality t(x, n))
  select jsonb_build_object('rules', jsonb_build_array(a.n, b.n),
      'field', format('draft.rules.%s', b.n))
    from r a join r b on a.n < b.n and a.held && b.held
     and (a.scope_id, a.tier, a.level, a.priority)
         is not distinct from (b.scope_id, b.tier, b.level, b.priority)
   order by a.n, b.n limit 1
$$;
comment on function private.tied_rules(jsonb) is
  'The first two rules of a form that could tie: {"rules": [n, m], "field"}.';

create function private.rule_set_form(set_ shop.rule_sets, named boolean default false)
  returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('levels', set_.levels, 'cap_bps', set_.cap_bps,
    'rules', (select coalesce(jsonb_agg(jsonb_build_object('scope', r.scope,
          'scope_id', nullif(r.scope_id, r.shop_id), 'tier', nullif(r.tier, 0),
          'level', r.level, 'rate_bps', r.rate_bps, 'fixed_fen', r.fixed_fen,
          'priority', r.priority,
          'starts_at', case when isfinite(r.starts_at) then r.starts_at end,
          'ends_at', case when isfinite(r.ends_at) then r.ends_at end)
        || case when named then jsonb_build_object(
            'scope_name', private.place_name(r.shop_id, r.scope, r.scope_id)) else '{}' end
        order by r.scope desc, r.scope_id, r.level, r.tier, r.priority, r.starts_at), '[]')
      from shop.commission_rules r where r.shop_id = set_.shop_id and r.set_id = set_.id),
    'extras', (select coalesce(jsonb_agg(jsonb_build_object('name', x.name, 'scope', x.scope,
          'scope_id', nullif(x.scope_id, x.shop_id), 'extra_bps', x.extra_bps,
          'starts_at', x.starts_at, 'ends_at', x.ends_at)
        || case when named then jsonb_build_object(
            'scope_name', private.place_name(x.shop_id, x.scope, x.scope_id)) else '{}' end
        order by x.starts_at, x.id), '[]')
      from shop.commission_extras x where x.shop_id = set_.shop_id and x.set_id = set_.id),
    'volume_mode', set_.volume_mode,
    'volume_steps', (select coalesce(jsonb_agg(jsonb_build_object(
          'from_fen', v.from_fen, 'bps', v.bps) order by v.from_fen), '[]')
      from shop.volume_steps v where v.shop_id = set_.shop_id and v.set_id = set_.id))
$$;
comment on function private.rule_set_form(shop.rule_sets, boolean) is
  'A set as contracts/staff/rules.ts RuleSetForm; named: each rule and extra with the name of its '
  'place.';

create function private.beginning_of(set_ shop.rule_sets) returns timestamptz
language sql immutable set search_path = '' as $$
  select case when isfinite(set_.starts_at) then set_.starts_at
      when set_.version is not null then set_.saved_at end
$$;
comment on function private.beginning_of(shop.rule_sets) is
  'From when a set is in force, null for a draft: the first of a shop from its opening on.';

create function private.rule_set_json(set_ shop.rule_sets) returns jsonb
language sql stable set search_path = '' as $$
  select private.rule_set_form(set_, true) || jsonb_build_object('id', set_.id,
      'version', set_.version, 'revision', set_.revision,
      'starts_at', private.beginning_of(set_), 'ends_at', set_.ends_at, 'saved_at', set_.saved_at,
      'by', (select t.name from shop.staff t
              where t.shop_id = set_.shop_id and t.id = set_.saved_by),
      'reason', (select a.reason from ops.audit_log a
                  where a.shop_id = set_.shop_id and a.subject_id = set_.id
                  order by a.id desc limit 1))
$$;
comment on function private.rule_set_json(shop.rule_sets) is
  'A set as staff read it (contracts/staff/rules.ts RuleSet); the one a shop began with is by '
  'nobody.';
