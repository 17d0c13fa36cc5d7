-- Prices: each change is a row, so that staff can read who asked for how much, when and why.

create function private.record_prices(
  before catalog.skus, after catalog.skus, staff_id uuid, reason text
) returns void
language sql volatile set search_path = '' as $$
  insert into catalog.price_changes (
    shop_id, product_id, sku_id, which, before_fen, after_fen, staff_id, reason)
  select after.shop_id, after.product_id, after.id, c.which, c.before_fen, c.after_fen,
         record_prices.staff_id, record_prices.reason
    from (values ('price_fen', before.price_fen, after.price_fen),
                 ('list_price_fen', before.list_price_fen, after.list_price_fen),
                 ('cost_fen', before.cost_fen, after.cost_fen)) c(which, before_fen, after_fen)
   where c.before_fen is distinct from c.after_fen
$$;
comment on function private.record_prices(catalog.skus, catalog.skus, uuid, text) is
  'A row for each price in fen that has become another one; a new SKU (before: null) had none.';

create function private.moved_price(price_fen bigint, change jsonb) returns bigint
language plpgsql immutable set search_path = '' as $$
declare
  moved numeric := price_fen + coalesce((change ->> 'price_fen')::numeric,
      floor(price_fen * (change ->> 'price_bps')::numeric / 10000));
begin
  if moved not between 1 and 10000000000 then
    perform private.fail('PRICE_OUT_OF_RANGE');
  end if;
  return moved;
end $$;
comment on function private.moved_price(bigint, jsonb) is
  'A price in fen after {"price_fen": added} or {"price_bps": of it, added}, rounded down. Raises '
  'PRICE_OUT_OF_RANGE.';

create function private.move_prices(p catalog.products, change jsonb, staff_id uuid, reason text)
  returns void
language plpgsql volatile set search_path = '' as $$
declare
  before catalog.skus;
  after catalog.skus;
begin
  for before in select * from catalog.skus k
                 where k.shop_id = p.shop_id and k.product_id = p.id order by k.id loop
    update catalog.skus k set price_fen = private.moved_price(k.price_fen, change)
     where k.shop_id = before.shop_id and k.id = before.id returning * into after;
    perform private.record_prices(before, after, staff_id, reason);
  end loop;
end $$;
comment on function private.move_prices(catalog.products, jsonb, uuid, text) is
  'Move the prices of all SKUs of a product, which the caller has locked, by an amount or a share '
  '(private.moved_price).';

create function private.change_product(
  shop_id uuid, staff_id uuid, product_id uuid, change jsonb, reason text
) returns void
language plpgsql volatile set search_path = '' as $$
declare
  changed catalog.products;
begin
  update catalog.products p
     set category_id = case when change ? 'category_id' then (change ->> 'category_id')::uuid
                            else p.category_id end,
         distributable = coalesce((change ->> 'distributable')::boolean, p.distributable)
   where p.shop_id = change_product.shop_id and p.id = change_product.product_id
  returning * into changed;
  if not found then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  if change ?| '{price_fen,price_bps}' then
    perform private.move_prices(changed, change, staff_id, reason);
  end if;
  perform private.refresh_product(shop_id, product_id);
  perform private.touch_product(shop_id, product_id, staff_id);
  perform private.audit(shop_id, staff_id, 'change_product', product_id, reason, change);
end $$;
comment on function private.change_product(uuid, uuid, uuid, jsonb, text) is
  'Change what a batch changes of one product (private.check_product_change), with its audit row. '
  'Raises PRODUCT_NOT_FOUND, PRICE_OUT_OF_RANGE.';

create function api.set_price(
  shop text, sku_id uuid, price_fen bigint, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(sku_id, price_fen, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'set_price', idempotency_key, request);
  before catalog.skus;
  after catalog.skus;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  if price_fen is null or price_fen not between 0 and 10000000000 then
    perform private.fail('INVALID_REQUEST', '{"field":"price_fen"}');
  end if;
  perform from catalog.products p where p.shop_id = me.shop_id and p.id = (
    select k.product_id from catalog.skus k
     where k.shop_id = me.shop_id and k.id = set_price.sku_id) for update;
  if not found then
    perform private.fail('SKU_NOT_FOUND');
  end if;
  select * into before from catalog.skus k where k.shop_id = me.shop_id and k.id = set_price.sku_id;
  update catalog.skus k set price_fen = set_price.price_fen
   where k.shop_id = me.shop_id and k.id = set_price.sku_id returning * into after;
  perform private.record_prices(before, after, me.staff_id, reason);
  perform private.refresh_product(me.shop_id, before.product_id);
  perform private.touch_product(me.shop_id, before.product_id, me.staff_id);
  perform private.audit(me.shop_id, me.staff_id, 'set_price', sku_id, reason,
                        jsonb_build_object('from_fen', before.price_fen, 'to_fen', price_fen));
  answer := '{"ok":true}';
  return private.remember(me.shop_id, me.staff_id, 'set_price', idempotency_key, request, answer);
end $$;
comment on function api.set_price(text, uuid, bigint, text, text) is
  'Staff: the price of a SKU in fen. Orders placed keep theirs. Raises SKU_NOT_FOUND.';
grant execute on function api.set_price(text, uuid, bigint, text, text) to authenticated;

create function api.list_price_changes(
  shop text, product_id uuid, after uuid default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the catalogue is closed to every client role
declare
  me record := private.staff(shop, 'read');
  page jsonb;
begin
  if not exists (select from catalog.products p where p.shop_id = me.shop_id
      and p.id = list_price_changes.product_id) then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  select private.page_of(jsonb_agg(jsonb_build_object('id', c.id, 'sku_id', c.sku_id,
           'spec', k.spec, 'which', c.which, 'before_fen', c.before_fen, 'after_fen', c.after_fen,
           'by', t.name, 'reason', c.reason, 'created_at', c.created_at) order by c.id desc),
           page_size, 'id')
    into page
    from (select * from catalog.price_changes x
           where x.shop_id = me.shop_id and x.product_id = list_price_changes.product_id
             and (after is null or x.id < after)
           order by x.id desc limit private.page_limit(page_size)) c
    join catalog.skus k on k.shop_id = c.shop_id and k.id = c.sku_id
    left join shop.staff t on t.shop_id = c.shop_id and t.id = c.staff_id;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_price_changes(text, uuid, uuid, int) is
  'Staff: which prices of a product changed, in fen, by whom and why, the newest first. Raises '
  'PRODUCT_NOT_FOUND.';
grant execute on function api.list_price_changes(text, uuid, uuid, int) to authenticated;
