-- The form of a rule set, checked before it is written (contracts/staff/rules.ts RuleSetForm).

create function private.check_rule_place(row_ jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(row_ ->> 'scope', '') not in ('sku', 'product', 'category', 'shop') then
    perform private.fail_field(at || '.scope', '规则用于全店、分类、商品或规格');
  elsif (row_ ->> 'scope' = 'shop') <> (row_ ->> 'scope_id' is null)
     or row_ ->> 'scope_id' is not null and private.uuid_of(row_ ->> 'scope_id') is null then
    perform private.fail_field(at || '.scope_id', '没有写明是哪个分类、商品或规格');
  elsif not coalesce(pg_input_is_valid(row_ ->> 'starts_at', 'timestamptz'), true)
     or (row_ ->> 'starts_at')::timestamptz >= (row_ ->> 'ends_at')::timestamptz then
    perform private.fail_field(at || '.starts_at', '开始要早于结束');
  end if;
end $$;
comment on function private.check_rule_place(jsonb, text) is
  'Where and when a rule or an extra holds. Raises INVALID_REQUEST with the field.';

create function private.check_rule(rule jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
declare
  rate int := private.int_of(rule -> 'rate_bps');
  fixed int := private.int_of(rule -> 'fixed_fen');
begin
  perform private.refuse_others(rule,
      '{"scope":"string","scope_id":"string","tier":"number","level":"number",'
      '"rate_bps":"number","fixed_fen":"number","starts_at":"string","ends_at":"string",'
      '"priority":"number"}', at);
  if not coalesce(pg_input_is_valid(rule ->> 'ends_at', 'timestamptz'), true) then
    perform private.fail_field(at || '.ends_at', '不是一个时间');
  end if;
  perform private.check_rule_place(rule, at);
  if coalesce(private.int_of(rule -> 'level'), 0) not between 1 and 2 then
    perform private.fail_field(at || '.level', '只有一级和二级');
  elsif jsonb_typeof(rule -> 'tier') = 'number'
     and coalesce(private.int_of(rule -> 'tier'), 0) not between 1 and 9 then
    perform private.fail_field(at || '.tier', '等级为 1 到 9');
  elsif num_nonnulls(rule ->> 'rate_bps', rule ->> 'fixed_fen') <> 1 then
    perform private.fail_field(at || '.rate_bps', '写比例或每件金额，二者之一');
  elsif rule ->> 'rate_bps' is not null and coalesce(rate, -1) not between 0 and 10000 then
    perform private.fail_field(at || '.rate_bps', '比例为 0% 到 100%');
  elsif rule ->> 'fixed_fen' is not null and coalesce(fixed, 0) not between 1 and 100000000 then
    perform private.fail_field(at || '.fixed_fen', '每件金额为 0.01 到 100 万元');
  elsif coalesce(private.int_of(rule -> 'priority'), -1) not between 0 and 99 then
    perform private.fail_field(at || '.priority', '优先级为 0 到 99');
  end if;
end $$;
comment on function private.check_rule(jsonb, text) is
  'One rule of a form. Raises INVALID_REQUEST with the field.';

create function private.check_extra(extra jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(extra,
      '{"name":"string","scope":"string","scope_id":"string","extra_bps":"number",'
      '"starts_at":"string","ends_at":"string"}', at);
  if length(btrim(extra ->> 'name')) between 1 and 20 is not true then
    perform private.fail_field(at || '.name', '名称为 1 到 20 个字');
  elsif not coalesce(pg_input_is_valid(extra ->> 'starts_at', 'timestamptz'), false) then
    perform private.fail_field(at || '.starts_at', '要有开始的时间');
  elsif not coalesce(pg_input_is_valid(extra ->> 'ends_at', 'timestamptz'), false) then
    perform private.fail_field(at || '.ends_at', '要有结束的时间');
  elsif coalesce(private.int_of(extra -> 'extra_bps'), 0) not between 1 and 5000 then
    perform private.fail_field(at || '.extra_bps', '加佣为 0.01% 到 50%');
  end if;
  perform private.check_rule_place(extra, at);
end $$;
comment on function private.check_extra(jsonb, text) is
  'One extra of a form. Raises INVALID_REQUEST with the field.';

create function private.check_volume(form jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
declare
  step record;
begin
  if form ->> 'volume_mode' not in ('ahead', 'after_whole', 'after_slices') then
    perform private.fail_field(at || '.volume_mode', '没有这种阶梯');
  elsif (form ->> 'volume_mode' is null) <> (form -> 'volume_steps' = '[]') then
    perform private.fail_field(at || '.volume_steps', '有阶梯才有它的做法，反之亦然');
  end if;
  for step in
    select n - 1 as n, s, private.int_of(s -> 'from_fen') as from_fen,
           private.int_of(s -> 'bps') as bps,
           lag(private.int_of(s -> 'from_fen')) over (order by n) as from_before,
           lag(private.int_of(s -> 'bps')) over (order by n) as bps_before
      from jsonb_array_elements(form -> 'volume_steps') with ordinality t(s, n)
  loop
    perform private.refuse_others(
        step.s, '{"from_fen":"number","bps":"number"}', at || '.volume_steps.' || step.n);
    if coalesce(step.from_fen, 0) < 1 or step.from_fen <= step.from_before then
      perform private.fail_field(
          format('%s.volume_steps.%s.from_fen', at, step.n), '每一级的起点都高于前一级');
    elsif coalesce(step.bps, 0) not between 1 and 5000 or step.bps <= step.bps_before then
      perform private.fail_field(
          format('%s.volume_steps.%s.bps', at, step.n), '每一级的比例都高于前一级');
    end if;
  end loop;
end $$;
comment on function private.check_volume(jsonb, text) is
  'The volume steps of a form: they rise in volume and rate. Raises INVALID_REQUEST with the '
  'field.';

create function private.check_rule_form(form jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(form,
      '{"levels":"number","cap_bps":"number","rules":"array","extras":"array",'
      '"volume_mode":"string","volume_steps":"array"}', at);
  if coalesce(private.int_of(form -> 'levels'), 0) not between 1 and 2 then
    perform private.fail_field(at || '.levels', '推广层级是一级或两级');
  elsif coalesce(private.int_of(form -> 'cap_bps'), -1) not between 0 and 5000 then
    perform private.fail_field(at || '.cap_bps', '上限为 0% 到 50%');
  elsif coalesce(jsonb_typeof(form -> 'rules'), '') <> 'array'
     or jsonb_array_length(form -> 'rules') > 2000 then
    perform private.fail_field(at || '.rules', '最多 2000 条规则');
  elsif coalesce(jsonb_typeof(form -> 'extras'), '') <> 'array'
     or jsonb_array_length(form -> 'extras') > 200 then
    perform private.fail_field(at || '.extras', '最多 200 个加佣');
  elsif coalesce(jsonb_typeof(form -> 'volume_steps'), '') <> 'array'
     or jsonb_array_length(form -> 'volume_steps') > 10 then
    perform private.fail_field(at || '.volume_steps', '最多 10 级阶梯');
  end if;
  perform private.check_rule(r, format('%s.rules.%s', at, n - 1))
    from jsonb_array_elements(form -> 'rules') with ordinality t(r, n);
  perform private.check_extra(x, format('%s.extras.%s', at, n - 1))
    from jsonb_array_elements(form -> 'extras') with ordinality t(x, n);
  perform private.check_volume(form, at);
end $$;
comment on function private.check_rule_form(jsonb, text) is
  'The form of a rule set as far as it can be judged by itself. Raises INVALID_REQUEST with the '
  'field.';
