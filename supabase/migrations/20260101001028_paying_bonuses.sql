-- A month's volume bonus is paid, and computed anew after every refund: the rows say what the
-- month earns now, the books get the difference.

create function private.recompute_bonus(shop_id uuid, distributor_id uuid, month date, cause text)
  returns void
language plpgsql volatile set search_path = '' as $$
declare
  before_ private.bonus_sums := private.bonus_sums(shop_id, distributor_id, month);
  after_ private.bonus_sums;
begin
  perform private.add_bonus_rows(shop_id, distributor_id, month);
  perform private.follow_bonus_rows(shop_id, distributor_id, month);
  after_ := private.bonus_sums(shop_id, distributor_id, month);
  perform private.post_bonus(shop_id, distributor_id, cause,
      after_.pending_fen - before_.pending_fen, after_.held_fen - before_.held_fen,
      after_.available_fen - before_.available_fen);
  perform private.hold_asked_bonus(shop_id, distributor_id, month);
end $$;
comment on function private.recompute_bonus(uuid, uuid, date, text) is
  'Make a month''s bonus what it is by the orders as they stand, and book the difference under a '
  'key made of its cause; repeating changes nothing. The caller holds private.lock_bonus.';

create function private.hold_asked_bonus(shop_id uuid, distributor_id uuid, month date)
  returns void
language sql volatile set search_path = '' as $$
  select private.hold(hold_asked_bonus.shop_id, a.ids, 'after_sale', a.after_sale_id)
    from (select s.id as after_sale_id, array_agg(c.id) as ids
            from ledger.commissions c
            join trade.after_sale_lines x on x.shop_id = c.shop_id
             and x.order_id = c.order_id and x.line_no = c.line_no
            join trade.after_sales s on s.shop_id = x.shop_id and s.id = x.after_sale_id
           where c.shop_id = hold_asked_bonus.shop_id
             and c.distributor_id = hold_asked_bonus.distributor_id
             and c.bonus_month = hold_asked_bonus.month and c.status = 'pending'
             and s.status = any (private.after_sale_states('open'))
           group by s.id) a
$$;
comment on function private.hold_asked_bonus(uuid, uuid, date) is
  'Hold the bonus of lines about which an after-sale was opened before there was a bonus.';

create function private.hold_frozen_bonus(shop_id uuid, distributor_id uuid, month date)
  returns void
language plpgsql volatile set search_path = '' as $$
declare
  status text := (select d.status from referral.distributors d
    where d.shop_id = hold_frozen_bonus.shop_id and d.id = hold_frozen_bonus.distributor_id);
begin
  if status = any (private.distributor_states('frozen')) then
    perform private.hold(shop_id, array(
      select c.id from ledger.commissions c
       where c.shop_id = hold_frozen_bonus.shop_id
         and c.distributor_id = hold_frozen_bonus.distributor_id
         and c.bonus_month = hold_frozen_bonus.month
         and c.status = any (private.commission_states('unsettled'))),
      case status when 'suspended' then 'suspension' else 'expulsion' end);
  end if;
end $$;
comment on function private.hold_frozen_bonus(uuid, uuid, date) is
  'Hold the bonus of a distributor who is suspended or expelled. The caller has locked the '
  'distributor''s row before the commission rows, as promising does.';

create function private.post_bonus(shop_id uuid, distributor_id uuid, cause text,
  pending_fen bigint, held_fen bigint, available_fen bigint) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if (pending_fen, held_fen, available_fen) = (0, 0, 0) then
    return;
  end if;
  perform private.post(shop_id, 'volume_bonus', concat_ws(':', 'bonus', cause, distributor_id),
    distributor_id, array['commission_pending', 'commission_available', 'commission_expense'],
    array[distributor_id, distributor_id, null],
    array[pending_fen + held_fen, available_fen, -pending_fen - held_fen - available_fen]);
  perform private.record_event(shop_id, case when pending_fen + held_fen + available_fen < 0
      then 'commission.reversed' else 'commission.pending' end, distributor_id,
    jsonb_build_object('member', jsonb_strip_nulls(jsonb_build_object(
      'pending_fen', nullif(pending_fen, 0), 'held_fen', nullif(held_fen, 0),
      'available_fen', nullif(available_fen, 0)))), distributor_id);
  if available_fen < 0 then
    perform private.hold_withdrawals_below_zero(shop_id, distributor_id);
  end if;
end $$;
comment on function private.post_bonus(uuid, uuid, text, bigint, bigint, bigint) is
  'Book by how much a month''s bonus changed, in fen, and tell its distributor.';

create function private.follow_volume(refund pay.refunds, cause text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  bought trade.orders;
begin
  select o.* into bought from trade.orders o
    join ledger.volume_months m on m.shop_id = o.shop_id
     and m.distributor_id = o.level1_id and m.month = private.month_of(o.placed_at)
   where o.shop_id = refund.shop_id and o.id = refund.order_id;
  if found then
    perform private.recompute_bonus(bought.shop_id, bought.level1_id,
        private.month_of(bought.placed_at), concat_ws(':', cause, refund.id));
    perform private.hold_frozen_bonus(
        bought.shop_id, bought.level1_id, private.month_of(bought.placed_at));
  end if;
end $$;
comment on function private.follow_volume(pay.refunds, text) is
  'A refund, or its being given up, changed what a month sold: its bonus follows, where it has '
  'been paid. Either may make a row that was none before. The caller holds private.lock_earners '
  'and private.lock_bonus.';

create function private.bonus_lost(bought trade.orders, given_back bigint[]) returns bigint
language plpgsql stable set search_path = '' as $$
declare
  earned_in constant date := private.month_of(bought.placed_at);
begin
  if not exists (select from ledger.volume_months m where m.shop_id = bought.shop_id
      and m.distributor_id = bought.level1_id and m.month = earned_in) then
    return 0;
  end if;
  return (
    select sum(coalesce(c.left_fen, 0) - case when c.is_gone then 0 else b.bonus_fen end)::bigint
      from private.month_lines(
             bought.shop_id, bought.level1_id, earned_in, bought.id, given_back) l
      join shop.rule_sets r on r.shop_id = bought.shop_id and r.id = l.rule_set_id
     cross join lateral private.bonus_of(l, r) b
      left join lateral (
        select case when x.status <> 'void' then x.commission_fen - x.reversed_fen else 0 end
                 as left_fen,
               exists (select from ledger.transfers t where t.shop_id = x.shop_id
                 and t.idempotency_key = 'void:' || x.id) as is_gone
          from ledger.commissions x
         where x.shop_id = bought.shop_id and x.kind = 'volume_bonus'
           and x.order_id = l.order_id and x.line_no = l.line_no and x.level = 1) c on true);
end $$;
comment on function private.bonus_lost(trade.orders, bigint[]) is
  'By how much a month''s bonus shrinks when so much more of the goods of an order''s lines (by '
  'line_no) is given back, in fen: by the functions that recompute it then. Rounding within the '
  'cap may make it grow by a fen.';
