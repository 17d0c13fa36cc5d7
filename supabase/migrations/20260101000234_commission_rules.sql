-- The commission rule of a shop: one in force, the earlier ones kept.

create function private.rates_json(rule shop.commission_rules) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('level1_bps', rule.level1_bps, 'level2_bps', rule.level2_bps,
      'cap_bps', rule.cap_bps)
$$;
comment on function private.rates_json(shop.commission_rules) is
  'Both rates of a rule and its cap, in basis points (contracts/staff/commissions.ts '
  'CommissionRule).';

create function api.get_commission_rule(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rules are closed to every client role
declare
  me record := private.staff(shop, 'read');
  rules jsonb;
begin
  select jsonb_agg(to_jsonb(r) - 'shop_id' || jsonb_build_object('by', t.name, 'reason', a.reason)
                   order by r.valid_from desc, r.id desc)
    into rules
    from (select * from shop.commission_rules r where r.shop_id = me.shop_id
           order by r.valid_from desc, r.id desc limit 100) r
    left join ops.audit_log a on a.shop_id = r.shop_id
     and a.subject_id = r.id and a.command = 'save_commission_rule'
    left join shop.staff t on t.shop_id = a.shop_id and t.id = a.actor_id;
  return private.as_read_by(jsonb_build_object('current', rules -> 0,
      'earlier', rules - 0), me.role);
end $$;
comment on function api.get_commission_rule(text) is
  'Staff: both rates and the cap as they are, and the hundred rules before: in basis points, from '
  'when to when, by whom and why. The rule a shop began with is by nobody.';
grant execute on function api.get_commission_rule(text) to authenticated;

create function api.save_commission_rule(
  shop text, rule jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes rules
declare
  me record := private.staff(shop, 'rules');
  request jsonb := jsonb_build_array(rule, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'save_commission_rule', idempotency_key, request);
  level1 int := private.int_of(rule -> 'level1_bps');
  level2 int := private.int_of(rule -> 'level2_bps');
  cap int := private.int_of(rule -> 'cap_bps');
  closed shop.commission_rules;
  opened shop.commission_rules;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.refuse_unknown(rule, '{"level1_bps":0,"level2_bps":0,"cap_bps":0}');
  if level1 is null or level1 not between 0 and 10000 then
    perform private.fail('INVALID_REQUEST', '{"field":"rule.level1_bps"}');
  elsif level2 is null or level2 not between 0 and 10000 then
    perform private.fail('INVALID_REQUEST', '{"field":"rule.level2_bps"}');
  elsif cap is null or cap not between 0 and 5000 then
    perform private.fail('INVALID_REQUEST', '{"field":"rule.cap_bps"}');
  elsif level1 + level2 > cap then
    perform private.fail('COMMISSION_RULE_EXCEEDS_CAP', jsonb_build_object(
      'field', case when level1 > cap then 'rule.level1_bps'
          else 'rule.level2_bps' end, 'cap_bps', cap));
  end if;
  -- one change after the other
  perform from shop.settings s where s.shop_id = me.shop_id for update;
  update shop.commission_rules r set valid_to = private.now()
   where r.shop_id = me.shop_id and r.valid_to is null
  returning * into closed;
  insert into shop.commission_rules (shop_id, level1_bps, level2_bps, cap_bps)
  values (me.shop_id, level1, level2, cap) returning * into opened;
  perform private.audit(me.shop_id, me.staff_id, 'save_commission_rule', opened.id, reason,
      private.changed_fields(private.rates_json(closed), private.rates_json(opened)));
  answer := to_jsonb(opened) - 'shop_id' - 'valid_to';
  return private.remember(
    me.shop_id, me.staff_id, 'save_commission_rule', idempotency_key, request, answer);
end $$;
comment on function api.save_commission_rule(text, jsonb, text, text) is
  'Staff: both rates and the cap, in basis points, from now on; orders placed keep the rule they '
  'were placed under. Raises COMMISSION_RULE_EXCEEDS_CAP with the field when both levels together '
  'exceed the cap.';
grant execute on function api.save_commission_rule(text, jsonb, text, text) to authenticated;
