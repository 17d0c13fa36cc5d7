-- Orders: amounts are fixed per line when the order is placed, and nothing is split again later.

create table trade.cart_lines (
  shop_id uuid not null,
  member_id uuid not null,
  sku_id uuid not null,
  quantity int not null constraint cart_lines_quantity_range check (quantity between 1 and 999),
  added_price_fen bigint not null
    constraint cart_lines_price_not_negative check (added_price_fen >= 0),
  added_at timestamptz not null default private.now(),
  primary key (shop_id, member_id, sku_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id),
  foreign key (shop_id, sku_id) references catalog.skus (shop_id, id)
);
comment on table trade.cart_lines is
  'What a member means to buy. The price is read when shown; added_price_fen only tells that it '
  'has changed since.';
alter table trade.cart_lines enable row level security;

create table trade.orders (
  shop_id uuid not null,
  id uuid not null,
  number text not null,
  member_id uuid not null,
  status text not null constraint orders_status_known
    check (status in ('pending_payment', 'paid', 'shipped', 'completed', 'closed', 'refunded')),
  amount_fen bigint not null constraint orders_amount_not_negative check (amount_fen >= 0),
  discount_fen bigint not null
    constraint orders_discount_within_amount check (discount_fen between 0 and amount_fen),
  goods_fen bigint not null generated always as (amount_fen - discount_fen) stored,
  freight_fen bigint not null constraint orders_freight_not_negative check (freight_fen >= 0),
  payable_fen bigint not null,
  binding_id uuid,
  level1_id uuid,
  level2_id uuid,
  rule_set_id uuid,
  level1_tier smallint,
  level2_tier smallint,
  click_id uuid,
  share_id uuid,
  after_sale_days int not null,
  auto_receive_days int not null,
  settle_days int not null,
  paid_attempt_id uuid,
  placed_at timestamptz not null,
  expires_at timestamptz not null,
  paid_at timestamptz,
  shipped_at timestamptz,
  auto_receive_at timestamptz,
  completed_at timestamptz,
  closed_at timestamptz,
  close_reason text
    constraint orders_close_reason_known check (close_reason in ('timeout', 'buyer', 'shop')),
  reship_id uuid,
  primary key (shop_id, id),
  constraint orders_number_once unique (shop_id, number),
  constraint orders_payable_adds_up check (payable_fen = goods_fen + freight_fen),
  constraint orders_closed_has_reason check ((status = 'closed') = (close_reason is not null)),
  constraint orders_unpaid_has_no_payment
    check (status <> all (private.order_states('never_paid')) or paid_at is null),
  constraint orders_levels_differ check (level1_id <> level2_id),
  constraint orders_tier_of_a_level check ((level1_id is not null or level1_tier is null)
    and (level2_id is not null or level2_tier is null)),
  foreign key (shop_id, member_id) references member.members (shop_id, id),
  foreign key (shop_id, binding_id) references referral.bindings (shop_id, id),
  foreign key (shop_id, level1_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, level2_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, share_id) references referral.shares (shop_id, id)
);
comment on table trade.orders is
  'One purchase, in fen: amount_fen = price * quantity of its lines, goods_fen = amount - '
  'discount, payable_fen = goods + freight. Two places for beneficiaries and no third. level1 is '
  'the distributor the buyer was bound to, level2 that one''s parent at that moment; a beneficiary '
  'who was not eligible is left out. rule_set_id and the tiers are what its commission was decided '
  'by; the set has no foreign key (see shop.rule_sets). '
  'click_id and share_id say what brought the order, for funnels. The days are the shop''s '
  'settings when it was placed. auto_receive_at is when a shipped order counts as received; null '
  'while an after-sale is open. reship_id is the outbox row that uses WeChat''s one re-shipping of '
  'a payment.';
alter table trade.orders enable row level security;
create index orders_of_member on trade.orders (shop_id, member_id, id desc);
create index orders_by_status on trade.orders (shop_id, status, id desc);
create index orders_by_payable on trade.orders (shop_id, payable_fen, id);
create index orders_of_share on trade.orders (shop_id, share_id) where share_id is not null;
create index orders_of_level1
  on trade.orders (shop_id, level1_id, placed_at) where paid_at is not null;
create index orders_due_to_close on trade.orders (expires_at) where status = 'pending_payment';
create index orders_due_to_receive on trade.orders (auto_receive_at) where status = 'shipped';
create index orders_unpaid_of_member
  on trade.orders (shop_id, member_id) where status = 'pending_payment';

create function private.terms_fen(terms jsonb) returns bigint
language plpgsql immutable set search_path = '' as $$
declare
  fen bigint := 0;
begin
  for n in 0 .. jsonb_array_length(terms) - 1 loop
    fen := fen + (terms -> n ->> 'commission_fen')::bigint;
  end loop;
  return fen;
end $$;
comment on function private.terms_fen(jsonb) is
  'What all beneficiaries of one line earn by its terms, in fen.';

create table trade.order_lines (
  shop_id uuid not null,
  order_id uuid not null,
  line_no smallint not null constraint order_lines_no_range check (line_no between 1 and 50),
  product_id uuid not null,
  sku_id uuid not null,
  title text not null,
  spec text not null,
  image_url text not null,
  price_fen bigint not null constraint order_lines_price_not_negative check (price_fen >= 0),
  quantity int not null constraint order_lines_quantity_range check (quantity between 1 and 999),
  amount_fen bigint not null generated always as (price_fen * quantity) stored,
  discount_fen bigint not null constraint order_lines_discount_within_amount
    check (discount_fen between 0 and price_fen * quantity),
  goods_fen bigint not null generated always as (price_fen * quantity - discount_fen) stored,
  freight_fen bigint not null constraint order_lines_freight_not_negative check (freight_fen >= 0),
  stock_taken jsonb,
  shipped_quantity int not null default 0,
  cancelled_quantity int not null default 0,
  refunded_quantity int not null default 0,
  refunded_goods_fen bigint not null default 0,
  refunded_freight_fen bigint not null default 0,
  terms jsonb not null default '[]',
  primary key (shop_id, order_id, line_no),
  constraint order_lines_sku_once unique (shop_id, order_id, sku_id),
  constraint order_lines_shipped_within check (shipped_quantity >= 0
    and cancelled_quantity >= 0 and shipped_quantity + cancelled_quantity <= quantity),
  constraint order_lines_refunds_within_paid
    check (refunded_quantity between cancelled_quantity and quantity
    and refunded_goods_fen between 0 and goods_fen
    and refunded_freight_fen between 0 and freight_fen),
  constraint order_lines_commission_within_base
    check (private.terms_fen(terms) between 0 and goods_fen),
  foreign key (shop_id, order_id) references trade.orders (shop_id, id)
);
comment on table trade.order_lines is
  'amount_fen = price * quantity; goods_fen = amount - discount is what is paid for the goods of '
  'the line: the base of commission. refunded_* counts refunds decided, also those still under '
  'way at WeChat; '
  'cancelled_quantity those of them that were never shipped. stock_taken [[bucket, quantity], …] '
  'is what is still promised from stock, null once given back. terms say who earns what from the '
  'line, by which rule and why (private.commission_terms); a rule they name has no foreign key: '
  'every order of a shop would lock the one current row. No foreign key to the SKU: it would '
  'lock a hot SKU''s row for every order; SKUs are never deleted and lines are priced from them.';
alter table trade.order_lines enable row level security;

create table trade.price_steps (
  step text primary key constraint price_steps_name_form check (step ~ '^[a-z_]{2,40}$'),
  position smallint not null constraint price_steps_position_once unique,
  title text not null
);
comment on table trade.price_steps is
  'The steps that take something off a price, in the order in which private.price runs them; each '
  'adds its row in its own file. title is what people read.';
alter table trade.price_steps enable row level security;

create table trade.order_discounts (
  shop_id uuid not null,
  order_id uuid not null,
  line_no smallint not null,
  step text not null,
  source jsonb not null,
  words text not null,
  amount_fen bigint not null constraint order_discounts_amount_positive check (amount_fen > 0),
  primary key (shop_id, order_id, line_no, step),
  foreign key (shop_id, order_id, line_no) references trade.order_lines (shop_id, order_id, line_no)
);
comment on table trade.order_discounts is
  'What each step took off a line; a line''s discount_fen is their sum. source is what the step '
  'went by, words say it to people. step is one of trade.price_steps without a foreign key: every '
  'discounted order of a shop would lock the same row.';
alter table trade.order_discounts enable row level security;

create table person.order_contacts (
  shop_id uuid not null,
  order_id uuid not null,
  member_id uuid not null,
  sealed text not null,
  phone_fingerprint text not null,
  address_fingerprint text not null,
  province text not null,
  city text not null,
  remark text not null default ''
    constraint order_contacts_remark_length check (length(remark) <= 200),
  primary key (shop_id, order_id),
  foreign key (shop_id, order_id) references trade.orders (shop_id, id)
);
comment on table person.order_contacts is
  'Where an order goes, as it stood when placed; sealed by the functions. remark is what the buyer '
  'wrote to the order: people write names and phones into it.';
alter table person.order_contacts enable row level security;

create table trade.shipments (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  order_id uuid not null,
  carrier text not null
    constraint shipments_carrier_length check (length(carrier) between 1 and 32),
  tracking_no text not null
    constraint shipments_tracking_form check (tracking_no ~ '^[A-Z0-9]{6,32}$'),
  told_as text,
  staff_id uuid,
  shipped_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint shipments_of_order unique (shop_id, order_id, id),
  foreign key (shop_id, order_id) references trade.orders (shop_id, id)
);
comment on table trade.shipments is
  'A parcel of an order. told_as is the carrier and number under which WeChat was told of it, null '
  'before: another than its own means that a mended waybill has still to be told. carrier is an id '
  'of trade.carriers without a foreign key: every parcel would lock one of a few rows.';
alter table trade.shipments enable row level security;

create table trade.shipment_lines (
  shop_id uuid not null,
  shipment_id uuid not null,
  order_id uuid not null,
  line_no smallint not null,
  quantity int not null constraint shipment_lines_quantity_positive check (quantity > 0),
  primary key (shop_id, shipment_id, line_no),
  foreign key (shop_id, order_id, shipment_id) references trade.shipments (shop_id, order_id, id),
  foreign key (shop_id, order_id, line_no) references trade.order_lines (shop_id, order_id, line_no)
);
comment on table trade.shipment_lines is 'How many of which line lie in a parcel.';
alter table trade.shipment_lines enable row level security;

create table trade.order_events (
  shop_id uuid not null,
  order_id uuid not null,
  id uuid not null default private.new_id(),
  kind text not null,
  actor_kind text not null
    constraint order_events_actor_known check (actor_kind in ('member', 'staff', 'job', 'wechat')),
  actor_id uuid,
  detail jsonb not null default '{}',
  created_at timestamptz not null default private.now(),
  primary key (shop_id, order_id, id),
  foreign key (shop_id, order_id) references trade.orders (shop_id, id)
);
comment on table trade.order_events is
  'The history people read: what happened to an order beyond being placed and paid, which the '
  'order itself says.';
alter table trade.order_events enable row level security;
