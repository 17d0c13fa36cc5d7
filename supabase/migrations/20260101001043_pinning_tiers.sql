-- Staff give somebody a tier and hold it there, with a reason; and let go of it.

create function private.promoter_to_pin(shop_id uuid, distributor_id uuid)
  returns referral.distributors
language plpgsql volatile set search_path = '' as $$
declare
  d referral.distributors;
begin
  select * into d from referral.distributors x
   where x.shop_id = promoter_to_pin.shop_id and x.id = promoter_to_pin.distributor_id
     for no key update;
  if d.id is null then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  elsif d.status <> all (private.distributor_states('parental')) then
    perform private.fail('DISTRIBUTOR_STATE', jsonb_build_object('status', d.status));
  end if;
  return d;
end $$;
comment on function private.promoter_to_pin(uuid, uuid) is
  'The distributor, held. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE.';

create function api.pin_tier(shop text, distributor_id uuid, tier int, reason text,
  idempotency_key text, until timestamptz default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes tiers
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'pin_tier',
      idempotency_key, jsonb_build_array(distributor_id, tier, reason, until), reason);
  d referral.distributors;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  if until <= private.now() then
    perform private.fail_field('until', '固定到的时间要晚于现在');
  end if;
  d := private.promoter_to_pin(me.shop_id, distributor_id);
  perform from referral.tiers t where t.shop_id = me.shop_id and t.tier = pin_tier.tier
    for key share;
  if not found then
    perform private.fail('TIER_NOT_FOUND');
  end if;
  perform private.change_tier(d, pin_tier.tier, 'pinned', null, coalesce(until, 'infinity'),
      staff_id => me.staff_id, reason => me.reason);
  return private.end_command(me, distributor_id,
      private.staff_distributor_json(me.shop_id, distributor_id),
      jsonb_build_object('from', d.tier, 'tier', tier, 'until', until));
end $$;
comment on function api.pin_tier(text, uuid, int, text, text, timestamptz) is
  'Staff: give a distributor this tier and hold it there until a moment, or for good; evaluation '
  'moves him neither up nor down meanwhile. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE, '
  'TIER_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.pin_tier(text, uuid, int, text, text, timestamptz) to authenticated;

create function api.unpin_tier(shop text, distributor_id uuid, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes tiers
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'unpin_tier',
      idempotency_key, jsonb_build_array(distributor_id, reason), reason);
  d referral.distributors;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  d := private.promoter_to_pin(me.shop_id, distributor_id);
  if d.tier_pinned_until is null then
    perform private.fail('TIER_NOT_PINNED');
  end if;
  perform private.end_pin(d, me.staff_id, me.reason);
  perform private.evaluate_tier(me.shop_id, distributor_id);
  return private.end_command(me, distributor_id,
      private.staff_distributor_json(me.shop_id, distributor_id));
end $$;
comment on function api.unpin_tier(text, uuid, text, text) is
  'Staff: hold the tier no more; the figures decide at once, at most one tier down. Raises '
  'DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE, TIER_NOT_PINNED.';
grant execute on function api.unpin_tier(text, uuid, text, text) to authenticated;
