-- Tiers of distributors: named and ordered per shop, reached by what one's customers kept, never by
-- recruiting. distributors.tier says which one somebody has; rules may pay by it.

create table referral.tiers (
  shop_id uuid not null references shop.shops (id),
  tier smallint not null constraint tiers_range check (tier between 1 and 9),
  name text not null constraint tiers_name_length check (length(name) between 1 and 10),
  needs text not null default 'all' constraint tiers_needs_known check (needs in ('all', 'any')),
  sales_fen bigint constraint tiers_sales_range check (sales_fen between 1 and 1000000000000),
  orders int constraint tiers_orders_range check (orders between 1 and 1000000),
  buyers int constraint tiers_buyers_range check (buyers between 1 and 1000000),
  within_days int constraint tiers_within_range check (within_days between 1 and 3650),
  valid_days int constraint tiers_valid_range check (valid_days between 1 and 3650),
  keep_bps int not null default 10000
    constraint tiers_keep_range check (keep_bps between 1 and 10000),
  version int not null default 1,
  updated_by uuid,
  updated_at timestamptz not null default private.now(),
  primary key (shop_id, tier),
  constraint tiers_name_once unique (shop_id, name),
  constraint tiers_first_is_free check (
    (tier = 1) = (sales_fen is null and orders is null and buyers is null)
    and (tier > 1 or within_days is null and valid_days is null))
);
comment on table referral.tiers is
  'The tiers of a shop from 1, which everybody has, without a gap. A higher one is reached by all '
  'or any of: own kept level-1 sales (fen), kept orders, different buyers; over the last '
  'within_days, or for life. It is valid for valid_days (null: for good), then kept by the same '
  'figures at keep_bps of what reaching asks for, else one tier is lost. version counts the saves.';
alter table referral.tiers enable row level security;

alter table referral.distributors
  add column tier_until timestamptz,
  add column tier_pinned_until timestamptz,
  add column tier_checked_on date,
  add constraint distributors_tier_there
    foreign key (shop_id, tier) references referral.tiers (shop_id, tier);
comment on column referral.distributors.tier_until is
  'When the period of his tier ends; null: it has no end.';
comment on column referral.distributors.tier_pinned_until is
  'Until then staff hold the tier where it is; infinity: for good.';
comment on column referral.distributors.tier_checked_on is
  'The day on which the tier was evaluated last; null: due now.';
create index distributors_tier_due
  on referral.distributors (tier_checked_on nulls first) where status = 'approved';
create index distributors_of_tier on referral.distributors (shop_id, tier, id);

create table referral.tier_changes (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  distributor_id uuid not null,
  no int not null constraint tier_changes_no_positive check (no > 0),
  from_tier smallint not null,
  to_tier smallint not null,
  cause text not null constraint tier_changes_cause_known
    check (cause in ('up', 'kept', 'down', 'pinned', 'unpinned')),
  figures jsonb not null default '{}',
  valid_until timestamptz,
  staff_id uuid,
  reason text,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint tier_changes_in_order unique (shop_id, distributor_id, no),
  constraint tier_changes_go_their_way check (case cause
    when 'up' then to_tier > from_tier when 'down' then to_tier = from_tier - 1
    when 'pinned' then true else to_tier = from_tier end),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table referral.tier_changes is
  'Every change of a distributor''s tier, and every period that kept it, numbered from 1: what '
  'decided (figures {"sales_fen", "orders", "buyers", "within_days"}), until when it is valid or '
  'pinned (null: for good), who pinned it and why. The tiers have no foreign key: a removed one '
  'stays in history.';
alter table referral.tier_changes enable row level security;

create function private.open_tiers(shop_id uuid) returns void
language sql volatile set search_path = '' as $$
  insert into referral.tiers (shop_id, tier, name) values (open_tiers.shop_id, 1, '推广员')
$$;
comment on function private.open_tiers(uuid) is 'The one tier that every shop begins with.';

create function private.held_tier_json(d referral.distributors) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('tier', d.tier, 'name', t.name,
      'until', case when d.tier_pinned_until is null then d.tier_until end,
      'is_pinned', d.tier_pinned_until is not null,
      'pinned_until', case when isfinite(d.tier_pinned_until) then d.tier_pinned_until end)
    from referral.tiers t
   where d.approved_at is not null and t.shop_id = d.shop_id and t.tier = d.tier
$$;
comment on function private.held_tier_json(referral.distributors) is
  'Which tier somebody has and until when (contracts/tiers.ts HeldTier), null before approval.';
