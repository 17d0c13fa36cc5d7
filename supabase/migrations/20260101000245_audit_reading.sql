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

create function private.listed_audit(shop_id uuid, command text, actor uuid, actor_kind text,
  subject uuid, from_at timestamptz, to_at timestamptz, after uuid, most int)
  returns setof ops.audit_log
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select x.* from ops.audit_log x
     where x.shop_id = listed_audit.shop_id
       and (listed_audit.command is null or x.command = listed_audit.command)
       and (listed_audit.actor is null or x.actor_id = listed_audit.actor)
       and (listed_audit.actor_kind is null or x.actor_kind = listed_audit.actor_kind)
       and (listed_audit.subject is null or x.subject_id = listed_audit.subject)
       and (listed_audit.from_at is null or x.created_at >= listed_audit.from_at)
       and (listed_audit.to_at is null or x.created_at < listed_audit.to_at)
       and (listed_audit.after is null or x.id < listed_audit.after)
     order by x.id desc limit most;
end $$;
comment on function private.listed_audit(uuid, text, uuid, text, uuid, timestamptz, timestamptz,
  uuid, int) is
  'Up to `most` rows of the audit log, newest first: a page, or all there are, for counting.';

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
    from private.listed_audit(me.shop_id, command, actor, actor_kind, subject, from_at, to_at,
             after, private.page_limit(page_size)) a;
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_audit(me.shop_id,
        command, actor, actor_kind, subject, from_at, to_at, null, private.count_most())));
  end if;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_audit_log(text, text, uuid, text,
  uuid, timestamptz, timestamptz, uuid, int) is
  'Staff: what was done in the shop, the newest first; perhaps one command, by one actor or kind '
  'of actor, to one thing, in [from_at, to_at). by is the name of staff, null for members, jobs '
  'and WeChat; object as private.audit_object says it; detail of a change {"before", "after"}. The '
  'first page has the total.';
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
