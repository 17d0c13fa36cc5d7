-- Staff: who they are in a shop, and who lets them in.

create function private.permissions() returns text[]
language sql immutable set search_path = '' as $$
  select array['read', 'personal_data', 'order', 'ship', 'after_sale',
      'refund', 'payout', 'payout_large', 'payout_rules', 'payout_large_rule', 'reconcile',
               'catalog', 'distributor', 'risk', 'rules', 'staff', 'credentials', 'closing']
$$;
comment on function private.permissions() is 'Every permission that private.role_may knows.';

create function api.get_staff_session(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: staff rows are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return (
    select jsonb_build_object('staff_id', t.id, 'name', t.name, 'role', t.role,
      'permissions', (select jsonb_agg(p) from unnest(private.permissions()) p
          where private.role_may(t.role, p)),
      'shop', jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name,
          'logo_url', nullif(s.logo_url, ''), 'brand_color', s.brand_color))
      from shop.staff t join shop.shops s on s.id = t.shop_id
     where t.shop_id = me.shop_id and t.id = me.staff_id);
end $$;
comment on function api.get_staff_session(text) is
  'Staff: who I am in this shop and what I may do. Raises SHOP_NOT_FOUND for anybody else.';
grant execute on function api.get_staff_session(text) to authenticated;

create function private.staff_may(shop_id text, permission text) returns boolean
language sql stable security definer set search_path = '' as $$
  -- definer: policies of Storage and Realtime ask it for every caller
  select exists (
    select from shop.staff t
     where t.shop_id::text = staff_may.shop_id
       and t.user_id = (select auth.uid()) and t.status = 'active'
       and private.claims() ->> 'kind' is null and private.role_may(t.role, permission))
$$;
comment on function private.staff_may(text, text) is
  'Whether the caller works in this shop with this permission; false instead of an error, for '
  'policies.';
grant execute on function private.staff_may(text, text) to authenticated;

create function private.add_staff(shop_id uuid, user_id uuid, name text, role text) returns uuid
language sql volatile set search_path = '' as $$
  insert into shop.staff (shop_id, user_id, name, role)
  values (add_staff.shop_id, add_staff.user_id, add_staff.name, add_staff.role)
  on conflict on
      constraint staff_user_once do update
      set name = excluded.name, role = excluded.role, status = 'active'
  returning id
$$;
comment on function private.add_staff(uuid, uuid, text, text) is
  'Let a user of Supabase Auth work in a shop; somebody who left comes back as the same staff '
  'member.';

create function private.staff_json(t shop.staff) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', t.id, 'name', t.name,
      'role', t.role, 'status', t.status, 'created_at', t.created_at,
                            'email', (select u.email from auth.users u where u.id = t.user_id))
$$;
comment on function private.staff_json(shop.staff) is 'A staff member as the owner sees them.';

create function api.list_staff(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: staff rows are closed to every client role
declare
  me record := private.staff(shop, 'staff');
begin
  return jsonb_build_object('items', (
    select jsonb_agg(private.staff_json(t) order by t.status, t.created_at, t.id)
      from shop.staff t where t.shop_id = me.shop_id));
end $$;
comment on function api.list_staff(text) is 'Owner: everybody who works or worked in the shop.';
grant execute on function api.list_staff(text) to authenticated;

create function api.add_staff(
  shop text, email text, name text, role text, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes staff rows and finds the user by e-mail
declare
  me record := private.staff(shop, 'staff');
  request jsonb := jsonb_build_array(email, name, role, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'add_staff', idempotency_key, request);
  invited uuid := (select u.id from auth.users u where u.email = lower(btrim(add_staff.email)));
  added uuid;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  if invited is null then
    perform private.fail('STAFF_NOT_FOUND');
  end if;
  if exists (select from shop.staff t where t.shop_id = me.shop_id
      and t.user_id = invited and t.status = 'active') then
    perform private.fail('STAFF_EXISTS', '{"field":"email"}');
  end if;
  added := private.add_staff(me.shop_id, invited, name, role);
  perform private.audit(me.shop_id, me.staff_id,
      'add_staff', added, reason, jsonb_build_object('role', role));
  answer := (select private.staff_json(t) from shop.staff t
      where t.shop_id = me.shop_id and t.id = added);
  return private.remember(me.shop_id, me.staff_id, 'add_staff', idempotency_key, request, answer);
exception when check_violation or not_null_violation then
  perform private.fail('INVALID_REQUEST', '{"field":"role"}');
end $$;
comment on function api.add_staff(text, text, text, text, text, text) is
  'Owner: let somebody with an account of Supabase Auth work here. Raises STAFF_NOT_FOUND without '
  'such an account, STAFF_EXISTS.';
grant execute on function api.add_staff(text, text, text, text, text, text) to authenticated;

create function private.refuse_no_owner(shop_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if not exists (select from shop.staff t where t.shop_id = refuse_no_owner.shop_id
      and t.role = 'owner' and t.status = 'active') then
    perform private.fail('LAST_OWNER', '{"field":"role"}');
  end if;
end $$;
comment on function private.refuse_no_owner(uuid) is
  'Raises LAST_OWNER where a change has left a shop without an owner.';

create function private.lock_owners(shop_id uuid) returns void
language sql volatile set search_path = '' as $$
  select from shop.staff t where t.shop_id = lock_owners.shop_id
     and t.role = 'owner' order by t.id for update
$$;
comment on function private.lock_owners(uuid) is
  'Owners change and leave one after the other, so that the last one is seen to be the last.';

create function api.set_staff(
  shop text, staff_id uuid, role text, status text, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes staff rows
declare
  me record := private.staff(shop, 'staff');
  request jsonb := jsonb_build_array(staff_id, role, status, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'set_staff', idempotency_key, request);
  before shop.staff;
  changed shop.staff;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.lock_owners(me.shop_id);
  select * into before from shop.staff t
   where t.shop_id = me.shop_id and t.id = set_staff.staff_id for update;
  update shop.staff t set role = set_staff.role, status = set_staff.status
   where t.shop_id = me.shop_id and t.id = set_staff.staff_id returning * into changed;
  if changed.id is null then
    perform private.fail('STAFF_NOT_FOUND');
  end if;
  perform private.refuse_no_owner(me.shop_id);
  perform private.audit(me.shop_id, me.staff_id,
      'set_staff', changed.id, reason,
      private.changed_fields(to_jsonb(before), to_jsonb(changed)));
  perform private.record_event(me.shop_id, 'staff.changed', changed.id,
    jsonb_build_object('status', changed.status));   -- who is concerned sees it at once
  answer := private.staff_json(changed);
  return private.remember(me.shop_id, me.staff_id, 'set_staff', idempotency_key, request, answer);
exception when check_violation or not_null_violation then
  perform private.fail('INVALID_REQUEST', '{"field":"role"}');
end $$;
comment on function api.set_staff(text, uuid, text, text, text, text) is
  'Owner: change a role, or let somebody go (status left). Raises STAFF_NOT_FOUND, LAST_OWNER.';
grant execute on function api.set_staff(text, uuid, text, text, text, text) to authenticated;
