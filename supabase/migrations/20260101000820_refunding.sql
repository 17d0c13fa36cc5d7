-- Money going back: decided once per line, sent at least once, booked when WeChat says it arrived.

create function private.start_refund(wish trade.after_sales) returns void
language plpgsql volatile set search_path = '' as $$
declare
  bought trade.orders;
  refund pay.refunds;
begin
  select o.* into strict bought from trade.orders o where o.shop_id = wish.shop_id and o.id = wish.order_id;
  perform from trade.order_lines l where l.shop_id = wish.shop_id and l.order_id = wish.order_id order by l.line_no for update;

  update trade.after_sale_lines x
     set goods_fen = private.piece_fen(l.goods_fen - l.refunded_goods_fen, x.quantity, l.quantity - l.refunded_quantity),
         freight_fen = private.piece_fen(l.freight_fen - l.refunded_freight_fen, x.quantity, l.quantity - l.refunded_quantity),
         restock_quantity = case when wish.kind = 'return_refund' then x.quantity
                                 else least(x.quantity, l.quantity - l.shipped_quantity - l.cancelled_quantity) end
    from trade.order_lines l
   where x.shop_id = wish.shop_id and x.after_sale_id = wish.id
     and l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no;
  update trade.order_lines l
     set refunded_quantity = l.refunded_quantity + x.quantity,
         cancelled_quantity = l.cancelled_quantity + case when wish.kind = 'refund_only' then x.restock_quantity else 0 end,
         refunded_goods_fen = l.refunded_goods_fen + x.goods_fen,
         refunded_freight_fen = l.refunded_freight_fen + x.freight_fen
    from trade.after_sale_lines x
   where x.shop_id = wish.shop_id and x.after_sale_id = wish.id
     and l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no;

  insert into pay.refunds (shop_id, id, order_id, attempt_id, after_sale_id, cause, amount_fen)
  select wish.shop_id, private.new_id(), wish.order_id, bought.paid_attempt_id, wish.id, 'after_sale', sum(x.goods_fen + x.freight_fen)
    from trade.after_sale_lines x where x.shop_id = wish.shop_id and x.after_sale_id = wish.id
  returning * into refund;
  if refund.amount_fen = 0 then
    perform private.finish_refund(refund);
  else
    perform private.open_refund_attempt(refund);
  end if;
  perform private.restock(wish);
  perform private.follow_shipping(wish.shop_id, wish.order_id);
end $$;
comment on function private.start_refund(trade.after_sales) is
  'Decide the amounts of an after-sale and send them back. Pieces never shipped, and goods that came back, return to stock; '
  'a refund without return after shipping restocks nothing. The caller holds the order''s lock.';

create function private.restock(wish trade.after_sales) returns void
language plpgsql volatile set search_path = '' as $$
declare
  line record;
begin
  for line in select l.sku_id, x.restock_quantity, coalesce((l.stock_taken #>> '{0,0}')::int, 0) as bucket
                from trade.after_sale_lines x
                join trade.order_lines l on l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no
               where x.shop_id = wish.shop_id and x.after_sale_id = wish.id and x.restock_quantity > 0
               order by l.sku_id loop
    perform private.give_stock(wish.shop_id, line.sku_id, jsonb_build_array(jsonb_build_array(line.bucket, line.restock_quantity)));
    insert into catalog.stock_movements (shop_id, sku_id, cause, delta, order_id)
    values (wish.shop_id, line.sku_id, 'return', line.restock_quantity, wish.order_id);
  end loop;
end $$;
comment on function private.restock(trade.after_sales) is 'Put what an after-sale freed back into stock, SKUs in id order.';

create function private.open_refund_attempt(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
declare
  try pay.refund_attempts;
begin
  insert into pay.refund_attempts (shop_id, refund_id, amount_fen, ask_at)
  values (refund.shop_id, refund.id, refund.amount_fen, private.now() + interval '1 minute')
  returning * into try;
  perform private.enqueue(refund.shop_id, 'refund', refund.id, jsonb_build_object(
    'refund_attempt_id', try.id,
    'request', jsonb_build_object(
      'out_trade_no', pay.wechat_number(refund.attempt_id),
      'out_refund_no', pay.wechat_number(try.id),
      'reason', case refund.cause when 'after_sale' then '售后退款' when 'late_payment' then '订单已关闭，退回付款' else '重复付款退回' end,
      'amount', (select jsonb_build_object('refund', refund.amount_fen, 'total', a.amount_fen, 'currency', 'CNY')
                   from pay.attempts a where a.shop_id = refund.shop_id and a.id = refund.attempt_id))));
end $$;
comment on function private.open_refund_attempt(pay.refunds) is
  'A new out_refund_no for a refund, with the exact request for WeChat (WeChat Pay doc: domestic refunds); the first claim adds its notify address. '
  'Its subject is the refund: an upload of the order''s shipping that waits must not hold money back.';

create function private.finish_refund(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
declare
  bought trade.orders;
  wish trade.after_sales;
begin
  update pay.refunds r set status = 'refunded', refunded_at = private.now()
   where r.shop_id = refund.shop_id and r.id = refund.id;
  perform private.end_work(refund.shop_id, kind, refund.id) from unnest(array['refund_failed', 'unsent_refund']) kind;
  if refund.amount_fen > 0 then
    perform private.post(refund.shop_id, 'refund', 'refund:' || refund.id, refund.order_id,
      array['wechat', 'sales'], array[null, null]::uuid[], array[refund.amount_fen, -refund.amount_fen]);
  end if;
  perform private.tell_shop(refund.shop_id, 'order.refunded', refund.id,
    jsonb_build_object('delta', jsonb_build_object('refunded_fen', refund.amount_fen)));
  if refund.after_sale_id is null then
    return;
  end if;

  perform private.reverse_commission(refund);
  select s.* into strict wish from trade.after_sales s where s.shop_id = refund.shop_id and s.id = refund.after_sale_id;
  perform private.finish_after_sale(wish, 'refunded', null);
  update trade.orders o set status = 'refunded'
   where o.shop_id = refund.shop_id and o.id = refund.order_id and o.status in ('paid', 'shipped', 'completed')
     and not exists (select from trade.order_lines l where l.shop_id = o.shop_id and l.order_id = o.id and l.refunded_quantity < l.quantity)
     and not exists (select from pay.refunds r where r.shop_id = o.shop_id and r.order_id = o.id and r.status <> 'refunded' and r.cause = 'after_sale')
  returning * into bought;
  if found then
    perform private.tell_member(bought.shop_id, bought.member_id, 'order.changed', bought.id, '{"status":"refunded"}');
    perform private.tell_shop(bought.shop_id, 'order.changed', bought.id, '{"status":"refunded"}');
  end if;
end $$;
comment on function private.finish_refund(pay.refunds) is
  'The money is back: book it, take exactly the commission of it back, close the after-sale, and the order when nothing is left. The caller holds the order''s lock.';

create function private.apply_refund(shop_id uuid, refund_attempt_id uuid, answer jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  try pay.refund_attempts;
  refund pay.refunds;
  outcome text := coalesce(answer ->> 'refund_status', answer ->> 'status');
begin
  select a.* into try from pay.refund_attempts a where a.shop_id = apply_refund.shop_id and a.id = apply_refund.refund_attempt_id;
  if not found then
    return private.verdict('rejected', 'unknown_number');
  end if;
  select r.* into strict refund from pay.refunds r where r.shop_id = try.shop_id and r.id = try.refund_id;
  perform from trade.orders o where o.shop_id = refund.shop_id and o.id = refund.order_id for update;
  select a.* into strict try from pay.refund_attempts a where a.shop_id = try.shop_id and a.id = try.id;
  select r.* into strict refund from pay.refunds r where r.shop_id = try.shop_id and r.id = try.refund_id;

  if answer #> '{amount,refund}' is distinct from to_jsonb(try.amount_fen) then
    return private.verdict('rejected', 'wrong_amount');
  elsif try.status in ('success', 'closed') or (try.status = 'abnormal' and outcome is distinct from 'SUCCESS') then
    return case when outcome in (upper(try.status), 'PROCESSING') then private.verdict('duplicate', null)
                else private.verdict('rejected', 'already_' || try.status) end;
  elsif try.status = 'abnormal' and refund.status <> 'refund_failed' then   -- another number was tried since
    return private.verdict('rejected', 'already_abnormal');
  elsif outcome = 'PROCESSING' then
    update pay.refund_attempts a set status = 'processing', wechat_refund_id = answer ->> 'refund_id'
     where a.shop_id = try.shop_id and a.id = try.id;
    return private.verdict('applied', null);
  elsif outcome not in ('SUCCESS', 'CLOSED', 'ABNORMAL') or outcome is null then
    return private.verdict('rejected', 'unknown_status');
  end if;

  update pay.refund_attempts a
     set status = lower(outcome), wechat_refund_id = coalesce(answer ->> 'refund_id', a.wechat_refund_id), settled_at = private.now(), ask_at = null,
         failure = case when outcome <> 'SUCCESS' then coalesce(answer ->> 'failure', outcome) end
   where a.shop_id = try.shop_id and a.id = try.id;
  if outcome = 'SUCCESS' then
    perform private.finish_refund(refund);
  else
    perform private.fail_refund(refund);
  end if;
  return private.verdict('applied', null);
end $$;
comment on function private.apply_refund(uuid, uuid, jsonb) is
  'What WeChat says of a refund attempt, from a notification (refund_status), an answer or a query (status). Applied once. '
  'An abnormal one still succeeds when it is settled by hand in the merchant platform, unless another number was tried since.';

create function private.fail_refund(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update pay.refunds r set status = 'refund_failed' where r.shop_id = refund.shop_id and r.id = refund.id;
  update trade.after_sales s set status = 'refund_failed' where s.shop_id = refund.shop_id and s.id = refund.after_sale_id;
  perform private.add_work(refund.shop_id, 'refund_failed', refund.id,
    jsonb_build_object('order_id', refund.order_id, 'cause', refund.cause, 'amount_fen', refund.amount_fen,
                       'message', (select a.failure from pay.refund_attempts a
                                    where a.shop_id = refund.shop_id and a.refund_id = refund.id order by a.id desc limit 1)));
end $$;
comment on function private.fail_refund(pay.refunds) is 'A refund that WeChat closed or cannot deliver goes to the work list; the decision stands.';

create function api.record_refund_notice(shop text, notice jsonb, refund jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: server role owns nothing
declare
  here uuid := private.shop_id_of(shop);
  verdict jsonb;
begin
  if refund ->> 'mchid' is distinct from (select w.mchid from shop.wechat_accounts w where w.shop_id = here) then
    verdict := private.verdict('rejected', 'wrong_mchid');
  else
    verdict := private.apply_refund(here, private.wechat_uuid(refund ->> 'out_refund_no'), refund);
  end if;
  perform private.keep_notice(here, 'refund', coalesce(notice, '{}') || jsonb_build_object('refund', refund), verdict);
  return verdict;
end $$;
comment on function api.record_refund_notice(text, jsonb, jsonb) is
  'A verified and decrypted refund notification: compares number, amount and mchid, applies it once, keeps it. Answers {"result", "reason"}.';
grant execute on function api.record_refund_notice(text, jsonb, jsonb) to mall_wechat;

create function api.record_refund_answer(shop_id uuid, refund_attempt_id uuid, refund jsonb) returns jsonb
language sql volatile security definer set search_path = '' as $$  -- definer: server role owns nothing
  select private.apply_refund(shop_id, refund_attempt_id, refund)
$$;
comment on function api.record_refund_answer(uuid, uuid, jsonb) is 'What WeChat answered to a refund request or a query of it. Answers {"result", "reason"}.';
grant execute on function api.record_refund_answer(uuid, uuid, jsonb) to mall_jobs;

create function private.work_retry_refund_failed(work ops.work, staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  refund pay.refunds;
begin
  select r.* into strict refund from pay.refunds r where r.shop_id = work.shop_id and r.id = work.subject_id;
  perform from trade.orders o where o.shop_id = refund.shop_id and o.id = refund.order_id for update;
  update pay.refunds r set status = 'refunding'
   where r.shop_id = refund.shop_id and r.id = refund.id and r.status = 'refund_failed'
  returning * into refund;
  if not found then
    perform private.fail('REFUND_STATE');
  end if;
  update trade.after_sales s set status = 'refunding' where s.shop_id = refund.shop_id and s.id = refund.after_sale_id;
  perform private.open_refund_attempt(refund);
end $$;
comment on function private.work_retry_refund_failed(ops.work, uuid, text, jsonb) is
  'Send a failed refund again under a new number. Raises REFUND_STATE.';
