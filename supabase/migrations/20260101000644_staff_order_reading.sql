-- An order as the shop reads it, with its payments and refunds.

create function private.order_payments_json(shop_id uuid, order_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', a.id,
        'out_trade_no', pay.wechat_number(a.id), 'status', a.status,
             'amount_fen', a.amount_fen, 'transaction_id', a.transaction_id,
             'created_at', a.created_at, 'paid_at', a.paid_at) order by a.id), '[]')
      from pay.attempts a
     where a.shop_id = order_payments_json.shop_id and a.order_id = order_payments_json.order_id);
end $$;
comment on function private.order_payments_json(uuid, uuid) is
  'Every number of an order at WeChat Pay, oldest first.';

create function private.order_refunds_json(shop_id uuid, order_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id, 'after_sale_id', r.after_sale_id, 'cause', r.cause, 'status', r.status,
        'goods_fen', r.payable_fen - part.freight_fen,
        'freight_fen', part.freight_fen, 'payable_fen', r.payable_fen,
        'attempts', (
            select coalesce(jsonb_agg(jsonb_build_object('id', a.id,
            'out_refund_no', pay.wechat_number(a.id), 'status', a.status,
                              'fail_reason', a.failure, 'created_at', a.created_at) order by a.id),
                                  '[]')
                       from pay.refund_attempts a
                      where a.shop_id = r.shop_id and a.refund_id = r.id),
        'created_at', r.created_at, 'refunded_at', r.refunded_at) order by r.id), '[]')
      from pay.refunds r
     cross join lateral (select coalesce(sum(x.freight_fen), 0)::bigint as freight_fen
                           from trade.after_sale_lines x where x.shop_id = r.shop_id
                            and x.after_sale_id = r.after_sale_id) part
     where r.shop_id = order_refunds_json.shop_id and r.order_id = order_refunds_json.order_id);
end $$;
comment on function private.order_refunds_json(uuid, uuid) is
  'Refunds of an order with their attempts at WeChat (contracts/staff/orders.ts Refund), fen.';

create function private.staff_order_json(shop_id uuid, order_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return private.order_json(shop_id, order_id) || (
    select jsonb_build_object(
      'buyer', private.label(o.shop_id, o.member_id),
      'member_id', o.member_id, 'contact_state', 'withheld',
      'payments', private.order_payments_json(o.shop_id, o.id),
      'refunds', private.order_refunds_json(o.shop_id, o.id),
      'commissions', (select coalesce(
          jsonb_agg(private.staff_commission_json(c) order by c.line_no, c.level), '[]')
                        from ledger.commissions c
                       where c.shop_id = o.shop_id and c.order_id = o.id))
      from trade.orders o where o.shop_id = staff_order_json.shop_id
       and o.id = staff_order_json.order_id);
end $$;
comment on function private.staff_order_json(uuid, uuid) is
  'An order with its money, for the shop (StaffOrder), its contact withheld; the buyer under a '
  'label. Raises ORDER_NOT_FOUND.';

create function api.staff_get_order(shop text, order_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: reads closed tables, leaves an audit row
declare
  me record := private.staff(shop, 'read');
  answer jsonb := private.staff_order_json(me.shop_id, order_id);
begin
  if not private.role_may(me.role, 'personal_data') then
    return private.as_read_by(private.with_remark(answer, me.shop_id), me.role)
        || '{"contact_state":"forbidden"}';
  end if;
  perform private.audit(me.shop_id, me.staff_id, 'read_contact', order_id, null);
  answer := private.with_contact(answer, me.shop_id);
  return answer || jsonb_build_object('contact_state', case
      when answer ->> 'contact' is null then 'gone' else 'shown' end);
end $$;
comment on function api.staff_get_order(text, uuid) is
  'One order with history, payments, refunds and commission. Who may see personal data gets the '
  'sealed contact, and a row in the audit log says so; contact_state says why there is none: '
  'forbidden to this role, or gone with the person. Raises SHOP_NOT_FOUND, FORBIDDEN, '
  'ORDER_NOT_FOUND.';
grant execute on function api.staff_get_order(text, uuid) to authenticated;
