-- The bonus rows of a month: what each of its lines earns on top as its orders stand.

create function private.lock_bonus(shop_id uuid, distributor_id uuid, month date) returns void
language plpgsql volatile set search_path = '' as $$
begin
  -- Refunds of one month, and its first payment, come here one after the other.
  perform pg_advisory_xact_lock(hashtextextended(
      concat_ws('|', 'volume', lock_bonus.distributor_id, lock_bonus.month), 0));
  perform from ledger.commissions c
   where c.shop_id = lock_bonus.shop_id and c.distributor_id = lock_bonus.distributor_id
     and c.bonus_month = lock_bonus.month
   order by c.id for update;
end $$;
comment on function private.lock_bonus(uuid, uuid, date) is
  'Lock a month''s bonus rows; rows of orders come before, balances after.';

create function private.add_bonus_rows(shop_id uuid, distributor_id uuid, month date) returns void
language plpgsql volatile set search_path = '' as $$
begin
  insert into ledger.commissions (shop_id, id, order_id, line_no, level, kind, bonus_month,
      distributor_id, buyer_id, rule_kind, rule_id, rule_version, base_fen, cap_bps, volume_bps,
      volume_fen, commission_fen, clamped, remaining_base_fen, settle_days, settle_at, created_at)
  select add_bonus_rows.shop_id, private.new_id(), l.order_id, l.line_no, 1, 'volume_bonus',
      add_bonus_rows.month, add_bonus_rows.distributor_id, l.buyer_id, 'shop', r.id, r.version,
      l.kept_fen, r.cap_bps, b.bps, b.bonus_fen, b.bonus_fen, b.clamped, l.kept_fen,
      l.settle_days, private.now(), private.now()
    from private.month_lines(add_bonus_rows.shop_id, add_bonus_rows.distributor_id,
           add_bonus_rows.month) l
    join shop.rule_sets r on r.shop_id = add_bonus_rows.shop_id and r.id = l.rule_set_id
   cross join lateral private.bonus_of(l, r) b
   where b.bonus_fen > 0
  on conflict on constraint commissions_line_level_once do nothing;
end $$;
comment on function private.add_bonus_rows(uuid, uuid, date) is
  'The bonus rows that a month lacks.';

create function private.follow_bonus_rows(shop_id uuid, distributor_id uuid, month date)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ledger.commissions c
     set commission_fen = greatest(c.commission_fen, b.bonus_fen),
         volume_fen = greatest(c.commission_fen, b.bonus_fen),
         base_fen = greatest(c.base_fen, l.kept_fen), remaining_base_fen = l.kept_fen,
         reversed_fen = greatest(c.commission_fen, b.bonus_fen) - b.bonus_fen,
         volume_bps = coalesce(b.bps, c.volume_bps), clamped = b.clamped,
         status = case when c.status = 'settled' then 'settled'
           when b.bonus_fen = 0 then 'void'
           when exists (select from ledger.commission_holds h where h.shop_id = c.shop_id
               and h.commission_id = c.id and h.released_at is null) then 'held'
           else 'pending' end
    from private.month_lines(follow_bonus_rows.shop_id, follow_bonus_rows.distributor_id,
           follow_bonus_rows.month) l
    join shop.rule_sets r on r.shop_id = follow_bonus_rows.shop_id and r.id = l.rule_set_id
   cross join lateral private.bonus_of(l, r) b
   where c.shop_id = follow_bonus_rows.shop_id and c.kind = 'volume_bonus'
     and c.order_id = l.order_id and c.line_no = l.line_no
     and (c.commission_fen - c.reversed_fen <> b.bonus_fen or c.remaining_base_fen <> l.kept_fen)
     and not exists (select from ledger.transfers t   -- staff took it away
                      where t.shop_id = c.shop_id and t.idempotency_key = 'void:' || c.id);
end $$;
comment on function private.follow_bonus_rows(uuid, uuid, date) is
  'The bonus rows of a month as it stands: commission_fen is the most that a row ever was, '
  'reversed_fen what it is less now. What staff voided stays void.';

create type private.bonus_sums as (
  pending_fen bigint,
  held_fen bigint,
  available_fen bigint
);
comment on type private.bonus_sums is
  'What a month''s bonus rows promise and have settled, in fen.';

create function private.bonus_sums(shop_id uuid, distributor_id uuid, month date)
  returns private.bonus_sums
language sql stable set search_path = '' as $$
  select coalesce(sum(c.commission_fen - c.reversed_fen) filter (where c.status = 'pending'),
           0)::bigint,
         coalesce(sum(c.commission_fen - c.reversed_fen) filter (where c.status = 'held'),
           0)::bigint,
         coalesce(sum(c.commission_fen - c.reversed_fen) filter (where c.status = 'settled'),
           0)::bigint
    from ledger.commissions c
   where c.shop_id = bonus_sums.shop_id and c.distributor_id = bonus_sums.distributor_id
     and c.bonus_month = bonus_sums.month
$$;
comment on function private.bonus_sums(uuid, uuid, date) is
  'What the bonus rows of a month come to by state, in fen.';
