-- A rule set takes over at a moment, and the ones before it end there.

create function private.put_in_force(set_ shop.rule_sets, beginning timestamptz)
  returns shop.rule_sets
language plpgsql volatile set search_path = '' as $$
declare
  problems jsonb := private.rule_problems(set_, beginning);
  saved shop.rule_sets;
begin
  if jsonb_array_length(problems) > 0 then
    perform private.fail(problems -> 0 ->> 'code', jsonb_build_object('problems', problems));
  end if;
  -- One that has not begun by then never will: its interval becomes empty.
  update shop.rule_sets r set ends_at = greatest(r.starts_at, beginning)
   where r.shop_id = set_.shop_id and r.version is not null
     and (r.ends_at is null or r.ends_at > beginning);
  update shop.rule_sets r
     set state = 'saved', starts_at = beginning, saved_at = private.now(),
         version = (select coalesce(max(x.version), 0) + 1 from shop.rule_sets x
                     where x.shop_id = set_.shop_id)
   where r.shop_id = set_.shop_id and r.id = set_.id
  returning * into saved;
  perform private.tell_rules_changed(saved);
  return saved;
end $$;
comment on function private.put_in_force(shop.rule_sets, timestamptz) is
  'A draft becomes the next version, in force from a moment on; orders placed before keep theirs. '
  'The caller holds private.lock_rules. Raises RULES_EXCEED_CAP, RULES_WITHOUT_BASE with '
  '{"problems"}.';

create function api.publish_rule_draft(shop text, revision int, reason text,
  idempotency_key text, starts_at timestamptz default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes rule sets
declare
  begun private.staff_command := private.begin_command(shop, 'rules', 'publish_rule_draft',
    idempotency_key, jsonb_build_array(revision, reason, starts_at), reason);
  beginning constant timestamptz := coalesce(starts_at, private.now());
  saved shop.rule_sets;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  if revision is null then
    perform private.fail('INVALID_REQUEST', '{"field":"revision"}');
  elsif beginning < private.now() or beginning > private.now() + interval '1 year' then
    perform private.fail_field('starts_at', '生效时间从现在起，最晚一年以后');
  end if;
  saved := private.lock_rule_draft(begun.shop_id, revision);
  saved := private.put_in_force(saved, beginning);
  perform private.audit(begun.shop_id, begun.staff_id, begun.command, saved.id, begun.reason,
      jsonb_build_object('version', saved.version, 'starts_at', saved.starts_at));
  return private.remember(begun.shop_id, begun.staff_id, begun.command, begun.key, begun.request,
      private.rule_set_json(saved));
end $$;
comment on function api.publish_rule_draft(text, int, text, text, timestamptz) is
  'Staff: the draft becomes the next version, in force from starts_at (null: now); one planned for '
  'later than that never begins. Answers the set. Raises RULE_DRAFT_CHANGED, RULES_EXCEED_CAP and '
  'RULES_WITHOUT_BASE with {"problems"}, INVALID_REQUEST with the field, FORBIDDEN.';
grant execute on function api.publish_rule_draft(text, int, text, text, timestamptz)
  to authenticated;
