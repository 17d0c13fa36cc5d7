-- A draft replayed over paid orders: by the very function that placing uses, a part at each call.

create table shop.rule_previews (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  rule_set_id uuid not null,
  revision int not null,
  days int not null constraint rule_previews_days_known check (days in (30, 90)),
  since timestamptz not null,
  until timestamptz not null,
  orders bigint not null,
  done_orders bigint not null default 0,
  done_id uuid,
  capped_orders bigint not null default 0,
  is_done boolean not null default false,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  foreign key (shop_id, rule_set_id) references shop.rule_sets (shop_id, id) on delete cascade
);
comment on table shop.rule_previews is
  'A replay of a draft over the paid orders placed from since until `until`, distributor after '
  'distributor (level 1); done_id is the last of them. A changed draft ends its previews; any is '
  'erased 30 days after created_at (private.retention).';
alter table shop.rule_previews enable row level security;
create index rule_previews_by_age on shop.rule_previews (created_at);

create table shop.rule_preview_sums (
  shop_id uuid not null,
  preview_id uuid not null,
  kind text not null constraint rule_preview_sums_kind_known
    check (kind in ('product', 'distributor')),
  subject_id uuid not null,
  part text not null constraint rule_preview_sums_part_known
    check (part in ('level1', 'level2', 'volume')),
  goods_fen bigint not null,
  cost_fen bigint,
  before_fen bigint not null,
  after_fen bigint not null,
  primary key (shop_id, preview_id, kind, subject_id, part),
  foreign key (shop_id, preview_id) references shop.rule_previews (shop_id, id) on delete cascade
);
comment on table shop.rule_preview_sums is
  'What a preview has added up so far, in fen: what lines kept for a product, or a distributor, '
  'paid and would pay. goods_fen is what was kept of the lines, cost_fen what their goods cost '
  'the shop (null: not known), both on level1 alone.';
alter table shop.rule_preview_sums enable row level security;
