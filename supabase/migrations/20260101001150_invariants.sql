-- What must always hold. Checked by every test that moves money.

create function private.ledger_violations()
  returns table (rule text, shop_id uuid, subject text, detail text)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  select 'entries of a transfer sum to zero', e.shop_id,
      e.transfer_id::text, sum(e.amount)::text
    from ledger.entries e group by e.shop_id, e.transfer_id having sum(e.amount) <> 0
  union all
  select 'a transfer has entries', t.shop_id, t.id::text, t.kind
    from ledger.transfers t where not exists (select from ledger.entries e
        where e.shop_id = t.shop_id and e.transfer_id = t.id)
  union all
  select 'a balance is the sum of its entries', a.shop_id, a.owner_id::text,
      format('%s: %s <> %s %s', a.kind, b.balance, coalesce(sum(e.amount), 0), a.unit)
    from ledger.accounts a
    join ledger.balances b on b.shop_id = a.shop_id and b.account_id = a.id
    left join ledger.entries e on e.shop_id = b.shop_id and e.account_id = b.account_id
   group by a.shop_id, a.owner_id, a.kind, a.unit, b.balance
       having b.balance <> coalesce(sum(e.amount), 0)
  union all
  select 'a balance is kept where the account''s kind says so', a.shop_id, a.owner_id::text, a.kind
    from ledger.accounts a left join ledger.balances b
        on b.shop_id = a.shop_id and b.account_id = a.id
   where a.is_kept <> (b.account_id is not null)
  union all
  select 'an entry stands on an account of its shop and of its transfer''s unit',
      e.shop_id, e.transfer_id::text, e.account_id::text
    from ledger.entries e
    join ledger.transfers t on t.shop_id = e.shop_id and t.id = e.transfer_id
   where not exists (select from ledger.accounts a
        where a.shop_id = e.shop_id and a.id = e.account_id and a.unit = t.unit)
  union all
  select 'balance_after stands on the accounts that keep a balance',
      e.shop_id, e.transfer_id::text, a.kind
    from ledger.entries e join ledger.accounts a on a.shop_id = e.shop_id and a.id = e.account_id
   where (e.balance_after is not null) <> a.is_kept
  union all
  select 'pending account is what unsettled commissions still promise',
      a.shop_id, a.owner_id::text,
         format('%s <> %s', coalesce(x.fen, 0), coalesce(c.fen, 0))
    from ledger.accounts a
    left join (select e.shop_id, e.account_id, sum(e.amount) as fen
        from ledger.entries e group by 1, 2) x on x.shop_id = a.shop_id and x.account_id = a.id
    left join lateral (select sum(c.commission_fen - c.reversed_fen) as fen
        from ledger.commissions c
                        where c.shop_id = a.shop_id and c.distributor_id = a.owner_id
                          and c.status = any (private.commission_states('unsettled'))) c on true
   where a.kind = 'commission_pending' and coalesce(x.fen, 0) <> coalesce(c.fen, 0)
  union all
  select 'the terms of a line name the beneficiaries of its order', l.shop_id,
      l.order_id::text, l.terms::text
    from trade.order_lines l join trade.orders o on o.shop_id = l.shop_id and o.id = l.order_id
    cross join lateral jsonb_to_recordset(l.terms) t(level int, distributor_id uuid)
   where t.distributor_id is distinct from
       case t.level when 1 then o.level1_id when 2 then o.level2_id end
  union all
  select 'a commission is what the terms of its line said', c.shop_id, c.id::text, l.terms::text
    from ledger.commissions c join trade.order_lines l on l.shop_id = c.shop_id
     and l.order_id = c.order_id and l.line_no = c.line_no
   where c.kind = 'order' and not l.terms @> jsonb_build_array(jsonb_build_object('level', c.level,
       'distributor_id', c.distributor_id, 'rule_kind', c.rule_kind, 'rule_id', c.rule_id,
       'rate_bps', c.rate_bps, 'fixed_fen', c.fixed_fen, 'cap_bps', c.cap_bps,
       'commission_fen', c.commission_fen, 'clamped', c.clamped))
  union all
  select 'what remains of a commission follows its base', c.shop_id,
      c.id::text, format('%s of %s', c.reversed_fen, c.commission_fen)
    from ledger.commissions c
   where c.status <> 'void' and c.kind = 'order' and c.commission_fen - c.reversed_fen
       <> div(c.commission_fen::numeric * c.remaining_base_fen, c.base_fen)
  union all
  select 'a volume bonus is what its month earns', c.shop_id, c.id::text,
      format('%s left, %s earned', c.commission_fen - c.reversed_fen, b.bonus_fen)
    from ledger.commissions c
   cross join lateral private.month_lines(c.shop_id, c.distributor_id, c.bonus_month) l
    join shop.rule_sets r on r.shop_id = c.shop_id and r.id = l.rule_set_id
   cross join lateral private.bonus_of(l, r) b
   where c.kind = 'volume_bonus' and l.order_id = c.order_id and l.line_no = c.line_no
     and c.commission_fen - c.reversed_fen <> b.bonus_fen
     and not exists (select from ledger.transfers t
                      where t.shop_id = c.shop_id and t.idempotency_key = 'void:' || c.id)
  union all
  select 'money at WeChat is payments less refunds and transfers', a.shop_id,
      'wechat', format('%s <> %s', -coalesce(sum(e.amount), 0), m.fen)
    from ledger.accounts a
    left join ledger.entries e on e.shop_id = a.shop_id and e.account_id = a.id
    cross join lateral (select
        (select coalesce(sum(p.amount_fen), 0) from pay.attempts p
            where p.shop_id = a.shop_id and p.status = 'paid')
      - (select coalesce(sum(r.payable_fen), 0) from pay.refunds r where r.shop_id = a.shop_id
          and r.status = 'refunded' and r.by_hand is distinct from 'outside')
      - (select coalesce(sum(w.net_fen), 0) from pay.withdrawals w
          where w.shop_id = a.shop_id and w.status = 'paid') as fen) m
   where a.kind = 'wechat' group by a.shop_id, m.fen having -coalesce(sum(e.amount), 0) <> m.fen
  union all
  select 'money paid back outside WeChat is refunds settled so', a.shop_id,
      'outside', format('%s <> %s', coalesce(sum(e.amount), 0), r.fen)
    from ledger.accounts a
    left join ledger.entries e on e.shop_id = a.shop_id and e.account_id = a.id
    cross join lateral (select coalesce(sum(r.payable_fen), 0) as fen
        from pay.refunds r where r.shop_id = a.shop_id and r.by_hand = 'outside') r
   where a.kind = 'outside' group by a.shop_id, r.fen having coalesce(sum(e.amount), 0) <> r.fen
  union all
  select 'commission follows what is decided to be refunded', c.shop_id, c.id::text,
      format('%s of %s left, %s refunded', c.remaining_base_fen, c.base_fen, l.refunded_goods_fen)
    from ledger.commissions c
    join trade.order_lines l on l.shop_id = c.shop_id
     and l.order_id = c.order_id and l.line_no = c.line_no
   where c.status <> 'void' and c.kind = 'order'
     and c.base_fen - c.remaining_base_fen <> l.refunded_goods_fen
  union all
  select 'corrections by hand are those that are booked', a.shop_id,
      'adjustment', format('%s <> %s', coalesce(sum(e.amount), 0), x.fen)
    from ledger.accounts a
    left join ledger.entries e on e.shop_id = a.shop_id and e.account_id = a.id
    cross join lateral (select -coalesce(sum(x.amount_fen), 0) as fen from pay.adjustments x
                         where x.shop_id = a.shop_id and x.status = 'booked') x
   where a.kind = 'adjustment' group by a.shop_id, x.fen
  having coalesce(sum(e.amount), 0) <> x.fen
  union all
  select 'fees and tax are those of paid withdrawals', a.shop_id, a.kind,
      format('%s <> %s', coalesce(sum(e.amount), 0), w.fen)
    from ledger.accounts a
    left join ledger.entries e on e.shop_id = a.shop_id and e.account_id = a.id
    cross join lateral (select coalesce(sum(case a.kind when 'payout_fee' then w.fee_fen
                                 else w.tax_fen end), 0) as fen from pay.withdrawals w
                         where w.shop_id = a.shop_id and w.status = 'paid') w
   where a.kind in ('payout_fee', 'tax_withheld') group by a.shop_id, a.kind, w.fen
  having coalesce(sum(e.amount), 0) <> w.fen
  union all
  select 'a withdrawal withholds what its table says', w.shop_id, w.id::text, w.tax_fen::text
    from pay.withdrawals w
   where w.tax_fen <> private.withheld_fen(w.amount_fen, w.withholding)
  union all
  select 'what is held is the sum of its changes', c.shop_id, c.id::text,
      format('%s <> %s', coalesce(h.fen, 0), c.fen)
    from (select c.shop_id, c.id, case when c.status = 'held'
                   then c.commission_fen - c.reversed_fen else 0 end as fen
            from ledger.commissions c) c
    left join (select h.shop_id, h.commission_id, sum(h.amount_fen) as fen
                 from ledger.held_changes h group by 1, 2) h
      on h.shop_id = c.shop_id and h.commission_id = c.id
   where c.fen <> coalesce(h.fen, 0)
  union all
  select 'payout_open is the withdrawals under way', a.shop_id,
      'payout_open', format('%s <> %s', coalesce(sum(e.amount), 0), w.fen)
    from ledger.accounts a
    left join ledger.entries e on e.shop_id = a.shop_id and e.account_id = a.id
    cross join lateral (select coalesce(sum(w.amount_fen), 0) as fen from pay.withdrawals w
                         where w.shop_id = a.shop_id
                           and w.status <> all (private.withdrawal_states('final'))) w
   where a.kind = 'payout_open' group by a.shop_id, w.fen
  having coalesce(sum(e.amount), 0) <> w.fen
  union all
  select 'lines sum to the order', o.shop_id, o.number, format('%s', o.payable_fen)
    from trade.orders o join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
   group by o.shop_id, o.id
  having (sum(l.amount_fen), sum(l.discount_fen), sum(l.goods_fen), sum(l.freight_fen))
      is distinct from (o.amount_fen, o.discount_fen, o.goods_fen, o.freight_fen)
  union all
  select 'a discount is what its steps took', l.shop_id, l.order_id::text, l.line_no::text
    from trade.order_lines l
    left join lateral (select sum(d.amount_fen) as fen from trade.order_discounts d
                        where d.shop_id = l.shop_id and d.order_id = l.order_id
                          and d.line_no = l.line_no) d on true
   where l.discount_fen <> coalesce(d.fen, 0)
  union all
  select 'refunds of a line are what its after-sales took',
      l.shop_id, l.order_id::text, l.line_no::text
    from trade.order_lines l
    left join lateral (select sum(x.quantity) as quantity,
        sum(x.goods_fen) as goods_fen, sum(x.freight_fen) as freight_fen
                         from trade.after_sale_lines x
                         join trade.after_sales s on s.shop_id = x.shop_id
                          and s.id = x.after_sale_id
                        where x.shop_id = l.shop_id
                          and x.order_id = l.order_id and x.line_no = l.line_no
                          and s.status = any (private.after_sale_states('booked'))) x on true
   where (l.refunded_quantity, l.refunded_goods_fen, l.refunded_freight_fen)
      is distinct from (coalesce(x.quantity, 0)::int,
          coalesce(x.goods_fen, 0)::bigint, coalesce(x.freight_fen, 0)::bigint)
  union all
  select 'movements of a SKU sum to its buckets, and to its shelf', s.shop_id, s.sku_id::text,
      format('%s, %s on the shelf <> %s, %s', s.available, s.shelf, m.sellable, m.shelf)
    from (select p.id as shop_id, s.id as sku_id, s.available, s.available + s.held as shelf
            from shop.shops p
           cross join lateral private.stock_of(p.id, array(
             select k.id from catalog.skus k where k.shop_id = p.id)) s) s
    cross join lateral (
      select coalesce(sum(e.sellable), 0) as sellable, coalesce(sum(e.shelf), 0) as shelf
        from catalog.stock_movements m
       cross join lateral private.stock_effect(m.cause, m.delta) e
       where m.shop_id = s.shop_id and m.sku_id = s.sku_id) m
   where (s.available, s.shelf) <> (m.sellable, m.shelf);
end $$;
comment on function private.ledger_violations() is
  'The invariants of the books, one row per breach; every test that moves money ends by finding '
  'none, and a nightly job should too.';
