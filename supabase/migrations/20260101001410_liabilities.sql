-- What the shop owes its distributors: promised, kept back, due, being paid, and what is owed back.

create function private.liabilities(shop_id uuid) returns table (
  distributor_id uuid, pending_fen bigint, held_fen bigint, available_fen bigint,
  withdrawing_fen bigint, owed_back_fen bigint)
language plpgsql stable rows 200 set search_path = '' as $$
begin
  return query
    with part as (
      select c.distributor_id as id,
             case when c.status = 'pending' then c.commission_fen - c.reversed_fen end as pending,
             case when c.status = 'held' then c.commission_fen - c.reversed_fen end as held,
             0::bigint as balance, 0::bigint as paying
        from ledger.commissions c
       where c.shop_id = liabilities.shop_id
         and c.status = any (private.commission_states('unsettled'))
      union all
      select a.owner_id, 0, 0, b.balance, 0
        from ledger.accounts a
        join ledger.balances b on b.shop_id = a.shop_id and b.account_id = a.id
       where a.shop_id = liabilities.shop_id and a.kind = 'commission_available'
      union all
      select w.distributor_id, 0, 0, 0, w.amount_fen
        from pay.withdrawals w
       where w.shop_id = liabilities.shop_id
         and w.status <> all (private.withdrawal_states('final'))
    )
    select p.id, coalesce(sum(p.pending), 0)::bigint, coalesce(sum(p.held), 0)::bigint,
           greatest(sum(p.balance), 0)::bigint, sum(p.paying)::bigint,
           greatest(-sum(p.balance), 0)::bigint
      from part p group by p.id
    having sum(p.pending) <> 0 or sum(p.held) <> 0 or sum(p.balance) <> 0 or sum(p.paying) <> 0;
end $$;
comment on function private.liabilities(uuid) is
  'Each distributor with whom something is open, in fen: pending_fen and held_fen are promised '
  '(commission_pending in the ledger), available_fen is due and owed_back_fen is a balance below '
  'zero (commission_available), withdrawing_fen is being paid (payout_open).';

create function private.listed_liabilities(
  shop_id uuid, day date, query text, by_name boolean, sorted private.sorting, most int
) returns table (id uuid, key bigint, figures jsonb)
language plpgsql stable rows 21 set search_path = '' as $$
begin
  return query
    select d.id, k.key, jsonb_build_object('pending_fen', l.pending_fen,
        'held_fen', l.held_fen, 'available_fen', l.available_fen,
        'withdrawing_fen', l.withdrawing_fen, 'owed_back_fen', l.owed_back_fen,
        'total_fen', l.pending_fen + l.held_fen + l.available_fen + l.withdrawing_fen
          - l.owed_back_fen)
      from private.liabilities_on(listed_liabilities.shop_id, day) l
      join referral.distributors d
        on d.shop_id = listed_liabilities.shop_id and d.id = l.distributor_id
     cross join lateral (select case sorted.name when 'pending_fen' then l.pending_fen
       when 'held_fen' then l.held_fen when 'available_fen' then l.available_fen
       when 'withdrawing_fen' then l.withdrawing_fen when 'owed_back_fen' then l.owed_back_fen
       else l.pending_fen + l.held_fen + l.available_fen + l.withdrawing_fen
         - l.owed_back_fen end) k(key)
     where (sorted.id is null or case when sorted.up then (k.key, d.id) > (sorted.key, sorted.id)
         else (k.key, d.id) < (sorted.key, sorted.id) end)
       and (query is null or private.distributor_found(d, query, by_name))
     order by case when sorted.up then k.key end, case when sorted.up then d.id end,
              k.key desc, d.id desc
     limit most;
end $$;
comment on function private.listed_liabilities(uuid, date, text, boolean, private.sorting, int) is
  'Up to `most` rows of a list with their keys and sums; total_fen is what the shop owes in all.';

create function private.liabilities_page(
  shop_id uuid, day date, query text, by_name boolean, sort text, after text, page_size int
) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  sorted private.sorting := private.sorting_of(sort, '{total_fen,pending_fen,held_fen,'
    'available_fen,withdrawing_fen,owed_back_fen}', after);
  page jsonb;
begin
  select private.sorted_page(
      jsonb_agg(p.figures || jsonb_build_object('id', d.id, 'code', d.code, 'status', d.status,
        'label', private.label(d.shop_id, d.id)) order by p.n),
      array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_liabilities(shop_id, day, query, by_name, sorted,
           private.page_limit(page_size)) with ordinality p(id, key, figures, n)
    join referral.distributors d on d.shop_id = liabilities_page.shop_id and d.id = p.id;
  return page;
end $$;
comment on function private.liabilities_page(uuid, date, text, boolean, text, text, int) is
  'A page of liabilities by one of their sums (contracts/staff/liabilities.ts LiabilityPage). '
  'Raises INVALID_REQUEST.';

create function private.liability_sums(shop_id uuid, day date) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (select jsonb_build_object('pending_fen', coalesce(sum(l.pending_fen), 0),
      'held_fen', coalesce(sum(l.held_fen), 0),
      'available_fen', coalesce(sum(l.available_fen), 0),
      'withdrawing_fen', coalesce(sum(l.withdrawing_fen), 0),
      'owed_back_fen', coalesce(sum(l.owed_back_fen), 0),
      'total_fen', coalesce(sum(l.pending_fen + l.held_fen + l.available_fen
        + l.withdrawing_fen - l.owed_back_fen), 0))
    from private.liabilities_on(shop_id, day) l);
end $$;
comment on function private.liability_sums(uuid, date) is
  'What a shop owes all its distributors, now or at the end of a day, in fen.';

create function api.list_liabilities(
  shop text, day date default null, query text default null, sort text default '-total_fen',
  after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: commissions, balances and withdrawals are closed to every client role
declare
  me record := private.staff(shop, 'read');
  by_name boolean := private.role_may(me.role, 'personal_data');
  page jsonb;
begin
  perform private.past_day(day);
  query := nullif(btrim(query), '');
  page := private.liabilities_page(me.shop_id, day, query, by_name, sort, after, page_size);
  if after is null then
    page := page || jsonb_build_object('sums', private.liability_sums(me.shop_id, day));
    if query is null then
      page := page || private.total_of(
        (select count(*) from private.liabilities_on(me.shop_id, day)));
    end if;
  end if;
  return page;
end $$;
comment on function api.list_liabilities(text, date, text, text, text, int) is
  'Staff: what the shop owes now, or owed at the end of a day that has passed, by distributor and '
  'by any of its sums; perhaps those whose code or name is asked for. The first page has the '
  'shop''s sums and, but of a search, the total. Raises SHOP_NOT_FOUND, FORBIDDEN, '
  'INVALID_REQUEST.';
grant execute on function api.list_liabilities(text, date, text, text, text, int) to authenticated;

create function api.export_liabilities(
  shop text, day date default null, query text default null, sort text default '-total_fen',
  after text default null, page_size int default 100
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: commissions, balances and withdrawals are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  perform private.past_day(day);
  perform private.audit(me.shop_id, me.staff_id, 'export_liabilities', null, null,
    jsonb_strip_nulls(jsonb_build_object(
      'day', day, 'query', query, 'sort', sort, 'after', after)));
  return private.liabilities_page(me.shop_id, day, nullif(btrim(query), ''),
    private.role_may(me.role, 'personal_data'), sort, after, page_size);
end $$;
comment on function api.export_liabilities(text, date, text, text, text, int) is
  'Staff: the rows of api.list_liabilities for a file, page by page, names under labels. Each page '
  'leaves a row in the audit log. Raises SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.export_liabilities(text, date, text, text, text, int)
  to authenticated;
