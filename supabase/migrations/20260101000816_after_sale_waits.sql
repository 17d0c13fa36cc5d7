-- Every wait of an after-sale has an end: days to review, to send back, to inspect.

insert into ops.work_kinds (kind, permission, actions) values
  ('after_sale_overdue', 'after_sale', '{dismiss}'),
  ('stuck_after_sale', 'after_sale', '{retry}');

create function private.begin_wait(shop_id uuid, after_sale_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update trade.after_sales s
     set warned_at = null,
         due_at = case when s.status = 'requested'
             then s.requested_at + make_interval(days => r.after_sale_review_days)
                       when s.sent_at is null
                           then s.reviewed_at + make_interval(days => r.after_sale_return_days)
                       else s.sent_at + make_interval(days => r.after_sale_inspect_days) end
    from shop.settings r
   where s.shop_id = begin_wait.shop_id
     and s.id = begin_wait.after_sale_id and r.shop_id = s.shop_id
     and s.status = any (private.after_sale_states('waiting'));
  perform private.end_work(begin_wait.shop_id, 'after_sale_overdue', begin_wait.after_sale_id);
end $$;
comment on function private.begin_wait(uuid, uuid) is
  'An after-sale waits from now: for the shop to review (requested), for the buyer to send back '
  '(approved, returning), for the shop to inspect (sent). Its end is fixed by the shop''s settings '
  'of this moment. Called at every change of state; one that waits for nobody has no end to come.';

create function private.approve_after_sale(after_sale trade.after_sales, review_reason text)
  returns trade.after_sales
language plpgsql volatile set search_path = '' as $$
begin
  update trade.after_sales s
     set status = case s.kind when 'refund_only' then 'refunding'
         when 'return_refund' then 'returning' else 'approved' end,
         review_reason = approve_after_sale.review_reason, reviewed_at = private.now()
   where s.shop_id = after_sale.shop_id and s.id = after_sale.id
  returning * into after_sale;
  perform private.begin_wait(after_sale.shop_id, after_sale.id);
  perform private.record_event(after_sale.shop_id, 'after_sale.changed', after_sale.id,
      jsonb_build_object('status', after_sale.status), after_sale.member_id);
  if after_sale.status = 'refunding' then
    perform private.start_refund(after_sale);
  end if;
  return after_sale;
end $$;
comment on function private.approve_after_sale(trade.after_sales, text) is
  'Agree to what the buyer asks: money goes back, or the goods are to come first. The caller holds '
  'the order''s lock.';

create function api.send_return(after_sale_id uuid, carrier text,
  tracking_no text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales
declare
  me record := private.member();
  request jsonb := jsonb_build_array(after_sale_id, carrier, tracking_no);
  answer jsonb;
  after_sale trade.after_sales;
begin
  if coalesce(length(btrim(carrier)) not between 1 and 32, true) then
    perform private.fail('INVALID_REQUEST', '{"field":"carrier"}');
  elsif coalesce(btrim(tracking_no) !~ '^[0-9A-Za-z-]{6,32}$', true) then
    perform private.fail('INVALID_REQUEST', '{"field":"tracking_no"}');
  end if;
  answer := private.recall(me.shop_id, me.member_id, 'send_return', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  after_sale := private.lock_after_sale(me.shop_id, after_sale_id, me.member_id);
  if after_sale.status <> all (private.after_sale_states('returnable')) then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  update trade.after_sales s
     set sent_at = coalesce(s.sent_at, private.now()),
         return_carrier = btrim(carrier), return_tracking_no = btrim(tracking_no)
   where s.shop_id = after_sale.shop_id and s.id = after_sale.id;
  perform private.begin_wait(after_sale.shop_id, after_sale.id);
  perform private.record_event(after_sale.shop_id, 'after_sale.changed', after_sale.id,
      jsonb_build_object('status', after_sale.status), after_sale.member_id);
  answer := private.after_sale_json(me.shop_id, after_sale.id);
  return private.remember(me.shop_id, me.member_id,
      'send_return', idempotency_key, request, answer);
end $$;
comment on function api.send_return(uuid, text, text, text) is
  'The buyer sent the goods back: from now the shop has its days to inspect them. A number mended '
  'later moves no date. Raises AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE unless goods are waited for, '
  'IDEMPOTENCY_CONFLICT.';
grant execute on function api.send_return(uuid, text, text, text) to authenticated;
