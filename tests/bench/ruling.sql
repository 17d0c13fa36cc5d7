-- What the rules cost: a set with a rule for each of many SKUs and levels, and a shop with many
-- paid orders that a preview replays.

create schema ruling;

create function ruling.put(shop_id uuid, rules int) returns void
language plpgsql set search_path = '' as $$
declare
  made shop.rule_sets;
begin
  insert into shop.rule_sets (shop_id, state, levels, cap_bps)
  values (put.shop_id, 'made', 2, 3000) returning * into made;
  insert into shop.commission_rules (shop_id, set_id, scope, scope_id, level, rate_bps)
  select put.shop_id, made.id, 'shop', put.shop_id, l, 500 from generate_series(1, 2) l
  union all
  (select put.shop_id, made.id, 'sku', s.id, l, 600
     from catalog.skus s cross join generate_series(1, 2) l
    where s.shop_id = put.shop_id order by s.id, l limit rules - 2);
  perform private.put_in_force(made, private.now());
end $$;

create function ruling.fill(shop_id uuid, orders int) returns void
language plpgsql set search_path = '' as $$
declare
  buyers uuid[] := array(select m.id from member.members m where m.shop_id = fill.shop_id);
  earners uuid[] := array(select d.id from referral.distributors d
    where d.shop_id = fill.shop_id and d.parent_id is not null);
  skus uuid[] := array(select s.id from catalog.skus s where s.shop_id = fill.shop_id);
begin
  insert into trade.orders (shop_id, id, number, member_id, status, amount_fen, discount_fen,
      freight_fen, payable_fen, level1_id, level2_id, rule_set_id, level1_tier, level2_tier,
      after_sale_days, auto_receive_days, settle_days, placed_at, expires_at, paid_at)
  select fill.shop_id, gen_random_uuid(), 'r' || n, buyers[1 + n % cardinality(buyers)], 'paid',
         1000, 0, 0, 1000, d.id, d.parent_id, r.id, 1, 1, 15, 10, 15, t.at, t.at, t.at
    from generate_series(1, fill.orders) n
   cross join lateral (select private.now() - n * interval '90 days' / (fill.orders + 1)) t(at)
    join referral.distributors d on d.shop_id = fill.shop_id
     and d.id = earners[1 + n % cardinality(earners)]
   cross join lateral private.rule_set_at(fill.shop_id, private.now()) r;
  insert into trade.order_lines (shop_id, order_id, line_no, product_id, sku_id, title, spec,
      image_url, price_fen, quantity, discount_fen, freight_fen, terms)
  select o.shop_id, o.id, 1, s.product_id, s.id, '商品', '规格', '', 1000, 1, 0, 0,
         private.line_terms(r, array[s.id, s.product_id, o.shop_id],
           row(o.level1_id, o.level1_tier, o.level2_id, o.level2_tier),
           row(1000, 1, o.placed_at, 0))
    from trade.orders o
    join shop.rule_sets r on r.shop_id = o.shop_id and r.id = o.rule_set_id
    join catalog.skus s on s.shop_id = o.shop_id
     and s.id = skus[1 + abs(hashtext(o.number)) % cardinality(skus)]
   where o.shop_id = fill.shop_id and o.number like 'r%';
  analyze trade.orders;
  analyze trade.order_lines;
end $$;
