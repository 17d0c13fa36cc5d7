-- What follows when money has arrived: the order is paid, revived, or the money goes back.

create function private.mark_paid(bought trade.orders, attempt_id uuid) returns trade.orders
language plpgsql volatile set search_path = '' as $$
declare
  paid trade.orders;
  now timestamptz := private.now();
  promised record;
  earners uuid[] := '{}';
  amounts bigint[] := '{}';
  total bigint;
begin
  update trade.orders o
     set status = 'paid', paid_at = now,
         paid_attempt_id = mark_paid.attempt_id, closed_at = null, close_reason = null
   where o.shop_id = bought.shop_id and o.id = bought.id
  returning * into paid;
  perform private.consume(paid);

  if paid.level1_id is not null or paid.level2_id is not null then
    promised := private.promise_commission(paid);
    earners := promised.distributors;
    amounts := promised.amounts;
  end if;
  total := private.sum_of(amounts);
  if paid.payable_fen > 0 or total > 0 then
    perform private.post(paid.shop_id, 'payment',
        'payment:' || coalesce(attempt_id, paid.id), paid.id,
      array['wechat', 'sales', 'commission_expense']
          || array_fill('commission_pending'::text, array[cardinality(earners)]),
      array[null, null, null]::uuid[] || earners,
      array[-paid.payable_fen, paid.payable_fen, -total] || amounts);
  end if;
  perform private.message(paid.shop_id, e.id, 'earned', paid.id::text,
      jsonb_build_object('order_id', paid.id, 'amount_fen', e.fen))
     from unnest(earners, amounts) e(id, fen);
  if paid.binding_id is not null then
    perform private.renew_protection(paid.shop_id, paid.binding_id);
  end if;

  perform private.record_event(paid.shop_id, 'order.paid', paid.id,
      jsonb_build_object('status', 'paid', 'shop', jsonb_build_object('paid_orders', 1,
        'paid_fen', paid.payable_fen, 'commission_pending_fen', total)), paid.member_id);
  for n in 1 .. cardinality(earners) loop
    perform private.record_event(paid.shop_id, 'commission.pending', paid.id,
        jsonb_build_object('level', promised.levels[n],
          'member', jsonb_build_object('pending_fen', amounts[n])), earners[n]);
  end loop;
  return paid;
end $$;
comment on function private.mark_paid(trade.orders, uuid) is
  'An order is paid: one road for WeChat''s money, free orders (attempt null) and revived ones. '
  'Promises commission, posts the ledger, tells who watches. The caller holds the order''s lock.';

create function private.reserve_again(bought trade.orders) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  rules shop.settings := (select s from shop.settings s where s.shop_id = bought.shop_id);
  lines private.priced_line[];
  held record;
begin
  lines := (private.price_lines(rules,
    (select jsonb_agg(jsonb_build_object('sku_id', l.sku_id, 'quantity', l.quantity)
        order by l.line_no)
      from trade.order_lines l where l.shop_id = bought.shop_id and l.order_id = bought.id),
    (select jsonb_build_object('province', c.province, 'city', c.city)
      from person.order_contacts c
     where c.shop_id = bought.shop_id and c.order_id = bought.id))).lines;
  if private.obstacle_to_sale(bought.shop_id, bought.member_id, lines) is not null then
    return false;
  end if;
  held := private.reserve(bought, lines);
  if held.problem is not null then
    raise sqlstate 'QT001';
  end if;
  perform private.keep_reserved(bought, held.lines);
  return true;
-- takes back whatever was reserved before the line that failed
exception when sqlstate 'QT001' then
  return false;
end $$;
comment on function private.reserve_again(trade.orders) is
  'Reserve all lines of a closed order once more, or none: what placing checks must hold again, at '
  'the price that was paid.';

create function private.refund_whole(attempt pay.attempts, cause text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  refund pay.refunds;
begin
  perform private.post(attempt.shop_id, 'payment', 'payment:' || attempt.id, attempt.order_id,
    array['wechat', 'sales'], array[null, null]::uuid[],
        array[-attempt.amount_fen, attempt.amount_fen]);
  insert into pay.refunds (shop_id, id, order_id, attempt_id, cause, payable_fen)
  values (attempt.shop_id, private.new_id(), attempt.order_id,
      attempt.id, refund_whole.cause, attempt.amount_fen)
  returning * into refund;
  perform private.open_refund_attempt(refund);
end $$;
comment on function private.refund_whole(pay.attempts, text) is
  'Book a payment nobody may keep and send all of it back.';
