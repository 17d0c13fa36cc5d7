-- What a distributor sees of those invited, masked.

create function api.list_team(
  after uuid default null, page_size int default 20, days int default 30
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: distributors and commissions are closed to every client role
declare
  me record := private.distributor();
  span record := private.days_back(days);
begin
  return (
    with page as (
      select d.* from referral.distributors d
       where d.shop_id = me.shop_id and d.parent_id = me.distributor_id
         and (after is null or d.id < after)
       order by d.id desc limit private.page_limit(page_size)),
    earned as (
      select o.level1_id, sum(c.commission_fen - c.reversed_fen)::bigint as fen
        from ledger.commissions c join trade.orders o on o.shop_id = c.shop_id and o.id = c.order_id
       where c.shop_id = me.shop_id and c.distributor_id = me.distributor_id
         and c.level = 2 and c.status <> 'void'
         and o.level1_id in (select id from page)
       group by o.level1_id),
    lately as (
      select o.level1_id, sum(p.kept_fen)::bigint as fen
        from private.promised_to(me.shop_id, me.distributor_id, span.from_at, span.to_at) p
        join trade.orders o on o.shop_id = me.shop_id and o.id = p.order_id
       where p.level = 2 group by 1)
    select private.page_of(jsonb_agg(jsonb_build_object(
             'distributor_id', d.id, 'code', d.code,
             'label', private.label(d.shop_id, d.id), 'status', d.status,
             'approved_at', d.approved_at, 'commission_fen', coalesce(e.fen, 0),
             'kept_orders', (
               select count(*)
                 from private.sales_of(d.shop_id, d.id, span.from_at, span.to_at) s
                where s.kept_fen > 0), 'period_fen', coalesce(l.fen, 0))
                 order by d.id desc), page_size, 'distributor_id')
      from page d left join earned e on e.level1_id = d.id
      left join lately l on l.level1_id = d.id);
end $$;
comment on function api.list_team(uuid, int, int) is
  'Distributor: those whose parent I am, the newest first, with what their customers earned me on '
  'level 2 in fen; nothing of those customers. kept_orders: their own orders paid in the last 1, 7 '
  'or 30 days and not given back whole; period_fen: what I keep of these days. Raises '
  'DISTRIBUTOR_REQUIRED, INVALID_REQUEST.';
grant execute on function api.list_team(uuid, int, int) to authenticated;
