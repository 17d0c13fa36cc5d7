-- What an order holds while it is unpaid goes through one door: stock today, and whatever else an
-- order can take. Placing, reviving, paying, closing and refunding pass the door once each and know
-- no kind. A kind is a file with a function for each of these moments, called here; the kinds stand
-- in the order in which everybody locks, stock last.

create function private.reserve(placed trade.orders, inout lines private.priced_line[],
  out problem text, out detail jsonb)
language plpgsql volatile set search_path = '' as $$
declare
  stock record := private.reserve_stock(placed, lines);
begin
  lines := stock.lines;
  problem := stock.problem;
  detail := stock.detail;
end $$;
comment on function private.reserve(trade.orders, private.priced_line[]) is
  'Take what an order needs; the lines come back with what was taken for each. problem names what '
  'could not be had (OUT_OF_STOCK), detail says of what; the caller then takes all of it back.';

create function private.keep_reserved(placed trade.orders, lines private.priced_line[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update trade.order_lines l set stock_taken = r.stock_taken
    from unnest(lines) r
   where l.shop_id = placed.shop_id and l.order_id = placed.id and l.sku_id = r.sku_id;
end $$;
comment on function private.keep_reserved(trade.orders, private.priced_line[]) is
  'Write what private.reserve took onto the lines of an order that stands already.';

create function private.consume(paid trade.orders) returns void
language plpgsql volatile set search_path = '' as $$
begin
  null;   -- stock was counted as sold when it was taken
end $$;
comment on function private.consume(trade.orders) is
  'An order is paid: what it held is used up. The caller holds the order''s lock.';

create function private.release(closed trade.orders) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.release_stock(closed);
end $$;
comment on function private.release(trade.orders) is
  'An unpaid order is closed: all that it held is free again, once. The caller holds the order''s '
  'lock.';

create function private.lock_reserved(placed trade.orders[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.lock_reserved_stock(placed);
end $$;
comment on function private.lock_reserved(trade.orders[]) is
  'Lock what several orders hold, in the order in which everybody locks, before any of them '
  'releases it. The caller holds the orders'' locks.';

create function private.give_back(after_sale trade.after_sales) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.give_stock_back(after_sale);
end $$;
comment on function private.give_back(trade.after_sales) is
  'A refund of a paid order is decided: what it frees goes back to where the order had it from. '
  'The caller holds the order''s lock.';
