-- Which terms a line gets: decided when the order is placed, and by a preview in the same way.

create type private.chain as (
  level1_id uuid,
  level1_tier smallint,
  level2_id uuid,
  level2_tier smallint
);
comment on type private.chain is 'Who earns from an order on each level, and at which tier.';

create type private.sold as (
  base_fen bigint,
  quantity int,
  moment timestamptz,
  volume_fen bigint
);
comment on type private.sold is
  'What a line sold: base_fen was paid for its goods; moment is when it was placed (null: rules '
  'and extras hold whenever they are meant to); volume_fen the level-1 volume of that month so '
  'far, null where it does not count.';

create function private.term_of(rules shop.rule_sets, deciding shop.commission_rules,
  level int, earner uuid) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return jsonb_build_object('level', level, 'distributor_id', earner,
      'rule_kind', deciding.scope, 'rule_id', deciding.id, 'version', rules.version,
      'tier', nullif(deciding.tier, 0), 'rate_bps', deciding.rate_bps,
      'fixed_fen', deciding.fixed_fen, 'cap_bps', rules.cap_bps);
end $$;
comment on function private.term_of(shop.rule_sets, shop.commission_rules, int, uuid) is
  'A term of one level by the rule that decides, without its amounts.';

create function private.level1_additions(rules shop.rule_sets, places uuid[], sale private.sold)
  returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  added record := private.extras_of(rules.shop_id, rules.id, places, sale.moment);
  step int;
begin
  if rules.volume_mode = 'ahead' then
    step := private.volume_step(rules.shop_id, rules.id, sale.volume_fen);
  end if;
  return case when added.extra_bps is null then '{}' else jsonb_build_object(
      'extra_bps', added.extra_bps, 'extras', added.extras) end
    || case when step is null then '{}' else jsonb_build_object(
      'volume_bps', step, 'reached_fen', sale.volume_fen) end;
end $$;
comment on function private.level1_additions(shop.rule_sets, uuid[], private.sold) is
  'What extras and the step of the volume that stood add to level 1: {"extra_bps", "extras", '
  '"volume_bps", "reached_fen"}, as far as there are such.';

create function private.decided_terms(rules shop.rule_sets, places uuid[], chain private.chain,
  sale private.sold) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  terms jsonb := '[]';
  deciding shop.commission_rules;
begin
  if chain.level1_id is not null then
    deciding := private.deciding_rule(
      rules.shop_id, rules.id, places, 1, chain.level1_tier, sale.moment);
    if deciding.id is not null then
      terms := terms || (private.term_of(rules, deciding, 1, chain.level1_id)
        || private.level1_additions(rules, places, sale));
    end if;
  end if;
  if chain.level2_id is not null and rules.levels = 2 then
    deciding := private.deciding_rule(
      rules.shop_id, rules.id, places, 2, chain.level2_tier, sale.moment);
    if deciding.id is not null then
      terms := terms || private.term_of(rules, deciding, 2, chain.level2_id);
    end if;
  end if;
  return terms;
end $$;
comment on function private.decided_terms(shop.rule_sets, uuid[], private.chain, private.sold) is
  'Who earns from a line under a rule set and by which rules, without the amounts (see '
  'private.line_terms): places are where a rule for it may stand, the narrowest first.';

create function private.line_terms(rules shop.rule_sets, places uuid[], chain private.chain,
  sale private.sold) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return private.apply_terms(
    private.decided_terms(rules, places, chain, sale), sale.base_fen, sale.quantity);
end $$;
comment on function private.line_terms(shop.rule_sets, uuid[], private.chain, private.sold) is
  'Who earns what from one line under a rule set, by which rules '
  '(private.decided_terms): [{"level", "distributor_id", '
  '"rule_kind", "rule_id", "version", "tier", "rate_bps" | "fixed_fen", "cap_bps", "extra_bps"?, '
  '"extras"?, "extra_fen"?, "volume_bps"?, "volume_fen"?, "commission_fen", "clamped"}, ...].';

create function private.commission_terms(placed trade.orders, priced private.priced_line[])
  returns table (line_no smallint, terms jsonb)
language plpgsql stable set search_path = '' as $$
declare
  rules shop.rule_sets;
  line private.priced_line;
  volume_fen bigint;
begin
  if placed.rule_set_id is null or placed.level1_id is null and placed.level2_id is null then
    return;
  end if;
  select * into rules from shop.rule_sets r
   where r.shop_id = placed.shop_id and r.id = placed.rule_set_id;
  if rules.volume_mode = 'ahead' then
    volume_fen := private.month_volume(placed.shop_id, placed.level1_id, placed.placed_at);
  end if;
  foreach line in array priced loop
    if line.distributable then
      commission_terms.line_no := line.line_no;
      commission_terms.terms := private.line_terms(rules,
        array[line.sku_id, line.product_id]
          || private.places_of_category(placed.shop_id, line.category_id) || placed.shop_id,
        row(placed.level1_id, placed.level1_tier, placed.level2_id, placed.level2_tier),
        row(line.goods_fen, line.quantity, placed.placed_at, volume_fen));
      return next;
    end if;
  end loop;
end $$;
comment on function private.commission_terms(trade.orders, private.priced_line[]) is
  'Who earns what from these lines of an order, by which rule (private.line_terms). No row for '
  'goods that are not distributed and for orders without an earner. Never raises: placing does not '
  'fail because of commission.';
