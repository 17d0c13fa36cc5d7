-- The list of active bindings that staff sort, filter and search.

create function private.relation_found(b referral.bindings, query text, by_name boolean)
  returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return b.member_id::text = query
      or starts_with(lower(private.label(b.shop_id, b.member_id)), lower(query))
      or by_name and exists (select from person.profiles p
                              where p.shop_id = b.shop_id and p.member_id = b.member_id
                                and strpos(lower(p.nickname), lower(query)) > 0)
      or exists (select from referral.distributors d
                  where d.shop_id = b.shop_id and d.id = b.distributor_id
                    and private.distributor_found(d, query, by_name));
end $$;
comment on function private.relation_found(referral.bindings, text, boolean) is
  'Whether buyer or distributor of a binding is called so: by id, label or code; by_name: or by '
  'a part of the name, of which more is not shown.';

create function private.listed_relations(shop_id uuid, state text, query text, by_name boolean,
  distributor uuid, sorted private.sorting, most int) returns table (id uuid, key bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select b.id, k.key
      from referral.bindings b
      join shop.settings s on s.shop_id = b.shop_id
     cross join lateral (select case
       when sorted.name is null then 0
       when sorted.name = 'bound_at' then private.micros(b.bound_at)
       when isfinite(b.protected_until) then private.micros(b.protected_until)
       else 999999999999999999 end) k(key)
     where b.shop_id = listed_relations.shop_id and b.ended_at is null
       and (distributor is null or b.distributor_id = distributor)
       and (state is null or private.binding_state(b, s.expiry_notice_days) = state)
       and (sorted.id is null or case when sorted.up
         then (k.key, b.id) > (sorted.key, sorted.id)
         else (k.key, b.id) < (sorted.key, sorted.id) end)
       and (query is null or private.relation_found(b, query, by_name))
     order by case when sorted.up then k.key end, case when sorted.up then b.id end,
              k.key desc, b.id desc
     limit most;
end $$;
comment on function private.listed_relations(
  uuid, text, text, boolean, uuid, private.sorting, int) is
  'Up to `most` active bindings of a list with their keys: a page of it, or all, for counting.';

create function private.relation_json(b referral.bindings) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return private.customer_json(b) || (select jsonb_build_object('id', b.id,
      'member_id', b.member_id, 'cause', b.cause,
      'distributor', jsonb_build_object('id', d.id, 'code', d.code,
        'label', private.label(d.shop_id, d.id), 'status', d.status))
    from referral.distributors d where d.shop_id = b.shop_id and d.id = b.distributor_id);
end $$;
comment on function private.relation_json(referral.bindings) is
  'An active binding as staff see it (contracts/staff/relations.ts Relation), in fen.';

create function api.list_relations(shop text, state text default null, query text default null,
  distributor uuid default null, sort text default '-bound_at', after text default null,
  page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bindings are closed to every client role
declare
  me record := private.staff(shop, 'read');
  by_name boolean := private.role_may(me.role, 'personal_data');
  sorted private.sorting := private.sorting_of(sort, '{bound_at,protected_until}', after);
  page jsonb;
begin
  query := nullif(btrim(query), '');
  select private.sorted_page(
      jsonb_agg(private.relation_json(b) order by p.n),
      array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_relations(me.shop_id, state, query, by_name, distributor, sorted,
           private.page_limit(page_size)) with ordinality p(id, key, n)
    join referral.bindings b on b.shop_id = me.shop_id and b.id = p.id;
  if after is null and query is null then
    page := page || private.total_of((select count(*) from private.listed_relations(
      me.shop_id, state, query, by_name, distributor, private.unsorted(),
      private.count_most())));
  end if;
  return page;
end $$;
comment on function api.list_relations(text, text, text, uuid, text, text, int) is
  'Staff: who is bound to whom now, by bound_at or protected_until; perhaps of one state, of one '
  'distributor, or found by buyer or distributor. The first page has the total, but of a search. '
  'Raises SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.list_relations(text, text, text, uuid, text, text, int)
  to authenticated;
