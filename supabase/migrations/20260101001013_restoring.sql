-- A refund that is given up brings the commission back by a new transfer.

create function private.restore_commission(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
declare
  frozen record;
  earner record;
begin
  perform private.lock_earners(refund);
  perform private.lock_commissions(refund);
  for earner in
    with share as (
      select c.shop_id, c.id, c.reversed_fen as before_fen, a.remaining_base_fen, a.reversed_fen
        from ledger.commissions c
        join trade.after_sale_lines x on x.shop_id = c.shop_id
         and x.order_id = c.order_id and x.line_no = c.line_no
       cross join lateral private.commission_after(c, -x.goods_fen) a
       where x.shop_id = refund.shop_id and x.after_sale_id = refund.after_sale_id
         and c.kind = 'order'
         and not exists (select from ledger.transfers t
                          where t.shop_id = c.shop_id and t.idempotency_key = 'void:' || c.id)
    ), written as (
      update ledger.commissions c
         set remaining_base_fen = share.remaining_base_fen, reversed_fen = share.reversed_fen,
             status = case when c.status = 'void' then 'held' else c.status end,
             -- void when the order was received
             settle_at = coalesce(c.settle_at,
                 o.completed_at + make_interval(days => c.settle_days))
        from share join trade.orders o on o.shop_id = share.shop_id and o.id = refund.order_id
       where c.shop_id = share.shop_id and c.id = share.id
      returning c.distributor_id, c.status, share.before_fen - share.reversed_fen as fen
    )
    select w.distributor_id, sum(w.fen) filter (where w.status <> 'settled')::bigint as pending_fen,
           sum(w.fen) filter (where w.status = 'settled')::bigint as available_fen
      from written w group by w.distributor_id having sum(w.fen) > 0 order by w.distributor_id
  loop
    perform private.post_restored(refund, earner.distributor_id,
        coalesce(earner.pending_fen, 0), coalesce(earner.available_fen, 0));
  end loop;
  perform private.follow_volume(refund, 'restore');
  for frozen in
    select d.status, array_agg(c.id) as ids from ledger.commissions c
      join trade.after_sale_lines x on x.shop_id = c.shop_id
       and x.order_id = c.order_id and x.line_no = c.line_no
      join referral.distributors d on d.shop_id = c.shop_id and d.id = c.distributor_id
     where x.shop_id = refund.shop_id and x.after_sale_id = refund.after_sale_id
       and d.status = any (private.distributor_states('frozen')) group by 1
  loop
    perform private.hold(refund.shop_id, frozen.ids, case frozen.status
        when 'suspended' then 'suspension' else 'expulsion' end);
  end loop;
end $$;
comment on function private.restore_commission(pay.refunds) is
  'Give the commission back that a refund took which is given up. What became void by it is held '
  'again until its holds are released; what staff took away stays away.';

create function private.post_restored(refund pay.refunds,
  distributor_id uuid, pending_fen bigint, available_fen bigint) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.post(refund.shop_id,
      'commission_restore', format('restore:%s:%s', refund.id, distributor_id), refund.order_id,
    array['commission_pending', 'commission_available', 'commission_expense'],
    array[distributor_id, distributor_id, null],
        array[pending_fen, available_fen, -pending_fen - available_fen]);
  perform private.record_event(refund.shop_id, 'commission.restored', refund.id,
    jsonb_build_object('member', jsonb_strip_nulls(jsonb_build_object(
      'held_fen', nullif(pending_fen, 0), 'available_fen', nullif(available_fen, 0)))),
    distributor_id);
end $$;
comment on function private.post_restored(pay.refunds, uuid, bigint, bigint) is
  'Book what a refund that is given up gives back to one distributor, in fen, and tell him.';
