-- Commission terms: who earns what from each line of an order, by which rule and why. They are
-- written on the line when the order is placed; payment makes commission rows of them.

create function private.rule_words(rule_kind text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return case rule_kind when 'shop' then '全店规则' end;
end $$;
comment on function private.rule_words(text) is
  'What a kind of commission rule is called; null for a kind that is none.';

create function private.apply_terms(terms jsonb, base_fen bigint, quantity int) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  applied jsonb := '[]';
  term jsonb;
  wanted bigint;
  given bigint;
  spent bigint := 0;
begin
  for n in 0 .. jsonb_array_length(terms) - 1 loop
    term := terms -> n;
    wanted := coalesce(div(base_fen::numeric * (term ->> 'rate_bps')::int, 10000)::bigint,
        least((term ->> 'fixed_fen')::bigint * quantity, base_fen));
    given := greatest(0, least(wanted,
        div(base_fen::numeric * (term ->> 'cap_bps')::int, 10000)::bigint - spent));
    spent := spent + given;
    applied := applied
        || (term || jsonb_build_object('commission_fen', given, 'clamped', given < wanted));
  end loop;
  return applied;
end $$;
comment on function private.apply_terms(jsonb, bigint, int) is
  'The terms of one line with commission_fen and clamped for this base and quantity: '
  'floor(base * rate / 10000), or min(fixed * quantity, base). All together never exceed the cap; '
  'the terms come in the order in which they are served, so the last ones give way first. '
  'Repeatable: what was decided (distributor, rule, rate) stays, the amounts are made anew.';

create function private.commission_terms(placed trade.orders, priced private.priced_line[])
  returns table (line_no smallint, terms jsonb)
language plpgsql stable set search_path = '' as $$
begin
  if placed.level1_id is null and placed.level2_id is null then
    return;
  end if;
  return query
  select l.line_no, private.apply_terms(jsonb_agg(jsonb_build_object(
             'level', e.level, 'distributor_id', e.distributor_id,
             'rule_kind', r.rule_kind, 'rule_id', r.rule_id,
             'rate_bps', r.rate_bps, 'fixed_fen', r.fixed_fen, 'cap_bps', r.cap_bps)
             order by e.level), l.goods_fen, l.quantity)
    from unnest(priced) l
   cross join (values (1, placed.level1_id), (2, placed.level2_id)) e(level, distributor_id)
   cross join lateral (
     -- Which rule decides for this line and level: today the shop's one rule.
     select 'shop' as rule_kind, c.id as rule_id,
            case e.level when 1 then c.level1_bps else c.level2_bps end as rate_bps,
            null::bigint as fixed_fen, c.cap_bps
       from shop.commission_rules c
      where c.shop_id = placed.shop_id and c.valid_to is null) r
   where e.distributor_id is not null and l.distributable
   group by l.line_no, l.goods_fen, l.quantity;
end $$;
comment on function private.commission_terms(trade.orders, private.priced_line[]) is
  'Who earns what from these lines of an order, by which rule: per line [{"level", '
  '"distributor_id", "rule_kind", "rule_id", "rate_bps" | "fixed_fen", "cap_bps", '
  '"commission_fen", "clamped"}, …] by level. No row for goods that are not distributed and for '
  'orders without an earner. Never raises: placing does not fail because of commission.';
