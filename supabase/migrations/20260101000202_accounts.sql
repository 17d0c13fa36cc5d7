-- A shop's accounts and keys at WeChat, and its staff.

create table shop.wechat_accounts (
  shop_id uuid primary key references shop.shops (id),
  appid text not null default '',
  mchid text not null default '',
  original_id text not null default '',
  order_path text,
  order_path_at timestamptz
);
comment on table shop.wechat_accounts is
  'The mini program (appid) and WeChat Pay account (mchid) of a shop; not secret, empty until the '
  'owner has entered them. order_path is what WeChat''s order centre opens.';
alter table shop.wechat_accounts enable row level security;

create table shop.credentials (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  kind text not null constraint credentials_kind_known check (kind in
    ('app_secret', 'message_token', 'message_aes_key', 'merchant_private_key',
        'api_v3_key', 'wechatpay_public_key', 'platform_certificate')),
  serial text not null default '',
  sealed text not null,
  not_before timestamptz not null default private.now(),
  not_after timestamptz,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint credentials_serial_unique unique (shop_id, kind, serial)
);
comment on table shop.credentials is
  'Keys of a shop, sealed under the master key of the environment; several may be active per kind '
  'while rotating. Write-only for people.';
alter table shop.credentials enable row level security;

create table shop.staff (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  user_id uuid not null references auth.users (id),
  name text not null constraint staff_name_length check (length(name) between 1 and 40),
  role text not null
    constraint staff_role_known
    check (role in ('owner', 'manager', 'finance', 'support', 'viewer')),
  status text not null default 'active'
    constraint staff_status_known check (status in ('active', 'left')),
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint staff_user_once unique (shop_id, user_id)
);
comment on table shop.staff is
  'Who works in a shop and as what. Roles are rows: a changed role holds at once.';
alter table shop.staff enable row level security;
create index staff_user on shop.staff (user_id);
