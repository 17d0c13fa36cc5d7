-- A member's address book, sealed.

create function private.address_json(a person.addresses) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('id', a.id,
      'contact', private.kept_contact(a.shop_id, a.member_id, a.sealed),
      'is_default', a.is_default, 'updated_at', a.updated_at)
$$;
comment on function private.address_json(person.addresses) is
  'An address as SQL answers it: sealed (contracts/server.ts SealedAddress).';

create function api.list_addresses() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.member();
begin
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(private.address_json(a) order by a.is_default desc, a.id desc)
      from person.addresses a where a.shop_id = me.shop_id and a.member_id = me.member_id), '[]'));
end $$;
comment on function api.list_addresses() is 'Member: my addresses, the default one first.';
grant execute on function api.list_addresses() to authenticated;

create function api.save_address(address jsonb, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data
declare
  me record := private.hold_member();   -- one default, and at most 50
  contact jsonb := address -> 'contact';
  known uuid := private.uuid_of(address ->> 'id');
  answer jsonb;
  saved person.addresses;
  makes_default boolean;
begin
  perform private.refuse_kinds(address, '{"is_default":"boolean"}', 'address');
  perform private.check_contact(contact);
  answer := private.recall(me.shop_id, me.member_id, 'save_address', idempotency_key, address);
  if answer is not null then
    return answer
        || jsonb_build_object('contact', private.kept_contact(me.shop_id,
        me.member_id, contact ->> 'sealed'));
  end if;
  makes_default := coalesce(address -> 'is_default' = 'true', false)
    or not exists (select from person.addresses a where a.shop_id = me.shop_id
        and a.member_id = me.member_id and a.is_default
                      and a.id is distinct from known);
  if makes_default then
    perform from person.addresses a   -- in the order in which sealing anew locks them
      where a.shop_id = me.shop_id and a.member_id = me.member_id order by a.id for no key update;
    update person.addresses a set is_default = false
     where a.shop_id = me.shop_id and a.member_id = me.member_id and a.is_default;
  end if;
  if address ->> 'id' is null then
    if (select count(*) from person.addresses a
        where a.shop_id = me.shop_id and a.member_id = me.member_id) >= 50 then
      perform private.fail('INVALID_REQUEST', '{"field":"address"}');
    end if;
    insert into person.addresses (shop_id, member_id, sealed,
        phone_fingerprint, address_fingerprint, province, city, is_default)
    values (me.shop_id, me.member_id,
        contact ->> 'sealed', contact ->> 'phone_fingerprint', contact ->> 'address_fingerprint',
            contact ->> 'province', contact ->> 'city', makes_default)
    returning * into saved;
  else
    update person.addresses a
       set sealed = contact ->> 'sealed', phone_fingerprint = contact ->> 'phone_fingerprint',
           address_fingerprint = contact ->> 'address_fingerprint', province
               = contact ->> 'province', city = contact ->> 'city',
           is_default = makes_default, updated_at = private.now()
     where a.shop_id = me.shop_id and a.member_id = me.member_id and a.id = known
    returning * into saved;
    if saved.id is null then
      perform private.fail('ADDRESS_NOT_FOUND');
    end if;
  end if;
  answer := private.address_json(saved);
  perform private.remember(
    -- people's data stays in person
    me.shop_id, me.member_id, 'save_address', idempotency_key, address, answer - 'contact');
  return answer;
end $$;
comment on function api.save_address(jsonb, text) is
  'Server, for the member of the claims: keep or change an address {id, contact, is_default}; the '
  'server alone can seal one. The only one is the default one. Raises ADDRESS_NOT_FOUND.';
grant execute on function api.save_address(jsonb, text) to mall_server;

create function api.delete_address(address uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data
declare
  me record := private.hold_member();
  gone person.addresses;
begin
  delete from person.addresses a
   where a.shop_id = me.shop_id and a.member_id = me.member_id
     and a.id = delete_address.address returning * into gone;
  if gone.id is null then
    perform private.fail('ADDRESS_NOT_FOUND');
  end if;
  if gone.is_default then
    update person.addresses a set is_default = true
     where a.shop_id = me.shop_id and a.id = (
       select x.id from person.addresses x where x.shop_id = me.shop_id
          and x.member_id = me.member_id order by x.id desc limit 1);
  end if;
  return '{"ok":true}';
end $$;
comment on function api.delete_address(uuid) is
  'Member: drop an address; the newest left becomes the default one. Raises ADDRESS_NOT_FOUND.';
grant execute on function api.delete_address(uuid) to authenticated;
