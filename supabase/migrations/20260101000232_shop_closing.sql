-- Whether a shop sells. Closing stops selling, nothing else: buyers keep their orders, distributors
-- their money.

create function api.get_shop_status(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: shops are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return (select jsonb_build_object('status', s.status) from shop.shops s where s.id = me.shop_id);
end $$;
comment on function api.get_shop_status(text) is
  'Staff: {"status": "open" or "closed"}. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_shop_status(text) to authenticated;

create function api.set_shop_status(
  shop text, status text, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes the shop
declare
  me record := private.staff(shop, 'closing');
  request jsonb := jsonb_build_array(status, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id,
    'set_shop_status', idempotency_key, request);
  before text;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  -- one change after the other
  before := (select s.status from shop.shops s where s.id = me.shop_id for no key update);
  if status is null or status not in ('open', 'closed') then
    perform private.fail('INVALID_REQUEST', '{"field":"status"}');
  end if;
  update shop.shops s set status = set_shop_status.status where s.id = me.shop_id;
  perform private.audit(me.shop_id, me.staff_id, 'set_shop_status', me.shop_id, reason,
      private.changed_fields(jsonb_build_object('status', before),
          jsonb_build_object('status', status)));
  answer := jsonb_build_object('status', status);
  return private.remember(me.shop_id, me.staff_id,
      'set_shop_status', idempotency_key, request, answer);
end $$;
comment on function api.set_shop_status(text, text, text, text) is
  'Owner: stop selling ("closed") or sell again ("open"). Nothing else stops: what was placed is '
  'paid within its time, sent, given back, paid out. Raises SHOP_NOT_FOUND, FORBIDDEN, '
  'INVALID_REQUEST.';
grant execute on function api.set_shop_status(text, text, text, text) to authenticated;
