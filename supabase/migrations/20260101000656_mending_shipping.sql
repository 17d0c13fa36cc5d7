-- A wrong carrier or number is mended: a new body in a new outbox row, what stood before kept in
-- the history.

create function private.check_mended(wanted jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(jsonb_typeof(wanted) <> 'array', true)
     or jsonb_array_length(wanted) not between 1 and 15
     or exists (select from jsonb_array_elements(wanted) w
                 where jsonb_typeof(w) <> 'object'
                    or w - array['shipment_id', 'carrier', 'tracking_no'] <> '{}'
                    or private.uuid_of(w ->> 'shipment_id') is null)
     or (select count(*) <> count(distinct lower(w ->> 'shipment_id'))
         from jsonb_array_elements(wanted) w) then
    perform private.fail('INVALID_REQUEST', '{"field":"parcels"}');
  end if;
end $$;
comment on function private.check_mended(jsonb) is
  'Parcels as they should be: [{"shipment_id", "carrier", "tracking_no"}, …], 1 to 15 different '
  'ones; else INVALID_REQUEST.';

create function private.withdraw_uploads(ordered trade.orders) returns trade.orders
language plpgsql volatile set search_path = '' as $$
declare
  withdrawn uuid[];
  open trade.orders := ordered;
begin
  with unsent as (
    update ops.outbox o set status = 'dropped'
     where o.shop_id = ordered.shop_id and o.subject_id = ordered.id and o.kind = 'shipping'
       and (o.status = 'failed' or (o.status = 'waiting' and o.tries = 0 and o.lease_token is null))
    returning o.id
  )
  select array_agg(u.id) into withdrawn from unsent u;
  update trade.shipments s set told_as = null   -- but what another row tells or told
   where s.shop_id = ordered.shop_id and s.order_id = ordered.id and not exists (
     select from ops.outbox o
      cross join lateral jsonb_array_elements(o.body -> 'shipping_list') p
      where o.shop_id = s.shop_id and o.subject_id = s.order_id
        and o.kind = 'shipping' and o.status = any (private.outbox_states('said'))
        and o.id <> all (coalesce(withdrawn, '{}'))
        and concat_ws(' ', p ->> 'express_company', p ->> 'tracking_no') = s.told_as);
  update trade.orders o set reship_id = null
   where o.shop_id = ordered.shop_id and o.id = ordered.id and o.reship_id = any (withdrawn)
  returning * into open;
  return case when found then open else ordered end;
end $$;
comment on function private.withdraw_uploads(trade.orders) is
  'Take back what WeChat was not told yet of an order''s parcels, or would not take; a row that a '
  'worker has tried stays: WeChat may have it. Answers the order, with its one re-shipping free '
  'again if that was taken back.';

create function private.mend_parcel(parcel trade.shipments,
  carrier text, tracking_no text, staff_id uuid) returns jsonb
language plpgsql volatile set search_path = '' as $$
begin
  update trade.shipments s set carrier = mend_parcel.carrier, tracking_no = mend_parcel.tracking_no
   where s.shop_id = parcel.shop_id and s.id = parcel.id;
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, actor_id, detail)
  values (parcel.shop_id, parcel.order_id, 'shipment_mended', 'staff', mend_parcel.staff_id,
          jsonb_build_object('note', format('%s 更正为 %s',
              private.parcel_note(parcel.carrier, parcel.tracking_no),
            private.parcel_note(mend_parcel.carrier, mend_parcel.tracking_no))));
  return jsonb_build_object('shipment_id', parcel.id, 'from', private.parcel_label(parcel),
                            'to', mend_parcel.carrier || ' ' || mend_parcel.tracking_no);
end $$;
comment on function private.mend_parcel(trade.shipments, text, text, uuid) is
  'Write another carrier and number over a parcel''s, which the history keeps. Answers the change, '
  'for the audit log.';

create function private.mend_parcels(shop_id uuid, order_id uuid,
  staff_id uuid, parcels jsonb, reason text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  bought trade.orders;
  wanted record;
  parcel trade.shipments;
  changes jsonb := '[]';
begin
  perform private.check_mended(parcels);
  select * into bought from trade.orders o
   where o.shop_id = mend_parcels.shop_id and o.id = mend_parcels.order_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif bought.status <> all (private.order_states('mendable')) then
    perform private.fail('SHIPMENT_NOT_MENDABLE', jsonb_build_object('status', bought.status));
  end if;
  perform private.require_receiver(bought);
  bought := private.withdraw_uploads(bought);
  if bought.reship_id is not null then
    perform private.fail('SHIPMENT_MENDED_BEFORE');
  end if;

  for wanted in select private.uuid_of(w ->> 'shipment_id') as id,
      private.known_carrier(w ->> 'carrier') as carrier,
                       private.waybill(w ->> 'tracking_no') as tracking_no
                  from jsonb_array_elements(parcels) w loop
    select * into parcel from trade.shipments s
     where s.shop_id = bought.shop_id and s.order_id = bought.id and s.id = wanted.id;
    if not found then
      perform private.fail('SHIPMENT_NOT_FOUND');
    elsif (parcel.carrier, parcel.tracking_no) is distinct
        from (wanted.carrier, wanted.tracking_no) then
      changes := changes
          || private.mend_parcel(parcel, wanted.carrier, wanted.tracking_no, staff_id);
    end if;
  end loop;
  if changes = '[]' then
    perform private.fail_field('parcels', '运单没有改动');
  end if;
  perform private.report_parcels(bought, private.all_shipped(bought.shop_id, bought.id));
  perform private.end_work(bought.shop_id, 'unsent_shipping', bought.id);
  perform private.audit(bought.shop_id, staff_id,
      'mend_shipments', bought.id, reason, jsonb_build_object('changes', changes));
  perform private.record_event(bought.shop_id, 'order.changed', bought.id,
      jsonb_build_object('status', bought.status), bought.member_id);
end $$;
comment on function private.mend_parcels(uuid, uuid, uuid, jsonb, text) is
  'Put an order''s waybills right, before its receipt: the parcels, their history, what WeChat has '
  'still to hear, audit and work list.';

create function api.mend_shipments(shop text, order_id uuid,
  parcels jsonb, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes parcels and the outbox
declare
  me record := private.staff(shop, 'ship');
  request jsonb := jsonb_build_array(order_id, parcels, reason);
  answer jsonb;
begin
  reason := private.require_reason(reason);
  answer := private.recall(me.shop_id, me.staff_id,
      'mend_shipments', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  perform private.mend_parcels(me.shop_id, order_id, me.staff_id, parcels, reason);
  answer := private.staff_order_json(me.shop_id, order_id);
  return private.remember(me.shop_id, me.staff_id,
      'mend_shipments', idempotency_key, request, answer);
end $$;
comment on function api.mend_shipments(text, uuid, jsonb, text, text) is
  'Wrong carriers or numbers of an order''s parcels, put right before its receipt: '
  '[{"shipment_id", "carrier", "tracking_no"}]. What WeChat was told already it takes once more '
  'and no second time; what it was not told is told right at first. Answers the order without its '
  'contact. Raises INVALID_REQUEST, ORDER_NOT_FOUND, SHIPMENT_NOT_FOUND, SHIPMENT_NOT_MENDABLE, '
  'SHIPMENT_MENDED_BEFORE, ORDER_WITHOUT_RECEIVER, FORBIDDEN, IDEMPOTENCY_CONFLICT.';
grant execute on function api.mend_shipments(text, uuid, jsonb, text, text) to authenticated;

create function private.work_mend_unsent_shipping(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.mend_parcels(work.shop_id, work.subject_id, staff_id, input -> 'parcels', reason);
end $$;
comment on function private.work_mend_unsent_shipping(ops.work, uuid, text, jsonb) is
  'WeChat would not take an order''s waybills: input {"parcels"} says them as they should be, as '
  'in mend_shipments.';
