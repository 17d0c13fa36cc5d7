-- Withdrawals and cases: judged when asked for, before they leave; held by a case, and let go.

create function private.hold_case_withdrawals(weighed risk.cases) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if not exists (select from pay.withdrawals w   -- a new one waits for lock_risk
      where w.shop_id = weighed.shop_id and w.distributor_id = weighed.distributor_id
        and w.status = any (private.withdrawal_states('holdable'))) then
    return;
  end if;
  perform private.lock_balances(weighed.shop_id, 'commission_available',
    array[weighed.distributor_id]);
  insert into risk.case_withdrawals (shop_id, case_id, withdrawal_id)
  select w.shop_id, weighed.id, w.id from pay.withdrawals w
   where w.shop_id = weighed.shop_id and w.distributor_id = weighed.distributor_id
     and w.status = any (private.withdrawal_states('holdable'))
  on conflict do nothing;
  perform private.hold_withdrawals(weighed.shop_id, weighed.distributor_id, '核实中');
end $$;
comment on function private.hold_case_withdrawals(risk.cases) is
  'A distributor''s withdrawals that WeChat was not asked for wait for the decision of the case, '
  'in words that say nothing of it. The caller holds lock_risk.';

create function private.hold_weighed(weighed risk.cases[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.hold_case_withdrawals(c)
     from unnest(weighed) c where c.held_at is not null;
end $$;
comment on function private.hold_weighed(risk.cases[]) is
  'The withdrawals of cases that hold wait too, when the commission of all of them is held: '
  'balances are locked after commission rows.';

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

create function private.let_withdrawals_go(ended risk.cases, send boolean) returns void
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals;
begin
  perform private.lock_balances(ended.shop_id, 'commission_available',
    array[ended.distributor_id]);
  for withdrawal in
    select w.* from risk.case_withdrawals x
      join pay.withdrawals w on w.shop_id = x.shop_id and w.id = x.withdrawal_id
     where x.shop_id = ended.shop_id and x.case_id = ended.id and w.status = 'held'
     order by w.id for update of w
  loop
    continue when private.is_suspended(withdrawal.shop_id, withdrawal.distributor_id)
      or private.is_contradicted(withdrawal.shop_id, withdrawal.distributor_id)
      or private.balance_of(withdrawal.shop_id,
        'commission_available', withdrawal.distributor_id) < 0;   -- held for that now
    update pay.withdrawals w
       set review_reason = null, status = case when send and (w.reviewed_by is not null
             or w.amount_fen <= (select r.review_above_fen from shop.withdrawal_rules r
                                  where r.shop_id = w.shop_id)) then 'approved' else 'requested' end
     where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id returning w.* into withdrawal;
    perform private.end_work(withdrawal.shop_id, 'withdrawal_held', withdrawal.id);
    perform private.send_withdrawal(withdrawal) where withdrawal.status = 'approved';
    perform private.tell_withdrawal(withdrawal, '{}');
  end loop;
end $$;
comment on function private.let_withdrawals_go(risk.cases, boolean) is
  'Withdrawals that waited for a case go on as if it had not been (send), or wait for a review; '
  'those that something else holds too stay held.';
