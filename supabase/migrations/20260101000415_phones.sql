-- A member's phone, as WeChat says that it is: sealed, with a keyed fingerprint. Only the server,
-- which has asked WeChat, can bring one; the member alone reads it and takes it away.

create function api.get_own_openid() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.member();
begin
  return (select jsonb_build_object('openid', i.openid)
            from person.identities i
           where i.shop_id = me.shop_id and i.member_id = me.member_id);
end $$;
comment on function api.get_own_openid() is
  'Server, for the member of the claims: the {openid} that WeChat is asked with. No client sees '
  'it.';
grant execute on function api.get_own_openid() to mall_server;

create function private.drop_phone(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update person.profiles p set phone_sealed = null, phone_fingerprint = null
   where p.shop_id = drop_phone.shop_id and p.member_id = drop_phone.member_id;
end $$;
comment on function private.drop_phone(uuid, uuid) is
  'Delete a member''s phone.';

create function api.save_phone(phone jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data
declare
  me record := private.hold_member();
begin
  if coalesce(jsonb_typeof(phone), '') <> 'object'
     or phone - array['sealed', 'phone_fingerprint'] <> '{}'
     or coalesce(length(phone ->> 'sealed') not between 1 and 4000, true)
     or coalesce(length(phone ->> 'phone_fingerprint') not between 1 and 128, true) then
    perform private.fail('INVALID_REQUEST', '{"field":"phone"}');
  end if;
  insert into person.profiles (shop_id, member_id, phone_sealed, phone_fingerprint)
  values (me.shop_id, me.member_id, phone ->> 'sealed', phone ->> 'phone_fingerprint')
  on conflict (shop_id, member_id) do update
    set phone_sealed = excluded.phone_sealed, phone_fingerprint = excluded.phone_fingerprint;
  perform private.take_by_phone(me.shop_id, me.member_id);
  return private.me_json(me.shop_id, me.member_id);
end $$;
comment on function api.save_phone(jsonb) is
  'Server, for the member of the claims: keep the phone that WeChat has told, in place of an '
  'earlier one (contracts/server.ts SealedPhone); what files of old customers say of it takes '
  'effect. Answers as get_me. Raises INVALID_REQUEST.';
grant execute on function api.save_phone(jsonb) to mall_server;

create function api.drop_phone() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data
declare
  me record := private.hold_member();
begin
  perform private.drop_phone(me.shop_id, me.member_id);
  return private.me_json(me.shop_id, me.member_id);
end $$;
comment on function api.drop_phone() is
  'Member: the shop shall not have my phone any more. Answers as get_me; safe to repeat.';
grant execute on function api.drop_phone() to authenticated;
