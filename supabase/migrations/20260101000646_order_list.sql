-- The list of orders that staff sort, filter and count.

create function private.listed_orders(
  shop_id uuid, status text, number text, sorted private.sorting, most int
) returns table (id uuid, key bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select o.id, k.key
      from trade.orders o
     cross join lateral (
       select case sorted.name when 'payable_fen' then o.payable_fen else 0 end) k(key)
     where o.shop_id = listed_orders.shop_id
       and (listed_orders.status is null or o.status = listed_orders.status)
       and (listed_orders.number is null or o.number = listed_orders.number)
       and (sorted.id is null or case
         when sorted.name = 'placed_at' and sorted.up then o.id > sorted.id
         when sorted.name = 'placed_at' then o.id < sorted.id
         when sorted.up then (k.key, o.id) > (sorted.key, sorted.id)
         else (k.key, o.id) < (sorted.key, sorted.id) end)
     order by case when sorted.up then k.key end, case when sorted.up then o.id end,
              k.key desc, o.id desc
     limit most;
end $$;
comment on function private.listed_orders(uuid, text, text, private.sorting, int) is
  'Up to `most` orders of a list with their keys: a page of it, or all there are, for counting. '
  'Ids are made in the order of placed_at.';

create function api.staff_list_orders(
  shop text, status text default null, number text default null,
  sort text default '-placed_at', after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads closed tables for staff of the shop
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of(sort, '{placed_at,payable_fen}', after);
  page jsonb;
begin
  number := nullif(number, '');
  select private.sorted_page(
      jsonb_agg(private.order_brief(o) || jsonb_build_object(
        'buyer', private.label(o.shop_id, o.member_id), 'paid_at', o.paid_at) order by p.n),
      array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_orders(me.shop_id, status, number, sorted, private.page_limit(page_size))
         with ordinality p(id, key, n)
    join trade.orders o on o.shop_id = me.shop_id and o.id = p.id;
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_orders(
      me.shop_id, status, number, private.unsorted(), private.count_most())));
  end if;
  return page;
end $$;
comment on function api.staff_list_orders(text, text, text, text, text, int) is
  'The shop''s orders by placed_at or payable_fen, by status or by exact number; buyers under a '
  'label. The first page has the total. Raises SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.staff_list_orders(text, text, text, text, text, int)
  to authenticated;
