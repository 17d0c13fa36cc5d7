-- The real name of a distributor: from 2,000 yuan on WeChat pays nobody without it. Sealed by the
-- functions; SQL knows it masked. Only the server brings one, in the member's name.

create table person.real_names (
  shop_id uuid not null,
  member_id uuid not null,
  sealed text not null
    constraint real_names_sealed_length check (length(sealed) between 1 and 4000),
  masked text not null
    constraint real_names_masked check (length(masked) = 3 and right(masked, 2) = '**'),
  agreed_at timestamptz not null default private.now(),
  primary key (shop_id, member_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table person.real_names is
  'Under which name WeChat pays a distributor, and when he agreed that it is kept and told WeChat. '
  'masked: its first character and two stars, all that anybody is shown.';
alter table person.real_names enable row level security;

create function private.name_from_fen() returns bigint
language sql immutable set search_path = '' as $$ select 200000::bigint $$;
comment on function private.name_from_fen() is
  'From this sum in fen on WeChat transfers only with the receiver''s real name (WeChat Pay doc '
  '4012716434).';

create function private.real_name_in_use(shop_id uuid, member_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from pay.withdrawals w
     where w.shop_id = real_name_in_use.shop_id
       and w.distributor_id = real_name_in_use.member_id and w.with_name
       and w.status <> all (private.withdrawal_states('final')))
$$;
comment on function private.real_name_in_use(uuid, uuid) is
  'Does an open withdrawal go to this name? WeChat takes a bill number with one name alone.';

create function private.real_name_json(shop_id uuid, member_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('real_name', (
    select n.masked from person.real_names n
     where n.shop_id = real_name_json.shop_id and n.member_id = real_name_json.member_id))
$$;
comment on function private.real_name_json(uuid, uuid) is
  'contracts/withdrawals.ts OwnRealName: the masked name, null for none.';

create function private.refuse_name_in_use(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from person.real_names n   -- a request that is going on has shared it
    where n.shop_id = refuse_name_in_use.shop_id and n.member_id = refuse_name_in_use.member_id
      for update;
  if private.real_name_in_use(shop_id, member_id) then
    perform private.fail('REAL_NAME_IN_USE');
  end if;
end $$;
comment on function private.refuse_name_in_use(uuid, uuid) is
  'Lock the name for a change. Raises REAL_NAME_IN_USE.';

create function api.save_real_name(name jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data
declare
  me record := private.hold_member();
begin
  if coalesce(jsonb_typeof(name), '') <> 'object' or name - array['sealed', 'masked'] <> '{}'
     or coalesce(length(name ->> 'sealed') not between 1 and 4000, true)
     or coalesce(name ->> 'masked' !~ '^[^*]\*\*$', true) then
    perform private.fail('INVALID_REQUEST', '{"field":"name"}');
  elsif not exists (select from referral.distributors d
      where d.shop_id = me.shop_id and d.id = me.member_id and d.approved_at is not null) then
    perform private.fail('DISTRIBUTOR_REQUIRED');
  end if;
  perform private.refuse_name_in_use(me.shop_id, me.member_id);
  insert into person.real_names (shop_id, member_id, sealed, masked)
  values (me.shop_id, me.member_id, name ->> 'sealed', name ->> 'masked')
  on conflict (shop_id, member_id) do update
    set sealed = excluded.sealed, masked = excluded.masked, agreed_at = excluded.agreed_at;
  return private.real_name_json(me.shop_id, me.member_id);
end $$;
comment on function api.save_real_name(jsonb) is
  'Server, for the member of the claims: keep under which name WeChat shall pay, in place of an '
  'earlier one (contracts/server.ts SealedRealName); sending it says that the member agreed. '
  'Raises DISTRIBUTOR_REQUIRED, REAL_NAME_IN_USE while a withdrawal under the earlier one is '
  'open, INVALID_REQUEST.';
grant execute on function api.save_real_name(jsonb) to mall_server;

create function api.drop_real_name() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data
declare
  me record := private.hold_member();
begin
  perform private.refuse_name_in_use(me.shop_id, me.member_id);
  delete from person.real_names n where n.shop_id = me.shop_id and n.member_id = me.member_id;
  return private.real_name_json(me.shop_id, me.member_id);
end $$;
comment on function api.drop_real_name() is
  'Member: the shop shall not have my name any more. Safe to repeat. Raises REAL_NAME_IN_USE.';
grant execute on function api.drop_real_name() to authenticated;

create function private.require_real_name(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from person.real_names n
    where n.shop_id = require_real_name.shop_id and n.member_id = require_real_name.member_id
      for share;
  if not found then
    perform private.fail('REAL_NAME_REQUIRED',
        jsonb_build_object('name_from_fen', private.name_from_fen()));
  end if;
end $$;
comment on function private.require_real_name(uuid, uuid) is
  'The name stands and stays as it is until the caller''s transaction ends. Raises '
  'REAL_NAME_REQUIRED.';

create function private.name_for(withdrawal pay.withdrawals) returns jsonb
language sql stable set search_path = '' as $$
  select private.kept_contact(n.shop_id, n.member_id, n.sealed)
    from person.real_names n
   where withdrawal.with_name
     and n.shop_id = withdrawal.shop_id and n.member_id = withdrawal.distributor_id
$$;
comment on function private.name_for(pay.withdrawals) is
  'The sealed name that goes with a transfer, with whose it is (contracts/server.ts Kept); null '
  'where WeChat needs none.';

create function private.drop_unneeded_name(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  delete from person.real_names n
   where n.shop_id = drop_unneeded_name.shop_id and n.member_id = drop_unneeded_name.member_id
     and not private.real_name_in_use(n.shop_id, n.member_id);
end $$;
comment on function private.drop_unneeded_name(uuid, uuid) is
  'A person leaves: the name goes at once unless an open withdrawal needs it.';
