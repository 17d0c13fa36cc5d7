-- Who of the files is expected, as staff read it; what made a binding; and the link by which each
-- person comes himself.

create function private.imported_state(e person.imported) returns text
language sql stable set search_path = '' as $$
  select case when e.state = 'waiting' and e.expires_at <= private.now()
      then 'expired' else e.state end
$$;
comment on function private.imported_state(person.imported) is
  'How a person of a file stands (contracts/staff/imports.ts ImportedState).';

create function private.imported_json(e person.imported, role text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  state text := private.imported_state(e);
  reads boolean := private.role_may(role, 'personal_data');
begin
  return private.as_read_by(jsonb_build_object('id', e.id, 'import_id', e.import_id,
    'line', e.line, 'kind', e.kind,
    'name', case when reads or e.name = '' then e.name
      else private.first_letter(e.name) || '**' end,
    'phone', case when reads then private.kept_contact(e.shop_id, e.import_id, e.phone_sealed) end,
    'remark', nullif(e.remark, ''),
    'tier', (select t.name from referral.tiers t where t.shop_id = e.shop_id and t.tier = e.tier),
    'distributor', (
      select jsonb_build_object('id', d.id, 'code', d.code, 'label', private.label(d.shop_id, d.id))
        from referral.distributors d
       where d.shop_id = e.shop_id and d.id = coalesce(e.distributor_id, (
         select x.member_id from person.imported x
          where x.shop_id = e.shop_id and x.id = e.expected_id))),
    'expected_line', (select x.line from person.imported x
                       where x.shop_id = e.shop_id and x.id = e.expected_id
                         and x.state = 'waiting'),
    'state', state, 'why', private.why_words_if(e.missed_for), 'member_id', e.member_id,
    'taken_by', e.taken_by, 'decided_at', e.decided_at, 'reason', e.withdrawn_reason,
    'token', case when state = 'waiting' and e.member_id is null
      and private.role_may(role, 'distributor') then e.token end,
    'short_link', case when state = 'waiting' and e.member_id is null
      and private.role_may(role, 'distributor') then private.short_link_of(e) end,
    'expires_at', e.expires_at, 'created_at', e.created_at), role);
end $$;
comment on function private.imported_json(person.imported, text) is
  'A person of a file as a role reads it (contracts/server.ts SealedImported): the phone sealed '
  'for its import, and null like the whole name for who may not see personal data; the link only '
  'for who may bring people in, while it is open.';

create function private.why_words_if(why text) returns text
language sql immutable set search_path = '' as $$
  select case when why is not null then private.why_words(why) end
$$;
comment on function private.why_words_if(text) is 'private.why_words, or null for none.';

create function private.listed_imported(shop_id uuid, state text, kind text, import_id uuid,
  pattern text, by_name boolean, sorted private.sorting, most int)
  returns table (id uuid, key bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select e.id, private.micros(e.created_at) - e.line
      from person.imported e
     where e.shop_id = listed_imported.shop_id
       and (listed_imported.state is null or private.imported_state(e) = listed_imported.state)
       and (listed_imported.kind is null or e.kind = listed_imported.kind)
       and (listed_imported.import_id is null or e.import_id = listed_imported.import_id)
       and (pattern is null or by_name and (e.name ilike pattern or e.remark ilike pattern))
       and (sorted.id is null
            or (private.micros(e.created_at) - e.line, e.id) < (sorted.key, sorted.id))
     order by private.micros(e.created_at) - e.line desc, e.id desc
     limit most;
end $$;
comment on function private.listed_imported(uuid, text, text, uuid, text, boolean, private.sorting,
  int) is
  'Up to `most` people of files with their keys: what came last first, in the order of its lines. '
  'A page, or all, for counting.';

create function api.list_imported(shop text, state text default null, kind text default null,
  import_id uuid default null, query text default null, after text default null,
  page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.staff(shop, 'read');
  by_name boolean := private.role_may(me.role, 'personal_data');
  sorted private.sorting := private.sorting_of('-created_at', '{created_at}', after);
  pattern text := private.like_pattern(nullif(btrim(query), ''));
  page jsonb;
begin
  select private.sorted_page(jsonb_agg(private.imported_json(e, me.role) order by p.n),
      array_agg(private.mark('-created_at', p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_imported(me.shop_id, state, kind, import_id, pattern, by_name, sorted,
           private.page_limit(page_size)) with ordinality p(id, key, n)
    join person.imported e on e.shop_id = me.shop_id and e.id = p.id;
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_imported(me.shop_id,
      state, kind, import_id, pattern, by_name, private.unsorted(), private.count_most())));
  end if;
  return page;
end $$;
comment on function api.list_imported(text, text, text, uuid, text, text, int) is
  'Staff: the people of files, the newest first, perhaps of a state, a kind or a file, or with '
  'these words in name or remark (who may not see personal data finds nobody by name). The first '
  'page has the total. Raises FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.list_imported(text, text, text, uuid, text, text, int)
  to authenticated;

create function api.export_import(shop text, import_id uuid, after int default null,
  page_size int default 100) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.staff(shop, 'distributor');
  page jsonb;
begin
  if not exists (select from person.imports i
                  where i.shop_id = me.shop_id and i.id = export_import.import_id) then
    perform private.fail('IMPORTED_NOT_FOUND');
  end if;
  perform private.audit(me.shop_id, me.staff_id, 'export_import', import_id, null,
    jsonb_strip_nulls(jsonb_build_object('after', after)));
  select jsonb_agg(jsonb_build_object('line', l.line, 'outcome', l.outcome, 'field', l.field,
           'message', l.message, 'person', l.person) order by l.line) into page
    from (select x.*, case when e.id is not null
              then private.imported_json(e, me.role) end as person
            from person.import_lines x
            left join person.imported e on e.shop_id = x.shop_id and e.id = x.imported_id
           where x.shop_id = me.shop_id and x.import_id = export_import.import_id
             and x.line > coalesce(export_import.after, 0)
           order by x.line limit private.page_limit(page_size)) l;
  return jsonb_build_object(
    'items', case when jsonb_array_length(page) = private.page_limit(page_size)
      then page - -1 else coalesce(page, '[]') end,
    'next', case when jsonb_array_length(page) = private.page_limit(page_size)
      then (page -> -2 -> 'line')::int end);
end $$;
comment on function api.export_import(text, uuid, int, int) is
  'Staff: the report of a file for a file, line by line behind `after`, with the links of who is '
  'expected; each page leaves a row in the audit log (contracts/staff/imports.ts ExportedImport). '
  'Raises FORBIDDEN, IMPORTED_NOT_FOUND.';
grant execute on function api.export_import(text, uuid, int, int) to authenticated;

create function private.import_evidence(b referral.bindings) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('file_name', private.mask_phones(i.file_name), 'line', e.line,
      'taken_by', e.taken_by, 'imported_at', e.created_at,
      'by', (select s.name from shop.staff s where s.shop_id = i.shop_id and s.id = i.staff_id))
    from person.imported e
    join person.imports i on i.shop_id = e.shop_id and i.id = e.import_id
   where e.shop_id = b.shop_id and e.id = b.imported_id
$$;
comment on function private.import_evidence(referral.bindings) is
  'The row of a file that made a binding, as evidence; null for another cause.';

create function private.short_link_of(e person.imported) returns text
language sql stable set search_path = '' as $$
  select case when e.short_link_at > private.now() - interval '25 days' then e.short_link end
$$;
comment on function private.short_link_of(person.imported) is
  'The short link that WeChat made, while it is good: WeChat keeps one for 30 days.';

create function api.read_imported_links(shop text, tokens text[]) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.staff(shop, 'distributor');
begin
  return jsonb_build_object('items', (
    select coalesce(jsonb_agg(jsonb_build_object('token', e.token, 'kind', e.kind,
             'link', private.short_link_of(e)) order by e.token), '[]')
      from person.imported e
     where e.shop_id = me.shop_id and e.token = any (tokens[1:20])
       and private.imported_state(e) = 'waiting' and e.member_id is null));
end $$;
comment on function api.read_imported_links(text, text[]) is
  'Staff: the short links of people who are expected, up to 20; null where none is made or it is '
  'too old. Raises FORBIDDEN.';
grant execute on function api.read_imported_links(text, text[]) to authenticated;

create function api.keep_imported_link(shop text, token text, link text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes people's data
begin
  update person.imported e set short_link = left(link, 200), short_link_at = private.now()
   where e.shop_id = private.shop_id_of(shop) and e.token = keep_imported_link.token;
  return '{"ok": true}';
end $$;
comment on function api.keep_imported_link(text, text, text) is
  'Server: WeChat made a short link for a personal link. Raises SHOP_NOT_FOUND.';
grant execute on function api.keep_imported_link(text, text, text) to mall_server;

create function private.personal_link(shop_id uuid, token text, me uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  e person.imported;
  promoter uuid;
begin
  select * into e from person.imported x
   where x.shop_id = personal_link.shop_id and x.token = personal_link.token;
  if not found then
    perform private.fail('PERSONAL_LINK_NOT_FOUND');
  end if;
  promoter := private.promoter_of_row(e);
  return jsonb_build_object('token', e.token, 'kind', e.kind,
    'state', case when e.member_id is not null then 'used'
      when private.imported_state(e) = 'waiting' then 'open' else 'over' end,
    'is_mine', coalesce(e.member_id = me, false), 'is_done', e.state = 'taken',
    'distributor', case when promoter is not null
      then private.label(e.shop_id, promoter) end,
    'terms_version', case when e.kind = 'distributor'
      then (select s.terms_version from shop.settings s where s.shop_id = e.shop_id) end);
end $$;
comment on function private.personal_link(uuid, text, uuid) is
  'A personal link as whoever has it sees it (contracts/imports.ts PersonalLink): what it is for, '
  'and never who it was made for. Raises PERSONAL_LINK_NOT_FOUND.';

create function api.get_personal_link(shop text, token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
begin
  return private.personal_link(private.shop_id_of(shop), token,
    private.uuid_of(private.claims() ->> 'member_id'));
end $$;
comment on function api.get_personal_link(text, text) is
  'Anybody: what the personal link of an imported person is for, and whether it is still open. '
  'Neither name nor phone. Raises SHOP_NOT_FOUND, PERSONAL_LINK_NOT_FOUND.';
grant execute on function api.get_personal_link(text, text) to anon, authenticated;

create function api.take_personal_link(token text, terms_version text default null)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors and bindings
declare
  me record := private.hold_member();
  seen jsonb;
  why text;
begin
  perform private.refuse_closed(me.shop_id);
  perform private.lock_parents(me.shop_id);
  seen := private.personal_link(me.shop_id, token, me.member_id);
  if (seen ->> 'is_mine')::boolean then
    return seen;
  elsif seen ->> 'state' <> 'open' then
    perform private.fail(case seen ->> 'state'
      when 'used' then 'PERSONAL_LINK_USED' else 'PERSONAL_LINK_OVER' end);
  elsif terms_version is distinct from seen ->> 'terms_version' then
    perform private.fail('TERMS_CHANGED',
      jsonb_build_object('terms_version', seen -> 'terms_version'));
  end if;
  select private.take_imported(e, me.member_id, 'link', take_personal_link.terms_version) into why
    from person.imported e
   where e.shop_id = me.shop_id and e.token = take_personal_link.token;
  if why <> 'waiting' then   -- not a chance lost: the link stays open
    perform private.fail('PERSONAL_LINK_REFUSED',
      jsonb_build_object('why', why, 'words', private.why_words(why)));
  end if;
  return private.personal_link(me.shop_id, token, me.member_id);
end $$;
comment on function api.take_personal_link(text, text) is
  'Member: the personal link is mine. Once: a distributor''s makes me one under the terms I agree '
  'to (terms_version as the link says it, null for a customer), a customer''s binds me as a click '
  'would. Again, it changes nothing. Raises SHOP_CLOSED, PERSONAL_LINK_NOT_FOUND, '
  'PERSONAL_LINK_USED, PERSONAL_LINK_OVER, TERMS_CHANGED, PERSONAL_LINK_REFUSED with why.';
grant execute on function api.take_personal_link(text, text) to authenticated;
