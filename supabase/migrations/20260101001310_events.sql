-- Events: what happens in a shop, one row each, written where it happens. Live messages are made of
-- the rows as they are written; figures and rules read them later, each at its own pace (folding).

create table ops.event_kinds (
  kind text primary key,
  shop_hears text,
  member_hears text
);
comment on table ops.event_kinds is
  'What can happen, and under which name the staff who watch the shop, and the member concerned, '
  'hear of it live; null: they hear nothing. contracts/events.ts has the words; a test compares.';
alter table ops.event_kinds enable row level security;

insert into ops.event_kinds (kind, shop_hears, member_hears) values
  ('click.recorded', 'click.recorded', 'link.opened'),
  ('order.placed', 'order.placed', null),
  ('order.paid', 'order.paid', 'order.changed'),
  ('order.changed', 'order.changed', 'order.changed'),
  ('order.refunded', 'order.refunded', null),
  ('after_sale.changed', 'after_sale.changed', 'after_sale.changed'),
  ('distributor.changed', 'distributor.changed', 'distributor.changed'),
  ('rules.changed', 'rules.changed', 'rules.changed'),
  ('tier.changed', 'tier.changed', 'tier.changed'),
  ('risk.changed', 'risk.changed', null),
  ('withdrawal.changed', 'withdrawal.changed', 'withdrawal.changed'),
  ('balance.adjusted', 'balance.adjusted', 'balance.adjusted'),
  ('commission.pending', null, 'commission.pending'),
  ('commission.held', null, 'commission.held'),
  ('commission.released', null, 'commission.released'),
  ('commission.settled', 'commission.settled', 'commission.settled'),
  ('commission.reversed', null, 'commission.reversed'),
  ('commission.restored', null, 'commission.restored'),
  ('commission.void', null, 'commission.void'),
  ('notice.added', null, 'notice.added'),
  ('goods.changed', 'goods.changed', null),
  ('staff.changed', 'staff.changed', null),
  ('work.added', 'work.added', null),
  ('work.ended', 'work.ended', null);

create table ops.events (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  kind text not null,
  subject_id uuid not null,
  member_id uuid,
  actor_kind text not null
    constraint events_actor_kind_known
    check (actor_kind in ('staff', 'member', 'visitor', 'job', 'wechat')),
  actor_id uuid,
  payload jsonb not null,
  happened_at timestamptz not null default private.now(),
  xid xid8 not null default pg_current_xact_id(),
  primary key (shop_id, id, happened_at)
) partition by range (happened_at);
comment on table ops.events is
  'Append-only. subject_id: what it happened to (contracts/events.ts says what, per kind). '
  'member_id: whom it concerns. actor: who did it, for staff a row of shop.staff. '
  'payload: {"status"?, "level"?, "shop"?, "member"?}; shop and member hold whole numbers by which '
  'the figures that each of them watches change. Ids and sums only, no personal data. xid: the '
  'transaction that wrote it, for folds. No foreign keys: an event costs one short insert.';
create table ops.events_default partition of ops.events default;
alter table ops.events enable row level security;
alter table ops.events_default enable row level security;
create index events_xid on ops.events (xid);

create function ops.refuse_event_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and old.happened_at < private.now() - private.retention('events') then
    return old;
  end if;
  raise exception 'events are append-only' using errcode = 'integrity_constraint_violation';
end $$;
comment on function ops.refuse_event_change() is
  'Refuses to change an event or to delete it before its time, to the owner too. '
  'private.create_month alone, which moves events to their month, goes past it.';
create trigger events_append_only
  before update of shop_id, id, kind, subject_id,
    member_id, actor_kind, actor_id, payload, happened_at
  on ops.events for each row execute function ops.refuse_event_change();
create trigger events_go_by_age before delete
  on ops.events for each row execute function ops.refuse_event_change();
create trigger events_no_truncate before truncate
  on ops.events execute function ops.refuse_event_change();

create function private.actor(shop_id uuid, out kind text, out id uuid)
language plpgsql stable set search_path = '' as $$
declare
  claims jsonb := private.claims();
begin
  kind := claims ->> 'kind';
  if kind in ('member', 'visitor') then
    id := (claims ->> 'sub')::uuid;
  elsif claims ->> 'sub' is not null then
    kind := 'staff';
    select t.id into id from shop.staff t
     where t.shop_id = actor.shop_id and t.user_id = (claims ->> 'sub')::uuid;
  else
    kind := case claims ->> 'role' when 'mall_wechat' then 'wechat' else 'job' end;
  end if;
end $$;
comment on function private.actor(uuid) is
  'Who acts, as the claims of this call say: a member, a visitor, staff of the shop, WeChat, or '
  'a job.';

create function private.record_event(shop_id uuid, kind text, subject_id uuid,
  payload jsonb default '{}', member_id uuid default null, told boolean default true) returns void
language plpgsql volatile set search_path = ''
set plan_cache_mode = force_generic_plan as $$   -- planning it anew costs more than running it
declare
  who record := private.actor(shop_id);
  now timestamptz := private.now();
  heard ops.event_kinds;
begin
  select k.* into heard from ops.event_kinds k where k.kind = record_event.kind;
  with written as (
    insert into ops.events (
      shop_id, kind, subject_id, member_id, actor_kind, actor_id, payload, happened_at)
    values (record_event.shop_id, heard.kind,   -- null where it is not declared: refused
            record_event.subject_id, record_event.member_id,
            who.kind, who.id, record_event.payload, now)
  )
  insert into realtime.messages (topic, event, private, extension, payload)
  select t.topic, t.event, true, 'broadcast',
         jsonb_strip_nulls(jsonb_build_object('kind', t.event,
           'id', record_event.subject_id, 'at', now, 'status', record_event.payload -> 'status',
           'level', record_event.payload -> 'level', 'delta', t.delta))
    from (values
      ('shop:' || record_event.shop_id || ':live', heard.shop_hears,
       record_event.payload -> 'shop'),
      ('member:' || record_event.member_id, heard.member_hears,
       record_event.payload -> 'member')) t(topic, event, delta)
   where told and t.topic is not null and t.event is not null;
exception when others then
  if not told then
    raise;
  end if;
  raise warning 'live messages were lost: %', sqlerrm;
  perform private.record_event(shop_id, kind, subject_id, payload, member_id, false);
end $$;
comment on function private.record_event(uuid, text, uuid, jsonb, uuid, boolean) is
  'Record what happened, and tell who watches, by one statement: the rows of realtime.messages are '
  'what realtime.send writes one by one. A message is {kind, id, at} with the event''s status and '
  'level, and as delta what changes for who hears it, never a total; it is sent when the '
  'transaction commits. As with realtime.send no message is worth a failure: where they cannot be '
  'written (no partition of today: nobody listens) a warning says so and the event stands alone.';
