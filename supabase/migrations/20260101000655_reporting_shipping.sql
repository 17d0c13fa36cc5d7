-- What WeChat hears of parcels: each as it leaves, the last as the last, and once more the whole
-- list when one was wrong.

create function private.parcel_label(parcel trade.shipments) returns text
language sql immutable set search_path = '' as $$
  select parcel.carrier || ' ' || parcel.tracking_no
$$;
comment on function private.parcel_label(trade.shipments) is
  'What WeChat knows a parcel by: carrier and number.';

create function private.shipping_body(shop_id uuid, order_id uuid,
  parcels uuid[], split boolean, complete boolean) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
        'order_key', jsonb_build_object('order_number_type', 2, 'transaction_id', a.transaction_id),
        'logistics_type', 1,
        'delivery_mode', case when split then 2 else 1 end,
        'shipping_list', list.parcels)
      || case when split then jsonb_build_object('is_all_delivered', complete) else '{}' end
      from trade.orders o
      join pay.attempts a on a.shop_id = o.shop_id and a.id = o.paid_attempt_id
      join person.identities i on i.shop_id = o.shop_id and i.member_id = o.member_id
     cross join lateral (
       select jsonb_agg(jsonb_build_object('tracking_no', s.tracking_no,
           'express_company', s.carrier,
                'item_desc', items.text) order by s.id) as parcels
         from trade.shipments s
        cross join lateral (
          select left(string_agg(l.title || '*' || x.quantity, '，' order by x.line_no), 120) as text
            from trade.shipment_lines x
            join trade.order_lines l on l.shop_id = x.shop_id
             and l.order_id = x.order_id and l.line_no = x.line_no
           where x.shop_id = s.shop_id and x.shipment_id = s.id) items
        where s.shop_id = o.shop_id and s.id = any (shipping_body.parcels)) list
     where o.shop_id = shipping_body.shop_id and o.id = shipping_body.order_id);
end $$;
comment on function private.shipping_body(uuid, uuid, uuid[], boolean, boolean) is
  'The body of upload_shipping_info (mini program API, order shipping): one waybill for the whole '
  'order, or split, some of several; complete with the last. upload_time, the payer, and for SF '
  'the receiver''s masked phone, are added when it is sent. Null for a free order, which WeChat '
  'does not know, and for a buyer who was forgotten.';

create function private.tell_parcels(ordered trade.orders,
  parcels uuid[], split boolean, complete boolean) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  body jsonb := private.shipping_body(ordered.shop_id, ordered.id, parcels, split, complete);
begin
  if body is null then
    return null;
  end if;
  update trade.shipments s set told_as = private.parcel_label(s)
   where s.shop_id = ordered.shop_id and s.id = any (parcels);
  return private.enqueue(ordered.shop_id, 'shipping', ordered.id, body);
end $$;
comment on function private.tell_parcels(trade.orders, uuid[], boolean, boolean) is
  'Write down that WeChat must be told of these parcels. Answers the outbox row, null where WeChat '
  'cannot be told.';

create function private.says_last(body jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(body ->> 'delivery_mode' = '1' or body ->> 'is_all_delivered' = 'true', false)
$$;
comment on function private.says_last(jsonb) is
  'Does this body tell WeChat that all parcels have left?';

create function private.said_last(shop_id uuid, order_id uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select from ops.outbox o
     where o.shop_id = said_last.shop_id
       and o.subject_id = said_last.order_id and o.kind = 'shipping'
       and private.says_last(o.body)
       and o.status = any (private.outbox_states('said')));
end $$;
comment on function private.said_last(uuid, uuid) is
  'Has WeChat heard, or will it, that all parcels of the order have left? From then on any upload '
  'is its one re-shipping.';

create function private.report_parcels(ordered trade.orders, complete boolean) returns void
language plpgsql volatile set search_path = '' as $$
declare
  parcels uuid[];
  fresh uuid[];   -- WeChat has not heard of them
  wrong boolean;   -- it knows one by another waybill
  finished boolean := private.said_last(ordered.shop_id, ordered.id);
begin
  select array_agg(s.id order by s.id),
      coalesce(array_agg(s.id order by s.id) filter (where s.told_as is null), '{}'),
         coalesce(bool_or(s.told_as <> private.parcel_label(s)), false)
    into parcels, fresh, wrong
    from trade.shipments s where s.shop_id = ordered.shop_id and s.order_id = ordered.id;
  if not finished and cardinality(fresh) > 0 then
    perform private.tell_parcels(ordered, fresh, not complete
        or cardinality(parcels) > 1, complete);
    fresh := '{}';
  -- what was still to leave was taken back: the last one was the last
  elsif complete and not finished then
    perform private.tell_parcels(ordered, parcels[cardinality(parcels):], true, true);
  end if;
  if complete and (wrong or cardinality(fresh) > 0) then
    update trade.orders o
       set reship_id = private.tell_parcels(ordered, parcels, cardinality(parcels) > 1, true)
     where o.shop_id = ordered.shop_id and o.id = ordered.id;
  end if;
end $$;
comment on function private.report_parcels(trade.orders, boolean) is
  'Tell WeChat what it does not know of the order''s parcels. While not all have left, a parcel '
  'told wrong waits: with the last one the whole list goes once more, right, which is WeChat''s '
  'one re-shipping. The caller holds the order''s lock.';

create function private.all_shipped(shop_id uuid, order_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select not exists (
    select from trade.order_lines l
     where l.shop_id = all_shipped.shop_id and l.order_id = all_shipped.order_id
       and l.quantity > l.shipped_quantity + l.cancelled_quantity)
$$;
comment on function private.all_shipped(uuid, uuid) is
  'Has everything of the order left that was not taken back before?';

create function private.follow_shipping(shop_id uuid, order_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  complete boolean := private.all_shipped(shop_id, order_id);
  followed trade.orders;
begin
  select o.* into followed from trade.orders o
   where o.shop_id = follow_shipping.shop_id
     and o.id = follow_shipping.order_id and o.status = 'paid'
     and exists (select from trade.shipments s where s.shop_id = o.shop_id and s.order_id = o.id);
  if not found then
    return;
  end if;
  if complete then
    update trade.orders o set status = 'shipped', shipped_at = private.now()
     where o.shop_id = followed.shop_id and o.id = followed.id
    returning * into followed;
    perform private.schedule_receipt(followed.shop_id, followed.id);
    perform private.record_event(followed.shop_id, 'order.changed', followed.id,
        '{"status":"shipped"}', followed.member_id);
  end if;
  perform private.report_parcels(followed, complete);
end $$;
comment on function private.follow_shipping(uuid, uuid) is
  'The order''s status after a new parcel, or after a refund took away what was still to be '
  'shipped: shipped once nothing is left. WeChat hears of the parcel, or that the last one was the '
  'last. The caller holds the order''s lock.';
