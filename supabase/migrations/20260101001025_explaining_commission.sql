-- Why a commission is what it is, in words: composed here once, shown by the phone and by the
-- dashboard.

create function private.hold_words(reason text) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return case reason
    when 'after_sale' then '售后处理中'
    when 'risk' then '核实中'
    when 'suspension' then '推广资格已暂停'
    when 'expulsion' then '推广资格已终止'
    when 'staff' then '商家核对中' end;
end $$;
comment on function private.hold_words(text) is
  'A hold''s reason as distributors and staff read it.';

create function private.rule_part_words(c ledger.commissions, quantity int) returns text
language plpgsql stable set search_path = '' as $$
begin
  return case when c.fixed_fen is not null
      then private.fen_words(c.fixed_fen) || ' × ' || quantity || ' 件'
      when c.rate_bps > 0 or c.extras = '[]' and c.volume_bps is null
      then private.fen_words(c.base_fen) || ' × ' || private.bps_words(c.rate_bps) end;
end $$;
comment on function private.rule_part_words(ledger.commissions, int) is
  'Where the part by the rule comes from: ¥164.40 × 10%; null where the rule pays nothing and '
  'something else does.';

create function private.extras_words(extras jsonb) returns text
language sql immutable set search_path = '' as $$
  select string_agg(x ->> 'name' || ' ' || private.bps_words((x ->> 'extra_bps')::int), '、'
      order by n)
    from jsonb_array_elements(extras) with ordinality t(x, n)
$$;
comment on function private.extras_words(jsonb) is
  'Extras by name with what each adds: 双十一 3%、新品 1%; null for none.';

create function private.formula_words(c ledger.commissions, quantity int) returns text
language plpgsql stable set search_path = '' as $$
begin
  return concat_ws(' + ', private.rule_part_words(c, quantity),
      '加佣（' || private.extras_words(c.extras) || '）' || private.fen_words(c.extra_fen),
      case when c.volume_bps is not null then
        '阶梯 ' || private.bps_words(c.volume_bps) || ' ' || private.fen_words(c.volume_fen) end);
end $$;
comment on function private.formula_words(ledger.commissions, int) is
  'Where the figure comes from, part by part: ¥164.40 × 10% + 加佣（双十一 3%）¥4.93.';

create function private.settling_words(c ledger.commissions, holds text[]) returns text
language plpgsql stable set search_path = '' as $$
begin
  return case c.status
    when 'settled' then private.moment_words(c.settled_at) || ' 已结算'
    when 'void' then '因退款或作废，不再结算'
    when 'held' then array_to_string(array(
        select private.hold_words(reason) from unnest(holds) reason order by reason), '，')
        || '，解除冻结后结算'
    else coalesce('预计 ' || private.moment_words(c.settle_at) || ' 结算',
        '买家收货后开始计算结算时间') end;
end $$;
comment on function private.settling_words(ledger.commissions, text[]) is
  'When a commission settles or did, or what it waits for.';

create function private.rule_terms_words(c ledger.commissions) returns text
language plpgsql stable set search_path = '' as $$
begin
  return case c.kind when 'volume_bonus' then '阶梯佣金，月末按当月成交计算'
    else private.rule_words(c.rule_kind)
      || coalesce('（' || private.tier_words(c.shop_id, c.rule_tier) || '）', '')
      || case when c.fixed_fen is null then '，比例 ' || private.bps_words(c.rate_bps)
         else '，每件 ' || private.fen_words(c.fixed_fen) end end;
end $$;
comment on function private.rule_terms_words(ledger.commissions) is
  'The rule that decided: 商品规则（金藤），比例 12%.';

create function private.explain_commission(c ledger.commissions, quantity int, buyer text,
  holds text[]) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  formula text := private.formula_words(c, quantity);
  settling text := private.settling_words(c, holds);
  steps jsonb;
begin
  steps := jsonb_build_array(
    array['计佣金额', private.fen_words(c.base_fen) || case c.kind
        when 'volume_bonus' then '，售后期过后留下的商品金额，不含运费'
        else '，优惠后实付的商品金额，不含运费' end],
    array['规则', private.rule_terms_words(c)
        || '，合计不超过 ' || private.bps_words(c.cap_bps) || '；按下单时的规则，之后改动不影响'],
    array['规则编号', format('第 %s 版 %s', c.rule_version, upper(right(c.rule_id::text, 6)))],
    array['佣金', formula || case when c.clamped then '，超过上限，调低为 ' else ' = ' end
        || private.fen_words(c.commission_fen)]);
  if c.reversed_fen > 0 then
    steps := steps || jsonb_build_array(array['收回',
        case c.status when 'void' then '因退款或作废收回 ' else '因退款收回 ' end
        || private.fen_words(c.reversed_fen)
        || '，剩余 ' || private.fen_words(c.commission_fen - c.reversed_fen)]);
  end if;
  return jsonb_build_object('settling', settling,
    'formula', formula || case when c.clamped then '，按上限调低' else '' end,
    'source', case c.level when 1 then coalesce('客户 ' || buyer || ' 购买', '客户购买')
        else '所邀请的推广员的客户购买' end,
    'steps', (select jsonb_agg(jsonb_build_object('name', s -> 0, 'words', s -> 1))
                from jsonb_array_elements(steps || jsonb_build_array(array['结算', settling])) s));
end $$;
comment on function private.explain_commission(ledger.commissions, int, text, text[]) is
  'Why this commission is what it is, from what was paid to when it settles, as '
  'contracts/distributors.ts CommissionExplanation. buyer is the buyer''s label; level 2 does not '
  'learn it.';
