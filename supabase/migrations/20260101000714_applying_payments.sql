-- One decision per attempt when money has arrived.

create function private.apply_payment(shop_id uuid, attempt_id uuid, transaction jsonb)
  returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  attempt pay.attempts;
  bought trade.orders;
  here record;
begin
  select o.* into bought from trade.orders o
   where o.shop_id = apply_payment.shop_id
     and o.id = (select a.order_id from pay.attempts a
         where a.shop_id = apply_payment.shop_id and a.id = apply_payment.attempt_id)
     for update;
  if not found then
    return private.verdict('rejected', 'unknown_number');
  end if;
  select a as attempt, exists (select from person.order_contacts c
                                where c.shop_id = a.shop_id
                                  and c.order_id = a.order_id) as deliverable,
         exists (select from pay.attempts x
                  where x.shop_id = a.shop_id
                    and x.transaction_id = transaction ->> 'transaction_id') as is_known
    into strict here
    from pay.attempts a where a.shop_id = apply_payment.shop_id and a.id = apply_payment.attempt_id;
  attempt := here.attempt;

  if transaction ->> 'appid' is distinct from attempt.appid then
    return private.verdict('rejected', 'wrong_appid');
  elsif transaction ->> 'mchid' is distinct from attempt.mchid then
    return private.verdict('rejected', 'wrong_mchid');
  elsif transaction #> '{amount,total}' is distinct from to_jsonb(attempt.amount_fen)
     or coalesce(transaction #>> '{amount,currency}', 'CNY') <> 'CNY' then
    return private.verdict('rejected', 'wrong_amount');
  elsif coalesce(transaction ->> 'transaction_id', '') = ''
        or coalesce(transaction ->> 'trade_state', '') not in ('SUCCESS', 'REFUND') then
    return private.verdict('rejected', 'not_a_payment');
  elsif attempt.status = 'paid' then
    return case when attempt.transaction_id = transaction ->> 'transaction_id'
             then private.verdict('duplicate', null)
                 else private.verdict('rejected', 'other_transaction') end;
  elsif here.is_known then
    return private.verdict('rejected', 'other_transaction');   -- it has paid another number
  end if;

  if transaction ->> 'trade_state' = 'REFUND' then
    perform private.take_given_back(attempt, transaction ->> 'transaction_id', '{}');
    return private.verdict('applied', null);
  end if;
  update pay.attempts a
     set status = 'paid', transaction_id = transaction
         ->> 'transaction_id', paid_at = private.now(), ask_at = null
   where a.shop_id = attempt.shop_id and a.id = attempt.id
  returning * into attempt;
  -- its buyer was forgotten meanwhile
  if bought.status = 'pending_payment' and not here.deliverable then
    perform private.close_order(bought.shop_id, bought.id, 'buyer', 'wechat', null);
    bought.status := 'closed';
  end if;
  -- no null before reserve_again: "null and …" asks it all the same, and it takes stock
  if attempt.amount_fen = bought.payable_fen and (bought.status = 'pending_payment'
     or (bought.close_reason is not distinct from 'timeout' and here.deliverable
         and private.reserve_again(bought))) then
    perform private.mark_paid(bought, attempt.id);
  else
    perform private.refund_whole(attempt, case bought.status when 'closed' then 'late_payment'
        when 'pending_payment' then 'old_price' else 'second_payment' end);
  end if;
  return private.verdict('applied', null);
end $$;
comment on function private.apply_payment(uuid, uuid, jsonb) is
  'Money arrived for an attempt: decided once. An unpaid order is paid; one closed by timeout is '
  'revived if everything that placing checks holds again; otherwise, under a number of before the '
  'shop changed the price, where nobody is known any '
  'more to whom it could go, and for the second payment of an order, all of it goes back. REFUND '
  'as its state: paid, and given back at WeChat already.';

create function private.verdict(result text, reason text) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return jsonb_build_object('result', result, 'reason', reason);
end $$;
comment on function private.verdict(text, text) is
  'What became of something WeChat told us (contracts/server.ts Recorded).';
