-- The shop decides, receives what comes back, and sends what goes out instead.

create function api.review_after_sale(shop text, after_sale_id uuid,
  approve boolean, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales, refunds, outbox
declare
  me private.staff_command := private.begin_command(shop, 'after_sale', 'review_after_sale',
      idempotency_key, jsonb_build_array(after_sale_id, approve, reason), reason);
  after_sale trade.after_sales;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  if approve is null then
    perform private.fail('INVALID_REQUEST', '{"field":"approve"}');
  end if;
  after_sale := private.lock_after_sale(me.shop_id, after_sale_id);
  if after_sale.status <> all (private.after_sale_states(case when approve
      then 'approvable' else 'rejectable' end)) then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  if not approve then
    perform private.finish_after_sale(after_sale, 'rejected', me.reason);
  else
    after_sale := private.approve_after_sale(after_sale, me.reason);
  end if;
  perform private.message(me.shop_id, after_sale.member_id, 'after_sale',
      concat_ws(':', after_sale.id, approve), jsonb_build_object('order_id', after_sale.order_id,
        'after_sale_id', after_sale.id, 'amount_fen', (
          select sum(l.goods_fen + l.freight_fen) from trade.after_sale_lines l
           where l.shop_id = me.shop_id and l.after_sale_id = after_sale.id),
        'result', case when approve then 'approved' else 'rejected' end));
  return private.end_command(me, after_sale.id,
      private.after_sale_json(me.shop_id, after_sale.id), jsonb_build_object('approve', approve));
end $$;
comment on function api.review_after_sale(text, uuid, boolean, text, text) is
  'Staff decide. Approving a refund sends the money back; a return first waits for the goods, and '
  'while they have not come rejecting still ends it. Raises AFTER_SALE_NOT_FOUND, '
  'AFTER_SALE_STATE, FORBIDDEN.';
grant execute on function api.review_after_sale(text, uuid, boolean, text, text) to authenticated;

create function api.receive_return(
  shop text, after_sale_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales, refunds, stock
declare
  me private.staff_command := private.begin_command(shop, 'after_sale', 'receive_return',
      idempotency_key, jsonb_build_array(after_sale_id, reason), reason);
  after_sale trade.after_sales;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  after_sale := private.lock_after_sale(me.shop_id, after_sale_id);
  if after_sale.status <> 'returning' then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  update trade.after_sales s set status = 'refunding', received_at = private.now()
   where s.shop_id = after_sale.shop_id and s.id = after_sale.id
  returning * into after_sale;
  perform private.begin_wait(after_sale.shop_id, after_sale.id);
  perform private.start_refund(after_sale);
  return private.end_command(me, after_sale.id, private.after_sale_json(me.shop_id, after_sale.id));
end $$;
comment on function api.receive_return(text, uuid, text, text) is
  'The goods came back and can be sold: restock them and send the money. Raises '
  'AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE, FORBIDDEN.';
grant execute on function api.receive_return(text, uuid, text, text) to authenticated;

create function api.finish_exchange(
  shop text, after_sale_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales, stock and holds
declare
  me private.staff_command := private.begin_command(shop, 'after_sale', 'finish_exchange',
      idempotency_key, jsonb_build_array(after_sale_id, reason), reason);
  after_sale trade.after_sales;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  after_sale := private.lock_after_sale(me.shop_id, after_sale_id);
  if after_sale.status <> 'approved' then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  perform private.send_instead(after_sale);
  perform private.finish_after_sale(after_sale, 'exchanged', me.reason);
  return private.end_command(me, after_sale.id, private.after_sale_json(me.shop_id, after_sale.id));
end $$;
comment on function api.finish_exchange(text, uuid, text, text) is
  'The goods that replace others are on their way, and no longer in stock. Raises '
  'AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE, FORBIDDEN.';
grant execute on function api.finish_exchange(text, uuid, text, text) to authenticated;
