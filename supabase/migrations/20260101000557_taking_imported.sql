-- People of a file who come: each row takes effect once. Everything here runs under the lock of a
-- shop's parents (private.lock_parents), so two sign-ins, an import and staff decide one after the
-- other; a member's binding lock comes after it, a distributor's row after that.

create function private.import_reason(e person.imported) returns text
language sql stable set search_path = '' as $$
  select left(format('文件导入第 %s 行：%s', e.line, i.reason), 200)
    from person.imports i where i.shop_id = e.shop_id and i.id = e.import_id
$$;
comment on function private.import_reason(person.imported) is
  'Why, as the history of a distributor has it.';

create function private.promoter_of_row(e person.imported) returns uuid
language sql stable set search_path = '' as $$
  select d.id from referral.distributors d
   where d.shop_id = e.shop_id and d.status = any (private.distributor_states('parental'))
     and d.id = coalesce(e.distributor_id, (
       select x.member_id from person.imported x
        where x.shop_id = e.shop_id and x.id = e.expected_id and x.state = 'taken'))
$$;
comment on function private.promoter_of_row(person.imported) is
  'The inviter or keeper of a row as a distributor; null: nobody, or he has still to come.';

create function private.give_tier(e person.imported) returns void
language plpgsql volatile set search_path = '' as $$
declare
  d referral.distributors;
  terms referral.tiers;
begin
  select * into terms from referral.tiers t
   where t.shop_id = e.shop_id and t.tier = e.tier for key share;
  select * into strict d from referral.distributors x
   where x.shop_id = e.shop_id and x.id = e.member_id for no key update;
  if terms.tier > d.tier then
    perform private.change_tier(d, terms.tier, 'up', private.end_of_period(terms),
      staff_id => (select i.staff_id from person.imports i
                    where i.shop_id = e.shop_id and i.id = e.import_id),
      reason => private.import_reason(e));
  end if;
end $$;
comment on function private.give_tier(person.imported) is
  'The tier of a row, for a first period; then his figures decide as everybody''s.';

create function private.take_distributor(e person.imported, terms text) returns text
language plpgsql volatile set search_path = '' as $$
declare
  status text := (select d.status from referral.distributors d
                   where d.shop_id = e.shop_id and d.id = e.member_id for no key update);
  parent uuid := private.promoter_of_row(e);
begin
  if status in ('approved', 'suspended', 'expelled') then
    return 'is_distributor';
  elsif parent = e.member_id or private.same_person(e.shop_id, e.member_id, parent) then
    return 'self';
  end if;
  if status is distinct from 'applied' then
    perform private.write_application(e.shop_id, e.member_id, coalesce(terms, ''), null, '');
  end if;
  if terms is not null then
    update referral.distributors d set terms_version = terms
     where d.shop_id = e.shop_id and d.id = e.member_id;
    perform private.note_consent(e.shop_id, e.member_id, terms, 'application', 0);
  end if;
  perform private.approve_distributor(e.shop_id, e.member_id,
    (select i.staff_id from person.imports i where i.shop_id = e.shop_id and i.id = e.import_id),
    private.import_reason(e), parent);
  perform private.give_tier(e);
  return null;
end $$;
comment on function private.take_distributor(person.imported, text) is
  'The member of a row becomes a distributor, under the terms he agreed to; with null he has still '
  'to agree: until then his shares bind nobody. Answers why not, or null.';

create function private.take_customer(e person.imported) returns text
language plpgsql volatile set search_path = '' as $$
declare
  keeper uuid := private.promoter_of_row(e);
  why text;
  made uuid;
begin
  if keeper is null then
    return case when exists (select from person.imported x
                              where x.shop_id = e.shop_id and x.id = e.expected_id
                                and x.state = 'waiting' and x.expires_at > private.now())
      then 'waiting' else 'no_distributor' end;
  end if;
  -- his clicks and staff wait here, as in private.bind
  perform pg_advisory_xact_lock(hashtextextended('binding|' || e.member_id, 0));
  perform from referral.distributors d
    where d.shop_id = e.shop_id and d.id = keeper for share;
  why := private.why_unbound(e.shop_id, e.member_id, keeper);
  if why is null then
    perform private.end_binding(e.shop_id, e.member_id, 'rebound');
    made := private.add_binding(e.shop_id, e.member_id, keeper, 'import');
    update referral.bindings b set imported_id = e.id where b.shop_id = e.shop_id and b.id = made;
  end if;
  return nullif(why, 'his');
end $$;
comment on function private.take_customer(person.imported) is
  'The member of a row is bound to who keeps him, as a click now would: nobody is taken from '
  'another within his protection. Answers why not, waiting while the keeper has still to come, or '
  'null.';

create function private.take_imported(e person.imported, member_id uuid, taken_by text,
  terms text default null) returns text
language plpgsql volatile set search_path = '' as $$
declare
  hindrance text;
begin
  perform from member.members m   -- not forgotten meanwhile
    where m.shop_id = e.shop_id and m.id = take_imported.member_id and m.status = 'active'
    for key share;
  if not found then
    return 'waiting';
  end if;
  e.member_id := take_imported.member_id;
  hindrance := case e.kind when 'distributor' then private.take_distributor(e, terms)
    else private.take_customer(e) end;
  update person.imported x
     set state = case when hindrance is null then 'taken'
           when hindrance = 'waiting' then 'waiting' else 'missed' end,
         missed_for = nullif(hindrance, 'waiting'), member_id = e.member_id,
         taken_by = take_imported.taken_by,
         decided_at = case when hindrance is distinct from 'waiting' then private.now() end
   where x.shop_id = e.shop_id and x.id = e.id;
  if hindrance is null and e.kind = 'distributor' then
    perform private.take_those_expecting(e);
  end if;
  return hindrance;
end $$;
comment on function private.take_imported(person.imported, uuid, text, text) is
  'A waiting row meets its member: it takes effect, or is missed, once. Answers why not '
  '(person.imported.missed_for), waiting where the distributor has still to come, or null. The '
  'caller holds private.lock_parents and has read the row since.';

create function private.take_parent(e person.imported, parent uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if private.would_circle(e.shop_id, e.member_id, parent)
     or private.same_person(e.shop_id, e.member_id, parent) then
    return;
  end if;
  update referral.distributors d set parent_id = take_parent.parent
   where d.shop_id = e.shop_id and d.id = e.member_id and d.parent_id is null;
  if found then
    insert into referral.distributor_changes
      (shop_id, distributor_id, change, to_parent_id, staff_id, reason)
    select e.shop_id, e.member_id, 'parent', take_parent.parent, i.staff_id,
           private.import_reason(e)
      from person.imports i where i.shop_id = e.shop_id and i.id = e.import_id;
  end if;
end $$;
comment on function private.take_parent(person.imported, uuid) is
  'The inviter of an imported distributor came after him: he becomes his parent, if he has none '
  'and it makes no cycle.';

create function private.take_those_expecting(e person.imported) returns void
language plpgsql volatile set search_path = '' as $$
declare
  one person.imported;
begin
  for one in select x.* from person.imported x
              where x.shop_id = e.shop_id and x.expected_id = e.id and x.member_id is not null
                and x.state = case x.kind when 'customer' then 'waiting' else 'taken' end
              order by x.kind, x.member_id loop
    if one.kind = 'customer' then
      perform private.take_imported(one, one.member_id, one.taken_by);
    else
      perform private.take_parent(one, e.member_id);
    end if;
  end loop;
end $$;
comment on function private.take_those_expecting(person.imported) is
  'A distributor of a file has come: the customers who came before him become his, the '
  'distributors he invited are under him.';

create function private.take_by_phone(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  known text := (select p.phone_fingerprint from person.profiles p
                  where p.shop_id = take_by_phone.shop_id
                    and p.member_id = take_by_phone.member_id);
  one person.imported;
begin
  if known is null or not exists (select from private.waiting_for(shop_id, known)) then
    return;
  end if;
  perform private.lock_parents(shop_id);
  for one in select * from private.waiting_for(shop_id, known) w order by w.kind desc loop
    perform private.take_imported(one, member_id, 'phone');
  end loop;
end $$;
comment on function private.take_by_phone(uuid, uuid) is
  'A member has a verified phone: what files say of it takes effect, once. Called when he gives it '
  'and when he signs in.';

create function private.waiting_for(shop_id uuid, fingerprint text) returns setof person.imported
language sql stable set search_path = '' as $$
  select e.* from person.imported e
   where e.shop_id = waiting_for.shop_id and e.phone_fingerprint = waiting_for.fingerprint
     and e.state = 'waiting' and e.member_id is null and e.expires_at > private.now()
$$;
comment on function private.waiting_for(uuid, text) is
  'The rows of files that wait for a phone.';

create function private.take_known(import person.imports) returns void
language plpgsql volatile set search_path = '' as $$
declare
  one person.imported;
  why text;
begin
  for one in select e.* from person.imported e
              join person.import_lines l on l.shop_id = e.shop_id and l.imported_id = e.id
              where e.shop_id = import.shop_id and e.import_id = import.id
                and e.state = 'waiting' and e.member_id is not null and l.outcome = 'taken'
              order by e.kind desc, case when e.kind = 'customer' then e.member_id end, e.line loop
    why := private.take_imported(one, one.member_id, 'import');
    update person.import_lines l
       set outcome = 'refused', field = 'phone', message = private.why_words(why)
     where l.shop_id = one.shop_id and l.imported_id = one.id and why <> 'waiting';
  end loop;
end $$;
comment on function private.take_known(person.imports) is
  'What a portion says of members takes effect: distributors first, then customers in the order in '
  'which their binding locks are taken; the report says of whom it could not.';
