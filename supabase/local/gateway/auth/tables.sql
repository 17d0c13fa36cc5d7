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
