-- Whom rules pass by, until a day.

create function private.trusted_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('items', coalesce(jsonb_agg(jsonb_build_object(
      'distributor_id', t.distributor_id, 'label', private.label(t.shop_id, t.distributor_id),
      'code', d.code, 'rules', t.rules, 'until', t.until, 'reason', t.reason,
      'by', (select s.name from shop.staff s where s.shop_id = t.shop_id and s.id = t.staff_id))
      order by t.until, t.distributor_id), '[]'))
    from risk.trusted t
    join referral.distributors d on d.shop_id = t.shop_id and d.id = t.distributor_id
   where t.shop_id = trusted_json.shop_id and t.until >= private.shop_day(private.now())
$$;
comment on function private.trusted_json(uuid) is
  'Whom rules pass by at present (contracts/staff/risk.ts TrustedDistributors).';

create function api.list_trusted_distributors(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: closed to every client role
declare
  me record := private.staff(shop, 'risk');
begin
  return private.as_read_by(private.trusted_json(me.shop_id), me.role);
end $$;
comment on function api.list_trusted_distributors(text) is
  'Staff who may see the risk centre: whom its rules pass by. Raises FORBIDDEN.';
grant execute on function api.list_trusted_distributors(text) to authenticated;

create function api.trust_distributor(shop text, distributor_id uuid, rules text[], until date,
  reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes whom rules pass by
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'trust_distributor',
    idempotency_key, jsonb_build_array(distributor_id, rules, until, reason), reason);
  today date := private.shop_day(private.now());
begin
  if me.answer is not null then
    return me.answer;
  elsif not exists (select from referral.distributors d where d.shop_id = me.shop_id
      and d.id = trust_distributor.distributor_id and d.approved_at is not null) then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  elsif rules is null or exists (select from unnest(rules) n(rule)
      where not exists (select from risk.rules r where r.rule = n.rule)) then
    perform private.fail('INVALID_REQUEST', '{"field":"rules"}');
  elsif rules <> '{}' and coalesce(until not between today and today + 366, true) then
    perform private.fail_field('until', '从今天起，最多一年');
  end if;
  delete from risk.trusted t
   where t.shop_id = me.shop_id and t.distributor_id = trust_distributor.distributor_id;
  insert into risk.trusted (shop_id, distributor_id, rules, until, staff_id, reason)
  select me.shop_id, trust_distributor.distributor_id, trust_distributor.rules,
         trust_distributor.until, me.staff_id, me.reason where trust_distributor.rules <> '{}';
  return private.end_command(me, distributor_id, private.trusted_json(me.shop_id),
    jsonb_build_object('rules', rules, 'until', until));
end $$;
comment on function api.trust_distributor(text, uuid, text[], date, text, text) is
  'Staff: these rules pass a distributor by until a day, in place of those before; with none of '
  'them he is trusted no more. Open cases stay. Answers as list_trusted_distributors. Raises '
  'DISTRIBUTOR_NOT_FOUND, INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.trust_distributor(text, uuid, text[], date, text, text)
  to authenticated;
