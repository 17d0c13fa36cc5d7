-- After-sales: asked, decided, and per line exactly what was paid for it, in any order and any
-- pieces.

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

create function private.open_after_sale(bought trade.orders, kind text, lines jsonb, reason text)
  returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  opened uuid := private.new_id();
begin
  perform from trade.order_lines l where l.shop_id = bought.shop_id
      and l.order_id = bought.id order by l.line_no for update;
  insert into trade.after_sales (shop_id, id, order_id, member_id, kind, reason)
  values (bought.shop_id, opened, bought.id, bought.member_id,
      open_after_sale.kind, open_after_sale.reason);
  insert into trade.after_sale_lines (shop_id, after_sale_id, order_id, line_no, quantity)
  select bought.shop_id, opened, bought.id, (p.line).line_no, p.quantity
    from private.refund_pieces(bought, lines) p;
  if not found and lines is null then
    perform private.fail('REFUND_EXCEEDS_PAID');
  elsif not found or (lines is not null and (select count(*) from trade.after_sale_lines x
                     where x.shop_id = bought.shop_id
                       and x.after_sale_id = opened) <> jsonb_array_length(lines)) then
    perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
  end if;
  perform private.refuse_overlap(bought.shop_id, opened, open_after_sale.kind);
  perform private.begin_wait(bought.shop_id, opened);
  perform private.schedule_receipt(bought.shop_id, bought.id);
  return opened;
end $$;
comment on function private.open_after_sale(trade.orders, text, jsonb, text) is
  'Write an after-sale of [{"line_no", "quantity"}], null = all that is left. The caller holds the '
  'order''s lock. Raises INVALID_REQUEST, REFUND_EXCEEDS_PAID when less is left, '
  'AFTER_SALE_OPEN_EXISTS.';

create function private.refuse_overlap(shop_id uuid, after_sale_id uuid, kind text) returns void
language plpgsql stable set search_path = '' as $$
begin
  if exists (select from trade.after_sale_lines x
               join trade.order_lines l on l.shop_id = x.shop_id
                and l.order_id = x.order_id and l.line_no = x.line_no
              where x.shop_id = refuse_overlap.shop_id
                and x.after_sale_id = refuse_overlap.after_sale_id
                and (x.quantity > l.quantity - l.refunded_quantity
                     or (refuse_overlap.kind <> 'refund_only'
                         and x.quantity > l.shipped_quantity
                         - (l.refunded_quantity - l.cancelled_quantity)))) then
    perform private.fail('REFUND_EXCEEDS_PAID');
  end if;
  if exists (select from trade.after_sale_lines x
               join trade.after_sale_lines y on y.shop_id = x.shop_id and y.order_id = x.order_id
                and y.line_no = x.line_no and y.after_sale_id <> x.after_sale_id
               join trade.after_sales s on s.shop_id = y.shop_id and s.id = y.after_sale_id
              where x.shop_id = refuse_overlap.shop_id
                and x.after_sale_id = refuse_overlap.after_sale_id
                and s.status = any (private.after_sale_states('asking'))) then
    perform private.fail('AFTER_SALE_OPEN_EXISTS');
  end if;
end $$;
comment on function private.refuse_overlap(uuid, uuid, text) is
  'An after-sale asks for no more than is left of a line, returns no more than was shipped, and no '
  'line is in two open ones.';

create function api.request_after_sale(idempotency_key text, order_id uuid,
  kind text, lines jsonb default null, reason text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales and holds
declare
  me record := private.member();
  request jsonb := jsonb_build_array(order_id, kind, lines, reason);
  answer jsonb;
  bought trade.orders;
  after_sale_id uuid;
begin
  if kind is null or kind not in ('refund_only', 'return_refund', 'exchange') then
    perform private.fail('INVALID_REQUEST', '{"field":"kind"}');
  end if;
  answer := private.recall(me.shop_id, me.member_id,
      'request_after_sale', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  select * into bought from trade.orders o
   where o.shop_id = me.shop_id and o.id = request_after_sale.order_id
     and o.member_id = me.member_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif bought.status = 'refunded' then
    perform private.fail('REFUND_EXCEEDS_PAID');
  elsif bought.status <> all (private.order_states('refundable')) then
    perform private.fail('AFTER_SALE_NOT_ALLOWED', jsonb_build_object('status', bought.status));
  end if;
  if bought.completed_at + make_interval(days => bought.after_sale_days) < private.now() then
    perform private.fail('AFTER_SALE_WINDOW_CLOSED');
  end if;

  after_sale_id := private.open_after_sale(bought, kind, lines, private.require_reason(reason));
  perform private.hold_after_sale(me.shop_id, after_sale_id);
  perform private.record_event(me.shop_id, 'after_sale.changed', after_sale_id,
      '{"status":"requested"}', me.member_id);
  answer := private.after_sale_json(me.shop_id, after_sale_id);
  return private.remember(
    me.shop_id, me.member_id, 'request_after_sale', idempotency_key, request, answer);
end $$;
comment on function api.request_after_sale(text, uuid, text, jsonb, text) is
  'Ask for a refund, a return or an exchange of [{"line_no", "quantity"}] or of all that is left; '
  'commission of these lines is held meanwhile. Raises ORDER_NOT_FOUND, AFTER_SALE_NOT_ALLOWED, '
  'AFTER_SALE_WINDOW_CLOSED, AFTER_SALE_OPEN_EXISTS, REFUND_EXCEEDS_PAID.';
grant execute on function api.request_after_sale(text, uuid, text, jsonb, text) to authenticated;

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

create function api.cancel_after_sale(after_sale_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales and holds
declare
  me record := private.member();
  after_sale trade.after_sales := private.lock_after_sale(me.shop_id, after_sale_id, me.member_id);
begin
  if after_sale.status = 'cancelled' then
    return private.after_sale_json(me.shop_id, after_sale.id);
  elsif after_sale.status <> all (private.after_sale_states('cancellable')) then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  perform private.finish_after_sale(after_sale, 'cancelled', null);
  return private.after_sale_json(me.shop_id, after_sale.id);
end $$;
comment on function api.cancel_after_sale(uuid) is
  'The buyer takes it back; the settlement clock goes on. Raises AFTER_SALE_NOT_FOUND, '
  'AFTER_SALE_STATE.';
grant execute on function api.cancel_after_sale(uuid) to authenticated;

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

create function api.review_after_sale(shop text, after_sale_id uuid,
  approve boolean, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales, refunds, outbox
declare
  me record := private.staff(shop, 'after_sale');
  request jsonb := jsonb_build_array(after_sale_id, approve, reason);
  answer jsonb;
  after_sale trade.after_sales;
begin
  reason := private.require_reason(reason);
  if approve is null then
    perform private.fail('INVALID_REQUEST', '{"field":"approve"}');
  end if;
  answer := private.recall(me.shop_id, me.staff_id,
      'review_after_sale', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  after_sale := private.lock_after_sale(me.shop_id, after_sale_id);
  if after_sale.status <> all (private.after_sale_states(case when approve
      then 'approvable' else 'rejectable' end)) then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  perform private.audit(me.shop_id, me.staff_id,
      'review_after_sale', after_sale.id, reason, jsonb_build_object('approve', approve));
  if not approve then
    perform private.finish_after_sale(after_sale, 'rejected', reason);
  else
    after_sale := private.approve_after_sale(after_sale, reason);
  end if;
  answer := private.after_sale_json(me.shop_id, after_sale.id);
  return private.remember(
    me.shop_id, me.staff_id, 'review_after_sale', idempotency_key, request, answer);
end $$;
comment on function api.review_after_sale(text, uuid, boolean, text, text) is
  'Staff decide. Approving a refund sends the money back; a return first waits for the goods, and '
  'while they have not come rejecting still ends it. Raises AFTER_SALE_NOT_FOUND, '
  'AFTER_SALE_STATE, FORBIDDEN.';
grant execute on function api.review_after_sale(text, uuid, boolean, text, text) to authenticated;

create function api.receive_return(
  shop text, after_sale_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales, refunds, stock
declare
  me record := private.staff(shop, 'after_sale');
  request jsonb := jsonb_build_array(after_sale_id, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'receive_return', idempotency_key, request);
  after_sale trade.after_sales;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  after_sale := private.lock_after_sale(me.shop_id, after_sale_id);
  if after_sale.status <> 'returning' then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  perform private.audit(me.shop_id, me.staff_id, 'receive_return', after_sale.id, reason);
  update trade.after_sales s set status = 'refunding', received_at = private.now()
   where s.shop_id = after_sale.shop_id and s.id = after_sale.id
  returning * into after_sale;
  perform private.begin_wait(after_sale.shop_id, after_sale.id);
  perform private.start_refund(after_sale);
  answer := private.after_sale_json(me.shop_id, after_sale.id);
  return private.remember(
    me.shop_id, me.staff_id, 'receive_return', idempotency_key, request, answer);
end $$;
comment on function api.receive_return(text, uuid, text, text) is
  'The goods came back and can be sold: restock them and send the money. Raises '
  'AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE, FORBIDDEN.';
grant execute on function api.receive_return(text, uuid, text, text) to authenticated;

create function api.finish_exchange(
  shop text, after_sale_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes after-sales and holds
declare
  me record := private.staff(shop, 'after_sale');
  request jsonb := jsonb_build_array(after_sale_id, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'finish_exchange', idempotency_key, request);
  after_sale trade.after_sales;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  after_sale := private.lock_after_sale(me.shop_id, after_sale_id);
  if after_sale.status <> 'approved' then
    perform private.fail('AFTER_SALE_STATE', jsonb_build_object('status', after_sale.status));
  end if;
  perform private.audit(me.shop_id, me.staff_id, 'finish_exchange', after_sale.id, reason);
  perform private.finish_after_sale(after_sale, 'exchanged', reason);
  answer := private.after_sale_json(me.shop_id, after_sale.id);
  return private.remember(
    me.shop_id, me.staff_id, 'finish_exchange', idempotency_key, request, answer);
end $$;
comment on function api.finish_exchange(text, uuid, text, text) is
  'The exchanged goods are on their way. Raises AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE, FORBIDDEN.';
grant execute on function api.finish_exchange(text, uuid, text, text) to authenticated;
