-- What the recruitment page may not say, and what it always says: the shop's terms as they are.

create function private.refused_words() returns text[]
language sql immutable set search_path = '' as $$
  select '{
    躺赚,躺着赚,坐享,日入,月入过万,暴富,裂变赚钱,
    拉人头,人头费,加盟费,无限层,发展下级,下线,团队计酬,团队业绩奖,永久锁客}'::text[]
$$;
comment on function private.refused_words() is
  'Words that promise money for nothing, or for people instead of sales. No page of ours and no '
  'recruitment page has them (tests/security/wording_test.ts). 上线 alone also means that goods '
  'have come in.';

create function private.block_texts(blocks jsonb) returns table (at text, said text)
language sql stable set search_path = '' as $$
  select format('blocks.%s.%s', b.n - 1, f.field), b.block ->> f.field
    from jsonb_array_elements(blocks) with ordinality b(block, n)
    join private.block_fields() f on f.form = b.block ->> 'kind' and f.kind = 'text'
  union all
  select format('blocks.%s.items.%s.%s', b.n - 1, i.n - 1, f.field), i.item ->> f.field
    from jsonb_array_elements(blocks) with ordinality b(block, n)
   cross join jsonb_array_elements(b.block -> 'items') with ordinality i(item, n)
    join private.block_fields() f on f.form = (b.block ->> 'kind') || '.items' and f.kind = 'text'
$$;
comment on function private.block_texts(jsonb) is
  'Every text that staff wrote into blocks, with its field.';

create function private.check_recruit_page(page jsonb) returns void
language plpgsql stable set search_path = '' as $$
declare
  place text;
  word text;
begin
  select format('blocks.%s.kind', b.n - 1) into place
    from jsonb_array_elements(page -> 'blocks') with ordinality b(block, n)
   where b.block ->> 'kind' = 'recruit' limit 1;
  if place is not null then
    perform private.fail_field(place, '招募页下面就是申请，不用再放入口');
  end if;
  select t.at, w into place, word
    from (select 'title', page ->> 'title'
           union all select * from private.block_texts(page -> 'blocks')) t(at, said)
    join unnest(private.refused_words()) w
      on position(w in regexp_replace(t.said, '\s', '', 'g')) > 0
   limit 1;
  if place is not null then
    perform private.fail_field(place, format('招募页不能写“%s”：佣金只来自真实成交', word));
  end if;
end $$;
comment on function private.check_recruit_page(jsonb) is
  'What holds of the recruitment page beside private.check_page: no way to itself, and none of '
  'private.refused_words(). Raises INVALID_REQUEST with the field.';

create function private.beginning_rates(shop_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  rules shop.rule_sets := private.rule_set_at(shop_id, private.now());
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('level', l.level,
             'rate_bps', case when r.fixed_fen is null then coalesce(r.rate_bps, 0) end,
             'fixed_fen', r.fixed_fen) order by l.level), '[]')
      from generate_series(1, rules.levels) l(level)
      left join lateral private.deciding_rule(rules.shop_id, rules.id, array[rules.shop_id],
          l.level, 1, private.now()) r on true);
end $$;
comment on function private.beginning_rates(uuid) is
  'What somebody new earns on each level, of goods without a rule of their own '
  '(contracts/recruitment.ts BeginningRate): rate_bps of what is paid, or fixed_fen a piece.';

create function private.rates_vary(shop_id uuid) returns boolean
language plpgsql stable set search_path = '' as $$
declare
  in_force uuid := (private.rule_set_at(shop_id, private.now())).id;
begin
  return exists (
      select from shop.commission_rules r
       where r.shop_id = rates_vary.shop_id and r.set_id = in_force
         and (r.scope <> 'shop' or r.tier > 1) and r.ends_at > private.now())
    or exists (select from shop.commission_extras x
      where x.shop_id = rates_vary.shop_id and x.set_id = in_force
        and x.ends_at > private.now())
    or exists (select from shop.volume_steps v
      where v.shop_id = rates_vary.shop_id and v.set_id = in_force);
end $$;
comment on function private.rates_vary(uuid) is
  'Whether goods, tiers, times or volumes have rates beside private.beginning_rates.';

create function private.recruit_terms(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('rates', private.beginning_rates(s.shop_id),
      'rates_vary', private.rates_vary(s.shop_id), 'settle_days', s.settle_days,
      'withdraw_from_fen', w.min_fen)
    from shop.settings s join shop.withdrawal_rules w on w.shop_id = s.shop_id
   where s.shop_id = recruit_terms.shop_id
$$;
comment on function private.recruit_terms(uuid) is
  'What promoting pays and when, as the shop has it now (contracts/recruitment.ts RecruitTerms), '
  'fen.';
