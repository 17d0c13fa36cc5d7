-- WeChat's pushes about trade: receipt completes an order, reminders and what does not fit wait for
-- a person.

create function private.order_of_payment(shop_id uuid,
  transaction_id text, out_trade_no text, mchid text) returns uuid
language plpgsql stable set search_path = '' as $$
begin
  return (
    select a.order_id from pay.attempts a
     where a.shop_id = order_of_payment.shop_id
       and (a.transaction_id = order_of_payment.transaction_id
         or (order_of_payment.transaction_id is null
             and a.id = private.wechat_uuid(order_of_payment.out_trade_no)))
       and coalesce(order_of_payment.mchid, a.mchid) = a.mchid);
end $$;
comment on function private.order_of_payment(uuid, text, text, text) is
  'The order behind a payment as WeChat names it: its own number, or without one ours; null for '
  'another merchant''s.';

create function private.remind(shop_id uuid, order_id uuid, message jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  about text := coalesce(
    message ->> 'transaction_id', message ->> 'merchant_trade_no', message ->> 'Event');
begin
  perform private.add_work(remind.shop_id, 'wechat_reminder',
    coalesce(remind.order_id, md5(concat_ws(':', message ->> 'Event', about))::uuid),
    jsonb_strip_nulls(jsonb_build_object('order_id', remind.order_id, 'code', message ->> 'Event',
      'message', left(message ->> 'msg', 500),
      'transaction_id', left(message ->> 'transaction_id', 64),
      'merchant_trade_no', left(message ->> 'merchant_trade_no', 64))));
end $$;
comment on function private.remind(uuid, uuid, jsonb) is
  'Put a push of WeChat on the work list: by its order, else by what it names. It holds numbers '
  'and WeChat''s own words.';

create function private.apply_trade_push(shop_id uuid, message jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  event text := message ->> 'Event';
  bought trade.orders;
begin
  if coalesce(event !~ '^(trade_manage_|wxa_trade_controlled$)', true) then
    return;
  end if;
  if message ? 'transaction_id' or message ? 'merchant_trade_no' then
    select o.* into bought from trade.orders o
     where o.shop_id = apply_trade_push.shop_id
       and o.id = private.order_of_payment(apply_trade_push.shop_id,
       nullif(message ->> 'transaction_id', ''),
           message ->> 'merchant_trade_no', nullif(message ->> 'merchant_id', ''))
       for update;
  end if;
  if event = 'trade_manage_order_settlement' and bought.id is not null then
    if not (message ? 'confirm_receive_time' or message ? 'settlement_time') then
      return;   -- sent when shipping was complete: nothing has arrived yet
    elsif bought.status = 'shipped' then
      perform private.complete_order(bought.shop_id, bought.id, 'wechat', null);
      return;
    elsif bought.status = any (private.order_states('done')) then
      return;
    end if;
  elsif event = 'trade_manage_remind_shipping' and bought.status = 'refunded' then
    return;
  end if;
  perform private.remind(apply_trade_push.shop_id, bought.id, message);
end $$;
comment on function private.apply_trade_push(uuid, jsonb) is
  'A push of WeChat''s order shipping: receipt or settlement completes a shipped order, once, '
  'whoever else says so in the same moment; the news that shipping is complete changes nothing. '
  'Everything else of it is on the work list: reminders, controlled trade, a receipt of what has '
  'not left here, an order nobody knows.';
