-- The limits of withdrawals: of one person, of the shop's hours, and of all of the shop in a day.

create function private.closed_hours(shop_id uuid) returns text
language sql stable set search_path = '' as $$
  select format('每天 %s 点到 %s 点（北京时间）可以申请提现', r.hours_from, r.hours_to)
    from shop.withdrawal_rules r
   where r.shop_id = closed_hours.shop_id
     and extract(hour from private.now() at time zone 'Asia/Shanghai') not between
         r.hours_from and r.hours_to - 1
$$;
comment on function private.closed_hours(uuid) is
  'When withdrawals can be asked for, in words, while they cannot; null within the shop''s hours.';

create function private.refuse_hour(rules shop.withdrawal_rules) returns void
language plpgsql stable set search_path = '' as $$
begin
  if private.closed_hours(rules.shop_id) is not null then
    perform private.fail('WITHDRAWAL_CLOSED', jsonb_build_object(
        'hours_from', rules.hours_from, 'hours_to', rules.hours_to));
  end if;
end $$;
comment on function private.refuse_hour(shop.withdrawal_rules) is
  'Withdrawals are asked for within the shop''s hours. Raises WITHDRAWAL_CLOSED.';

create function private.refuse_shop_day(
  amount_fen bigint, day_start timestamptz, rules shop.withdrawal_rules) returns void
language plpgsql volatile set search_path = '' as $$
declare
  asked bigint;
begin
  if rules.shop_daily_fen is null then
    return;
  end if;
  -- one request of the shop after the other, each counting the one before; only where it is limited
  perform from shop.withdrawal_rules r where r.shop_id = rules.shop_id for no key update;
  select coalesce(sum(w.amount_fen), 0) into asked from pay.withdrawals w
   where w.shop_id = rules.shop_id and w.id >= private.id_at(day_start)
     and w.status <> all (private.withdrawal_states('returned'));
  if asked + amount_fen > rules.shop_daily_fen then
    perform private.fail('WITHDRAWAL_SHOP_LIMIT');
  end if;
end $$;
comment on function private.refuse_shop_day(bigint, timestamptz, shop.withdrawal_rules) is
  'What all of a shop asked for since midnight in Shanghai, less what came back, stays within '
  'shop_daily_fen. The row of the rules is locked after the balance and holds the shop''s requests '
  'in a row; nobody who has it waits for a balance. Raises WITHDRAWAL_SHOP_LIMIT, without the sum.';

create function private.refuse_withdrawal(shop_id uuid, distributor_id uuid,
  amount_fen bigint, balance_fen bigint, rules shop.withdrawal_rules) returns void
language plpgsql volatile set search_path = '' as $$
declare
  now timestamptz := private.now();
  day_start timestamptz := date_trunc('day',
    now at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai';
  month_start timestamptz := date_trunc('month',
    now at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai';
  past record;
begin
  perform private.refuse_hour(rules);
  if balance_fen < 0 then
    perform private.fail('BALANCE_NEGATIVE');
  elsif private.is_contradicted(shop_id, distributor_id) then
    perform private.fail('BALANCE_HELD');
  elsif amount_fen > balance_fen then
    perform private.fail('BALANCE_TOO_LOW', jsonb_build_object('available_fen', balance_fen));
  elsif amount_fen < rules.min_fen then
    perform private.fail('WITHDRAWAL_BELOW_MINIMUM',
        jsonb_build_object('minimum_fen', rules.min_fen));
  elsif amount_fen > rules.max_fen then
    perform private.fail('WITHDRAWAL_ABOVE_MAXIMUM',
        jsonb_build_object('maximum_fen', rules.max_fen));
  end if;
  select count(*) filter (where w.status <> all (private.withdrawal_states('final'))) as open,
         count(*) filter (where w.requested_at >= day_start
             and w.status <> all (private.withdrawal_states('returned'))) as today,
         coalesce(sum(w.amount_fen) filter (where w.requested_at >= day_start
             and w.status <> all (private.withdrawal_states('returned'))), 0) as today_fen,
         coalesce(sum(w.amount_fen) filter (where w.requested_at >= month_start
             and w.status <> all (private.withdrawal_states('returned'))), 0) as month_fen,
         max(w.requested_at) filter (where w.status = 'paid') as last_at
    into past
    from pay.withdrawals w where w.shop_id = refuse_withdrawal.shop_id
     and w.distributor_id = refuse_withdrawal.distributor_id;
  if rules.one_open and past.open > 0 then
    perform private.fail('WITHDRAWAL_OPEN_EXISTS');
  elsif past.today >= rules.daily_count or past.today_fen + amount_fen > rules.daily_fen
        or past.month_fen + amount_fen > rules.monthly_fen then
    perform private.fail('WITHDRAWAL_LIMIT', jsonb_build_object('daily_count', rules.daily_count,
        'daily_fen', rules.daily_fen, 'monthly_fen', rules.monthly_fen));
  elsif rules.days_between > 0
        and past.last_at + make_interval(days => rules.days_between) > now then
    perform private.fail('WITHDRAWAL_TOO_SOON',
        jsonb_build_object('next_at', past.last_at + make_interval(days => rules.days_between)));
  end if;
  perform private.refuse_shop_day(amount_fen, day_start, rules);
end $$;
comment on function private.refuse_withdrawal(uuid, uuid, bigint, bigint, shop.withdrawal_rules) is
  'The shop''s limits, and BALANCE_HELD while WeChat says that money went out which the balance '
  'has got back. The caller holds the balance row''s lock, so requests of one distributor are '
  'judged one after the other.';
