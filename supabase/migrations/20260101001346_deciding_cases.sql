-- Staff decide a case, with a reason; where nobody does so in time, it is released.

insert into ops.work_kinds (kind, permission, actions) values ('risk_case', 'distributor', '{}');

create function private.was_let_go(status text) returns boolean
language sql immutable set search_path = '' as $$ select status in ('released', 'expired') $$;
comment on function private.was_let_go(text) is
  'Did a case end without a finding, by a person''s word or because its time was over?';

create function private.end_case(ended risk.cases, status text, staff_id uuid, reason text)
  returns risk.cases
language plpgsql volatile set search_path = '' as $$
begin
  update risk.cases c
     set status = end_case.status, decided_at = private.now(), changed_at = private.now(),
         decided_by = end_case.staff_id, reason = end_case.reason
   where c.shop_id = ended.shop_id and c.id = ended.id returning c.* into ended;
  perform private.release(ended.shop_id, array(
    select h.id from ledger.commission_holds h
     where h.shop_id = ended.shop_id and h.case_id = ended.id and h.released_at is null));
  perform private.let_withdrawals_go(ended, private.was_let_go(status));
  perform private.end_work(ended.shop_id, 'risk_case', ended.id);
  perform private.record_event(ended.shop_id, 'risk.changed', ended.id,
    jsonb_build_object('status', ended.status));
  return ended;
end $$;
comment on function private.end_case(risk.cases, text, uuid, text) is
  'A case is over: its own holds open, each commission settles at its date or at once unless '
  'something else holds it. The caller holds lock_risk.';

create function private.void_case(ended risk.cases) returns int
language plpgsql volatile set search_path = '' as $$
declare
  lost ledger.commissions;
  taken int := 0;
begin
  perform private.hold(ended.shop_id,
    private.concerned_commissions(ended.shop_id, ended.id), 'risk', case_id => ended.id);
  for lost in
    select c.* from ledger.commissions c
     where c.shop_id = ended.shop_id and c.status = 'held'
       and c.id = any (private.concerned_commissions(ended.shop_id, ended.id))
     order by c.id for update
  loop
    perform private.take_commission(lost);
    taken := taken + 1;
  end loop;
  return taken;
end $$;
comment on function private.void_case(risk.cases) is
  'Take away the unsettled commission that a case concerns, held by it or, below the shop''s '
  'score, still pending; how many rows. What has settled before stays.';

create function private.lock_case(shop_id uuid, case_id uuid) returns risk.cases
language plpgsql volatile set search_path = '' as $$
declare
  known risk.cases;
begin
  perform private.lock_risk(c.shop_id, c.distributor_id) from risk.cases c
    where c.shop_id = lock_case.shop_id and c.id = lock_case.case_id;
  select c.* into known from risk.cases c
   where c.shop_id = lock_case.shop_id and c.id = lock_case.case_id for update;
  if not found then
    perform private.fail('RISK_CASE_NOT_FOUND');
  elsif known.status <> 'open' then
    perform private.fail('RISK_CASE_STATE', jsonb_build_object('status', known.status));
  end if;
  return known;
end $$;
comment on function private.lock_case(uuid, uuid) is
  'An open case for deciding. Raises RISK_CASE_NOT_FOUND, RISK_CASE_STATE.';

create function api.decide_risk_case(
  shop text, case_id uuid, decision text, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes cases, commissions and distributors
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'decide_risk_case',
      idempotency_key, jsonb_build_array(case_id, decision, reason), reason);
  known risk.cases;
  done text := case decision when 'release' then 'released' when 'void' then 'voided'
    when 'suspend' then 'suspended' when 'expel' then 'expelled' end;
begin
  if me.answer is not null then
    return me.answer;
  elsif done is null then
    perform private.fail('INVALID_REQUEST', '{"field":"decision"}');
  end if;
  known := private.lock_case(me.shop_id, case_id);
  case decision
    when 'void' then perform private.void_case(known);
    when 'suspend' then perform private.suspend_distributor(
      me.shop_id, known.distributor_id, me.staff_id, me.reason);
    when 'expel' then perform private.end_distributor(
      me.shop_id, known.distributor_id, me.staff_id, me.reason);
    else null;
  end case;
  known := private.end_case(known, done, me.staff_id, me.reason);
  return private.end_command(me, known.id, private.risk_case_json(known),
    jsonb_build_object('decision', decision, 'distributor_id', known.distributor_id));
end $$;
comment on function api.decide_risk_case(text, uuid, text, text, text) is
  'Staff decide an open case: release, void (what is concerned is taken away), suspend or expel '
  '(what is unsettled stays held for that). Withdrawals that waited go on when it is released, '
  'else they wait for a review. Answers contracts/staff/risk.ts RiskCase. Raises '
  'RISK_CASE_NOT_FOUND, RISK_CASE_STATE, DISTRIBUTOR_STATE, FORBIDDEN.';
grant execute on function api.decide_risk_case(text, uuid, text, text, text) to authenticated;

create function api.end_risk_cases(batch int default 50) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := least(greatest(coalesce(batch, 50), 1), 500);
  due record;
  ended int := 0;
  known risk.cases;
begin
  for due in
    select x.* from (select c.shop_id, c.id, c.distributor_id from risk.cases c
      where c.status = 'open' and c.opened_at <= private.now() - interval '30 days'
      order by c.opened_at limit most) x order by x.shop_id, x.distributor_id
  loop
    perform private.lock_risk(due.shop_id, due.distributor_id);
    select c.* into known from risk.cases c where c.shop_id = due.shop_id and c.id = due.id
       and c.status = 'open' for update;
    continue when not found;   -- decided meanwhile
    perform private.end_case(known, 'expired', null, '30 天内没有处理，自动放行');
    insert into ops.audit_log (shop_id, actor_kind, command, subject_id, reason, detail)
    values (known.shop_id, 'job', 'decide_risk_case', known.id, '30 天内没有处理，自动放行',
      jsonb_build_object('decision', 'expire', 'distributor_id', known.distributor_id));
    ended := ended + 1;
  end loop;
  return jsonb_build_object('ended', ended, 'more', ended = most);
end $$;
comment on function api.end_risk_cases(int) is
  'Release the cases that nobody decided within 30 days. Answers {"ended", "more"}.';
grant execute on function api.end_risk_cases(int) to mall_jobs;
