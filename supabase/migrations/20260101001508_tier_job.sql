-- When tiers are evaluated: after each settlement, and once a night.

create function private.mark_settled_tiers() returns void
language plpgsql volatile set search_path = '' as $$
declare
  span private.fold_span;
begin
  perform from ops.watermarks w where w.name = 'tiers' for update skip locked;
  if not found and exists (select from ops.watermarks w where w.name = 'tiers') then
    return;   -- somebody is at it
  end if;
  span := private.fold('tiers');
  with due as (
    select d.shop_id, d.id from referral.distributors d
     where span.anew or (d.shop_id, d.id) in (
       select e.shop_id, e.member_id from ops.events e
        where e.kind = 'commission.settled' and e.xid >= span.since and e.xid < span.upto)
     order by d.shop_id, d.id for no key update
  )
  update referral.distributors d set tier_checked_on = null
    from due where d.shop_id = due.shop_id and d.id = due.id;
end $$;
comment on function private.mark_settled_tiers() is
  'Distributors who settled something since the last time are due: read from the events, so that '
  'settling waits for nobody''s tier. A restored dump makes all of them due.';

create function api.evaluate_tiers(batch int default 100) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := least(greatest(coalesce(batch, 100), 1), 1000);
  due record;
  evaluated int := 0;
  stuck uuid[] := '{}';
begin
  perform private.mark_settled_tiers();
  for due in
    select d.shop_id, d.id from referral.distributors d
     where d.status = 'approved' and (d.tier_checked_on is null
         or d.tier_checked_on < private.shop_day(private.now()))
       and not exists (select from ops.stuck k
                        where k.shop_id = d.shop_id and k.job = 'tier'
                          and k.subject_id = d.id and k.next_at > private.now())
     order by d.tier_checked_on nulls first limit most for no key update skip locked
  loop
    begin
      perform private.evaluate_tier(due.shop_id, due.id);
    exception when deadlock_detected or lock_not_available then raise;
    when others then   -- the others do not wait for this one
      perform private.set_aside(due.shop_id, 'tier', due.id, sqlerrm);
      stuck := stuck || due.id;
    end;
    evaluated := evaluated + 1;
  end loop;
  perform private.end_stuck('tier');
  return jsonb_build_object('evaluated', evaluated, 'more', evaluated = most)
      || case when stuck = '{}' then '{}' else jsonb_build_object('stuck', stuck) end;
end $$;
comment on function api.evaluate_tiers(int) is
  'Evaluate the tiers that are due: of who settled since the last time, and everybody''s once a '
  'day, at night. Rows another worker has are skipped. Answers {"evaluated", "more", "stuck"?}: '
  'stuck are distributors whose evaluation raised, who are set aside for a while.';
grant execute on function api.evaluate_tiers(int) to mall_jobs;
