-- A refund takes commission back when it is decided, before and after settlement.

create function private.commission_after(c ledger.commissions, refunded_fen bigint,
  out remaining_base_fen bigint, out reversed_fen bigint)
language sql immutable set search_path = '' as $$
  select c.remaining_base_fen - refunded_fen,
         c.commission_fen - div(c.commission_fen::numeric
             * (c.remaining_base_fen - refunded_fen), c.base_fen)::bigint
$$;
comment on function private.commission_after(ledger.commissions, bigint) is
  'A commission after a refund of so much of its line''s goods (negative: given up again): what of '
  'its base remains, and what of it is taken back by then, in fen. What remains is '
  'floor(commission * remaining base / base), so pieces in any order take back the whole.';

create function private.reverse_commission(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
declare
  earner record;
begin
  perform private.lock_earners(refund);
  perform private.lock_commissions(refund);
  for earner in
    with share as (
      select c.shop_id, c.id, a.remaining_base_fen, a.reversed_fen,
             c.reversed_fen as before_fen, c.status
        from ledger.commissions c
        join trade.after_sale_lines x on x.shop_id = c.shop_id
         and x.order_id = c.order_id and x.line_no = c.line_no
       cross join lateral private.commission_after(c, x.goods_fen) a
       where x.shop_id = refund.shop_id and c.kind = 'order'
         and x.after_sale_id = refund.after_sale_id and c.status <> 'void'
    ), written as (
      update ledger.commissions c
         set remaining_base_fen = share.remaining_base_fen, reversed_fen = share.reversed_fen,
             status = case when c.status <> 'settled'
                 and share.remaining_base_fen = 0 then 'void' else c.status end
        from share where c.shop_id = share.shop_id and c.id = share.id
      returning c.distributor_id, share.status, share.reversed_fen - share.before_fen as fen
    )
    select w.distributor_id, sum(w.fen) filter (where w.status = 'pending')::bigint as pending_fen,
           sum(w.fen) filter (where w.status = 'held')::bigint as held_fen,
           sum(w.fen) filter (where w.status = 'settled')::bigint as available_fen
      from written w group by w.distributor_id having sum(w.fen) > 0 order by w.distributor_id
  loop
    perform private.post_reversal(refund, earner.distributor_id, coalesce(earner.pending_fen, 0),
        coalesce(earner.held_fen, 0), coalesce(earner.available_fen, 0));
  end loop;
  perform private.follow_volume(refund, 'reverse');
end $$;
comment on function private.reverse_commission(pay.refunds) is
  'Take back the commission of what is decided to be refunded (private.commission_after), before '
  'the money is sent. Settled commission is debited from the balance without condition.';

create function private.post_reversal(refund pay.refunds, distributor_id uuid,
  pending_fen bigint, held_fen bigint, available_fen bigint) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.post(refund.shop_id,
      'commission_reverse', format('reverse:%s:%s', refund.id, distributor_id), refund.order_id,
    array['commission_pending', 'commission_available', 'commission_expense'],
    array[distributor_id, distributor_id, null],
        array[-pending_fen - held_fen, -available_fen, pending_fen + held_fen + available_fen]);
  perform private.record_event(refund.shop_id, 'commission.reversed', refund.id,
    jsonb_build_object('member', jsonb_strip_nulls(jsonb_build_object(
      'pending_fen', nullif(-pending_fen, 0), 'held_fen', nullif(-held_fen, 0),
      'available_fen', nullif(-available_fen, 0)))), distributor_id);
  if available_fen > 0 then
    perform private.hold_withdrawals_below_zero(refund.shop_id, distributor_id);
  end if;
end $$;
comment on function private.post_reversal(pay.refunds, uuid, bigint, bigint, bigint) is
  'Book what a refund takes from one distributor, in fen, and tell him.';
