-- Withdrawals: money leaves the balance with the request and comes back only by a new transfer.

create table pay.withdrawals (
  shop_id uuid not null,
  id uuid not null,
  distributor_id uuid not null,
  amount_fen bigint not null constraint withdrawals_amount_positive check (amount_fen > 0),
  fee_fen bigint not null default 0,
  tax_fen bigint not null default 0,
  net_fen bigint not null,
  with_name boolean not null default false,
  withholding jsonb,
  status text not null constraint withdrawals_status_known check (status in
    ('requested', 'approved', 'rejected', 'held', 'submitted',
        'processing', 'wait_user_confirm', 'paid', 'failed', 'cancelled')),
  mchid text,
  wechat_bill_no text,
  package_info text,
  confirm_before timestamptz,
  failure text,
  failure_message text,
  contradicted_at timestamptz,
  cancel_requested_at timestamptz,
  ask_at timestamptz,
  asks int not null default 0,
  requested_at timestamptz not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  review_reason text,
  submitted_at timestamptz,
  finished_at timestamptz,
  primary key (shop_id, id),
  constraint withdrawals_contradicted_after_return
    check (contradicted_at is null or status = any (private.withdrawal_states('returned'))),
  constraint withdrawals_net_adds_up check (net_fen = amount_fen - fee_fen - tax_fen
    and fee_fen >= 0 and tax_fen >= 0 and net_fen > 0),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table pay.withdrawals is
  'A distributor asks to be paid; out_bill_no at WeChat is the id without dashes and never '
  'changes, mchid pays it and stays too. An expired or failed one returns the money and is asked '
  'anew; with_name: WeChat wants the real name with it; withholding: the table '
  'that its tax follows; contradicted_at says since when WeChat contradicts that, which holds the '
  'whole balance.';
alter table pay.withdrawals enable row level security;
create index withdrawals_of_distributor on pay.withdrawals (shop_id, distributor_id, id desc);
create index withdrawals_by_status on pay.withdrawals (shop_id, status, id);
create index withdrawals_by_amount on pay.withdrawals (shop_id, amount_fen, id);
create index withdrawals_to_ask on pay.withdrawals (ask_at)
  where status = any (private.withdrawal_states('at_wechat'));
create index withdrawals_contradicted
  on pay.withdrawals (shop_id, distributor_id) where contradicted_at is not null;
