-- Money going back: decided once per line, with the commission of it taken back at once; sent at
-- least once; booked when it arrived.

create function private.start_refund(after_sale trade.after_sales) returns void
language plpgsql volatile set search_path = '' as $$
declare
  bought trade.orders;
  refund pay.refunds;
begin
  select o.* into strict bought from trade.orders o
   where o.shop_id = after_sale.shop_id and o.id = after_sale.order_id;
  perform from trade.order_lines l where l.shop_id = after_sale.shop_id
      and l.order_id = after_sale.order_id order by l.line_no for no key update;

  update trade.after_sale_lines x
     set (goods_fen, freight_fen) = (select r.goods_fen, r.freight_fen
                                       from private.refund_of(l, x.quantity) r),
         restock_quantity = case when after_sale.kind = 'return_refund' then x.quantity
                                 else least(x.quantity,
                                     l.quantity - l.shipped_quantity - l.cancelled_quantity) end
    from trade.order_lines l
   where x.shop_id = after_sale.shop_id and x.after_sale_id = after_sale.id
     and l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no;
  update trade.order_lines l
     set refunded_quantity = l.refunded_quantity + x.quantity,
         cancelled_quantity = l.cancelled_quantity + case
             when after_sale.kind = 'refund_only' then x.restock_quantity else 0 end,
         refunded_goods_fen = l.refunded_goods_fen + x.goods_fen,
         refunded_freight_fen = l.refunded_freight_fen + x.freight_fen
    from trade.after_sale_lines x
   where x.shop_id = after_sale.shop_id and x.after_sale_id = after_sale.id
     and l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no;

  insert into pay.refunds (shop_id, id, order_id, attempt_id, after_sale_id, cause, payable_fen)
  select after_sale.shop_id, private.new_id(), after_sale.order_id,
      bought.paid_attempt_id, after_sale.id, 'after_sale', sum(x.goods_fen + x.freight_fen)
    from trade.after_sale_lines x
   where x.shop_id = after_sale.shop_id and x.after_sale_id = after_sale.id
  returning * into refund;
  perform private.reverse_commission(refund);
  if refund.payable_fen = 0 then
    perform private.finish_refund(refund);
  else
    perform private.open_refund_attempt(refund);
  end if;
  perform private.give_back(after_sale);
  perform private.follow_shipping(after_sale.shop_id, after_sale.order_id);
end $$;
comment on function private.start_refund(trade.after_sales) is
  'Decide the amounts of an after-sale, take the commission of them back and send them. Pieces '
  'never shipped, and goods that came back, return to stock; a refund without return after '
  'shipping restocks nothing. The caller holds the order''s lock.';

create function private.open_refund_attempt(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
declare
  try pay.refund_attempts;
begin
  insert into pay.refund_attempts (shop_id, refund_id, amount_fen, ask_at)
  values (refund.shop_id, refund.id, refund.payable_fen, private.now() + interval '1 minute')
  returning * into try;
  perform private.enqueue(refund.shop_id, 'refund', refund.id, jsonb_build_object(
    'refund_attempt_id', try.id, 'mchid', private.merchant_of_refund(try.shop_id, try.id),
    'request', jsonb_build_object(
      'out_trade_no', pay.wechat_number(refund.attempt_id),
      'out_refund_no', pay.wechat_number(try.id),
      'reason', case refund.cause when 'after_sale' then '售后退款'
          when 'late_payment' then '订单已关闭，退回付款'
          when 'old_price' then '订单已改价，退回原价付款' else '重复付款退回' end,
      'amount', (select jsonb_build_object('refund', refund.payable_fen,
          'total', a.amount_fen, 'currency', 'CNY')
                   from pay.attempts a where a.shop_id = refund.shop_id
                    and a.id = refund.attempt_id))));
end $$;
comment on function private.open_refund_attempt(pay.refunds) is
  'A new out_refund_no for a refund, with the exact request for WeChat (WeChat Pay doc: domestic '
  'refunds); the first claim adds its notify address. Its subject is the refund: an upload of the '
  'order''s shipping that waits must not hold money back.';

create function private.finish_refund(refund pay.refunds, by_hand text default null) returns void
language plpgsql volatile set search_path = '' as $$
declare
  paid_from text := case when by_hand = 'outside' then 'outside' else 'wechat' end;
  bought trade.orders;
  after_sale trade.after_sales;
begin
  update pay.refunds r
     set status = 'refunded', refunded_at = private.now(), by_hand = finish_refund.by_hand
   where r.shop_id = refund.shop_id and r.id = refund.id;
  if refund.payable_fen > 0 then
    perform private.post(refund.shop_id, 'refund', 'refund:' || refund.id, refund.order_id,
      array[paid_from, 'sales'], array[null, null]::uuid[],
          array[refund.payable_fen, -refund.payable_fen]);
  end if;
  perform private.end_refund_work(refund);
  perform private.record_event(refund.shop_id, 'order.refunded', refund.id,
    jsonb_build_object('shop', jsonb_build_object('refunded_fen', refund.payable_fen)),
    (select o.member_id from trade.orders o
      where o.shop_id = refund.shop_id and o.id = refund.order_id));
  perform private.message(o.shop_id, o.member_id, 'refund', refund.id::text,
      jsonb_build_object('order_id', o.id, 'amount_fen', refund.payable_fen))
    from trade.orders o
   where o.shop_id = refund.shop_id and o.id = refund.order_id
     and refund.payable_fen > 0 and by_hand is null;
  if refund.after_sale_id is null then
    return;
  end if;

  select s.* into strict after_sale from trade.after_sales s
   where s.shop_id = refund.shop_id and s.id = refund.after_sale_id;
  perform private.finish_after_sale(after_sale, 'refunded', null);
  update trade.orders o set status = 'refunded'
   where o.shop_id = refund.shop_id and o.id = refund.order_id
     and o.status = any (private.order_states('refundable'))
     and not exists (select from trade.order_lines l
                      where l.shop_id = o.shop_id and l.order_id = o.id
                        and l.refunded_quantity < l.quantity)
     and not exists (select from pay.refunds r where r.shop_id = o.shop_id and r.order_id = o.id
                        and r.status = any (private.refund_states('open'))
                        and r.cause = 'after_sale')
  returning * into bought;
  if found then
    perform private.end_work(bought.shop_id, 'wechat_reminder', bought.id);
    perform private.record_event(bought.shop_id, 'order.changed', bought.id,
        '{"status":"refunded"}', bought.member_id);
  end if;
end $$;
comment on function private.finish_refund(pay.refunds, text) is
  'The money is back: book it, close the after-sale, and the order when nothing is left. The '
  'caller holds the order''s lock. by_hand: staff settled it, with the money at WeChat or outside '
  'of it.';

create function private.forget_card(refund pay.refunds) returns void
language sql volatile set search_path = '' as $$
  delete from person.refund_cards k where k.shop_id = refund.shop_id and k.refund_id = refund.id
$$;
comment on function private.forget_card(pay.refunds) is
  'The buyer''s card is not needed any more for a refund.';

create function private.end_refund_work(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.end_work(refund.shop_id, k.kind, refund.id) from ops.work_kinds k
    where k.kind in ('refund_closed', 'refund_abnormal', 'unsent_refund', 'unsent_abnormal_refund');
  update ops.outbox o set status = 'dropped'
   where o.shop_id = refund.shop_id and o.subject_id = refund.id and o.status = 'failed';
  perform private.forget_card(refund);
end $$;
comment on function private.end_refund_work(pay.refunds) is
  'What waited of a refund waits no more: its rows of the work list end, what WeChat would not '
  'take is never sent again, the buyer''s card is not needed.';
