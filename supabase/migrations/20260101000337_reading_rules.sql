-- Rule sets as staff read them: what is in force, what is planned, the draft, and the history.

create function api.get_rule_sets(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rule sets are closed to every client role
declare
  me record := private.staff(shop, 'read');
  planned shop.rule_sets;
begin
  select * into planned from shop.rule_sets r
   where r.shop_id = me.shop_id and r.version is not null and r.starts_at > private.now()
     and r.ends_at is distinct from r.starts_at
   order by r.starts_at limit 1;
  return private.as_read_by(jsonb_build_object(
    'current', private.rule_set_json(private.rule_set_at(me.shop_id, private.now())),
    'planned', case when planned.id is not null then private.rule_set_json(planned) end,
    'draft', private.rule_draft_json(private.rule_draft(me.shop_id))), me.role);
end $$;
comment on function api.get_rule_sets(text) is
  'Staff: the rule set in force, the next one that is planned, and the draft with what stands '
  'against it (contracts/staff/rules.ts RuleSets). Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_rule_sets(text) to authenticated;

create function api.get_rule_set(shop text, rule_set_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rule sets are closed to every client role
declare
  me record := private.staff(shop, 'read');
  asked shop.rule_sets;
begin
  select * into asked from shop.rule_sets r
   where r.shop_id = me.shop_id and r.id = get_rule_set.rule_set_id and r.version is not null;
  if not found then
    perform private.fail('RULE_SET_NOT_FOUND');
  end if;
  return private.as_read_by(private.rule_set_json(asked), me.role);
end $$;
comment on function api.get_rule_set(text, uuid) is
  'Staff: a version of the rules whole. Raises RULE_SET_NOT_FOUND, SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_rule_set(text, uuid) to authenticated;

create function private.rule_set_line_json(set_ shop.rule_sets) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', set_.id, 'version', set_.version, 'levels', set_.levels,
    'cap_bps', set_.cap_bps,
    'rule_count', (select count(*) from shop.commission_rules r
                    where r.shop_id = set_.shop_id and r.set_id = set_.id),
    'extra_count', (select count(*) from shop.commission_extras x
                     where x.shop_id = set_.shop_id and x.set_id = set_.id),
    'starts_at', private.beginning_of(set_), 'ends_at', set_.ends_at,
    'withdrawn', set_.ends_at is not distinct from set_.starts_at, 'saved_at', set_.saved_at,
    'by', (select t.name from shop.staff t
            where t.shop_id = set_.shop_id and t.id = set_.saved_by),
    'reason', (select a.reason from ops.audit_log a
                where a.shop_id = set_.shop_id and a.subject_id = set_.id
                order by a.id desc limit 1))
$$;
comment on function private.rule_set_line_json(shop.rule_sets) is
  'A version as a line of the history (contracts/staff/rules.ts RuleSetVersion).';

create function api.list_rule_sets(shop text, after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rule sets are closed to every client role
declare
  me record := private.staff(shop, 'read');
  page jsonb;
begin
  select private.page_of(jsonb_agg(private.rule_set_line_json(r) order by r.version desc),
      page_size, 'id') into page
    from (select * from shop.rule_sets x
           where x.shop_id = me.shop_id and x.version is not null
             and (after is null or x.version < (select y.version from shop.rule_sets y
                   where y.shop_id = me.shop_id and y.id = after))
           order by x.version desc limit private.page_limit(page_size)) r;
  if after is null then
    page := page || private.total_of((select count(*) from shop.rule_sets r
      where r.shop_id = me.shop_id and r.version is not null));
  end if;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_rule_sets(text, uuid, int) is
  'Staff: every version of the rules, the newest first, from when to when, by whom and why. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_rule_sets(text, uuid, int) to authenticated;
