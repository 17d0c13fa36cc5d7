-- Where a bill and the books differ, and how each difference ends.

insert into ops.work_kinds (kind, permission, actions) values
  ('bill_difference', 'reconcile', '{settle,dismiss}'),
  ('bill_unfetched', 'reconcile', '{retry,dismiss}');

create table pay.bill_differences (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  account_id uuid not null,
  day date not null,
  row_kind text not null
    constraint bill_differences_row_kind_known
    check (row_kind in ('payment', 'refund', 'transfer')),
  kind text not null
    constraint bill_differences_kind_known
    check (kind in ('missing_here', 'missing_there', 'amount', 'state')),
  number text not null,
  wechat_number text not null,
  ours_fen bigint,
  theirs_fen bigint,
  ours_state text,
  theirs_state text,
  order_id uuid,
  withdrawal_id uuid,
  happened_at timestamptz not null,
  status text not null default 'open'
    constraint bill_differences_status_known check (status in ('open', 'resolved', 'dismissed')),
  opened_at timestamptz not null default private.now(),
  closed_at timestamptz,
  closed_by uuid,
  resolution text,
  primary key (shop_id, id),
  constraint bill_differences_closed_has_words
    check ((status = 'open') = (closed_at is null) and (status = 'open') = (resolution is null)),
  foreign key (shop_id, account_id, day)
    references pay.bill_days (shop_id, account_id, day),
  foreign key (shop_id, closed_by) references shop.staff (shop_id, id)
);
comment on table pay.bill_differences is
  'A number on which bill and books differ. missing_here: the bill has it, the books do not; '
  'missing_there: the other way round; amount, state: both have it, otherwise. ours_fen is null '
  'where nothing is booked. What staff closed stays closed while both sides say the same; closed '
  'without closed_by: a later look found that both agree.';
alter table pay.bill_differences enable row level security;
create unique index bill_differences_one_open
  on pay.bill_differences (shop_id, account_id, row_kind, number) where status = 'open';
create index bill_differences_of_day
  on pay.bill_differences (shop_id, account_id, day, id);
create index bill_differences_listed on pay.bill_differences (shop_id, status, id desc);
create index bill_differences_of_number
  on pay.bill_differences (shop_id, account_id, row_kind, number);

create table pay.bill_difference_steps (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  difference_id uuid not null,
  status text not null
    constraint bill_difference_steps_status_known
    check (status in ('open', 'resolved', 'dismissed')),
  at timestamptz not null default private.now(),
  staff_id uuid,
  reason text,
  primary key (shop_id, id),
  foreign key (shop_id, difference_id) references pay.bill_differences (shop_id, id),
  foreign key (shop_id, staff_id) references shop.staff (shop_id, id)
);
comment on table pay.bill_difference_steps is
  'Each turn of a difference: found, resolved, dismissed, opened again, by whom and why.';
alter table pay.bill_difference_steps enable row level security;
create index bill_difference_steps_of
  on pay.bill_difference_steps (shop_id, difference_id, id);
