-- Becoming a distributor: by an application, perhaps on an invitation.

create function private.parent_of_newcomer(shop_id uuid, distributor_id uuid) returns uuid
language sql stable set search_path = '' as $$
  select coalesce(
    (select p.id from referral.distributors d
       join referral.shares s on s.shop_id = d.shop_id and s.id = d.invite_share_id
       join referral.distributors p on p.shop_id = s.shop_id
        and p.id = s.sharer_id and p.status = any (private.distributor_states('parental'))
      where d.shop_id = parent_of_newcomer.shop_id
        and d.id = parent_of_newcomer.distributor_id and p.id <> d.id),
    (select p.id from referral.bindings b
       join referral.distributors p on p.shop_id = b.shop_id
        and p.id = b.distributor_id and p.status = any (private.distributor_states('parental'))
      where b.shop_id = parent_of_newcomer.shop_id
        and b.member_id = parent_of_newcomer.distributor_id and b.ended_at is null))
$$;
comment on function private.parent_of_newcomer(uuid, uuid) is
  'The parent a first approval sets: the inviter, else the distributor of the binding, else none. '
  'An expelled distributor is nobody''s parent. A newcomer is no one''s parent yet, so this makes '
  'no cycle.';

create function private.approve_distributor(shop_id uuid,
  distributor_id uuid, staff_id uuid, reason text, inviter uuid default null) returns void
language plpgsql volatile set search_path = '' as $$
declare
  parent uuid := coalesce(inviter, private.parent_of_newcomer(shop_id, distributor_id));
begin
  perform private.set_distributor_status(shop_id, distributor_id, array['applied'],
      'approved', 'approved', staff_id, reason);
  update referral.distributors d set parent_id = parent, approved_at = private.now()
   where d.shop_id = approve_distributor.shop_id and d.id = approve_distributor.distributor_id;
  if parent is not null then
    insert into referral.distributor_changes (shop_id,
        distributor_id, change, to_parent_id, staff_id, reason)
    values (approve_distributor.shop_id, approve_distributor.distributor_id,
        'parent', parent, approve_distributor.staff_id, approve_distributor.reason);
  end if;
  perform private.open_accounts(shop_id, 'distributor', distributor_id);
end $$;
comment on function private.approve_distributor(uuid, uuid, uuid, text, uuid) is
  'An applicant becomes a distributor: the parent is set, once (the inviter that is named, else '
  'private.parent_of_newcomer), and the accounts are opened. '
  'Raises DISTRIBUTOR_STATE when there is no open application.';

create function private.invite_behind(shop_id uuid, token text, invited uuid) returns uuid
language sql stable set search_path = '' as $$
  select s.id
    from referral.shares s join referral.distributors d
        on d.shop_id = s.shop_id and d.id = s.sharer_id
   where s.shop_id = invite_behind.shop_id and s.token = invite_behind.token and s.page = 'invite'
     and d.status = 'approved' and d.terms_version <> '' and d.id <> invited
     and not private.same_person(s.shop_id, d.id, invited) and s.revoked_at is null
$$;
comment on function private.invite_behind(uuid, text, uuid) is
  'The invitation behind a token, not revoked, of an approved distributor and for somebody else; '
  'null: none.';

create function private.open_invite(shop_id uuid, token text, invited uuid) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  share_id uuid := private.invite_behind(shop_id, token, invited);
begin
  -- not taken back before this is decided
  perform from referral.shares s where s.shop_id = open_invite.shop_id
      and s.id = share_id and s.revoked_at is null for share;
  if token is not null and not found then
    perform private.fail('INVITE_NOT_FOUND');
  end if;
  return share_id;
end $$;
comment on function private.open_invite(uuid, text, uuid) is
  'The invitation behind a token as private.invite_behind finds it, or INVITE_NOT_FOUND. Null for '
  'no token.';

create function api.create_invite() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes shares
declare
  me record := private.distributor();
begin
  if me.status <> 'approved' then
    perform private.fail('DISTRIBUTOR_INACTIVE');
  elsif exists (select from referral.distributors d
                 where d.shop_id = me.shop_id and d.id = me.distributor_id
                   and d.terms_version = '') then
    perform private.fail('TERMS_REQUIRED');
  end if;
  perform private.refuse_closed(me.shop_id);
  return private.keep_share(me.shop_id, me.distributor_id, 'invite', null, '', 'link');
end $$;
comment on function api.create_invite()
  is 'Distributor: the token by which others become distributors under me. '
  'Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, TERMS_REQUIRED, SHOP_CLOSED.';
grant execute on function api.create_invite() to authenticated;
