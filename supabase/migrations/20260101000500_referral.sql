-- Two relations, never mixed: a parent links distributors and does not expire; a binding links a
-- buyer to who earns from him.

create table referral.distributors (
  shop_id uuid not null,
  id uuid not null,
  code text not null default private.random_code(6),
  status text not null constraint distributors_status_known
    check (status in ('applied', 'approved', 'rejected', 'suspended', 'expelled')),
  parent_id uuid,
  tier smallint not null default 1 constraint distributors_tier_range check (tier between 1 and 9),
  terms_version text not null,
  note text not null default '' constraint distributors_note_length check (length(note) <= 200),
  invite_share_id uuid,
  applied_at timestamptz not null default private.now(),
  approved_at timestamptz,
  primary key (shop_id, id),
  constraint distributors_code_once unique (shop_id, code),
  constraint distributors_not_own_parent check (parent_id <> id),
  foreign key (shop_id, id) references member.members (shop_id, id),
  foreign key (shop_id, parent_id) references referral.distributors (shop_id, id)
);
comment on table referral.distributors is
  'A member approved to promote; his id is the member''s. parent_id is set once at approval; only '
  'staff move it, under one lock per shop. terms_version: what he agreed to last; empty where '
  'staff brought him in from a file and he has still to agree: until then his shares bind nobody.';
alter table referral.distributors enable row level security;
create index distributors_parent on referral.distributors (shop_id, parent_id);
create index distributors_status on referral.distributors (shop_id, status, id);
create index distributors_by_application
  on referral.distributors (shop_id, private.micros(applied_at), id);
create index distributors_by_approval
  on referral.distributors (shop_id, private.micros(approved_at), id);

create table referral.distributor_changes (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  distributor_id uuid not null,
  change text not null constraint distributor_changes_known
    check (change in ('applied',
        'approved', 'rejected', 'suspended', 'restored', 'expelled', 'parent')),
  from_parent_id uuid,
  to_parent_id uuid,
  staff_id uuid,
  reason text,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table referral.distributor_changes is
  'Every change of a distributor''s state or parent: who, when, why.';
alter table referral.distributor_changes enable row level security;
create index distributor_changes_of on referral.distributor_changes (shop_id, distributor_id, id);

create table referral.shares (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  token text not null default private.random_code(10)
    constraint shares_token_fits_scene check (length(token) between 6 and 28),
  sharer_id uuid,
  code_id uuid,
  page text not null
    constraint shares_page_known check (page in ('home', 'category', 'product', 'invite')),
  product_id uuid,
  campaign text not null default ''
    constraint shares_campaign_length check (length(campaign) <= 40),
  channel text not null constraint shares_channel_known
    check (channel in ('chat', 'moments', 'poster', 'qrcode', 'link', 'pay_success')),
  material_id uuid,
  created_at timestamptz not null default private.now(),
  revoked_at timestamptz,
  revoked_by text constraint shares_revoked_by_known check (revoked_by in ('sharer', 'staff')),
  revoke_reason text,
  primary key (shop_id, id),
  constraint shares_token_once unique (shop_id, token),
  constraint shares_somebodys check (sharer_id is not null or code_id is not null),
  constraint shares_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null)),
  constraint shares_product_named check ((page = 'product') = (product_id is not null)),
  foreign key (shop_id, sharer_id) references member.members (shop_id, id),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id)
);
comment on table referral.shares is
  'A link somebody handed out: short token for WeChat''s 32-character scene. Sharing the same '
  'thing through the same channel again gives the same token, until it is revoked: then it opens '
  'its page, counts clicks and binds nobody. material_id: what was handed on with it. code_id: the '
  'shop''s own channel code it belongs to; sharer_id is then who is appointed, or null.';
alter table referral.shares enable row level security;
create unique index shares_same_once on referral.shares
  (shop_id, sharer_id, page, product_id, campaign, channel, material_id, code_id)
  nulls not distinct where revoked_at is null;
create index shares_of_sharer on referral.shares (shop_id, sharer_id, id);

create table referral.clicks (
  shop_id uuid not null,
  slot timestamptz not null,
  share_id uuid not null,
  actor_id uuid not null,
  id uuid not null,
  member_id uuid,
  scene int,
  clicked_at timestamptz not null,
  openings int not null default 1,
  primary key (shop_id, share_id, actor_id, slot)
) partition by range (slot);
comment on table referral.clicks is
  'Somebody opened a share: one row per visitor, share and 10-minute slot, which is what figures '
  'count. id is of the first opening in it, clicked_at of the last: that one decides whose card '
  'was opened last. actor_id is the member, or the visitor before sign-in; member_id is the member '
  'either way, once known. No foreign keys: an event costs one short insert and outlives nothing; '
  'shares are never deleted.';
create table referral.clicks_default partition of referral.clicks default;
alter table referral.clicks enable row level security;
alter table referral.clicks_default enable row level security;
create index clicks_of_member
  on referral.clicks (shop_id, member_id, clicked_at desc) where member_id is not null;
create index clicks_of_visitor on referral.clicks (shop_id, actor_id) where member_id is null;
create index clicks_time on referral.clicks (shop_id, id);

create table referral.bindings (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  member_id uuid not null,
  distributor_id uuid not null,
  cause text not null
    constraint bindings_cause_known check (cause in ('click', 'sign_in', 'staff', 'import')),
  click_id uuid,
  share_id uuid,
  bound_at timestamptz not null default private.now(),
  protected_until timestamptz not null,
  expiry_told smallint not null default 0
    constraint bindings_expiry_told_range check (expiry_told between 0 and 2),
  ended_at timestamptz,
  ended_cause text
    constraint bindings_ended_cause_known check (ended_cause in ('rebound', 'expelled', 'staff')),
  primary key (shop_id, id),
  constraint bindings_never_self check (distributor_id <> member_id),
  constraint bindings_end_has_cause check ((ended_at is null) = (ended_cause is null)),
  foreign key (shop_id, member_id) references member.members (shop_id, id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, share_id) references referral.shares (shop_id, id)
);
comment on table referral.bindings is
  'Who earns from a buyer; ended rows are the history. Past protected_until the next '
  'distributor''s click rebinds; until then an expired one still earns. expiry_told: of its expiry '
  'the distributor was told 0 nothing, 1 that it comes, 2 that it is over (or there is none).';
alter table referral.bindings enable row level security;
create unique index bindings_one_active
  on referral.bindings (shop_id, member_id) where ended_at is null;
create index bindings_of_member on referral.bindings (shop_id, member_id, id);
create index bindings_of_distributor on referral.bindings (shop_id, distributor_id, id);
