-- A paid order's line under the rules it was placed by, and under another set.

create type private.replayed as (
  line trade.order_lines,
  level1_id uuid,
  level2_id uuid,
  kept_fen bigint,
  cost_fen bigint,
  terms jsonb,
  bonus_before_fen bigint,
  bonus_fen bigint
);
comment on type private.replayed is
  'A line with the terms that another set gives it. kept_fen of its goods was not given back, '
  'cost_fen is what those goods cost the shop (null: not known). bonus_before_fen is what a '
  'month''s volume paid on it, bonus_fen what it would pay.';

create function private.kept_of(commission_fen bigint, kept_fen bigint, goods_fen bigint)
  returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  return case when goods_fen > 0
    then div(commission_fen::numeric * kept_fen, goods_fen)::bigint else 0 end;
end $$;
comment on function private.kept_of(bigint, bigint, bigint) is
  'What remains of a commission when so much of its base was kept, in fen.';

create function private.level_fen(terms jsonb, level int, kept_fen bigint, goods_fen bigint)
  returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  for n in 0 .. jsonb_array_length(terms) - 1 loop
    if (terms -> n ->> 'level')::int = level_fen.level then
      return private.kept_of((terms -> n ->> 'commission_fen')::bigint, kept_fen, goods_fen);
    end if;
  end loop;
  return 0;
end $$;
comment on function private.level_fen(jsonb, int, bigint, bigint) is
  'What remains of a level''s commission by the terms of a line, in fen.';

create type private.sold_line as (
  o trade.orders,
  l trade.order_lines,
  month date,
  category_id uuid,
  cost_fen bigint,
  kept_fen bigint,
  before_line_fen bigint,
  before_fen bigint,
  volume_fen bigint
);
comment on type private.sold_line is
  'A line of a paid order as it stands: cost_fen of one piece, kept_fen of its goods, the level-1 '
  'volume of its distributor''s month before the line, before the order, and in all.';

create function private.sold_lines(shop_id uuid, distributors uuid[], since timestamptz,
  until timestamptz) returns setof private.sold_line
language plpgsql stable rows 5000 set search_path = '' as $$
begin
  return query
  with line as (
    select o, l, private.month_of(o.placed_at) as month, p.category_id, s.cost_fen,
           l.goods_fen - l.refunded_goods_fen as kept_fen
      from trade.orders o
      join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
      join catalog.skus s on s.shop_id = l.shop_id and s.id = l.sku_id
      join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
     where o.shop_id = sold_lines.shop_id and o.paid_at is not null
       and coalesce(o.level1_id, o.shop_id) = any (distributors)
       and num_nonnulls(o.level1_id, o.level2_id) > 0
       and o.placed_at >= private.month_start(since) and o.placed_at < until
  ), summed as (
    select x.o, x.l, x.month, x.category_id, x.cost_fen, x.kept_fen,
           (sum(x.kept_fen) over running - x.kept_fen)::bigint,
           coalesce(sum(x.kept_fen) over (partition by (x.o).level1_id, x.month
             order by (x.o).placed_at groups between unbounded preceding and 1 preceding),
             0)::bigint,
           (sum(x.kept_fen) over (partition by (x.o).level1_id, x.month))::bigint
      from line x
    window running as (partition by (x.o).level1_id, x.month
      order by (x.o).placed_at, (x.o).id, (x.l).line_no)
  )
  select * from summed y where (y.o).placed_at >= since;
end $$;
comment on function private.sold_lines(uuid, uuid[], timestamptz, timestamptz) is
  'The lines of the paid orders of these distributors (level 1; the shop''s id stands for orders '
  'without) placed in an interval. A month''s volume is counted from its beginning, also before '
  'since, by what was kept as of now.';

create function private.replay_terms(rules shop.rule_sets, sold private.sold_line) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return private.decided_terms(rules,
    array[(sold.l).sku_id, (sold.l).product_id]
      || private.places_of_category(rules.shop_id, sold.category_id) || rules.shop_id,
    row((sold.o).level1_id, (sold.o).level1_tier, (sold.o).level2_id, (sold.o).level2_tier),
    row(null, null, null, sold.before_fen));
end $$;
comment on function private.replay_terms(shop.rule_sets, private.sold_line) is
  'What a set decides for a sold line, as placing would: chain and tiers are what the order '
  'recorded, intervals are read as if they contained its moment.';

create function private.replay_bonus(rules shop.rule_sets, sold private.sold_line, terms jsonb)
  returns bigint
language plpgsql stable set search_path = '' as $$
begin
  return case when rules.volume_mode in ('after_whole', 'after_slices') then (private.bonus_of(
    row((sold.o).id, (sold.l).line_no, null, null, rules.id, (sold.l).goods_fen, sold.kept_fen,
      sold.before_line_fen + sold.kept_fen, sold.volume_fen, terms), rules)).bonus_fen else 0 end;
end $$;
comment on function private.replay_bonus(shop.rule_sets, private.sold_line, jsonb) is
  'What a month''s volume would pay on a sold line afterwards under a set, in fen.';

create function private.replay(rules shop.rule_sets, distributors uuid[],
  since timestamptz, until timestamptz) returns setof private.replayed
language plpgsql stable rows 5000 set search_path = '' as $$
begin
  return query
  with sold as materialized (
    select s as line, (s.l).sku_id as sku_id, (s.o).level1_tier as tier1,
           (s.o).level2_tier as tier2, (s.o).level1_id is null as alone,
           (s.o).level2_id is null as parentless, case when rules.volume_mode = 'ahead'
             then private.volume_step(rules.shop_id, rules.id, s.before_fen) end as step
      from private.sold_lines(rules.shop_id, distributors, since, until) s
  ), kind as materialized (   -- what sells often is decided once
    select k.sku_id, k.tier1, k.tier2, k.alone, k.parentless, k.step,
           private.replay_terms(rules, k.line) as terms
      from (select distinct on (sku_id, tier1, tier2, alone, parentless, step) * from sold) k
  ), applied as (
    select s.line, case when ((s.line).l).terms = '[]' then '[]'   -- was not distributed
      else private.apply_terms(k.terms, ((s.line).l).goods_fen, ((s.line).l).quantity)
      end as terms
      from sold s
      join kind k on (k.sku_id, k.alone, k.parentless) = (s.sku_id, s.alone, s.parentless)
       and k.tier1 is not distinct from s.tier1 and k.tier2 is not distinct from s.tier2
       and k.step is not distinct from s.step
  )
  select (a.line).l, ((a.line).o).level1_id, ((a.line).o).level2_id, (a.line).kept_fen,
         (a.line).cost_fen * (((a.line).l).quantity - ((a.line).l).refunded_quantity), a.terms,
         coalesce(c.commission_fen - c.reversed_fen, 0),
         private.replay_bonus(rules, a.line, a.terms)
    from applied a
    left join ledger.commissions c on c.shop_id = rules.shop_id and c.kind = 'volume_bonus'
     and c.order_id = ((a.line).o).id and c.line_no = ((a.line).l).line_no;
end $$;
comment on function private.replay(shop.rule_sets, uuid[], timestamptz, timestamptz) is
  'The sold lines of these distributors under another set.';
