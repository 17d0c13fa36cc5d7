-- Stock as something that an order holds (private.reserve). What was taken stays on the order's
-- line, by bucket, and every change is a movement.

create function private.reserve_stock(placed trade.orders, inout lines private.priced_line[],
  out problem text, out detail jsonb)
language plpgsql volatile set search_path = '' as $$
declare
  missing uuid[] := '{}';
begin
  for n in 1 .. cardinality(lines) loop   -- in the order of sku_id, as everybody locks stock
    lines[n].stock_taken :=
        private.take_stock(placed.shop_id, lines[n].sku_id, lines[n].quantity);
    if lines[n].stock_taken is null then
      missing := array_append(missing, lines[n].sku_id);
    end if;
  end loop;
  if cardinality(missing) > 0 then
    problem := 'OUT_OF_STOCK';
    detail := jsonb_build_object('skus', to_jsonb(missing));
    return;
  end if;
  insert into catalog.stock_movements (shop_id, sku_id, cause, delta, order_id)
  select placed.shop_id, l.sku_id, 'reserve', -l.quantity, placed.id from unnest(lines) l;
end $$;
comment on function private.reserve_stock(trade.orders, private.priced_line[]) is
  'Take every line of an order from stock. OUT_OF_STOCK names in detail.skus the SKUs whose sum '
  'does not suffice.';

create function private.release_stock(closed trade.orders) returns void
language plpgsql volatile set search_path = '' as $$
declare
  line record;
begin
  for line in select l.sku_id, l.stock_taken from trade.order_lines l
               where l.shop_id = closed.shop_id
                 and l.order_id = closed.id and l.stock_taken is not null
               order by l.sku_id for update loop
    perform private.give_stock(closed.shop_id, line.sku_id, line.stock_taken);
    perform private.record_movement(closed.shop_id, line.sku_id, 'release',
        (select sum((part ->> 1)::int)::int from jsonb_array_elements(line.stock_taken) part),
        closed.id, closed.close_reason);
  end loop;
  update trade.order_lines l set stock_taken = null
   where l.shop_id = closed.shop_id and l.order_id = closed.id and l.stock_taken is not null;
end $$;
comment on function private.release_stock(trade.orders) is
  'Give every promised unit of an order back to the bucket it came from, once.';

create function private.lock_reserved_stock(placed trade.orders[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from catalog.stock s
    where (s.shop_id, s.sku_id, s.bucket) in (
      select l.shop_id, l.sku_id, (part ->> 0)::smallint
        from unnest(placed) o
        join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
       cross join lateral jsonb_array_elements(l.stock_taken) part)
    order by s.sku_id, s.bucket for update;
end $$;
comment on function private.lock_reserved_stock(trade.orders[]) is
  'Lock the buckets that several orders took from, by SKU and bucket as everybody does.';

create function private.give_stock_back(after_sale trade.after_sales) returns void
language plpgsql volatile set search_path = '' as $$
declare
  line record;
begin
  for line in select l.sku_id, x.restock_quantity,
      coalesce((l.stock_taken #>> '{0,0}')::int, 0) as bucket
                from trade.after_sale_lines x
                join trade.order_lines l on l.shop_id = x.shop_id
                 and l.order_id = x.order_id and l.line_no = x.line_no
               where x.shop_id = after_sale.shop_id
                 and x.after_sale_id = after_sale.id and x.restock_quantity > 0
               order by l.sku_id loop
    perform private.give_stock(after_sale.shop_id, line.sku_id,
        jsonb_build_array(jsonb_build_array(line.bucket, line.restock_quantity)));
    perform private.record_movement(after_sale.shop_id, line.sku_id,
        case after_sale.kind when 'refund_only' then 'release' else 'return' end,
        line.restock_quantity, after_sale.order_id,
        case after_sale.origin when 'buyer' then '买家原因：' else '' end || after_sale.reason);
  end loop;
end $$;
comment on function private.give_stock_back(trade.after_sales) is
  'Put what an after-sale freed back into stock, SKUs in id order: pieces that came back, or that '
  'were not sent. A buyer''s reason is recorded as the buyer''s: the actor is another.';

create function private.send_instead(after_sale trade.after_sales) returns void
language plpgsql volatile set search_path = '' as $$
declare
  line record;
  sent int;
begin
  for line in select l.sku_id, sum(x.quantity)::int as quantity
                from trade.after_sale_lines x
                join trade.order_lines l on l.shop_id = x.shop_id
                 and l.order_id = x.order_id and l.line_no = x.line_no
               where x.shop_id = after_sale.shop_id and x.after_sale_id = after_sale.id
               group by l.sku_id order by l.sku_id loop
    sent := line.quantity;
    if private.take_stock(after_sale.shop_id, line.sku_id, sent) is null then
      -- All buckets are locked now. The goods have left although stock is short: take the rest.
      select coalesce(sum(s.available), 0)::int into sent from catalog.stock s
       where s.shop_id = after_sale.shop_id and s.sku_id = line.sku_id;
      continue when sent = 0;
      perform private.take_stock(after_sale.shop_id, line.sku_id, sent);
    end if;
    perform private.record_movement(after_sale.shop_id, line.sku_id, cause, -sent,
        after_sale.order_id, case after_sale.origin when 'buyer' then '换货，买家原因：'
            else '换货：' end || after_sale.reason)
      from unnest(array['reserve', 'ship']) cause;
  end loop;
end $$;
comment on function private.send_instead(trade.after_sales) is
  'Take the goods of an exchange from stock, SKUs in id order: as many pieces leave the shelf as '
  'the buyer sends back, or all that are left when stock is short. A short stock is no refusal: '
  'an exchange that staff cannot finish would become a refund when its wait ends. Returned goods '
  'are not put into stock here; staff inspect them first.';

create function private.record_shipped(bought trade.orders, parcel_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  who record := private.actor(bought.shop_id);
begin
  insert into catalog.stock_movements (
    shop_id, sku_id, cause, delta, order_id, actor_kind, staff_id)
  select bought.shop_id, l.sku_id, 'ship', -x.quantity, bought.id, who.kind,
         case who.kind when 'staff' then who.id end
    from trade.shipment_lines x
    join trade.order_lines l
      on l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no
   where x.shop_id = bought.shop_id and x.shipment_id = parcel_id;
end $$;
comment on function private.record_shipped(trade.orders, uuid) is
  'What lies in a parcel left the shelf. What can be sold is as it was: the order took it before. '
  'The parcel''s number stands at the order, where it can be mended.';
