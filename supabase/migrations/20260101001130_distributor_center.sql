-- The distributor centre: one large figure, and why.

create function private.balances_json(shop_id uuid, distributor_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'available_fen', b.fen, 'pending_fen', c.pending_fen, 'held_fen', c.held_fen,
    'settled_fen', b.fen + w.withdrawing_fen + w.withdrawn_fen,
    'withdrawing_fen', w.withdrawing_fen, 'withdrawn_fen', w.withdrawn_fen)
    from (select coalesce(private.balance_of(balances_json.shop_id, 'commission_available',
              balances_json.distributor_id), 0) as fen) b
   cross join private.unsettled(balances_json.shop_id, balances_json.distributor_id) c
   cross join (
       select coalesce(sum(x.amount_fen) filter (where x.status
                  <> all (private.withdrawal_states('final'))), 0)::bigint as withdrawing_fen,
                      coalesce(sum(x.amount_fen) filter (where x.status = 'paid'),
                          0)::bigint as withdrawn_fen
                 from pay.withdrawals x
                where x.shop_id = balances_json.shop_id
                  and x.distributor_id = balances_json.distributor_id) w
$$;
comment on function private.balances_json(uuid, uuid) is
  'contracts/distributors.ts DistributorBalances in fen. settled = available + withdrawing + '
  'withdrawn, so no history is summed but a person''s own withdrawals.';

create function private.today_json(shop_id uuid, distributor_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with day as (
      select date_trunc('day',
      private.now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' as start)
  select jsonb_build_object('earned_fen', e.fen, 'orders', e.orders, 'clicks', k.clicks)
    from day
   cross join lateral (select coalesce(sum(c.commission_fen - c.reversed_fen), 0)::bigint as fen,
       count(distinct c.order_id) as orders
                         from ledger.commissions c
                        where c.shop_id = today_json.shop_id
                          and c.distributor_id = today_json.distributor_id
                          and c.id >= private.id_at(day.start) and c.status <> 'void') e
   cross join lateral (select count(*) as clicks
                         from referral.shares s
                         join referral.clicks k on k.shop_id = s.shop_id
                          and k.share_id = s.id and k.slot >= day.start
                        where s.shop_id = today_json.shop_id
                          and s.sharer_id = today_json.distributor_id) k
$$;
comment on function private.today_json(uuid, uuid) is
  'What one distributor earned (in fen, still promised), sold and was clicked today, '
  'Asia/Shanghai.';

create function api.get_distributor_center() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads distributors, commissions, balances
declare
  me record := private.member();
  who text := (select d.status from referral.distributors d
    where d.shop_id = me.shop_id and d.id = me.member_id);
  balances jsonb := private.balances_json(me.shop_id, me.member_id);
  closed text;
begin
  closed := case when who is null or who in ('applied', 'rejected') then '你还不是推广员'
                 when who = 'suspended' then '推广资格已暂停'
                 when (balances ->> 'available_fen')::bigint < 0 then '余额为负，后续佣金会先补足'
                 when private.is_contradicted(me.shop_id, me.member_id) then '有一笔转账正在与微信核对，核对后恢复提现'
                 when (balances ->> 'withdrawing_fen')::bigint > 0
                      and (select r.one_open from shop.withdrawal_rules r
                          where r.shop_id = me.shop_id) then '有一笔提现还在处理中'
                 else private.closed_hours(me.shop_id) end;
  return (select jsonb_build_object(
    'distributor', case when who is not null
        then private.distributor_json(me.shop_id, me.member_id) end,
    'terms_version', s.terms_version,
    'terms_due', private.terms_due(me.shop_id, me.member_id),
    'levels', coalesce((private.rule_set_at(s.shop_id, private.now())).levels, 2),
    'balances', balances, 'today', private.today_json(me.shop_id, me.member_id),
    'customer_count', (select count(*) from referral.bindings b
                        where b.shop_id = me.shop_id
                          and b.distributor_id = me.member_id and b.ended_at is null),
    'team_count', (select count(*) from referral.distributors d
        where d.shop_id = me.shop_id and d.parent_id = me.member_id),
    'unread_notices', private.unread_notices(me.shop_id, me.member_id),
    'withdrawal', jsonb_build_object('is_open', closed is null, 'closed_reason', closed,
      'minimum_fen', r.min_fen, 'maximum_fen', r.max_fen, 'fee_bps', r.fee_bps))
    from shop.settings s join shop.withdrawal_rules r on r.shop_id = s.shop_id
   where s.shop_id = me.shop_id);
end $$;
comment on function api.get_distributor_center() is
  'Everything the distributor centre opens with (contracts/distributors.ts DistributorCenter), in '
  'fen; zeros for somebody who has not applied.';
grant execute on function api.get_distributor_center() to authenticated;
