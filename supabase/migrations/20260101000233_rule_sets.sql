-- Everything that decides commission rates, versioned as a whole: levels, cap, rules, extras,
-- volume steps. Orders keep the set they were placed under.

create extension if not exists btree_gist with schema extensions;

create table shop.rule_sets (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  state text not null
    constraint rule_sets_state_known check (state in ('draft', 'made', 'saved')),
  version int constraint rule_sets_version_positive check (version > 0),
  revision int not null default 1,
  levels smallint not null
    constraint rule_sets_two_levels_at_most check (levels between 1 and 2),
  cap_bps int not null constraint rule_sets_cap_range check (cap_bps between 0 and 5000),
  volume_mode text constraint rule_sets_volume_mode_known
    check (volume_mode in ('ahead', 'after_whole', 'after_slices')),
  starts_at timestamptz,
  ends_at timestamptz,
  saved_at timestamptz not null default private.now(),
  saved_by uuid,
  primary key (shop_id, id),
  constraint rule_sets_version_once unique (shop_id, version),
  constraint rule_sets_saved_has_version check ((state = 'saved') = (version is not null)),
  constraint rule_sets_saved_has_beginning check ((state = 'saved') = (starts_at is not null)),
  constraint rule_sets_ends_after_beginning check (ends_at >= starts_at),
  constraint rule_sets_one_in_force exclude using gist
    (shop_id with =, tstzrange(starts_at, ends_at) with &&) where (version is not null)
);
comment on table shop.rule_sets is
  'A set is in force from starts_at until ends_at (null: until the next one), one per shop at any '
  'moment; one that was overtaken before it began has an empty interval. A shop has one draft at '
  'most; revision counts the saves of all of them. made: written by a command that puts it in '
  'force in the same transaction. Orders name their set without a foreign key: every order of a '
  'shop would lock the one row.';
alter table shop.rule_sets enable row level security;
create unique index rule_sets_one_draft on shop.rule_sets (shop_id) where state = 'draft';
create index rule_sets_by_beginning
  on shop.rule_sets (shop_id, starts_at desc) where version is not null;

create table shop.rule_saves (
  shop_id uuid primary key references shop.shops (id),
  saves int not null default 1
);
comment on table shop.rule_saves is
  'How often a draft of a shop has been saved: what the revision of a draft is counted by, so that '
  'none that somebody has read stands for another draft later.';
alter table shop.rule_saves enable row level security;

create table shop.commission_rules (
  shop_id uuid not null,
  set_id uuid not null,
  id uuid not null default private.new_id(),
  scope text not null constraint commission_rules_scope_known
    check (scope in ('sku', 'product', 'category', 'shop')),
  scope_id uuid not null,
  tier smallint not null default 0
    constraint commission_rules_tier_range check (tier between 0 and 9),
  level smallint not null
    constraint commission_rules_two_levels check (level between 1 and 2),
  rate_bps int constraint commission_rules_rate_range check (rate_bps between 0 and 10000),
  fixed_fen bigint constraint commission_rules_fixed_positive check (fixed_fen > 0),
  priority smallint not null default 0
    constraint commission_rules_priority_range check (priority between 0 and 99),
  starts_at timestamptz not null default '-infinity',
  ends_at timestamptz not null default 'infinity',
  primary key (shop_id, set_id, id),
  constraint commission_rules_rate_or_fixed check (num_nonnulls(rate_bps, fixed_fen) = 1),
  constraint commission_rules_interval_forward check (starts_at < ends_at),
  constraint commission_rules_shop_is_itself check ((scope = 'shop') = (scope_id = shop_id)),
  constraint commission_rules_never_tie exclude using gist (set_id with =, scope_id with =,
    level with =, tier with =, priority with =, tstzrange(starts_at, ends_at) with &&),
  foreign key (shop_id, set_id) references shop.rule_sets (shop_id, id) on delete cascade
);
comment on table shop.commission_rules is
  'One rule of a set: rate_bps of what was paid, or fixed_fen per piece; a rate of 0 pays nothing. '
  'scope_id is the shop''s own id for the whole shop; tier 0 stands for any. Two rules of one '
  'place, level and tier with one priority never hold at the same moment.';
alter table shop.commission_rules enable row level security;
create index commission_rules_deciding
  on shop.commission_rules (shop_id, set_id, scope_id, level);

create table shop.commission_extras (
  shop_id uuid not null,
  set_id uuid not null,
  id uuid not null default private.new_id(),
  name text not null
    constraint commission_extras_name_length check (length(name) between 1 and 20),
  scope text not null constraint commission_extras_scope_known
    check (scope in ('sku', 'product', 'category', 'shop')),
  scope_id uuid not null,
  extra_bps int not null
    constraint commission_extras_rate_range check (extra_bps between 1 and 5000),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (shop_id, set_id, id),
  constraint commission_extras_interval_forward check (starts_at < ends_at),
  constraint commission_extras_shop_is_itself check ((scope = 'shop') = (scope_id = shop_id)),
  foreign key (shop_id, set_id) references shop.rule_sets (shop_id, id) on delete cascade
);
comment on table shop.commission_extras is
  'A dynamic commission: adds extra_bps to level 1 in its place during its interval; several add '
  'up.';
alter table shop.commission_extras enable row level security;
create index commission_extras_of_place
  on shop.commission_extras (shop_id, set_id, scope_id);

create table shop.volume_steps (
  shop_id uuid not null,
  set_id uuid not null,
  from_fen bigint not null constraint volume_steps_from_positive check (from_fen > 0),
  bps int not null constraint volume_steps_rate_range check (bps between 1 and 5000),
  primary key (shop_id, set_id, from_fen),
  foreign key (shop_id, set_id) references shop.rule_sets (shop_id, id) on delete cascade
);
comment on table shop.volume_steps is
  'What a distributor''s month earns on top from a volume on, in basis points.';
alter table shop.volume_steps enable row level security;
