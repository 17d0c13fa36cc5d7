-- Merchants. Every row of business data belongs to exactly one shop: keys are (shop_id, id),
-- foreign keys are composite.

create table shop.shops (
  id uuid primary key default private.new_id(),
  code text not null constraint shops_code_unique unique
    constraint shops_code_form check (code ~ '^[a-z0-9][a-z0-9-]{1,30}$'),
  name text not null constraint shops_name_length check (length(name) between 1 and 40),
  slogan text not null default '' constraint shops_slogan_length check (length(slogan) <= 40),
  logo_url text not null default '',
  brand_color text constraint shops_brand_color_form check (brand_color ~ '^#[0-9A-Fa-f]{6}$'),
  service_phone text not null default ''
    constraint shops_service_phone_length check (length(service_phone) <= 20),
  status text not null default 'open'
    constraint shops_status_known check (status in ('open', 'closed')),
  created_at timestamptz not null default private.now()
);
comment on table shop.shops is
  'One merchant''s mall. The code stands in URLs and notify addresses. A closed one sells nothing; '
  'all else goes on.';
alter table shop.shops enable row level security;

create table shop.settings (
  shop_id uuid primary key references shop.shops (id),
  order_timeout_minutes int not null default 30
    constraint settings_timeout_range check (order_timeout_minutes between 5 and 1440),
  timeout_grace_minutes int not null default 120
    constraint settings_grace_range check (timeout_grace_minutes between 5 and 1440),
  auto_receive_days int not null default 10
    constraint settings_auto_receive_range check (auto_receive_days between 1 and 60),
  after_sale_days int not null default 15
    constraint settings_after_sale_range check (after_sale_days between 0 and 90),
  after_sale_review_days int not null default 5
    constraint settings_after_sale_review_range check (after_sale_review_days between 1 and 30),
  after_sale_return_days int not null default 7
    constraint settings_after_sale_return_range check (after_sale_return_days between 1 and 60),
  after_sale_inspect_days int not null default 7
    constraint settings_after_sale_inspect_range check (after_sale_inspect_days between 1 and 30),
  settle_days int not null default 15
    constraint settings_settle_range check (settle_days between 0 and 60),
  max_unpaid_orders int not null default 5
    constraint settings_unpaid_orders_range check (max_unpaid_orders between 1 and 1000),
  freight_fen bigint not null default 0
    constraint settings_freight_range check (freight_fen between 0 and 10000000000),
  free_freight_from_fen bigint
    constraint settings_free_freight_not_negative check (free_freight_from_fen >= 0),
  discount_from_fen bigint constraint settings_discount_from_positive check (discount_from_fen > 0),
  discount_fen bigint not null default 0
    constraint settings_discount_not_negative check (discount_fen >= 0),
  binding_mode text not null default 'protected'
    constraint settings_binding_mode_known
      check (binding_mode in ('protected', 'permanent', 'newest')),
  protection_days int not null default 15
    constraint settings_protection_range check (protection_days between 1 and 365),
  bindable text not null default 'everyone'
    constraint settings_bindable_known check (bindable in ('everyone', 'no_paid_order')),
  purchase_renews_protection boolean not null default false,
  self_purchase_commission boolean not null default false,
  distribution_levels smallint not null default 2
      constraint settings_two_levels_at_most check (distribution_levels between 1 and 2),
  distributor_review text not null default 'manual'
    constraint settings_review_known check (distributor_review in ('manual', 'automatic')),
  terms_version text not null default '2026-01',
  constraint settings_discount_within_threshold check (discount_fen = 0
    or (discount_from_fen is not null and discount_fen <= discount_from_fen))
);
comment on table shop.settings is
  'The switches of a shop. discount: spend discount_from_fen, pay discount_fen less; freight is '
  'flat. terms_version: of the distributor_terms in shop.texts that are shown now.';
alter table shop.settings enable row level security;

create table shop.commission_rules (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  level1_bps int not null
    constraint commission_rules_level1_range check (level1_bps between 0 and 10000),
  level2_bps int not null
    constraint commission_rules_level2_range check (level2_bps between 0 and 10000),
  cap_bps int not null constraint commission_rules_cap_range check (cap_bps between 0 and 5000),
  valid_from timestamptz not null default private.now(),
  valid_to timestamptz,
  primary key (shop_id, id),
  constraint commission_rules_within_cap check (level1_bps + level2_bps <= cap_bps)
);
comment on table shop.commission_rules is
  'Both rates and the cap; a change closes the row and opens another, orders keep the row they '
  'were placed under.';
alter table shop.commission_rules enable row level security;
create unique index commission_rules_one_current
  on shop.commission_rules (shop_id) where valid_to is null;

create table shop.withdrawal_rules (
  shop_id uuid primary key references shop.shops (id),
  min_fen bigint not null default 100
    constraint withdrawal_rules_min_at_wechat check (min_fen >= 10),
  max_fen bigint not null default 20000
    constraint withdrawal_rules_max_without_name check (max_fen between 10 and 199999),
  daily_count int not null default 3
    constraint withdrawal_rules_daily_count_positive check (daily_count > 0),
  daily_fen bigint not null default 200000
    constraint withdrawal_rules_daily_positive check (daily_fen > 0),
  monthly_fen bigint not null default 2000000
    constraint withdrawal_rules_monthly_positive check (monthly_fen > 0),
  fee_bps int not null default 0
    constraint withdrawal_rules_fee_range check (fee_bps between 0 and 2000),
  days_between int not null default 0
    constraint withdrawal_rules_days_between_range check (days_between between 0 and 90),
  one_open boolean not null default true,
  review_above_fen bigint not null default 0
    constraint withdrawal_rules_review_not_negative check (review_above_fen >= 0),
  large_above_fen bigint not null default 100000
    constraint withdrawal_rules_large_not_negative check (large_above_fen >= 0),
  withholding jsonb not null default '[]',
  transfer_scene_id text not null default '1005',
  report_infos jsonb not null default 
    '[{"info_type":"岗位类型","info_content":"推广员"},
      {"info_type":"报酬说明","info_content":"商品推广佣金"}]',
  constraint withdrawal_rules_min_below_max check (min_fen <= max_fen)
);
comment on table shop.withdrawal_rules is
  'Limits of withdrawals in fen. Without a real name WeChat takes less than 2,000 yuan (max_fen). '
  'Up to review_above_fen nobody reviews; above large_above_fen a manager may not. withholding: '
  '[{"from_fen","rate_bps","quick_fen"}], empty = none withheld.';
alter table shop.withdrawal_rules enable row level security;

create table shop.wechat_accounts (
  shop_id uuid primary key references shop.shops (id),
  appid text not null,
  mchid text not null,
  original_id text not null default '',
  order_path text,
  order_path_at timestamptz
);
comment on table shop.wechat_accounts is
  'The mini program (appid) and WeChat Pay account (mchid) of a shop; not secret. order_path is '
  'what WeChat''s order centre opens.';
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

create function private.role_may(role text, permission text) returns boolean
language sql immutable set search_path = '' as $$
  select case role
    when 'owner' then true
    when 'manager' then permission not in ('staff',
        'credentials', 'closing', 'payout_large', 'payout_rules', 'payout_large_rule')
    when 'finance' then permission in ('read',
        'personal_data', 'after_sale', 'refund', 'payout', 'payout_large', 'payout_rules')
    when 'support' then permission in ('read', 'personal_data', 'order', 'ship', 'after_sale')
    when 'viewer' then permission in ('read')
    else false end
$$;
comment on function private.role_may(text, text) is
  'What each role may do. Permissions: read, personal_data, order, ship, after_sale (decide a '
  'buyer''s request, with the refund that follows), refund (without a request), payout, '
  'payout_large (approve above the limit), payout_rules (the limits of payouts), payout_large_rule '
  '(the limit by which payout_large is judged), catalog, distributor, rules, staff, credentials, '
  'closing (whether the shop sells).';

create function private.mask_phones(value text) returns text
language sql immutable set search_path = '' as $$
  select regexp_replace(value,
    '(?<![0-9０-９])[+(（]?[0-9０-９](?:[-－ 　\u202D\u202C()（）]*[0-9０-９]){6,14}(?![0-9０-９])',
    '[号码已隐藏]', 'g')
$$;
comment on function private.mask_phones(text) is
  'A text without what looks like a phone: 7 to 15 digits in a row, also with spaces, hyphens or '
  'brackets between them. Longer numbers are ours.';

create function private.free_text_names() returns text[]
language sql immutable set search_path = '' as $$
  select '{remark,reason,review_reason,status_reason,note,fail_reason,message}'::text[]
$$;
comment on function private.free_text_names() is
  'The fields of answers in which people write freely. Kinds and codes of the same name hold no '
  'phone.';

create function private.mask_free_text(answer jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return case jsonb_typeof(answer)
    when 'array' then (select coalesce(jsonb_agg(private.mask_free_text(e) order by n), '[]')
        from jsonb_array_elements(answer) with ordinality x(e, n))
    when 'object' then (
      select coalesce(jsonb_object_agg(key, case
               when jsonb_typeof(value) = 'string' and key = any (private.free_text_names())
                 -- the number of a parcel
                 and (key <> 'note' or answer ->> 'event' is distinct from 'shipped')
                 then to_jsonb(private.mask_phones(value #>> '{}'))
               else private.mask_free_text(value) end), '{}')
        from jsonb_each(answer))
    else answer end;
end $$;
comment on function private.mask_free_text(jsonb) is
  'An answer in which the phones that people typed into remarks, notes and reasons are hidden. '
  'Free text has one of the names listed here; a test plants phones everywhere.';

create function private.as_read_by(answer jsonb, role text) returns jsonb
language sql immutable set search_path = '' as $$
  select case when private.role_may(role, 'personal_data')
      then answer else private.mask_free_text(answer) end
$$;
comment on function private.as_read_by(jsonb, text) is
  'An answer as a role may read it: free text is masked for who may not see personal data.';

create function private.staff(shop text, permission text,
  out shop_id uuid, out staff_id uuid, out role text)
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads staff rows for every caller
begin
  select t.shop_id, t.id, t.role into staff.shop_id, staff.staff_id, staff.role
    from shop.shops s join shop.staff t on t.shop_id = s.id
   where s.code = staff.shop and t.status = 'active'
     and t.user_id = auth.uid() and private.claims() ->> 'kind' is null;
  if staff.staff_id is null then
    if private.claims() ->> 'sub' is null then
      perform private.fail('SIGN_IN_REQUIRED');
    end if;
    perform private.fail('SHOP_NOT_FOUND');
  end if;
  if not private.role_may(staff.role, permission) then
    perform private.fail('FORBIDDEN', jsonb_build_object('permission', permission));
  end if;
end $$;
comment on function private.staff(text, text) is
  'The staff member who calls, or a refusal: SIGN_IN_REQUIRED, SHOP_NOT_FOUND for another''s shop, '
  'FORBIDDEN without the permission.';
