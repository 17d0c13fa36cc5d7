-- Goods: several spec dimensions make SKUs; stock lies in buckets so that many buyers of one SKU do
-- not queue on one row.

create table catalog.categories (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  parent_id uuid,
  name text not null constraint categories_name_length check (length(name) between 1 and 20),
  image_url text not null default '',
  position int not null default 0,
  status text not null default 'shown'
    constraint categories_status_known check (status in ('shown', 'hidden')),
  primary key (shop_id, id),
  foreign key (shop_id, parent_id) references catalog.categories (shop_id, id)
);
comment on table catalog.categories is
  'Shelves of a shop, on two levels: a shelf with a parent has none below it. position orders the '
  'shelves of one parent.';
alter table catalog.categories enable row level security;

create table catalog.products (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  category_id uuid,
  freight_template_id uuid,
  code text not null default private.random_code(10)
    constraint products_code_length check (length(code) between 1 and 40),
  title text not null constraint products_title_length check (length(title) between 1 and 60),
  subtitle text not null default ''
    constraint products_subtitle_length check (length(subtitle) <= 80),
  images text[] not null default '{}',
  video jsonb constraint products_video_form check (private.is_video(video)),
  parameters jsonb not null default '[]',
  rich_text jsonb not null default '[]',
  status text not null default 'draft'
    constraint products_status_known
    check (status in ('draft', 'on_sale', 'off_sale', 'archived')),
  sale_from timestamptz,
  sale_until timestamptz,
  constraint products_sale_time_forward check (sale_from < sale_until),
  distributable boolean not null default true,
  purchase_limit int constraint products_purchase_limit_positive check (purchase_limit > 0),
  position int not null default 0,
  min_price_fen bigint not null default 0,
  max_price_fen bigint not null default 0,
  list_price_fen bigint,
  sold_count bigint not null default 0,
  created_at timestamptz not null default private.now(),
  updated_at timestamptz not null default private.now(),
  version int not null default 1,
  updated_by uuid,
  primary key (shop_id, id),
  constraint products_code_once unique (shop_id, code),
  foreign key (shop_id, category_id) references catalog.categories (shop_id, id),
  foreign key (shop_id, freight_template_id) references shop.freight_templates (shop_id, id)
);
comment on table catalog.products is
  'What is sold. Prices in fen are the range over the SKUs on sale, list_price_fen that of the '
  'cheapest; sold_count is folded in by a job, never by an order. version counts the changes by '
  'staff, so that no save overwrites an unseen change; updated_by: the staff member who saved '
  'last. freight_template_id null: the shop''s own freight. code: what the shop calls it in files '
  'and elsewhere, one of ours where it gives none. parameters: [{name, value}] in their order; '
  'rich_text: as private.check_rich_text lets it pass. On sale, it can be bought from sale_from on '
  'and is shown until sale_until, by the clock alone; null: without beginning, without end.';
alter table catalog.products enable row level security;
create index products_shelf on catalog.products (shop_id, category_id, status);
create index products_of_freight_template
  on catalog.products (shop_id, freight_template_id) where freight_template_id is not null;
create index products_on_sale on catalog.products (shop_id, position, id) where status = 'on_sale';
create index products_by_price
  on catalog.products (shop_id, min_price_fen, id) where status = 'on_sale';
create index products_by_sold
  on catalog.products (shop_id, sold_count, id) where status = 'on_sale';

create index products_sale_begins
  on catalog.products (shop_id, sale_from) where sale_from is not null;
create index products_sale_ends
  on catalog.products (shop_id, sale_until) where sale_until is not null;

create table catalog.specs (
  shop_id uuid not null,
  product_id uuid not null,
  id uuid not null default private.new_id(),
  name text not null constraint specs_name_length check (length(name) between 1 and 20),
  position int not null,
  in_use boolean not null default true,
  primary key (shop_id, id),
  constraint specs_of_product unique (shop_id, product_id, id),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id)
);
comment on table catalog.specs is
  'A dimension of choice of a product: colour, weight. One that is no longer in use stays for the '
  'SKUs that had it.';
alter table catalog.specs enable row level security;
create unique index specs_name_once on catalog.specs (shop_id, product_id, name) where in_use;

create table catalog.spec_values (
  shop_id uuid not null,
  product_id uuid not null,
  spec_id uuid not null,
  id uuid not null default private.new_id(),
  name text not null constraint spec_values_name_length check (length(name) between 1 and 30),
  position int not null,
  in_use boolean not null default true,
  primary key (shop_id, id),
  constraint spec_values_of_spec unique (shop_id, product_id, spec_id, id),
  foreign key (shop_id, product_id, spec_id) references catalog.specs (shop_id, product_id, id)
);
comment on table catalog.spec_values is
  'A choice in a dimension, the same one under another name. One that is no longer in use stays '
  'for the SKUs that had it.';
alter table catalog.spec_values enable row level security;
create unique index spec_values_name_once
  on catalog.spec_values (shop_id, spec_id, name) where in_use;

create table catalog.skus (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  product_id uuid not null,
  code text not null default '',
  barcode text not null default '',
  spec text not null default '',
  combination text not null,
  price_fen bigint not null constraint skus_price_range check (price_fen between 0 and 10000000000),
  list_price_fen bigint
    constraint skus_list_price_range check (list_price_fen between 0 and 10000000000),
  cost_fen bigint constraint skus_cost_range check (cost_fen between 0 and 10000000000),
  image_url text not null default '',
  weight_g int not null default 0 constraint skus_weight_not_negative check (weight_g >= 0),
  low_stock int constraint skus_low_stock_range check (low_stock between 0 and 9999),
  stock_buckets smallint not null default 16
      constraint skus_buckets_range check (stock_buckets between 1 and 64),
  status text not null default 'on_sale'
    constraint skus_status_known check (status in ('on_sale', 'off_sale')),
  position int not null default 0,
  primary key (shop_id, id),
  constraint skus_of_product unique (shop_id, product_id, id),
  constraint skus_combination_once unique (shop_id, product_id, combination),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id)
);
comment on table catalog.skus is
  'What is priced and stocked: one choice per dimension. combination is the sorted value ids, so '
  'no product has a SKU twice; spec is their names, as people read them. cost_fen is what the shop '
  'pays for one: staff alone read it. low_stock: it runs low with no more pieces than these; null: '
  'the shop''s own bound. Never deleted.';
alter table catalog.skus enable row level security;

create table catalog.sku_values (
  shop_id uuid not null,
  product_id uuid not null,
  sku_id uuid not null,
  spec_id uuid not null,
  value_id uuid not null,
  primary key (shop_id, sku_id, spec_id),
  foreign key (shop_id, product_id, sku_id) references catalog.skus (shop_id, product_id, id),
  foreign key (shop_id, product_id, spec_id, value_id)
      references catalog.spec_values (shop_id, product_id, spec_id, id)
);
comment on table catalog.sku_values is
  'Which value a SKU has in each dimension of its own product, and at most one.';
alter table catalog.sku_values enable row level security;

create table catalog.stock (
  shop_id uuid not null,
  sku_id uuid not null,
  bucket smallint not null constraint stock_bucket_range check (bucket between 0 and 63),
  available int not null constraint stock_never_below_zero check (available >= 0),
  primary key (shop_id, sku_id, bucket),
  foreign key (shop_id, sku_id) references catalog.skus (shop_id, id)
) with (fillfactor = 50);
comment on table catalog.stock is
  'Units that can still be promised, spread over buckets. Changed only by private.take_stock and '
  'private.give_stock.';
alter table catalog.stock enable row level security;

create table catalog.stock_movements (
  shop_id uuid not null,
  sku_id uuid not null,
  id uuid not null default private.new_id(),
  cause text not null
    constraint stock_movements_cause_known
    check (cause in ('receive', 'reserve', 'release', 'ship', 'return', 'adjust')),
  delta int not null constraint stock_movements_not_zero check (delta <> 0),
  order_id uuid,
  actor_kind text not null default 'member'
    constraint stock_movements_actor_known
    check (actor_kind in ('staff', 'member', 'job', 'wechat')),
  staff_id uuid,
  reason text,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, sku_id, id)
);
comment on table catalog.stock_movements is
  'Why the stock of a SKU changed, in pieces, append-only; private.stock_effect says what each '
  'cause changes, and so the movements of a SKU sum to its buckets and to its shelf. Who: '
  'staff_id, or a kind of actor; a member is the buyer of the order. No foreign key: it would lock '
  'a hot SKU''s row for every order, and stock has it.';
alter table catalog.stock_movements enable row level security;
create index stock_movements_with_reasons on catalog.stock_movements (shop_id, order_id)
  where reason is not null;   -- what an order's buyer wrote is found when the buyer is forgotten

create table catalog.price_changes (
  shop_id uuid not null,
  product_id uuid not null,
  id uuid not null default private.new_id(),
  sku_id uuid not null,
  which text not null
    constraint price_changes_which_known
    check (which in ('price_fen', 'list_price_fen', 'cost_fen')),
  before_fen bigint,
  after_fen bigint,
  staff_id uuid not null,
  reason text not null,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, product_id, id),
  foreign key (shop_id, product_id, sku_id) references catalog.skus (shop_id, product_id, id)
);
comment on table catalog.price_changes is
  'Which price of a SKU staff changed, from what to what, who and why: append-only. Null before: '
  'it had none; null after: it has none.';
alter table catalog.price_changes enable row level security;
create index price_changes_of_sku on catalog.price_changes (shop_id, product_id, sku_id);
