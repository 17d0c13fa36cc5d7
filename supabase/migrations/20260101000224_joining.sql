-- Joining a shop by an invitation, leaving it, and choosing among several.

create function private.user_id() returns uuid
language plpgsql stable set search_path = '' as $$
begin
  if private.claims() ->> 'kind' is not null or auth.uid() is null then
    perform private.fail('SIGN_IN_REQUIRED');
  end if;
  return auth.uid();
end $$;
comment on function private.user_id() is
  'The caller''s user of Supabase Auth; members and visitors have none. Raises SIGN_IN_REQUIRED.';

create function private.invitation_of(shop_id uuid, token text) returns shop.invitations
language plpgsql stable set search_path = '' as $$
declare
  found_one shop.invitations;
begin
  select * into found_one from shop.invitations i
   where i.shop_id = invitation_of.shop_id
     and i.token_hash = encode(sha256(convert_to(coalesce(token, ''), 'UTF8')), 'hex');
  if found_one.id is null then
    perform private.fail('INVITE_NOT_FOUND');
  end if;
  return found_one;
end $$;
comment on function private.invitation_of(uuid, text) is
  'The invitation that a link''s token opens, or INVITE_NOT_FOUND.';

create function api.get_invitation(shop text, token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: invitations are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
  invitation shop.invitations := private.invitation_of(here, token);
begin
  return private.invitation_json(invitation) - 'id' || jsonb_build_object('shop', (
    select jsonb_build_object('code', s.code, 'name', s.name,
        'logo_url', nullif(s.logo_url, ''), 'brand_color', s.brand_color)
      from shop.shops s where s.id = here));
end $$;
comment on function api.get_invitation(text, text) is
  'Anybody with the link: which shop invites which e-mail as what, and whether it is still '
  'open. Raises SHOP_NOT_FOUND, INVITE_NOT_FOUND.';
grant execute on function api.get_invitation(text, text) to anon, authenticated;

create function private.join_shop(invitation shop.invitations, user_id uuid, name text)
  returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  now timestamptz := private.now();
  joined uuid;
begin
  if exists (select from shop.staff t where t.shop_id = invitation.shop_id
      and t.user_id = join_shop.user_id and t.status = 'active') then
    perform private.fail('STAFF_EXISTS');
  end if;
  joined := private.add_staff(invitation.shop_id, user_id, name, invitation.role);
  update shop.invitations i set status = 'accepted', ended_at = now, accepted_by = joined
   where i.shop_id = invitation.shop_id and i.id = invitation.id;
  perform private.audit(invitation.shop_id, joined, 'accept_invitation', joined, null,
      jsonb_build_object('role', invitation.role));
  perform private.record_event(invitation.shop_id, 'staff.changed', joined, '{"status":"active"}');
  return joined;
end $$;
comment on function private.join_shop(shop.invitations, uuid, text) is
  'The invited one works here from now on; the invitation, locked by the caller, is used up. '
  'Raises STAFF_EXISTS.';

create function api.accept_invitation(
  shop text, token text, name text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes a staff row for the invited user
declare
  here uuid := private.shop_id_of(shop);
  me uuid := private.user_id();
  request jsonb := jsonb_build_array(token, name);
  answer jsonb := private.recall(here, me, 'accept_invitation', idempotency_key, request);
  invitation shop.invitations;
begin
  if answer is not null then
    return answer;
  end if;
  invitation := private.invitation_of(here, token);
  select * into invitation from shop.invitations i
   where i.shop_id = invitation.shop_id and i.id = invitation.id for update;
  if not exists (select from auth.users u where u.id = me
      and u.email = invitation.email and u.email_confirmed_at is not null) then
    perform private.fail('INVITATION_FOR_ANOTHER');
  elsif private.invitation_state(invitation) <> 'open' then
    perform private.fail('INVITATION_STATE',
        jsonb_build_object('state', private.invitation_state(invitation)));
  elsif length(coalesce(btrim(name), '')) not between 1 and 40 then
    perform private.fail('INVALID_REQUEST', '{"field":"name"}');
  end if;
  perform private.join_shop(invitation, me, btrim(name));
  answer := jsonb_build_object('shop', shop, 'role', invitation.role);
  return private.remember(
    here, me, 'accept_invitation', idempotency_key, request, answer);
end $$;
comment on function api.accept_invitation(text, text, text, text) is
  'A user signed in with the confirmed e-mail that was invited: join the shop''s staff, under '
  'this name. Of several attempts at once one joins. Raises INVITE_NOT_FOUND, '
  'INVITATION_FOR_ANOTHER, INVITATION_STATE, STAFF_EXISTS, INVALID_REQUEST with the field.';
grant execute on function api.accept_invitation(text, text, text, text) to authenticated;

create function api.leave_shop(shop text, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the caller's own staff row
declare
  here uuid := private.shop_id_of(shop);
  me shop.staff;
  request jsonb := to_jsonb(reason);
  answer jsonb;
begin
  perform private.lock_owners(here);
  select * into me from shop.staff t
   where t.shop_id = here and t.user_id = auth.uid()
     and private.claims() ->> 'kind' is null for update;
  if me.id is null then
    perform private.fail('SHOP_NOT_FOUND');
  end if;
  answer := private.recall(me.shop_id, me.id, 'leave_shop', idempotency_key, request);
  if answer is not null then
    return answer;
  elsif me.status <> 'active' then
    perform private.fail('SHOP_NOT_FOUND');
  end if;
  reason := private.require_reason(reason);
  update shop.staff t set status = 'left' where t.shop_id = me.shop_id and t.id = me.id;
  perform private.refuse_no_owner(me.shop_id);
  perform private.audit(me.shop_id, me.id, 'leave_shop', me.id, reason,
      '{"before":{"status":"active"},"after":{"status":"left"}}');
  perform private.record_event(me.shop_id, 'staff.changed', me.id, '{"status":"left"}');
  return private.remember(
    me.shop_id, me.id, 'leave_shop', idempotency_key, request, '{"ok":true}');
end $$;
comment on function api.leave_shop(text, text, text) is
  'Staff: work here no longer, by one''s own wish. Said again under its key it is answered again. '
  'Raises LAST_OWNER for the only owner, SHOP_NOT_FOUND for a user who is not staff here.';
grant execute on function api.leave_shop(text, text, text) to authenticated;

create function api.list_my_shops() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: staff rows are closed to every client role
declare
  me uuid := private.user_id();
begin
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_build_object('code', s.code, 'name', s.name, 'role', t.role,
             'logo_url', nullif(s.logo_url, '')) order by s.name, s.id)
      from shop.staff t join shop.shops s on s.id = t.shop_id
     where t.user_id = me and t.status = 'active'), '[]'));
end $$;
comment on function api.list_my_shops() is
  'A user of Supabase Auth: the shops whose staff the user is, and as what. Raises '
  'SIGN_IN_REQUIRED.';
grant execute on function api.list_my_shops() to authenticated;
