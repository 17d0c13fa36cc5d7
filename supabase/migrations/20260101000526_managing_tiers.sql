-- Tiers as staff set them: one saved whole on top of the version that was read, the highest removed
-- when nobody has it and no rule pays by it.

create function private.tier_terms_json(t referral.tiers) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('tier', t.tier, 'name', t.name, 'needs', t.needs,
      'sales_fen', t.sales_fen, 'orders', t.orders, 'buyers', t.buyers,
      'within_days', t.within_days, 'valid_days', t.valid_days, 'keep_bps', t.keep_bps)
$$;
comment on function private.tier_terms_json(referral.tiers) is
  'What a tier asks for (contracts/tiers.ts TierTerms), sales in fen.';

create function private.tier_json(t referral.tiers) returns jsonb
language sql stable set search_path = '' as $$
  select private.tier_terms_json(t) || jsonb_build_object('version', t.version,
      'updated_at', t.updated_at,
      'by', (select f.name from shop.staff f where f.shop_id = t.shop_id and f.id = t.updated_by))
      || (select jsonb_build_object('distributor_count', count(*),
              'pinned_count', count(*) filter (where d.tier_pinned_until is not null))
            from referral.distributors d
           where d.shop_id = t.shop_id and d.tier = t.tier and d.approved_at is not null)
$$;
comment on function private.tier_json(referral.tiers) is
  'A tier with how many distributors have it (contracts/staff/tiers.ts Tier).';

create function private.rules_of_tier(shop_id uuid, tier int) returns int
language sql stable set search_path = '' as $$
  select count(*)::int
    from shop.rule_sets s
    join shop.commission_rules r on r.shop_id = s.shop_id and r.set_id = s.id
   where s.shop_id = rules_of_tier.shop_id and r.tier = rules_of_tier.tier
     and (s.state = 'draft' or s.version is not null
            and coalesce(s.ends_at > greatest(private.now(), s.starts_at), true))
$$;
comment on function private.rules_of_tier(uuid, int) is
  'How many commission rules name a tier, in the draft, in force or to come: it stays while there '
  'are any.';

create function private.check_tier_form(form jsonb) returns void
language plpgsql immutable set search_path = '' as $$
declare
  tier int := private.int_of(form -> 'tier');
begin
  perform private.refuse_others(form,
      '{"tier":"number","version":"number","name":"string","needs":"string",'
      '"sales_fen":"number","orders":"number","buyers":"number","within_days":"number",'
      '"valid_days":"number","keep_bps":"number"}', 'tier');
  if tier is null or tier not between 1 and 9 then
    perform private.fail_field('tier.tier', '等级从 1 到 9');
  elsif length(btrim(form ->> 'name')) between 1 and 10 is not true then
    perform private.fail_field('tier.name', '等级名称为 1 到 10 个字');
  elsif coalesce(form ->> 'needs', 'all') not in ('all', 'any') then
    perform private.fail_field('tier.needs', '满足全部条件，或满足任意一条');
  elsif (tier > 1) <> (num_nonnulls(form ->> 'sales_fen', form ->> 'orders',
                                    form ->> 'buyers') > 0) then
    perform private.fail_field('tier.needs', case when tier > 1
        then '至少要有一个升级条件' else '第一级没有条件，通过审核就是' end);
  elsif tier = 1 and num_nonnulls(form ->> 'within_days', form ->> 'valid_days') > 0 then
    perform private.fail_field('tier.valid_days', '第一级一直有效');
  end if;
end $$;
comment on function private.check_tier_form(jsonb) is
  'What can be said of a tier''s form without looking at what is kept. Raises INVALID_REQUEST with '
  'the field.';

create function private.lock_tier(shop_id uuid, form jsonb) returns referral.tiers
language plpgsql volatile set search_path = '' as $$
declare
  locked referral.tiers;
  highest int;
begin
  perform from shop.settings s where s.shop_id = lock_tier.shop_id
    for no key update;   -- one save a shop at a time: tiers are compared with one another
  select * into locked from referral.tiers t
   where t.shop_id = lock_tier.shop_id and t.tier = (form ->> 'tier')::int for no key update;
  select max(t.tier) into highest from referral.tiers t where t.shop_id = lock_tier.shop_id;
  if locked.tier is null and (form ->> 'version' is not null
                              or (form ->> 'tier')::int <> highest + 1) then
    perform private.fail('TIER_NOT_FOUND', jsonb_build_object('next', highest + 1));
  elsif (form ->> 'version')::int is distinct from locked.version then
    perform private.fail('TIER_CHANGED', jsonb_build_object('tier', private.tier_json(locked)));
  end if;
  return locked;
end $$;
comment on function private.lock_tier(uuid, jsonb) is
  'The tier that a form names, locked, if its version is still the one the form was made from; '
  'none for a new one, which comes next above the highest. Raises TIER_CHANGED with the tier as it '
  'stands, TIER_NOT_FOUND.';

create function private.write_tier(shop_id uuid, staff_id uuid, form jsonb) returns referral.tiers
language plpgsql volatile set search_path = '' as $$
declare
  before referral.tiers := private.lock_tier(shop_id, form);
  saved referral.tiers := jsonb_populate_record(null::referral.tiers, form);
begin
  saved.shop_id := shop_id;
  saved.name := btrim(saved.name);
  saved.needs := coalesce(saved.needs, 'all');
  saved.keep_bps := coalesce(saved.keep_bps, 10000);
  saved.version := coalesce(before.version, 0) + 1;
  saved.updated_by := staff_id;
  saved.updated_at := private.now();
  if before.tier is null then
    insert into referral.tiers select saved.*;
  else
    update referral.tiers t
       set (name, needs, sales_fen, orders, buyers, within_days, valid_days, keep_bps,
            version, updated_by, updated_at)
         = (saved.name, saved.needs, saved.sales_fen, saved.orders, saved.buyers,
            saved.within_days, saved.valid_days, saved.keep_bps,
            saved.version, saved.updated_by, saved.updated_at)
     where t.shop_id = saved.shop_id and t.tier = saved.tier;
  end if;
  perform private.check_tiers_grow(shop_id);
  return saved;
end $$;
comment on function private.write_tier(uuid, uuid, jsonb) is
  'Write a tier that was checked. Raises TIER_CHANGED, TIER_NOT_FOUND, INVALID_REQUEST when tiers '
  'would not grow.';

create function api.save_tier(shop text, tier jsonb, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes tiers
declare
  me private.staff_command := private.begin_command(shop, 'rules', 'save_tier',
      idempotency_key, jsonb_build_array(tier, reason), reason);
  saved referral.tiers;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.check_tier_form(tier);
  saved := private.write_tier(me.shop_id, me.staff_id, tier);
  return private.end_command(me, null, private.tier_json(saved), private.tier_terms_json(saved));
exception when unique_violation then
  perform private.fail_field('tier.name', '已有同名的等级');
when check_violation or not_null_violation or data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"tier.needs"}');
end $$;
comment on function api.save_tier(text, jsonb, text, text) is
  'Staff who may set rules: a tier whole (contracts/staff/tiers.ts SaveTier): with the version '
  'that was read changed, without it the next above the highest. Who has a tier keeps it until his '
  'period ends. Raises TIER_CHANGED, TIER_NOT_FOUND, INVALID_REQUEST with the field.';
grant execute on function api.save_tier(text, jsonb, text, text) to authenticated;
