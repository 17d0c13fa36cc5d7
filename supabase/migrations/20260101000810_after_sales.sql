-- After-sales: per line exactly what was paid for it, in any order and any pieces; one lock,
-- one end.

create function private.piece_fen(remaining_fen bigint, quantity int, quantity_before int)
  returns bigint
language sql immutable set search_path = '' as $$
  select case when quantity >= quantity_before then remaining_fen
              else remaining_fen - div(remaining_fen::numeric * (quantity_before - quantity),
                  quantity_before)::bigint end
$$;
comment on function private.piece_fen(bigint, int, int) is
  'What returning some of the pieces that are left gives back: remaining - floor(remaining * '
  'pieces left / pieces before).';

create function private.refund_of(line trade.order_lines, quantity int,
  out goods_fen bigint, out freight_fen bigint)
language sql immutable set search_path = '' as $$
  select private.piece_fen(line.goods_fen - line.refunded_goods_fen,
             quantity, line.quantity - line.refunded_quantity),
         private.piece_fen(line.freight_fen - line.refunded_freight_fen,
             quantity, line.quantity - line.refunded_quantity)
$$;
comment on function private.refund_of(trade.order_lines, int) is
  'What so many pieces of a line give back, as the line stands, in fen: the one rule by which '
  'refunds are shown, asked for and decided.';

create function private.after_sale_json(shop_id uuid, after_sale_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', s.id, 'order_id', s.order_id, 'order_number', o.number,
    'kind', s.kind, 'status', s.status,
    'lines', l.lines, 'goods_fen', l.goods_fen,
    'freight_fen', l.freight_fen, 'payable_fen', l.goods_fen + l.freight_fen,
    'reason', s.reason, 'review_reason', s.review_reason,
    'refund_id', r.id, 'requested_at', s.requested_at,
    'reviewed_at', s.reviewed_at,
    'due_at', case when s.status = any (private.after_sale_states('waiting')) then s.due_at end,
    'sent_at', s.sent_at, 'return_carrier', s.return_carrier,
    'return_tracking_no', s.return_tracking_no,
    'received_at', s.received_at, 'refunded_at', r.refunded_at)
    from trade.after_sales s
    join trade.orders o on o.shop_id = s.shop_id and o.id = s.order_id
    left join pay.refunds r on r.shop_id = s.shop_id and r.after_sale_id = s.id
    cross join lateral (
      select jsonb_agg(jsonb_build_object('line_no', x.line_no, 'title', ol.title,
          'spec', ol.spec, 'image_url', nullif(ol.image_url, ''),
               'quantity', x.quantity, 'goods_fen', q.goods_fen, 'freight_fen', q.freight_fen,
               'payable_fen', q.goods_fen + q.freight_fen) order by x.line_no) as lines,
             sum(q.goods_fen)::bigint as goods_fen, sum(q.freight_fen)::bigint as freight_fen
        from trade.after_sale_lines x
        join trade.order_lines ol on ol.shop_id = x.shop_id
         and ol.order_id = x.order_id and ol.line_no = x.line_no
        cross join lateral (
          select r.goods_fen, r.freight_fen from private.refund_of(ol, x.quantity) r
           where s.status = any (private.after_sale_states('asking'))
          union all
          select x.goods_fen, x.freight_fen
           where s.status <> all (private.after_sale_states('asking'))) q
       where x.shop_id = s.shop_id and x.after_sale_id = s.id) l
   where s.shop_id = after_sale_json.shop_id and s.id = after_sale_json.after_sale_id
$$;
comment on function private.after_sale_json(uuid, uuid) is
  'An after-sale as contracts/after_sales.ts AfterSale; amounts are what it would be until it is '
  'decided.';

create function private.lock_after_sale(shop_id uuid, after_sale_id uuid,
  member_id uuid default null) returns trade.after_sales
language plpgsql volatile set search_path = '' as $$
declare
  after_sale trade.after_sales;
begin
  select s.* into after_sale from trade.after_sales s
   where s.shop_id = lock_after_sale.shop_id and s.id = lock_after_sale.after_sale_id
     and (lock_after_sale.member_id is null or s.member_id = lock_after_sale.member_id);
  if not found then
    perform private.fail('AFTER_SALE_NOT_FOUND');
  end if;
  perform from trade.orders o
    where o.shop_id = after_sale.shop_id and o.id = after_sale.order_id for update;
  select s.* into strict after_sale from trade.after_sales s
   where s.shop_id = after_sale.shop_id and s.id = after_sale.id;
  return after_sale;
end $$;
comment on function private.lock_after_sale(uuid, uuid, uuid) is
  'An after-sale under its order''s lock, or AFTER_SALE_NOT_FOUND.';

create function private.finish_after_sale(after_sale trade.after_sales,
  status text, review_reason text)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  update trade.after_sales s
     set status = finish_after_sale.status,
         review_reason = coalesce(finish_after_sale.review_reason, s.review_reason),
         reviewed_at = coalesce(s.reviewed_at, private.now()), finished_at = private.now()
   where s.shop_id = after_sale.shop_id and s.id = after_sale.id;
  perform private.release_after_sale(after_sale.shop_id, after_sale.id);
  perform private.begin_wait(after_sale.shop_id, after_sale.id);
  perform private.schedule_receipt(after_sale.shop_id, after_sale.order_id);
  perform private.record_event(after_sale.shop_id, 'after_sale.changed', after_sale.id,
      jsonb_build_object('status', status), after_sale.member_id);
end $$;
comment on function private.finish_after_sale(trade.after_sales, text, text) is
  'The end of an after-sale: its holds open, both sides hear of it.';
