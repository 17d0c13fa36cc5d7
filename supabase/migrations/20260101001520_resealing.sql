-- Rotating the keys that seal: what older keys sealed is opened and sealed anew, batch by batch, by
-- the jobs.

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
  'address books, 3 receivers of orders, 4 bank cards of refunds; the last row looked at) and how '
  'much. When finished_at stands, older keys open nothing any more but what is counted as '
  'unreadable, which waits on the work list.';
alter table ops.resealing enable row level security;

create type private.sealed_row as (
  shop_id uuid, id uuid, member_id uuid, kind text, serial text, sealed text, fingerprint text
);
comment on type private.sealed_row is
  'Something sealed, whose it is, and one of its fingerprints, which are of one key.';

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
             when 'refund_card' then 'card_unreadable'
                                  else 'key_unreadable' end)
$$;
comment on function private.is_stale(private.sealed_row, text, text) is
  'Is it sealed by another key than the one in use, and not already on the work list because '
  'nothing opens what that key sealed?';

create function private.any_stale(seal_key text, fingerprint_key text) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from generate_series(1, 4) stage,
                 lateral private.sealed_rows(stage, '00000000-0000-0000-0000-000000000000',
                     '00000000-0000-0000-0000-000000000000', null) r
                 where private.is_stale(r, any_stale.seal_key, any_stale.fingerprint_key))
$$;
comment on function private.any_stale(text, text) is
  'Is anything left that another key sealed, also behind the walk, by a process that did not know '
  'the new key yet? Reads everything, once at the end.';

create function api.next_to_reseal(seal_key text, fingerprint_key text, batch int default 100)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  at ops.resealing;
  seen private.sealed_row[];
begin
  if coalesce(seal_key !~ '^[a-z0-9]{1,16}$' or fingerprint_key !~ '^[a-z0-9]{1,16}$', true) then
    perform private.fail('INVALID_REQUEST', '{"field":"seal_key"}');
  end if;
  if exists (select from ops.resealing r
              where r.seal_key = next_to_reseal.seal_key
                and r.fingerprint_key = next_to_reseal.fingerprint_key
                and r.finished_at is not null) then
    return '{"more":false,"items":[]}';
  end if;
  insert into ops.resealing (seal_key, fingerprint_key)
  values (next_to_reseal.seal_key, next_to_reseal.fingerprint_key) on conflict do nothing;
  select r.* into strict at from ops.resealing r
   where r.seal_key = next_to_reseal.seal_key
     and r.fingerprint_key = next_to_reseal.fingerprint_key for update;
  seen := array(select r from private.sealed_rows(at.stage, at.after_shop,
      at.after_id, least(greatest(coalesce(batch, 100), 1), 500)) r);
  if at.finished_at is not null
     or cardinality(seen) = 0 and at.stage >= 4
         and private.now() < at.started_at + interval '10 minutes' then
    return '{"more":false,"items":[]}';
  elsif cardinality(seen) = 0 and at.stage >= 4
        and not private.any_stale(seal_key, fingerprint_key) then
    update ops.resealing r set finished_at = private.now()
     where r.seal_key = at.seal_key and r.fingerprint_key = at.fingerprint_key;
    return '{"more":false,"items":[]}';
  elsif cardinality(seen) = 0 then
    update ops.resealing r
       set stage = at.stage % 4 + 1, after_shop = default, after_id = default
     where r.seal_key = at.seal_key and r.fingerprint_key = at.fingerprint_key;
    return '{"more":true,"items":[]}';
  end if;
  return jsonb_build_object('more', true, 'stage', at.stage,
    'last', jsonb_build_array(seen[cardinality(seen)].shop_id, seen[cardinality(seen)].id),
    'items', (select coalesce(jsonb_agg(to_jsonb(r) - 'fingerprint'), '[]') from unnest(seen) r
               where at.stage = 1 or private.is_stale(r, at.seal_key, at.fingerprint_key)));
end $$;
comment on function api.next_to_reseal(text, text, int) is
  'Jobs: what to look at next for these keys in use: {"more", "stage", "last", "items": '
  '[{"shop_id", "id", "member_id", "kind", "serial", "sealed"}]}. Shops'' keys are all tried, the '
  'rest only where another key sealed it. Until record_resealed moves on, the same answer comes '
  'again. It is not finished before ten minutes have passed: until then processes that do not know '
  'the new key yet may seal with the old one.';
grant execute on function api.next_to_reseal(text, text, int) to mall_jobs;

create function api.record_resealed(seal_key text,
  fingerprint_key text, stage int, last uuid[], items jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  item jsonb;
  done int := 0;
  lost int := 0;
begin
  if coalesce(jsonb_typeof(items) <> 'array' or cardinality(last) <> 2
      or array_position(last, null) is not null or stage not between 1 and 4, true) then
    perform private.fail('INVALID_REQUEST', '{"field":"items"}');
  end if;
  if exists (select from jsonb_array_elements(items) e
              where jsonb_typeof(e) <> 'object' or private.uuid_of(e ->> 'shop_id')
                  is null or private.uuid_of(e ->> 'id') is null) then
    perform private.fail('INVALID_REQUEST', '{"field":"items"}');
  end if;
  for item in select e from jsonb_array_elements(items) e loop
    if item ->> 'sealed' is null then
      perform private.add_work((item ->> 'shop_id')::uuid, case stage when 1
          then 'key_unreadable' when 4 then 'card_unreadable' else 'contact_unreadable' end,
        (item ->> 'id')::uuid, jsonb_build_object('seal', private.seal_key_of(item ->> 'before'))
          || case when stage = 3 then jsonb_build_object('order_id', item -> 'id') else '{}' end);
      lost := lost + 1;
    else
      done := done + private.replace_seal(stage, item);
    end if;
  end loop;
  update ops.resealing r
     set after_shop = last[1], after_id = last[2],
         resealed = r.resealed + done, unreadable = r.unreadable + lost
   where r.seal_key = record_resealed.seal_key
     and r.fingerprint_key = record_resealed.fingerprint_key
     and r.stage = record_resealed.stage and (r.after_shop, r.after_id) < (last[1], last[2]);
end $$;
comment on function api.record_resealed(text, text, int, uuid[], jsonb) is
  'Jobs: what became of the items of next_to_reseal, [{"shop_id", "id", "before", "sealed", '
  '"phone_fingerprint"?, "address_fingerprint"?}]; without "sealed" nothing opens it, and it goes '
  'on the work list. What was changed meanwhile stays. Repeating is harmless.';
grant execute on function api.record_resealed(text, text, int, uuid[], jsonb) to mall_jobs;

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

create function private.work_retry_key_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  update ops.resealing r set finished_at = null, stage = 1,
      after_shop = default, after_id = default where r.stage > 0
$$;
comment on function private.work_retry_key_unreadable(ops.work, uuid, text, jsonb) is
  'Look at everything sealed once more: a key may be back that opens it.';

create function private.work_retry_contact_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_retry_key_unreadable(work, staff_id, reason, input)
$$;
comment on function private.work_retry_contact_unreadable(ops.work, uuid, text, jsonb) is
  'Look at everything sealed once more.';

create function private.work_retry_card_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_retry_key_unreadable(work, staff_id, reason, input)
$$;
comment on function private.work_retry_card_unreadable(ops.work, uuid, text, jsonb) is
  'Look at everything sealed once more.';
