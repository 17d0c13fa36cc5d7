-- Volume steps that are paid after the month (阶梯佣金): what each order line earns on top by what
-- its distributor sold in that month.

create table ledger.volume_months (
  shop_id uuid not null,
  distributor_id uuid not null,
  month date not null
    constraint volume_months_first_day check (month = date_trunc('month', month)),
  made_at timestamptz not null default private.now(),
  primary key (shop_id, distributor_id, month),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table ledger.volume_months is
  'Months of distributors whose volume bonus has been paid; from then on every refund computes '
  'the month anew.';
alter table ledger.volume_months enable row level security;

create table ledger.closed_months (
  shop_id uuid not null references shop.shops (id),
  month date not null,
  closed_at timestamptz not null default private.now(),
  primary key (shop_id, month)
);
comment on table ledger.closed_months is
  'Months of a shop whose volume bonuses have all been paid, or in which there were none.';
alter table ledger.closed_months enable row level security;

create function private.month_of(moment timestamptz) returns date
language sql immutable set search_path = '' as $$
  select date_trunc('month', private.shop_day(moment))::date
$$;
comment on function private.month_of(timestamptz) is
  'The first day of the month of a moment, in Asia/Shanghai.';

create type private.month_line as (
  order_id uuid,
  line_no smallint,
  buyer_id uuid,
  settle_days int,
  rule_set_id uuid,
  goods_fen bigint,
  kept_fen bigint,
  up_to_fen bigint,
  volume_fen bigint,
  terms jsonb
);
comment on type private.month_line is
  'A line of a distributor''s month, in the order of placing: kept_fen of it was paid for goods '
  'and not given back; up_to_fen are all lines up to it, volume_fen all of the month.';

create function private.month_lines(shop_id uuid, distributor_id uuid, month date,
  order_id uuid default null, given_back bigint[] default null) returns setof private.month_line
language plpgsql stable set search_path = '' as $$
begin
  return query
  select o.id, l.line_no, o.member_id, o.settle_days, o.rule_set_id, l.goods_fen, k.fen,
         sum(k.fen) over (order by o.placed_at, o.id, l.line_no)::bigint,
         sum(k.fen) over ()::bigint, l.terms
    from trade.orders o
    join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
   cross join lateral (select l.goods_fen - l.refunded_goods_fen - case
     when o.id = month_lines.order_id then coalesce(given_back[l.line_no], 0) else 0 end) k(fen)
   where o.shop_id = month_lines.shop_id and o.level1_id = month_lines.distributor_id
     and o.placed_at >= month::timestamp at time zone 'Asia/Shanghai'
     and o.placed_at < (month + interval '1 month') at time zone 'Asia/Shanghai'
     and o.paid_at is not null;
end $$;
comment on function private.month_lines(uuid, uuid, date, uuid, bigint[]) is
  'What a distributor sold on level 1 in a month, line by line; with an order: as if so much more '
  'of its lines (by line_no) were given back, in fen.';

create function private.slices_fen(line private.month_line, shop_id uuid) returns bigint
language sql stable set search_path = '' as $$
  select coalesce(div(sum(greatest(0, least(line.up_to_fen, s.to_fen)
      - greatest(line.up_to_fen - line.kept_fen, s.from_fen))::numeric * s.bps), 10000), 0)::bigint
    from (select v.from_fen, v.bps,
                 lead(v.from_fen, 1, 9223372036854775807) over (order by v.from_fen) as to_fen
            from shop.volume_steps v
           where v.shop_id = slices_fen.shop_id and v.set_id = line.rule_set_id) s
$$;
comment on function private.slices_fen(private.month_line, uuid) is
  'What a line earns by slices: each part of it at the rate of the step it lies in, floored once, '
  'in fen.';

create function private.bonus_of(line private.month_line, rules shop.rule_sets,
  out bps int, out bonus_fen bigint, out clamped boolean)
language plpgsql stable set search_path = '' as $$
declare
  wanted bigint;
  room bigint := private.rate_of(rules.cap_bps, line.kept_fen);
begin
  bps := private.volume_step(rules.shop_id, rules.id, line.volume_fen);
  if bps is null or line.kept_fen = 0 or line.terms = '[]'
     or rules.volume_mode not in ('after_whole', 'after_slices') then
    bonus_fen := 0;
    clamped := false;
    return;
  end if;
  wanted := case rules.volume_mode when 'after_whole' then private.rate_of(bps, line.kept_fen)
    else private.slices_fen(line, rules.shop_id) end;
  for n in 0 .. jsonb_array_length(line.terms) - 1 loop
    room := room - div((line.terms -> n ->> 'commission_fen')::numeric * line.kept_fen,
        line.goods_fen)::bigint;
  end loop;
  bonus_fen := greatest(0, least(wanted, room));
  clamped := bonus_fen < wanted;
end $$;
comment on function private.bonus_of(private.month_line, shop.rule_sets) is
  'What a line of a month earns on top by the rule set of its order, in fen: the step that the '
  'whole month reached, or by slices; within what the cap leaves beside both levels of what was '
  'kept. Nothing for goods that are not distributed.';
