-- What a distributor and staff see of commission: every figure with its reason.

create function private.commission_json(c ledger.commissions) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', c.id, 'level', c.level, 'status', c.status,
    'order_number', o.number, 'line_no', c.line_no,
    'product_title', l.title, 'image_url', nullif(l.image_url, ''), 'quantity', l.quantity,
    'base_fen', c.base_fen, 'commission_fen', c.commission_fen, 'reversed_fen', c.reversed_fen,
    'remaining_fen', c.commission_fen - c.reversed_fen,
    'kind', c.kind,
    'reason', jsonb_build_object('rule_kind', c.rule_kind, 'rule', c.rule_id,
        'version', c.rule_version, 'tier', c.rule_tier,
        'rate_bps', c.rate_bps, 'fixed_fen', c.fixed_fen, 'extras', c.extras,
        'extra_fen', c.extra_fen, 'volume_bps', c.volume_bps, 'volume_fen', c.volume_fen,
        'cap_bps', c.cap_bps, 'clamped', c.clamped),
    'explanation', private.explain_commission(c, l.quantity, b.label, h.reasons),
    'holds', to_jsonb(h.reasons),
    'from', b.label,
    'created_at', c.created_at, 'settle_at', c.settle_at, 'settled_at', c.settled_at)
    from trade.orders o
    join trade.order_lines l on l.shop_id = o.shop_id
     and l.order_id = o.id and l.line_no = c.line_no
   cross join lateral (
     select case when c.level = 1 then private.label(c.shop_id, c.buyer_id) end as label) b
   cross join lateral (
     select coalesce(array_agg(distinct x.reason), '{}') as reasons from ledger.commission_holds x
      where x.shop_id = c.shop_id and x.commission_id = c.id and x.released_at is null) h
   where o.shop_id = c.shop_id and o.id = c.order_id
$$;
comment on function private.commission_json(ledger.commissions) is
  'A commission as contracts/distributors.ts Commission; level 2 does not learn who bought.';

create function private.staff_commission_json(c ledger.commissions) returns jsonb
language sql stable set search_path = '' as $$
  select private.commission_json(c) || jsonb_build_object(
    'distributor_id', c.distributor_id,
    'distributor', private.label(c.shop_id, c.distributor_id), 'order_id', c.order_id,
    'from', private.label(c.shop_id, c.buyer_id),
    'open_holds', (
        select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'reason', h.reason,
            'words', private.hold_words(h.reason), 'is_liftable', private.is_liftable(h.reason),
            'note', h.note) order by h.id), '[]')
                     from ledger.commission_holds h
                    where h.shop_id = c.shop_id and h.commission_id = c.id
                      and h.released_at is null))
$$;
comment on function private.staff_commission_json(ledger.commissions) is
  'A commission as contracts/staff/commissions.ts StaffCommission.';

create function private.commissions_page(shop_id uuid,
  distributor_id uuid, status text, after uuid, most int)
returns setof ledger.commissions
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  if status = 'settled' then
    return query
      select c.* from ledger.commissions c
       where c.shop_id = commissions_page.shop_id and c.status = 'settled'
         and (commissions_page.distributor_id is null
             or c.distributor_id = commissions_page.distributor_id)
         and (after is null
             or (c.settled_at, c.id) < (select x.settled_at, x.id from ledger.commissions x
                                                        where x.shop_id = commissions_page.shop_id
                                                          and x.id = after))
       order by c.settled_at desc, c.id desc limit most;
  else
    return query
      select c.* from ledger.commissions c
       where c.shop_id = commissions_page.shop_id
         and (commissions_page.status is null or c.status = commissions_page.status)
         and (commissions_page.distributor_id is null
             or c.distributor_id = commissions_page.distributor_id)
         and (after is null or c.id < after)
       order by c.id desc limit most;
  end if;
end $$;
comment on function private.commissions_page(uuid, uuid, text, uuid, int) is
  'Up to `most` commissions, a page or all there are, for counting: of one distributor or all, of '
  'one state or all; settled ones by their settlement, others by their promise, the newest first.';

create function api.list_commissions(status text default null,
  after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$  -- definer: reads commissions
declare
  me record := private.member();
begin
  return (select private.page_of(jsonb_agg(private.commission_json(c)), page_size, 'id')
            from private.commissions_page(me.shop_id, me.member_id, status, after,
                   private.page_limit(page_size)) c);
end $$;
comment on function api.list_commissions(text, uuid, int) is
  'My commission, newest first (settled by settlement), each with the reason of its figure.';
grant execute on function api.list_commissions(text, uuid, int) to authenticated;

create function api.staff_list_commissions(
  shop text, status text default null, distributor uuid default null,
    after uuid default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$  -- definer: reads commissions
declare
  me record := private.staff(shop, 'read');
  page jsonb;
begin
  select private.page_of(jsonb_agg(private.staff_commission_json(c)), page_size, 'id') into page
    from private.commissions_page(me.shop_id, distributor, status, after,
             private.page_limit(page_size)) c;
  if after is null then
    page := page || private.total_of((select count(*) from private.commissions_page(
      me.shop_id, distributor, status, null, private.count_most())));
  end if;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.staff_list_commissions(text, text, uuid, uuid, int) is
  'Commission of a shop or of one distributor, newest first (settled by settlement). The first '
  'page has the total. Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.staff_list_commissions(text, text, uuid, uuid, int) to authenticated;
