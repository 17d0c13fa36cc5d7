-- A shop's keys at WeChat: taken sealed, listed without their values.

create function private.put_credential(
  shop_id uuid, kind text, serial text, sealed text,
    not_after timestamptz default null, not_before timestamptz default private.now()
) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  kept shop.credentials;
begin
  if coalesce(sealed, '') !~ '^v2\.[a-z0-9]{1,16}\.[A-Za-z0-9_-]{38,}$' then
    perform private.fail('INVALID_REQUEST', '{"field":"credential.sealed"}');
  elsif length(serial) > 64 then
    perform private.fail('INVALID_REQUEST', '{"field":"credential.serial"}');
  end if;
  insert into shop.credentials (shop_id, kind, serial, sealed, not_before, not_after)
  values (put_credential.shop_id, put_credential.kind,
      coalesce(put_credential.serial, ''), put_credential.sealed,
          put_credential.not_before, put_credential.not_after)
  on conflict on constraint credentials_serial_unique
    do update set sealed = excluded.sealed,
        not_before = excluded.not_before, not_after = excluded.not_after
  returning * into kept;
  perform private.end_key_warnings(kept);
  return kept.id;
end $$;
comment on function private.put_credential(uuid, text, text, text, timestamptz, timestamptz) is
  'Keep a key of a shop. Another serial stands beside the earlier ones, the same serial replaces. '
  'Only sealed text is taken.';

create function api.save_credential(
  shop text, credential jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: credentials are closed to every client role
declare
  me record := private.staff(shop, 'credentials');
  request jsonb := jsonb_build_array(credential, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'save_credential', idempotency_key, request);
  kept uuid;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.refuse_kinds(credential,
      '{"kind":"string","serial":"string","sealed":"string","active_until":"string"}',
      'credential');
  if credential - array['kind', 'serial', 'sealed', 'active_until'] <> '{}' then
    perform private.fail('INVALID_REQUEST', '{"field":"credential"}');
  end if;
  kept := private.put_credential(me.shop_id,
      credential ->> 'kind', credential ->> 'serial', credential ->> 'sealed',
                                 (credential ->> 'active_until')::timestamptz);
  perform private.audit(me.shop_id, me.staff_id,
      'save_credential', kept, reason, jsonb_build_object('before', '{}'::jsonb, 'after',
        jsonb_build_object(credential ->> 'kind', credential - array['kind', 'sealed'])));
  answer := jsonb_build_object('id', kept,
      'kind', credential ->> 'kind', 'serial', credential ->> 'serial');
  return private.remember(
    me.shop_id, me.staff_id, 'save_credential', idempotency_key, request, answer);
exception when check_violation or not_null_violation or data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"credential"}');
end $$;
comment on function api.save_credential(text, jsonb, text, text) is
  'Server, for the owner of the claims: keep a key: {kind, serial?, sealed, active_until?}; the '
  'server alone can seal one. Nobody ever reads one back.';
grant execute on function api.save_credential(text, jsonb, text, text) to mall_server;

create function api.list_credentials(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: credentials are closed to every client role
declare
  me record := private.staff(shop, 'credentials');
begin
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'serial', nullif(c.serial, ''),
             'active_from', c.not_before, 'active_until', c.not_after, 'created_at', c.created_at,
             'is_active', c.not_before <= private.now()
                 and (c.not_after is null or c.not_after > private.now()))
             order by c.kind, c.not_before desc, c.id desc)
      from shop.credentials c where c.shop_id = me.shop_id), '[]'));
end $$;
comment on function api.list_credentials(text) is
  'Owner: which keys there are, from when and until when each is used; never a key, sealed or not.';
grant execute on function api.list_credentials(text) to authenticated;
