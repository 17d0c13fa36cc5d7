-- What the books say of a number: entries of the account wechat, by the cause that moved them.

create type private.booking as (
  fen bigint, expected_fen bigint, state text, began_at timestamptz, booked_at timestamptz,
  order_id uuid, withdrawal_id uuid
);
comment on type private.booking is
  'Ours of a number of WeChat''s: fen is what the books moved, null where nothing; expected_fen '
  'what our own row says; state is that row''s, null where there is none.';

create function private.wechat_entry(shop_id uuid, key text, out fen bigint, out at timestamptz)
language sql stable set search_path = '' as $$
  select abs(e.amount), t.happened_at
    from ledger.transfers t
    join ledger.accounts a on a.shop_id = t.shop_id and a.kind = 'wechat'
     and a.owner_id = t.shop_id
    join ledger.entries e on e.shop_id = t.shop_id and e.transfer_id = t.id
     and e.account_id = a.id
   where t.shop_id = wechat_entry.shop_id and t.idempotency_key = key
$$;
comment on function private.wechat_entry(uuid, text) is
  'What a cause moved at WeChat, in fen, and when it was booked; nulls where nothing.';

create function private.booked_refund(account pay.bill_accounts, told pay.bill_rows)
  returns private.booking
language sql stable set search_path = '' as $$
  with meant as (
    select r, t, 1 as place from pay.refund_attempts t
      join pay.refunds r on r.shop_id = t.shop_id and r.id = t.refund_id
     where t.shop_id = account.shop_id and t.id = private.wechat_uuid(told.number)
    union all
    select r, null, 2 from pay.refunds r
     where r.shop_id = account.shop_id and r.provider_refund_id = told.wechat_number
    union all
    select r, null, 3 from pay.refunds r
     where r.shop_id = account.shop_id and r.provider_refund_id is null and r.cause = 'provider'
       and r.attempt_id = private.wechat_uuid(told.payment_number)
       and r.payable_fen = told.amount_fen
     order by place limit 1)
  select row(case when (m.t).status = 'closed' then null else e.fen end, (m.r).payable_fen,
             coalesce((m.t).status, 'success'), coalesce((m.t).created_at, (m.r).created_at),
             e.at, (m.r).order_id, null)::private.booking
    from meant m
    join pay.attempts p on p.shop_id = (m.r).shop_id and p.id = (m.r).attempt_id
     and p.mchid = account.mchid
    left join lateral (
      select x.fen, x.at from (values ('refund:'), ('refund_at_wechat:')) k(key)
       cross join lateral private.wechat_entry((m.r).shop_id, k.key || (m.r).id) x
       where x.fen is not null limit 1) e on true
$$;
comment on function private.booked_refund(pay.bill_accounts, pay.bill_rows) is
  'The refund of a row: by our number, by WeChat''s of one made there without us, or by its '
  'payment where WeChat told only that it was given back. A closed attempt moved nothing, though a '
  'later one may have.';

create function private.booked_transfer(account pay.bill_accounts, number text)
  returns private.booking
language sql stable set search_path = '' as $$
  select row(e.fen, w.net_fen, w.status, w.submitted_at, coalesce(e.at, w.finished_at), null,
             w.id)::private.booking
    from pay.withdrawals w
   cross join lateral private.wechat_entry(w.shop_id, 'withdrawal:' || w.id || ':paid') e
   where w.shop_id = account.shop_id and w.id = private.wechat_uuid(booked_transfer.number)
     and w.mchid = account.mchid
$$;
comment on function private.booked_transfer(pay.bill_accounts, text) is
  'The withdrawal of a number of ours.';

create function private.booked_between(
  account pay.bill_accounts, from_at timestamptz, to_at timestamptz
) returns table (row_kind text, number text, wechat_number text, payment_number text, fen bigint,
  began_at timestamptz, booked_at timestamptz, order_id uuid, withdrawal_id uuid)
language plpgsql stable rows 1000 set search_path = '' as $$
begin
  return query
  with moved as (
    select t.kind, private.uuid_of(split_part(t.idempotency_key, ':', 2)) as cause,
           abs(e.amount) as fen, t.happened_at
      from ledger.accounts a
      join ledger.transfers t on t.shop_id = a.shop_id
       and t.id >= private.id_at(from_at - interval '1 millisecond')
       and t.id < private.id_at(to_at + interval '1 millisecond')
      join ledger.entries e on e.shop_id = t.shop_id and e.transfer_id = t.id
       and e.account_id = a.id
     where a.shop_id = account.shop_id and a.kind = 'wechat'
       and t.happened_at >= from_at and t.happened_at < to_at)
  select 'payment', pay.wechat_number(p.id), p.transaction_id, pay.wechat_number(p.id), m.fen,
         p.created_at, m.happened_at, p.order_id, null::uuid
    from moved m join pay.attempts p on p.shop_id = account.shop_id and p.id = m.cause
   where m.kind = 'payment' and p.mchid = account.mchid
  union all
  select 'refund', coalesce(pay.wechat_number(x.id), ''),
         coalesce(x.wechat_refund_id, r.provider_refund_id, ''), pay.wechat_number(p.id), m.fen,
         coalesce(x.created_at, p.paid_at, r.created_at), m.happened_at, r.order_id, null
    from moved m join pay.refunds r on r.shop_id = account.shop_id and r.id = m.cause
    join pay.attempts p on p.shop_id = r.shop_id and p.id = r.attempt_id
    left join pay.refund_attempts x
      on x.shop_id = r.shop_id and x.refund_id = r.id and x.status <> 'closed'
   where m.kind = 'refund' and p.mchid = account.mchid
  union all
  select 'transfer', pay.wechat_number(w.id), coalesce(w.wechat_bill_no, ''), '', m.fen,
         coalesce(w.submitted_at, m.happened_at), m.happened_at, null, w.id
    from moved m join pay.withdrawals w on w.shop_id = account.shop_id and w.id = m.cause
   where m.kind = 'withdrawal_paid' and w.mchid = account.mchid;
end $$;
comment on function private.booked_between(pay.bill_accounts, timestamptz, timestamptz) is
  'The entries of the account wechat of some time under a merchant number, with the numbers under '
  'which WeChat knows them, when each could first have happened there, and when it was booked.';
