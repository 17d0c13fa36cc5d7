-- Parcels and receipt. What is in a parcel are rows; the order's status follows from them.

create function private.check_pieces(wanted jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if wanted is not null
     and (jsonb_typeof(wanted) <> 'array' or jsonb_array_length(wanted) not between 1 and 50
     or exists (select from jsonb_array_elements(wanted) w
                 where jsonb_typeof(w) <> 'object' or w - array['line_no', 'quantity'] <> '{}'
                    or jsonb_typeof(w -> 'line_no') <> 'number'
                    or jsonb_typeof(w -> 'quantity') <> 'number'
                    or coalesce(w ->> 'line_no', '') !~ '^[0-9]{1,2}$'
                    or coalesce(w ->> 'quantity', '') !~ '^[1-9][0-9]{0,2}$')
     or (select count(*) <> count(distinct (w ->> 'line_no')::int)
         from jsonb_array_elements(wanted) w)) then
    perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
  end if;
end $$;
comment on function private.check_pieces(jsonb) is
  'Pieces of an order are null for all, or [{"line_no", "quantity"}, …] of 1 to 50 different '
  'lines; anything else is INVALID_REQUEST.';

create function private.shippable(line trade.order_lines) returns int
language plpgsql stable set search_path = '' as $$
begin
  return greatest(line.quantity - line.shipped_quantity - line.cancelled_quantity - coalesce((
    select sum(x.quantity) from trade.after_sale_lines x
      join trade.after_sales s on s.shop_id = x.shop_id and s.id = x.after_sale_id
     where x.shop_id = line.shop_id and x.order_id = line.order_id and x.line_no = line.line_no
       and s.kind = 'refund_only' and s.status = 'requested'), 0), 0);
end $$;
comment on function private.shippable(trade.order_lines) is
  'Pieces of a line that may leave: neither shipped nor taken back before, nor asked back by '
  'an after-sale that is still open.';

create function private.parcel_lines(shop_id uuid, order_id uuid,
  wanted jsonb, out line_no smallint, out quantity int) returns setof record
language plpgsql stable set search_path = '' as $$
begin
  perform private.check_pieces(wanted);
  if exists (select from jsonb_array_elements(wanted) w
              where not exists (select from trade.order_lines l
                                 where l.shop_id = parcel_lines.shop_id
                                   and l.order_id = parcel_lines.order_id
                                   and l.line_no = (w ->> 'line_no')::int
                                   and private.shippable(l) >= (w ->> 'quantity')::int)) then
    perform private.fail('SHIPMENT_EXCEEDS_ORDER');
  end if;
  return query
    select l.line_no, coalesce((w ->> 'quantity')::int, private.shippable(l))
      from trade.order_lines l
      left join jsonb_array_elements(wanted) w on (w ->> 'line_no')::int = l.line_no
     where l.shop_id = parcel_lines.shop_id and l.order_id = parcel_lines.order_id
       and (w is not null or (wanted is null and private.shippable(l) > 0));
end $$;
comment on function private.parcel_lines(uuid, uuid, jsonb) is
  'What goes into a parcel: [{"line_no", "quantity"}], null = everything that may leave '
  '(private.shippable). Raises INVALID_REQUEST, SHIPMENT_EXCEEDS_ORDER.';

create function private.known_carrier(typed text) returns text
language plpgsql stable set search_path = '' as $$
declare
  known text := (select c.id from trade.carriers c where c.id = btrim(known_carrier.typed));
begin
  if known is null then
    perform private.fail_field('carrier', '请从列表中选择快递公司');
  end if;
  return known;
end $$;
comment on function private.known_carrier(text) is
  'The id of an express company that WeChat knows. Raises INVALID_REQUEST.';

create function private.waybill(typed text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  clean text := upper(regexp_replace(typed,
    '[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]', '', 'g'));
begin
  if clean is null or clean !~ '^[A-Z0-9]{6,32}$' then
    perform private.fail_field('tracking_no', '快递单号是 6 到 32 位字母和数字，请照面单填写');
  end if;
  return clean;
end $$;
comment on function private.waybill(text) is
  'A waybill number in its one form: 6 to 32 capitals and digits, without the spaces and invisible '
  'marks that come with pasting. contracts/waybills.ts says the same; a test compares. Raises '
  'INVALID_REQUEST.';

create function private.parcel_note(carrier text, tracking_no text) returns text
language sql stable set search_path = '' as $$
  select private.carrier_name(carrier) || ' ' || tracking_no
$$;
comment on function private.parcel_note(text, text) is 'A parcel in one line, for the history.';

create function private.require_receiver(bought trade.orders) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from person.order_contacts c
      where c.shop_id = bought.shop_id and c.order_id = bought.id)
     or (bought.paid_attempt_id is not null and not exists (
       select from person.identities i where i.shop_id = bought.shop_id
          and i.member_id = bought.member_id)) then
    perform private.fail('ORDER_WITHOUT_RECEIVER');
  end if;
end $$;
comment on function private.require_receiver(trade.orders) is
  'Goods go to somebody, and WeChat is told whom: an order whose buyer was forgotten is refunded, '
  'not shipped. A free order needs no openid: WeChat does not know it. Raises '
  'ORDER_WITHOUT_RECEIVER.';

create function api.ship_order(
  shop text, order_id uuid, carrier text, tracking_no text,
    idempotency_key text, lines jsonb default null
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and the outbox
declare
  most_parcels constant int := 15;   -- of one order at WeChat
  me record := private.staff(shop, 'ship');
  request jsonb;
  answer jsonb;
  bought trade.orders;
  parcel_id uuid := private.new_id();
begin
  carrier := private.known_carrier(carrier);
  tracking_no := private.waybill(tracking_no);
  request := jsonb_build_array(order_id, carrier, tracking_no, lines);
  answer := private.recall(me.shop_id, me.staff_id, 'ship_order', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  select * into bought from trade.orders o where o.shop_id = me.shop_id
     and o.id = ship_order.order_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif bought.status <> all (private.order_states('shippable')) then
    perform private.fail('ORDER_NOT_SHIPPABLE', jsonb_build_object('status', bought.status));
  elsif (select count(*) from trade.shipments s where s.shop_id = bought.shop_id
      and s.order_id = bought.id) >= most_parcels then
    perform private.fail('ORDER_NOT_SHIPPABLE', jsonb_build_object('parcels', most_parcels));
  end if;
  perform private.require_receiver(bought);

  insert into trade.shipments (shop_id, id, order_id, carrier, tracking_no, staff_id, shipped_at)
  values (bought.shop_id, parcel_id, bought.id, ship_order.carrier,
      ship_order.tracking_no, me.staff_id, private.now());
  insert into trade.shipment_lines (shop_id, shipment_id, order_id, line_no, quantity)
  select bought.shop_id, parcel_id, bought.id, p.line_no, p.quantity
    from private.parcel_lines(bought.shop_id, bought.id, ship_order.lines) p;
  if not found then   -- all that is left is asked back
    perform private.fail('ORDER_NOT_SHIPPABLE', '{"reason":"after_sale_open"}');
  end if;
  update trade.order_lines l set shipped_quantity = l.shipped_quantity + x.quantity
    from trade.shipment_lines x
   where x.shop_id = bought.shop_id and x.shipment_id = parcel_id
     and l.shop_id = x.shop_id and l.order_id = x.order_id and l.line_no = x.line_no;
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, actor_id, detail)
  values (bought.shop_id, bought.id, 'shipped', 'staff', me.staff_id,
      jsonb_build_object('note', private.parcel_note(carrier, ship_order.tracking_no)));
  perform private.follow_shipping(bought.shop_id, bought.id);
  perform private.audit(me.shop_id, me.staff_id,
      'ship_order', bought.id, null, jsonb_build_object('shipment_id', parcel_id));
  answer := private.staff_order_json(bought.shop_id, bought.id);
  return private.remember(
    me.shop_id, me.staff_id, 'ship_order', idempotency_key, request, answer);
end $$;
comment on function api.ship_order(text, uuid, text, text, text, jsonb) is
  'A parcel leaves: carrier is an id of trade.carriers, lines [{"line_no", "quantity"}] or null '
  'for all that is left; WeChat hears through the outbox. Answers the order without its contact. '
  'Raises INVALID_REQUEST, ORDER_NOT_FOUND, ORDER_NOT_SHIPPABLE, ORDER_WITHOUT_RECEIVER, '
  'SHIPMENT_EXCEEDS_ORDER, FORBIDDEN, IDEMPOTENCY_CONFLICT.';
grant execute on function api.ship_order(text, uuid, text, text, text, jsonb) to authenticated;

-- Receipt -----------------------------------------------------------------------------------------

create function private.complete_order(shop_id uuid, order_id uuid, actor_kind text, actor_id uuid)
  returns void
language plpgsql volatile set search_path = '' as $$
declare
  done trade.orders;
begin
  update trade.orders o set status = 'completed', completed_at = private.now()
   where o.shop_id = complete_order.shop_id
     and o.id = complete_order.order_id and o.status = 'shipped'
  returning * into done;
  if not found then
    return;
  end if;
  perform from ledger.commissions c where c.shop_id = done.shop_id
      and c.order_id = done.id order by c.id for update;
  update ledger.commissions c
     set settle_at = done.completed_at + make_interval(days => c.settle_days)
   where c.shop_id = done.shop_id and c.order_id = done.id
     and c.status = any (private.commission_states('unsettled'));
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, actor_id)
  values (done.shop_id, done.id, 'received', complete_order.actor_kind, complete_order.actor_id);
  perform private.record_event(done.shop_id, 'order.changed', done.id,
      '{"status":"completed"}', done.member_id);
end $$;
comment on function private.complete_order(uuid, uuid, text, uuid) is
  'A shipped order has arrived; its commission gets its date of settlement. Any other is left as '
  'it is. The caller holds the order''s lock.';

create function api.confirm_receipt(order_id uuid, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and commission dates
declare
  me record := private.member();
  request jsonb := jsonb_build_array(order_id);
  answer jsonb;
  bought trade.orders;
begin
  answer := private.recall(me.shop_id, me.member_id, 'confirm_receipt', idempotency_key, request);
  if answer is not null then
    return private.with_contact(answer, me.shop_id);
  end if;
  select * into bought from trade.orders o
   where o.shop_id = me.shop_id and o.id = confirm_receipt.order_id
     and o.member_id = me.member_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif bought.status <> all (private.order_states('receivable') || 'completed'::text) then
    perform private.fail('ORDER_NOT_RECEIVABLE', jsonb_build_object('status', bought.status));
  end if;
  perform private.complete_order(bought.shop_id, bought.id, 'member', me.member_id);
  answer := private.order_json(bought.shop_id, bought.id);
  answer := private.remember(me.shop_id, me.member_id,
      'confirm_receipt', idempotency_key, request, answer);
  return private.with_contact(answer, me.shop_id);
end $$;
comment on function api.confirm_receipt(uuid, text) is
  'The buyer has everything; the clock of settlement starts. Answers the order, also one that '
  'WeChat or the timer completed a moment before. Raises ORDER_NOT_FOUND, ORDER_NOT_RECEIVABLE, '
  'IDEMPOTENCY_CONFLICT.';
grant execute on function api.confirm_receipt(uuid, text) to authenticated;

create function private.schedule_receipt(shop_id uuid, order_id uuid) returns void
language sql volatile set search_path = '' as $$
  update trade.orders o
     set auto_receive_at = case when not private.has_open_after_sale(o.shop_id, o.id)
                             then o.shipped_at + make_interval(days => o.auto_receive_days) end
   where o.shop_id = schedule_receipt.shop_id
     and o.id = schedule_receipt.order_id and o.status = 'shipped'
$$;
comment on function private.schedule_receipt(uuid, uuid) is
  'When a shipped order counts as received: so many days after its last parcel left, and not while '
  'an after-sale is open. Called when it is shipped and when an after-sale opens or ends. The '
  'caller holds the order''s lock.';

create function private.receive_orders(due trade.orders[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from ledger.commissions c   -- all of the batch in id order, as everybody locks them
    join unnest(due) o on o.shop_id = c.shop_id and o.id = c.order_id
   order by c.id for update of c;
  perform private.complete_order(o.shop_id, o.id, 'job', null) from unnest(due) o
    -- asked again: the lock came after the first look
    where not private.has_open_after_sale(o.shop_id, o.id);
end $$;
comment on function private.receive_orders(trade.orders[]) is
  'Complete orders that the caller holds, but none with an open after-sale.';

create function api.auto_receive(batch int default 100) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := least(greatest(coalesce(batch, 100), 1), 500);
  due trade.orders[];
  one trade.orders;
  stuck uuid[] := '{}';
begin
  due := array(
    select o from trade.orders o
     where o.status = 'shipped' and o.auto_receive_at <= private.now()
       and not exists (select from ops.stuck k
                        where k.shop_id = o.shop_id and k.job = 'receive'
                          and k.subject_id = o.id and k.next_at > private.now())
     order by o.auto_receive_at limit most
     for update of o skip locked);
  begin
    perform private.receive_orders(due);
  exception when deadlock_detected or lock_not_available then raise;
  when others then   -- one of them cannot be: the others do not wait for it
    foreach one in array due loop
      begin
        perform private.receive_orders(array[one]);
      exception when deadlock_detected or lock_not_available then
        null;   -- somebody is at it: at the next tick
      when others then
        perform private.set_aside(one.shop_id, 'receive', one.id, sqlerrm);
        stuck := stuck || one.id;
      end;
    end loop;
  end;
  perform private.end_stuck('receive');
  return jsonb_build_object('received', cardinality(due) - cardinality(stuck),
      'more', cardinality(due) = most)
      || case when stuck = '{}' then '{}' else jsonb_build_object('stuck', stuck) end;
end $$;
comment on function api.auto_receive(int) is
  'Orders whose time to be received has come (auto_receive_at). Answers {"received", "more", '
  '"stuck"?}: more says that the batch was full; stuck are orders that raised, which are set aside '
  'for a while and stop no other.';
grant execute on function api.auto_receive(int) to mall_jobs;
