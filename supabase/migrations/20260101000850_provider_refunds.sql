-- Money that WeChat gave back without us: in the merchant platform, by a complaint or a chargeback.
-- Applied where it can be, listed either way.

insert into ops.work_kinds (kind, permission, actions) values
  ('provider_refund', 'refund', '{dismiss}');

create function private.list_provider_refund(attempt pay.attempts, answer jsonb, code text)
  returns void
language sql volatile set search_path = '' as $$
  select private.add_work(attempt.shop_id, 'provider_refund',
    md5('provider_refund:'
        || coalesce(answer ->> 'refund_id', answer ->> 'out_refund_no', attempt.id::text))::uuid,
    jsonb_strip_nulls(jsonb_build_object('order_id', attempt.order_id,
        'amount_fen', answer #> '{amount,refund}',
      'code', list_provider_refund.code, 'out_refund_no', left(answer ->> 'out_refund_no', 64))))
$$;
comment on function private.list_provider_refund(pay.attempts, jsonb, text) is
  'A person sees every refund made without us: code says whether it was applied, or why not. The '
  'same refund stands there once.';

create function private.payment_named(shop_id uuid, answer jsonb) returns uuid
language sql stable set search_path = '' as $$
  select coalesce((select a.id from pay.attempts a
                    where a.shop_id = payment_named.shop_id
                      and a.transaction_id = answer ->> 'transaction_id'),
                  private.wechat_uuid(answer ->> 'out_trade_no'))
$$;
comment on function private.payment_named(uuid, jsonb) is
  'The attempt to pay that a refund notice is about: by WeChat''s number of the payment, else by '
  'ours.';

create function private.payer_of_refund(shop_id uuid, refund_attempt_id uuid, answer jsonb)
  returns text
language sql stable set search_path = '' as $$
  select coalesce((select a.mchid from pay.attempts a
                    where a.shop_id = payer_of_refund.shop_id
                      and a.id = private.payment_named(payer_of_refund.shop_id, answer)
                      and not exists (select from pay.refund_attempts r
                                       where r.shop_id = a.shop_id
                                         and r.id = payer_of_refund.refund_attempt_id)),
                  private.merchant_of_refund(payer_of_refund.shop_id,
                      payer_of_refund.refund_attempt_id))
$$;
comment on function private.payer_of_refund(uuid, uuid, jsonb) is
  'The merchant number that a refund notice must name: of the payment, also where the refund is '
  'none of ours; for an unknown one the shop''s of today.';

create function private.book_given_back(attempt pay.attempts, provider_refund_id text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  refund pay.refunds;
begin
  perform private.post(attempt.shop_id, 'payment', 'payment:' || attempt.id, attempt.order_id,
    array['wechat', 'sales'], array[null, null]::uuid[],
        array[-attempt.amount_fen, attempt.amount_fen]);
  insert into pay.refunds (shop_id, id, order_id, attempt_id,
      cause, payable_fen, provider_refund_id)
  values (attempt.shop_id, private.new_id(), attempt.order_id, attempt.id,
      'provider', attempt.amount_fen, book_given_back.provider_refund_id)
  returning * into refund;
  perform private.finish_refund(refund);
end $$;
comment on function private.book_given_back(pay.attempts, text) is
  'A payment that came and went back at WeChat: both are booked, nothing is promised.';

create function private.take_given_back(attempt pay.attempts, transaction_id text, answer jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  update pay.attempts a
     set status = 'paid', transaction_id = take_given_back.transaction_id,
         paid_at = private.now(), ask_at = null
   where a.shop_id = attempt.shop_id and a.id = attempt.id
  returning * into attempt;
  perform private.close_order(attempt.shop_id, attempt.order_id, 'shop', 'wechat', null, '微信支付已退款');
  perform private.book_given_back(attempt, answer ->> 'refund_id');
  perform private.list_provider_refund(attempt, answer, 'applied');
end $$;
comment on function private.take_given_back(pay.attempts, text, jsonb) is
  'WeChat says that an attempt was paid and all of it given back there: an unpaid order closes. '
  'The caller holds the order''s lock.';

create function private.names_given_back(attempt pay.attempts, answer jsonb) returns boolean
language plpgsql volatile set search_path = '' as $$
begin
  update pay.refunds r set provider_refund_id = answer ->> 'refund_id'
   where r.shop_id = attempt.shop_id and r.attempt_id = attempt.id
     and r.cause = 'provider' and r.provider_refund_id is null
     and answer ->> 'refund_id' <> '' and answer ->> 'refund_status' = 'SUCCESS'
     and answer #> '{amount,refund}' = to_jsonb(r.payable_fen);
  return found;
end $$;
comment on function private.names_given_back(pay.attempts, jsonb) is
  'Is this the refund that the state REFUND of its payment told before, without a number? Then it '
  'has one now. The caller holds the order''s lock.';

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
