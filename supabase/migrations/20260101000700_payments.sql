-- Money at WeChat Pay: attempts to pay, refunds and their attempts. Every number WeChat sees is
-- derived from a row's id.

create table pay.attempts (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  order_id uuid not null,
  amount_fen bigint not null constraint attempts_amount_positive check (amount_fen > 0),
  status text not null default 'open'
    constraint attempts_status_known check (status in ('open', 'closing', 'paid', 'closed')),
  appid text not null,
  mchid text not null,
  description text not null,
  notify_base text,
  expires_at timestamptz not null,
  time_expire timestamptz not null
    constraint attempts_time_expire_whole check (time_expire = date_trunc('second', time_expire)),
  prepay_id text,
  prepay_until timestamptz,
  transaction_id text,
  paid_at timestamptz,
  asked_at timestamptz,
  ask_at timestamptz,
  asks int not null default 0,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint attempts_of_order unique (shop_id, order_id, id),
  constraint attempts_paid_has_transaction check ((status = 'paid') = (transaction_id is not null)),
  foreign key (shop_id, order_id) references trade.orders (shop_id, id)
);
comment on table pay.attempts is
  'One number at WeChat Pay for one order: out_trade_no is the id without dashes. What was sent '
  'under it stays as it was sent: appid, mchid, description, amount, time_expire and notify_base '
  '(where the functions are reached); a repeat says the same. A payment is decided per attempt; '
  'the second paid one of an order is refunded.';
alter table pay.attempts enable row level security;
create unique index attempts_transaction_once
  on pay.attempts (shop_id, transaction_id) where transaction_id is not null;
create unique index attempts_one_open on pay.attempts (shop_id, order_id) where status = 'open';
create index attempts_to_ask on pay.attempts (ask_at)
  where status = any (private.attempt_states('unanswered'));

alter table trade.orders add foreign key (shop_id, id, paid_attempt_id)
  references pay.attempts (shop_id, order_id, id);

create function pay.wechat_number(id uuid) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return replace(id::text, '-', '');
end $$;
comment on function pay.wechat_number(uuid) is
  'The number WeChat knows a row by: 32 digits and letters, allowed as out_trade_no, out_refund_no '
  'and out_bill_no.';

create table trade.after_sales (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  order_id uuid not null,
  member_id uuid not null,
  kind text not null
    constraint after_sales_kind_known check (kind in ('refund_only', 'return_refund', 'exchange')),
  origin text not null default 'buyer'
    constraint after_sales_origin_known check (origin in ('buyer', 'shop', 'provider')),
  reason text not null
    constraint after_sales_reason_length check (length(reason) between 1 and 200),
  status text not null default 'requested' constraint after_sales_status_known check (status in
    ('requested', 'approved', 'rejected', 'returning', 'received',
        'refunding', 'refunded', 'refund_failed', 'exchanged', 'cancelled')),
  review_reason text,
  requested_at timestamptz not null default private.now(),
  reviewed_at timestamptz,
  sent_at timestamptz,
  return_carrier text
    constraint after_sales_return_carrier_length check (length(return_carrier) between 1 and 32),
  return_tracking_no text
    constraint after_sales_return_tracking_length
    check (length(return_tracking_no) between 6 and 32),
  received_at timestamptz,
  finished_at timestamptz,
  due_at timestamptz,
  warned_at timestamptz,
  primary key (shop_id, id),
  constraint after_sales_of_order unique (shop_id, order_id, id),
  foreign key (shop_id, order_id) references trade.orders (shop_id, id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table trade.after_sales is
  'What a buyer asks for after paying, and what became of it. due_at is when the wait it is in '
  'ends by itself, warned_at when both sides were told of that.';
alter table trade.after_sales enable row level security;
create index after_sales_by_status on trade.after_sales (shop_id, status, id);
create index after_sales_due on trade.after_sales (due_at)
  where status = any (private.after_sale_states('waiting'));

create table trade.after_sale_lines (
  shop_id uuid not null,
  after_sale_id uuid not null,
  order_id uuid not null,
  line_no smallint not null,
  quantity int not null constraint after_sale_lines_quantity_not_negative check (quantity >= 0),
  goods_fen bigint not null default 0
    constraint after_sale_lines_goods_not_negative check (goods_fen >= 0),
  freight_fen bigint not null default 0
    constraint after_sale_lines_freight_not_negative check (freight_fen >= 0),
  restock_quantity int not null default 0
    constraint after_sale_lines_restock_within check (restock_quantity between 0 and quantity),
  primary key (shop_id, after_sale_id, line_no),
  foreign key (shop_id, order_id, after_sale_id)
      references trade.after_sales (shop_id, order_id, id),
  foreign key (shop_id, order_id, line_no) references trade.order_lines (shop_id, order_id, line_no)
);
comment on table trade.after_sale_lines is
  'How many of which line, none where WeChat gave back a sum; goods_fen and freight_fen are '
  'decided when the refund is.';
alter table trade.after_sale_lines enable row level security;
create index after_sale_lines_of_line on trade.after_sale_lines (shop_id, order_id, line_no);

create table pay.refunds (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  order_id uuid not null,
  attempt_id uuid,
  after_sale_id uuid,
  cause text not null
    constraint refunds_cause_known
    check (cause in ('after_sale', 'late_payment', 'second_payment', 'old_price', 'provider')),
  payable_fen bigint not null
    constraint refunds_payable_not_negative check (payable_fen >= 0),
  status text not null default 'refunding' constraint refunds_status_known
    check (status in ('refunding', 'refunded', 'refund_failed', 'given_up')),
  by_hand text constraint refunds_by_hand_known check (by_hand in ('wechat', 'outside')),
  created_at timestamptz not null default private.now(),
  refunded_at timestamptz,
  provider_refund_id text,
  primary key (shop_id, id),
  constraint refunds_after_sale_once unique (shop_id, after_sale_id),
  constraint refunds_after_sale_named check ((cause = 'after_sale') = (after_sale_id is not null)),
  constraint refunds_of_a_payment check (attempt_id is not null or payable_fen = 0),
  constraint refunds_by_hand_are_over check (by_hand is null or status = 'refunded'),
  foreign key (shop_id, order_id, attempt_id) references pay.attempts (shop_id, order_id, id),
  foreign key (shop_id, order_id, after_sale_id)
      references trade.after_sales (shop_id, order_id, id)
);
comment on table pay.refunds is
  'Money owed back to a payer, payable_fen = goods + freight: an after-sale''s, or the whole of a '
  'payment that came too late or twice. provider_refund_id: WeChat''s own number of one made there '
  'without us. by_hand: staff '
  'say that it was settled, at WeChat or outside of it. given_up: staff and the buyer agreed that '
  'the goods stay with the buyer.';
alter table pay.refunds enable row level security;
create unique index refunds_attempt_whole_once
  on pay.refunds (shop_id, attempt_id) where cause <> 'after_sale';
create unique index refunds_provider_once
  on pay.refunds (shop_id, provider_refund_id) where provider_refund_id is not null;
create index refunds_of_order on pay.refunds (shop_id, order_id);

create table pay.refund_attempts (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  refund_id uuid not null,
  amount_fen bigint not null constraint refund_attempts_amount_positive check (amount_fen > 0),
  status text not null default 'open' constraint refund_attempts_status_known
    check (status in ('open', 'processing', 'success', 'closed', 'abnormal', 'mending')),
  wechat_refund_id text,
  failure text,
  ask_at timestamptz,
  asks int not null default 0,
  created_at timestamptz not null default private.now(),
  settled_at timestamptz,
  primary key (shop_id, id),
  foreign key (shop_id, refund_id) references pay.refunds (shop_id, id)
);
comment on table pay.refund_attempts is
  'One out_refund_no (the id without dashes). Only a closed one gets a successor. An abnormal one '
  'keeps its number for ever, for WeChat still holds its money: it is mending while we ask WeChat '
  'to pay it elsewhere, and success ends it whenever that comes.';
alter table pay.refund_attempts enable row level security;
create unique index refund_attempts_one_live
  on pay.refund_attempts (shop_id, refund_id) where status <> 'closed';
create index refund_attempts_to_ask on pay.refund_attempts (ask_at)
  where status = any (private.refund_attempt_states('unanswered'));
