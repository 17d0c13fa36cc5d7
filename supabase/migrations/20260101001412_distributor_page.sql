-- What staff see on one distributor's page: customers and orders.

create function api.list_distributor_customers(
  shop text, distributor_id uuid, after uuid default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bindings and orders are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  perform private.require_distributor(me.shop_id, distributor_id);
  return (
    select private.page_of(jsonb_agg(jsonb_build_object('id', b.id, 'member_id', b.member_id,
             'label', private.label(b.shop_id, b.member_id), 'cause', b.cause,
             'bound_at', b.bound_at, 'ended_at', b.ended_at, 'ended_cause', b.ended_cause,
             'protected_until', case when isfinite(b.protected_until) then b.protected_until end,
             'order_count', sold.orders, 'kept_fen', sold.fen) order by b.id desc),
             page_size, 'id')
      from (select * from referral.bindings x
             where x.shop_id = me.shop_id
               and x.distributor_id = list_distributor_customers.distributor_id
               and (after is null or x.id < after)
             order by x.id desc limit private.page_limit(page_size)) b
     cross join lateral (
       select count(distinct o.id) as orders,
              coalesce(sum(l.goods_fen - l.refunded_goods_fen), 0)::bigint as fen
         from trade.orders o
         join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
        where o.shop_id = b.shop_id and o.member_id = b.member_id and o.paid_at is not null
          and o.binding_id = b.id) sold);
end $$;
comment on function api.list_distributor_customers(text, uuid, uuid, int) is
  'Staff: who was or is bound to a distributor, the newest first, under labels, with the orders '
  'paid under that binding and what was kept of their goods in fen. Raises SHOP_NOT_FOUND, '
  'FORBIDDEN, DISTRIBUTOR_NOT_FOUND.';
grant execute on function api.list_distributor_customers(text, uuid, uuid, int)
  to authenticated;

create function api.list_distributor_orders(
  shop text, distributor_id uuid, after uuid default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: orders and commissions are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  perform private.require_distributor(me.shop_id, distributor_id);
  return (
    select private.page_of(jsonb_agg(private.order_brief(o) || jsonb_build_object(
             'buyer', private.label(o.shop_id, o.member_id), 'paid_at', o.paid_at,
             'level', case when o.level1_id = list_distributor_orders.distributor_id
               then 1 else 2 end,
             'kept_fen', (
               select coalesce(sum(c.commission_fen - c.reversed_fen), 0)
                 from ledger.commissions c
                where c.shop_id = o.shop_id and c.order_id = o.id and c.status <> 'void'
                  and c.distributor_id = list_distributor_orders.distributor_id))
             order by o.id desc), page_size, 'id')
      from (select * from (
              (select * from trade.orders x where x.shop_id = me.shop_id
                  and x.level1_id = list_distributor_orders.distributor_id
                  and x.paid_at is not null and (after is null or x.id < after)
                order by x.id desc limit private.page_limit(page_size))
              union all
              (select * from trade.orders x where x.shop_id = me.shop_id
                  and x.id in (select c.order_id from ledger.commissions c
                                where c.shop_id = me.shop_id and c.level = 2 and c.distributor_id
                                    = list_distributor_orders.distributor_id)
                  and (after is null or x.id < after)
                order by x.id desc limit private.page_limit(page_size))) y
             order by y.id desc limit private.page_limit(page_size)) o);
end $$;
comment on function api.list_distributor_orders(text, uuid, uuid, int) is
  'Staff: the paid orders in which a distributor is level 1, or earns on level 2, the newest '
  'first, with the commission that he keeps of each in fen. Raises SHOP_NOT_FOUND, FORBIDDEN, '
  'DISTRIBUTOR_NOT_FOUND.';
grant execute on function api.list_distributor_orders(text, uuid, uuid, int) to authenticated;
