-- Who earns from an order and what brought it, as placing asks; and the binding as its member
-- reads it.

create function private.beneficiaries(shop_id uuid, member_id uuid,
  out binding_id uuid, out level1_id uuid, out level2_id uuid, out rule_set_id uuid,
  out level1_tier smallint, out level2_tier smallint)
language plpgsql stable set search_path = '' as $$   -- plpgsql keeps its plan: every order asks
begin
  select case when buyer.id is null then b.id end,
         case when d1.status = 'approved' then d1.id end,
         case when d2.status = 'approved' and d2.id <> beneficiaries.member_id then d2.id end,
         r.id, d1.tier, d2.tier
    into beneficiaries.binding_id, beneficiaries.level1_id, beneficiaries.level2_id,
         beneficiaries.rule_set_id, beneficiaries.level1_tier, beneficiaries.level2_tier
    from shop.settings s
    left join private.rule_set_at(beneficiaries.shop_id, private.now()) r on true
    left join referral.distributors buyer on s.self_purchase_commission
      and buyer.shop_id = s.shop_id and buyer.id = beneficiaries.member_id
      and buyer.status = 'approved'
    left join referral.bindings b on b.shop_id = s.shop_id
     and b.member_id = beneficiaries.member_id and b.ended_at is null
    left join referral.distributors d1 on d1.shop_id = s.shop_id
     and d1.id = coalesce(buyer.id, b.distributor_id)
    left join referral.distributors d2 on r.levels = 2
     and d2.shop_id = s.shop_id and d2.id = d1.parent_id
   where s.shop_id = beneficiaries.shop_id;
  if level1_id is null then
    level1_tier := null;
  end if;
  if level2_id is null then
    level2_tier := null;
  end if;
end $$;
comment on function private.beneficiaries(uuid, uuid) is
  'Who earns from what this member orders now. Level 1 is who he is bound to (an expired binding '
  'still earns), level 2 that one''s parent; who is not approved is left out and nobody moves up. '
  'The buyer himself only where self-purchase is on: then he is level 1, by no binding, and his '
  'parent level 2. rule_set_id is the set in force, read once for the whole order, and the tiers '
  'are those of this moment.';

create function private.last_click(shop_id uuid,
  member_id uuid, out click_id uuid, out share_id uuid)
language plpgsql stable set search_path = '' as $$   -- plpgsql keeps its plan: every order asks
declare
  now timestamptz := private.now();
  since timestamptz := now - interval '30 days';
begin
  select c.id, c.share_id into last_click.click_id, last_click.share_id
    from referral.clicks c
   where c.shop_id = last_click.shop_id and c.member_id = last_click.member_id
     -- only the partitions of these days are looked at
     and c.slot between since - interval '10 minutes' and now
     and c.clicked_at >= since
   order by c.clicked_at desc, c.id desc limit 1;
end $$;
comment on function private.last_click(uuid, uuid) is
  'The member''s last click of the past 30 days, also one made before he signed in: which share '
  'brought an order.';

create function private.binding_json(shop_id uuid, member_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object('id', b.id, 'bound_at', b.bound_at,
      'protected_until', case when isfinite(b.protected_until) then b.protected_until end,
      'distributor', jsonb_build_object('code', d.code, 'label', private.label(d.shop_id, d.id)))
    from referral.bindings b join referral.distributors d
        on d.shop_id = b.shop_id and d.id = b.distributor_id
    where b.shop_id = binding_json.shop_id
      and b.member_id = binding_json.member_id and b.ended_at is null);
end $$;
comment on function private.binding_json(uuid, uuid) is
  'The active binding of a member (contracts/shares.ts Binding); protected_until is null when it '
  'never ends.';

create function api.get_binding() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bindings are closed to every client role
declare
  me record := private.member();
begin
  return jsonb_build_object('binding', private.binding_json(me.shop_id, me.member_id));
end $$;
comment on function api.get_binding() is 'Member: who earns when I buy.';
grant execute on function api.get_binding() to authenticated;
