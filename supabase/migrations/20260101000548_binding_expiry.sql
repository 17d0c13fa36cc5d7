-- Expiry is an event: before a binding's protection ends, and when it has, its distributor is told.
-- Nothing else changes by it.

create index bindings_untold on referral.bindings (shop_id, protected_until)
  where ended_at is null and expiry_told < 2 and protected_until < 'infinity';

create function private.expiring_bindings(most int) returns setof referral.bindings
language plpgsql volatile rows 200 set search_path = '' as $$
begin
  return query
    select b.* from shop.settings s
     cross join lateral (
       select x.* from referral.bindings x
        where x.shop_id = s.shop_id and x.ended_at is null and x.expiry_told < 2
          and x.protected_until < 'infinity'
          and x.protected_until <= private.now() + make_interval(days => s.expiry_notice_days)
          and (x.expiry_told = 0 or x.protected_until <= private.now())
        order by x.protected_until limit most) b
     limit most;
end $$;
comment on function private.expiring_bindings(int) is
  'Up to so many bindings of which something is to be told: that protection ends within the days '
  'of the shop''s expiry_notice_days, or that it has ended.';

create function private.tell_expiry(shop_id uuid, binding_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  told referral.bindings;
begin
  update referral.bindings b
     set expiry_told = case when b.protected_until <= private.now() then 2 else 1 end
   where b.shop_id = tell_expiry.shop_id and b.id = tell_expiry.binding_id and b.ended_at is null
  returning * into told;
  perform private.notify(told.shop_id, told.distributor_id,
    case told.expiry_told when 2 then 'binding_expired' else 'binding_expiring' end,
    jsonb_build_object('member_id', told.member_id, 'binding_id', told.id,
      'at', told.protected_until));
  perform private.message(told.shop_id, told.distributor_id, 'customer_expiring',
    concat_ws(':', told.id, told.protected_until), jsonb_build_object(
      'member_id', told.member_id, 'until', told.protected_until)) where told.expiry_told = 1;
end $$;
comment on function private.tell_expiry(uuid, uuid) is
  'Tell the distributor of a binding that the caller holds how its protection stands, once. Where '
  'both moments have passed only the end is told.';

create function api.tell_expiries(batch int default 200) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := least(greatest(coalesce(batch, 200), 1), 1000);
  held referral.bindings;
  found_one referral.bindings;
  told int := 0;
  seen int := 0;
begin
  for found_one in select * from private.expiring_bindings(most) loop
    seen := seen + 1;
    select b.* into held from referral.bindings b
     where b.shop_id = found_one.shop_id and b.id = found_one.id and b.ended_at is null
       and b.expiry_told = found_one.expiry_told
       and b.protected_until = found_one.protected_until
     for update skip locked;
    if found then
      perform private.tell_expiry(held.shop_id, held.id);
      told := told + 1;
    end if;
  end loop;
  return jsonb_build_object('told', told, 'more', seen = most and told > 0);
end $$;
comment on function api.tell_expiries(int) is
  'Tell distributors whose customers'' protection ends soon or has ended, once each. Bindings that '
  'another worker or a click has are skipped. Answers {"told", "more"}: more says that the batch '
  'was full.';
grant execute on function api.tell_expiries(int) to mall_jobs;

create function private.tell_lost(lost referral.bindings) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.notify(lost.shop_id, lost.distributor_id, 'customer_lost', jsonb_build_object(
    'member_id', lost.member_id, 'binding_id', lost.id, 'cause', lost.ended_cause));
end $$;
comment on function private.tell_lost(referral.bindings) is
  'Tell the former distributor of a binding that just ended.';
