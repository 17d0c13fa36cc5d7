-- What a shop asks of applicants, as staff read and change it.

create function private.entry_rules_json(rules referral.entry_rules) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('invite_only', rules.invite_only, 'reapply_days', rules.reapply_days,
    'purchase', rules.purchase, 'product_ids', to_jsonb(rules.product_ids),
    'spend_fen', rules.spend_fen, 'warned_at', rules.warned_at,
    'warned_by', (select t.name from shop.staff t
                   where t.shop_id = rules.shop_id and t.id = rules.warned_by),
    'products', private.condition_products(rules.shop_id, rules.product_ids))
$$;
comment on function private.entry_rules_json(referral.entry_rules) is
  'What a shop asks of applicants (contracts/staff/recruitment.ts EntryRules), fen.';

create function api.get_entry_rules(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rules are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.entry_rules_json(private.entry_rules(me.shop_id));
end $$;
comment on function api.get_entry_rules(text) is 'Staff: what the shop asks of applicants now.';
grant execute on function api.get_entry_rules(text) to authenticated;

create function private.check_entry_rules(shop_id uuid, rules jsonb) returns void
language plpgsql stable set search_path = '' as $$
declare
  products jsonb := rules -> 'product_ids';
begin
  perform private.refuse_others(rules, '{"invite_only":"boolean","reapply_days":"number",'
    '"purchase":"string","product_ids":"array","spend_fen":"number","warned":"boolean"}', 'rules');
  if rules ->> 'invite_only' is null then
    perform private.fail_field('rules.invite_only', '请选择是否只接受邀请');
  elsif private.int_of(rules -> 'reapply_days') between 0 and 365 is not true then
    perform private.fail_field('rules.reapply_days', '请填写 0 到 365 天');
  elsif coalesce(rules ->> 'purchase', '') not in ('none', 'any', 'chosen') then
    perform private.fail_field('rules.purchase', '请选择购买条件');
  elsif coalesce(jsonb_typeof(products), '') <> 'array' or jsonb_array_length(products) > 30
     or (rules ->> 'purchase' = 'chosen') <> (products <> '[]')
     or exists (select from jsonb_array_elements(products) p
                 where not exists (select from catalog.products x
                   where x.shop_id = check_entry_rules.shop_id
                     and x.id = private.uuid_of(p #>> '{}'))) then
    perform private.fail_field('rules.product_ids', '请选择 1 到 30 件商品');
  elsif (rules ->> 'spend_fen')::numeric not between 1 and 10000000000
     or rules @? '$.spend_fen ? (@ != null && @.floor() != @)' then
    perform private.fail_field('rules.spend_fen', '请填写金额');
  elsif (rules ->> 'purchase' <> 'none' or rules ->> 'spend_fen' is not null)
     and rules -> 'warned' is distinct from 'true' then
    perform private.fail_field('rules.warned', '请先阅读并勾选法律提示');
  end if;
end $$;
comment on function private.check_entry_rules(uuid, jsonb) is
  'The form of what a shop asks of applicants; a purchase or a spend only with the legal warning '
  'ticked. Raises INVALID_REQUEST with the field.';

create function api.save_entry_rules(
  shop text, rules jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes rules
declare
  me private.staff_command := private.begin_command(shop, 'rules', 'save_entry_rules',
      idempotency_key, jsonb_build_array(rules, reason), reason);
  before jsonb;
  is_warned boolean := rules -> 'warned' is not distinct from 'true';
  saved referral.entry_rules;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.check_entry_rules(me.shop_id, rules);
  -- one change after the other, so that each row of the audit log says what it found
  perform from shop.settings s where s.shop_id = me.shop_id for update;
  saved := private.entry_rules(me.shop_id);
  before := private.entry_rules_json(saved) - '{products,warned_at,warned_by}'::text[];
  insert into referral.entry_rules as r (shop_id, invite_only, reapply_days, purchase, product_ids,
      spend_fen, warned_at, warned_by)
  values (me.shop_id, (rules ->> 'invite_only')::boolean, private.int_of(rules -> 'reapply_days'),
      rules ->> 'purchase', array(select distinct p::uuid
        from jsonb_array_elements_text(rules -> 'product_ids') p),
      (rules ->> 'spend_fen')::bigint, case when is_warned then private.now() end,
      case when is_warned then me.staff_id end)
  on conflict (shop_id) do update set invite_only = excluded.invite_only,
    reapply_days = excluded.reapply_days, purchase = excluded.purchase,
    product_ids = excluded.product_ids, spend_fen = excluded.spend_fen,
    warned_at = coalesce(excluded.warned_at, r.warned_at),
    warned_by = coalesce(excluded.warned_by, r.warned_by)
  returning * into saved;
  return private.end_command(me, me.shop_id, private.entry_rules_json(saved),
    private.changed_fields(before, private.entry_rules_json(saved)
      - '{products,warned_at,warned_by}'::text[]) || jsonb_build_object('warned', is_warned));
end $$;
comment on function api.save_entry_rules(text, jsonb, text, text) is
  'Staff: what the shop asks of applicants from now on, whole (contracts/staff/recruitment.ts '
  'SaveEntryRules), fen; who applied already is not asked again. Raises INVALID_REQUEST.';
grant execute on function api.save_entry_rules(text, jsonb, text, text) to authenticated;
