-- What older keys sealed is opened and sealed anew, batch by batch, by the jobs.

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
     or cardinality(seen) = 0 and at.stage >= private.last_sealed_stage()
         and private.now() < at.started_at + interval '10 minutes' then
    return '{"more":false,"items":[]}';
  elsif cardinality(seen) = 0 and at.stage >= private.last_sealed_stage()
        and not private.any_stale(seal_key, fingerprint_key) then
    update ops.resealing r set finished_at = private.now()
     where r.seal_key = at.seal_key and r.fingerprint_key = at.fingerprint_key;
    return '{"more":false,"items":[]}';
  elsif cardinality(seen) = 0 then
    update ops.resealing r
       set stage = at.stage % private.last_sealed_stage() + 1,
           after_shop = default, after_id = default
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
      or array_position(last, null) is not null
      or stage not between 1 and private.last_sealed_stage(), true) then
    perform private.fail('INVALID_REQUEST', '{"field":"items"}');
  end if;
  if exists (select from jsonb_array_elements(items) e
              where jsonb_typeof(e) <> 'object' or private.uuid_of(e ->> 'shop_id')
                  is null or private.uuid_of(e ->> 'id') is null) then
    perform private.fail('INVALID_REQUEST', '{"field":"items"}');
  end if;
  perform from ops.resealing r   -- before the work list, as in decide_work
    where r.seal_key = record_resealed.seal_key
      and r.fingerprint_key = record_resealed.fingerprint_key for no key update;
  for item in select e from jsonb_array_elements(items) e loop
    if item ->> 'sealed' is not null then
      done := done + private.replace_seal(stage, item);
    elsif private.hold_sealed(stage, item) then
      perform private.add_work((item ->> 'shop_id')::uuid, case stage when 1
          then 'key_unreadable' when 4 then 'card_unreadable'
          when 5 then 'phone_unreadable' when 6 then 'answers_unreadable'
          when 7 then 'name_unreadable' when 8 then 'phone_unreadable'
          else 'contact_unreadable' end,
        (item ->> 'id')::uuid, jsonb_build_object('seal', private.seal_key_of(item ->> 'before'))
          || case when stage = 3 then jsonb_build_object('order_id', item -> 'id') else '{}' end);
      lost := lost + 1;
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
