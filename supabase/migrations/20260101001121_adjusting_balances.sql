-- Staff correct balances: one asks, and for large sums another confirms.

create function private.staff_adjustment_json(a pay.adjustments) returns jsonb
language sql stable set search_path = '' as $$
  select private.adjustment_json(a) || jsonb_build_object(
    'distributor_id', a.distributor_id,
    'distributor', private.label(a.shop_id, a.distributor_id),
    'needs_second', a.needs_second,
    'asked_by', (select t.name from shop.staff t
        where t.shop_id = a.shop_id and t.id = a.asked_by),
    'decided_by', (select t.name from shop.staff t
        where t.shop_id = a.shop_id and t.id = a.decided_by))
$$;
comment on function private.staff_adjustment_json(pay.adjustments) is
  'A correction as staff see it (contracts/staff/adjustments.ts StaffAdjustment).';

create function api.adjust_balance(
  shop text, distributor_id uuid, amount_fen bigint, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the ledger
declare
  me private.staff_command := private.begin_command(shop, 'payout', 'adjust_balance',
      idempotency_key, jsonb_build_array(distributor_id, amount_fen, reason), reason);
  adjustment pay.adjustments;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  if amount_fen = 0 or coalesce(amount_fen not between -100000000 and 100000000, true) then
    perform private.fail_field('amount_fen', '金额在 0.01 到 1,000,000 元之间');
  end if;
  perform private.require_distributor(me.shop_id, distributor_id);
  perform private.lock_balances(me.shop_id, 'commission_available', array[distributor_id]);
  if private.balance_of(me.shop_id, 'commission_available', distributor_id) is null then
    perform private.fail('DISTRIBUTOR_INACTIVE');
  end if;
  insert into pay.adjustments (
    shop_id, distributor_id, amount_fen, reason, needs_second, status, asked_by)
  values (me.shop_id, adjust_balance.distributor_id, adjust_balance.amount_fen, me.reason,
    private.needs_second(me.shop_id, distributor_id, amount_fen), 'waiting', me.staff_id)
  returning * into adjustment;
  if adjustment.needs_second then
    perform private.add_work(me.shop_id, 'adjustment_waiting', adjustment.id,
      jsonb_build_object('distributor_id', adjustment.distributor_id,
        'amount_fen', adjustment.amount_fen, 'message', adjustment.reason));
  else
    adjustment := private.book_adjustment(adjustment, me.staff_id);
  end if;
  return private.end_command(me, distributor_id, private.staff_adjustment_json(adjustment),
      jsonb_build_object('adjustment_id', adjustment.id, 'amount_fen', amount_fen));
end $$;
comment on function api.adjust_balance(text, uuid, bigint, text, text) is
  'Staff: add amount_fen to a balance, or take it away (negative), for a reason that its '
  'distributor reads. Above large_above_fen (private.needs_second) it waits for another person, '
  'finance or the owner; else it is booked. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_INACTIVE '
  'for who has no balance yet, INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.adjust_balance(text, uuid, bigint, text, text) to authenticated;

create function private.judge_adjustment(
  shop_id uuid, adjustment_id uuid, confirm boolean, staff_id uuid) returns pay.adjustments
language plpgsql volatile set search_path = '' as $$
declare
  adjustment pay.adjustments := (select a from pay.adjustments a
    where a.shop_id = judge_adjustment.shop_id and a.id = judge_adjustment.adjustment_id);
begin
  if adjustment.id is null then
    perform private.fail('ADJUSTMENT_NOT_FOUND');
  end if;
  perform private.lock_balances(adjustment.shop_id, 'commission_available',
      array[adjustment.distributor_id]);
  select a.* into strict adjustment from pay.adjustments a
   where a.shop_id = judge_adjustment.shop_id and a.id = judge_adjustment.adjustment_id for update;
  if adjustment.status <> 'waiting' then
    perform private.fail('ADJUSTMENT_STATE', jsonb_build_object('status', adjustment.status));
  elsif confirm and adjustment.asked_by = staff_id then
    perform private.fail('SECOND_PERSON_REQUIRED');
  end if;
  if confirm then
    adjustment := private.book_adjustment(adjustment, staff_id);
  else
    update pay.adjustments a
       set status = 'cancelled', decided_by = staff_id, decided_at = private.now()
     where a.shop_id = adjustment.shop_id and a.id = adjustment.id
    returning * into adjustment;
  end if;
  perform private.end_work(adjustment.shop_id, 'adjustment_waiting', adjustment.id);
  return adjustment;
end $$;
comment on function private.judge_adjustment(uuid, uuid, boolean, uuid) is
  'A waiting correction is confirmed by another person than who asked, or cancelled. Raises '
  'ADJUSTMENT_NOT_FOUND, ADJUSTMENT_STATE, SECOND_PERSON_REQUIRED.';

create function api.decide_adjustment(
  shop text, adjustment_id uuid, confirm boolean, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the ledger
declare
  me private.staff_command := private.begin_command(shop, 'payout', 'decide_adjustment',
      idempotency_key, jsonb_build_array(adjustment_id, confirm, reason), reason);
  adjustment pay.adjustments;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  if confirm is null then
    perform private.fail('INVALID_REQUEST', '{"field":"confirm"}');
  elsif not private.role_may(me.role, 'payout_large') and (confirm or not exists (
      select from pay.adjustments a where a.shop_id = me.shop_id
         and a.id = decide_adjustment.adjustment_id and a.asked_by = me.staff_id)) then
    perform private.fail('APPROVAL_LIMIT');
  end if;
  adjustment := private.judge_adjustment(me.shop_id, adjustment_id, confirm, me.staff_id);
  return private.end_command(me, adjustment.distributor_id,
      private.staff_adjustment_json(adjustment),
      jsonb_build_object('adjustment_id', adjustment.id, 'confirm', confirm));
end $$;
comment on function api.decide_adjustment(text, uuid, boolean, text, text) is
  'Staff: finance or the owner confirm a waiting correction that another asked for, or anybody of '
  'them, and who asked, cancels it. Raises ADJUSTMENT_NOT_FOUND, ADJUSTMENT_STATE, '
  'SECOND_PERSON_REQUIRED, APPROVAL_LIMIT, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.decide_adjustment(text, uuid, boolean, text, text) to authenticated;

create function private.work_retry_adjustment_waiting(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.judge_adjustment(work.shop_id, work.subject_id, true, staff_id)
$$;
comment on function private.work_retry_adjustment_waiting(ops.work, uuid, text, jsonb) is
  'Confirm a waiting correction from the work list.';

create function private.work_dismiss_adjustment_waiting(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.judge_adjustment(work.shop_id, work.subject_id, false, staff_id)
$$;
comment on function private.work_dismiss_adjustment_waiting(ops.work, uuid, text, jsonb) is
  'Cancel a waiting correction from the work list.';

create function api.staff_list_adjustments(
  shop text, distributor uuid default null, after uuid default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$  -- definer: reads corrections
declare
  me record := private.staff(shop, 'read');
begin
  return private.as_read_by((
    select private.page_of(jsonb_agg(private.staff_adjustment_json(a) order by a.id desc),
        page_size, 'id')
      from (select * from pay.adjustments x
             where x.shop_id = me.shop_id
               and (distributor is null or x.distributor_id = distributor)
               and (after is null or x.id < after)
             order by x.id desc limit private.page_limit(page_size)) a), me.role);
end $$;
comment on function api.staff_list_adjustments(text, uuid, uuid, int) is
  'Staff: corrections of balances, the newest first, of all or of one distributor. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.staff_list_adjustments(text, uuid, uuid, int) to authenticated;
