-- What WeChat gave back is applied as a refund where it can be, and is listed either way.

create function private.provider_lines(after_sale trade.after_sales,
  back_fen bigint, left_fen bigint) returns void
language plpgsql volatile set search_path = '' as $$
declare
  parts bigint[];
begin
  select private.allocate(back_fen,
      array_agg(l.goods_fen - l.refunded_goods_fen + l.freight_fen - l.refunded_freight_fen
      order by l.sku_id))
    into parts
    from trade.order_lines l
   where l.shop_id = after_sale.shop_id and l.order_id = after_sale.order_id;
  insert into trade.after_sale_lines (shop_id, after_sale_id, order_id,
      line_no, quantity, goods_fen, freight_fen, restock_quantity)
  select l.shop_id, after_sale.id, l.order_id, l.line_no, case
      when whole then l.quantity - l.refunded_quantity else 0 end,
         least(parts[l.n], l.goods_fen - l.refunded_goods_fen),
             greatest(parts[l.n] - (l.goods_fen - l.refunded_goods_fen), 0),
         case when whole
             then l.quantity - greatest(l.shipped_quantity + l.cancelled_quantity,
             l.refunded_quantity) else 0 end
    from (select o.*, row_number() over (order by o.sku_id) as n, back_fen = left_fen as whole
            from trade.order_lines o where o.shop_id = after_sale.shop_id
             and o.order_id = after_sale.order_id) l
   where parts[l.n] > 0 or (whole and l.quantity > l.refunded_quantity);
  update trade.order_lines l
     set refunded_quantity = l.refunded_quantity + x.quantity,
         cancelled_quantity = l.cancelled_quantity + x.restock_quantity,
         refunded_goods_fen = l.refunded_goods_fen + x.goods_fen,
             refunded_freight_fen = l.refunded_freight_fen + x.freight_fen
    from trade.after_sale_lines x
   where x.shop_id = after_sale.shop_id and x.after_sale_id = after_sale.id
     and l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no;
end $$;
comment on function private.provider_lines(trade.after_sales, bigint, bigint) is
  'Which lines a sum of WeChat''s comes from: all that is left takes every piece, and what was not '
  'shipped returns to stock; less is spread over what is left of each line by largest remainder, '
  'goods before freight, and takes no piece.';

create function private.refund_by_provider(bought trade.orders, answer jsonb, left_fen bigint)
  returns void
language plpgsql volatile set search_path = '' as $$
declare
  back_fen bigint := (answer #>> '{amount,refund}')::bigint;
  open trade.after_sales;
  after_sale trade.after_sales;
  refund pay.refunds;
begin
  -- all of them in id order: the after-sales that end and the refund each take some
  perform from ledger.commissions c
    where c.shop_id = bought.shop_id and c.order_id = bought.id order by c.id for update;
  for open in select s.* from trade.after_sales s
               where s.shop_id = bought.shop_id and s.order_id = bought.id and back_fen = left_fen
                 and s.status = any (private.after_sale_states('asking')) loop
    perform private.finish_after_sale(open, 'cancelled', null);   -- nothing is left to ask for
  end loop;
  insert into trade.after_sales (shop_id, id, order_id,
      member_id, kind, origin, reason, status, review_reason, reviewed_at)
  values (bought.shop_id, private.new_id(), bought.id, bought.member_id,
      'refund_only', 'provider', '微信支付侧退款', 'refunding',
          '微信支付侧退款', private.now())
  returning * into after_sale;
  perform private.provider_lines(after_sale, back_fen, left_fen);
  insert into pay.refunds (shop_id, id, order_id, attempt_id,
      after_sale_id, cause, payable_fen, provider_refund_id)
  values (bought.shop_id, private.new_id(), bought.id, bought.paid_attempt_id, after_sale.id,
      'after_sale', back_fen, answer ->> 'refund_id')
  returning * into refund;
  perform private.reverse_commission(refund);
  perform private.finish_refund(refund);
  perform private.give_back(after_sale);
  perform private.follow_shipping(after_sale.shop_id, after_sale.order_id);
end $$;
comment on function private.refund_by_provider(trade.orders, jsonb, bigint) is
  'A refund of a paid order made at WeChat without us, with origin provider: booked, and its '
  'commission taken back. The caller holds the order''s lock.';

create function private.apply_provider_refund(shop_id uuid, answer jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  attempt pay.attempts;
  bought trade.orders;
  amount jsonb := answer #> '{amount,refund}';
  left_fen bigint;
  problem text;
begin
  select a.* into attempt from pay.attempts a
   where a.shop_id = apply_provider_refund.shop_id
     and a.id = private.payment_named(apply_provider_refund.shop_id, answer);
  if not found then
    attempt.shop_id := apply_provider_refund.shop_id;
    perform private.list_provider_refund(attempt, answer, 'unknown_number');
    return private.verdict('rejected', 'unknown_number');
  end if;
  select o.* into strict bought from trade.orders o
   where o.shop_id = attempt.shop_id and o.id = attempt.order_id for update;
  select a.* into strict attempt from pay.attempts a
   where a.shop_id = attempt.shop_id and a.id = attempt.id;
  if exists (select from pay.refunds r where r.shop_id = attempt.shop_id
      and r.provider_refund_id = answer ->> 'refund_id')
     or private.names_given_back(attempt, answer) then
    return private.verdict('duplicate', null);
  end if;
  select sum(l.goods_fen - l.refunded_goods_fen + l.freight_fen - l.refunded_freight_fen)
      into left_fen
    from trade.order_lines l where l.shop_id = bought.shop_id and l.order_id = bought.id;

  problem := case
    when coalesce(answer ->> 'refund_id', '') = '' or answer ->> 'refund_status'
        is distinct from 'SUCCESS' then 'not_refunded'
    when coalesce(jsonb_typeof(amount), '') <> 'number'
        or coalesce(amount #>> '{}' !~ '^[1-9][0-9]{0,14}$', true)
      or answer #> '{amount,total}' is distinct
    from to_jsonb(attempt.amount_fen) then 'wrong_amount'
    when attempt.status <> 'paid' then case when amount <> to_jsonb(attempt.amount_fen)
                                              or coalesce(answer ->> 'transaction_id', '') = ''
                                                  then 'not_a_payment' end
    when bought.paid_attempt_id is distinct from attempt.id
        or bought.status <> all (private.order_states('refundable'))
      or (amount #>> '{}')::bigint > left_fen then 'refund_exceeds_paid' end;
  if problem is not null then
    perform private.list_provider_refund(attempt, answer, problem);
    return private.verdict('rejected', problem);
  elsif attempt.status <> 'paid' then
    perform private.take_given_back(attempt, answer ->> 'transaction_id', answer);
  else
    perform private.refund_by_provider(bought, answer, left_fen);
    perform private.list_provider_refund(attempt, answer, 'applied');
  end if;
  return private.verdict('applied', null);
end $$;
comment on function private.apply_provider_refund(uuid, jsonb) is
  'A refund notice whose number is none of ours, for a payment named by transaction_id or '
  'out_trade_no: applied once as a refund of origin provider. What names no payment, is no '
  'success, or is more than is left moves nothing. Either way it stands on the work list.';
