-- WeChat's bills: which are due for each merchant number and day, and what they say. Days are those
-- of Asia/Shanghai. No personal data: the payer's column of a bill is not kept.

create table pay.bill_accounts (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  mchid text not null,
  from_day date not null,
  planned_to date,
  left_day date,
  primary key (shop_id, id),
  constraint bill_accounts_once unique (shop_id, mchid)
);
comment on table pay.bill_accounts is
  'The merchant numbers of a shop whose bills are compared: from the day of their first trade on, '
  'bills are planned up to planned_to. left_day: since then the shop has another number, and only '
  'days on which money still moved under this one are compared.';
alter table pay.bill_accounts enable row level security;

create table pay.bill_days (
  shop_id uuid not null,
  account_id uuid not null,
  day date not null,
  compared_at timestamptz,
  waiting int not null default 0,
  sums jsonb not null default '{}',
  primary key (shop_id, account_id, day),
  foreign key (shop_id, account_id) references pay.bill_accounts (shop_id, id)
);
comment on table pay.bill_days is
  'A day of a merchant number: when it was last compared, how many entries of ours wait for a bill '
  'of another day, and sums (contracts/staff/reconciliation.ts DaySums) of both sides.';
alter table pay.bill_days enable row level security;
create index bill_days_by_day on pay.bill_days (shop_id, day desc);
create index bill_days_waiting on pay.bill_days (compared_at) where waiting > 0;

create table pay.bills (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  account_id uuid not null,
  day date not null,
  kind text not null
    constraint bills_kind_known check (kind in ('trade', 'basic', 'operation')),
  status text not null default 'due'
    constraint bills_status_known check (status in ('due', 'fetched', 'none', 'failed')),
  next_at timestamptz not null,
  tries int not null default 0,
  lease_token uuid,
  leased_until timestamptz,
  take int not null default 0,
  kept_take int not null default 0,
  hash text,
  row_count int not null default 0,
  error text,
  fetched_at timestamptz,
  primary key (shop_id, id),
  constraint bills_once unique (shop_id, account_id, day, kind),
  foreign key (shop_id, account_id, day)
    references pay.bill_days (shop_id, account_id, day)
);
comment on table pay.bills is
  'One bill of WeChat''s: trade (payments and refunds), basic and operation (the flow of money of '
  'two accounts). none: WeChat has no bill for that day. Each attempt to fetch is a take with rows '
  'of its own; kept_take is the one whose hash was right and whose rows count.';
alter table pay.bills enable row level security;
create index bills_due on pay.bills (next_at) where status = 'due';
create index bills_failed on pay.bills (shop_id, account_id) where status = 'failed';

create table pay.bill_rows (
  shop_id uuid not null,
  bill_id uuid not null,
  take int not null,
  line int not null,
  kind text not null constraint bill_rows_kind_known check (kind in
    ('payment', 'refund', 'transfer', 'transfer_return', 'fee', 'other')),
  number text not null,
  wechat_number text not null,
  payment_number text not null,
  amount_fen bigint not null,
  state text not null,
  is_income boolean not null,
  name text not null,
  happened_at timestamptz not null,
  primary key (shop_id, bill_id, take, line),
  foreign key (shop_id, bill_id) references pay.bills (shop_id, id)
);
comment on table pay.bill_rows is
  'A row of a bill: number is ours, wechat_number WeChat''s, payment_number our number of the '
  'payment that a refund or a fee belongs to; name is WeChat''s word for what is none of the other '
  'kinds.';
alter table pay.bill_rows enable row level security;
create index bill_rows_number on pay.bill_rows (shop_id, number, kind) where number <> '';
create index bill_rows_wechat_number on pay.bill_rows (shop_id, wechat_number, kind);
create index bill_rows_payment on pay.bill_rows (shop_id, payment_number) where kind = 'refund';
