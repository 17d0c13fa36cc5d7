-- Commission is promised when an order is paid; it goes into the books, and its distributor
-- hears of it.

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
        rule_version, rule_tier, extras, extra_fen, volume_bps, volume_fen,
        commission_fen, clamped, remaining_base_fen, status, settle_days, created_at)
    select paid.shop_id, private.new_id(), paid.id, l.line_no, p.level,
        p.distributor_id, paid.member_id, p.rule_kind, p.rule_id, l.goods_fen, p.rate_bps,
           p.fixed_fen, p.cap_bps, p.version, p.tier, coalesce(p.extras, '[]'),
           coalesce(p.extra_fen, 0), p.volume_bps, coalesce(p.volume_fen, 0), p.commission_fen,
           p.clamped, l.goods_fen, case
               when p.distributor_id = any (frozen) then 'held' else 'pending' end,
           paid.settle_days, paid.paid_at
      from trade.order_lines l
     cross join lateral jsonb_to_recordset(l.terms) p(level smallint, distributor_id uuid,
         rule_kind text, rule_id uuid, version int, tier smallint, rate_bps int,
         fixed_fen bigint, cap_bps int, extras jsonb, extra_fen bigint,
         volume_bps int, volume_fen bigint,
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

create function private.lock_earners(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from referral.distributors d
    where d.shop_id = refund.shop_id
      and d.id in (select c.distributor_id from ledger.commissions c
                    where c.shop_id = refund.shop_id and c.order_id = refund.order_id
                   union all select o.level1_id from trade.orders o
                    where o.shop_id = refund.shop_id and o.id = refund.order_id)
    order by d.id for share;
end $$;
comment on function private.lock_earners(pay.refunds) is
  'As when commission is promised: who is being suspended in this moment is either seen behind '
  'this, or finds what comes of the refund to hold. Before private.lock_commissions.';

create function private.lock_commissions(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from ledger.commissions c
    join trade.after_sale_lines x on x.shop_id = c.shop_id
     and x.order_id = c.order_id and x.line_no = c.line_no and c.kind = 'order'
   where x.shop_id = refund.shop_id and x.after_sale_id = refund.after_sale_id
   order by c.id for update of c;
  perform private.lock_bonus(o.shop_id, o.level1_id, private.month_of(o.placed_at))
     from trade.orders o
    where o.shop_id = refund.shop_id and o.id = refund.order_id and o.level1_id is not null;
  perform private.lock_balances(refund.shop_id, 'commission_available', array(
    select o.level1_id from trade.orders o
     where o.shop_id = refund.shop_id and o.id = refund.order_id and o.level1_id is not null
     union select c.distributor_id from ledger.commissions c
     where c.shop_id = refund.shop_id and c.order_id = refund.order_id and c.status = 'settled'));
end $$;
comment on function private.lock_commissions(pay.refunds) is
  'Lock the commission of a refund''s lines, the volume bonus of its month, and the balances they '
  'have settled into, in the order of everybody.';
