-- The one way money moves in the books.

create function private.open_shop_accounts(shop_id uuid) returns void
language sql volatile set search_path = '' as $$
  insert into ledger.accounts (shop_id, kind, owner_id)
  select open_shop_accounts.shop_id, kind, open_shop_accounts.shop_id
    from unnest(array['wechat', 'sales', 'commission_expense',
        'payout_open', 'payout_fee', 'tax_withheld', 'outside']) kind
  on conflict on constraint accounts_once do nothing
$$;
comment on function private.open_shop_accounts(uuid) is
  'The accounts that belong to a shop itself. Safe to repeat.';

create function private.open_distributor_accounts(shop_id uuid, distributor_id uuid) returns void
language sql volatile set search_path = '' as $$
  insert into ledger.accounts (shop_id, kind, distributor_id, owner_id)
  select open_distributor_accounts.shop_id, kind,
      open_distributor_accounts.distributor_id, open_distributor_accounts.distributor_id
    from unnest(array['commission_pending', 'commission_available']) kind
  on conflict on constraint accounts_once do nothing;

  insert into ledger.balances (shop_id, distributor_id, account_id)
  select a.shop_id, a.distributor_id, a.id from ledger.accounts a
   where a.shop_id = open_distributor_accounts.shop_id
     and a.distributor_id = open_distributor_accounts.distributor_id
     and a.kind = 'commission_available'
  on conflict on constraint balances_pkey do nothing
$$;
comment on function private.open_distributor_accounts(uuid, uuid) is
  'The two accounts of a distributor and his balance row. Safe to repeat.';

create function private.post(
  shop_id uuid, kind text, key text, subject_id uuid, kinds text[], owners uuid[], amounts bigint[]
) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  transfer_id uuid := private.new_id();
  now timestamptz := private.now();
  n int := array_position(kinds, 'commission_available');
  balance bigint;
begin
  insert into ledger.transfers (shop_id, id, kind,
      idempotency_key, subject_id, happened_at, created_at)
  values (post.shop_id, transfer_id, post.kind, post.key, post.subject_id, now, now);

  if n is not null and amounts[n] <> 0 then
    update ledger.balances b set balance_fen = b.balance_fen + amounts[n], version = b.version + 1
     where b.shop_id = post.shop_id and b.distributor_id = owners[n]
       and (post.kind <> 'withdrawal_request' or b.balance_fen + amounts[n] >= 0)
    returning b.balance_fen into balance;
    if not found then
      perform private.fail('BALANCE_TOO_LOW');
    end if;
  end if;

  insert into ledger.entries (shop_id, transfer_id, account_id, amount_fen, balance_after_fen)
  select post.shop_id, transfer_id,
         (select a.id from ledger.accounts a
           where a.shop_id = post.shop_id and a.kind = e.kind
             and a.owner_id = coalesce(e.owner, post.shop_id) and a.unit = 'fen'),
         e.amount, case when e.kind = 'commission_available' then balance end
    from unnest(kinds, owners, amounts) e(kind, owner, amount)
   where e.amount <> 0;
  return transfer_id;
end $$;
comment on function private.post(uuid, text, text, uuid, text[], uuid[], bigint[]) is
  'One transfer with its entries, credit positive, in fen; each account once, owners are '
  'distributors, null for the shop. At most one balance row moves, here and nowhere else: for a '
  'withdrawal only while the balance suffices (BALANCE_TOO_LOW), for everything else without '
  'condition. Callers who post for several distributors lock their balance rows in id order first.';

create function private.lock_balances(shop_id uuid, distributor_ids uuid[]) returns void
language sql volatile set search_path = '' as $$
  select from ledger.balances b
   where b.shop_id = lock_balances.shop_id and b.distributor_id = any (distributor_ids)
   order by b.distributor_id for update
$$;
comment on function private.lock_balances(uuid, uuid[]) is
  'Lock balance rows in the order everybody locks them.';
