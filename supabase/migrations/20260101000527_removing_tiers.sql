-- Tiers as staff read them, and the highest one removed.

create function api.remove_tier(shop text, tier int, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes tiers
declare
  me private.staff_command := private.begin_command(shop, 'rules', 'remove_tier',
      idempotency_key, jsonb_build_array(tier, reason), reason);
  gone referral.tiers;
  uses jsonb;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform from shop.settings s where s.shop_id = me.shop_id for no key update;
  select * into gone from referral.tiers t
   where t.shop_id = me.shop_id and t.tier = remove_tier.tier for update;
  if gone.tier is null then
    perform private.fail('TIER_NOT_FOUND');
  end if;
  uses := jsonb_build_object(   -- after the lock: nobody rises to it meanwhile
    'distributors', (select count(*) from referral.distributors d
                      where d.shop_id = me.shop_id and d.tier = gone.tier),
    'rules', private.rules_of_tier(me.shop_id, gone.tier),
    'is_highest', gone.tier > 1 and not exists (select from referral.tiers t
        where t.shop_id = me.shop_id and t.tier > gone.tier));
  if uses <> '{"distributors":0,"rules":0,"is_highest":true}' then
    perform private.fail('TIER_IN_USE', uses);
  end if;
  delete from referral.tiers t where t.shop_id = me.shop_id and t.tier = gone.tier;
  return private.end_command(me, null, '{"ok":true}', private.tier_terms_json(gone));
end $$;
comment on function api.remove_tier(text, int, text, text) is
  'Staff who may set rules: take the highest tier away, which nobody has and no rule names; the '
  'first one stays. Raises TIER_IN_USE with {"distributors", "rules", "is_highest"}, '
  'TIER_NOT_FOUND.';
grant execute on function api.remove_tier(text, int, text, text) to authenticated;

create function api.list_tiers(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: tiers are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('items', (
    select jsonb_agg(private.tier_json(t) order by t.tier)
      from referral.tiers t where t.shop_id = me.shop_id));
end $$;
comment on function api.list_tiers(text) is
  'Staff: the tiers of the shop, the first one first, with how many distributors have each '
  '(contracts/staff/tiers.ts Tiers).';
grant execute on function api.list_tiers(text) to authenticated;
