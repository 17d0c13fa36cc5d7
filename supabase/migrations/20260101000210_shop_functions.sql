-- Shops: opening one, what everybody may know of it, and its keys at WeChat.

create function private.create_shop(code text, name text, appid text, mchid text) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  opened uuid;
begin
  insert into shop.shops (code, name)
      values (create_shop.code, create_shop.name) returning id into opened;
  insert into shop.settings (shop_id) values (opened);
  insert into shop.commission_rules (shop_id, level1_bps, level2_bps, cap_bps)
      values (opened, 1000, 500, 2000);
  insert into shop.withdrawal_rules (shop_id) values (opened);
  insert into shop.texts (shop_id, kind, place, version, parts)
      select opened, kind, 1, '2026-01', private.first_text(kind)
        from unnest('{distributor_terms,privacy}'::text[]) kind;
  insert into shop.wechat_accounts (shop_id, appid, mchid)
      values (opened, create_shop.appid, create_shop.mchid);
  perform private.open_accounts(opened, 'shop', opened);
  return opened;
end $$;
comment on function private.create_shop(text, text, text, text) is
  'Open a shop with the default settings, rules (10 % and 5 %, capped at 20 %) and ledger '
  'accounts. Answers its id. For the operator of the platform: no client may call it.';

create function private.shop_id_of(shop text) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  found_id uuid := (select s.id from shop.shops s where s.code = shop_id_of.shop);
begin
  if found_id is null then
    perform private.fail('SHOP_NOT_FOUND');
  end if;
  return found_id;
end $$;
comment on function private.shop_id_of(text) is
  'The shop of a code, open or closed, or SHOP_NOT_FOUND.';

create function private.is_open(shop_id uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return (
    select s.status = 'open' from shop.shops s where s.id = is_open.shop_id);
end $$;
comment on function private.is_open(uuid) is 'Whether a shop sells.';

create function private.refuse_closed(shop_id uuid) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not private.is_open(shop_id) then
    perform private.fail('SHOP_CLOSED');
  end if;
end $$;
comment on function private.refuse_closed(uuid) is
  'Raises SHOP_CLOSED where a shop does not sell: asked by what sells or brings sellers (quotes, '
  'orders, shares, invitations, applications), and by nothing else. What was placed before is '
  'paid, sent, given back and paid out as ever.';

create function private.discount_json(rules shop.settings) returns jsonb
language sql immutable set search_path = '' as $$
  select case when rules.discount_fen > 0
    then jsonb_build_object('threshold_fen', rules.discount_from_fen,
        'reduce_fen', rules.discount_fen) end
$$;
comment on function private.discount_json(shop.settings) is
  'The shop-wide discount as clients see it (contracts/catalog.ts ShopDiscount), null without one.';

create function private.shop_json(shop_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
      'code', s.code, 'is_open', s.status = 'open', 'name', s.name, 'slogan', s.slogan,
      'logo_url', nullif(s.logo_url, ''), 'brand_color', s.brand_color,
      'service_phone', s.service_phone, 'freight_fen', rules.freight_fen,
      'free_freight_from_fen', rules.free_freight_from_fen,
      'discount', private.discount_json(rules))
    from shop.shops s join shop.settings rules on rules.shop_id = s.id
    where s.id = shop_json.shop_id);
end $$;
comment on function private.shop_json(uuid) is
  'What everybody may know of a shop (contracts/catalog.ts Shop).';

create function api.get_shop(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the tables of a shop are closed to every client role
begin
  return private.shop_json(private.shop_id_of(shop));
end $$;
comment on function api.get_shop(text) is
  'Anybody: who a shop is and how it looks, for every page of its mini program. Raises '
  'SHOP_NOT_FOUND.';
grant execute on function api.get_shop(text) to anon, authenticated;

-- Keys --------------------------------------------------------------------------------------------

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
  perform private.end_work(shop_id, 'key_unreadable', kept.id);
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

create function private.shop_config(shop text, kinds text[]) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  config jsonb;
begin
  select jsonb_build_object('shop_id', s.id, 'shop', s.code,
      'name', s.name, 'appid', w.appid, 'mchid', nullif(w.mchid, ''),
    'credentials', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind,
          'serial', nullif(c.serial, ''), 'sealed', c.sealed,
               'active_from', c.not_before, 'active_until', c.not_after)
                   order by c.kind, c.not_before desc, c.id desc)
        from shop.credentials c
       where c.shop_id = s.id and c.kind = any (kinds)
         and c.not_before <= private.now()
         and (c.not_after is null or c.not_after > private.now())), '[]'))
    into config
    from shop.shops s join shop.wechat_accounts w on w.shop_id = s.id
   where s.code = shop_config.shop;
  if config is null then
    perform private.fail('SHOP_NOT_FOUND');
  end if;
  return config;
end $$;
comment on function private.shop_config(text, text[]) is
  'Who a shop is at WeChat and its active keys of some kinds, sealed, the newest first '
  '(contracts/server.ts ShopConfig). Also for a closed shop: what was paid there still has to be '
  'refunded and heard about.';

create function api.record_unreadable_key(shop_id uuid, credential_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server roles own nothing
begin
  perform private.add_work(c.shop_id,
      'key_unreadable', c.id, jsonb_build_object('key', c.kind, 'serial', nullif(c.serial, '')))
     from shop.credentials c
    where c.shop_id = record_unreadable_key.shop_id and c.id = record_unreadable_key.credential_id;
end $$;
comment on function api.record_unreadable_key(uuid, uuid) is
  'Server: a key of a shop does not open and is left out. It goes on the work list until another '
  'is saved in its place.';
grant execute
  on function api.record_unreadable_key(uuid, uuid) to mall_server, mall_wechat, mall_jobs;

create function api.get_shop_for_sign_in(shop text) returns jsonb
language sql stable security definer set search_path = '' as $$
  -- definer: credentials are closed to every client role
  select private.shop_config(shop, array['app_secret'])
$$;
comment on function api.get_shop_for_sign_in(text) is
  'Server: what code2session and the other calls of a mini program need. Raises SHOP_NOT_FOUND.';
grant execute on function api.get_shop_for_sign_in(text) to mall_server;

create function api.get_payment_config(shop text) returns jsonb
language sql stable security definer set search_path = '' as $$
  -- definer: credentials are closed to every client role
  select private.shop_config(shop, array['merchant_private_key',
      'api_v3_key', 'wechatpay_public_key', 'platform_certificate'])
$$;
comment on function api.get_payment_config(text) is
  'Server: what calls of WeChat Pay need. Raises SHOP_NOT_FOUND.';
grant execute on function api.get_payment_config(text) to mall_server;

create function api.get_notify_config(shop text) returns jsonb
language sql stable security definer set search_path = '' as $$
  -- definer: credentials are closed to every client role
  select private.shop_config(shop, array['api_v3_key', 'wechatpay_public_key',
      'platform_certificate', 'message_token', 'message_aes_key'])
$$;
comment on function api.get_notify_config(text) is
  'Callbacks: what verifying and opening WeChat''s messages needs. Raises SHOP_NOT_FOUND.';
grant execute on function api.get_notify_config(text) to mall_wechat;

create function api.get_jobs_config(shop text) returns jsonb
language sql stable security definer set search_path = '' as $$
  -- definer: credentials are closed to every client role
  select private.shop_config(shop, array['app_secret',
      'merchant_private_key', 'api_v3_key', 'wechatpay_public_key', 'platform_certificate'])
$$;
comment on function api.get_jobs_config(text) is
  'Jobs: what the outbox and the timers need at WeChat. Raises SHOP_NOT_FOUND.';
grant execute on function api.get_jobs_config(text) to mall_jobs;
