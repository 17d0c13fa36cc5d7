-- What staff set: a rule's switch, weight and thresholds, and the score that holds.

create function private.rule_figures(shop_id uuid, rule text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('cases', count(*), 'open', count(*) filter (where x.status = 'open'),
      'confirmed', count(*) filter (where x.status in ('voided', 'suspended', 'expelled')),
      'released', count(*) filter (where private.was_let_go(x.status)))
    from (select distinct c.id, c.status
            from risk.hits h join risk.cases c on c.shop_id = h.shop_id and c.id = h.case_id
           where h.shop_id = rule_figures.shop_id and h.rule = rule_figures.rule) x
$$;
comment on function private.rule_figures(uuid, text) is
  'In how many cases a rule has had a hit, and how they ended.';

create function private.risk_rules_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('hold_score', private.hold_score(risk_rules_json.shop_id),
    'items', (select jsonb_agg(jsonb_build_object('rule', r.rule, 'title', r.title,
        'words', r.words, 'subject', r.subject, 'is_on', s.is_on, 'weight', s.weight,
        'thresholds', (select coalesce(jsonb_agg(t || jsonb_build_object('value',
              s.thresholds -> (t ->> 'name')) order by n), '[]')
            from jsonb_array_elements(r.thresholds) with ordinality x(t, n)),
        'figures', private.rule_figures(s.shop_id, r.rule)) order by r.position)
      from private.risk_settings_of(risk_rules_json.shop_id) s
      join risk.rules r on r.rule = s.rule))
$$;
comment on function private.risk_rules_json(uuid) is
  'The rules as a shop has them, with their figures (contracts/staff/risk.ts RiskRules).';

create function api.list_risk_rules(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rules are closed to every client role
declare
  me record := private.staff(shop, 'risk');
begin
  return private.risk_rules_json(me.shop_id);
end $$;
comment on function api.list_risk_rules(text) is
  'Staff who may see the risk centre: its rules with switch, weight, thresholds and figures. '
  'Raises FORBIDDEN.';
grant execute on function api.list_risk_rules(text) to authenticated;

create function private.risk_settings_given(shop_id uuid, rule text, weight int, thresholds jsonb)
  returns private.risk_settings
language plpgsql stable set search_path = '' as $$
declare
  known risk.rules := (select r from risk.rules r where r.rule = risk_settings_given.rule);
  wrong jsonb;
begin
  if known.rule is null then
    perform private.fail('INVALID_REQUEST', '{"field":"rule"}');
  elsif weight not between 1 and 100 is not false then
    perform private.fail_field('weight', '分量为 1 到 100');
  end if;
  perform private.refuse_others(thresholds, (
    select coalesce(jsonb_object_agg(t ->> 'name', 'number'), '{}')
      from jsonb_array_elements(known.thresholds) t), 'thresholds');
  select t into wrong from jsonb_array_elements(known.thresholds) t
   where coalesce(private.int_of(thresholds -> (t ->> 'name'))
     not between (t ->> 'min')::int and (t ->> 'max')::int, true) limit 1;
  if wrong is not null then
    perform private.fail_field('thresholds.' || (wrong ->> 'name'),
      format('%s要在 %s 到 %s 之间', wrong ->> 'words', wrong ->> 'min', wrong ->> 'max'));
  end if;
  return row(shop_id, known.rule, known.subject, true, weight, thresholds);
end $$;
comment on function private.risk_settings_given(uuid, text, int, jsonb) is
  'A rule with the weight and all thresholds of a form. Raises INVALID_REQUEST with the field.';

create function api.save_risk_rule(shop text, rule text, is_on boolean, weight int,
  thresholds jsonb, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's rules
declare
  me private.staff_command := private.begin_command(shop, 'rules', 'save_risk_rule',
    idempotency_key, jsonb_build_array(rule, is_on, weight, thresholds, reason), reason);
  given private.risk_settings;
begin
  if me.answer is not null then
    return me.answer;
  elsif is_on is null then
    perform private.fail('INVALID_REQUEST', '{"field":"is_on"}');
  end if;
  given := private.risk_settings_given(me.shop_id, rule, weight, thresholds);
  insert into risk.shop_rules as s (shop_id, rule, is_on, weight, thresholds)
  values (me.shop_id, given.rule, save_risk_rule.is_on, given.weight, given.thresholds)
  on conflict on constraint shop_rules_pkey do update set is_on = excluded.is_on,
    weight = excluded.weight, thresholds = excluded.thresholds, changed_at = private.now();
  return private.end_command(me, me.shop_id, private.risk_rules_json(me.shop_id),
    jsonb_build_object('rule', rule, 'is_on', is_on, 'weight', weight, 'thresholds', thresholds));
end $$;
comment on function api.save_risk_rule(text, text, boolean, int, jsonb, text, text) is
  'Staff who may set rules: a rule of the risk centre, with all its thresholds. Cases that are '
  'open stay as they are. Answers as list_risk_rules. Raises INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.save_risk_rule(text, text, boolean, int, jsonb, text, text)
  to authenticated;

create function api.save_risk_score(
  shop text, hold_score int, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's rules
declare
  me private.staff_command := private.begin_command(shop, 'rules', 'save_risk_score',
    idempotency_key, jsonb_build_array(hold_score, reason), reason);
  reached record;
  weighed risk.cases[] := '{}';
begin
  if me.answer is not null then
    return me.answer;
  elsif hold_score not between 1 and 1000 is not false then
    perform private.fail_field('hold_score', '分数为 1 到 1000');
  end if;
  insert into risk.shop_scores (shop_id, hold_score)
  values (me.shop_id, save_risk_score.hold_score)
  on conflict on constraint shop_scores_pkey do update set hold_score = excluded.hold_score;
  for reached in
    select c.id, c.distributor_id from risk.cases c
     where c.shop_id = me.shop_id and c.status = 'open' and c.held_at is null
       and c.score >= save_risk_score.hold_score order by c.distributor_id
  loop
    perform private.lock_risk(me.shop_id, reached.distributor_id);
    weighed := weighed || private.weigh_case(me.shop_id, reached.id);
  end loop;
  perform private.hold_weighed(weighed);
  return private.end_command(me, me.shop_id, private.risk_rules_json(me.shop_id),
    jsonb_build_object('hold_score', hold_score));
end $$;
comment on function api.save_risk_score(text, int, text, text) is
  'Staff who may set rules: from which score on a case holds. Open cases that reach it now hold; '
  'those that hold already go on. Answers as list_risk_rules. Raises INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.save_risk_score(text, int, text, text) to authenticated;
