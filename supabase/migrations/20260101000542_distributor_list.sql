-- The list of distributors that staff sort, filter and count.

create function private.listed_distributors(
  shop_id uuid, status text, query text, by_name boolean, parent uuid, tier int,
  sorted private.sorting, most int
) returns table (id uuid, key bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select d.id, k.key
      from referral.distributors d
      left join ledger.accounts a on a.shop_id = d.shop_id and a.kind = 'commission_available'
       and a.owner_id = d.id
      left join ledger.balances b on b.shop_id = a.shop_id and b.account_id = a.id
     cross join lateral (select case sorted.name
       when 'applied_at' then private.micros(d.applied_at)
       when 'approved_at' then private.micros(d.approved_at)
       when 'available_fen' then coalesce(b.balance, 0)
       else 0 end) k(key)
     where d.shop_id = listed_distributors.shop_id
       and (listed_distributors.status is null or d.status = listed_distributors.status)
       and (listed_distributors.parent is null or d.parent_id = listed_distributors.parent)
       and (listed_distributors.tier is null
         or d.tier = listed_distributors.tier and d.approved_at is not null)
       and (sorted.id is null or case when sorted.up
         then (k.key, d.id) > (sorted.key, sorted.id)
         else (k.key, d.id) < (sorted.key, sorted.id) end)
       and (query is null or private.distributor_found(d, query, by_name))
     order by case when sorted.up then k.key end, case when sorted.up then d.id end,
              k.key desc, d.id desc
     limit most;
end $$;
comment on function private.listed_distributors(
  uuid, text, text, boolean, uuid, int, private.sorting, int) is
  'Up to `most` distributors of a list with their keys: a page of it, or all there are, for '
  'counting. The balances are read only where they sort.';

create function api.list_distributors(
  shop text, status text default null, query text default null, parent uuid default null,
  sort text default '-applied_at', after text default null, page_size int default 20,
  tier int default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: distributors are closed to every client role
declare
  me record := private.staff(shop, 'read');
  by_name boolean := private.role_may(me.role, 'personal_data');
  sorted private.sorting := private.sorting_of(
    sort, '{applied_at,approved_at,available_fen}', after);
  page jsonb;
begin
  query := nullif(btrim(query), '');
  select private.sorted_page(
      jsonb_agg(private.staff_distributor_json(me.shop_id, p.id) order by p.n),
      array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_distributors(me.shop_id, status, query, by_name, parent, tier, sorted,
           private.page_limit(page_size)) with ordinality p(id, key, n);
  if after is null and query is null then   -- counting those found would read every name
    page := page || private.total_of((select count(*) from private.listed_distributors(
      me.shop_id, status, query, by_name, parent, tier, private.unsorted(),
      private.count_most())));
  end if;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.list_distributors(text, text, text, uuid, text, text, int, int) is
  'Staff: distributors and applications by applied_at, approved_at or available_fen; perhaps of '
  'one state or tier, those whom one invited, or those whose code begins so or whose name, as '
  'far as the role may know it, has it. The first page has the total, but of a search. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.list_distributors(text, text, text, uuid, text, text, int, int)
  to authenticated;
