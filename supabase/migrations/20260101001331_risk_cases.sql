-- Cases: what the rules found about one distributor, until staff decide.

create table risk.cases (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  distributor_id uuid not null,
  status text not null default 'open' constraint cases_status_known check (status in
    ('open', 'released', 'voided', 'suspended', 'expelled', 'expired')),
  score int not null default 0 constraint cases_score_not_negative check (score >= 0),
  opened_at timestamptz not null default private.now(),
  changed_at timestamptz not null default private.now(),
  held_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  primary key (shop_id, id),
  constraint cases_open_undecided check ((status = 'open') = (decided_at is null)),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table risk.cases is
  'score: the sum of the weights of its hits. held_at: since when it holds what it concerns. '
  'expired: nobody decided in time, so all of it was released. decided_by is a row of shop.staff, '
  'null for the job.';
alter table risk.cases enable row level security;
create unique index cases_one_open on risk.cases (shop_id, distributor_id) where status = 'open';
create index cases_by_status on risk.cases (shop_id, status, id desc);
create index cases_of_distributor on risk.cases (shop_id, distributor_id, id desc);
create index cases_to_end on risk.cases (opened_at) where status = 'open';

create table risk.hits (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  case_id uuid not null,
  distributor_id uuid not null,
  rule text not null,
  key text not null,
  weight int not null constraint hits_weight_range check (weight between 1 and 100),
  evidence jsonb not null,
  times int not null default 1,
  first_at timestamptz not null default private.now(),
  last_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint hits_once_per_case unique (shop_id, case_id, rule, key),
  foreign key (shop_id, case_id) references risk.cases (shop_id, id)
);
comment on table risk.hits is
  'What a rule found, once however often it finds it (times). rule is one of risk.rules without a '
  'foreign key: every hit would lock one of a few rows.';
alter table risk.hits enable row level security;
create index hits_of_key on risk.hits (shop_id, distributor_id, rule, key, id desc);
create index hits_of_rule on risk.hits (shop_id, rule, case_id);

create table risk.hit_orders (
  shop_id uuid not null,
  hit_id uuid not null,
  order_id uuid not null,
  primary key (shop_id, hit_id, order_id),
  foreign key (shop_id, hit_id) references risk.hits (shop_id, id)
);
comment on table risk.hit_orders is
  'The orders that a hit concerns. No foreign key to the order: it would lock a row that buyers '
  'and refunds are at.';
alter table risk.hit_orders enable row level security;

create table risk.case_withdrawals (
  shop_id uuid not null,
  case_id uuid not null,
  withdrawal_id uuid not null,
  primary key (shop_id, case_id, withdrawal_id),
  foreign key (shop_id, case_id) references risk.cases (shop_id, id),
  foreign key (shop_id, withdrawal_id) references pay.withdrawals (shop_id, id)
);
comment on table risk.case_withdrawals is 'Withdrawals that wait for the decision of a case.';
alter table risk.case_withdrawals enable row level security;
create index case_withdrawals_of on risk.case_withdrawals (shop_id, withdrawal_id);

create table risk.trusted (
  shop_id uuid not null,
  distributor_id uuid not null,
  rules text[] not null constraint trusted_rules_named check (cardinality(rules) > 0),
  until date not null,
  staff_id uuid not null,
  reason text not null,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, distributor_id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table risk.trusted is
  'Distributors whom the named rules pass by until a day, Asia/Shanghai, that day included.';
alter table risk.trusted enable row level security;

alter table ledger.commission_holds
  add foreign key (shop_id, case_id) references risk.cases (shop_id, id);
