-- Binding: who earns from a buyer. Decided by the row that stands: its own protected_until, made
-- when it was made.

create function private.opened_since(shop_id uuid, member_id uuid,
  distributor_id uuid, moment timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select from referral.clicks c join referral.shares s
        on s.shop_id = c.shop_id and s.id = c.share_id
     where c.shop_id = opened_since.shop_id and c.member_id = opened_since.member_id
       and c.slot > opened_since.moment - interval '10 minutes'
       and c.clicked_at > opened_since.moment
       and s.sharer_id = opened_since.distributor_id and s.revoked_at is null);
end $$;
comment on function private.opened_since(uuid, uuid, uuid, timestamptz) is
  'Whether a member has opened a share of this distributor after a moment.';

create function private.may_bind(shop_id uuid, member_id uuid,
  distributor_id uuid, clicked_at timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return coalesce((
    select may_bind.distributor_id <> may_bind.member_id   -- asked in this order, the rare last
       and exists (select from referral.distributors d
                    where d.shop_id = rules.shop_id
                      and d.id = may_bind.distributor_id and d.status = 'approved')
       and not exists (select from referral.bindings b
                        where b.shop_id = rules.shop_id
                          and b.member_id = may_bind.member_id and b.ended_at is null
                          and (b.distributor_id = may_bind.distributor_id
                              or b.protected_until > private.now()
                              or b.bound_at > may_bind.clicked_at
                              or rules.binding_mode = 'newest'
                                 and private.opened_since(b.shop_id, b.member_id,
                                     b.distributor_id, may_bind.clicked_at)))
       and not private.same_person(
           rules.shop_id, may_bind.member_id, may_bind.distributor_id)
       and (rules.bindable = 'everyone'
            or not exists (select from trade.orders o
                            where o.shop_id = rules.shop_id
                              and o.member_id = may_bind.member_id and o.paid_at is not null))
      from shop.settings rules where rules.shop_id = may_bind.shop_id), false);
end $$;
comment on function private.may_bind(uuid, uuid, uuid, timestamptz) is
  'Whether a click at that time may bind this member to that distributor: he is approved and '
  'somebody else, no protection and no newer binding stands against it, and the shop lets this '
  'member be bound. Another click of the member''s own distributor changes nothing (clicks do not '
  'renew), save where the newest decides: there the other''s click must be the later one.';

create function private.same_person(shop_id uuid, one uuid, other uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return (
    select exists (select from person.identities a join person.identities b
        on b.shop_id = a.shop_id and b.unionid = a.unionid
                    where a.shop_id = same_person.shop_id
                      and a.member_id = one and b.member_id = other)
        or exists (select from person.profiles a join person.profiles b
            on b.shop_id = a.shop_id and b.phone_fingerprint = a.phone_fingerprint
                    where a.shop_id = same_person.shop_id
                      and a.member_id = one and b.member_id = other));
end $$;
comment on function private.same_person(uuid, uuid, uuid) is
  'Two members who are one person: the same unionid or the same verified phone.';

create function private.add_binding(shop_id uuid, member_id uuid, distributor_id uuid, cause text,
  click_id uuid default null, share_id uuid default null) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  added uuid;
begin
  insert into referral.bindings (shop_id, member_id, distributor_id, cause, click_id, share_id,
    protected_until, expiry_told)
  select add_binding.shop_id, add_binding.member_id, add_binding.distributor_id,
         add_binding.cause, add_binding.click_id, add_binding.share_id,
         case s.binding_mode
           when 'protected' then private.now() + make_interval(days => s.protection_days)
           when 'permanent' then 'infinity' else private.now() end,
         case s.binding_mode when 'protected' then 0 else 2 end
    from shop.settings s where s.shop_id = add_binding.shop_id
  returning id into added;
  return added;
end $$;
comment on function private.add_binding(uuid, uuid, uuid, text, uuid, uuid) is
  'A member without an active binding is bound, protected as the shop says now. Answers its id.';

create function private.end_binding(shop_id uuid, member_id uuid, cause text)
  returns referral.bindings
language plpgsql volatile set search_path = '' as $$
declare
  ended referral.bindings;
begin
  update referral.bindings b set ended_at = private.now(), ended_cause = end_binding.cause
   where b.shop_id = end_binding.shop_id and b.member_id = end_binding.member_id
     and b.ended_at is null
  returning * into ended;
  if found then
    perform private.tell_lost(ended);
  end if;
  return ended;
end $$;
comment on function private.end_binding(uuid, uuid, text) is
  'The active binding of a member ends and its distributor is told. Answers it, a row of nulls '
  'where there was none.';

create function private.bind(shop_id uuid, member_id uuid, promoter uuid, share_id uuid,
  click_id uuid, clicked_at timestamptz, cause text) returns boolean
language plpgsql volatile set search_path = '' as $$
begin
  -- A member's clicks come here one after the other, each seeing what the one before it did.
  perform pg_advisory_xact_lock(hashtextextended('binding|' || bind.member_id, 0));
  if not private.may_bind(shop_id, member_id, promoter, clicked_at) then
    return false;
  end if;
  -- The distributor stays what he is until this is decided; without terms he cannot promote yet.
  perform from referral.distributors d
    where d.shop_id = bind.shop_id and d.id = promoter and d.terms_version <> '' for share;
  if not found then
    return false;
  end if;
  -- and what he shared is not taken back meanwhile
  perform from referral.shares s
    where s.shop_id = bind.shop_id and s.id = bind.share_id and s.revoked_at is null for share;
  if not found then
    return false;
  end if;
  if not private.may_bind(shop_id, member_id, promoter, clicked_at) then
    return false;
  end if;
  perform private.end_binding(shop_id, member_id, 'rebound');
  perform private.add_binding(shop_id, member_id, promoter, cause, click_id, share_id);
  return true;
end $$;
comment on function private.bind(uuid, uuid, uuid, uuid, uuid, timestamptz, text) is
  'Bind a member to the promoter whose share he clicked, if private.may_bind allows and the share '
  'is not revoked; the earlier binding ends and is kept. Answers whether it did.';

create function private.adopt_visitor(shop_id uuid, member_id uuid, visitor uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  now timestamptz := private.now();
  since timestamptz := now - interval '30 days';
  last record;
begin
  with adopted as (
    update referral.clicks c set member_id = adopt_visitor.member_id
     where c.shop_id = adopt_visitor.shop_id and c.actor_id = visitor and c.member_id is null
       and c.slot between since - interval '10 minutes' and now and c.clicked_at >= since
    returning c.id, c.share_id, c.clicked_at)
  select a.*, s.sharer_id into last
    from adopted a
    join referral.shares s on s.shop_id = adopt_visitor.shop_id and s.id = a.share_id
    join referral.distributors d on d.shop_id = s.shop_id
     and d.id = s.sharer_id and d.status = 'approved'
   where d.id <> adopt_visitor.member_id and s.revoked_at is null
   order by a.clicked_at desc, a.id desc limit 1;
  if last.id is not null then
    perform private.bind(shop_id, member_id,
        last.sharer_id, last.share_id, last.id, last.clicked_at, 'sign_in');
  end if;
end $$;
comment on function private.adopt_visitor(uuid, uuid, uuid) is
  'A visitor turns out to be this member: his clicks of the past 30 days become the member''s, '
  'each once, and the last one on a distributor''s share binds.';

create function private.renew_protection(shop_id uuid, binding_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update referral.bindings b
     set protected_until = private.now() + make_interval(days => s.protection_days),
         expiry_told = 0
    from shop.settings s
   where s.shop_id = renew_protection.shop_id
     and s.purchase_renews_protection and s.binding_mode = 'protected'
     and b.shop_id = s.shop_id and b.id = renew_protection.binding_id and b.ended_at is null
     and b.protected_until < private.now() + make_interval(days => s.protection_days);
end $$;
comment on function private.renew_protection(uuid, uuid) is
  'A purchase renews the protection of its binding where the shop says so (off by default), and '
  'its expiry will be told anew. Called when an order is paid.';
