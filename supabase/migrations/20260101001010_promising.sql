-- Commission between payment and settlement: promised, held, released, taken back.

create function private.promise_commission(paid trade.orders,
  out distributors uuid[], out amounts bigint[], out levels int[])
language plpgsql volatile set search_path = '' as $$
declare
  frozen uuid[];
begin
  -- Shared locks: who is being suspended in this moment is either seen here, or finds this
  -- commission to hold.
  select array_agg(d.id) filter (where d.status = any (private.distributor_states('frozen')))
    into frozen
    from (select d.id, d.status from referral.distributors d
           where d.shop_id = paid.shop_id and d.id in (paid.level1_id, paid.level2_id) for share) d;
  with promised as (
    insert into ledger.commissions (shop_id, id, order_id, line_no,
        level, distributor_id, buyer_id, rule_kind, rule_id, base_fen, rate_bps, fixed_fen, cap_bps,
        commission_fen, clamped, remaining_base_fen, status, settle_days, created_at)
    select paid.shop_id, private.new_id(), paid.id, l.line_no, p.level,
        p.distributor_id, paid.member_id, p.rule_kind, p.rule_id, l.goods_fen, p.rate_bps,
           p.fixed_fen, p.cap_bps, p.commission_fen, p.clamped, l.goods_fen, case
               when p.distributor_id = any (frozen) then 'held' else 'pending' end,
           paid.settle_days, paid.paid_at
      from trade.order_lines l
     cross join lateral jsonb_to_recordset(l.terms) p(level smallint, distributor_id uuid,
         rule_kind text, rule_id uuid, rate_bps int, fixed_fen bigint, cap_bps int,
         commission_fen bigint, clamped boolean)
     where l.shop_id = paid.shop_id and l.order_id = paid.id and p.commission_fen > 0
    returning commissions.level, commissions.distributor_id, commissions.commission_fen
  )
  select coalesce(array_agg(s.distributor_id), '{}'), coalesce(array_agg(s.fen), '{}'),
         coalesce(array_agg(s.level), '{}')
      into distributors, amounts, levels
    from (select p.level::int as level, p.distributor_id, sum(p.commission_fen)::bigint as fen
            from promised p group by 1, 2 order by 1) s;
  if frozen is not null then
    insert into ledger.commission_holds (shop_id, commission_id, reason)
    select c.shop_id, c.id, case d.status when 'suspended' then 'suspension' else 'expulsion' end
      from ledger.commissions c join referral.distributors d
          on d.shop_id = c.shop_id and d.id = c.distributor_id
     where c.shop_id = paid.shop_id and c.order_id = paid.id and c.status = 'held';
    perform private.tell_moved(paid.shop_id, array(
      select c.id from ledger.commissions c where c.shop_id = paid.shop_id
         and c.order_id = paid.id and c.status = 'held'), 'commission.held');
  end if;
end $$;
comment on function private.promise_commission(trade.orders) is
  'Write the commission by the terms that were fixed when the order was placed; a distributor who '
  'was suspended or expelled since gets it held. Sums per level, in fen.';

create function private.tell_moved(shop_id uuid, commission_ids uuid[], kind text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  sign int := case kind when 'commission.held' then 1 else -1 end;
begin
  perform private.record_event(tell_moved.shop_id, kind, c.order_id,
           jsonb_build_object('member', jsonb_build_object('pending_fen', -sign * c.fen,
               'held_fen', sign * c.fen)), c.distributor_id)
     from (select x.distributor_id, x.order_id,
         sum(x.commission_fen - x.reversed_fen)::bigint as fen
             from ledger.commissions x
            where x.shop_id = tell_moved.shop_id and x.id = any (commission_ids)
            group by 1, 2) c
    where c.fen > 0;
end $$;
comment on function private.tell_moved(uuid, uuid[], text) is
  'Tell beneficiaries that commission of theirs is held now (commission.held) or pending again '
  '(commission.released), per order, in fen.';

create function private.hold(shop_id uuid, commission_ids uuid[], reason text,
  after_sale_id uuid default null, note text default null) returns void
language plpgsql volatile set search_path = '' as $$
declare
  open_ids uuid[];
begin
  select array_agg(x.id) into open_ids from (
    select c.id from ledger.commissions c
     where c.shop_id = hold.shop_id and c.id = any (commission_ids)
       and c.status = any (private.commission_states('unsettled'))
     order by c.id for update) x;
  insert into ledger.commission_holds (shop_id, commission_id, reason, after_sale_id, note)
  select hold.shop_id, id, hold.reason, hold.after_sale_id, hold.note from unnest(open_ids) id
   where not exists (select from ledger.commission_holds h
                      where h.shop_id = hold.shop_id
                        and h.commission_id = id and h.released_at is null
                        and h.reason = hold.reason and h.after_sale_id
                            is not distinct from hold.after_sale_id);
  with moved as (
    update ledger.commissions c set status = 'held'
     where c.shop_id = hold.shop_id and c.id = any (open_ids) and c.status = 'pending'
    returning c.id)
  select array_agg(m.id) into open_ids from moved m;
  perform private.tell_moved(hold.shop_id, open_ids, 'commission.held');
end $$;
comment on function private.hold(uuid, uuid[], text, uuid, text) is
  'Open a hold on commissions that have not settled; the same reason holds once.';

create function private.release(shop_id uuid, hold_ids uuid[]) returns void
language plpgsql volatile set search_path = '' as $$
declare
  ids uuid[];
begin
  select array_agg(x.id) into ids from (
    select c.id from ledger.commissions c
     where c.shop_id = release.shop_id
       and c.id in (select h.commission_id from ledger.commission_holds h
           where h.shop_id = release.shop_id and h.id = any (hold_ids))
     order by c.id for update) x;
  update ledger.commission_holds h set released_at = private.now()
   where h.shop_id = release.shop_id and h.id = any (hold_ids) and h.released_at is null;
  with moved as (
    update ledger.commissions c set status = 'pending'
     where c.shop_id = release.shop_id and c.id = any (ids) and c.status = 'held'
       and not exists (select from ledger.commission_holds h where h.shop_id = c.shop_id
           and h.commission_id = c.id and h.released_at is null)
    returning c.id)
  select array_agg(m.id) into ids from moved m;
  perform private.tell_moved(release.shop_id, ids, 'commission.released');
end $$;
comment on function private.release(uuid, uuid[]) is
  'Release holds; a commission without any other is pending again and settles at its date or at '
  'once.';

create function private.hold_after_sale(shop_id uuid, after_sale_id uuid) returns void
language sql volatile set search_path = '' as $$
  select private.hold(hold_after_sale.shop_id, array(
      select c.id from trade.after_sale_lines x
        join ledger.commissions c on c.shop_id = x.shop_id
         and c.order_id = x.order_id and c.line_no = x.line_no
       where x.shop_id = hold_after_sale.shop_id
         and x.after_sale_id = hold_after_sale.after_sale_id),
    'after_sale', hold_after_sale.after_sale_id)
$$;
comment on function private.hold_after_sale(uuid, uuid) is
  'Hold the commission of the lines of an after-sale.';

create function private.release_after_sale(shop_id uuid, after_sale_id uuid) returns void
language sql volatile set search_path = '' as $$
  select private.release(release_after_sale.shop_id, array(
      select h.id from ledger.commission_holds h
       where h.shop_id = release_after_sale.shop_id
         and h.after_sale_id = release_after_sale.after_sale_id and h.released_at is null))
$$;
comment on function private.release_after_sale(uuid, uuid) is
  'The after-sale is over: its holds open.';

create function private.hold_commissions(shop_id uuid, distributor_id uuid, reason text)
  returns void
language sql volatile set search_path = '' as $$
  select private.hold(hold_commissions.shop_id, array(
      select c.id from ledger.commissions c
       where c.shop_id = hold_commissions.shop_id
         and c.distributor_id = hold_commissions.distributor_id
         and c.status = any (private.commission_states('unsettled'))),
    hold_commissions.reason)
$$;
comment on function private.hold_commissions(uuid, uuid, text) is
  'Hold all unsettled commission of a distributor.';

create function private.release_commissions(shop_id uuid, distributor_id uuid, reason text)
  returns void
language sql volatile set search_path = '' as $$
  select private.release(release_commissions.shop_id, array(
      select h.id from ledger.commission_holds h
        join ledger.commissions c on c.shop_id = h.shop_id and c.id = h.commission_id
       where c.shop_id = release_commissions.shop_id
         and c.distributor_id = release_commissions.distributor_id
         and h.reason = release_commissions.reason and h.released_at is null))
$$;
comment on function private.release_commissions(uuid, uuid, text) is
  'Release a distributor''s holds of one reason.';

create function private.lock_commissions(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from ledger.commissions c
    join trade.after_sale_lines x on x.shop_id = c.shop_id
     and x.order_id = c.order_id and x.line_no = c.line_no
   where x.shop_id = refund.shop_id and x.after_sale_id = refund.after_sale_id
   order by c.id for update of c;
  perform private.lock_balances(refund.shop_id, 'commission_available', array(
    select c.distributor_id from ledger.commissions c
     where c.shop_id = refund.shop_id and c.order_id = refund.order_id and c.status = 'settled'));
end $$;
comment on function private.lock_commissions(pay.refunds) is
  'Lock the commission of a refund''s lines and the balances it has settled into, in the order of '
  'everybody.';

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
  perform private.lock_commissions(refund);
  for earner in
    with share as (
      select c.shop_id, c.id, a.remaining_base_fen, a.reversed_fen,
             c.reversed_fen as before_fen, c.status
        from ledger.commissions c
        join trade.after_sale_lines x on x.shop_id = c.shop_id
         and x.order_id = c.order_id and x.line_no = c.line_no
       cross join lateral private.commission_after(c, x.goods_fen) a
       where x.shop_id = refund.shop_id
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

create function private.restore_commission(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
declare
  frozen record;
  earner record;
begin
  -- As when commission is promised: who is being suspended in this moment is either seen here, or
  -- finds it to hold.
  perform from referral.distributors d
    where d.shop_id = refund.shop_id
      and d.id in (select c.distributor_id from ledger.commissions c
                    where c.shop_id = refund.shop_id and c.order_id = refund.order_id) for share;
  perform private.lock_commissions(refund);
  for earner in
    with share as (
      select c.shop_id, c.id, c.reversed_fen as before_fen, a.remaining_base_fen, a.reversed_fen
        from ledger.commissions c
        join trade.after_sale_lines x on x.shop_id = c.shop_id
         and x.order_id = c.order_id and x.line_no = c.line_no
       cross join lateral private.commission_after(c, -x.goods_fen) a
       where x.shop_id = refund.shop_id and x.after_sale_id = refund.after_sale_id
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
