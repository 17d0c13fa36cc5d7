-- The work list: everything that waits for a person of the shop, whatever table it comes from.

create table ops.work_kinds (
  kind text primary key,
  permission text not null,
  actions text[] not null
    constraint work_kinds_actions_known check (actions <@ '{mend,retry,settle,dismiss}'),
  ending_permission text
);
comment on table ops.work_kinds is
  'What may wait for a person: the permission that acting needs, what can be done, and what '
  'settling by hand or dismissing needs where that is another permission. contracts/work.ts has '
  'the words; a test compares.';
alter table ops.work_kinds enable row level security;

insert into ops.work_kinds (kind, permission, actions) values
  ('leaving_waits', 'payout', '{settle,dismiss}'),
  ('revocation_unknown', 'order', '{dismiss}'),
  ('key_unreadable', 'credentials', '{retry,dismiss}'),
  ('contact_unreadable', 'order', '{retry,dismiss}'),
  ('card_unreadable', 'after_sale', '{retry,dismiss}'),
  ('phone_unreadable', 'order', '{retry,dismiss}'),
  ('answers_unreadable', 'distributor', '{retry,dismiss}'),
  ('name_unreadable', 'payout', '{retry,dismiss}'),
  ('unsent_transfer', 'payout', '{retry,dismiss}'),
  ('unsent_transfer_cancel', 'payout', '{retry,dismiss}'),
  ('unsent_shipping', 'ship', '{mend,retry,dismiss}'),
  ('unsent_close_payment', 'order', '{retry,dismiss}'),
  ('unsent_order_path', 'credentials', '{retry,dismiss}'),
  ('wechat_reminder', 'ship', '{dismiss}'),
  ('rejected_payment', 'refund', '{settle,dismiss}'),
  ('rejected_refund', 'refund', '{settle,dismiss}'),
  ('rejected_transfer', 'payout', '{settle,dismiss}'),
  ('rejected_push', 'credentials', '{settle,dismiss}'),
  ('withdrawal_held', 'payout', '{retry,dismiss}'),
  ('adjustment_waiting', 'payout_large', '{retry,dismiss}'),
  ('transfer_open', 'payout', '{retry}'),
  ('transfer_contradicted', 'payout_large', '{settle,dismiss}'),
  ('keys_stale', 'credentials', '{retry}');

-- To send what was decided is part of an after-sale; to say that money went another way, or will
-- not go, is the shop's own word.
insert into ops.work_kinds (kind, permission, actions, ending_permission) values
  ('unsent_refund', 'after_sale', '{retry,settle}', 'refund'),
  ('unsent_abnormal_refund', 'after_sale', '{retry,settle}', 'refund'),
  ('refund_closed', 'after_sale', '{retry,settle,dismiss}', 'refund'),
  ('refund_abnormal', 'after_sale', '{mend,settle}', 'refund');

create table ops.work (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  kind text not null references ops.work_kinds (kind),
  subject_id uuid not null,
  detail jsonb not null default '{}',
  status text not null default 'open'
    constraint work_status_known check (status in ('open', 'done', 'settled', 'dismissed')),
  times int not null default 1,
  opened_at timestamptz not null default private.now(),
  closed_at timestamptz,
  closed_by uuid,
  reason text,
  primary key (shop_id, id),
  constraint work_closed_has_moment check ((status = 'open') = (closed_at is null))
);
comment on table ops.work is
  'One row per thing that waits, and its end: done by itself or by staff, settled by hand or '
  'dismissed, then with closed_by and reason. detail holds ids, sums, codes and WeChat''s own '
  'words, no personal data. Read by the dashboard: order_id, withdrawal_id, distributor_id (what '
  'it concerns), amount_fen, code and message (why, as WeChat said it).';
alter table ops.work enable row level security;
create unique index work_one_open on ops.work (shop_id, kind, subject_id) where status = 'open';
create index work_open on ops.work (shop_id, id desc) where status = 'open';

create function private.add_work(shop_id uuid, kind text,
  subject_id uuid, detail jsonb default '{}') returns uuid
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare
  added ops.work;
begin
  insert into ops.work as w (shop_id, kind, subject_id, detail)
  values (add_work.shop_id, add_work.kind, add_work.subject_id, coalesce(add_work.detail, '{}'))
  on conflict (shop_id, kind, subject_id) where status = 'open'
    do update set detail = w.detail || excluded.detail, times = w.times + 1
  returning * into added;
  if added.times = 1 then
    perform private.record_event(added.shop_id, 'work.added', added.id,
        jsonb_build_object('status', added.kind, 'shop', '{"open_work": 1}'::jsonb));
  end if;
  return added.id;
end $$;
comment on function private.add_work(uuid, text, uuid, jsonb) is
  'Put something on the work list, in the transaction that found it. The same kind and subject '
  'again adds to the open row (times, detail). Answers its id.';

create function private.end_work(shop_id uuid, kind text, subject_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  ended uuid;
begin
  update ops.work w set status = 'done', closed_at = private.now()
   where w.shop_id = end_work.shop_id and w.kind = end_work.kind
     and w.subject_id = end_work.subject_id and w.status = 'open'
  returning w.id into ended;
  if found then
    perform private.record_event(end_work.shop_id, 'work.ended', ended,
        '{"status": "done", "shop": {"open_work": -1}}');
  end if;
end $$;
comment on function private.end_work(uuid, text, uuid) is
  'What waited has come right by itself or by the action taken on it; without an open row nothing '
  'happens.';
