-- What a distributor's own customers kept, counted exactly from orders, and how it stands against
-- each tier.

create function private.figures_within(shop_id uuid, distributor_id uuid, days int)
  returns private.tier_figures
language plpgsql stable set search_path = '' as $$
declare
  figures private.tier_figures;
begin
  select coalesce(sum(k.kept_fen), 0)::bigint, count(*), count(distinct o.member_id)
    into figures
    from trade.orders o
   cross join lateral (select sum(l.goods_fen - l.refunded_goods_fen)::bigint as kept_fen
                         from trade.order_lines l
                        where l.shop_id = o.shop_id and l.order_id = o.id) k
   where o.shop_id = figures_within.shop_id and o.level1_id = figures_within.distributor_id
     and o.paid_at is not null
     and o.placed_at >= case when days is null then '-infinity'
                             else private.now() - make_interval(days => days) end
     and k.kept_fen > 0;
  return figures;
end $$;
comment on function private.figures_within(uuid, uuid, int) is
  'Of paid orders placed in the last so many days (null: ever) in which he is level 1: what was '
  'paid for goods less refunds decided, in fen; how many kept something; of how many buyers. Whom '
  'he recruited, and what they sell, counts for nothing.';

create function private.tier_standings(shop_id uuid, distributor_id uuid)
  returns table (terms referral.tiers, figures private.tier_figures, conditions jsonb,
    keeping jsonb, is_reached boolean, is_kept boolean)
language sql stable rows 3 set search_path = '' as $$
  with spans as materialized (
    select x.within_days, private.figures_within(
        tier_standings.shop_id, tier_standings.distributor_id, x.within_days) as figures
      from (select distinct t.within_days from referral.tiers t
             where t.shop_id = tier_standings.shop_id and t.tier > 1) x
  )
  select t, s.figures, c.conditions, c.keeping,
         private.tier_met(c.conditions, t.needs), private.tier_met(c.keeping, t.needs)
    from referral.tiers t
    left join spans s on s.within_days is not distinct from t.within_days
   cross join lateral (select private.tier_conditions(t, s.figures, 10000) as conditions,
                              private.tier_conditions(t, s.figures, t.keep_bps) as keeping) c
   where t.shop_id = tier_standings.shop_id
$$;
comment on function private.tier_standings(uuid, uuid) is
  'Each tier of the shop with the figures of its period, its conditions, those that keep it, and '
  'whether they hold now.';

create function private.tier_progress_json(d referral.distributors) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('held', private.held_tier_json(d),
      'is_kept', coalesce(bool_or(s.is_kept) filter (where (s.terms).tier = d.tier), true),
      'keeping', coalesce(min(s.keeping::text) filter (
          where (s.terms).tier = d.tier and d.tier_until is not null)::jsonb, '[]'),
      'tiers', jsonb_agg(private.tier_terms_json(s.terms) || jsonb_build_object(
          'conditions', s.conditions, 'is_reached', s.is_reached) order by (s.terms).tier))
    from private.tier_standings(d.shop_id, d.id) s
$$;
comment on function private.tier_progress_json(referral.distributors) is
  'How far somebody is (contracts/tiers.ts TierProgress): his tier, what keeps it at the end of '
  'its period, and every tier with its conditions, what he has and what it needs.';
