-- Staff end a difference, or open it again: on its page or on the work list, which is one decision.

create function private.close_difference(shop_id uuid, difference_id uuid, status text,
  staff_id uuid, reason text) returns pay.bill_differences
language plpgsql volatile set search_path = '' as $$
declare
  difference pay.bill_differences;
begin
  select d.* into difference from pay.bill_differences d
   where d.shop_id = close_difference.shop_id and d.id = close_difference.difference_id
     for update;
  if not found then
    perform private.fail('DIFFERENCE_NOT_FOUND');
  elsif (difference.status = 'open') = (close_difference.status = 'open') then
    perform private.fail('DIFFERENCE_STATE', jsonb_build_object('status', difference.status));
  elsif close_difference.status = 'open' and exists (
    select from pay.bill_differences d
     where d.shop_id = difference.shop_id and d.account_id = difference.account_id
       and d.row_kind = difference.row_kind and d.number = difference.number
       and d.status = 'open') then
    perform private.fail('DIFFERENCE_STATE', '{"status": "open"}');
  end if;
  update pay.bill_differences d
     set status = close_difference.status,
         closed_at = case when close_difference.status <> 'open' then private.now() end,
         closed_by = case when close_difference.status <> 'open' then staff_id end,
         resolution = case when close_difference.status <> 'open' then reason end
   where d.shop_id = difference.shop_id and d.id = difference.id
  returning * into difference;
  insert into pay.bill_difference_steps (shop_id, difference_id, status, staff_id, reason)
  values (difference.shop_id, difference.id, difference.status, close_difference.staff_id,
      close_difference.reason);
  return difference;
end $$;
comment on function private.close_difference(uuid, uuid, text, uuid, text) is
  'resolved or dismissed with words, or open again with a reason: a row of its history each. '
  'Raises DIFFERENCE_NOT_FOUND, DIFFERENCE_STATE.';

create function api.decide_difference(shop text, difference_id uuid, status text, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: bills and differences are closed to every client role
declare
  begun private.staff_command := private.begin_command(shop, 'reconcile', 'decide_difference',
    idempotency_key, jsonb_build_array(difference_id, status, reason), reason);
  difference pay.bill_differences;
  work ops.work;
begin
  if begun.answer is not null then
    return begun.answer;
  elsif coalesce(status not in ('open', 'resolved', 'dismissed'), true) then
    perform private.fail('INVALID_REQUEST', '{"field":"status"}');
  end if;
  difference := private.close_difference(begun.shop_id, difference_id, status, begun.staff_id,
    begun.reason);
  if status = 'open' then
    perform private.list_difference(difference);
  else
    select w.* into work from ops.work w
     where w.shop_id = begun.shop_id and w.kind = 'bill_difference'
       and w.subject_id = difference.id and w.status = 'open';
    if found then
      perform private.close_work(work, case status when 'resolved' then 'settle'
        else 'dismiss' end, begun.staff_id, begun.reason);
    end if;
  end if;
  return private.end_command(begun, difference.id, private.difference_json(difference),
    jsonb_build_object('status', status, 'day', difference.day, 'number', difference.number));
end $$;
comment on function api.decide_difference(text, uuid, text, text, text) is
  'Staff with the permission reconcile: resolved or dismissed with what was found, or open again; '
  'its row of the work list goes with it. Answers the difference. Raises DIFFERENCE_NOT_FOUND, '
  'DIFFERENCE_STATE, INVALID_REQUEST and what every staff command raises.';
grant execute on function api.decide_difference(text, uuid, text, text, text) to authenticated;

create function private.work_settle_bill_difference(work ops.work, staff_id uuid, reason text,
  input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.close_difference(work.shop_id, work.subject_id, 'resolved', staff_id, reason);
end $$;
comment on function private.work_settle_bill_difference(ops.work, uuid, text, jsonb) is
  'As on its page: resolved.';

create function private.work_dismiss_bill_difference(work ops.work, staff_id uuid, reason text,
  input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.close_difference(work.shop_id, work.subject_id, 'dismissed', staff_id, reason);
end $$;
comment on function private.work_dismiss_bill_difference(ops.work, uuid, text, jsonb) is
  'As on its page: dismissed.';

create function api.fetch_bills_again(shop text, mchid text, day date, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: bills are closed to every client role
declare
  begun private.staff_command := private.begin_command(shop, 'reconcile', 'fetch_bills_again',
    idempotency_key, jsonb_build_array(mchid, day, reason), reason);
  here pay.bill_days;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  select x.* into here from pay.bill_days x
    join pay.bill_accounts a on a.shop_id = x.shop_id and a.id = x.account_id
   where x.shop_id = begun.shop_id and a.mchid = fetch_bills_again.mchid
     and x.day = fetch_bills_again.day;
  if not found then
    perform private.fail('BILL_DAY_NOT_FOUND');
  end if;
  update pay.bills b set status = 'due', tries = 0, next_at = private.now()
   where b.shop_id = here.shop_id and b.account_id = here.account_id and b.day = here.day
     and b.status <> 'due';
  return private.end_command(begun, here.account_id, '{"ok": true}',
    jsonb_build_object('mchid', mchid, 'day', day));
end $$;
comment on function api.fetch_bills_again(text, text, date, text, text) is
  'Staff with the permission reconcile: ask WeChat for the bills of a day once more, as when it '
  'has corrected them; what was closed stays closed while both sides say the same. Raises '
  'BILL_DAY_NOT_FOUND and what every staff command raises.';
grant execute on function api.fetch_bills_again(text, text, date, text, text) to authenticated;
