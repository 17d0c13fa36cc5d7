-- Those who wait are looked at again; who waits too long is a person's work.

create function api.finish_leaving() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  one person.leaving;
  waits text[];
begin
  select l.* into one from person.leaving l
   where l.next_at <= private.now() order by l.next_at limit 1;
  if not found then
    return jsonb_build_object('forgotten', 0, 'more', false);
  end if;
  begin
    if one.cause = 'addresses' then
      waits := private.finish_addresses(one);
    else
      waits := private.forget_member(one.shop_id, one.member_id, one.cause);
      perform private.list_leaving_that_waits(one, waits);
    end if;
  exception when deadlock_detected or lock_not_available then raise;
  when others then   -- a failure stops no other person and is tried again later
    update person.leaving l set next_at = private.now() + interval '1 hour'
     where l.shop_id = one.shop_id and l.member_id = one.member_id;
    perform private.add_work(one.shop_id,
        'leaving_waits', one.member_id, jsonb_build_object('code', sqlstate));
  end;
  return jsonb_build_object('forgotten', (coalesce(waits, '{failed}') = '{}')::int, 'more', true);
end $$;
comment on function api.finish_leaving() is
  'Jobs: forgets the person who has waited longest and has nothing under way any more; a person '
  'who has is looked at again in an hour. One person a call: each takes locks on orders, a '
  'distributor and a member, and two persons'' locks in one transaction would be out of order. '
  'Answers {"forgotten", "more"}; raises deadlocks alone.';
grant execute on function api.finish_leaving() to mall_jobs;

create function private.list_leaving_that_waits(one person.leaving, waits text[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if waits <> '{}' and ((one.cause = 'account_closed' and waits <@ '{balance}')
      or one.asked_at <= private.now() - interval '90 days')
     and not exists (select from ops.work w
                      where w.shop_id = one.shop_id and w.kind = 'leaving_waits'
                        and w.subject_id = one.member_id
                        and w.status = any (private.work_states('known'))) then
    perform private.add_work(one.shop_id, 'leaving_waits', one.member_id,
        jsonb_build_object('waits_for', waits, 'distributor_id', one.member_id,
      'amount_fen', private.balance_of(one.shop_id, 'commission_available', one.member_id)));
  end if;
end $$;
comment on function private.list_leaving_that_waits(person.leaving, text[]) is
  'Nobody can withdraw the balance of a closed account, and what has waited for 90 days will not '
  'end by itself: that is for a person.';

create function private.work_settle_leaving_waits(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if not exists (select from person.leaving l
                  where l.shop_id = work.shop_id
                    and l.member_id = work.subject_id and l.cause <> 'addresses')
     or not private.forget_member(work.shop_id, work.subject_id) <@ '{balance}' then
    perform private.fail('CONFLICT', '{"reason":"unfinished"}');
  end if;
  if exists (select from person.leaving l where l.shop_id = work.shop_id
      and l.member_id = work.subject_id) then
    perform private.erase_member(work.shop_id, work.subject_id);
  end if;
end $$;
comment on function private.work_settle_leaving_waits(ops.work, uuid, text, jsonb) is
  'The balance was paid in another way or cannot be: forget the person all the same; the balance '
  'stays on the books under the pseudonym. CONFLICT while anything else is under way, and for '
  'a member who withdrew nothing but the use of addresses.';

create function api.list_leaving(shop text, after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return (select private.page_of(jsonb_agg(jsonb_build_object('member_id', l.member_id,
      'label', private.label(l.shop_id, l.member_id), 'cause', l.cause,
              'asked_at', l.asked_at, 'waits_for', to_jsonb(l.waits_for))
                  order by l.member_id desc), page_size, 'member_id')
            from (select x.* from person.leaving x
                   where x.shop_id = me.shop_id
                     and (list_leaving.after is null or x.member_id < list_leaving.after)
                   order by x.member_id desc limit private.page_limit(page_size)) l);
end $$;
comment on function api.list_leaving(text, uuid, int) is
  'Staff: who is to be forgotten when what is under way is done, and what that is. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_leaving(text, uuid, int) to authenticated;
