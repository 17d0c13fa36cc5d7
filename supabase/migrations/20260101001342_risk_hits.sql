-- A hit finds its case; a case is weighed and holds what it concerns.

create function private.lock_risk(shop_id uuid, distributor_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(
    concat_ws('|', 'risk', lock_risk.shop_id, lock_risk.distributor_id), 0));
end $$;
comment on function private.lock_risk(uuid, uuid) is
  'One at a time adds to, weighs or decides a distributor''s case. Taken before orders, commission '
  'and balances; of several distributors in the order of shop and id.';

create function private.new_orders_of(hit private.risk_hit, given private.risk_settings)
  returns uuid[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(o.id), '{}') from unnest(hit.orders) o(id)
   where not exists (
     select from risk.hits h
       join risk.hit_orders x on x.shop_id = h.shop_id and x.hit_id = h.id and x.order_id = o.id
      where h.shop_id = given.shop_id and h.distributor_id = hit.distributor_id
        and h.rule = given.rule and h.key = hit.key)
$$;
comment on function private.new_orders_of(private.risk_hit, private.risk_settings) is
  'The orders of a hit that no case has had by the same rule and key.';

create function private.is_trusted(shop_id uuid, distributor_id uuid, rule text) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from risk.trusted t
                  where t.shop_id = is_trusted.shop_id
                    and t.distributor_id = is_trusted.distributor_id
                    and is_trusted.rule = any (t.rules)
                    and t.until >= private.shop_day(private.now()))
$$;
comment on function private.is_trusted(uuid, uuid, text) is
  'Does the rule pass this distributor by?';

create function private.open_case(shop_id uuid, distributor_id uuid) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  case_id uuid := (select c.id from risk.cases c
                    where c.shop_id = open_case.shop_id
                      and c.distributor_id = open_case.distributor_id and c.status = 'open');
begin
  if case_id is null then
    insert into risk.cases (shop_id, distributor_id)
    values (open_case.shop_id, open_case.distributor_id) returning id into case_id;
  end if;
  return case_id;
end $$;
comment on function private.open_case(uuid, uuid) is
  'The open case of a distributor, opened where there is none. The caller holds lock_risk.';

create function private.add_hit(hit private.risk_hit, given private.risk_settings) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  known record;
  added uuid[];
  hit_of uuid;
begin
  if hit.weight < 1 or private.is_trusted(given.shop_id, hit.distributor_id, given.rule) then
    return null;
  end if;
  select h.id, h.case_id, h.weight, c.status into known
    from risk.hits h join risk.cases c on c.shop_id = h.shop_id and c.id = h.case_id
   where h.shop_id = given.shop_id and h.distributor_id = hit.distributor_id
     and h.rule = given.rule and h.key = hit.key
   order by h.id desc limit 1;
  added := private.new_orders_of(hit, given);
  if known.status = 'released' or known.status <> 'open' and added = '{}' then
    return null;
  elsif known.status = 'open' then
    update risk.hits h set times = h.times + 1, last_at = private.now(),
           weight = greatest(h.weight, hit.weight), evidence = h.evidence || hit.evidence
     where h.shop_id = given.shop_id and h.id = known.id;
    if added = '{}' and hit.weight <= known.weight then
      return null;   -- nothing new to weigh
    end if;
    hit_of := known.id;
  else
    known.case_id := private.open_case(given.shop_id, hit.distributor_id);
    insert into risk.hits (shop_id, case_id, distributor_id, rule, key, weight, evidence)
    values (given.shop_id, known.case_id, hit.distributor_id, given.rule, hit.key, hit.weight,
            hit.evidence) returning id into hit_of;
  end if;
  insert into risk.hit_orders (shop_id, hit_id, order_id)
  select given.shop_id, hit_of, o.id from unnest(added) o(id);
  return known.case_id;
end $$;
comment on function private.add_hit(private.risk_hit, private.risk_settings) is
  'Put a hit into its distributor''s open case. The same rule and key counts once in a case; what '
  'staff released stays released for later orders too; after another end only orders that no case '
  'has had open one anew. Trusted distributors are passed by. Answers the case that '
  'is to be weighed anew, or null. The caller holds lock_risk.';

create function private.concerned_commissions(shop_id uuid, case_id uuid) returns uuid[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(c.id order by c.id), '{}')
    from (select distinct k.distributor_id, o.order_id
            from risk.cases k
            join risk.hits h on h.shop_id = k.shop_id and h.case_id = k.id
            join risk.hit_orders o on o.shop_id = h.shop_id and o.hit_id = h.id
           where k.shop_id = concerned_commissions.shop_id
             and k.id = concerned_commissions.case_id) x
    join ledger.commissions c on c.shop_id = concerned_commissions.shop_id
     and c.order_id = x.order_id and c.distributor_id = x.distributor_id
     and c.status = any (private.commission_states('unsettled'))
$$;
comment on function private.concerned_commissions(uuid, uuid) is
  'The distributor''s unsettled commission on the orders of a case.';

create function private.weigh_case(shop_id uuid, case_id uuid) returns risk.cases
language plpgsql volatile set search_path = '' as $$
declare
  weighed risk.cases;
begin
  update risk.cases c set score = n.score, changed_at = private.now(),
         held_at = coalesce(c.held_at, case when n.score >=
           private.hold_score(weigh_case.shop_id) then private.now() end)
    from (select coalesce(sum(h.weight), 0)::int as score from risk.hits h
           where h.shop_id = weigh_case.shop_id and h.case_id = weigh_case.case_id) n
   where c.shop_id = weigh_case.shop_id and c.id = weigh_case.case_id and c.status = 'open'
  returning c.* into weighed;
  if weighed.held_at is not null then
    perform private.hold(weighed.shop_id,
      private.concerned_commissions(weighed.shop_id, weighed.id), 'risk', case_id => weighed.id);
    perform private.add_work(weighed.shop_id, 'risk_case', weighed.id,
      jsonb_build_object('distributor_id', weighed.distributor_id))
      where weighed.held_at = private.now();
  end if;
  perform private.record_event(weighed.shop_id, 'risk.changed', weighed.id,
    jsonb_build_object('status', weighed.status));
  return weighed;
end $$;
comment on function private.weigh_case(uuid, uuid) is
  'The score of an open case is the sum of its hits; from the shop''s score on it holds the '
  'commission of its orders, and waits for staff. A case that holds goes on holding. The caller '
  'holds lock_risk, and calls private.hold_weighed when all its cases are weighed.';
