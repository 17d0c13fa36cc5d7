-- Double entry, append-only. amount, in the unit of its account: credit positive, debit negative,
-- so what is owed to somebody is positive and money held at WeChat, an asset, is the negative of
-- its entries. The entries of a transfer are of one unit and sum to zero.

create table ledger.account_kinds (
  kind text primary key,
  owner_kind text not null
    constraint account_kinds_owner_known check (owner_kind in ('shop', 'distributor', 'member')),
  unit text not null constraint account_kinds_unit_known check (unit in ('fen', 'points')),
  is_kept boolean not null,
  constraint account_kinds_of_accounts unique (kind, owner_kind, unit, is_kept)
);
comment on table ledger.account_kinds is
  'What accounts there are, the same for all shops: whose each is, what it counts, and whether its '
  'balance is kept in a row (where somebody spends from it) or only ever summed. outside: the '
  'merchant''s own money, with which a refund was settled by hand. adjustment: what corrections by '
  'hand cost the shop.';
alter table ledger.account_kinds enable row level security;

insert into ledger.account_kinds (kind, owner_kind, unit, is_kept) values
  ('wechat', 'shop', 'fen', false),
  ('sales', 'shop', 'fen', false),
  ('commission_expense', 'shop', 'fen', false),
  ('commission_pending', 'distributor', 'fen', false),
  ('commission_available', 'distributor', 'fen', true),
  ('payout_open', 'shop', 'fen', false),
  ('payout_fee', 'shop', 'fen', false),
  ('tax_withheld', 'shop', 'fen', false),
  ('adjustment', 'shop', 'fen', false),
  ('outside', 'shop', 'fen', false);

create table ledger.accounts (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  kind text not null,
  owner_kind text not null,
  owner_id uuid not null,
  unit text not null,
  is_kept boolean not null,
  distributor_id uuid generated always as
    (case owner_kind when 'distributor' then owner_id end) stored,
  member_id uuid generated always as (case owner_kind when 'member' then owner_id end) stored,
  primary key (shop_id, id),
  constraint accounts_once unique (shop_id, kind, owner_id),
  constraint accounts_shop_owns_its_own check (owner_kind <> 'shop' or owner_id = shop_id),
  constraint accounts_as_their_kind foreign key (kind, owner_kind, unit, is_kept)
    references ledger.account_kinds (kind, owner_kind, unit, is_kept),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table ledger.accounts is
  'Where something stands that somebody owns: the shop, a distributor or a member. Owner, unit and '
  'is_kept are those of the kind.';
alter table ledger.accounts enable row level security;

create table ledger.transfers (
  shop_id uuid not null,
  id uuid not null,
  kind text not null constraint transfers_kind_known check (kind in
    ('payment', 'refund', 'commission_settle',
        'commission_reverse', 'commission_restore', 'commission_void', 'volume_bonus',
     'withdrawal_request', 'withdrawal_return', 'withdrawal_paid', 'adjustment')),
  idempotency_key text not null,
  subject_id uuid not null,
  unit text not null default 'fen'
    constraint transfers_unit_known check (unit in ('fen', 'points')),
  happened_at timestamptz not null,
  primary key (shop_id, id),
  constraint transfers_cause_once unique (shop_id, idempotency_key)
);
comment on table ledger.transfers is
  'One movement of money or points and its cause; the key is made from the cause, so no cause '
  'moves anything twice.';
alter table ledger.transfers enable row level security;

create table ledger.entries (
  shop_id uuid not null,
  transfer_id uuid not null,
  account_id uuid not null,
  amount bigint not null constraint entries_not_zero check (amount <> 0),
  balance_after bigint,
  primary key (shop_id, transfer_id, account_id),
  foreign key (shop_id, transfer_id) references ledger.transfers (shop_id, id)
);
comment on table ledger.entries is
  'Credit positive, debit negative, in the unit of the account. balance_after stands on entries of '
  'accounts that keep a balance. No foreign key to the account: every order of a shop would lock '
  'the rows of the shop''s accounts; private.post looks the account up by shop and unit, and '
  'private.ledger_violations looks again.';
alter table ledger.entries enable row level security;
create index entries_of_balance
  on ledger.entries (shop_id, account_id, transfer_id) where balance_after is not null;

create table ledger.balances (
  shop_id uuid not null,
  account_id uuid not null,
  balance bigint not null default 0,
  version bigint not null default 0,
  primary key (shop_id, account_id),
  foreign key (shop_id, account_id) references ledger.accounts (shop_id, id)
) with (fillfactor = 70);
comment on table ledger.balances is
  'The kept balances, in the unit of their account: today what a distributor may withdraw. Below '
  'zero after a reversal, until later commission fills it. Equals the sum of its entries.';
alter table ledger.balances enable row level security;

create function ledger.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'integrity_constraint_violation';
end $$;
comment on function ledger.refuse_change() is
  'Refuses every update, delete and truncate, to the owner too.';
create trigger transfers_append_only before update or delete
  on ledger.transfers for each row execute function ledger.refuse_change();
create trigger transfers_no_truncate before truncate
  on ledger.transfers execute function ledger.refuse_change();
create trigger entries_append_only before update or delete
  on ledger.entries for each row execute function ledger.refuse_change();
create trigger entries_no_truncate before truncate
  on ledger.entries execute function ledger.refuse_change();

create function ledger.check_zero_sum() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select from added group by shop_id, transfer_id having sum(amount) <> 0) then
    raise exception 'entries of a transfer must sum to zero'
        using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
comment on function ledger.check_zero_sum() is
  'All entries of a transfer come in one statement and sum to zero.';
create trigger entries_sum_to_zero after insert on ledger.entries
  referencing new table as added for each statement execute function ledger.check_zero_sum();
