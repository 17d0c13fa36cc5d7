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

create function private.replay_line(rules shop.rule_sets, o trade.orders, l trade.order_lines,
  volume_before_fen bigint, month_line private.month_line) returns private.replayed
language plpgsql stable set search_path = '' as $$
declare
  replayed private.replayed;
  goods record;
begin
  select p.category_id, s.cost_fen into goods
    from catalog.skus s join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
   where s.shop_id = l.shop_id and s.id = l.sku_id;
  replayed.line := l;
  replayed.level1_id := o.level1_id;
  replayed.level2_id := o.level2_id;
  replayed.kept_fen := l.goods_fen - l.refunded_goods_fen;
  replayed.cost_fen := goods.cost_fen * (l.quantity - l.refunded_quantity);
  replayed.terms := case when l.terms = '[]' then '[]' else private.line_terms(rules,
    array[l.sku_id, l.product_id]
      || private.places_of_category(o.shop_id, goods.category_id) || o.shop_id,
    row(o.level1_id, o.level1_tier, o.level2_id, o.level2_tier),
    row(l.goods_fen, l.quantity, null, volume_before_fen)) end;
  month_line.terms := replayed.terms;
  month_line.rule_set_id := rules.id;
  replayed.bonus_fen := coalesce((private.bonus_of(month_line, rules)).bonus_fen, 0);
  return replayed;
end $$;
comment on function private.replay_line(
  shop.rule_sets, trade.orders, trade.order_lines, bigint, private.month_line) is
  'A line under another set: chain, tiers, base and refunds are what the order recorded, intervals '
  'are read as if they contained its moment. What was not distributed then is not now.';

create function private.replay(rules shop.rule_sets, distributors uuid[],
  since timestamptz, until timestamptz) returns setof private.replayed
language plpgsql stable rows 5000 set search_path = '' as $$
begin
  return query
  with line as (
    select o, l, private.month_of(o.placed_at) as month,
           l.goods_fen - l.refunded_goods_fen as kept_fen
      from trade.orders o
      join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
     where o.shop_id = rules.shop_id and o.paid_at is not null
       and coalesce(o.level1_id, o.shop_id) = any (distributors)
       and num_nonnulls(o.level1_id, o.level2_id) > 0
       and o.placed_at >= private.month_start(since)
  ), summed as (
    select x.o, x.l, x.month, x.kept_fen,
           sum(x.kept_fen) over (running) - x.kept_fen as before_line_fen,
           coalesce(sum(x.kept_fen) over (partition by (x.o).level1_id, x.month
             order by (x.o).placed_at groups between unbounded preceding and 1 preceding), 0)
             as before_fen,
           sum(x.kept_fen) over (partition by (x.o).level1_id, x.month) as volume_fen
      from line x
    window running as (partition by (x.o).level1_id, x.month
      order by (x.o).placed_at, (x.o).id, (x.l).line_no)
  )
  select r.line, r.level1_id, r.level2_id, r.kept_fen, r.cost_fen, r.terms,
         coalesce(c.commission_fen - c.reversed_fen, 0), r.bonus_fen
    from summed s
    left join ledger.commissions c on c.shop_id = rules.shop_id and c.kind = 'volume_bonus'
     and c.order_id = (s.o).id and c.line_no = (s.l).line_no
   cross join lateral private.replay_line(rules, s.o, s.l, s.before_fen::bigint,
     row((s.o).id, (s.l).line_no, null, null, null, (s.l).goods_fen, s.kept_fen,
       (s.before_line_fen + s.kept_fen)::bigint, s.volume_fen::bigint, null)) r
   where (s.o).placed_at >= since and (s.o).placed_at < until;
end $$;
comment on function private.replay(shop.rule_sets, uuid[], timestamptz, timestamptz) is
  'The paid orders of these distributors (level 1; the shop''s id stands for orders without) under '
  'another set. A month''s volume is counted from its beginning, also before since, by what was '
  'kept as of now.';
