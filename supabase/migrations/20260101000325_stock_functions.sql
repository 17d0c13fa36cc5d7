-- Counting and correcting stock by hand.

create function private.add_stock(shop_id uuid, sku_id uuid,
  quantity int, cause text, reason text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  spread jsonb;
begin
  if quantity = 0 then
    return;
  end if;
  select jsonb_agg(jsonb_build_array(bucket, part)) into spread
    from (select s.bucket, quantity / count(*) over ()
                 + case when row_number() over (order by s.available,
                     s.bucket) <= quantity % count(*) over () then 1 else 0 end as part
            from catalog.stock s where s.shop_id = add_stock.shop_id
             and s.sku_id = add_stock.sku_id) parts
   where part > 0;
  perform private.give_stock(shop_id, sku_id, spread);
  perform private.record_movement(shop_id, sku_id, cause, quantity, null, reason);
end $$;
comment on function private.add_stock(uuid, uuid, int, text, text) is
  'New units, spread evenly over the buckets of a SKU, the emptiest first.';

create function private.move_stock(shop_id uuid, sku_id uuid,
  delta int, cause text, reason text) returns boolean
language plpgsql volatile set search_path = '' as $$
begin
  if delta >= 0 then
    perform private.add_stock(shop_id, sku_id, delta, cause, reason);
  elsif private.take_stock(shop_id, sku_id, -delta) is null then
    return false;
  else
    perform private.record_movement(shop_id, sku_id, cause, delta, null, reason);
  end if;
  return true;
end $$;
comment on function private.move_stock(uuid, uuid, int, text, text) is
  'Units come to a SKU or go, by hand. False when fewer are left than should go; nothing has '
  'changed then.';

create function private.stock_json(shop_id uuid, sku_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('sku_id', k.id, 'product_id', k.product_id,
      'title', p.title, 'spec', k.spec, 'code', nullif(k.code, ''),
    'available', (select coalesce(sum(s.available), 0)
        from catalog.stock s where s.shop_id = k.shop_id and s.sku_id = k.id))
  from catalog.skus k join catalog.products p on p.shop_id = k.shop_id and p.id = k.product_id
  where k.shop_id = stock_json.shop_id and k.id = stock_json.sku_id
$$;
comment on function private.stock_json(uuid, uuid) is
  'What is left of a SKU, exactly (contracts/staff/catalog.ts StockLine).';

create function api.adjust_stock(shop text, sku_id uuid,
  delta int, reason text, idempotency_key text, cause text default 'adjust') returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes stock
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(sku_id, delta, reason, cause);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'adjust_stock', idempotency_key, request);
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  if coalesce(delta, 0) not between -1000000 and 1000000 or delta = 0 or delta is null then
    perform private.fail('INVALID_REQUEST', '{"field":"delta"}');
  elsif coalesce(cause, '') <> 'adjust' and (cause is distinct from 'receive' or delta < 0) then
    perform private.fail('INVALID_REQUEST', '{"field":"cause"}');
  end if;
  if not exists (select from catalog.skus k
      where k.shop_id = me.shop_id and k.id = adjust_stock.sku_id) then
    perform private.fail('SKU_NOT_FOUND');
  end if;
  if not private.move_stock(me.shop_id, sku_id, delta, cause, reason) then
    perform private.fail('STOCK_BELOW_ZERO', private.stock_json(me.shop_id, sku_id));
  end if;
  perform private.audit(me.shop_id, me.staff_id,
      'adjust_stock', sku_id, reason, jsonb_build_object('delta', delta, 'cause', cause));
  answer := private.stock_json(me.shop_id, sku_id);
  return private.remember(
    me.shop_id, me.staff_id, 'adjust_stock', idempotency_key, request, answer);
end $$;
comment on function api.adjust_stock(text, uuid, int, text, text, text) is
  'Staff: goods came in (cause receive), or the figure was wrong (adjust). Raises STOCK_BELOW_ZERO '
  'when fewer are left than should go, INVALID_REQUEST, SKU_NOT_FOUND, IDEMPOTENCY_CONFLICT.';
grant execute on function api.adjust_stock(text, uuid, int, text, text, text) to authenticated;

create function private.listed_movements(
  shop_id uuid, sku_id uuid, cause text, before uuid, most int
) returns table (moved catalog.stock_movements, sellable bigint, shelf bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select m.moved, s.available - m.sold_since, s.available + s.held - m.moved_since
      from (select x.id, x as moved,
              coalesce(sum(e.sellable) over newer, 0) as sold_since,
              coalesce(sum(e.shelf) over newer, 0) as moved_since
              from catalog.stock_movements x
             cross join lateral private.stock_effect(x.cause, x.delta) e
             where x.shop_id = listed_movements.shop_id and x.sku_id = listed_movements.sku_id
            window newer as (
              order by x.id desc rows between unbounded preceding and 1 preceding)) m
     cross join private.stock_of(listed_movements.shop_id, array[listed_movements.sku_id]) s
     where (listed_movements.before is null or m.id < listed_movements.before)
       and (listed_movements.cause is null or (m.moved).cause = listed_movements.cause)
     order by m.id desc limit most;
end $$;
comment on function private.listed_movements(uuid, uuid, text, uuid, int) is
  'Movements of a SKU, the newest first, with what could be sold and what lay on the shelf after '
  'each: what there is now, less what came since. It reads from the newest to the end of the page.';

create function api.list_stock_movements(
  shop text, sku_id uuid, after uuid default null, page_size int default 20,
  cause text default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: stock is closed to every client role
declare
  me record := private.staff(shop, 'read');
  page jsonb;
begin
  if not exists (select from catalog.skus k where k.shop_id = me.shop_id
      and k.id = list_stock_movements.sku_id) then
    perform private.fail('SKU_NOT_FOUND');
  end if;
  select private.page_of(jsonb_agg(jsonb_build_object('id', m.id, 'cause', m.cause,
      'delta', m.delta, 'before', l.sellable - e.sellable, 'after', l.sellable,
      'shelf_before', l.shelf - e.shelf, 'shelf_after', l.shelf, 'order_id', m.order_id,
      'actor_kind', m.actor_kind, 'by', (select t.name from shop.staff t
          where t.shop_id = m.shop_id and t.id = m.staff_id),
      'reason', m.reason, 'created_at', m.created_at) order by m.id desc), page_size, 'id')
    into page
    from private.listed_movements(me.shop_id, sku_id, cause, after, private.page_limit(page_size)) l
   cross join lateral (select (l.moved).*) m
   cross join lateral private.stock_effect(m.cause, m.delta) e;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_stock_movements(text, uuid, uuid, int, text) is
  'Staff: why the stock of a SKU changed, the newest first, of one cause where it is given: by '
  'whom, for which order or why; before and after is what could be sold, shelf_before and '
  'shelf_after what lay on the shelf. Raises SKU_NOT_FOUND.';
grant execute on function api.list_stock_movements(text, uuid, uuid, int, text) to authenticated;

create function private.staff_product_json(p catalog.products) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', p.id, 'title', p.title, 'image_url', p.images[1],
    'status', p.status, 'distributable', p.distributable,
    'price_fen', p.min_price_fen, 'price_max_fen', p.max_price_fen,
    'sale_from', p.sale_from, 'sale_until', p.sale_until,
    'sold_count', p.sold_count, 'updated_at', p.updated_at,
    'skus', coalesce((
       select jsonb_agg(jsonb_build_object('id', k.id, 'spec', k.spec,
           'code', nullif(k.code, ''), 'on_sale', k.status = 'on_sale',
                'price_fen', k.price_fen, 'list_price_fen', k.list_price_fen,
                'available', (select coalesce(sum(s.available), 0)
                    from catalog.stock s where s.shop_id = k.shop_id and s.sku_id = k.id))
                order by k.status desc, k.position, k.id)
         from catalog.skus k where k.shop_id = p.shop_id and k.product_id = p.id), '[]'))
$$;
comment on function private.staff_product_json(catalog.products) is
  'A product as staff see it, also off sale, with every SKU''s price in fen and exact stock '
  '(contracts/staff/catalog.ts StaffProduct).';

create function private.listed_products(
  shop_id uuid, status text, category_id uuid, pattern text, sorted private.sorting, most int
) returns table (id uuid, key bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select p.id, k.key
      from catalog.products p
     cross join lateral (select case sorted.name
       when 'updated_at' then private.micros(p.updated_at)
       when 'price_fen' then p.min_price_fen
       when 'sold_count' then p.sold_count
       when 'stock' then (
         select coalesce(sum(s.available), 0)
           from catalog.skus x join catalog.stock s on s.shop_id = x.shop_id and s.sku_id = x.id
          where x.shop_id = p.shop_id and x.product_id = p.id and x.status = 'on_sale')
       else 0 end) k(key)
     where p.shop_id = listed_products.shop_id
       and case when listed_products.status is null then p.status <> 'archived'
                else p.status = listed_products.status end
       and (listed_products.category_id is null or p.category_id in (
         select c.id from catalog.categories c
          where c.shop_id = listed_products.shop_id
            and listed_products.category_id in (c.id, c.parent_id)))
       and (pattern is null or p.title ilike pattern)
       and (sorted.id is null or case
         when sorted.name = 'created_at' and sorted.up then p.id > sorted.id
         when sorted.name = 'created_at' then p.id < sorted.id
         when sorted.up then (k.key, p.id) > (sorted.key, sorted.id)
         else (k.key, p.id) < (sorted.key, sorted.id) end)
     order by case when sorted.up then k.key end, case when sorted.up then p.id end,
              k.key desc, p.id desc
     limit most;
end $$;
comment on function private.listed_products(uuid, text, uuid, text, private.sorting, int) is
  'Up to `most` products of a list with their keys: a page of it, or all there are, for counting. '
  'stock is what can still be bought, over all SKUs on sale. A shop has thousands of products, not '
  'more: only the newest first is read from an index.';

create function api.staff_list_products(
  shop text, status text default null, query text default null,
  sort text default '-created_at', after text default null, page_size int default 20,
  category_id uuid default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the catalogue is closed to every client role
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of(
    sort, '{created_at,updated_at,price_fen,sold_count,stock}', after);
  pattern text := private.like_pattern(query);
  page jsonb;
begin
  select private.sorted_page(jsonb_agg(private.staff_product_json(x) order by p.n),
      array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_products(
           me.shop_id, status, category_id, pattern, sorted, private.page_limit(page_size))
         with ordinality p(id, key, n)
    join catalog.products x on x.shop_id = me.shop_id and x.id = p.id;
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_products(
      me.shop_id, status, category_id, pattern, private.unsorted(), private.count_most())));
  end if;
  return page;
end $$;
comment on function api.staff_list_products(text, text, text, text, text, int, uuid) is
  'Staff: every product, on sale or not, with its SKUs, by created_at, updated_at, price_fen, '
  'sold_count or stock; query looks into the title; a category includes its subcategories. '
  'Archived ones only where status asks for them. The first page has the total. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.staff_list_products(text, text, text, text, text, int, uuid)
  to authenticated;
