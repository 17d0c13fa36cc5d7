-- A withdrawal is judged when it is asked for, before it leaves.

create function private.lock_concerned(shop_id uuid, distributor_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from ledger.commissions c   -- before the balance, as everybody locks them
    where c.shop_id = lock_concerned.shop_id and c.id in (
      select i from risk.cases k
       cross join lateral unnest(private.concerned_commissions(k.shop_id, k.id)) i
       where k.shop_id = lock_concerned.shop_id
         and k.distributor_id = lock_concerned.distributor_id and k.status = 'open')
    order by c.id for update;
end $$;
comment on function private.lock_concerned(uuid, uuid) is
  'Lock the commission that a withdrawal could hold, before the balance. The caller holds '
  'lock_risk.';

create function private.risk_stops(withdrawal pay.withdrawals) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  opened risk.cases;
begin
  perform private.apply_hits(
    private.judge_subjects(withdrawal.shop_id, 'withdrawal', array[withdrawal.id]));
  select c.* into opened from risk.cases c
   where c.shop_id = withdrawal.shop_id and c.distributor_id = withdrawal.distributor_id
     and c.status = 'open' and c.held_at is not null;
  if found then
    perform private.hold_case_withdrawals(opened);
  end if;
  return opened.id is not null;
end $$;
comment on function private.risk_stops(pay.withdrawals) is
  'Judge a withdrawal that was just asked for: with a case that holds it waits as well, and is '
  'held now. The caller holds lock_risk, private.lock_concerned and the balance.';

create function private.is_under_suspicion(shop_id uuid, distributor_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from risk.cases c
                  where c.shop_id = is_under_suspicion.shop_id
                    and c.distributor_id = is_under_suspicion.distributor_id
                    and c.status = 'open' and c.held_at is not null)
$$;
comment on function private.is_under_suspicion(uuid, uuid) is
  'Is there a case of this distributor that holds? Then no withdrawal leaves before its decision.';
