-- Comparing a day, number by number. WeChat's day of a row and ours may differ by what happened in
-- between (a notice at midnight, a transfer confirmed the next morning), so a number is looked for
-- in all bills and all books, and is called missing there only when every bill has come in which it
-- could stand.

create type private.bill_finding as (
  row_kind text, kind text, number text, wechat_number text, ours_fen bigint, theirs_fen bigint,
  ours_state text, theirs_state text, order_id uuid, withdrawal_id uuid, happened_at timestamptz
);
comment on type private.bill_finding is
  'What comparing found of a number, as pay.bill_differences has it; kind waits: not to be judged '
  'before another bill has come.';

create function private.day_start(day date) returns timestamptz
language sql immutable set search_path = '' as $$
  select day_start.day::timestamp at time zone 'Asia/Shanghai'
$$;
comment on function private.day_start(date) is 'The first moment of a day of Asia/Shanghai.';

create function private.has_bills(account pay.bill_accounts, row_kind text,
  from_day date, to_day date) returns boolean
language sql stable set search_path = '' as $$
  select not exists (
    select from generate_series(from_day, to_day, interval '1 day') d(day)
     cross join unnest(case when row_kind = 'transfer' then '{operation,basic}'
       else '{trade}'::text[] end) k(kind)
     where not exists (
       select from pay.bills b
        where b.shop_id = account.shop_id and b.account_id = account.id
          and b.day = d.day::date and b.kind = k.kind and b.status in ('fetched', 'none')))
$$;
comment on function private.has_bills(pay.bill_accounts, text, date, date) is
  'Have all bills of these days come that can tell of such a thing?';

create function private.told_of_day(account pay.bill_accounts, day date)
  returns table (told pay.bill_rows, booking private.booking)
language plpgsql stable rows 1000 set search_path = '' as $$
begin
  return query
  select t, case when p.id is not null then row(abs(e.amount), p.amount_fen, p.status,
           p.created_at, x.happened_at, p.order_id, null)::private.booking end
    from pay.bills b
    join pay.bill_rows t on t.shop_id = b.shop_id and t.bill_id = b.id and t.take = b.kept_take
    join ledger.accounts a on a.shop_id = b.shop_id and a.kind = 'wechat'
     and a.owner_id = b.shop_id
    left join pay.attempts p on p.shop_id = b.shop_id
     and p.id = private.wechat_uuid(t.number) and p.mchid = account.mchid
    left join ledger.transfers x on x.shop_id = p.shop_id
     and x.idempotency_key = 'payment:' || p.id
    left join ledger.entries e on e.shop_id = x.shop_id and e.transfer_id = x.id
     and e.account_id = a.id
   where b.shop_id = account.shop_id and b.account_id = account.id
     and b.day = told_of_day.day and t.kind = 'payment';
  return query
  select t, case t.kind when 'refund' then private.booked_refund(account, t)
      else private.booked_transfer(account, t.number) end
    from pay.bills b
    join pay.bill_rows t on t.shop_id = b.shop_id and t.bill_id = b.id and t.take = b.kept_take
   where b.shop_id = account.shop_id and b.account_id = account.id
     and b.day = told_of_day.day and t.kind in ('refund', 'transfer');
end $$;
comment on function private.told_of_day(pay.bill_accounts, date) is
  'The payments, refunds and transfers of a day''s bills, each with what the books say of it. '
  'Payments, of which there may be very many, by joins alone.';

create function private.is_given_back(account pay.bill_accounts, number text) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from pay.bill_rows t
                   join pay.bills b on b.shop_id = t.shop_id and b.id = t.bill_id
                    and b.kept_take = t.take
                  where t.shop_id = account.shop_id and b.account_id = account.id
                    and t.number = is_given_back.number and t.kind = 'transfer_return')
$$;
comment on function private.is_given_back(pay.bill_accounts, text) is
  'Did the money of a transfer come back to the merchant, by any bill?';

create function private.judge_told(account pay.bill_accounts, told pay.bill_rows,
  ours private.booking)
  returns text
language plpgsql stable set search_path = '' as $$
declare
  fails constant text[] := '{FAIL,REFUNDCLOSE,CLOSED}';
  is_back boolean;
begin
  if told.kind = 'payment' and told.state = 'REVOKED'
      or told.kind = 'refund' and told.state = any (fails) then
    return case when ours.fen is not null then 'state' end;
  elsif ours.state is null then
    return 'missing_here';
  elsif told.amount_fen <> coalesce(ours.fen, ours.expected_fen) then
    return 'amount';
  elsif told.kind in ('payment', 'refund') then
    return case when ours.fen is not null or told.kind = 'refund' and told.state <> 'SUCCESS'
        then null when ours.state = 'closed' then 'state' else 'missing_here' end;
  end if;
  is_back := private.is_given_back(account, told.number);
  return case
    when ours.fen is not null then case when is_back then 'state' end
    when ours.state = any (private.withdrawal_states('at_wechat')) or is_back then null
    when ours.state <> all (private.withdrawal_states('returned')) then 'state'
    when private.has_bills(account, 'transfer',
      (told.happened_at at time zone 'Asia/Shanghai')::date,
      (ours.booked_at at time zone 'Asia/Shanghai')::date + 1) then 'state' end;
end $$;
comment on function private.judge_told(pay.bill_accounts, pay.bill_rows, private.booking) is
  'How a row of a bill differs from the books; null: it does not, or it is still under way. A '
  'refund is booked when it arrived, so one that WeChat has in work or could not deliver agrees. '
  'Money of a failed transfer is back by the bill of the day after it failed.';

create function private.is_told(account pay.bill_accounts, row_kind text, number text,
  wechat_number text, payment_number text, fen bigint, on_day date default null) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from pay.bill_rows t join pay.bills b
        on b.shop_id = t.shop_id and b.id = t.bill_id and b.kept_take = t.take
      where t.shop_id = account.shop_id and b.account_id = account.id and t.kind = row_kind
        and t.number = is_told.number and is_told.number <> ''
        and (on_day is null or b.day = on_day))
      or exists (select from pay.bill_rows t join pay.bills b
        on b.shop_id = t.shop_id and b.id = t.bill_id and b.kept_take = t.take
      where t.shop_id = account.shop_id and b.account_id = account.id and t.kind = row_kind
        and t.wechat_number = is_told.wechat_number and is_told.wechat_number <> ''
        and (on_day is null or b.day = on_day))
      or exists (select from pay.bill_rows t join pay.bills b
        on b.shop_id = t.shop_id and b.id = t.bill_id and b.kept_take = t.take
      where is_told.number = '' and is_told.wechat_number = '' and row_kind = 'refund'
        and t.shop_id = account.shop_id and b.account_id = account.id and t.kind = 'refund'
        and t.payment_number = is_told.payment_number and t.amount_fen = fen
        and (on_day is null or b.day = on_day))
$$;
comment on function private.is_told(pay.bill_accounts, text, text, text, text, bigint, date) is
  'Does a bill tell of this entry, any bill or that of a day?';

create function private.findings_of_day(account pay.bill_accounts, day date)
  returns setof private.bill_finding
language plpgsql stable rows 10 set search_path = '' as $$
declare
  edge constant interval := '10 minutes';   -- WeChat's clock or ours may be on the next day
  ends timestamptz := private.day_start(day + 1);
begin
  return query
  select distinct on (f.row_kind, f.number) f.* from (
    select (d.told).kind as row_kind, private.judge_told(account, d.told, d.booking) as kind,
           coalesce(nullif((d.told).number, ''), (d.told).wechat_number) as number,
           (d.told).wechat_number, (d.booking).fen, (d.told).amount_fen,
           (d.booking).state, (d.told).state, (d.booking).order_id, (d.booking).withdrawal_id,
           (d.told).happened_at
      from private.told_of_day(account, day) d) f
   where f.kind is not null
   order by f.row_kind, f.number;
  return query
  select b.row_kind, case when private.has_bills(account, b.row_kind,
             (b.began_at at time zone 'Asia/Shanghai')::date,
             ((b.booked_at + edge) at time zone 'Asia/Shanghai')::date)
           then 'missing_there' else 'waits' end,
         coalesce(nullif(b.number, ''), nullif(b.wechat_number, ''), b.payment_number),
         b.wechat_number, b.fen, null::bigint, null, null, b.order_id, b.withdrawal_id, b.booked_at
    from private.booked_between(account, private.day_start(day), ends) b
   where case when (b.row_kind, b.number) in (
       select t.kind, t.number from pay.bills k join pay.bill_rows t
           on t.shop_id = k.shop_id and t.bill_id = k.id and t.take = k.kept_take
        where k.shop_id = account.shop_id and k.account_id = account.id
          and k.day = findings_of_day.day) then false
     else not private.is_told(account, b.row_kind, b.number, b.wechat_number,
       b.payment_number, b.fen) end;
end $$;
comment on function private.findings_of_day(pay.bill_accounts, date) is
  'All that differs: rows of the day''s bills against the books, and entries booked that day '
  'against the bills.';
