-- Merchants and their rules. Every row of business data belongs to exactly one shop: keys are
-- (shop_id, id), foreign keys are composite.

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
  service_hours text not null default ''
    constraint shops_service_hours_length check (length(service_hours) <= 40),
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
  low_stock int not null default 5
    constraint settings_low_stock_range check (low_stock between 0 and 9999),
  hot_words text not null default ''
    constraint settings_hot_words_few check (length(hot_words) <= 300
      and hot_words !~ '([^、，, ][^、，,]*[、，,][、，, ]*){10}[^、，, ]'   -- an eleventh word
      and hot_words !~ '[^、，, ][^、，,]{19,}[^、，, ]'),   -- more than 20 letters
  freight_fen bigint not null default 0
    constraint settings_freight_range check (freight_fen between 0 and 10000000000),
  free_freight_from_fen bigint
    constraint settings_free_freight_not_negative check (free_freight_from_fen >= 0),
  freight_template_id uuid,
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
  expiry_notice_days int not null default 3
    constraint settings_expiry_notice_range check (expiry_notice_days between 1 and 30),
  purchase_renews_protection boolean not null default false,
  self_purchase_commission boolean not null default false,
  leaderboard boolean not null default false,
  distributor_review text not null default 'manual'
    constraint settings_review_known check (distributor_review in ('manual', 'automatic')),
  terms_version text not null default '2026-01',
  constraint settings_discount_within_threshold check (discount_fen = 0
    or (discount_from_fen is not null and discount_fen <= discount_from_fen))
);
comment on table shop.settings is
  'The switches of a shop. discount: spend discount_from_fen, pay discount_fen less. A product '
  'without a freight template goes by freight_template_id, and where that is null by the flat '
  'freight_fen, none from free_freight_from_fen on. terms_version: of the distributor_terms in '
  'shop.texts that are shown now. hot_words: what the search page offers, as private.own_hot_words '
  'takes it apart; empty: what members look for.';
alter table shop.settings enable row level security;

create table shop.withdrawal_rules (
  shop_id uuid primary key references shop.shops (id),
  min_fen bigint not null default 100
    constraint withdrawal_rules_min_at_wechat check (min_fen >= 10),
  max_fen bigint not null default 20000
    constraint withdrawal_rules_max_at_wechat check (max_fen between 10 and 20000000),
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
  hours_from int not null default 0
    constraint withdrawal_rules_hours_from_range check (hours_from between 0 and 23),
  hours_to int not null default 24
    constraint withdrawal_rules_hours_to_range check (hours_to between 1 and 24),
  shop_daily_fen bigint
    constraint withdrawal_rules_shop_daily_positive check (shop_daily_fen > 0),
  withholding jsonb not null default '[]',
  withholding_basis text not null default 'payment'
    constraint withdrawal_rules_basis_known check (withholding_basis in ('payment', 'year')),
  withholding_free_fen bigint not null default 0
    constraint withdrawal_rules_free_not_negative check (withholding_free_fen >= 0),
  transfer_scene_id text not null default '1005',
  report_infos jsonb not null default 
    '[{"info_type":"岗位类型","info_content":"推广员"},
      {"info_type":"报酬说明","info_content":"商品推广佣金"}]',
  constraint withdrawal_rules_hours_in_order check (hours_from < hours_to),
  constraint withdrawal_rules_min_below_max check (min_fen <= max_fen)
);
comment on table shop.withdrawal_rules is
  'Limits of withdrawals in fen. max_fen: no more than WeChat lets one person receive in a month; '
  'from 2,000 yuan on it wants the real name. '
  'Up to review_above_fen nobody reviews; above large_above_fen a manager may not. withholding: '
  '[{"from_fen","rate_bps","quick_fen"}], empty = none withheld, of what is above '
  'withholding_free_fen of each payment or of a person''s calendar year. Withdrawals are asked for '
  'from hours_from to hours_to o''clock in Shanghai; shop_daily_fen: of all in a day, null = any.';
alter table shop.withdrawal_rules enable row level security;
