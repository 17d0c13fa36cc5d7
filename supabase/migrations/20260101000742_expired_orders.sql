-- Orders whose time to be paid is over: closed at once where nobody tried to pay, else WeChat
-- is asked first.

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
