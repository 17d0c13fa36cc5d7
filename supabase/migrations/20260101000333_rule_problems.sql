-- What stands against putting a rule set in force: a combination that can be reached and pays
-- more than the cap, or a level without a rule for everything.

create function private.most_of_level(set_ shop.rule_sets, places uuid[], level int,
  moment timestamptz, price_fen bigint, out bps int, out tier int)
language plpgsql stable set search_path = '' as $$
begin
  -- A tier that no rule names gets what tier 0, any, gets.
  select d.bps, t.tier into most_of_level.bps, most_of_level.tier
    from (select 0 as tier union select distinct r.tier::int from shop.commission_rules r
           where r.shop_id = set_.shop_id and r.set_id = set_.id
             and r.scope_id = any (places) and r.level = most_of_level.level) t
   cross join lateral private.deciding_rule(
     set_.shop_id, set_.id, places, most_of_level.level, t.tier, moment) r
   cross join lateral (select coalesce(r.rate_bps,
       case when price_fen > 0 and r.fixed_fen is not null   -- least() passes over null
         then least(ceil(r.fixed_fen * 10000.0 / price_fen), 10000)::int end, 0)) d(bps)
   order by d.bps desc, t.tier limit 1;
end $$;
comment on function private.most_of_level(shop.rule_sets, uuid[], int, timestamptz, bigint) is
  'The most that a level can pay in a place at a moment, in basis points, and at which tier (0: '
  'any). A sum per piece counts as a share of price_fen, as nothing where that is null.';

create function private.set_moments(set_ shop.rule_sets, places uuid[], beginning timestamptz)
  returns setof timestamptz
language sql stable set search_path = '' as $$
  select beginning
  union
  select m from shop.commission_rules r
   cross join lateral (values (r.starts_at), (r.ends_at)) x(m)
   where r.shop_id = set_.shop_id and r.set_id = set_.id and r.scope_id = any (places)
     and isfinite(m) and m > beginning
  union
  select x.starts_at from shop.commission_extras x
   where x.shop_id = set_.shop_id and x.set_id = set_.id and x.scope_id = any (places)
     and x.starts_at > beginning
$$;
comment on function private.set_moments(shop.rule_sets, uuid[], timestamptz) is
  'The moments from a beginning on at which what holds in a place changes: at one of them it pays '
  'most.';

create function private.most_of_place(set_ shop.rule_sets, places uuid[], price_fen bigint,
  beginning timestamptz, out bps int, out words text)
language plpgsql stable set search_path = '' as $$
declare
  moment timestamptz;
  one record;
  two record;
  extra int;
  step constant int := (select max(v.bps) from shop.volume_steps v
    where v.shop_id = set_.shop_id and v.set_id = set_.id);
  total int;
begin
  for moment in select m from private.set_moments(set_, places, beginning) m order by 1 loop
    one := private.most_of_level(set_, places, 1, moment, price_fen);
    two := private.most_of_level(set_, places, 2, moment, price_fen);
    extra := (private.extras_of(set_.shop_id, set_.id, places, moment)).extra_bps;
    total := coalesce(one.bps, 0) + coalesce(extra, 0) + coalesce(step, 0)
      + case set_.levels when 2 then coalesce(two.bps, 0) else 0 end;
    if bps is null or total > bps then
      bps := total;
      words := concat_ws('，', '一级 ' || private.bps_words(one.bps)
          || private.of_tier(set_.shop_id, one.tier),
        case when set_.levels = 2 and two.bps > 0 then '二级 ' || private.bps_words(two.bps)
          || private.of_tier(set_.shop_id, two.tier) end,
        '加佣 ' || private.bps_words(extra), '阶梯 ' || private.bps_words(step));
    end if;
  end loop;
end $$;
comment on function private.most_of_place(shop.rule_sets, uuid[], bigint, timestamptz) is
  'The most that all parts together can pay in a place from a moment on, in basis points, and its '
  'parts in words.';

create function private.of_tier(shop_id uuid, tier int) returns text
language sql stable set search_path = '' as $$
  select coalesce('（' || private.tier_words(shop_id, nullif(tier, 0)) || '）', '')
$$;
comment on function private.of_tier(uuid, int) is
  'A tier in brackets, nothing for 0, any tier.';

create function private.rule_targets(set_ shop.rule_sets)
  returns table (scope text, scope_id uuid, price_fen bigint)
language sql stable set search_path = '' as $$
  select r.scope, r.scope_id, case r.scope when 'sku' then s.price_fen end
    from (select x.scope, x.scope_id from shop.commission_rules x
           where x.shop_id = set_.shop_id and x.set_id = set_.id
           union select x.scope, x.scope_id from shop.commission_extras x
           where x.shop_id = set_.shop_id and x.set_id = set_.id
           union select 'shop', set_.shop_id) r
    left join catalog.skus s on s.shop_id = set_.shop_id and s.id = r.scope_id
  union
  select 'sku', s.id, s.price_fen from catalog.skus s   -- sums per piece go by each price
   where s.shop_id = set_.shop_id and s.status = 'on_sale' and s.price_fen > 0
     and exists (select from shop.commission_rules x where x.shop_id = set_.shop_id
       and x.set_id = set_.id and x.fixed_fen is not null)
$$;
comment on function private.rule_targets(shop.rule_sets) is
  'The places at which a set must be looked at: those it names, the shop, and each SKU on sale '
  'where it pays sums per piece, with the SKU''s price in fen.';

create function private.rule_problems(set_ shop.rule_sets, beginning timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  problems jsonb := '[]';
  target record;
  most record;
begin
  for asked in 1 .. set_.levels loop
    if not exists (select from shop.commission_rules r
        where r.shop_id = set_.shop_id and r.set_id = set_.id and r.scope = 'shop'
          and r.level = asked and r.tier = 0
          and (r.starts_at, r.ends_at) = ('-infinity', 'infinity')) then
      problems := problems || jsonb_build_object('code', 'RULES_WITHOUT_BASE', 'scope', 'shop',
          'scope_id', null, 'total_bps', null, 'words', format(
            '%s没有用于全店、任意等级、长期有效的规则', case asked when 1 then '一级' else '二级' end));
    end if;
  end loop;
  for target in
    select b.* from private.bounded(set_, array(
        select (t.scope, t.scope_id, private.places_of(set_.shop_id, t.scope, t.scope_id),
                t.price_fen, null)::private.rule_target
          from private.rule_targets(set_) t), beginning) b
     where b.bound_bps > set_.cap_bps order by b.scope, b.scope_id
  loop
    most := private.most_of_place(set_, target.places, target.price_fen, beginning);
    if most.bps > set_.cap_bps then
      problems := problems || jsonb_build_object('code', 'RULES_EXCEED_CAP',
          'scope', target.scope, 'scope_id', nullif(target.scope_id, set_.shop_id),
          'total_bps', most.bps, 'words', format('%s：%s，合计 %s，超过上限 %s',
            private.place_name(set_.shop_id, target.scope, target.scope_id), most.words,
            private.bps_words(most.bps), private.bps_words(set_.cap_bps)));
    end if;
    exit when jsonb_array_length(problems) >= 50;
  end loop;
  return problems;
end $$;
comment on function private.rule_problems(shop.rule_sets, timestamptz) is
  'What stands against a set in force from a moment on (contracts/staff/rules.ts RuleProblem), '
  'fifty at most: each combination that can be reached is looked at, both levels at their highest '
  'tier, the extras that meet, the highest step.';
