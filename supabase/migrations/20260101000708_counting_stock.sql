-- Stock-taking: the counted pieces become the stock, many SKUs at once. Each count carries the
-- figures it was made against; when the stock has moved since, the count is refused.

create type private.stock_count as (id uuid, available int, held int, counted int);
comment on type private.stock_count is
  'One count, in pieces: the pieces counted on the shelf, and the figures read before counting.';

create function private.stock_counts(counts jsonb) returns private.stock_count[]
language plpgsql immutable set search_path = '' as $$
declare
  given private.stock_count[];
begin
  if coalesce(jsonb_typeof(counts), '') <> 'array' then
    perform private.fail('INVALID_REQUEST', '{"field":"counts"}');
  end if;
  perform private.refuse_others(c,
      '{"id":"string","available":"number","held":"number","counted":"number"}', 'counts.' || n - 1)
    from jsonb_array_elements(counts) with ordinality t(c, n);
  select array_agg(x order by x.id) into given
    from jsonb_populate_recordset(null::private.stock_count, counts) x;
  perform private.batch_ids(array(select x.id from unnest(given) x));
  perform private.fail_field('counts', '盘点数为 0 到 100 万件的整数')
    from unnest(given) x
   where x.available is null or x.held is null or coalesce(x.counted, -1) not between 0 and 1000000;
  return given;
exception when data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"counts"}');
end $$;
comment on function private.stock_counts(jsonb) is
  'The counts of 1 to 100 different SKUs, by id. Raises INVALID_REQUEST with the field.';

create function private.count_sku(
  counting private.staff_command, given private.stock_count, available int, held int
) returns text
language plpgsql volatile set search_path = '' as $$
declare
  change int := given.counted - available - held;
begin
  if available is null then
    return 'SKU_NOT_FOUND';
  elsif (available, held) <> (given.available, given.held) then
    return 'STOCK_MOVED';
  elsif given.counted < held then
    return 'STOCK_BELOW_ZERO';
  end if;
  perform private.move_stock(counting.shop_id, given.id, change, 'adjust', counting.reason);
  perform private.audit(counting.shop_id, counting.staff_id, counting.command, given.id,
    counting.reason, jsonb_build_object('before', available + held, 'after', given.counted));
  return null;
end $$;
comment on function private.count_sku(private.staff_command, private.stock_count, int, int) is
  'Set the stock of one locked SKU to the counted pieces. Answers null when done, else the '
  'refusal: SKU_NOT_FOUND; STOCK_MOVED when the stock is not as it was read; STOCK_BELOW_ZERO when '
  'orders hold more than was counted.';

create function api.count_stock(shop text, counts jsonb, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes stock
declare
  me private.staff_command := private.begin_command(shop, 'catalog', 'count_stock',
      idempotency_key, jsonb_build_array(counts, reason), reason);
  given private.stock_count[];
  ids uuid[];
  one record;
  code text;
  items jsonb := '[]';
begin
  if me.answer is not null then
    return me.answer;
  end if;
  given := private.stock_counts(counts);
  ids := array(select x.id from unnest(given) x);
  -- sending writes order lines: a parcel under way is waited for, and then the stock has moved
  perform from trade.order_lines l
    join trade.orders o on o.shop_id = l.shop_id and o.id = l.order_id
    where l.shop_id = me.shop_id and l.sku_id = any (ids)
      and (o.status = 'pending_payment' or o.status = any (private.order_states('shippable')))
    order by l.order_id, l.line_no for share of l;
  perform from catalog.stock s
    where s.shop_id = me.shop_id and s.sku_id = any (ids) order by s.sku_id, s.bucket for update;
  for one in select c as given, s.available, s.held, s.available + s.held as shelf
               from unnest(given) c left join private.stock_of(me.shop_id, ids) s on s.id = c.id
              order by c.id loop
    code := private.count_sku(me, one.given, one.available, one.held);
    items := items || jsonb_build_object('id', (one.given).id, 'code', code, 'before', one.shelf,
      'after', case when code is null then (one.given).counted else one.shelf end);
  end loop;
  me.answer := jsonb_build_object('items', items);
  -- each count has left its own row of the audit log
  return private.remember(me.shop_id, me.staff_id, me.command, me.key, me.request, me.answer);
end $$;
comment on function api.count_stock(text, jsonb, text, text) is
  'Staff: counts is [{"id", "available", "held", "counted"}], up to 100 SKUs: what lies on the '
  'shelf, held pieces among it, and both figures as read. Each by itself: {"items": [{"id", '
  '"code", "before", "after"}]}, pieces on the shelf; code null where it is done, else '
  'STOCK_MOVED, STOCK_BELOW_ZERO or SKU_NOT_FOUND, and nothing changed. Raises INVALID_REQUEST, '
  'FORBIDDEN.';
grant execute on function api.count_stock(text, jsonb, text, text) to authenticated;
