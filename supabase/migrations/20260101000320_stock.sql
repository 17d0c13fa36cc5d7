-- Stock: never below zero, never promised twice, never refused while the sum suffices.

create function private.take_stock(shop_id uuid, sku_id uuid, quantity int) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  taken jsonb;
  left_to_take int := quantity;
  part int;
  lot record;
begin
  begin
    update catalog.stock s set available = s.available - take_stock.quantity
     where s.shop_id = take_stock.shop_id and s.sku_id = take_stock.sku_id
       and s.bucket = (select f.bucket from catalog.stock f
                        where f.shop_id = take_stock.shop_id and f.sku_id = take_stock.sku_id
                          and f.available >= take_stock.quantity
                        order by (f.bucket + pg_backend_pid()) % 61
                        limit 1 for update skip locked)
    returning jsonb_build_array(jsonb_build_array(s.bucket, take_stock.quantity)) into taken;
    if found then
      return taken;
    end if;
    -- A bucket that emptied while it was being locked stays locked although it was not taken: let
    -- go of it.
    raise sqlstate 'QT002';
  exception when sqlstate 'QT002' then
    null;
  end;

  -- No single free bucket suffices. Holding none of this SKU, wait for all of them in order, then
  -- take from several.
  taken := '[]';
  perform from catalog.stock s
    where s.shop_id = take_stock.shop_id and s.sku_id = take_stock.sku_id
    order by s.bucket for update;
  if coalesce((select sum(s.available) from catalog.stock s
                where s.shop_id = take_stock.shop_id and s.sku_id = take_stock.sku_id),
                    0) < quantity then
    return null;
  end if;
  for lot in select s.bucket, s.available from catalog.stock s
              where s.shop_id = take_stock.shop_id
                and s.sku_id = take_stock.sku_id and s.available > 0
              order by s.available desc, s.bucket loop
    part := least(lot.available, left_to_take);
    update catalog.stock s set available = s.available - part
     where s.shop_id = take_stock.shop_id
       and s.sku_id = take_stock.sku_id and s.bucket = lot.bucket;
    taken := taken || jsonb_build_array(jsonb_build_array(lot.bucket, part));
    left_to_take := left_to_take - part;
    exit when left_to_take = 0;
  end loop;
  return taken;
end $$;
comment on function private.take_stock(uuid, uuid, int) is
  'Promise units of one SKU: [[bucket, quantity], …], or null when the sum does not suffice. '
  'Callers take SKUs in the order of their ids.';

create function private.give_stock(shop_id uuid, sku_id uuid, taken jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from catalog.stock s
    where s.shop_id = give_stock.shop_id and s.sku_id = give_stock.sku_id
      and s.bucket in (select (part ->> 0)::smallint from jsonb_array_elements(taken) part)
    order by s.bucket for update;
  update catalog.stock s set available = s.available + part.quantity
    from (select (p ->> 0)::smallint as bucket, sum((p ->> 1)::int)::int as quantity
            from jsonb_array_elements(taken) p group by 1) part
   where s.shop_id = give_stock.shop_id and s.sku_id = give_stock.sku_id and s.bucket = part.bucket;
end $$;
comment on function private.give_stock(uuid, uuid, jsonb) is
  'Put promised units back into the buckets they came from.';

create function private.stock_effect(cause text, delta int, out sellable int, out shelf int)
language sql immutable set search_path = '' as $$
  select case when cause = 'ship' then 0 else delta end,
         case when cause in ('reserve', 'release') then 0 else delta end
$$;
comment on function private.stock_effect(text, int) is
  'What a movement changes, in pieces: what can be sold, and what lies on the shelf. receive: '
  'goods come in. reserve: an order takes them. release: the order lets go of them before they '
  'left. ship: they leave in a parcel. return: they come back and can be sold. adjust: the figure '
  'was wrong.';

create function private.record_movement(shop_id uuid, sku_id uuid, cause text, delta int,
  order_id uuid, reason text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  who record := private.actor(shop_id);
begin
  insert into catalog.stock_movements (
    shop_id, sku_id, cause, delta, order_id, actor_kind, staff_id, reason)
  values (record_movement.shop_id, record_movement.sku_id, record_movement.cause,
      record_movement.delta, record_movement.order_id, who.kind,
      case who.kind when 'staff' then who.id end, record_movement.reason);
end $$;
comment on function private.record_movement(uuid, uuid, text, int, uuid, text) is
  'One change of the stock of a SKU, by the present actor. Placing writes its own rows, all '
  'lines of an order in one statement.';
