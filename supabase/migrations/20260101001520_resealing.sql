-- Rotating the keys that seal: where sealed text stands, what of it is old, and how far the
-- walk is.

create table ops.resealing (
  seal_key text not null,
  fingerprint_key text not null,
  started_at timestamptz not null default private.now(),
  finished_at timestamptz,
  stage smallint not null default 1,
  after_shop uuid not null default '00000000-0000-0000-0000-000000000000',
  after_id uuid not null default '00000000-0000-0000-0000-000000000000',
  resealed bigint not null default 0,
  unreadable bigint not null default 0,
  primary key (seal_key, fingerprint_key)
);
comment on table ops.resealing is
  'One row per pair of keys in use: how far re-sealing to them has come (stage 1 shops'' keys, 2 '
  'address books, 3 receivers of orders, 4 bank cards of refunds, 5 phones, 6 answers of '
  'applicants, 7 real names, 8 phones of files; the last row looked at) and how much. When '
  'finished_at stands, older keys open nothing any more but what is counted as unreadable, which '
  'waits on the work list.';
alter table ops.resealing enable row level security;

create type private.sealed_row as (
  shop_id uuid, id uuid, member_id uuid, kind text, serial text, sealed text, fingerprint text
);
comment on type private.sealed_row is
  'Something sealed, whose it is, and one of its fingerprints, which are of one key.';

create function private.last_sealed_stage() returns int
language sql immutable set search_path = '' as $$ select 8 $$;
comment on function private.last_sealed_stage() is
  'How many stages private.sealed_rows has.';

create function private.sealed_rows(stage int, after_shop uuid, after_id uuid, batch int)
  returns setof private.sealed_row
language plpgsql stable set search_path = '' as $$
begin
  if stage = 1 then
    return query select c.shop_id, c.id, null::uuid, c.kind, c.serial, c.sealed, null::text
      from shop.credentials c
     where (c.shop_id, c.id) > (after_shop, after_id) order by c.shop_id, c.id limit batch;
  elsif stage = 2 then
    return query select a.shop_id, a.id, a.member_id,
        'contact', null::text, a.sealed, a.phone_fingerprint
      from person.addresses a
     where (a.shop_id, a.id) > (after_shop, after_id) order by a.shop_id, a.id limit batch;
  elsif stage = 3 then
    return query select c.shop_id, c.order_id, c.member_id,
        'contact', null::text, c.sealed, c.phone_fingerprint
      from person.order_contacts c
     where (c.shop_id, c.order_id) > (after_shop, after_id)
     order by c.shop_id, c.order_id limit batch;
  elsif stage = 4 then
    return query select k.shop_id, k.refund_id, null::uuid,
        'refund_card', null::text, k.sealed, null::text
      from person.refund_cards k
     where (k.shop_id, k.refund_id) > (after_shop, after_id)
     order by k.shop_id, k.refund_id limit batch;
  elsif stage = 5 then
    return query select p.shop_id, p.member_id, p.member_id,
        'phone', null::text, p.phone_sealed, p.phone_fingerprint
      from person.profiles p
     where (p.shop_id, p.member_id) > (after_shop, after_id) and p.phone_sealed is not null
     order by p.shop_id, p.member_id limit batch;
  elsif stage = 6 then
    return query select a.shop_id, a.member_id, a.member_id,
        'answers', null::text, a.sealed, null::text
      from person.application_answers a
     where (a.shop_id, a.member_id) > (after_shop, after_id)
     order by a.shop_id, a.member_id limit batch;
  elsif stage = 7 then
    return query select n.shop_id, n.member_id, n.member_id,
        'real_name', null::text, n.sealed, null::text
      from person.real_names n
     where (n.shop_id, n.member_id) > (after_shop, after_id)
     order by n.shop_id, n.member_id limit batch;
  elsif stage = 8 then   -- sealed for its import
    return query select e.shop_id, e.id, e.import_id,
        'phone', null::text, e.phone_sealed, e.phone_fingerprint
      from person.imported e
     where (e.shop_id, e.id) > (after_shop, after_id) and e.phone_sealed is not null
     order by e.shop_id, e.id limit batch;
  end if;
end $$;
comment on function private.sealed_rows(int, uuid, uuid, int) is
  'The next rows of a stage in the order of their keys.';

create function private.seal_key_of(sealed text) returns text
language sql immutable set search_path = '' as $$
  select split_part(sealed, '.', 2)
$$;
comment on function private.seal_key_of(text) is 'The name of the key that sealed a text.';

create function private.is_stale(r private.sealed_row, seal_key text, fingerprint_key text)
  returns boolean
language sql stable set search_path = '' as $$
  select (not starts_with(r.sealed, 'v2.' || seal_key || '.')
      or not coalesce(starts_with(r.fingerprint, fingerprint_key || '.'), true))
    and not exists (
      select from ops.work w
       where w.shop_id = r.shop_id and w.subject_id = r.id
         and w.status = any (private.work_states('known'))
         and w.detail ->> 'seal' = private.seal_key_of(r.sealed)
         and w.kind = case r.kind when 'contact' then 'contact_unreadable'
             when 'phone' then 'phone_unreadable'
             when 'refund_card' then 'card_unreadable'
             when 'answers' then 'answers_unreadable'
             when 'real_name' then 'name_unreadable'
                                  else 'key_unreadable' end)
$$;
comment on function private.is_stale(private.sealed_row, text, text) is
  'Is it sealed by another key than the one in use, and not already on the work list because '
  'nothing opens what that key sealed?';

create function private.any_stale(seal_key text, fingerprint_key text) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from generate_series(1, private.last_sealed_stage()) stage,
                 lateral private.sealed_rows(stage, '00000000-0000-0000-0000-000000000000',
                     '00000000-0000-0000-0000-000000000000', null) r
                 where private.is_stale(r, any_stale.seal_key, any_stale.fingerprint_key))
$$;
comment on function private.any_stale(text, text) is
  'Is anything left that another key sealed, also behind the walk, by a process that did not know '
  'the new key yet? Reads everything, once at the end.';

create function private.replace_seal(stage int, item jsonb) returns int
language plpgsql volatile set search_path = '' as $$
declare
  here uuid := (item ->> 'shop_id')::uuid;
  row_id uuid := (item ->> 'id')::uuid;
  replaced int;
begin
  if stage = 1 then
    update shop.credentials c set sealed = item ->> 'sealed'
     where c.shop_id = here and c.id = row_id
       and c.sealed = item ->> 'before' and c.sealed <> item ->> 'sealed';
  elsif stage = 2 then
    update person.addresses a
       set sealed = item ->> 'sealed', phone_fingerprint = item
           ->> 'phone_fingerprint', address_fingerprint = item ->> 'address_fingerprint'
     where a.shop_id = here and a.id = row_id and a.sealed = item ->> 'before';
  elsif stage = 4 then
    update person.refund_cards k set sealed = item ->> 'sealed'
     where k.shop_id = here and k.refund_id = row_id and k.sealed = item ->> 'before';
  elsif stage = 5 then
    update person.profiles p
       set phone_sealed = item ->> 'sealed', phone_fingerprint = item ->> 'phone_fingerprint'
     where p.shop_id = here and p.member_id = row_id and p.phone_sealed = item ->> 'before';
  elsif stage = 6 then
    update person.application_answers a set sealed = item ->> 'sealed'
     where a.shop_id = here and a.member_id = row_id and a.sealed = item ->> 'before';
  elsif stage = 7 then
    update person.real_names n set sealed = item ->> 'sealed'
     where n.shop_id = here and n.member_id = row_id and n.sealed = item ->> 'before';
  elsif stage = 8 then
    update person.imported e
       set phone_sealed = item ->> 'sealed', phone_fingerprint = item ->> 'phone_fingerprint'
     where e.shop_id = here and e.id = row_id and e.phone_sealed = item ->> 'before';
  else
    update person.order_contacts c
       set sealed = item ->> 'sealed', phone_fingerprint = item
           ->> 'phone_fingerprint', address_fingerprint = item ->> 'address_fingerprint'
     where c.shop_id = here and c.order_id = row_id and c.sealed = item ->> 'before';
  end if;
  get diagnostics replaced = row_count;
  return replaced;
end $$;
comment on function private.replace_seal(int, jsonb) is
  'Put a new seal where the old one still stands; answers how many rows that were.';
