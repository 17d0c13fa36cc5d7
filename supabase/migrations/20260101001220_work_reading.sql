-- The work list as staff read it, with the actions that their role may take.

create function private.work_actions(work ops.work, known ops.work_kinds) returns text[]
language sql stable set search_path = '' as $$
  select case when work.kind = 'refund_closed'
     and not private.may_give_up(work.shop_id, work.subject_id)
              then array_remove(known.actions, 'dismiss') else known.actions end
$$;
comment on function private.work_actions(ops.work, ops.work_kinds) is
  'The actions of its kind that fit a row as things stand.';

create function private.work_permission(known ops.work_kinds, action text) returns text
language sql immutable set search_path = '' as $$
  select case when action in ('settle', 'dismiss')
      then coalesce(known.ending_permission, known.permission) else known.permission end
$$;
comment on function private.work_permission(ops.work_kinds, text) is
  'The permission that an action on this kind of work needs.';

create function private.offered_actions(work ops.work, role text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(a.action order by a.place), '[]')
    from ops.work_kinds k cross
    join lateral unnest(private.work_actions(work, k)) with ordinality a(action, place)
   where k.kind = work.kind and work.status = 'open'
     and private.role_may(role, private.work_permission(k, a.action))
     and not (work.kind = 'withdrawal_held' and a.action = 'retry'
         and not private.role_may(role, 'payout_large')
              and exists (select from pay.withdrawals w
                  join shop.withdrawal_rules r on r.shop_id = w.shop_id
                           where w.shop_id = work.shop_id and w.id = work.subject_id
                             and w.amount_fen > r.large_above_fen))
$$;
comment on function private.offered_actions(ops.work, text) is
  'What a role may do about a row: by the permission of each action, and of a held withdrawal '
  'above the limit as api.review_withdrawal judges it.';

create function private.work_json(work ops.work, role text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', work.id, 'kind', work.kind, 'subject_id', work.subject_id,
    'status', work.status, 'times', work.times,
    'detail', work.detail, 'opened_at', work.opened_at,
    'closed_at', work.closed_at, 'reason', work.reason,
    'closed_by', (select t.name from shop.staff t
        where t.shop_id = work.shop_id and t.id = work.closed_by),
    'order_number', (select o.number from trade.orders o
                      where o.shop_id = work.shop_id
                        and o.id = private.uuid_of(work.detail ->> 'order_id')),
    'actions', private.offered_actions(work, role))
$$;
comment on function private.work_json(ops.work, text) is
  'A row of the work list as contracts/staff/work.ts WorkItem, with the actions that a role may '
  'take on it.';

create function api.list_work(
  shop text, kind text default null,
    status text default 'open', after uuid default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads the closed work list
declare
  me record := private.staff(shop, 'read');
begin
  return private.as_read_by(
      (select private.page_of(jsonb_agg(private.work_json(w, me.role) order by w.id desc),
      page_size, 'id')
            from (select x.* from ops.work x
                   where x.shop_id = me.shop_id and x.status = coalesce(list_work.status, 'open')
                     and (list_work.kind is null or x.kind = list_work.kind)
                     and (list_work.after is null or x.id < list_work.after)
                   order by x.id desc limit private.page_limit(page_size)) w), me.role);
end $$;
comment on function api.list_work(text, text, text, uuid, int) is
  'What waits for a person, newest first, of one kind or all; with another status what is done, '
  'settled or dismissed. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_work(text, text, text, uuid, int) to authenticated;

create function api.get_work(shop text, work_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads the closed work list
declare
  me record := private.staff(shop, 'read');
  work ops.work;
begin
  select w.* into work from ops.work w where w.shop_id = me.shop_id and w.id = get_work.work_id;
  if not found then
    perform private.fail('WORK_NOT_FOUND');
  end if;
  return private.as_read_by(private.work_json(work, me.role), me.role);
end $$;
comment on function api.get_work(text, uuid) is
  'One row of the work list. Raises SHOP_NOT_FOUND, FORBIDDEN, WORK_NOT_FOUND.';
grant execute on function api.get_work(text, uuid) to authenticated;

create function api.count_work(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads the closed work list
declare
  me record := private.staff(shop, 'read');
begin
  return (select jsonb_build_object('open', coalesce(sum(n.open), 0),
      'kinds', coalesce(jsonb_object_agg(n.kind, n.open), '{}'))
            from (select w.kind, count(*)::int as open from ops.work w
                   where w.shop_id = me.shop_id and w.status = 'open' group by w.kind) n);
end $$;
comment on function api.count_work(text) is
  'How many wait: {"open", "kinds": {kind: open}}. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.count_work(text) to authenticated;
