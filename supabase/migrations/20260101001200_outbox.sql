-- What WeChat must be told and nobody waits for: written in the deciding transaction, with the
-- exact body frozen but for the openid.

create table ops.outbox (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  kind text not null constraint outbox_kind_known check (kind in
    ('refund', 'abnormal_refund', 'transfer', 'transfer_cancel',
        'shipping', 'close_payment', 'order_path', 'message')),
  subject_id uuid not null,
  body jsonb not null,
  status text not null default 'waiting'
    constraint outbox_status_known check (status in ('waiting', 'done', 'failed', 'dropped')),
  tries int not null default 0,
  next_at timestamptz not null default private.now(),
  lease_token uuid,
  leased_until timestamptz,
  leased_by text,
  last_error text,
  answer jsonb,
  created_at timestamptz not null default private.now(),
  done_at timestamptz,
  primary key (shop_id, id)
);
comment on table ops.outbox is
  'At least once, in order per subject. A lease is longer than the HTTP timeout; failed rows stand '
  'on the work list, until they are sent again or dropped.';
alter table ops.outbox enable row level security;
create index outbox_waiting on ops.outbox (next_at) where status = 'waiting';
create index outbox_subject on ops.outbox (shop_id, subject_id, id);

create table ops.access_tokens (
  shop_id uuid primary key references shop.shops (id),
  token_sealed text,
  expires_at timestamptz,
  refreshing_until timestamptz
);
comment on table ops.access_tokens is
  'The one access_token of a shop''s mini program, sealed, and who is fetching the next.';
alter table ops.access_tokens enable row level security;
