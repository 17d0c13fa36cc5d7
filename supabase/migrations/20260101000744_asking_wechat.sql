-- What WeChat is asked about attempts to pay, and what its answer closes.

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
