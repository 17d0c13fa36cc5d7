-- The list of withdrawals that staff sort, filter and count.

create function private.listed_withdrawals(
  shop_id uuid, status text, distributor uuid, sorted private.sorting, most int
) returns table (id uuid, key bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select w.id, k.key
      from pay.withdrawals w
     cross join lateral (
       select case sorted.name when 'amount_fen' then w.amount_fen else 0 end) k(key)
     where w.shop_id = listed_withdrawals.shop_id
       and (listed_withdrawals.status is null or w.status = listed_withdrawals.status)
       and (listed_withdrawals.distributor is null
            or w.distributor_id = listed_withdrawals.distributor)
       and (sorted.id is null or case
         when sorted.name = 'requested_at' and sorted.up then w.id > sorted.id
         when sorted.name = 'requested_at' then w.id < sorted.id
         when sorted.up then (k.key, w.id) > (sorted.key, sorted.id)
         else (k.key, w.id) < (sorted.key, sorted.id) end)
     order by case when sorted.up then k.key end, case when sorted.up then w.id end,
              k.key desc, w.id desc
     limit most;
end $$;
comment on function private.listed_withdrawals(uuid, text, uuid, private.sorting, int) is
  'Up to `most` withdrawals of a list with their keys: a page of it, or all there are, for '
  'counting. Ids are made in the order of requested_at.';

create function private.staff_withdrawal_json(w pay.withdrawals) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return private.withdrawal_json(w) || jsonb_build_object(
    'distributor_id', w.distributor_id,
    'distributor', private.label(w.shop_id, w.distributor_id),
    'fail_reason', coalesce(w.failure_message, w.failure),
    'balance_after_fen', (
      select e.balance_after
        from ledger.transfers t
        join ledger.entries e on e.shop_id = t.shop_id and e.transfer_id = t.id
       where t.shop_id = w.shop_id and t.idempotency_key = 'withdrawal:' || w.id || ':request'
         and e.balance_after is not null));
end $$;
comment on function private.staff_withdrawal_json(pay.withdrawals) is
  'A withdrawal as staff see it, with the balance that it left '
  '(contracts/staff/withdrawals.ts StaffWithdrawal).';

create function api.staff_list_withdrawals(
  shop text, status text default null, distributor uuid default null,
  sort text default '-requested_at', after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$  -- definer: reads withdrawals
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of(sort, '{requested_at,amount_fen}', after);
  page jsonb;
begin
  select private.sorted_page(jsonb_agg(private.staff_withdrawal_json(w) order by p.n),
      array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_withdrawals(me.shop_id, status, distributor, sorted,
           private.page_limit(page_size)) with ordinality p(id, key, n)
    join pay.withdrawals w on w.shop_id = me.shop_id and w.id = p.id;
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_withdrawals(
      me.shop_id, status, distributor, private.unsorted(), private.count_most())));
  end if;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.staff_list_withdrawals(text, text, uuid, text, text, int) is
  'Withdrawals of a shop or of one distributor by requested_at or amount_fen. The first page has '
  'the total. Raises SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.staff_list_withdrawals(text, text, uuid, text, text, int)
  to authenticated;

create function api.get_open_withdrawals(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$  -- definer: reads withdrawals
declare
  me record := private.staff(shop, 'read');
begin
  return (
    select jsonb_object_agg(p.part, jsonb_build_object('count', coalesce(x.count, 0),
        'amount_fen', coalesce(x.amount_fen, 0), 'net_fen', coalesce(x.net_fen, 0),
        'oldest_at', x.oldest_at))
      from unnest('{review,wechat,member}'::text[]) p(part)
      left join (
        select case when w.status = any (private.withdrawal_states('reviewable')) then 'review'
                    when w.status = 'wait_user_confirm' then 'member' else 'wechat' end as part,
               count(*) as count, sum(w.amount_fen) as amount_fen, sum(w.net_fen) as net_fen,
               min(w.requested_at) as oldest_at
          from pay.withdrawals w
         where w.shop_id = me.shop_id
           and w.status <> all (private.withdrawal_states('final'))
         group by 1) x on x.part = p.part);
end $$;
comment on function api.get_open_withdrawals(text) is
  'Staff: what waits for a review, for WeChat and for the member, in fen, and since when the '
  'oldest of each waits (contracts/staff/withdrawals.ts OpenWithdrawals). Raises SHOP_NOT_FOUND, '
  'FORBIDDEN.';
grant execute on function api.get_open_withdrawals(text) to authenticated;
