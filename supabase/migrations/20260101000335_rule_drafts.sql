-- The draft of a shop's rule set: saved whole, on top of the revision that was read.

create function private.rule_draft(shop_id uuid) returns shop.rule_sets
language sql stable set search_path = '' as $$
  select r from shop.rule_sets r where r.shop_id = rule_draft.shop_id and r.state = 'draft'
$$;
comment on function private.rule_draft(uuid) is 'The draft of a shop; nulls where there is none.';

create function private.rule_draft_json(draft shop.rule_sets) returns jsonb
language sql stable set search_path = '' as $$
  select case when draft.id is not null then private.rule_set_json(draft) || jsonb_build_object(
      'problems', private.rule_problems(draft, private.now()),
      'warnings', private.margin_warnings(draft, private.now())) end
$$;
comment on function private.rule_draft_json(shop.rule_sets) is
  'A draft with what stands against it (contracts/staff/rules.ts RuleDraft); null for none.';

create function private.lock_rules(shop_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from shop.settings s where s.shop_id = lock_rules.shop_id for no key update;
end $$;
comment on function private.lock_rules(uuid) is
  'One change of a shop''s rule sets after the other; placing does not wait for it.';

create function private.lock_rule_draft(shop_id uuid, revision int) returns shop.rule_sets
language plpgsql volatile set search_path = '' as $$
declare
  draft shop.rule_sets;
begin
  perform private.lock_rules(shop_id);
  draft := private.rule_draft(shop_id);
  if draft.revision is distinct from lock_rule_draft.revision then
    perform private.fail('RULE_DRAFT_CHANGED',
        jsonb_build_object('draft', private.rule_draft_json(draft)));
  end if;
  return draft;
end $$;
comment on function private.lock_rule_draft(uuid, int) is
  'The draft, if its revision is still the one that was read (null: there is none); of two at once '
  'the second is refused. Raises RULE_DRAFT_CHANGED with the draft as it stands.';

create function private.next_revision(shop_id uuid) returns int
language sql volatile set search_path = '' as $$
  insert into shop.rule_saves as s (shop_id) values (next_revision.shop_id)
  on conflict on constraint rule_saves_pkey do update set saves = s.saves + 1
  returning s.saves
$$;
comment on function private.next_revision(uuid) is
  'The revision of the draft that is being saved, one that no draft of the shop ever had. The '
  'caller holds private.lock_rules.';

create function api.save_rule_draft(shop text, draft jsonb, revision int, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes rule sets
declare
  begun private.staff_command := private.begin_command(shop, 'rules', 'save_rule_draft',
    idempotency_key, jsonb_build_array(draft, revision, reason), reason);
  kept shop.rule_sets;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  perform private.check_rule_form(draft, 'draft');
  kept := private.lock_rule_draft(begun.shop_id, revision);
  delete from shop.rule_sets r where r.shop_id = begun.shop_id and r.id = kept.id;
  insert into shop.rule_sets (shop_id, id, state, revision, levels, cap_bps, volume_mode, saved_by)
  values (begun.shop_id, coalesce(kept.id, private.new_id()), 'draft',
      private.next_revision(begun.shop_id), private.int_of(draft -> 'levels'),
      private.int_of(draft -> 'cap_bps'), draft ->> 'volume_mode', begun.staff_id)
  returning * into kept;
  perform private.write_rules(kept, draft);
  perform private.audit(begun.shop_id, begun.staff_id, begun.command, kept.id, begun.reason,
      jsonb_build_object('revision', kept.revision));
  return private.remember(begun.shop_id, begun.staff_id, begun.command, begun.key, begun.request,
      private.rule_draft_json(kept));
end $$;
comment on function api.save_rule_draft(text, jsonb, int, text, text) is
  'Staff: the draft of the rules whole (contracts/staff/rules.ts RuleSetForm), on top of the '
  'revision that was read, null for a new one. Nothing changes for orders before it is published. '
  'Answers the draft with what stands against it. Raises RULE_DRAFT_CHANGED, RULES_TIE, '
  'RULE_PLACE_NOT_FOUND, INVALID_REQUEST with the field, FORBIDDEN.';
grant execute on function api.save_rule_draft(text, jsonb, int, text, text) to authenticated;

create function api.discard_rule_draft(shop text, revision int, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes rule sets
declare
  begun private.staff_command := private.begin_command(shop, 'rules', 'discard_rule_draft',
    idempotency_key, jsonb_build_array(revision, reason), reason);
  kept shop.rule_sets;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  if revision is null then
    perform private.fail('INVALID_REQUEST', '{"field":"revision"}');
  end if;
  kept := private.lock_rule_draft(begun.shop_id, revision);
  delete from shop.rule_sets r where r.shop_id = begun.shop_id and r.id = kept.id;
  return private.end_command(begun, kept.id, '{"ok":true}');
end $$;
comment on function api.discard_rule_draft(text, int, text, text) is
  'Staff: give the draft up. Raises RULE_DRAFT_CHANGED, FORBIDDEN.';
grant execute on function api.discard_rule_draft(text, int, text, text) to authenticated;
