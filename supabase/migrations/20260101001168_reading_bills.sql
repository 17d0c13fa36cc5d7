-- Reconciliation as staff read it: months of days, and differences.

create function private.difference_json(difference pay.bill_differences) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', difference.id, 'day', difference.day,
    'mchid', (select a.mchid from pay.bill_accounts a
      where a.shop_id = difference.shop_id and a.id = difference.account_id),
    'row_kind', difference.row_kind, 'kind', difference.kind, 'number', difference.number,
    'wechat_number', difference.wechat_number, 'ours_fen', difference.ours_fen,
    'theirs_fen', difference.theirs_fen, 'ours_state', difference.ours_state,
    'theirs_state', difference.theirs_state, 'happened_at', difference.happened_at,
    'status', difference.status, 'opened_at', difference.opened_at,
    'order_id', difference.order_id, 'withdrawal_id', difference.withdrawal_id,
    'order_number', (select o.number from trade.orders o
      where o.shop_id = difference.shop_id and o.id = difference.order_id),
    'steps', (select coalesce(jsonb_agg(jsonb_build_object('status', s.status, 'at', s.at,
          'by', (select t.name from shop.staff t
            where t.shop_id = s.shop_id and t.id = s.staff_id),
          'reason', s.reason) order by s.id), '[]')
        from pay.bill_difference_steps s
       where s.shop_id = difference.shop_id and s.difference_id = difference.id))
$$;
comment on function private.difference_json(pay.bill_differences) is
  'A difference with its history (contracts/staff/reconciliation.ts BillDifference).';

create function private.bill_day_json(account pay.bill_accounts, known pay.bill_days)
  returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  open int;
  closed int;
  bills jsonb;
  worst text;
begin
  select count(*) filter (where d.status = 'open'), count(*) filter (where d.status <> 'open')
    into open, closed
    from pay.bill_differences d
   where d.shop_id = known.shop_id and d.account_id = known.account_id and d.day = known.day;
  select jsonb_agg(jsonb_build_object('kind', b.kind, 'status', b.status, 'rows', b.row_count,
             'fetched_at', b.fetched_at, 'message', b.error) order by b.kind desc),
         case when bool_or(b.status = 'failed') then 'failed'
           when bool_or(b.status = 'due') then 'due' end
    into bills, worst
    from pay.bills b
   where b.shop_id = known.shop_id and b.account_id = known.account_id and b.day = known.day;
  return jsonb_build_object('mchid', account.mchid, 'day', known.day,
    'state', case when open > 0 then 'differs' when worst is not null then worst
      when known.compared_at is null then 'due' when known.waiting > 0 then 'waiting'
      else 'agreed' end,
    'open', open, 'closed', closed, 'waiting', known.waiting, 'compared_at', known.compared_at,
    'sums', known.sums, 'bills', bills);
end $$;
comment on function private.bill_day_json(pay.bill_accounts, pay.bill_days) is
  'A day of a merchant number (contracts/staff/reconciliation.ts BillDay). state: the first that '
  'holds of differs (something is open), failed (a bill could not be got), due (one is still to '
  'come), waiting (an entry waits for another day''s bill), agreed.';

create function api.list_bill_days(shop text, month text default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bills and differences are closed to every client role
declare
  me record := private.staff(shop, 'read');
  starts date;
begin
  if month is not null and month !~ '^20[0-9]{2}-(0[1-9]|1[0-2])$' then
    perform private.fail_field('month', '月份的格式是 2026-01');
  end if;
  starts := coalesce((month || '-01')::date, date_trunc('month',
    coalesce((select max(x.day) from pay.bill_days x where x.shop_id = me.shop_id),
      (private.now() at time zone 'Asia/Shanghai')::date))::date);
  return private.as_read_by(jsonb_build_object(
    'month', to_char(starts, 'YYYY-MM'),
    'first_day', (select min(a.from_day) from pay.bill_accounts a where a.shop_id = me.shop_id),
    'open', (select count(*) from pay.bill_differences d
              where d.shop_id = me.shop_id and d.status = 'open'),
    'items', (select coalesce(jsonb_agg(private.bill_day_json(a, x) order by x.day desc, a.mchid),
                '[]')
                from pay.bill_days x
                join pay.bill_accounts a on a.shop_id = x.shop_id and a.id = x.account_id
               where x.shop_id = me.shop_id and x.day >= starts
                 and x.day < starts + interval '1 month')), me.role);
end $$;
comment on function api.list_bill_days(text, text) is
  'Staff: the days of a month (2026-01; the newest when left out) with what comparing them gave: '
  '{"month", "first_day", "open", "items"}; before first_day nothing is compared. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.list_bill_days(text, text) to authenticated;

create function private.differences_page(shop_id uuid, status text, day date, after uuid,
  page_size int) returns jsonb
language sql stable set search_path = '' as $$
  select private.page_of(jsonb_agg(private.difference_json(d) order by d.id desc), page_size, 'id')
    from (select x.* from pay.bill_differences x
           where x.shop_id = differences_page.shop_id
             and (differences_page.status is null or x.status = differences_page.status)
             and (differences_page.day is null or x.day = differences_page.day)
             and (after is null or x.id < after)
           order by x.id desc limit private.page_limit(page_size)) d
$$;
comment on function private.differences_page(uuid, text, date, uuid, int) is
  'A page of differences, the newest first.';

create function api.list_bill_differences(shop text, status text default null,
  day date default null, after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bills and differences are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.as_read_by(
    private.differences_page(me.shop_id, status, day, after, page_size), me.role);
end $$;
comment on function api.list_bill_differences(text, text, date, uuid, int) is
  'Staff: differences between WeChat''s bills and the books, of a status or a day or all, the '
  'newest first, each with its history. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_bill_differences(text, text, date, uuid, int) to authenticated;

create function api.export_bill_differences(shop text, status text default null,
  day date default null, after uuid default null, page_size int default 100) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: bills and differences are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  perform private.audit(me.shop_id, me.staff_id, 'export_bill_differences', null, null,
    jsonb_strip_nulls(jsonb_build_object('status', status, 'day', day, 'after', after)));
  return private.as_read_by(
    private.differences_page(me.shop_id, status, day, after, page_size), me.role);
end $$;
comment on function api.export_bill_differences(text, text, date, uuid, int) is
  'Staff: the rows of api.list_bill_differences for a file, page by page; each leaves a row in the '
  'audit log. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.export_bill_differences(text, text, date, uuid, int)
  to authenticated;
