-- Signals: where a call came from, kept for the rules of the risk centre. They are people's
-- data: they lie with them, go with the person, and go by age.

create table person.signals (
  shop_id uuid not null,
  actor_id uuid not null,
  seen_at timestamptz not null default private.now(),
  id uuid not null default gen_random_uuid(),
  moment text not null
    constraint signals_moment_known
    check (moment in ('click', 'sign_in', 'order', 'payment', 'withdrawal')),
  subject_id uuid not null,
  address_fingerprint text,
  region text,
  device_fingerprint text,
  device_model text,
  scene int,
  primary key (shop_id, actor_id, seen_at, id)
) partition by range (seen_at);
comment on table person.signals is
  'What was known of where a call came from. actor_id: the member, or the visitor before sign-in. '
  'subject_id: the share that was clicked, the visitor who signed in (the member, where there was '
  'none), the order that was placed or is to be paid, the withdrawal. address_fingerprint: of the '
  'IPv4 /24 or IPv6 /48; region: as the merchant''s proxy names it; device_fingerprint: of an id '
  'of ours that the phone keeps. Fingerprints are keyed; those of an earlier key match nothing '
  'new. Nothing here can be turned back into an address or a device. Kept for 180 days after the '
  'end of its month.';
create table person.signals_default partition of person.signals default;
alter table person.signals enable row level security;
alter table person.signals_default enable row level security;

create function private.record_signal(
  shop_id uuid, actor_id uuid, moment text, subject_id uuid
) returns void
language plpgsql volatile set search_path = '' as $$
declare
  signal jsonb := private.claims() -> 'signal';
begin
  if signal is null then
    return;
  end if;
  insert into person.signals (shop_id, actor_id, moment, subject_id,
    address_fingerprint, region, device_fingerprint, device_model, scene)
  values (record_signal.shop_id, record_signal.actor_id,
    record_signal.moment, record_signal.subject_id,
    left(signal ->> 'address', 80), left(signal ->> 'region', 40),
    left(signal ->> 'device', 80), left(signal ->> 'model', 64),
    case when signal ->> 'scene' ~ '^[0-9]{1,9}$' then (signal ->> 'scene')::int end);
  if moment in ('sign_in', 'withdrawal') then   -- an order's is traced when it is judged
    perform private.trace(shop_id, actor_id,
      left(signal ->> 'device', 80), left(signal ->> 'region', 40));
  end if;
end $$;
comment on function private.record_signal(uuid, uuid, text, uuid) is
  'Keep where this call came from, in the transaction of what it did. The API alone says it, in '
  'its claims: signal {address?, region?, device?, model?, scene?}, address and device as keyed '
  'fingerprints. A call without one leaves nothing.';

create function private.drop_signals(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  delete from person.signals s
   where s.shop_id = drop_signals.shop_id
     and s.actor_id in (
       select drop_signals.member_id
       union all
       select v.subject_id from person.signals v   -- the visitor before
        where v.shop_id = drop_signals.shop_id and v.actor_id = drop_signals.member_id
          and v.moment = 'sign_in');
  perform private.drop_marks(shop_id, member_id);
end $$;
comment on function private.drop_signals(uuid, uuid) is
  'Delete the signals of a member, also those of the visitor before the sign-in, and the marks '
  'made of them.';
