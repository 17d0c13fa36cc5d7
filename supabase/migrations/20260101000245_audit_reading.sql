-- Reading the audit log: who did what, to what, why.

create function api.list_audit_log(
  shop text, command text default null, actor uuid default null, subject uuid default null,
  from_at timestamptz default null, to_at timestamptz default null,
    after uuid default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the audit log is closed to every client role
declare
  me record := private.staff(shop, 'read');
  page jsonb;
begin
  select private.page_of(
      jsonb_agg(jsonb_build_object('id', a.id, 'actor_kind', a.actor_kind, 'actor_id', a.actor_id,
           'by', (select t.name from shop.staff t
               where t.shop_id = a.shop_id and t.id = a.actor_id),
           'command', a.command, 'subject_id', a.subject_id, 'reason', a.reason, 'detail', a.detail,
           'created_at', a.created_at) order by a.id desc), page_size, 'id')
    into page
    from (select * from ops.audit_log x
           where x.shop_id = me.shop_id
             and (list_audit_log.command is null or x.command = list_audit_log.command)
             and (list_audit_log.actor is null or x.actor_id = list_audit_log.actor)
             and (list_audit_log.subject is null or x.subject_id = list_audit_log.subject)
             and (from_at is null or x.created_at >= from_at)
             and (to_at is null or x.created_at < to_at)
             and (after is null or x.id < after)
           order by x.id desc limit private.page_limit(page_size)) a;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_audit_log(text, text,
  uuid, uuid, timestamptz, timestamptz, uuid, int) is
  'Staff: what was done in the shop, the newest first; perhaps one command, by one actor, to one '
  'thing, in [from_at, to_at). by is the name of staff, null for members, jobs and WeChat.';
grant execute on function api.list_audit_log(text, text, uuid,
  uuid, timestamptz, timestamptz, uuid, int) to authenticated;
