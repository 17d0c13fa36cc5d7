-- Reading the audit log: who did what, to what, why.

create function private.audit_object(shop_id uuid, subject_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  here uuid := audit_object.shop_id;
  it uuid := audit_object.subject_id;
begin
  return (
    select jsonb_build_object('kind', o.kind, 'id', o.id, 'label', o.label) from (
      select 'order' as kind, x.id, x.number as label
        from trade.orders x where x.shop_id = here and x.id = it
      union all select 'order', x.id, x.number
        from trade.after_sales s join trade.orders x on x.shop_id = s.shop_id and x.id = s.order_id
       where s.shop_id = here and s.id = it
      union all select 'order', x.id, x.number
        from ledger.commissions c join trade.orders x on x.shop_id = c.shop_id and x.id = c.order_id
       where c.shop_id = here and c.id = it
      union all select 'product', x.id, x.title
        from catalog.products x where x.shop_id = here and x.id = it
      union all select 'product', x.id, x.title
        from catalog.skus k join catalog.products x on x.shop_id = k.shop_id and x.id = k.product_id
       where k.shop_id = here and k.id = it
      union all select 'category', x.id, x.name
        from catalog.categories x where x.shop_id = here and x.id = it
      union all select 'distributor', x.id, private.label(x.shop_id, x.id) || ' ' || x.code
        from referral.distributors x
       where x.shop_id = here and x.id = it and x.approved_at is not null
      union all select 'withdrawal', x.id, private.label(x.shop_id, x.distributor_id)
        from pay.withdrawals x where x.shop_id = here and x.id = it
      union all select 'staff', x.id, x.name
        from shop.staff x where x.shop_id = here and x.id = it
      union all select 'staff', x.id, x.name
        from shop.invitations x where x.shop_id = here and x.id = it) o
     limit 1);
end $$;
comment on function private.audit_object(uuid, uuid) is
  'What a row of the audit log concerns, by what people call it: {"kind", "id", "label"}; the '
  'order of an after-sale or commission, the product of a SKU. Null for the shop itself and for '
  'what is gone.';

create function api.list_audit_log(
  shop text, command text default null, actor uuid default null, actor_kind text default null,
  subject uuid default null, from_at timestamptz default null, to_at timestamptz default null,
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
           'command', a.command, 'subject_id', a.subject_id,
           'object', private.audit_object(a.shop_id, a.subject_id),
           'reason', a.reason, 'detail', a.detail,
           'created_at', a.created_at) order by a.id desc), page_size, 'id')
    into page
    from (select * from ops.audit_log x
           where x.shop_id = me.shop_id
             and (list_audit_log.command is null or x.command = list_audit_log.command)
             and (list_audit_log.actor is null or x.actor_id = list_audit_log.actor)
             and (list_audit_log.actor_kind is null or x.actor_kind = list_audit_log.actor_kind)
             and (list_audit_log.subject is null or x.subject_id = list_audit_log.subject)
             and (from_at is null or x.created_at >= from_at)
             and (to_at is null or x.created_at < to_at)
             and (after is null or x.id < after)
           order by x.id desc limit private.page_limit(page_size)) a;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_audit_log(text, text, uuid, text,
  uuid, timestamptz, timestamptz, uuid, int) is
  'Staff: what was done in the shop, the newest first; perhaps one command, by one actor or kind '
  'of actor, to one thing, in [from_at, to_at). by is the name of staff, null for members, jobs '
  'and WeChat; object as private.audit_object says it; detail of a change {"before", "after"}.';
grant execute on function api.list_audit_log(text, text, uuid, text,
  uuid, timestamptz, timestamptz, uuid, int) to authenticated;

create function api.list_audit_actors(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: staff rows are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('items', (
    select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.status, t.name, t.id)
      from shop.staff t where t.shop_id = me.shop_id));
end $$;
comment on function api.list_audit_actors(text) is
  'Staff: by whom something may have been done: everybody who works or worked in the shop, by name '
  'alone. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_audit_actors(text) to authenticated;
