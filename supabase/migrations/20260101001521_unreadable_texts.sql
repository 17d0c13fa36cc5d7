-- Texts that no key opens stand on the work list until one opens them, or the text is gone.

create function private.hold_sealed(stage int, item jsonb) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  here uuid := (item ->> 'shop_id')::uuid;
  row_id uuid := (item ->> 'id')::uuid;
begin
  if stage = 1 then
    perform from shop.credentials c
      where c.shop_id = here and c.id = row_id and c.sealed = item ->> 'before' for no key update;
  elsif stage = 2 then
    perform from person.addresses a
      where a.shop_id = here and a.id = row_id and a.sealed = item ->> 'before' for no key update;
  elsif stage = 3 then
    perform from person.order_contacts c
      where c.shop_id = here and c.order_id = row_id and c.sealed = item ->> 'before'
      for no key update;
  elsif stage = 4 then
    perform from person.refund_cards k
      where k.shop_id = here and k.refund_id = row_id and k.sealed = item ->> 'before'
      for no key update;
  elsif stage = 6 then
    perform from person.application_answers a
      where a.shop_id = here and a.member_id = row_id and a.sealed = item ->> 'before'
      for no key update;
  elsif stage = 7 then
    perform from person.real_names n
      where n.shop_id = here and n.member_id = row_id and n.sealed = item ->> 'before'
      for no key update;
  elsif stage = 8 then
    perform from person.imported e
      where e.shop_id = here and e.id = row_id and e.phone_sealed = item ->> 'before'
      for no key update;
  else
    perform from person.profiles p
      where p.shop_id = here and p.member_id = row_id and p.phone_sealed = item ->> 'before'
      for no key update;
  end if;
  return found;
end $$;
comment on function private.hold_sealed(int, jsonb) is
  'Whether the old seal still stands. If it does, its row is locked: a command that deletes the '
  'text waits, and then ends the work that is written about it.';

create function private.end_unreadable() returns trigger
language plpgsql volatile set search_path = '' as $$
begin
  perform private.end_work(old.shop_id, tg_argv[0], (to_jsonb(old) ->> tg_argv[1])::uuid);
  return null;
end $$;
comment on function private.end_unreadable() is
  'End the work about a sealed text that is deleted or sealed anew. Arguments: the kind of the '
  'work, and the column with its subject.';
create trigger new_keys_need_no_old_key after update of sealed on shop.credentials
  for each row when (old.sealed is distinct from new.sealed)
  execute function private.end_unreadable('key_unreadable', 'id');
create trigger deleted_addresses_need_no_key after delete on person.addresses
  for each row execute function private.end_unreadable('contact_unreadable', 'id');
create trigger new_addresses_need_no_old_key after update of sealed on person.addresses
  for each row when (old.sealed is distinct from new.sealed)
  execute function private.end_unreadable('contact_unreadable', 'id');
create trigger deleted_contacts_need_no_key after delete on person.order_contacts
  for each row execute function private.end_unreadable('contact_unreadable', 'order_id');
create trigger new_contacts_need_no_old_key after update of sealed on person.order_contacts
  for each row when (old.sealed is distinct from new.sealed)
  execute function private.end_unreadable('contact_unreadable', 'order_id');
create trigger deleted_cards_need_no_key after delete on person.refund_cards
  for each row execute function private.end_unreadable('card_unreadable', 'refund_id');
create trigger new_cards_need_no_old_key after update of sealed on person.refund_cards
  for each row when (old.sealed is distinct from new.sealed)
  execute function private.end_unreadable('card_unreadable', 'refund_id');
create trigger deleted_phones_need_no_key after delete on person.profiles
  for each row when (old.phone_sealed is not null)
  execute function private.end_unreadable('phone_unreadable', 'member_id');
create trigger new_phones_need_no_old_key after update of phone_sealed on person.profiles
  for each row when (old.phone_sealed is distinct from new.phone_sealed)
  execute function private.end_unreadable('phone_unreadable', 'member_id');
create trigger new_imports_need_no_old_key after update of phone_sealed on person.imported
  for each row when (old.phone_sealed is distinct from new.phone_sealed)
  execute function private.end_unreadable('phone_unreadable', 'id');
create trigger deleted_answers_need_no_key after delete on person.application_answers
  for each row execute function private.end_unreadable('answers_unreadable', 'member_id');
create trigger new_answers_need_no_old_key after update of sealed on person.application_answers
  for each row when (old.sealed is distinct from new.sealed)
  execute function private.end_unreadable('answers_unreadable', 'member_id');
create trigger deleted_names_need_no_key after delete on person.real_names
  for each row execute function private.end_unreadable('name_unreadable', 'member_id');
create trigger new_names_need_no_old_key after update of sealed on person.real_names
  for each row when (old.sealed is distinct from new.sealed)
  execute function private.end_unreadable('name_unreadable', 'member_id');

create function private.work_retry_key_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  update ops.resealing r set finished_at = null, stage = 1,
      after_shop = default, after_id = default where r.stage > 0
$$;
comment on function private.work_retry_key_unreadable(ops.work, uuid, text, jsonb) is
  'Walk over everything sealed once more: a key may be back. Shops'' keys are all tried; other '
  'texts that stand on the work list are tried when they are retried themselves.';

create function private.work_retry_contact_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_retry_key_unreadable(work, staff_id, reason, input)
$$;
comment on function private.work_retry_contact_unreadable(ops.work, uuid, text, jsonb) is
  'Walk over everything sealed once more, this text included.';

create function private.work_retry_card_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_retry_key_unreadable(work, staff_id, reason, input)
$$;
comment on function private.work_retry_card_unreadable(ops.work, uuid, text, jsonb) is
  'Walk over everything sealed once more, this text included.';

create function private.work_retry_phone_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_retry_key_unreadable(work, staff_id, reason, input)
$$;
comment on function private.work_retry_phone_unreadable(ops.work, uuid, text, jsonb) is
  'Walk over everything sealed once more, this text included.';

create function private.work_retry_answers_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_retry_key_unreadable(work, staff_id, reason, input)
$$;
comment on function private.work_retry_answers_unreadable(ops.work, uuid, text, jsonb) is
  'Walk over everything sealed once more, this text included.';

create function private.work_retry_name_unreadable(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language sql volatile set search_path = '' as $$
  select private.work_retry_key_unreadable(work, staff_id, reason, input)
$$;
comment on function private.work_retry_name_unreadable(ops.work, uuid, text, jsonb) is
  'Walk over everything sealed once more, this text included.';
