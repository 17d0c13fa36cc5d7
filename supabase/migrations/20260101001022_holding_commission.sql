-- Staff hold commission, let it go, or take it away.

create function api.release_hold(
  shop text, hold_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes commissions
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'release_hold',
      idempotency_key, jsonb_build_array(hold_id, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  if not exists (select from ledger.commission_holds h
                  where h.shop_id = me.shop_id and h.id = release_hold.hold_id
                    and h.released_at is null and private.is_liftable(h.reason)) then
    perform private.fail('HOLD_NOT_FOUND');
  end if;
  perform private.release(me.shop_id, array[hold_id]);
  return private.end_command(me, hold_id, '{"ok":true}');
end $$;
comment on function api.release_hold(text, uuid, text, text) is
  'Staff lift a hold; one of an after-sale ends with it alone, one of a suspension with that. '
  'Raises HOLD_NOT_FOUND, FORBIDDEN.';
grant execute on function api.release_hold(text, uuid, text, text) to authenticated;

create function api.hold_commission(
  shop text, commission_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes commissions
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'hold_commission',
      idempotency_key, jsonb_build_array(commission_id, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  if not exists (select from ledger.commissions c
      where c.shop_id = me.shop_id and c.id = hold_commission.commission_id) then
    perform private.fail('COMMISSION_NOT_FOUND');
  end if;
  perform private.hold(me.shop_id, array[commission_id], 'staff', null, me.reason);
  if not exists (select from ledger.commissions c where c.shop_id = me.shop_id
      and c.id = hold_commission.commission_id and c.status = 'held') then
    perform private.fail('COMMISSION_STATE');
  end if;
  return private.end_command(me, commission_id, '{"ok":true}');
end $$;
comment on function api.hold_commission(text, uuid, text, text) is
  'Staff stop a commission from settling until they lift it. Raises COMMISSION_NOT_FOUND, '
  'COMMISSION_STATE when it has settled or is void, FORBIDDEN.';
grant execute on function api.hold_commission(text, uuid, text, text) to authenticated;

create function private.take_commission(lost ledger.commissions) returns void
language plpgsql volatile set search_path = '' as $$
declare
  fen bigint := lost.commission_fen - lost.reversed_fen;
begin
  update ledger.commissions c
     set status = 'void', reversed_fen = c.commission_fen, remaining_base_fen = 0
   where c.shop_id = lost.shop_id and c.id = lost.id;
  if fen > 0 then
    perform private.post(lost.shop_id, 'commission_void', 'void:' || lost.id, lost.order_id,
      array['commission_pending', 'commission_expense'],
          array[lost.distributor_id, null], array[-fen, fen]);
  end if;
  perform private.record_event(lost.shop_id, 'commission.void', lost.order_id,
    jsonb_build_object('member', jsonb_build_object('held_fen', -fen)), lost.distributor_id);
end $$;
comment on function private.take_commission(ledger.commissions) is
  'Take a held commission away for good. The caller holds its row.';

create function api.void_commission(
  shop text, commission_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes commissions and the ledger
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'void_commission',
      idempotency_key, jsonb_build_array(commission_id, reason), reason);
  lost ledger.commissions;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  select c.* into lost from ledger.commissions c
   where c.shop_id = me.shop_id and c.id = void_commission.commission_id for update;
  if not found then
    perform private.fail('COMMISSION_NOT_FOUND');
  elsif lost.status <> 'held' then
    perform private.fail('COMMISSION_STATE', jsonb_build_object('status', lost.status));
  end if;
  perform private.take_commission(lost);
  return private.end_command(me, lost.id, '{"ok":true}');
end $$;
comment on function api.void_commission(text, uuid, text, text) is
  'Staff take a held commission away for good. Raises COMMISSION_NOT_FOUND, COMMISSION_STATE '
  'unless held, FORBIDDEN.';
grant execute on function api.void_commission(text, uuid, text, text) to authenticated;
