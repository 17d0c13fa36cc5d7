-- The stock of a shop as staff read it: each SKU with what can still be sold of it, what is
-- promised and not sent, and whether it is running low. Both together lie on the shelf.

create function private.stock_of(shop_id uuid, sku_ids uuid[])
  returns table (id uuid, available int, held int)
language sql stable set search_path = '' as $$
  select s.sku_id, s.available, coalesce(h.held, 0)
    from (select s.sku_id, sum(s.available)::int as available
            from catalog.stock s
           where s.shop_id = stock_of.shop_id and s.sku_id = any (sku_ids) group by 1) s
    left join (
      select l.sku_id, sum(l.quantity - l.shipped_quantity - l.cancelled_quantity)::int as held
        from trade.orders o
        join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
       where o.shop_id = stock_of.shop_id and l.sku_id = any (sku_ids)
         and (o.status = 'pending_payment' or o.status = any (private.order_states('shippable')))
       group by 1) h on h.sku_id = s.sku_id
$$;
comment on function private.stock_of(uuid, uuid[]) is
  'Of each of these SKUs: available, what can still be sold, and held, what orders that are not '
  'closed hold and have not been sent. Both are read at one moment.';

create function private.is_low(sku catalog.skus, product_status text, available bigint, low int)
  returns boolean
language sql immutable set search_path = '' as $$
  select sku.status = 'on_sale' and product_status = 'on_sale'
     and available <= coalesce(sku.low_stock, low)
$$;
comment on function private.is_low(catalog.skus, text, bigint, int) is
  'Whether a SKU runs out: it is on sale, as is its product, and no more can be sold than its own '
  'bound, or else the shop''s low.';

create function private.listed_stock(
  shop_id uuid, which text, pattern text, sorted private.sorting, most int
) returns table (id uuid, key bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  low int := (select x.low_stock from shop.settings x where x.shop_id = listed_stock.shop_id);
begin
  return query
    select k.id, a.key
      from catalog.skus k
      join catalog.products p on p.shop_id = k.shop_id and p.id = k.product_id
      left join (
       select b.sku_id, sum(b.available) as available from catalog.stock b
        where b.shop_id = listed_stock.shop_id
          and (sorted.name = 'available' or which is not null) group by 1) s on s.sku_id = k.id
     cross join lateral (select coalesce(s.available, 0)) l(available)
     cross join lateral (select case sorted.name when 'available' then l.available
       -- the SKUs of a product, in their order
       else private.micros(private.moment_of(p.id)) - k.position end) a(key)
     where k.shop_id = listed_stock.shop_id and p.status <> 'archived'
       and (which is null or k.status = 'on_sale' and p.status = 'on_sale'
            and private.is_low(k, p.status, l.available, low)
            and (which = 'low' or l.available = 0))
       and (pattern is null or p.title ilike pattern or k.code ilike pattern
            or k.barcode ilike pattern)
       and (sorted.id is null or case
         when sorted.up then (a.key, k.id) > (sorted.key, sorted.id)
         else (a.key, k.id) < (sorted.key, sorted.id) end)
     order by case when sorted.up then a.key end, case when sorted.up then k.id end,
              a.key desc, k.id desc
     limit most;
end $$;
comment on function private.listed_stock(uuid, text, text, private.sorting, int) is
  'Up to `most` SKUs of a list with their keys. which: low for those that run out, sold_out for '
  'those of them that are gone; null for all. created_at puts the newest product first, its SKUs '
  'in their own order.';

create function private.stock_row(shop_id uuid, sku_id uuid, available int, held int)
  returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', k.id, 'product_id', p.id, 'title', p.title, 'spec', k.spec,
      'image_url', coalesce(nullif(k.image_url, ''), p.images[1]),
      'code', nullif(k.code, ''), 'barcode', nullif(k.barcode, ''),
      'available', stock_row.available, 'held', stock_row.held,
      'on_sale', k.status = 'on_sale' and p.status = 'on_sale',
      'is_low', private.is_low(k, p.status, stock_row.available, r.low_stock))
    from catalog.skus k
    join catalog.products p on p.shop_id = k.shop_id and p.id = k.product_id
    join shop.settings r on r.shop_id = k.shop_id
   where k.shop_id = stock_row.shop_id and k.id = stock_row.sku_id
$$;
comment on function private.stock_row(uuid, uuid, int, int) is
  'A SKU in the list of stock (contracts/staff/stock.ts StockRow).';

create function api.list_stock(
  shop text, which text default null, query text default null,
  sort text default '-created_at', after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: stock is closed to every client role
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of(sort, '{created_at,available}', after);
  pattern text := private.like_pattern(query);
  ids uuid[];
  keys bigint[];
  page jsonb;
begin
  if which <> all ('{low,sold_out}') then
    perform private.fail('INVALID_REQUEST', '{"field":"which"}');
  end if;
  select coalesce(array_agg(l.id order by l.n), '{}'), array_agg(l.key order by l.n)
    into ids, keys
    from private.listed_stock(me.shop_id, which, pattern, sorted, private.page_limit(page_size))
         with ordinality l(id, key, n);
  select private.sorted_page(
      jsonb_agg(private.stock_row(me.shop_id, s.id, s.available, s.held) order by l.n),
      array_agg(private.mark(sort, l.key, l.id) order by l.n), page_size)
    into page
    from unnest(ids, keys) with ordinality l(id, key, n)
    join private.stock_of(me.shop_id, ids) s on s.id = l.id;
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_stock(
      me.shop_id, which, pattern, private.unsorted(), private.count_most())));
  end if;
  return page;
end $$;
comment on function api.list_stock(text, text, text, text, text, int) is
  'Staff: what is left of every SKU that is not archived, by created_at or available. which: low '
  'for those on sale with no more than their low_stock or the shop''s, sold_out for those with '
  'none; query looks into title, code and barcode. The first page has the total. Raises '
  'INVALID_REQUEST.';
grant execute on function api.list_stock(text, text, text, text, text, int) to authenticated;
