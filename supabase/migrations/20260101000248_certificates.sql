-- Platform certificates: a merchant without WeChat Pay's public key fetches them, again and again,
-- before they change.

create table shop.certificate_checks (
  shop_id uuid primary key references shop.shops (id),
  next_at timestamptz not null default private.now(),
  checked_at timestamptz,
  failures int not null default 0
);
comment on table shop.certificate_checks is
  'When a shop''s platform certificates are asked for next, and how often that has failed in a '
  'row. Only for merchants in certificate mode.';
alter table shop.certificate_checks enable row level security;
create index certificate_checks_due on shop.certificate_checks (next_at);

create function private.uses_certificates(shop_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select bool_or(c.kind = 'merchant_private_key') and bool_or(c.kind = 'api_v3_key')
     and (bool_or(c.kind = 'platform_certificate' and coalesce(c.not_after > private.now(), true))
          or not bool_or(c.kind = 'wechatpay_public_key'))
    from shop.credentials c where c.shop_id = uses_certificates.shop_id
$$;
comment on function private.uses_certificates(uuid) is
  'Is this merchant in certificate mode: one with keys to ask by, and with a platform certificate '
  'that still counts or without WeChat Pay''s public key?';

create function api.want_certificates(shop text) returns void
language sql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
  insert into shop.certificate_checks as k (shop_id)
  select s.id from shop.shops s where s.code = want_certificates.shop
     and private.uses_certificates(s.id)
  on conflict on constraint certificate_checks_pkey do update
    set next_at = least(k.next_at, greatest(private.now(), k.checked_at + interval '10 minutes'))
$$;
comment on function api.want_certificates(text) is
  'WeChat signed with a key that nobody here knows: ask for certificates at the next tick, though '
  'not within ten minutes of the last time, for strangers may invent serials.';
grant execute on function api.want_certificates(text) to mall_wechat, mall_server, mall_jobs;

create function api.claim_certificate_checks(batch int default 20) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  now timestamptz := private.now();
  changed uuid;
  answer jsonb;
begin
  insert into shop.certificate_checks (shop_id)
  select s.id from shop.shops s
   where not exists (select from shop.certificate_checks k where k.shop_id = s.id)
     and private.uses_certificates(s.id)
  on conflict do nothing;
  for changed in   -- to the public key: there is nothing to ask for any more
    delete from shop.certificate_checks k where k.next_at <= now
       and private.uses_certificates(k.shop_id) is not true
    returning k.shop_id
  loop
    perform private.end_work(changed, 'keys_stale', changed);
  end loop;
  with due as (
    select k.shop_id from shop.certificate_checks k
     where k.next_at <= now order by k.next_at
     limit least(greatest(coalesce(batch, 20), 1), 100) for update skip locked
  ), claimed as (
    update shop.certificate_checks k set checked_at = now, next_at = now + interval '10 minutes'
      from due where k.shop_id = due.shop_id
    returning k.shop_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('shop_id', s.id, 'shop', s.code)), '[]') into answer
    from claimed join shop.shops s on s.id = claimed.shop_id;
  return answer;
end $$;
comment on function api.claim_certificate_checks(int) is
  'Shops in certificate mode whose certificates are to be asked for, each handed to one worker: '
  '[{"shop_id", "shop"}]. Twice a day, sooner when WeChat used a key unknown here, and every ten '
  'minutes until it succeeds.';
grant execute on function api.claim_certificate_checks(int) to mall_jobs;

create function api.save_certificates(shop_id uuid, certificates jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: credentials are closed to every role
begin
  if jsonb_typeof(certificates) is distinct from 'array' then
    perform private.fail('INVALID_REQUEST', '{"field":"certificates"}');
  end if;
  perform private.put_credential(save_certificates.shop_id,
      'platform_certificate', c ->> 'serial', c ->> 'sealed',
            (c ->> 'active_until')::timestamptz, (c ->> 'active_from')::timestamptz)
     from jsonb_array_elements(certificates) c;
  update shop.certificate_checks k set failures = 0, next_at = private.now() + interval '12 hours'
   where k.shop_id = save_certificates.shop_id;
  perform private.end_work(shop_id, 'keys_stale', shop_id);
end $$;
comment on function api.save_certificates(uuid, jsonb) is
  'Keep platform certificates that WeChat gave and proved, sealed, with their dates, beside those '
  'there are: [{"serial", "sealed", "active_from", "active_until"}].';
grant execute on function api.save_certificates(uuid, jsonb) to mall_jobs;

create function api.fail_certificates(shop_id uuid, error text) returns void
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  listed_after constant int := 3;   -- failures in a row
  failed shop.certificate_checks;
begin
  update shop.certificate_checks k
     set failures = k.failures + 1,
         next_at = private.now() + case when k.failures + 1 < listed_after
             then interval '10 minutes' else interval '2 hours' end
   where k.shop_id = fail_certificates.shop_id
  returning * into failed;
  if failed.failures >= listed_after then
    perform private.add_work(failed.shop_id, 'keys_stale', failed.shop_id,
      jsonb_build_object('message', left(error, 500), 'tries', failed.failures));
  end if;
end $$;
comment on function api.fail_certificates(uuid, text) is
  'WeChat gave no certificates, or none that prove themselves. At the third failure in a row it is '
  'on the work list, and asked again every two hours.';
grant execute on function api.fail_certificates(uuid, text) to mall_jobs;

create function private.work_retry_keys_stale(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  update shop.certificate_checks k set next_at = private.now() where k.shop_id = work.shop_id
$$;
comment on function private.work_retry_keys_stale(ops.work, uuid, text, jsonb) is
  'Ask for the certificates again at the next tick; a failure lists it again.';
