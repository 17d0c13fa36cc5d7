-- An order that nobody pays is closed: by its buyer, the shop, or time. What it held goes back
-- exactly where it came from.

create function private.close_order(shop_id uuid, order_id uuid, close_reason text,
  actor_kind text, actor_id uuid, note text default null) returns void
language plpgsql volatile set search_path = '' as $$
declare
  closed trade.orders;
begin
  update trade.orders o
     set status = 'closed', close_reason = close_order.close_reason, closed_at = private.now()
   where o.shop_id = close_order.shop_id
     and o.id = close_order.order_id and o.status = 'pending_payment'
  returning * into closed;
  if not found then
    return;
  end if;
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, actor_id, detail)
  values (closed.shop_id, closed.id, 'closed', close_order.actor_kind, close_order.actor_id,
          jsonb_strip_nulls(jsonb_build_object('close_reason', close_order.close_reason,
              'note', close_order.note)));
  perform private.close_attempts(closed.shop_id, closed.id);
  perform private.release(closed);
  perform private.record_event(closed.shop_id, 'order.changed', closed.id,
      '{"status":"closed"}', closed.member_id);
end $$;
comment on function private.close_order(uuid, uuid, text, text, uuid, text) is
  'Close an unpaid order here and now; open attempts are closed at WeChat through the outbox. A '
  'paid or closed one is left as it is. The caller holds the order''s lock.';

create function private.close_attempts(shop_id uuid, order_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  attempt pay.attempts;
begin
  for attempt in
    update pay.attempts a
       set status = 'closing', ask_at = private.now() + interval '1 minute', asks = 0
     where a.shop_id = close_attempts.shop_id
       and a.order_id = close_attempts.order_id and a.status = 'open'
    returning a.*
  loop
    perform private.enqueue(attempt.shop_id, 'close_payment', attempt.order_id, jsonb_build_object(
      'attempt_id', attempt.id, 'mchid', attempt.mchid,
      'out_trade_no', pay.wechat_number(attempt.id)));
  end loop;
end $$;
comment on function private.close_attempts(uuid, uuid) is
  'No more money for this number: the open attempt is closing until WeChat has closed it, and is '
  'asked about meanwhile.';

create function api.cancel_order(order_id uuid, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and stock
declare
  me record := private.member();
  request jsonb := jsonb_build_array(order_id);
  answer jsonb;
  placed trade.orders;
begin
  answer := private.recall(me.shop_id, me.member_id, 'cancel_order', idempotency_key, request);
  if answer is not null then
    return private.with_contact(answer, me.shop_id);
  end if;
  select * into placed from trade.orders o
   where o.shop_id = me.shop_id and o.id = cancel_order.order_id
     and o.member_id = me.member_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif placed.status <> all (private.order_states('closable')) then
    perform private.fail('ORDER_NOT_CANCELLABLE', jsonb_build_object('status', placed.status));
  end if;
  perform private.close_order(placed.shop_id, placed.id, 'buyer', 'member', me.member_id);
  answer := private.order_json(placed.shop_id, placed.id);
  answer := private.remember(me.shop_id, me.member_id,
      'cancel_order', idempotency_key, request, answer);
  return private.with_contact(answer, me.shop_id);
end $$;
comment on function api.cancel_order(uuid, text) is
  'The buyer takes back what he has not paid: closed at once, stock given back; a payment that '
  'still arrives is refunded. Answers the order. Raises ORDER_NOT_FOUND, ORDER_NOT_CANCELLABLE, '
  'IDEMPOTENCY_CONFLICT.';
grant execute on function api.cancel_order(uuid, text) to authenticated;

create function api.staff_close_order(
  shop text, order_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and stock
declare
  me record := private.staff(shop, 'order');
  request jsonb := jsonb_build_array(order_id, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'staff_close_order', idempotency_key, request);
  placed trade.orders;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  select * into placed from trade.orders o
   where o.shop_id = me.shop_id and o.id = staff_close_order.order_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif placed.status <> all (private.order_states('closable')) then
    perform private.fail('ORDER_NOT_CANCELLABLE', jsonb_build_object('status', placed.status));
  end if;
  perform private.close_order(placed.shop_id, placed.id, 'shop', 'staff', me.staff_id, reason);
  perform private.audit(me.shop_id, me.staff_id, 'staff_close_order', placed.id, reason);
  answer := private.staff_order_json(me.shop_id, placed.id);
  return private.remember(
    me.shop_id, me.staff_id, 'staff_close_order', idempotency_key, request, answer);
end $$;
comment on function api.staff_close_order(text, uuid, text, text) is
  'The shop closes an unpaid order, with a reason; a payment that still arrives is refunded. '
  'Answers the order without its contact. Raises ORDER_NOT_FOUND, ORDER_NOT_CANCELLABLE, '
  'FORBIDDEN.';
grant execute on function api.staff_close_order(text, uuid, text, text) to authenticated;

create function private.ask_delay(asks int) returns interval
language sql immutable set search_path = '' as $$
  select make_interval(
      secs => (array[5, 30, 60, 180, 300, 600, 1800])[least(greatest(asks, 0) + 1, 7)])
$$;
comment on function private.ask_delay(int) is
  'How long after so many questions WeChat is asked again: 5 s, 30 s, 1, 3, 5, 10, then every 30 '
  'minutes.';

create function api.claim_expired_orders(batch int default 50) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  now timestamptz := private.now();
  due record;
  asked jsonb;
  ask jsonb := '[]';
  over trade.orders[] := '{}';
  one trade.orders;
  most constant int := least(greatest(coalesce(batch, 50), 1), 500);
  seen int := 0;
  stuck uuid[] := '{}';
begin
  for due in
    select o as placed,
        o.expires_at + make_interval(mins => s.timeout_grace_minutes) <= now as given_up
      from trade.orders o join shop.settings s on s.shop_id = o.shop_id
     where o.status = 'pending_payment' and o.expires_at <= now
       and not exists (select from ops.stuck k
                        where k.shop_id = o.shop_id and k.job = 'close'
                          and k.subject_id = o.id and k.next_at > now)
       and (o.expires_at + make_interval(mins => s.timeout_grace_minutes) <= now
            or not exists (select from pay.attempts a
                            where a.shop_id = o.shop_id and a.order_id = o.id
                              and a.status = any (private.attempt_states('unanswered'))
                              and a.ask_at > now and a.asked_at >= o.expires_at))
     order by o.expires_at limit most
     for update of o skip locked
  loop
    seen := seen + 1;
    continue when not due.given_up and exists (   -- another worker asked while this one looked
      select from pay.attempts a where a.shop_id = (due.placed).shop_id
         and a.order_id = (due.placed).id
         and a.status = any (private.attempt_states('unanswered')) and a.ask_at > now
         and a.asked_at >= (due.placed).expires_at);
    asked := case when due.given_up then '[]'
        else private.ask_about_attempts((due.placed).shop_id, (due.placed).id) end;
    if asked = '[]' then
      over := array_append(over, due.placed);
    end if;
    ask := ask || asked;
  end loop;
  begin
    perform private.lock_reserved(over);
    perform private.close_order(o.shop_id, o.id, 'timeout', 'job', null) from unnest(over) o;
  exception when deadlock_detected or lock_not_available then raise;
  when others then   -- one of them cannot be: the others do not wait for it
    foreach one in array over loop
      begin
        perform private.close_order(one.shop_id, one.id, 'timeout', 'job', null);
      exception when deadlock_detected or lock_not_available then
        null;   -- somebody is at it: at the next tick
      when others then
        perform private.set_aside(one.shop_id, 'close', one.id, sqlerrm);
        stuck := stuck || one.id;
      end;
    end loop;
  end;
  perform private.end_stuck('close');
  return jsonb_build_object('closed', cardinality(over) - cardinality(stuck),
      'ask', ask, 'more', seen = most)
     || case when stuck = '{}' then '{}' else jsonb_build_object('stuck', stuck) end;
end $$;
comment on function api.claim_expired_orders(int) is
  'Orders whose time to pay is over. One that nobody tried to pay is closed here, and so is one '
  'about which WeChat gave no answer within the shop''s grace. The others are handed out for '
  'asking, again after a back-off: {"closed", "ask": [attempt, …], "more", "stuck"?: [order_id, '
  '…]} as in list_open_payments, close true; more says that the batch was full; stuck are orders '
  'whose closing raised, which are set aside for a while and stop no other. The worker asks, '
  'records a payment with record_payment_answer, else closes at WeChat and calls '
  'record_payment_closed.';
grant execute on function api.claim_expired_orders(int) to mall_jobs;

create function private.attempt_question(attempt pay.attempts) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('shop_id', attempt.shop_id, 'shop', s.code,
      'order_id', attempt.order_id, 'attempt_id', attempt.id,
    'appid', attempt.appid, 'mchid', attempt.mchid,
    'out_trade_no', pay.wechat_number(attempt.id), 'amount_fen', attempt.amount_fen,
    'expires_at', attempt.expires_at,
    'close', attempt.status = 'closing' or attempt.expires_at <= private.now())
    from shop.shops s where s.id = attempt.shop_id
$$;
comment on function private.attempt_question(pay.attempts) is
  'What a worker needs to ask WeChat about an attempt; close says to close there what is not paid.';

create function private.ask_about_attempts(shop_id uuid, order_id uuid) returns jsonb
language sql volatile set search_path = '' as $$
  with asked as (
    update pay.attempts a
       set asked_at = private.now(),
           asks = case when a.asked_at >= a.expires_at then a.asks + 1 else 1 end,
           ask_at = private.now() + private.ask_delay(case
               when a.asked_at >= a.expires_at then a.asks else 0 end)
     where a.shop_id = ask_about_attempts.shop_id
       and a.order_id = ask_about_attempts.order_id
       and a.status = any (private.attempt_states('unanswered'))
    returning a as attempt
  )
  select coalesce(jsonb_agg(private.attempt_question(asked.attempt)), '[]') from asked
$$;
comment on function private.ask_about_attempts(uuid, uuid) is
  'Hand out the undecided attempts of an expired order, the back-off counted from its expiry. The '
  'caller holds the order''s lock.';

create function api.record_payment_closed(shop_id uuid, attempt_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  attempt pay.attempts;
  placed trade.orders;
begin
  select a.* into attempt from pay.attempts a where a.shop_id = record_payment_closed.shop_id
     and a.id = record_payment_closed.attempt_id;
  if not found then
    return private.verdict('rejected', 'unknown_number');
  end if;
  select o.* into strict placed from trade.orders o
   where o.shop_id = attempt.shop_id and o.id = attempt.order_id for update;
  update pay.attempts a set status = 'closed', ask_at = null
   where a.shop_id = attempt.shop_id and a.id = attempt.id
     and a.status = any (private.attempt_states('unanswered'));
  if not found then
    return private.verdict('duplicate', null);
  end if;
  perform private.end_unsent(attempt.shop_id, 'close_payment', attempt.order_id);
  if placed.status = 'pending_payment' and placed.expires_at <= private.now()
     and not exists (select from pay.attempts a
                      where a.shop_id = placed.shop_id and a.order_id = placed.id
                        and a.status = any (private.attempt_states('unanswered'))) then
    perform private.close_order(placed.shop_id, placed.id, 'timeout', 'job', null);
  end if;
  return private.verdict('applied', null);
end $$;
comment on function api.record_payment_closed(uuid, uuid) is
  'WeChat says that this attempt is not paid and can no longer be. An expired order without '
  'another attempt is closed as timeout. Answers {"result", "reason"}; a payment recorded '
  'meanwhile stands and the answer is duplicate.';
grant execute on function api.record_payment_closed(uuid, uuid) to mall_jobs, mall_server;
