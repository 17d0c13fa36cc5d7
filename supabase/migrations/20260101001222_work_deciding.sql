-- The work list decided. What an action does is a function of the kind that is worked on.

create function private.work_effect(kind text, action text) returns regprocedure
language sql stable set search_path = '' as $$
  select coalesce(f.own, f.family)
    from (select to_regprocedure(
        format('private.work_%s_%s(ops.work, uuid, text, jsonb)', action, kind)) as own,
                 to_regprocedure(format('private.work_%s_%s(ops.work, uuid, text, jsonb)',
                     action, split_part(kind, '_', 1))) as family) f
$$;
comment on function private.work_effect(text, text) is
  'What an action does: private.work_<action>_<kind>(work ops.work, staff_id uuid, reason text, '
  'input jsonb), or of the family, which is the kind up to its first underscore. It locks its '
  'subject, refuses by raising, and need not close the row. Null: the action closes the row and '
  'nothing else, which is right for settle and dismiss alone.';

create function private.decide_work(
  shop text, work_id uuid, action text, reason text, idempotency_key text, input jsonb
) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  me record := private.staff(shop, 'read');
  request jsonb := jsonb_build_array(work_id, action, reason, input);
  answer jsonb;
  work ops.work;
  known ops.work_kinds;
  effect regprocedure;
begin
  reason := private.require_reason(reason);
  answer := private.recall(me.shop_id, me.staff_id, 'decide_work', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  -- one decision at a time
  perform pg_advisory_xact_lock(hashtextextended('work:' || decide_work.work_id, 0));
  select w.* into work from ops.work w
   where w.shop_id = me.shop_id and w.id = decide_work.work_id;
  if not found then
    perform private.fail('WORK_NOT_FOUND');
  end if;
  select k.* into strict known from ops.work_kinds k where k.kind = work.kind;
  perform private.staff(shop, private.work_permission(known, action));
  if action is null or action <> all (private.work_actions(work, known)) then
    perform private.fail('INVALID_REQUEST', '{"field":"action"}');
  elsif work.status <> 'open' then
    perform private.fail('WORK_STATE', jsonb_build_object('status', work.status));
  end if;

  perform private.audit(me.shop_id, me.staff_id, 'decide_work', work.subject_id, reason,
    jsonb_build_object('work_id', work.id, 'kind', work.kind, 'action', action));
  effect := private.work_effect(work.kind, action);
  if effect is not null then
    execute format('select %s($1, $2, $3, $4)', effect::regproc)
        using work, me.staff_id, reason, input;
  end if;
  answer := private.work_json(private.close_work(work, action, me.staff_id, reason), me.role);
  return private.remember(me.shop_id, me.staff_id,
      'decide_work', idempotency_key, request, answer);
end $$;
comment on function private.decide_work(text, uuid, text, text, text, jsonb) is
  'Staff, with the permission that kind and action ask for, act on a row of the work list. Raises '
  'as api.decide_work.';

create function api.decide_work(
  shop text, work_id uuid, action text, reason text, idempotency_key text, input jsonb default null
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: does what the row is about
begin
  if input ? 'card_sealed' then   -- sealed by nobody we know: api.refund_to_card is the server's
    perform private.fail('INVALID_REQUEST', '{"field":"input"}');
  end if;
  return private.decide_work(shop, work_id, action, reason, idempotency_key, input);
end $$;
comment on function api.decide_work(text, uuid, text, text, text, jsonb) is
  'Staff act on a row of the work list: mend, retry, settle (it was done by hand) or dismiss, as '
  'its kind allows and with the permission it asks for; input is what mending takes. The row '
  'closes, and what fails again opens another. Raises WORK_NOT_FOUND, WORK_STATE when it has '
  'ended, FORBIDDEN, INVALID_REQUEST for an action the kind does not know, and what the effect '
  'raises.';
grant execute on function api.decide_work(text, uuid, text, text, text, jsonb) to authenticated;

create function api.refund_to_card(
  shop text, work_id uuid, reason text, idempotency_key text, card jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: does what the row is about
begin
  return private.decide_work(shop, work_id, 'mend', reason, idempotency_key,
    jsonb_build_object('to', 'buyer_card', 'bank_type', card -> 'bank_type',
        'card_sealed', card -> 'sealed'));
end $$;
comment on function api.refund_to_card(text, uuid, text, text, jsonb) is
  'Server, for the staff of the claims: mend an abnormal refund by the buyer''s bank card: '
  '{"bank_type", "sealed"}; the server alone can seal one, for this refund. Answers and raises as '
  'api.decide_work.';
grant execute on function api.refund_to_card(text, uuid, text, text, jsonb) to mall_server;

create function private.close_work(work ops.work, action text, staff_id uuid, reason text)
  returns ops.work
language plpgsql volatile set search_path = '' as $$
declare
  ended text := case action when 'settle' then 'settled'
    when 'dismiss' then 'dismissed' else 'done' end;
begin
  select w.* into work from ops.work w where w.shop_id = work.shop_id and w.id = work.id for update;
  if work.status = 'open' then
    perform private.record_event(work.shop_id, 'work.ended', work.id,
        jsonb_build_object('status', ended, 'shop', '{"open_work": -1}'::jsonb));
  -- not by the effect: it came right by itself a moment ago
  elsif work.closed_at <> private.now() then
    perform private.fail('WORK_STATE', jsonb_build_object('status', work.status));
  end if;
  update ops.work w set status = ended, closed_at = private.now(),
      closed_by = close_work.staff_id, reason = close_work.reason
   where w.shop_id = work.shop_id and w.id = work.id
  returning * into work;
  return work;
end $$;
comment on function private.close_work(ops.work, text, uuid, text) is
  'Write who ended a row and why. Its lock comes after those of the subject, which the effect '
  'took; the effect may have ended the row itself.';
