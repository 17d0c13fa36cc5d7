-- What the functions read of a shop to sign people in, to pay, and to believe WeChat.

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
