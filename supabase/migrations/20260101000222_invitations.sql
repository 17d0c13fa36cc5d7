-- Invitations: who may become staff of a shop, by a link that works once.

create table shop.invitations (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  email text not null constraint invitations_email_form
    check (email = lower(btrim(email)) and length(email) <= 254 and email ~ '^[^\s@]+@[^\s@]+$'),
  name text not null constraint invitations_name_length check (length(name) between 1 and 40),
  role text not null constraint invitations_role_known
    check (role in ('owner', 'manager', 'finance', 'support', 'viewer')),
  token_hash text not null constraint invitations_token_once unique
    constraint invitations_token_hash_form check (token_hash ~ '^[0-9a-f]{64}$'),
  status text not null default 'open' constraint invitations_status_known
    check (status in ('open', 'accepted', 'revoked')),
  invited_by uuid,
  accepted_by uuid,
  created_at timestamptz not null default private.now(),
  expires_at timestamptz not null default private.now() + interval '7 days',
  ended_at timestamptz,
  primary key (shop_id, id),
  constraint invitations_invited_by_staff
    foreign key (shop_id, invited_by) references shop.staff (shop_id, id),
  constraint invitations_accepted_by_staff
    foreign key (shop_id, accepted_by) references shop.staff (shop_id, id),
  constraint invitations_ended_has_moment check ((status = 'open') = (ended_at is null)),
  constraint invitations_accepted_by_somebody
    check ((status = 'accepted') = (accepted_by is not null))
);
comment on table shop.invitations is
  'Who was invited to work in a shop, as what, and what became of it. token_hash is the SHA-256 of '
  'the token in the link: the inviting browser makes the token, and the database never sees it '
  'before it is used. Without invited_by the operator of the platform invited, whose link '
  'private.open_shop makes and answers once. One is open per e-mail.';
alter table shop.invitations enable row level security;
create unique index invitations_one_open on shop.invitations (shop_id, email)
  where status = 'open';
create index invitations_invited_by on shop.invitations (shop_id, invited_by);
create index invitations_accepted_by on shop.invitations (shop_id, accepted_by);

create function private.invitation_state(invitation shop.invitations) returns text
language sql stable set search_path = '' as $$
  select case when invitation.status = 'open' and invitation.expires_at <= private.now()
    then 'expired' else invitation.status end
$$;
comment on function private.invitation_state(shop.invitations) is
  'open, accepted, revoked, or expired: open for too long.';

create function private.invitation_json(i shop.invitations) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', i.id, 'email', i.email, 'name', i.name, 'role', i.role,
    'state', private.invitation_state(i), 'created_at', i.created_at, 'expires_at', i.expires_at,
    'ended_at', i.ended_at, 'invited_by', (
      select t.name from shop.staff t where t.shop_id = i.shop_id and t.id = i.invited_by))
$$;
comment on function private.invitation_json(shop.invitations) is
  'An invitation as the owner sees it (contracts/staff/invitations.ts Invitation).';

create function private.invite(
  shop_id uuid, email text, name text, role text, token_hash text, invited_by uuid default null
) returns shop.invitations
language plpgsql volatile set search_path = '' as $$
declare
  now timestamptz := private.now();
  made shop.invitations;
begin
  email := lower(btrim(email));
  -- two invitations of one person come one after the other, and the later one counts
  perform pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'invite', shop_id, email), 0));
  if exists (select from shop.staff t join auth.users u on u.id = t.user_id
      where t.shop_id = invite.shop_id and t.status = 'active' and u.email = invite.email) then
    perform private.fail('STAFF_EXISTS', '{"field":"email"}');
  end if;
  update shop.invitations i set status = 'revoked', ended_at = now
   where i.shop_id = invite.shop_id and i.email = invite.email and i.status = 'open';
  insert into shop.invitations (shop_id, email, name, role, token_hash, invited_by)
  values (invite.shop_id, invite.email, btrim(invite.name), invite.role, invite.token_hash,
      invite.invited_by)
  returning * into made;
  return made;
end $$;
comment on function private.invite(uuid, text, text, text, text, uuid) is
  'Invite an e-mail address for seven days; its earlier open invitation is revoked. '
  'token_hash: SHA-256 of the token, in hex. Without invited_by it is the operator''s: so a new '
  'shop gets its owner. Raises STAFF_EXISTS.';

create function api.list_invitations(shop text, after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: invitations are closed to every client role
declare
  me record := private.staff(shop, 'staff');
begin
  return (
    select private.page_of(jsonb_agg(private.invitation_json(i) order by i.id desc),
             page_size, 'id')
      from (select * from shop.invitations x
             where x.shop_id = me.shop_id and (after is null or x.id < after)
             order by x.id desc limit private.page_limit(page_size)) i);
end $$;
comment on function api.list_invitations(text, uuid, int) is
  'Owner: who was invited, the newest first, and what became of it. Raises SHOP_NOT_FOUND, '
  'FORBIDDEN.';
grant execute on function api.list_invitations(text, uuid, int) to authenticated;

create function api.invite_staff(
  shop text, email text, name text, role text, token_hash text, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes invitations
declare
  me record := private.staff(shop, 'staff');
  request jsonb := jsonb_build_array(email, name, role, token_hash, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'invite_staff', idempotency_key, request);
  made shop.invitations;
  problem text;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  made := private.invite(me.shop_id, email, name, role, token_hash, me.staff_id);
  perform private.audit(me.shop_id, me.staff_id,
      'invite_staff', made.id, reason, jsonb_build_object('role', made.role));
  answer := private.invitation_json(made);
  return private.remember(
    me.shop_id, me.staff_id, 'invite_staff', idempotency_key, request, answer);
exception when check_violation or unique_violation then
  get stacked diagnostics problem = constraint_name;
  perform private.fail('INVALID_REQUEST', jsonb_build_object('field', case problem
    when 'invitations_email_form' then 'email' when 'invitations_name_length' then 'name'
    when 'invitations_role_known' then 'role' else 'token_hash' end));
when not_null_violation then
  get stacked diagnostics problem = column_name;
  perform private.fail('INVALID_REQUEST', jsonb_build_object('field', problem));
end $$;
comment on function api.invite_staff(text, text, text, text, text, text, text) is
  'Owner: invite somebody by e-mail to work here as role. token_hash is the SHA-256, in hex, of a '
  'token that the caller made and puts into the link; another invitation of the same person takes '
  'the earlier one''s place. Raises STAFF_EXISTS, INVALID_REQUEST with the field, FORBIDDEN, '
  'IDEMPOTENCY_CONFLICT.';
grant execute on function api.invite_staff(text, text, text, text, text, text, text)
  to authenticated;

create function api.revoke_invitation(
  shop text, invitation_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes invitations
declare
  me record := private.staff(shop, 'staff');
  request jsonb := jsonb_build_array(invitation_id, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'revoke_invitation', idempotency_key, request);
  ended shop.invitations;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  select * into ended from shop.invitations i
   where i.shop_id = me.shop_id and i.id = invitation_id for update;   -- against its acceptance
  if ended.id is null then
    perform private.fail('INVITE_NOT_FOUND');
  elsif ended.status <> 'open' then
    perform private.fail('INVITATION_STATE', jsonb_build_object('state', ended.status));
  end if;
  update shop.invitations i set status = 'revoked', ended_at = private.now()
   where i.shop_id = ended.shop_id and i.id = ended.id returning * into ended;
  perform private.audit(me.shop_id, me.staff_id, 'revoke_invitation', ended.id, reason);
  answer := private.invitation_json(ended);
  return private.remember(
    me.shop_id, me.staff_id, 'revoke_invitation', idempotency_key, request, answer);
end $$;
comment on function api.revoke_invitation(text, uuid, text, text) is
  'Owner: the link opens nothing any more. Raises INVITE_NOT_FOUND, INVITATION_STATE where it was '
  'accepted or revoked before, FORBIDDEN.';
grant execute on function api.revoke_invitation(text, uuid, text, text) to authenticated;
