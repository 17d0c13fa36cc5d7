-- Shoppers. Business rows know a member by pseudonym; what identifies a person lies in schema
-- person alone.

create table member.members (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  status text not null default 'active'
    constraint members_status_known check (status in ('active', 'blocked', 'deleted')),
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id)
);
comment on table member.members is 'A WeChat user in one shop, under a pseudonym.';
alter table member.members enable row level security;

create table person.identities (
  shop_id uuid not null,
  member_id uuid not null,
  openid text not null constraint identities_openid_length check (length(openid) between 1 and 128),
  unionid text,
  primary key (shop_id, member_id),
  constraint identities_openid_once unique (shop_id, openid),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table person.identities is 'Who a member is at WeChat. openid is unique per shop.';
alter table person.identities enable row level security;
create index identities_unionid on person.identities (shop_id, unionid) where unionid is not null;

create table person.profiles (
  shop_id uuid not null,
  member_id uuid not null,
  nickname text not null default ''
    constraint profiles_nickname_length check (length(nickname) <= 40),
  phone_sealed text,
  phone_fingerprint text,
  primary key (shop_id, member_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table person.profiles is
  'What a member lets others see, and the phone: sealed, with a keyed fingerprint to compare.';
alter table person.profiles enable row level security;
create index profiles_phone on person.profiles (shop_id, phone_fingerprint)
  where phone_fingerprint is not null;

create table person.addresses (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  member_id uuid not null,
  sealed text not null,
  phone_fingerprint text not null,
  address_fingerprint text not null,
  province text not null,
  city text not null,
  is_default boolean not null default false,
  updated_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table person.addresses is
  'A member''s address book. Name, phone and street are sealed by the functions; the fingerprints '
  'are keyed, only to compare.';
alter table person.addresses enable row level security;
create index addresses_member on person.addresses (shop_id, member_id);
create unique index addresses_one_default on person.addresses (shop_id, member_id) where is_default;

create function private.kept_contact(shop_id uuid, member_id uuid, sealed text) returns jsonb
language sql immutable set search_path = '' as $$
  select case when sealed is not null
      then jsonb_build_object('sealed', sealed, 'shop_id', shop_id, 'member_id', member_id) end
$$;
comment on function private.kept_contact(uuid, uuid, text) is
  'Sealed text with whose it is, which opening it needs (contracts/server.ts KeptContact); null '
  'for none.';

create table person.notices (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  kind text not null
    constraint notices_kind_known check (kind in ('payment', 'refund', 'transfer', 'push')),
  wechat_id text not null,
  outcome text not null
    constraint notices_outcome_known check (outcome in ('applied', 'duplicate', 'rejected')),
  reason text,
  body jsonb not null,
  received_at timestamptz not null default private.now(),
  retain_until timestamptz not null,
  primary key (shop_id, id)
);
comment on table person.notices is
  'What WeChat told us, raw, with what came of it. Holds openids, hence here; erased after '
  'retain_until.';
alter table person.notices enable row level security;
create function private.openid_in(body jsonb) returns text
language plpgsql immutable set search_path = '' as $$
begin
  return coalesce(body #>> '{transaction,payer,openid}',
      body #>> '{bill,openid}', body ->> 'OpenID', body ->> 'FromUserName');
end $$;
comment on function private.openid_in(jsonb) is 'Whom a notice is about, where it says so.';
create index notices_openid on person.notices (shop_id, private.openid_in(body))
  where private.openid_in(body) is not null;
create unique index notices_accepted_once
  on person.notices (shop_id, kind, wechat_id) where outcome <> 'rejected';

create table person.refund_cards (
  shop_id uuid not null,
  refund_id uuid not null,
  sealed text not null,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, refund_id)
);
comment on table person.refund_cards is
  'The buyer''s bank card and name for a refund that the account could not take, sealed; deleted '
  'as soon as WeChat has decided about it.';
alter table person.refund_cards enable row level security;

create function private.member(out shop_id uuid, out member_id uuid)
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads the member row for every caller
declare
  claims jsonb := private.claims();
begin
  if claims ->> 'kind' = 'member' then
    select m.shop_id, m.id into member.shop_id, member.member_id
      from member.members m
     where m.shop_id = (claims ->> 'shop_id')::uuid
       and m.id = (claims ->> 'member_id')::uuid and m.status = 'active';
  end if;
  if member.member_id is null then
    perform private.fail('SIGN_IN_REQUIRED');
  end if;
end $$;
comment on function private.member() is 'The member who calls, still active, or SIGN_IN_REQUIRED.';

create function private.hold_member(out shop_id uuid, out member_id uuid)
language plpgsql volatile set search_path = '' as $$
declare
  me record := private.member();
begin
  select m.shop_id, m.id into hold_member.shop_id, hold_member.member_id
    from member.members m where m.shop_id = me.shop_id
     and m.id = me.member_id and m.status = 'active' for no key update;
  if not found then   -- forgotten meanwhile
    perform private.fail('SIGN_IN_REQUIRED');
  end if;
end $$;
comment on function private.hold_member() is
  'The calling member, locked until the transaction ends. Commands that count or keep a member''s '
  'rows wait for each other, and nothing is written for a member just forgotten. Raises '
  'SIGN_IN_REQUIRED.';
