-- What could not be sent is a row of the work list: sent again, or let go.

create function private.end_unsent(shop_id uuid, kind text, subject_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'dropped'
   where o.shop_id = end_unsent.shop_id and o.subject_id = end_unsent.subject_id
     and o.kind = end_unsent.kind and o.status = 'failed';
  if found then
    perform private.end_work(shop_id, 'unsent_' || end_unsent.kind, subject_id);
  end if;
end $$;
comment on function private.end_unsent(uuid, text, uuid) is
  'What WeChat would not take has come about in another way: it is sent no more and waits for '
  'nobody.';

create function private.withdrawal_concern(shop_id uuid, withdrawal_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('withdrawal_id', w.id,
      'distributor_id', w.distributor_id, 'amount_fen', w.amount_fen)
    from pay.withdrawals w where w.shop_id = withdrawal_concern.shop_id
     and w.id = withdrawal_concern.withdrawal_id
$$;
comment on function private.withdrawal_concern(uuid, uuid) is
  'A withdrawal as detail of the work list; null without one.';

create function private.refund_concern(shop_id uuid, refund_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('order_id', r.order_id,
      'after_sale_id', r.after_sale_id, 'cause', r.cause, 'amount_fen', r.payable_fen)
    from pay.refunds r where r.shop_id = refund_concern.shop_id and r.id = refund_concern.refund_id
$$;
comment on function private.refund_concern(uuid, uuid) is
  'A refund as detail of the work list; null without one.';

create function private.outbox_concern(tried ops.outbox) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(case tried.kind
    when 'transfer' then private.withdrawal_concern(tried.shop_id, tried.subject_id)
    when 'transfer_cancel' then private.withdrawal_concern(tried.shop_id, tried.subject_id)
    when 'order_path' then '{}'
    when 'refund' then private.refund_concern(tried.shop_id, tried.subject_id)
    when 'abnormal_refund' then private.refund_concern(tried.shop_id, tried.subject_id)
    else jsonb_build_object('order_id', tried.subject_id) end, '{}')
$$;
comment on function private.outbox_concern(ops.outbox) is
  'What a row of the outbox is about, as detail of the work list; {} when nobody knows.';

create function private.is_over(tried ops.outbox) returns boolean
language sql stable set search_path = '' as $$
  select case
    when tried.kind in ('refund', 'abnormal_refund') then exists (
      select from pay.refunds r
       where r.shop_id = tried.shop_id and r.id = tried.subject_id
         and r.status = any (private.refund_states('final')))
    when tried.kind in ('transfer', 'transfer_cancel') then exists (
      select from pay.withdrawals w
       where w.shop_id = tried.shop_id and w.id = tried.subject_id and w.finished_at is not null)
    else false end
$$;
comment on function private.is_over(ops.outbox) is
  'Has what a row asks for ended in another way, by WeChat''s notice or by staff, while a worker '
  'tried?';

create function api.retry_outbox(shop_id uuid, id uuid, lease_token uuid,
  error text, permanent boolean default false) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  last_try constant int := 12;
  tried ops.outbox;
begin
  update ops.outbox o
     set status = case when not (retry_outbox.permanent or o.tries >= last_try) then 'waiting'
                       when private.is_over(o) then 'dropped' else 'failed' end,
         next_at = private.now() + private.outbox_delay(o.tries),
             last_error = left(retry_outbox.error, 500),
         lease_token = null, leased_until = null
   where o.shop_id = retry_outbox.shop_id and o.id = retry_outbox.id
     and o.lease_token = retry_outbox.lease_token and o.status = 'waiting'
  returning * into tried;
  if not found then
    return private.verdict('rejected', 'lease_lost');
  end if;
  if tried.status = 'failed' and tried.kind = 'message' then
    perform private.fail_message(tried);
  elsif tried.status = 'failed' then
    perform private.add_work(tried.shop_id, 'unsent_' || tried.kind, tried.subject_id,
      private.outbox_concern(tried)
          || jsonb_build_object('tries', tried.tries, 'message', tried.last_error));
  end if;
  return private.verdict('applied', tried.status);
end $$;
comment on function api.retry_outbox(uuid, uuid, uuid, text, boolean) is
  'WeChat did not take it: again later, 12 tries in all over about half a day. After the last, or '
  'when permanent, it goes to the work list and the next row of the subject may go; what has ended '
  'in another way meanwhile is dropped. Answers {"result", "reason": '
  '"waiting"|"failed"|"dropped"|"lease_lost"}.';
grant execute on function api.retry_outbox(uuid, uuid, uuid, text, boolean) to mall_jobs;

create function private.work_retry_unsent(work ops.work, staff_id uuid, reason text, input jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'waiting', tries = 0, next_at = private.now()
   where o.shop_id = work.shop_id and o.subject_id = work.subject_id
     and 'unsent_' || o.kind = work.kind and o.status = 'failed';
end $$;
comment on function private.work_retry_unsent(ops.work, uuid, text, jsonb) is
  'Send what WeChat would not take once more, same body and number.';

create function private.work_dismiss_unsent(work ops.work, staff_id uuid, reason text, input jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'dropped'
   where o.shop_id = work.shop_id and o.subject_id = work.subject_id
     and 'unsent_' || o.kind = work.kind and o.status = 'failed';
end $$;
comment on function private.work_dismiss_unsent(ops.work, uuid, text, jsonb) is
  'What WeChat would not take is never sent again.';
