-- What is withheld from a withdrawal, by the table that the shop has: of each payment by itself, or
-- of all that one person asked for in a calendar year.

create function private.tax_on(fen bigint, terms jsonb) returns bigint
language sql immutable set search_path = '' as $$
  select coalesce((
    select greatest(0, div(taxed.fen::numeric * (b ->> 'rate_bps')::int, 10000)::bigint
             - coalesce((b ->> 'quick_fen')::bigint, 0))
      from jsonb_array_elements(terms -> 'brackets') b
     where taxed.fen >= (b ->> 'from_fen')::bigint
     order by (b ->> 'from_fen')::bigint desc limit 1), 0)
    from (select greatest(0, tax_on.fen - (terms ->> 'free_fen')::bigint) as fen) taxed
$$;
comment on function private.tax_on(bigint, jsonb) is
  'The tax on a sum, all in fen: what is above free_fen times the rate, floored, less the quick '
  'deduction, of the highest of the brackets [{"from_fen", "rate_bps", "quick_fen"}] that it '
  'reaches.';

create function private.withheld_fen(amount_fen bigint, terms jsonb) returns bigint
language sql immutable set search_path = '' as $$
  select case when terms is null then 0
    when terms ->> 'basis' = 'year' then greatest(0, private.tax_on(
        (terms ->> 'year_fen')::bigint + amount_fen, terms) - (terms ->> 'year_tax_fen')::bigint)
    else private.tax_on(amount_fen, terms) end
$$;
comment on function private.withheld_fen(bigint, jsonb) is
  'What is withheld from a withdrawal under the terms that it was asked under '
  '(private.withholding_terms). By the year: the tax on all of the year, less what was withheld.';

create function private.withholding_terms(
  shop_id uuid, distributor_id uuid, rules shop.withdrawal_rules) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  year_start timestamptz := date_trunc('year',
    private.now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai';
begin
  if rules.withholding = '[]' then
    return null;
  end if;
  return jsonb_build_object('basis', rules.withholding_basis,
      'free_fen', rules.withholding_free_fen, 'brackets', rules.withholding)
    || case when rules.withholding_basis = 'year' then (
      select jsonb_build_object('year_fen', coalesce(sum(w.amount_fen), 0),
                                'year_tax_fen', coalesce(sum(w.tax_fen), 0))
        from pay.withdrawals w
       where w.shop_id = withholding_terms.shop_id
         and w.distributor_id = withholding_terms.distributor_id
         and w.requested_at >= year_start
         and w.status <> all (private.withdrawal_states('returned')))
       else '{}' end;
end $$;
comment on function private.withholding_terms(uuid, uuid, shop.withdrawal_rules) is
  'The table that holds for a withdrawal of this person asked for now: {"basis", "free_fen", '
  '"brackets"}, and by the year what was asked for and withheld since 1 January in Shanghai '
  '("year_fen", "year_tax_fen"), without what came back. Null where nothing is withheld. The '
  'withdrawal keeps it.';

create function private.withholding_words(terms jsonb) returns text
language sql immutable set search_path = '' as $$
  select case when terms is null then null
    when terms ->> 'basis' = 'year' then format('按今年累计金额代扣个人所得税，此前已提 %s，已代扣 %s',
      private.fen_words((terms ->> 'year_fen')::bigint),
      private.fen_words((terms ->> 'year_tax_fen')::bigint))
    else '按本次金额代扣个人所得税' end
    || case when (terms ->> 'free_fen')::bigint > 0 then format('，%s 以内不扣',
      private.fen_words((terms ->> 'free_fen')::bigint)) else '' end
$$;
comment on function private.withholding_words(jsonb) is
  'Why tax is withheld, for who asks for a withdrawal; null where none is.';

create function private.quote_withdrawal(
  shop_id uuid, distributor_id uuid, amount_fen bigint, rules shop.withdrawal_rules
) returns private.withdrawal_quote
language plpgsql stable set search_path = '' as $$
declare
  quote private.withdrawal_quote;
begin
  quote.amount_fen := amount_fen;
  quote.fee_fen := div(amount_fen::numeric * rules.fee_bps, 10000);
  quote.terms := private.withholding_terms(shop_id, distributor_id, rules);
  quote.tax_fen := private.withheld_fen(amount_fen, quote.terms);
  quote.net_fen := amount_fen - quote.fee_fen - quote.tax_fen;
  quote.with_name := quote.net_fen >= private.name_from_fen();
  return quote;
end $$;
comment on function private.quote_withdrawal(uuid, uuid, bigint, shop.withdrawal_rules) is
  'The one place where fee and tax of a withdrawal are worked out, for showing and for asking.';

create function api.quote_withdrawal(amount_fen bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads withdrawals and rules
declare
  me record := private.member();
  rules shop.withdrawal_rules;
  quote private.withdrawal_quote;
begin
  if amount_fen is null or amount_fen not between 1 and 10000000000 then
    perform private.fail('INVALID_REQUEST', '{"field":"amount_fen"}');
  end if;
  select * into strict rules from shop.withdrawal_rules r where r.shop_id = me.shop_id;
  quote := private.quote_withdrawal(me.shop_id, me.member_id, amount_fen, rules);
  return to_jsonb(quote) - 'terms' || private.real_name_json(me.shop_id, me.member_id)
    || jsonb_build_object('tax_words', private.withholding_words(quote.terms));
end $$;
comment on function api.quote_withdrawal(bigint) is
  'Member: what would arrive of amount_fen, and what is kept (contracts/withdrawals.ts '
  'WithdrawalQuote). Limits are judged when it is asked for. Raises INVALID_REQUEST.';
grant execute on function api.quote_withdrawal(bigint) to authenticated;
