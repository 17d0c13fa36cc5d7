-- The work list of after-sales.

create function api.list_after_sales(shop text, status text default null,
  after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads after-sales for staff of the shop
declare
  me record := private.staff(shop, 'read');
begin
  return private.as_read_by(
      (select private.page_of(jsonb_agg(private.after_sale_json(s.shop_id, s.id)
              || jsonb_build_object('buyer', private.label(s.shop_id, s.member_id))
                  order by s.id desc), page_size, 'id')
            from (select x.shop_id, x.id, x.member_id from trade.after_sales x
                   where x.shop_id = me.shop_id
                     and (list_after_sales.status is null or x.status = list_after_sales.status)
                     and (list_after_sales.after is null or x.id < list_after_sales.after)
                   order by x.id desc limit private.page_limit(page_size)) s), me.role);
end $$;
comment on function api.list_after_sales(text, text, uuid, int) is
  'After-sales of a shop, newest first, of one status or all. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_after_sales(text, text, uuid, int) to authenticated;
