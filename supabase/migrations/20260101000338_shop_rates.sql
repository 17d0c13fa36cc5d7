-- The rates of a whole shop, changed by themselves: a version like the one in force with other
-- rates for everything that no rule names.

create function private.open_rule_set(shop_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  first shop.rule_sets;
begin
  insert into shop.rule_sets (shop_id, state, version, levels, cap_bps, starts_at)
  values (open_rule_set.shop_id, 'saved', 1, 2, 2000, '-infinity') returning * into first;
  insert into shop.commission_rules (shop_id, set_id, scope, scope_id, level, rate_bps)
  values (first.shop_id, first.id, 'shop', first.shop_id, 1, 1000),
         (first.shop_id, first.id, 'shop', first.shop_id, 2, 500);
end $$;
comment on function private.open_rule_set(uuid) is
  'The rules a shop begins with: 10 % and 5 %, together 20 % at most.';

create function private.base_rate(set_ shop.rule_sets, level int) returns int
language sql stable set search_path = '' as $$
  select coalesce(max(r.rate_bps), 0) from shop.commission_rules r
   where r.shop_id = set_.shop_id and r.set_id = set_.id and r.scope = 'shop' and r.tier = 0
     and r.level = base_rate.level and (r.starts_at, r.ends_at) = ('-infinity', 'infinity')
$$;
comment on function private.base_rate(shop.rule_sets, int) is
  'What a level pays for everything that no other rule names, in basis points; 0 where that is a '
  'sum per piece.';

create function private.rates_json(set_ shop.rule_sets) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('level1_bps', private.base_rate(set_, 1),
      'level2_bps', private.base_rate(set_, 2), 'cap_bps', set_.cap_bps, 'levels', set_.levels)
$$;
comment on function private.rates_json(shop.rule_sets) is
  'The rates of the whole shop and the cap, in basis points, and how many levels are paid '
  '(contracts/staff/commissions.ts CommissionRule).';

create function private.rate_period_json(set_ shop.rule_sets) returns jsonb
language sql stable set search_path = '' as $$
  select private.rates_json(set_) || jsonb_build_object('id', set_.id,
      'valid_from', private.beginning_of(set_),
      'valid_to', set_.ends_at,
      'by', (select t.name from shop.staff t
              where t.shop_id = set_.shop_id and t.id = set_.saved_by),
      'reason', (select a.reason from ops.audit_log a
                  where a.shop_id = set_.shop_id and a.subject_id = set_.id
                  order by a.id desc limit 1))
$$;
comment on function private.rate_period_json(shop.rule_sets) is
  'A version''s rates with the time it was in force '
  '(contracts/staff/commissions.ts CommissionRulePeriod).';

create function api.get_commission_rule(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rules are closed to every client role
declare
  me record := private.staff(shop, 'read');
  current_ shop.rule_sets := private.rule_set_at(me.shop_id, private.now());
begin
  return private.as_read_by(jsonb_build_object('current', private.rate_period_json(current_),
    'earlier', (select coalesce(jsonb_agg(private.rate_period_json(r) order by r.version desc),
        '[]')
      from (select * from shop.rule_sets x
             where x.shop_id = me.shop_id and x.version < current_.version
             order by x.version desc limit 100) r)), me.role);
end $$;
comment on function api.get_commission_rule(text) is
  'Staff: the rates of the whole shop and the cap as they are, and the hundred versions before: in '
  'basis points, from when to when, by whom and why. The one a shop began with is by nobody.';
grant execute on function api.get_commission_rule(text) to authenticated;

create function private.with_base_rates(form jsonb, rule jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select form || jsonb_build_object('levels', rule -> 'levels', 'cap_bps', rule -> 'cap_bps',
    'rules', (select coalesce(jsonb_agg(r), '[]') from jsonb_array_elements(form -> 'rules') r
               where (r ->> 'scope', r ->> 'priority') <> ('shop', '0')
                  or num_nonnulls(r ->> 'tier', r ->> 'starts_at', r ->> 'ends_at') > 0)
      || (select jsonb_agg(jsonb_build_object('scope', 'shop', 'scope_id', null, 'tier', null,
            'level', n, 'rate_bps', rule -> format('level%s_bps', n), 'fixed_fen', null,
            'priority', 0, 'starts_at', null, 'ends_at', null)) from generate_series(1, 2) n))
$$;
comment on function private.with_base_rates(jsonb, jsonb) is
  'A rule set''s form with these rates for everything that no other rule names.';

create function private.check_rates(rule jsonb) returns void
language plpgsql immutable set search_path = '' as $$
declare
  level1 int := private.int_of(rule -> 'level1_bps');
  level2 int := private.int_of(rule -> 'level2_bps');
  cap int := private.int_of(rule -> 'cap_bps');
begin
  perform private.refuse_unknown(
      rule, '{"level1_bps":0,"level2_bps":0,"cap_bps":0,"levels":0}');
  if level1 is null or level1 not between 0 and 10000 then
    perform private.fail('INVALID_REQUEST', '{"field":"rule.level1_bps"}');
  elsif level2 is null or level2 not between 0 and 10000 then
    perform private.fail('INVALID_REQUEST', '{"field":"rule.level2_bps"}');
  elsif cap is null or cap not between 0 and 5000 then
    perform private.fail('INVALID_REQUEST', '{"field":"rule.cap_bps"}');
  elsif coalesce(private.int_of(rule -> 'levels'), 0) not between 1 and 2 then
    perform private.fail('INVALID_REQUEST', '{"field":"rule.levels"}');
  elsif level1 + level2 > cap then
    perform private.fail('COMMISSION_RULE_EXCEEDS_CAP', jsonb_build_object(
      'field', case when level1 > cap then 'rule.level1_bps'
          else 'rule.level2_bps' end, 'cap_bps', cap));
  end if;
end $$;
comment on function private.check_rates(jsonb) is
  'The form of api.save_commission_rule. Raises INVALID_REQUEST, COMMISSION_RULE_EXCEEDS_CAP with '
  'the field.';

create function api.save_commission_rule(
  shop text, rule jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes rules
declare
  begun private.staff_command := private.begin_command(shop, 'rules', 'save_commission_rule',
    idempotency_key, jsonb_build_array(rule, reason), reason);
  before_ shop.rule_sets;
  saved shop.rule_sets;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  perform private.check_rates(rule);
  perform private.lock_rules(begun.shop_id);
  before_ := private.rule_set_at(begun.shop_id, private.now());
  insert into shop.rule_sets (shop_id, state, levels, cap_bps, volume_mode, saved_by)
  values (begun.shop_id, 'made', private.int_of(rule -> 'levels'),
      private.int_of(rule -> 'cap_bps'), before_.volume_mode, begun.staff_id)
  returning * into saved;
  perform private.write_rules(
      saved, private.with_base_rates(private.rule_set_form(before_), rule));
  saved := private.put_in_force(saved, private.now());
  return private.end_command(begun, saved.id, private.rates_json(saved)
        || jsonb_build_object('id', saved.id, 'valid_from', saved.starts_at),
      private.changed_fields(private.rates_json(before_), private.rates_json(saved)));
end $$;
comment on function api.save_commission_rule(text, jsonb, text, text) is
  'Staff: the rates of the whole shop, the cap and how many levels are paid, from now on, as a new '
  'version that keeps every other rule; orders placed keep the version they were placed under. '
  'Raises COMMISSION_RULE_EXCEEDS_CAP with the field when both levels together exceed the cap, '
  'RULES_EXCEED_CAP when another rule would, FORBIDDEN.';
grant execute on function api.save_commission_rule(text, jsonb, text, text) to authenticated;
