-- What became of fetching a bill: its rows, its end, its failure.

create function private.leased_bill(shop_id uuid, bill_id uuid, lease_token uuid) returns pay.bills
language sql volatile set search_path = '' as $$
  select b from pay.bills b
   where b.shop_id = leased_bill.shop_id and b.id = leased_bill.bill_id
     and b.lease_token = leased_bill.lease_token and b.status = 'due'
     for update
$$;
comment on function private.leased_bill(uuid, uuid, uuid) is
  'The bill that this worker still holds, locked; null when another has it by now.';

create function api.save_bill_rows(shop_id uuid, bill_id uuid, lease_token uuid,
  first_line int, rows jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  bill pay.bills := private.leased_bill(shop_id, bill_id, lease_token);
begin
  if bill.id is null then
    return jsonb_build_object('held', false);
  end if;
  insert into pay.bill_rows (shop_id, bill_id, take, line, kind, number, wechat_number,
      payment_number, amount_fen, state, is_income, name, happened_at)
  select bill.shop_id, bill.id, bill.take, first_line + (r.value ->> 'line')::int - 1,
         r.value ->> 'kind', left(r.value ->> 'number', 64),
         left(r.value ->> 'wechat_number', 64), left(r.value ->> 'payment_number', 64),
         (r.value ->> 'amount_fen')::bigint, left(r.value ->> 'state', 32),
         (r.value ->> 'is_income')::boolean, left(r.value ->> 'name', 64),
         (r.value ->> 'happened_at')::timestamptz
    from (select e || jsonb_build_object('line', n) as value
            from jsonb_array_elements(save_bill_rows.rows) with ordinality x(e, n)) r
  on conflict on constraint bill_rows_pkey do nothing;
  update pay.bills b set leased_until = private.now() + interval '5 minutes'
   where b.shop_id = bill.shop_id and b.id = bill.id;
  return jsonb_build_object('held', true);
end $$;
comment on function api.save_bill_rows(uuid, uuid, uuid, int, jsonb) is
  'A batch of rows of a bill under way, from a line on (_shared/wechat/pay/bill_lines.ts BillRow): '
  'they count when the bill is finished. {"held": false} when another worker has it by now. May be '
  'repeated.';
grant execute on function api.save_bill_rows(uuid, uuid, uuid, int, jsonb) to mall_jobs;

create function private.end_bill(bill pay.bills, status text, hash text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  account pay.bill_accounts;
begin
  select a.* into strict account from pay.bill_accounts a
   where a.shop_id = bill.shop_id and a.id = bill.account_id;
  perform pg_advisory_xact_lock(hashtextextended('bills:' || account.id, 0));
  delete from pay.bill_rows r
   where r.shop_id = bill.shop_id and r.bill_id = bill.id and r.take <> bill.take;
  update pay.bills b
     set status = end_bill.status, kept_take = bill.take, hash = end_bill.hash,
         row_count = (select count(*) from pay.bill_rows r
           where r.shop_id = b.shop_id and r.bill_id = b.id and r.take = bill.take),
         error = null, tries = 0, fetched_at = private.now(), lease_token = null,
         leased_until = null
   where b.shop_id = bill.shop_id and b.id = bill.id;
  perform private.end_work(account.shop_id, 'bill_unfetched', account.id)
    where not exists (select from pay.bills b where b.shop_id = account.shop_id
      and b.account_id = account.id and b.status = 'failed');
  perform private.compare_around(account, bill.day);
end $$;
comment on function private.end_bill(pay.bills, text, text) is
  'A bill has come, or there is none: its rows count from now on, and what it may explain is '
  'compared.';

create function private.compare_around(account pay.bill_accounts, day date) returns void
language sql volatile set search_path = '' as $$
  select private.compare_day(account, x.day)
    from pay.bill_days x
   where x.shop_id = account.shop_id and x.account_id = account.id
     and (x.day = compare_around.day or x.compared_at is not null and (
       x.waiting > 0 or exists (
         select from pay.bill_differences d
          where d.shop_id = x.shop_id and d.account_id = x.account_id and d.day = x.day
            and d.status = 'open')))
     and not exists (
       select from pay.bills b where b.shop_id = x.shop_id and b.account_id = x.account_id
          and b.day = x.day and b.status = 'due')
   order by x.day
$$;
comment on function private.compare_around(pay.bill_accounts, date) is
  'Compare a day when all its bills have come or failed, and every day that had something open: '
  'what was missing there may stand in this bill.';

create function api.finish_bill(shop_id uuid, bill_id uuid, lease_token uuid, hash text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  bill pay.bills := private.leased_bill(shop_id, bill_id, lease_token);
begin
  if bill.id is null then
    return private.verdict('duplicate', null);
  end if;
  perform private.end_bill(bill, 'fetched', hash);
  return private.verdict('applied', null);
end $$;
comment on function api.finish_bill(uuid, uuid, uuid, text) is
  'The whole bill is saved and its hash was right. Answers {"result": "applied"}, or "duplicate" '
  'when another worker has it by now.';
grant execute on function api.finish_bill(uuid, uuid, uuid, text) to mall_jobs;

create function private.bill_is_expected(bill pay.bills) returns boolean
language sql stable set search_path = '' as $$
  select bill.kind = 'trade' and exists (
    select from pay.bill_accounts a
     cross join lateral private.booked_between(a, private.day_start(bill.day),
       private.day_start(bill.day + 1)) b
     where a.shop_id = bill.shop_id and a.id = bill.account_id
       and b.row_kind in ('payment', 'refund')
       and not private.is_told(a, b.row_kind, b.number, b.wechat_number, b.payment_number, b.fen))
$$;
comment on function private.bill_is_expected(pay.bills) is
  'Did the shop trade that day, and no bill tells of it? Then one that WeChat does not have is '
  'rather late.';

create function api.fail_bill(shop_id uuid, bill_id uuid, lease_token uuid, reason text,
  error text, permanent boolean default false) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most_tries constant int := 10;
  bill pay.bills := private.leased_bill(shop_id, bill_id, lease_token);
  is_last boolean := permanent or bill.tries >= most_tries;
begin
  if bill.id is null then
    return private.verdict('duplicate', null);
  elsif reason = 'none' and (is_last or not private.bill_is_expected(bill)) then
    perform private.end_bill(bill, 'none', null);
    return private.verdict('applied', null);
  end if;
  perform pg_advisory_xact_lock(hashtextextended('bills:' || bill.account_id, 0));
  update pay.bills b
     set status = case when is_last then 'failed' else 'due' end,
         error = left(fail_bill.error, 200),
         lease_token = null, leased_until = null,
         next_at = private.now() + case when reason in ('none', 'creating')
           then interval '30 minutes' else private.stuck_delay(bill.tries) end
   where b.shop_id = bill.shop_id and b.id = bill.id;
  if is_last then
    perform private.add_work(bill.shop_id, 'bill_unfetched', bill.account_id,
      jsonb_build_object('day', bill.day, 'bill', bill.kind, 'message', left(error, 200)));
    perform private.compare_around(a, bill.day) from pay.bill_accounts a
      where a.shop_id = bill.shop_id and a.id = bill.account_id;
  end if;
  return private.verdict('applied', null);
end $$;
comment on function api.fail_bill(uuid, uuid, uuid, text, text, boolean) is
  'A bill was not got. reason: none (WeChat has no bill for that day: believed at once where the '
  'shop did not trade, else asked again), creating, or failed. Again after a while; after ten '
  'times, or at once where trying again is no use (permanent), it is on the work list, one row for '
  'a merchant number. Answers {"result"}.';
grant execute on function api.fail_bill(uuid, uuid, uuid, text, text, boolean) to mall_jobs;

create function private.work_retry_bill_unfetched(work ops.work, staff_id uuid, reason text,
  input jsonb) returns void
language sql volatile set search_path = '' as $$
  update pay.bills b set status = 'due', tries = 0, next_at = private.now()
   where b.shop_id = work.shop_id and b.account_id = work.subject_id and b.status = 'failed'
$$;
comment on function private.work_retry_bill_unfetched(ops.work, uuid, text, jsonb) is
  'Every bill of a merchant number that could not be got is asked for again at the next tick.';
