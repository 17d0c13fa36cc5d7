-- Commission terms: who earns what from each line of an order, by which rule and why. They are
-- written on the line when the order is placed; payment makes commission rows of them.

create function private.rule_words(rule_kind text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return case rule_kind
    when 'shop' then '全店规则'
    when 'category' then '分类规则'
    when 'product' then '商品规则'
    when 'sku' then '规格规则' end;
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
    wanted := case when term ->> 'fixed_fen' is null
      then private.rate_of((term ->> 'rate_bps')::int, base_fen)
      else least((term ->> 'fixed_fen')::bigint * quantity, base_fen) end;
    given := greatest(0, least(
        wanted, private.rate_of((term ->> 'cap_bps')::int, base_fen) - spent));
    spent := spent + given;
    applied := applied
        || (term || jsonb_build_object('commission_fen', given, 'clamped', given < wanted));
  end loop;
  -- Served last, so that they give way first.
  for n in 0 .. jsonb_array_length(terms) - 1 loop
    if terms -> n ?| '{extra_bps,volume_bps}' then
      applied := jsonb_set(applied, array[n::text],
          private.apply_additions(applied -> n, base_fen, spent));
    end if;
  end loop;
  return applied;
end $$;
comment on function private.apply_terms(jsonb, bigint, int) is
  'The terms of one line with commission_fen and clamped for this base and quantity: '
  'floor(base * rate / 10000), or min(fixed * quantity, base), with what extras and the volume''s '
  'step add. All together never exceed the cap; what is over is cut from the volume first, then '
  'the extras, then the later terms. '
  'Repeatable: what was decided (distributor, rule, rate) stays, the amounts are made anew.';

create function private.apply_additions(term jsonb, base_fen bigint, spent bigint) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  room bigint := greatest(0, private.rate_of((term ->> 'cap_bps')::int, base_fen) - spent);
  extra bigint := private.rate_of((term ->> 'extra_bps')::int, base_fen);
  volume bigint := private.rate_of((term ->> 'volume_bps')::int, base_fen);
  extra_fen bigint := least(extra, room);
  volume_fen bigint := least(volume, room - extra_fen);
begin
  return term
    || case when term ? 'extra_bps' then jsonb_build_object('extra_fen', extra_fen) else '{}' end
    || case when term ? 'volume_bps' then jsonb_build_object('volume_fen', volume_fen) else '{}' end
    || jsonb_build_object(
      'commission_fen', (term ->> 'commission_fen')::bigint + extra_fen + volume_fen,
      'clamped', (term ->> 'clamped')::boolean or extra_fen + volume_fen < extra + volume);
end $$;
comment on function private.apply_additions(jsonb, bigint, bigint) is
  'A term with its extras and its volume''s step (extra_fen, volume_fen), as far as the cap has '
  'room beyond what all terms have spent.';
