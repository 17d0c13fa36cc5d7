-- What a tier asks for, and whether figures meet it: one reading for evaluation, progress and the
-- check that tiers grow.

create type private.tier_figures as (sales_fen bigint, orders bigint, buyers bigint);
comment on type private.tier_figures is
  'What a distributor''s own customers kept: paid for goods less refunds (fen), orders of which '
  'something was kept, different buyers of those.';

create function private.tier_conditions(terms referral.tiers, figures private.tier_figures,
  share_bps int) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'have', coalesce(c.have, 0),
      'need', (c.need * share_bps + 9999) / 10000) order by c.n), '[]')
    from (values (1, 'sales_fen', figures.sales_fen, terms.sales_fen),
                 (2, 'orders', figures.orders, terms.orders::bigint),
                 (3, 'buyers', figures.buyers, terms.buyers::bigint)) c(n, kind, have, need)
   where c.need is not null
$$;
comment on function private.tier_conditions(referral.tiers, private.tier_figures, int) is
  'Each condition of a tier with what there is and what this share of it is, rounded up: [{"kind", '
  '"have", "need"}] (contracts/tiers.ts TierCondition). Tier 1 has none.';

create function private.tier_met(conditions jsonb, needs text) returns boolean
language sql immutable set search_path = '' as $$
  select case needs when 'any' then coalesce(bool_or(m.met), true)
      else coalesce(bool_and(m.met), true) end
    from (select (c ->> 'have')::bigint >= (c ->> 'need')::bigint as met
            from jsonb_array_elements(conditions) c) m
$$;
comment on function private.tier_met(jsonb, text) is
  'Whether conditions hold, all or any of them; none are always met.';

create function private.tier_implies(higher referral.tiers, lower referral.tiers) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(higher.within_days, 1000000) <= coalesce(lower.within_days, 1000000)
     and (higher.needs, higher.sales_fen, higher.orders, higher.buyers, higher.within_days)
         is distinct from
         (lower.needs, lower.sales_fen, lower.orders, lower.buyers, lower.within_days)
     and (
       select bool_and(private.tier_met(private.tier_conditions(lower,
           (x.sales, greatest(x.orders, x.buyers), x.buyers)::private.tier_figures, 10000),
           lower.needs))
         from (values ('all', higher.sales_fen, higher.orders, higher.buyers),
                      ('any', higher.sales_fen, null, null),
                      ('any', null, higher.orders, null),
                      ('any', null, null, higher.buyers)) x(needs, sales, orders, buyers)
        where x.needs = higher.needs and num_nonnulls(x.sales, x.orders, x.buyers) > 0)
$$;
comment on function private.tier_implies(referral.tiers, referral.tiers) is
  'Whether who barely reaches the higher tier has reached the lower one too, and they differ: each '
  'way to reach the one meets the other, and its period is no longer. So many buyers made as many '
  'orders.';

create function private.check_tiers_grow(shop_id uuid) returns void
language plpgsql stable set search_path = '' as $$
declare
  broken record;
begin
  select h.name as higher, l.name as lower into broken
    from referral.tiers h
    join referral.tiers l on l.shop_id = h.shop_id and l.tier = h.tier - 1 and l.tier > 1
   where h.shop_id = check_tiers_grow.shop_id and not private.tier_implies(h, l)
   order by h.tier limit 1;
  if found then
    perform private.fail_field('tier.needs', format(
        '“%s”要比“%s”更难达到：条件一级比一级高，统计时间不能更长', broken.higher, broken.lower));
  end if;
end $$;
comment on function private.check_tiers_grow(uuid) is
  'Tiers grow: no higher one is easier than the one below. Raises INVALID_REQUEST with the field.';
