-- The work list of after-sales.

create function private.listed_after_sales(shop_id uuid, status text, after uuid, most int)
  returns setof trade.after_sales
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select x.* from trade.after_sales x
     where x.shop_id = listed_after_sales.shop_id
       and (listed_after_sales.status is null or x.status = listed_after_sales.status)
       and (listed_after_sales.after is null or x.id < listed_after_sales.after)
     order by x.id desc limit most;
end $$;
comment on function private.listed_after_sales(uuid, text, uuid, int) is
  'Up to `most` after-sales of a shop, newest first: a page, or all there are, for counting.';

create function api.list_after_sales(shop text, status text default null,
  after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads after-sales for staff of the shop
declare
  me record := private.staff(shop, 'read');
  page jsonb;
begin
  select private.page_of(jsonb_agg(private.after_sale_json(s.shop_id, s.id)
             || jsonb_build_object('buyer', private.label(s.shop_id, s.member_id))
                order by s.id desc), page_size, 'id')
    into page
    from private.listed_after_sales(me.shop_id, status, after, private.page_limit(page_size)) s;
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_after_sales(
      me.shop_id, status, null, private.count_most())));
  end if;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_after_sales(text, text, uuid, int) is
  'After-sales of a shop, newest first, of one status or all. The first page has the total. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_after_sales(text, text, uuid, int) to authenticated;
