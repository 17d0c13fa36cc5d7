-- What sign-in keeps beside auth.users. Local only: hosted Supabase has its own tables for it.
create table if not exists auth.local_refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz
);
create index if not exists local_refresh_tokens_session on auth.local_refresh_tokens (session_id);
create index if not exists local_refresh_tokens_user on auth.local_refresh_tokens (user_id);
alter table auth.local_refresh_tokens enable row level security;
comment on table auth.local_refresh_tokens is
  'Refresh tokens by SHA-256, in families: all rows of one session_id. A session lives while it '
  'has rows.';

-- How the session was begun, as its tokens say (amr): with a password, or by a mail's link (otp).
alter table auth.local_refresh_tokens add column if not exists method text not null
  default 'password' check (method in ('password', 'otp'));

create table if not exists auth.local_mail_links (
  token_hash bytea primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind in ('signup', 'recovery')),
  created_at timestamptz not null
);
create index if not exists local_mail_links_user on auth.local_mail_links (user_id, kind);
alter table auth.local_mail_links enable row level security;
comment on table auth.local_mail_links is
  'Links in mails that were not used yet, by the SHA-256 of their token: one of each kind a user.';

create table if not exists auth.local_mails (
  id bigint generated always as identity primary key,
  recipient text not null,
  subject text not null,
  link text not null,
  sent_at timestamptz not null
);
alter table auth.local_mails enable row level security;
comment on table auth.local_mails is
  'Mails that hosted Supabase would have sent: nobody sends them here, /_control/mails shows them.';
