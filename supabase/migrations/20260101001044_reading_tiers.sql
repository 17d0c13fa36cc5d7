-- A distributor's tier with what the next one needs, and its history: for him and for staff.

create function private.tier_changes_page(shop_id uuid, distributor_id uuid, for_staff boolean,
  after uuid, page_size int) returns jsonb
language sql stable set search_path = '' as $$
  select private.page_of(jsonb_agg(jsonb_build_object('id', c.id, 'cause', c.cause,
      'from_tier', c.from_tier, 'to_tier', c.to_tier,
      'from_name', coalesce(f.name, '第 ' || c.from_tier || ' 级'),
      'to_name', coalesce(t.name, '第 ' || c.to_tier || ' 级'),
      'figures', case when c.figures <> '{}' then c.figures end,
      'valid_until', c.valid_until, 'reason', c.reason, 'created_at', c.created_at)
      || case when for_staff then jsonb_build_object('by', s.name) else '{}' end
      order by c.no desc), page_size, 'id')
    from (select * from referral.tier_changes x
           where x.shop_id = tier_changes_page.shop_id
             and x.distributor_id = tier_changes_page.distributor_id
             and (after is null or x.no < (
               select a.no from referral.tier_changes a
                where a.shop_id = x.shop_id and a.distributor_id = x.distributor_id
                  and a.id = after))
           order by x.no desc limit private.page_limit(page_size)) c
    left join referral.tiers f on f.shop_id = c.shop_id and f.tier = c.from_tier
    left join referral.tiers t on t.shop_id = c.shop_id and t.tier = c.to_tier
    left join shop.staff s on s.shop_id = c.shop_id and s.id = c.staff_id
$$;
comment on function private.tier_changes_page(uuid, uuid, boolean, uuid, int) is
  'The history of a tier, the newest first (contracts/tiers.ts TierChange); staff read who did it. '
  'A removed tier is called by its number.';

create function api.get_distributor_tier(shop text, distributor_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: distributors and orders are closed to every client role
declare
  me record := private.staff(shop, 'read');
  d referral.distributors;
begin
  select * into d from referral.distributors x
   where x.shop_id = me.shop_id and x.id = get_distributor_tier.distributor_id
     and x.approved_at is not null;
  if d.id is null then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  end if;
  return private.tier_progress_json(d);
end $$;
comment on function api.get_distributor_tier(text, uuid) is
  'Staff: a distributor''s tier and how far he is to each other (contracts/tiers.ts TierProgress). '
  'Raises DISTRIBUTOR_NOT_FOUND.';
grant execute on function api.get_distributor_tier(text, uuid) to authenticated;

create function api.list_tier_changes(shop text, distributor_id uuid,
  after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: history is closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  if not exists (select from referral.distributors d where d.shop_id = me.shop_id
                    and d.id = list_tier_changes.distributor_id) then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  end if;
  return private.as_read_by(private.tier_changes_page(
      me.shop_id, distributor_id, true, after, page_size), me.role);
end $$;
comment on function api.list_tier_changes(text, uuid, uuid, int) is
  'Staff: every change of a distributor''s tier with its figures, by whom and why '
  '(contracts/staff/tiers.ts StaffTierChangePage). Raises DISTRIBUTOR_NOT_FOUND.';
grant execute on function api.list_tier_changes(text, uuid, uuid, int) to authenticated;

create function api.get_my_tier() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: distributors and orders are closed to every client role
declare
  me record := private.distributor();
begin
  return (select private.tier_progress_json(d) from referral.distributors d
           where d.shop_id = me.shop_id and d.id = me.distributor_id);
end $$;
comment on function api.get_my_tier() is
  'Distributor: my tier, what keeps it, and how far I am to each other (contracts/tiers.ts '
  'TierProgress). Raises DISTRIBUTOR_REQUIRED.';
grant execute on function api.get_my_tier() to authenticated;

create function api.list_my_tier_changes(after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: history is closed to every client role
declare
  me record := private.distributor();
begin
  return private.tier_changes_page(me.shop_id, me.distributor_id, false, after, page_size);
end $$;
comment on function api.list_my_tier_changes(uuid, int) is
  'Distributor: every change of my tier with the figures that decided (contracts/tiers.ts '
  'TierChangePage). Raises DISTRIBUTOR_REQUIRED.';
grant execute on function api.list_my_tier_changes(uuid, int) to authenticated;
