-- What the shop owed at a moment that has passed, exactly: what it owes now, less everything that
-- the append-only entries and the history of holds say has happened since.

create table ledger.held_changes (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  commission_id uuid not null,
  distributor_id uuid not null,
  amount_fen bigint not null constraint held_changes_not_zero check (amount_fen <> 0),
  primary key (shop_id, id),
  foreign key (shop_id, commission_id) references ledger.commissions (shop_id, id)
);
comment on table ledger.held_changes is
  'By how much the commission that holds keep back became more or less, in fen: the ledger knows '
  'what is promised, and this what of it was held. Append-only; ids are made in the order of time.';
alter table ledger.held_changes enable row level security;
create trigger held_changes_append_only before update or delete
  on ledger.held_changes for each row execute function ledger.refuse_change();
create trigger held_changes_no_truncate before truncate
  on ledger.held_changes execute function ledger.refuse_change();

create function ledger.note_held() returns trigger
language plpgsql set search_path = '' as $$
declare
  before bigint := 0;
  after bigint := case when new.status = 'held'
    then new.commission_fen - new.reversed_fen else 0 end;
begin
  if tg_op = 'UPDATE' and old.status = 'held' then
    before := old.commission_fen - old.reversed_fen;
  end if;
  if after <> before then
    insert into ledger.held_changes (shop_id, commission_id, distributor_id, amount_fen)
    values (new.shop_id, new.id, new.distributor_id, after - before);
  end if;
  return null;
end $$;
comment on function ledger.note_held() is
  'Keep what a change of a commission does to the sum that is held. Promising and settling touch '
  'nothing that is held and write nothing.';
create trigger inserted_held after insert on ledger.commissions
  for each row when (new.status = 'held') execute function ledger.note_held();
create trigger changed_held after update of status, reversed_fen on ledger.commissions
  for each row when (old.status = 'held' or new.status = 'held')
  execute function ledger.note_held();

create function private.liability_changes(shop_id uuid, moment timestamptz) returns table (
  distributor_id uuid, at timestamptz, promised_fen bigint, held_fen bigint, balance_fen bigint,
  paying_fen bigint)
language plpgsql stable rows 1000 set search_path = '' as $$
declare
  first_id uuid := private.id_at(moment);
begin
  return query
    select a.owner_id, private.moment_of(t.id),
           case a.kind when 'commission_pending' then e.amount else 0 end, 0::bigint,
           case a.kind when 'commission_available' then e.amount else 0 end, 0::bigint
      from ledger.transfers t
      join ledger.entries e on e.shop_id = t.shop_id and e.transfer_id = t.id
      join ledger.accounts a on a.shop_id = e.shop_id and a.id = e.account_id
       and a.kind in ('commission_pending', 'commission_available')
     where t.shop_id = liability_changes.shop_id and t.id >= first_id
    union all
    select w.distributor_id, private.moment_of(t.id), 0, 0, 0, e.amount
      from ledger.transfers t
      join pay.withdrawals w on w.shop_id = t.shop_id and w.id = t.subject_id
      join ledger.entries e on e.shop_id = t.shop_id and e.transfer_id = t.id
       and e.account_id = private.account_of(t.shop_id, 'payout_open', t.shop_id)
     where t.shop_id = liability_changes.shop_id and t.id >= first_id
       and t.kind in ('withdrawal_request', 'withdrawal_return', 'withdrawal_paid')
    union all
    select h.distributor_id, private.moment_of(h.id), 0, h.amount_fen, 0, 0
      from ledger.held_changes h
     where h.shop_id = liability_changes.shop_id and h.id >= first_id;
end $$;
comment on function private.liability_changes(uuid, timestamptz) is
  'What moved a shop''s liabilities from a moment on, in fen, with whose and when: promised '
  '(commission_pending), held of it, balance (commission_available), paying (payout_open).';

create function private.liabilities_at(shop_id uuid, moment timestamptz) returns table (
  distributor_id uuid, pending_fen bigint, held_fen bigint, available_fen bigint,
  withdrawing_fen bigint, owed_back_fen bigint)
language plpgsql stable rows 200 set search_path = '' as $$
begin
  return query
    with part as (
      select l.distributor_id as id, l.pending_fen + l.held_fen as promised, l.held_fen as held,
             l.available_fen - l.owed_back_fen as balance, l.withdrawing_fen as paying
        from private.liabilities(liabilities_at.shop_id) l
      union all
      select c.distributor_id, -c.promised_fen, -c.held_fen, -c.balance_fen, -c.paying_fen
        from private.liability_changes(liabilities_at.shop_id, moment) c)
    select p.id, (sum(p.promised) - sum(p.held))::bigint, sum(p.held)::bigint,
           greatest(sum(p.balance), 0)::bigint, sum(p.paying)::bigint,
           greatest(-sum(p.balance), 0)::bigint
      from part p group by p.id
    having sum(p.promised) <> 0 or sum(p.balance) <> 0 or sum(p.paying) <> 0;
end $$;
comment on function private.liabilities_at(uuid, timestamptz) is
  'private.liabilities as it stood at a moment that has passed: everything before it, nothing from '
  'it on. Exact, whatever happened since; it reads what came after that moment and no more.';

create function private.liabilities_on(shop_id uuid, day date) returns table (
  distributor_id uuid, pending_fen bigint, held_fen bigint, available_fen bigint,
  withdrawing_fen bigint, owed_back_fen bigint)
language plpgsql stable rows 200 set search_path = '' as $$
begin
  if day is null then
    return query select * from private.liabilities(liabilities_on.shop_id);
  else
    return query select * from private.liabilities_at(
      liabilities_on.shop_id, (day + 1)::timestamp at time zone 'Asia/Shanghai');
  end if;
end $$;
comment on function private.liabilities_on(uuid, date) is
  'What the shop owed at the end of a day in Shanghai; now, for null.';

create function private.past_day(day date) returns void
language plpgsql stable set search_path = '' as $$
begin
  if day >= (private.now() at time zone 'Asia/Shanghai')::date or day < '2020-01-01' then
    perform private.fail_field('day', '请选择今天之前的日期');
  end if;
end $$;
comment on function private.past_day(date) is
  'A day that has ended in Shanghai, or null for now. Raises INVALID_REQUEST.';
