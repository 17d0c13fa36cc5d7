-- Applications as staff see them: who asks, on whose invitation, for how long, with which answers.

create function private.application_json(shop_id uuid, distributor_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', d.id, 'label', private.label(d.shop_id, d.id),
    'status', d.status, 'note', nullif(d.note, ''), 'applied_at', d.applied_at,
    'terms_version', d.terms_version,
    'times', (select count(*) from referral.distributor_changes c
               where c.shop_id = d.shop_id and c.distributor_id = d.id and c.change = 'applied'),
    'inviter', (
      select jsonb_build_object('id', p.id, 'code', p.code, 'label', private.label(p.shop_id, p.id))
        from referral.shares s
        join referral.distributors p on p.shop_id = s.shop_id and p.id = s.sharer_id
       where s.shop_id = d.shop_id and s.id = d.invite_share_id),
    'has_answers', exists (select from person.application_answers a
                            where a.shop_id = d.shop_id and a.member_id = d.id),
    'decided_at', last.created_at, 'decided_by', last.name, 'reason', last.reason)
    from referral.distributors d
    left join lateral (
      select c.created_at, c.reason, t.name from referral.distributor_changes c
        left join shop.staff t on t.shop_id = c.shop_id and t.id = c.staff_id
       where c.shop_id = d.shop_id and c.distributor_id = d.id
         and c.change in ('approved', 'rejected') and d.status <> 'applied'
       order by c.id desc limit 1) last on true
   where d.shop_id = application_json.shop_id and d.id = application_json.distributor_id
$$;
comment on function private.application_json(uuid, uuid) is
  'An application as staff see it (contracts/staff/recruitment.ts Application), without answers. '
  'times: how often this member has applied.';

create function api.list_applications(
  shop text, status text default 'applied', sort text default 'applied_at',
  after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: distributors are closed to every client role
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of(sort, '{applied_at}', after);
  page jsonb;
begin
  select private.sorted_page(
      jsonb_agg(private.application_json(me.shop_id, p.id) order by p.n),
      array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_distributors(me.shop_id, status, null, false, null, null, sorted,
           private.page_limit(page_size)) with ordinality p(id, key, n);
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_distributors(
      me.shop_id, status, null, false, null, null, private.unsorted(),
      private.count_most())));
  end if;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_applications(text, text, text, text, int) is
  'Staff: applications of a state, those that wait the longest first, or by -applied_at the '
  'newest. The first page has the total. Raises SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.list_applications(text, text, text, text, int) to authenticated;

create function api.get_application(shop text, distributor_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: reads closed tables, leaves an audit row
declare
  me record := private.staff(shop, 'read');
  found_one jsonb := private.application_json(me.shop_id, distributor_id);
  kept person.application_answers;
  state text := 'none';
begin
  if found_one is null then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  end if;
  select * into kept from person.application_answers a
   where a.shop_id = me.shop_id and a.member_id = get_application.distributor_id;
  if kept.sealed is not null and private.role_may(me.role, 'personal_data') then
    perform private.audit(me.shop_id, me.staff_id, 'read_answers', distributor_id, null);
    state := 'shown';
  elsif kept.sealed is not null then
    kept.sealed := null;
    state := 'forbidden';
  end if;
  return private.as_read_by(found_one || jsonb_build_object(
    'questions', private.questions_json(me.shop_id, coalesce(kept.question_version, 0)),
    'answers', private.kept_contact(kept.shop_id, kept.member_id, kept.sealed),
    'answers_state', state,
    'consents', private.consents_json(me.shop_id, distributor_id)), me.role);
end $$;
comment on function api.get_application(text, uuid) is
  'Staff: one application with the questions it answered and every consent to the terms. Who may '
  'see personal data gets the sealed answers, and a row in the audit log says so; answers_state '
  'says why there are none: none were asked or kept, or this role may not read them. Raises '
  'DISTRIBUTOR_NOT_FOUND.';
grant execute on function api.get_application(text, uuid) to authenticated;
