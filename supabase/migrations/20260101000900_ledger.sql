-- Double entry, append-only. amount_fen: credit positive, debit negative, so what is owed to
-- somebody is positive and money held at WeChat, an asset, is the negative of its entries. The
-- entries of a transfer sum to zero.

create table ledger.accounts (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  kind text not null constraint accounts_kind_known check (kind in
    ('wechat', 'sales', 'commission_expense', 'commission_pending',
        'commission_available', 'payout_open', 'payout_fee', 'tax_withheld', 'outside')),
  distributor_id uuid,
  owner_id uuid not null,
  unit text not null default 'fen' constraint accounts_unit_known check (unit in ('fen', 'points')),
  primary key (shop_id, id),
  constraint accounts_once unique (shop_id, kind, owner_id, unit),
  constraint accounts_owner_by_kind
    check ((kind in ('commission_pending', 'commission_available')) = (distributor_id is not null)),
  constraint accounts_owner_is_shop_or_distributor
    check (owner_id = coalesce(distributor_id, shop_id)),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table ledger.accounts is
  'Where money stands. Two kinds belong to a distributor, the others to the shop. outside: the '
  'merchant''s own money, with which he settled a refund by hand.';
alter table ledger.accounts enable row level security;

create table ledger.transfers (
  shop_id uuid not null,
  id uuid not null,
  kind text not null constraint transfers_kind_known check (kind in
    ('payment', 'refund', 'commission_settle',
        'commission_reverse', 'commission_restore', 'commission_void',
     'withdrawal_request', 'withdrawal_return', 'withdrawal_paid', 'adjustment')),
  idempotency_key text not null,
  subject_id uuid not null,
  happened_at timestamptz not null,
  created_at timestamptz not null default private.now(),
  xid xid8 not null default pg_current_xact_id(),
  primary key (shop_id, id),
  constraint transfers_cause_once unique (shop_id, idempotency_key)
);
comment on table ledger.transfers is
  'One movement of money and its cause; the key is made from the cause, so no cause moves money '
  'twice.';
alter table ledger.transfers enable row level security;
create index transfers_subject on ledger.transfers (shop_id, subject_id);

create table ledger.entries (
  shop_id uuid not null,
  transfer_id uuid not null,
  account_id uuid not null,
  amount_fen bigint not null constraint entries_not_zero check (amount_fen <> 0),
  balance_after_fen bigint,
  primary key (shop_id, transfer_id, account_id),
  foreign key (shop_id, transfer_id) references ledger.transfers (shop_id, id)
);
comment on table ledger.entries is
  'Credit positive, debit negative. balance_after_fen stands only on entries of '
  'commission_available. No foreign key to the account: every order of a shop would lock the rows '
  'of the shop''s accounts; private.post looks the account up by shop, and '
  'private.ledger_violations looks again.';
alter table ledger.entries enable row level security;
create index entries_of_account on ledger.entries (shop_id, account_id, transfer_id);

create table ledger.balances (
  shop_id uuid not null,
  distributor_id uuid not null,
  account_id uuid not null,
  balance_fen bigint not null default 0,
  version bigint not null default 0,
  primary key (shop_id, distributor_id),
  foreign key (shop_id, account_id) references ledger.accounts (shop_id, id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
) with (fillfactor = 70);
comment on table ledger.balances is
  'The one kept balance: what a distributor may withdraw. Below zero after a reversal, until later '
  'commission fills it. Equals the sum of its entries.';
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
  if exists (select from added group by shop_id, transfer_id having sum(amount_fen) <> 0) then
    raise exception 'entries of a transfer must sum to zero'
        using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
comment on function ledger.check_zero_sum() is
  'All entries of a transfer come in one statement and sum to zero.';
create trigger entries_sum_to_zero after insert on ledger.entries
  referencing new table as added for each statement execute function ledger.check_zero_sum();
