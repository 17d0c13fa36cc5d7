-- Refunds that failed, as staff deal with them on the work list. Every effect takes the order's
-- lock first.

create function private.lock_refund(work ops.work, expected text[],
  out refund pay.refunds, out try pay.refund_attempts) returns record
language plpgsql volatile set search_path = '' as $$
begin
  select r.* into strict refund from pay.refunds r
   where r.shop_id = work.shop_id and r.id = work.subject_id;
  perform from trade.orders o where o.shop_id = refund.shop_id
      and o.id = refund.order_id for update;
  select r.* into strict refund from pay.refunds r
   where r.shop_id = refund.shop_id and r.id = refund.id;
  select a.* into strict try from pay.refund_attempts a
   where a.shop_id = refund.shop_id and a.refund_id = refund.id order by a.id desc limit 1;
  if refund.status <> all (private.refund_states('open')) or try.status <> all (expected) then
    perform private.fail('REFUND_STATE', jsonb_build_object('status', refund.status));
  end if;
end $$;
comment on function private.lock_refund(ops.work, text[]) is
  'The refund that a row is about and its last attempt, under the order''s lock. Raises '
  'REFUND_STATE when it is over or the attempt is in another state.';

create function private.resume_refund(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update pay.refunds r set status = 'refunding'
   where r.shop_id = refund.shop_id and r.id = refund.id;
  update trade.after_sales s set status = 'refunding'
   where s.shop_id = refund.shop_id and s.id = refund.after_sale_id;
end $$;
comment on function private.resume_refund(pay.refunds) is
  'A refund that had failed is under way again.';

create function private.work_retry_refund_closed(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  found_one record := private.lock_refund(work, '{closed}');
begin
  perform private.resume_refund(found_one.refund);
  perform private.open_refund_attempt(found_one.refund);
end $$;
comment on function private.work_retry_refund_closed(ops.work, uuid, text, jsonb) is
  'WeChat said that the old number will not happen: send the refund under a new one. Raises '
  'REFUND_STATE.';

create function private.work_mend_refund_abnormal(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  found_one record := private.lock_refund(work, '{abnormal}');
  refund pay.refunds := found_one.refund;
  try pay.refund_attempts := found_one.try;
  to_card boolean := input ->> 'to' = 'buyer_card';
begin
  if coalesce(case when to_card
       then input - array['to', 'bank_type', 'card_sealed'] <> '{}'
           or length(input ->> 'bank_type') not between 1 and 32
         or input ->> 'card_sealed' !~ '^v2\.[a-z0-9]{1,16}\.[A-Za-z0-9_-]{38,}$'
       else input <> '{"to": "merchant"}' end, true) then
    perform private.fail('INVALID_REQUEST', '{"field":"input"}');
  elsif try.wechat_refund_id is null then
    perform private.fail('REFUND_STATE');
  end if;
  perform private.resume_refund(refund);
  update pay.refund_attempts a set status = 'mending', failure = null
   where a.shop_id = try.shop_id and a.id = try.id;
  perform private.forget_card(refund);
  insert into person.refund_cards (shop_id, refund_id, sealed)
  select refund.shop_id, refund.id, input ->> 'card_sealed' where to_card;
  perform private.enqueue(refund.shop_id, 'abnormal_refund', refund.id, jsonb_build_object(
    'refund_attempt_id', try.id, 'mchid', private.merchant_of_refund(try.shop_id, try.id),
    'refund_id', try.wechat_refund_id, 'amount_fen', try.amount_fen,
    'request', jsonb_strip_nulls(jsonb_build_object(
      'out_refund_no', pay.wechat_number(try.id),
      'type', case when to_card then 'USER_BANK_CARD' else 'MERCHANT_BANK_CARD' end,
      'bank_type', input ->> 'bank_type'))));
end $$;
comment on function private.work_mend_refund_abnormal(ops.work, uuid, text, jsonb) is
  'Ask WeChat to pay a refund that the buyer''s account could not take to a bank card ({"to": '
  '"buyer_card", "bank_type", "card_sealed"}) or back to the merchant ({"to": "merchant"}), under '
  'its old number. card_sealed is the card''s number and holder, sealed. Raises REFUND_STATE, '
  'INVALID_REQUEST.';

create function private.work_settle_refund(work ops.work, staff_id uuid, reason text, input jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
declare
  found_one record := private.lock_refund(work, '{open,closed,abnormal,mending}');
  refund pay.refunds := found_one.refund;
  try pay.refund_attempts := found_one.try;
begin
  update pay.refund_attempts a
     set status = case a.status when 'mending' then 'abnormal' else a.status end, ask_at = null
   where a.shop_id = try.shop_id and a.id = try.id;
  perform private.finish_refund(refund, case
      when try.status in ('abnormal', 'mending') then 'wechat' else 'outside' end);
end $$;
comment on function private.work_settle_refund(ops.work, uuid, text, jsonb) is
  'Staff say that the buyer has the money. Of an abnormal refund WeChat had taken it from the '
  'merchant''s account; of any other it came from outside. Nothing more is sent; should WeChat say '
  'SUCCESS later, nothing is booked twice. Raises REFUND_STATE.';

create function private.work_settle_unsent_refund(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_settle_refund(work, staff_id, reason, input)
$$;
comment on function private.work_settle_unsent_refund(ops.work, uuid, text, jsonb) is
  'As any refund is settled by hand.';

create function private.work_settle_unsent_abnormal_refund(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_settle_refund(work, staff_id, reason, input)
$$;
comment on function private.work_settle_unsent_abnormal_refund(ops.work, uuid, text, jsonb) is
  'As any refund is settled by hand.';

create function private.may_give_up(shop_id uuid, refund_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from pay.refunds r
                   join trade.after_sales s on s.shop_id = r.shop_id and s.id = r.after_sale_id
                  where r.shop_id = may_give_up.shop_id and r.id = may_give_up.refund_id
                    and r.status = 'refund_failed'
                    and s.kind = 'refund_only' and s.origin <> 'provider'
                    and not exists (select from trade.after_sale_lines x
                                     where x.shop_id = s.shop_id and x.after_sale_id = s.id
                                       and x.restock_quantity > 0))
$$;
comment on function private.may_give_up(uuid, uuid) is
  'Only a refund of goods that the buyer keeps may be given up: what came back or never left is '
  'owed to him.';

create function private.work_dismiss_refund_closed(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  found_one record := private.lock_refund(work, '{closed}');
  refund pay.refunds := found_one.refund;
  after_sale trade.after_sales;
begin
  if not private.may_give_up(refund.shop_id, refund.id) then
    perform private.fail('REFUND_STATE', jsonb_build_object('status', refund.status));
  end if;
  perform from trade.order_lines l
    where l.shop_id = refund.shop_id and l.order_id = refund.order_id
   order by l.line_no for no key update;
  update pay.refunds r set status = 'given_up'
   where r.shop_id = refund.shop_id and r.id = refund.id;
  update trade.order_lines l
     set refunded_quantity = l.refunded_quantity - x.quantity,
         refunded_goods_fen = l.refunded_goods_fen - x.goods_fen,
         refunded_freight_fen = l.refunded_freight_fen - x.freight_fen
    from trade.after_sale_lines x
   where x.shop_id = refund.shop_id and x.after_sale_id = refund.after_sale_id
     and l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no;
  perform private.restore_commission(refund);
  select s.* into strict after_sale from trade.after_sales s
   where s.shop_id = refund.shop_id and s.id = refund.after_sale_id;
  perform private.finish_after_sale(after_sale, 'rejected', reason);
end $$;
comment on function private.work_dismiss_refund_closed(ops.work, uuid, text, jsonb) is
  'Give a refund up for good that WeChat closed: the pieces are paid for again, and so is their '
  'commission. Raises REFUND_STATE unless the buyer keeps the goods.';
