-- The one way money moves in the books.

create function private.open_accounts(shop_id uuid, owner_kind text, owner_id uuid) returns void
language sql volatile set search_path = '' as $$
  with opened as (
    insert into ledger.accounts (shop_id, kind, owner_kind, owner_id, unit, is_kept)
    select open_accounts.shop_id, k.kind, k.owner_kind, open_accounts.owner_id, k.unit, k.is_kept
      from ledger.account_kinds k where k.owner_kind = open_accounts.owner_kind
    on conflict on constraint accounts_once do nothing
    returning accounts.shop_id, id, accounts.is_kept)
  insert into ledger.balances (shop_id, account_id)
  select o.shop_id, o.id from opened o where o.is_kept
$$;
comment on function private.open_accounts(uuid, text, uuid) is
  'The accounts that every shop, distributor or member has, with their balance rows. Safe to '
  'repeat.';

create function private.account_of(shop_id uuid, kind text, owner_id uuid) returns uuid
language plpgsql stable set search_path = '' as $$
begin
  return (select a.id from ledger.accounts a
           where a.shop_id = account_of.shop_id and a.kind = account_of.kind
             and a.owner_id = account_of.owner_id);
end $$;
comment on function private.account_of(uuid, text, uuid) is
  'An owner''s account of a kind; null while it is not opened.';

create function private.balance_of(shop_id uuid, kind text, owner_id uuid) returns bigint
language plpgsql stable set search_path = '' as $$
begin
  return (select b.balance from ledger.balances b
           where b.shop_id = balance_of.shop_id
             and b.account_id = private.account_of(balance_of.shop_id, balance_of.kind,
                 balance_of.owner_id));
end $$;
comment on function private.balance_of(uuid, text, uuid) is
  'The kept balance of an owner''s account, in its unit; null while it is not opened.';

create function private.post(
  shop_id uuid, kind text, key text, subject_id uuid, kinds text[], owners uuid[], amounts bigint[],
  unit text default 'fen'
) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  transfer_id uuid := private.new_id();
  now timestamptz := private.now();
  is_short boolean;
begin
  insert into ledger.transfers (shop_id, id, kind, idempotency_key, subject_id, unit, happened_at)
  values (post.shop_id, transfer_id, post.kind, post.key, post.subject_id, post.unit, now);

  with side as (
    select a.id as account_id, a.is_kept, e.amount
      from unnest(kinds, owners, amounts) e(kind, owner, amount)
      -- limit 1: looked up by key side by side, however many the planner expects
      left join lateral (
        select x.id, x.is_kept from ledger.accounts x
         where x.shop_id = post.shop_id and x.kind = e.kind
           and x.owner_id = coalesce(e.owner, post.shop_id) and x.unit = post.unit
         limit 1) a on true
     where e.amount <> 0
  ), moved as (
    update ledger.balances b
       set balance = b.balance + (select s.amount from side s where s.is_kept),
           version = b.version + 1
     where b.shop_id = post.shop_id
       and b.account_id = (select s.account_id from side s where s.is_kept)
       and (post.kind <> 'withdrawal_request'
            or b.balance + (select s.amount from side s where s.is_kept) >= 0)
    returning b.account_id, b.balance
  ), written as (
    insert into ledger.entries (shop_id, transfer_id, account_id, amount, balance_after)
    select post.shop_id, transfer_id, s.account_id, s.amount, m.balance
      from side s left join moved m on m.account_id = s.account_id
  )
  select exists (select from side s where s.is_kept) and not exists (select from moved)
    into is_short;
  if is_short then
    perform private.fail('BALANCE_TOO_LOW');
  end if;
  return transfer_id;
end $$;
comment on function private.post(uuid, text, text, uuid, text[], uuid[], bigint[], text) is
  'One transfer with its entries, credit positive, all in one unit; each account once, owners are '
  'distributors or members, null for the shop. At most one kept balance moves, here and nowhere '
  'else: for a withdrawal only while it suffices (BALANCE_TOO_LOW), for everything else without '
  'condition. Callers who post for several owners lock their balance rows first.';

create function private.lock_balances(shop_id uuid, kind text, owner_ids uuid[]) returns void
language sql volatile set search_path = '' as $$
  select from ledger.balances b
    join ledger.accounts a on a.shop_id = b.shop_id and a.id = b.account_id
   where a.shop_id = lock_balances.shop_id and a.kind = lock_balances.kind
     and a.owner_id = any (owner_ids)
   order by a.owner_id, a.id for update of b
$$;
comment on function private.lock_balances(uuid, text, uuid[]) is
  'Lock balance rows in the order everybody locks them: by owner, then by account.';
