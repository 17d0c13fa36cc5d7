-- What happens without anybody asking: questions to WeChat, and the tick that starts it.

create function api.list_open_payments(batch int default 50) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  now timestamptz := private.now();
  answer jsonb;
begin
  with due as (
    select a.shop_id, a.id from pay.attempts a
     where a.status = any (private.attempt_states('unanswered')) and a.ask_at <= now
       and (a.status = 'closing' or a.expires_at > now
            or not exists (select from trade.orders o where o.shop_id = a.shop_id
                and o.id = a.order_id and o.status = 'pending_payment'))
     order by a.ask_at limit least(greatest(coalesce(batch, 50), 1), 500) for update skip locked
  ), asked as (
    update pay.attempts a
       set asked_at = now, asks = a.asks + 1, ask_at = now + private.ask_delay(a.asks + 1)
      from due where a.shop_id = due.shop_id and a.id = due.id
    returning a as attempt
  )
  select coalesce(jsonb_agg(private.attempt_question(asked.attempt)), '[]') into answer from asked;
  return answer;
end $$;
comment on function api.list_open_payments(int) is
  'Attempts whose answer from WeChat is missing and due, each handed to one worker and again after '
  '30 s, 1, 3, 5, 10, then every 30 minutes: '
  '[{"shop_id", "shop", "order_id", "attempt_id", "appid", "mchid", "out_trade_no", "amount_fen", '
  '"expires_at", "close"}]; '
  'close says to close at WeChat what is not paid. Orders whose time is over come from '
  'claim_expired_orders.';
grant execute on function api.list_open_payments(int) to mall_jobs;

create function api.list_open_refunds(batch int default 50) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  now timestamptz := private.now();
  answer jsonb;
begin
  with due as (
    select a.shop_id, a.id from pay.refund_attempts a
     where a.status = any (private.refund_attempt_states('unanswered')) and a.ask_at <= now
     order by a.ask_at limit least(greatest(coalesce(batch, 50), 1), 500) for update skip locked
  ), asked as (
    update pay.refund_attempts a set asks = a.asks + 1, ask_at = now + private.ask_delay(a.asks + 1)
      from due where a.shop_id = due.shop_id and a.id = due.id
    returning a.*
  )
  select coalesce(
      jsonb_agg(jsonb_build_object('shop_id', a.shop_id, 'shop', s.code, 'refund_attempt_id', a.id,
           'out_refund_no', pay.wechat_number(a.id), 'amount_fen', a.amount_fen,
           'mchid', p.mchid, 'asks', a.asks)), '[]')
    into answer
    from asked a
    join shop.shops s on s.id = a.shop_id
    join pay.refunds r on r.shop_id = a.shop_id and r.id = a.refund_id
    join pay.attempts p on p.shop_id = r.shop_id and p.id = r.attempt_id;
  return answer;
end $$;
comment on function api.list_open_refunds(int) is
  'Refund attempts whose end is unknown and due, handed out like open payments: [{"shop_id", '
  '"shop", "refund_attempt_id", "out_refund_no", "amount_fen", "mchid", "asks"}].';
grant execute on function api.list_open_refunds(int) to mall_jobs;

create function api.list_open_transfers(batch int default 50) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  now timestamptz := private.now();
  answer jsonb;
begin
  with due as (
    select w.shop_id, w.id from pay.withdrawals w
     where w.status = any (private.withdrawal_states('at_wechat')) and w.ask_at <= now
     order by w.ask_at limit least(greatest(coalesce(batch, 50), 1), 500) for update skip locked
  ), asked as (
    update pay.withdrawals w set asks = w.asks + 1, ask_at = now + private.ask_delay(w.asks + 1)
      from due where w.shop_id = due.shop_id and w.id = due.id
    returning w.*
  ), stays as (
    select private.add_work(w.shop_id, 'transfer_open', w.id,
        private.withdrawal_concern(w.shop_id, w.id) || jsonb_build_object('state', w.status))
      from asked w where w.submitted_at <= now - interval '2 days' and not exists (
        select from ops.work o where o.shop_id = w.shop_id and o.subject_id = w.id
           and o.kind in ('transfer_open', 'unsent_transfer') and o.status = 'open')
  )
  select coalesce(
      jsonb_agg(jsonb_build_object('shop_id', w.shop_id, 'shop', s.code, 'withdrawal_id', w.id,
           'out_bill_no', pay.wechat_number(w.id),
           'mchid', w.mchid, 'net_fen', w.net_fen, 'asks', w.asks, 'name', private.name_for(w),
           'request', case when w.package_info is null then (
              select private.body_to_send(o) -> 'request' from ops.outbox o
               where o.shop_id = w.shop_id and o.subject_id = w.id
                 and o.kind = 'transfer' order by o.id desc limit 1) end)), '[]')
    into answer
    from asked w join shop.shops s on s.id = w.shop_id
    cross join (select count(*) from stays) listed;
  return answer;
end $$;
comment on function api.list_open_transfers(int) is
  'Withdrawals whose end at WeChat is unknown and due, handed out like open payments; after two '
  'days without an end also on the work list: '
  '[{"shop_id", "shop", "withdrawal_id", "out_bill_no", "mchid", "net_fen", "asks", '
  '"name", "request"}]; name is the sealed real name where WeChat wants it; request is the '
  'frozen one while there is no package_info, which WeChat gives only '
  'to who creates the same bill again.';
grant execute on function api.list_open_transfers(int) to mall_jobs;

-- The access token of a mini program --------------------------------------------------------------

create function api.read_access_token(shop_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  -- definer: server role owns nothing
  select jsonb_build_object('sealed', t.token_sealed, 'expires_at', t.expires_at)
    from ops.access_tokens t where t.shop_id = read_access_token.shop_id
     and t.token_sealed is not null
$$;
comment on function api.read_access_token(uuid) is
  'The token all processes share, sealed, with its end: {"sealed", "expires_at"}, or null.';
grant execute on function api.read_access_token(uuid) to mall_server, mall_jobs;

create function api.claim_access_token(shop_id uuid, seconds int default 10) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
begin
  insert into ops.access_tokens as t (shop_id, refreshing_until)
  select s.id, private.now() + make_interval(secs => least(greatest(coalesce(seconds, 10), 1), 60))
    from shop.shops s where s.id = claim_access_token.shop_id
  on conflict on
      constraint access_tokens_pkey do update set refreshing_until = excluded.refreshing_until
   where t.refreshing_until is null or t.refreshing_until <= private.now();
  return found;
end $$;
comment on function api.claim_access_token(uuid, int) is
  'Take the right to fetch the next token for some seconds; false while another process holds it.';
grant execute on function api.claim_access_token(uuid, int) to mall_server, mall_jobs;

create function api.save_access_token(shop_id uuid, sealed text, expires_at timestamptz)
  returns void
language sql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
  insert into ops.access_tokens as t (shop_id, token_sealed, expires_at)
  select s.id, save_access_token.sealed, save_access_token.expires_at
    from shop.shops s where s.id = save_access_token.shop_id
  on conflict on constraint access_tokens_pkey do update
    set token_sealed = excluded.token_sealed,
        expires_at = excluded.expires_at, refreshing_until = null
$$;
comment on function api.save_access_token(uuid, text, timestamptz) is
  'Keep a fetched token for all processes and give the right to fetch back.';
grant execute on function api.save_access_token(uuid, text, timestamptz) to mall_server, mall_jobs;

-- The tick: where pg_cron and pg_net exist the database starts the jobs function; elsewhere a
-- scheduler does.

create function private.tick() returns void
language plpgsql volatile set search_path = '' as $$
declare
  url text;
  secret text;
begin
  execute $q$ select (select s.decrypted_secret
      from vault.decrypted_secrets s where s.name = 'mall_jobs_url'),
                     (select s.decrypted_secret from vault.decrypted_secrets s
                         where s.name = 'mall_jobs_secret') $q$ into url, secret;
  if url is not null and secret is not null then
    execute 'select net.http_post(url => $1, headers => $2, body => $3, '
            'timeout_milliseconds => 5000)'
      using url, jsonb_build_object('authorization', 'Bearer ' || secret,
          'content-type', 'application/json'), '{}'::jsonb;
  end if;
end $$;
comment on function private.tick() is
  'Call the jobs function once. Its address and secret are the Vault secrets mall_jobs_url and '
  'mall_jobs_secret; without them nothing happens.';

do $$
begin
  if (select count(*) = 2 from pg_catalog.pg_available_extensions e
      where e.name in ('pg_cron', 'pg_net')) then
    create extension if not exists pg_cron with schema pg_catalog;
    create extension if not exists pg_net with schema extensions;
    execute $q$ select cron.schedule('mall-tick', '10 seconds', 'select private.tick()') $q$;
  end if;
exception when others then
  raise notice 'no tick from the database (%): a scheduler must call the jobs function', sqlerrm;
end $$;
