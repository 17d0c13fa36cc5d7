-- Commission: promised when the order is paid, held while anything is open, settled after the
-- after-sales window.

create table ledger.commissions (
  shop_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  line_no smallint not null,
  level smallint not null constraint commissions_two_levels check (level in (1, 2)),
  distributor_id uuid not null,
  buyer_id uuid not null,
  rule_kind text not null
    constraint commissions_rule_kind_known check (private.rule_words(rule_kind) is not null),
  rule_id uuid not null,
  kind text not null default 'order'
    constraint commissions_kind_known check (kind in ('order', 'volume_bonus')),
  bonus_month date,
  rule_version int not null,
  rule_tier smallint,
  base_fen bigint not null constraint commissions_base_positive check (base_fen > 0),
  rate_bps int constraint commissions_rate_range check (rate_bps between 0 and 10000),
  fixed_fen bigint constraint commissions_fixed_positive check (fixed_fen > 0),
  cap_bps int not null constraint commissions_cap_range check (cap_bps between 0 and 5000),
  extras jsonb not null default '[]',
  extra_fen bigint not null default 0
    constraint commissions_extra_within check (extra_fen between 0 and commission_fen),
  volume_bps int constraint commissions_volume_rate_range check (volume_bps between 1 and 5000),
  volume_fen bigint not null default 0
    constraint commissions_volume_within check (volume_fen between 0 and commission_fen),
  commission_fen bigint not null constraint commissions_amount_positive check (commission_fen > 0),
  clamped boolean not null default false,
  remaining_base_fen bigint not null,
  reversed_fen bigint not null default 0,
  status text not null default 'pending'
    constraint commissions_status_known check (status in ('pending', 'held', 'settled', 'void')),
  settle_days int not null,
  settle_at timestamptz,
  settled_at timestamptz,
  created_at timestamptz not null,
  primary key (shop_id, id),
  constraint commissions_line_level_once unique (shop_id, order_id, line_no, level, kind),
  constraint commissions_rate_or_fixed
    check (num_nonnulls(rate_bps, fixed_fen) = case kind when 'order' then 1 else 0 end),
  constraint commissions_bonus_is_volume check (kind = 'order'
    or (level = 1 and volume_bps is not null and volume_fen = commission_fen)),
  constraint commissions_bonus_has_month
    check ((kind = 'volume_bonus') = (bonus_month is not null)),
  constraint commissions_within_base check (commission_fen <= base_fen),
  constraint commissions_reversal_exact
    check (remaining_base_fen between 0 and base_fen and reversed_fen between 0 and commission_fen),
  constraint commissions_settled_has_time
    check ((settled_at is not null) = (status = 'settled') or status = 'void'),
  foreign key (shop_id, order_id, line_no)
      references trade.order_lines (shop_id, order_id, line_no),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table ledger.commissions is
  'What one line pays one beneficiary, with the rule, the rate or the fixed sum per piece, the cap '
  'and the base it came from, as the line''s terms say; extra_fen and volume_fen are the parts of '
  'commission_fen that extras and the volume''s step added. After refunds '
  'commission_fen - reversed_fen = floor(commission_fen * remaining_base_fen / base_fen). held '
  'while any hold is open. A volume_bonus pays a month''s volume afterwards and is computed anew '
  'after every refund (private.recompute_bonus): base_fen is what was kept of the line when the '
  'row was made, reversed_fen whatever the bonus is less than it was.';
alter table ledger.commissions enable row level security;
create index commissions_of_distributor on ledger.commissions (shop_id, distributor_id, id desc);
create index commissions_of_month
  on ledger.commissions (shop_id, distributor_id, bonus_month) where bonus_month is not null;
create index commissions_unsettled on ledger.commissions (shop_id, distributor_id)
  where status = any (private.commission_states('unsettled'));
create index commissions_to_settle on ledger.commissions (settle_at)
  where status = 'pending' and settle_at is not null;
create index commissions_settled
  on ledger.commissions (shop_id, settled_at desc, id desc) where status = 'settled';
create index commissions_settled_of_distributor
  on ledger.commissions (shop_id, distributor_id, settled_at desc, id desc)
  where status = 'settled';

create function private.unsettled(shop_id uuid,
  distributor_id uuid, out pending_fen bigint, out held_fen bigint)
language sql stable set search_path = '' as $$
  select coalesce(sum(c.commission_fen - c.reversed_fen) filter (where c.status = 'pending'),
      0)::bigint,
         coalesce(sum(c.commission_fen - c.reversed_fen) filter (where c.status = 'held'),
             0)::bigint
    from ledger.commissions c
   where c.shop_id = unsettled.shop_id and c.distributor_id = unsettled.distributor_id
     and c.status = any (private.commission_states('unsettled'))
$$;
comment on function private.unsettled(uuid, uuid) is
  'What is promised to a distributor and not in his balance, in fen: on its way, and kept back by '
  'a hold. Every screen shows both apart.';

create table ledger.commission_holds (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  commission_id uuid not null,
  reason text not null
    constraint commission_holds_reason_known
    check (reason in ('after_sale', 'risk', 'suspension', 'expulsion', 'staff')),
  after_sale_id uuid,
  case_id uuid,
  note text,
  opened_at timestamptz not null default private.now(),
  released_at timestamptz,
  primary key (shop_id, id),
  constraint commission_holds_after_sale_named
    check ((reason = 'after_sale') = (after_sale_id is not null)),
  constraint commission_holds_case_named check ((reason = 'risk') = (case_id is not null)),
  foreign key (shop_id, commission_id) references ledger.commissions (shop_id, id),
  foreign key (shop_id, after_sale_id) references trade.after_sales (shop_id, id)
);
comment on table ledger.commission_holds is
  'Why a commission may not settle yet; several at once, each released for itself.';
alter table ledger.commission_holds enable row level security;
create function private.is_liftable(reason text) returns boolean
language plpgsql immutable set search_path = '' as $$
begin
  return reason not in ('after_sale', 'risk', 'suspension');
end $$;
comment on function private.is_liftable(text) is
  'May staff lift a hold of this reason? Those of an after-sale, a case of the risk centre or a '
  'suspension end with it alone.';
create index commission_holds_open
  on ledger.commission_holds (shop_id, commission_id) where released_at is null;
create index commission_holds_after_sale on ledger.commission_holds (shop_id, after_sale_id);
create index commission_holds_case
  on ledger.commission_holds (shop_id, case_id) where case_id is not null;
