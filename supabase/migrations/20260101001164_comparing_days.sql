-- A day compared: differences found open, those that have gone close by themselves, and both sides
-- are summed. Repeating it changes nothing.

create function private.step_difference(difference pay.bill_differences, staff_id uuid default null)
  returns void
language sql volatile set search_path = '' as $$
  insert into pay.bill_difference_steps (shop_id, difference_id, status, staff_id, reason)
  values (difference.shop_id, difference.id, difference.status, step_difference.staff_id,
      difference.resolution)
$$;
comment on function private.step_difference(pay.bill_differences, uuid) is
  'Writes down the turn that a difference has just taken.';

create function private.list_difference(difference pay.bill_differences) returns void
language sql volatile set search_path = '' as $$
  select private.add_work(difference.shop_id, 'bill_difference', difference.id,
    jsonb_strip_nulls(jsonb_build_object('day', difference.day, 'difference', difference.kind,
      'row_kind', difference.row_kind, 'number', difference.number,
      'order_id', difference.order_id, 'withdrawal_id', difference.withdrawal_id,
      'amount_fen', abs(coalesce(difference.theirs_fen, difference.ours_fen)))))
$$;
comment on function private.list_difference(pay.bill_differences) is
  'An open difference stands on the work list.';

create function private.close_agreed(account pay.bill_accounts, day date,
  findings private.bill_finding[]) returns void
language plpgsql volatile set search_path = '' as $$
declare
  agreed pay.bill_differences;
begin
  for agreed in
    update pay.bill_differences d
       set status = 'resolved', closed_at = private.now(), resolution = '再次核对时双方一致'
     where d.shop_id = account.shop_id and d.account_id = account.id
       and d.day = close_agreed.day and d.status = 'open'
       and not exists (select from unnest(findings) f
                        where (f.row_kind, f.number, f.kind) = (d.row_kind, d.number, d.kind)
                          and (f.ours_fen, f.theirs_fen) is not distinct from
                              (d.ours_fen, d.theirs_fen))
    returning d.*
  loop
    perform private.step_difference(agreed);
    perform private.end_work(agreed.shop_id, 'bill_difference', agreed.id);
  end loop;
end $$;
comment on function private.close_agreed(pay.bill_accounts, date, private.bill_finding[]) is
  'Open differences of a day that are found no more, or otherwise now, close by themselves.';

create function private.open_found(account pay.bill_accounts, day date,
  findings private.bill_finding[]) returns void
language plpgsql volatile set search_path = '' as $$
declare
  opened pay.bill_differences;
begin
  for opened in
    insert into pay.bill_differences (shop_id, account_id, day, row_kind, kind, number,
        wechat_number, ours_fen, theirs_fen, ours_state, theirs_state, order_id, withdrawal_id,
        happened_at)
    select account.shop_id, account.id, open_found.day, f.row_kind, f.kind, f.number,
           f.wechat_number, f.ours_fen, f.theirs_fen, f.ours_state, f.theirs_state, f.order_id,
           f.withdrawal_id, f.happened_at
      from unnest(findings) f
     where f.kind <> 'waits' and not exists (
       select from pay.bill_differences d
        where d.shop_id = account.shop_id and d.account_id = account.id
          and (d.row_kind, d.number, d.kind) = (f.row_kind, f.number, f.kind)
          and (d.ours_fen, d.theirs_fen) is not distinct from (f.ours_fen, f.theirs_fen)
          and d.closed_by is not null)
    on conflict (shop_id, account_id, row_kind, number) where status = 'open' do nothing
    returning *
  loop
    perform private.step_difference(opened);
    perform private.list_difference(opened);
  end loop;
end $$;
comment on function private.open_found(pay.bill_accounts, date, private.bill_finding[]) is
  'What is found and not known opens. What staff closed stays closed while both sides say the same '
  'of it; said otherwise, it is a difference of its own, beside that one and its history.';

create function private.sums_of_day(account pay.bill_accounts, day date,
  findings private.bill_finding[]) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  starts timestamptz := private.day_start(day);
  ends timestamptz := private.day_start(day + 1);
begin
  return (
    with both_sides as (
      select b.row_kind as kind, 'ours' as side, b.fen,
             coalesce(nullif(b.number, ''), nullif(b.wechat_number, ''), b.payment_number)
               as number,
             case when (b.row_kind, b.number) in (
                 select t.kind, t.number from pay.bills k join pay.bill_rows t
                     on t.shop_id = k.shop_id and t.bill_id = k.id and t.take = k.kept_take
                  where k.shop_id = account.shop_id and k.account_id = account.id
                    and k.day = sums_of_day.day) then false
               else not private.is_told(account, b.row_kind, b.number, b.wechat_number,
                 b.payment_number, b.fen, sums_of_day.day) end as is_elsewhere
        from private.booked_between(account, starts, ends) b
      union all
      select (d.told).kind, 'theirs', (d.told).amount_fen,
             coalesce(nullif((d.told).number, ''), (d.told).wechat_number),
             coalesce((d.booking).fen is null
               or (d.booking).booked_at < starts or (d.booking).booked_at >= ends, true)
        from private.told_of_day(account, sums_of_day.day) d
       where (d.told).state not in ('REVOKED', 'FAIL', 'REFUNDCLOSE', 'CLOSED')
      union all
      select case t.kind when 'transfer_return' then 'transfer' when 'other'
               then case when t.is_income then 'other_in' else 'other_out' end else t.kind end,
             'theirs', case when t.kind = 'transfer_return' or t.kind = 'fee' and t.is_income
               then -t.amount_fen else t.amount_fen end, null, true
        from pay.bills b
        join pay.bill_rows t
          on t.shop_id = b.shop_id and t.bill_id = b.id and t.take = b.kept_take
       where b.shop_id = account.shop_id and b.account_id = account.id
         and b.day = sums_of_day.day and t.kind in ('transfer_return', 'fee', 'other')
    ), sides as (
      select x.kind, x.side, x.fen, x.is_elsewhere and (x.kind, x.number) not in (
          select f.row_kind, f.number from unnest(findings) f
           where f.kind <> 'waits') is not false as is_elsewhere
        from both_sides x
    ), summed as (
      select s.kind, jsonb_build_object(
          'ours_fen', coalesce(sum(s.fen) filter (where s.side = 'ours'), 0),
          'ours_count', count(*) filter (where s.side = 'ours'),
          'theirs_fen', coalesce(sum(s.fen) filter (where s.side = 'theirs'), 0),
          'theirs_count', count(*) filter (where s.side = 'theirs'),
          'ours_elsewhere_fen',
            coalesce(sum(s.fen) filter (where s.side = 'ours' and s.is_elsewhere), 0),
          'theirs_elsewhere_fen',
            coalesce(sum(s.fen) filter (where s.side = 'theirs' and s.is_elsewhere), 0)) as sums
        from sides s group by s.kind)
    select coalesce(jsonb_object_agg(s.kind, s.sums), '{}') from summed s);
end $$;
comment on function private.sums_of_day(pay.bill_accounts, date, private.bill_finding[]) is
  'Both sides of a day by kind, in fen (contracts/staff/reconciliation.ts DaySums); elsewhere: of '
  'it, what the other side has on another day or not yet and does not differ. Transfers less those '
  'that came back; fee, other_in and other_out are WeChat''s alone.';

create function private.compare_day(account pay.bill_accounts, day date) returns void
language plpgsql volatile set search_path = '' as $$
declare
  findings private.bill_finding[];
begin
  perform pg_advisory_xact_lock(hashtextextended('bills:' || account.id, 0));
  findings := array(select f from private.findings_of_day(account, day) f);
  perform private.close_agreed(account, day, findings);
  perform private.open_found(account, day, findings);
  update pay.bill_days x
     set compared_at = private.now(),
         sums = private.sums_of_day(account, compare_day.day, findings),
         waiting = (select count(*) from unnest(findings) f where f.kind = 'waits')
   where x.shop_id = account.shop_id and x.account_id = account.id
     and x.day = compare_day.day;
end $$;
comment on function private.compare_day(pay.bill_accounts, date) is
  'Compare one day of a merchant number; one at a time for each number. May be repeated at any '
  'time and changes nothing where nothing has changed.';
