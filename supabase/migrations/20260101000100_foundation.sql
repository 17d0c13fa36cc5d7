-- The house: one schema per concern, closed by default, and the roles that may knock.

alter default privileges for role postgres revoke execute on functions from public;

create schema if not exists api;
create schema if not exists private;
create schema if not exists shop;
create schema if not exists catalog;
create schema if not exists member;
create schema if not exists person;
create schema if not exists referral;
create schema if not exists trade;
create schema if not exists pay;
create schema if not exists ledger;
create schema if not exists promo;
create schema if not exists risk;
create schema if not exists insight;
create schema if not exists ops;

comment on schema api is 'The only exposed schema: one function per use case, granted one by one.';
comment on schema private is
  'Helpers. Not exposed; callers reach it only through api functions and the dispatcher.';
comment on schema shop is 'Merchants: shops, settings, rules, staff, sealed credentials.';
comment on schema catalog is
  'Goods: categories, products, specs, SKUs, stock in buckets and its movements.';
comment on schema member is 'Members under a pseudonym.';
comment on schema person is
  'People''s data, and nothing else: deleting a person''s rows here forgets that person.';
comment on schema referral is 'Shares, clicks, bindings, distributors and their parents.';
comment on schema trade is 'Carts, orders, shipments, after-sales.';
comment on schema pay is
  'Payment attempts, refunds, withdrawals: everything that moves money at WeChat.';
comment on schema ledger is 'Double entry, append-only; commissions.';
comment on schema promo is 'Campaigns.';
comment on schema risk is 'Anti-fraud.';
comment on schema insight is 'Rollups and figures.';
comment on schema ops is 'Outbox, idempotency, audit, machinery.';

grant usage on schema api to anon, authenticated;

-- Login roles of the functions. They own nothing, bypass nothing, and inherit nothing. Passwords
-- are set outside migrations.
do $$
declare
  name text;
begin
  foreach name in array array['mall_api', 'mall_wechat', 'mall_jobs'] loop
    if not exists (select from pg_catalog.pg_roles r where r.rolname = name) then
      execute format('create role %I login noinherit', name);
    end if;
  end loop;
  if not exists (select from pg_catalog.pg_roles r where r.rolname = 'mall_server') then
    create role mall_server nologin;
  end if;
end $$;

grant anon, authenticated, mall_server to mall_api;
grant usage on schema api, private to mall_api, mall_server, mall_wechat, mall_jobs;

alter role mall_api set statement_timeout = '8s';
alter role mall_api set lock_timeout = '5s';
alter role mall_wechat set statement_timeout = '8s';
alter role mall_wechat set lock_timeout = '5s';
alter role mall_jobs set statement_timeout = '60s';
alter role mall_jobs set lock_timeout = '5s';
