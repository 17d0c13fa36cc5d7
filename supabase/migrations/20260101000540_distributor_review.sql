-- What staff decide about distributors; each decision has its reason, its row of history and its
-- row in the audit log.

create function private.staff_distributor_json(shop_id uuid, distributor_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return private.distributor_json(shop_id, distributor_id) || (
    select jsonb_build_object('member_id', d.id, 'label', private.label(d.shop_id, d.id),
        'note', nullif(d.note, ''), 'parent_id', d.parent_id,
      'available_fen', coalesce(
          private.balance_of(d.shop_id, 'commission_available', d.id), 0),
      'pending_fen', owed.pending_fen, 'held_fen', owed.held_fen,
      'customer_count', (select count(*) from referral.bindings b
                          where b.shop_id = d.shop_id
                            and b.distributor_id = d.id and b.ended_at is null),
      'team_count', (select count(*) from referral.distributors t
          where t.shop_id = d.shop_id and t.parent_id = d.id),
      'kept_sales_fen', (
        select coalesce(sum(s.kept_fen), 0)
          from private.days_back(30) span
         cross join private.sales_of(d.shop_id, d.id, span.from_at, span.to_at) s))
      from referral.distributors d
     cross join private.unsettled(d.shop_id, d.id) owed
     where d.shop_id = staff_distributor_json.shop_id
       and d.id = staff_distributor_json.distributor_id);
end $$;
comment on function private.staff_distributor_json(uuid, uuid) is
  'A distributor as staff see him (contracts/staff/distributors.ts StaffDistributor), money in '
  'fen.';

create function private.distributor_found(
  d referral.distributors, query text, by_name boolean
) returns boolean language sql stable set search_path = '' as $$
  select (d.approved_at is not null and starts_with(lower(d.code), lower(query)))
      or starts_with(lower(private.label(d.shop_id, d.id)), lower(query))
      or by_name and exists (
        select from person.profiles p
         where p.shop_id = d.shop_id and p.member_id = d.id
           and strpos(lower(p.nickname), lower(query)) > 0)
$$;
comment on function private.distributor_found(referral.distributors, text, boolean) is
  'Whether the code or what is shown of the name begins so; by_name: or the name, of which more is '
  'not shown, has it somewhere.';

create function api.get_distributor(shop text, distributor_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: distributors are closed to every client role
declare
  me record := private.staff(shop, 'read');
  found_one jsonb := private.staff_distributor_json(me.shop_id, distributor_id);
begin
  if found_one is null then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  end if;
  return private.as_read_by(found_one || jsonb_build_object('changes', (
    select coalesce(jsonb_agg(jsonb_build_object('change', c.change,
        'from_parent_id', c.from_parent_id, 'to_parent_id', c.to_parent_id,
             'by', t.name, 'reason', c.reason, 'created_at', c.created_at) order by c.id desc),
                 '[]')
      from referral.distributor_changes c
      left join shop.staff t on t.shop_id = c.shop_id and t.id = c.staff_id
     where c.shop_id = me.shop_id and c.distributor_id = get_distributor.distributor_id)), me.role);
end $$;
comment on function api.get_distributor(text, uuid) is
  'Staff: one distributor with every change of his state or parent: who, when, why. Raises '
  'DISTRIBUTOR_NOT_FOUND.';
grant execute on function api.get_distributor(text, uuid) to authenticated;

create function private.judge_application(
  shop_id uuid, distributor_id uuid, approve boolean, staff_id uuid, reason text
) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if approve is null then
    perform private.fail('INVALID_REQUEST', '{"field":"approve"}');
  elsif approve then
    perform private.approve_distributor(shop_id, distributor_id, staff_id, reason);
  else
    perform private.set_distributor_status(shop_id, distributor_id, array['applied'],
        'rejected', 'rejected', staff_id, reason);
  end if;
  perform private.message(d.shop_id, d.id, 'application',
      concat_ws(':', d.id, d.applied_at), jsonb_build_object('result', d.status))
    from referral.distributors d
   where d.shop_id = judge_application.shop_id and d.id = judge_application.distributor_id;
end $$;
comment on function private.judge_application(uuid, uuid, boolean, uuid, text) is
  'Approve or reject an application. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE.';

create function api.review_distributor(
  shop text, distributor_id uuid, approve boolean, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'review_distributor',
      idempotency_key, jsonb_build_array(distributor_id, approve, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.judge_application(
    me.shop_id, distributor_id, approve, me.staff_id, me.reason);
  return private.end_command(me, distributor_id,
      private.staff_distributor_json(me.shop_id, distributor_id),
      jsonb_build_object('approve', approve));
end $$;
comment on function api.review_distributor(text, uuid, boolean, text, text) is
  'Staff: approve or reject an application; he may apply again after a rejection. Raises '
  'DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE.';
grant execute on function api.review_distributor(text, uuid, boolean, text, text) to authenticated;

create function private.suspend_distributor(shop_id uuid,
  distributor_id uuid, staff_id uuid, reason text) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.set_distributor_status(shop_id, distributor_id, array['approved'],
      'suspended', 'suspended', staff_id, reason);
  perform private.hold_commissions(shop_id, distributor_id, 'suspension');
end $$;
comment on function private.suspend_distributor(uuid, uuid, uuid, text) is
  'Suspend: what is unsettled is held. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE.';

create function api.suspend_distributor(
  shop text, distributor_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'suspend_distributor',
      idempotency_key, jsonb_build_array(distributor_id, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.suspend_distributor(me.shop_id, distributor_id, me.staff_id, me.reason);
  return private.end_command(me, distributor_id,
      private.staff_distributor_json(me.shop_id, distributor_id));
end $$;
comment on function api.suspend_distributor(text, uuid, text, text) is
  'Staff: he earns nothing new, what is unsettled is held, withdrawing is closed; his buyers stay, '
  'his parent goes on earning. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE.';
grant execute on function api.suspend_distributor(text, uuid, text, text) to authenticated;

create function api.restore_distributor(
  shop text, distributor_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'restore_distributor',
      idempotency_key, jsonb_build_array(distributor_id, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.set_distributor_status(me.shop_id, distributor_id, array['suspended'],
      'approved', 'restored', me.staff_id, me.reason);
  perform private.release_commissions(me.shop_id, distributor_id, 'suspension');
  return private.end_command(me, distributor_id,
      private.staff_distributor_json(me.shop_id, distributor_id));
end $$;
comment on function api.restore_distributor(text, uuid, text, text) is
  'Staff: end a suspension; what it held is released. Raises DISTRIBUTOR_NOT_FOUND, '
  'DISTRIBUTOR_STATE.';
grant execute on function api.restore_distributor(text, uuid, text, text) to authenticated;

create function private.free_buyers(shop_id uuid, distributor_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  freed int;
begin
  perform from referral.bindings b
    where b.shop_id = free_buyers.shop_id
      and b.distributor_id = free_buyers.distributor_id and b.ended_at is null
    order by b.id for update;
  update referral.bindings b set ended_at = private.now(), ended_cause = 'expelled'
   where b.shop_id = free_buyers.shop_id
     and b.distributor_id = free_buyers.distributor_id and b.ended_at is null;
  get diagnostics freed = row_count;
  if freed > 0 then
    perform private.notify(shop_id, distributor_id, 'customer_lost',
        jsonb_build_object('cause', 'expelled', 'count', freed));
  end if;
end $$;
comment on function private.free_buyers(uuid, uuid) is
  'The bindings to a distributor who is none any more end; one notice tells how many.';

create function private.end_distributor(shop_id uuid,
  distributor_id uuid, staff_id uuid, reason text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  before text := private.set_distributor_status(shop_id, distributor_id,
    array['approved', 'suspended'], 'expelled', 'expelled', staff_id, reason);
begin
  perform private.free_buyers(shop_id, distributor_id);
  perform private.hold_commissions(shop_id, distributor_id, 'expulsion');
  if before = 'suspended' then
    perform private.release_commissions(shop_id, distributor_id, 'suspension');
  end if;
end $$;
comment on function private.end_distributor(uuid, uuid, uuid, text) is
  'Expel: his buyers become free, what is unsettled is held until staff void or release it, the '
  'balance stays. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE.';

create function api.expel_distributor(
  shop text, distributor_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors and bindings
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'expel_distributor',
      idempotency_key, jsonb_build_array(distributor_id, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  perform private.end_distributor(me.shop_id, distributor_id, me.staff_id, me.reason);
  return private.end_command(me, distributor_id,
      private.staff_distributor_json(me.shop_id, distributor_id));
end $$;
comment on function api.expel_distributor(text, uuid, text, text) is
  'Staff: he is no distributor any more, for good: buyers free, unsettled commission held for '
  'staff, balance payable. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE.';
grant execute on function api.expel_distributor(text, uuid, text, text) to authenticated;

create function private.lock_parents(shop_id uuid) returns void
language sql volatile set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended('parents|' || shop_id, 0))
$$;
comment on function private.lock_parents(uuid) is
  'Who sets a parent waits for whoever else does in this shop, so that a check for cycles holds.';

create function private.would_circle(shop_id uuid, distributor_id uuid, parent_id uuid)
  returns boolean
language sql stable set search_path = '' as $$
  with recursive above(id, up) as (
    select d.id, d.parent_id from referral.distributors d
     where d.shop_id = would_circle.shop_id and d.id = would_circle.parent_id
    union select d.id, d.parent_id from above a
        join referral.distributors d on d.shop_id = would_circle.shop_id and d.id = a.up)
  select exists (select from above a where a.id = would_circle.distributor_id)
$$;
comment on function private.would_circle(uuid, uuid, uuid) is
  'Whether this parent is the distributor himself or somebody under him, at any depth.';

create function api.move_parent(
  shop text, distributor_id uuid, reason text, idempotency_key text, parent_id uuid default null
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors
declare
  me record := private.staff(shop, 'distributor');
  request jsonb := jsonb_build_array(distributor_id, reason, parent_id);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'move_parent', idempotency_key, request);
  moved referral.distributors;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  -- one move at a time in a shop, so that a check holds
  perform private.lock_parents(me.shop_id);
  select * into moved from referral.distributors d
   where d.shop_id = me.shop_id and d.id = move_parent.distributor_id
     and d.approved_at is not null for no key update;
  if moved.id is null or (parent_id is not null and not exists (
       select from referral.distributors d
        where d.shop_id = me.shop_id and d.id = move_parent.parent_id
          and d.status = any (private.distributor_states('parental')))) then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  end if;
  if private.would_circle(me.shop_id, moved.id, parent_id) then
    perform private.fail('PARENT_CYCLE');
  end if;
  update referral.distributors d set parent_id = move_parent.parent_id
   where d.shop_id = me.shop_id and d.id = moved.id;
  insert into referral.distributor_changes (shop_id, distributor_id,
      change, from_parent_id, to_parent_id, staff_id, reason)
  values (me.shop_id, moved.id,
      'parent', moved.parent_id, move_parent.parent_id, me.staff_id, move_parent.reason);
  perform private.audit(me.shop_id, me.staff_id, 'move_parent', moved.id, reason,
                        jsonb_build_object('from', moved.parent_id, 'to', parent_id));
  answer := private.staff_distributor_json(me.shop_id, moved.id);
  return private.remember(me.shop_id, me.staff_id, 'move_parent', idempotency_key, request, answer);
end $$;
comment on function api.move_parent(text, uuid, text, text, uuid) is
  'Staff: put a distributor under another, or with null under nobody. Orders placed keep their '
  'chain. Raises DISTRIBUTOR_NOT_FOUND, PARENT_CYCLE.';
grant execute on function api.move_parent(text, uuid, text, text, uuid) to authenticated;
