-- The cases as staff read them, with both sides next to each other.

create function private.risk_case_json(c risk.cases) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (select jsonb_build_object('id', c.id, 'distributor_id', c.distributor_id,
      'label', private.label(c.shop_id, c.distributor_id), 'code', d.code,
      'distributor_status', d.status, 'status', c.status, 'score', c.score,
      'hold_score', private.hold_score(c.shop_id), 'opened_at', c.opened_at,
      'changed_at', c.changed_at, 'held_at', c.held_at,
      'ends_at', case when c.status = 'open' then c.opened_at + interval '30 days' end,
      'decided_at', c.decided_at, 'reason', c.reason,
      'by', (select s.name from shop.staff s where s.shop_id = c.shop_id and s.id = c.decided_by),
      'held_fen', (select coalesce(sum(m.commission_fen - m.reversed_fen), 0)::bigint
          from ledger.commission_holds h
          join ledger.commissions m on m.shop_id = h.shop_id and m.id = h.commission_id
         where h.shop_id = c.shop_id and h.case_id = c.id and h.released_at is null
           and m.status = 'held'),
      'waiting_fen', (select coalesce(sum(w.amount_fen), 0)::bigint
          from risk.case_withdrawals x
          join pay.withdrawals w on w.shop_id = x.shop_id and w.id = x.withdrawal_id
         where x.shop_id = c.shop_id and x.case_id = c.id and w.status = 'held'),
      'rules', (select coalesce(jsonb_agg(distinct r.title), '[]')
          from risk.hits h join risk.rules r on r.rule = h.rule
         where h.shop_id = c.shop_id and h.case_id = c.id))
    from referral.distributors d where d.shop_id = c.shop_id and d.id = c.distributor_id);
end $$;
comment on function private.risk_case_json(risk.cases) is
  'A case in short (contracts/staff/risk.ts RiskCase), sums in fen.';

create function api.list_risk_cases(shop text, status text default 'open',
  after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: cases are closed to every client role
declare
  me record := private.staff(shop, 'risk');
begin
  return private.as_read_by((
    select private.page_of(jsonb_agg(private.risk_case_json(c) order by c.id desc),
        page_size, 'id')
      from (select x.* from risk.cases x
             where x.shop_id = me.shop_id
               and (list_risk_cases.status is null or x.status = list_risk_cases.status)
               and (list_risk_cases.after is null or x.id < list_risk_cases.after)
             order by x.id desc limit private.page_limit(page_size)) c), me.role);
end $$;
comment on function api.list_risk_cases(text, text, uuid, int) is
  'Staff who may see the risk centre: its cases, the newest first, of one status or (null) all. '
  'Raises FORBIDDEN.';
grant execute on function api.list_risk_cases(text, text, uuid, int) to authenticated;

create function private.case_orders(c risk.cases) returns setof person.order_marks
language sql stable set search_path = '' as $$
  select m.* from (
    select distinct o.order_id from risk.hits h
      join risk.hit_orders o on o.shop_id = h.shop_id and o.hit_id = h.id
     where h.shop_id = c.shop_id and h.case_id = c.id order by o.order_id desc limit 200) x
    join person.order_marks m on m.shop_id = c.shop_id and m.order_id = x.order_id
   order by m.order_id desc
$$;
comment on function private.case_orders(risk.cases) is
  'The latest 200 orders of a case by what they are compared.';

create function private.case_members(c risk.cases) returns uuid[]
language sql stable set search_path = '' as $$
  select array_agg(x.id order by x.place, x.id) from (
    select p.id, min(p.place) as place from (
      select c.distributor_id as id, 0 as place
      union all select private.uuid_of(e.id), 1 from risk.hits h
        cross join lateral jsonb_array_elements_text(
          coalesce(h.evidence -> 'members', '[]')) e(id)
        where h.shop_id = c.shop_id and h.case_id = c.id
      union all select m.member_id, 2 from private.case_orders(c) m
      union all select m.level1_id, 3 from private.case_orders(c) m) p
     where p.id is not null group by p.id order by 2, 1 limit 60) x
$$;
comment on function private.case_members(risk.cases) is
  'Whom a case is about: the distributor first, those the evidence names, the buyers; 60 at most.';

create function private.case_marks(shop_id uuid, members uuid[])
  returns table (kind text, no int, mark text, member_id uuid, first_at timestamptz,
    last_at timestamptz)
language sql stable set search_path = '' as $$
  select t.kind, dense_rank() over (partition by t.kind order by t.shared desc, t.mark)::int,
         t.mark, t.member_id, t.first_at, t.last_at
    from (select x.*, count(*) over (partition by x.kind, x.mark) as shared
            from person.traces x
           where x.shop_id = case_marks.shop_id and x.member_id = any (members)) t
$$;
comment on function private.case_marks(uuid, uuid[]) is
  'By what members were seen, numbered per kind: who reads a case sees "device 1" and not by what '
  'it is known. What most of them share comes first.';

create function private.case_people_json(c risk.cases, members uuid[]) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_agg(jsonb_build_object('member_id', m.id, 'label', private.label(c.shop_id, m.id),
      'is_distributor', exists (select from referral.distributors d
         where d.shop_id = c.shop_id and d.id = m.id and d.approved_at is not null),
      'marks', (select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'no', k.no,
            'words', case k.kind when 'region' then k.mark end, 'first_at', k.first_at,
            'last_at', k.last_at) order by k.kind, k.no), '[]')
          from private.case_marks(c.shop_id, members) k
         where k.member_id = m.id and k.no <= 50)) order by m.n)
    from unnest(members) with ordinality m(id, n)
$$;
comment on function private.case_people_json(risk.cases, uuid[]) is
  'The people of a case with what they share, as numbers.';

create function private.case_orders_json(c risk.cases, members uuid[]) returns jsonb
language sql stable set search_path = '' as $$
  with mark as materialized (
    select distinct k.kind, k.no, k.mark from private.case_marks(c.shop_id, members) k)
  select coalesce(jsonb_agg(jsonb_build_object('order_id', o.id, 'number', o.number,
      'member_id', o.member_id, 'label', private.label(o.shop_id, o.member_id),
      'paid_at', o.paid_at, 'payable_fen', o.payable_fen, 'status', o.status,
      'bound_seconds', m.bound_seconds, 'region', m.region,
      'device', (select k.no from mark k where k.kind = 'device' and k.mark = m.device),
      'phone', (select k.no from mark k where k.kind = 'phone' and k.mark = m.phone),
      'address', (select k.no from mark k where k.kind = 'address' and k.mark = m.address),
      'commission_fen', (select coalesce(sum(x.commission_fen - x.reversed_fen), 0)::bigint
         from ledger.commissions x where x.shop_id = o.shop_id and x.order_id = o.id
          and x.distributor_id = c.distributor_id),
      'commission_status', (select min(x.status) from ledger.commissions x
         where x.shop_id = o.shop_id and x.order_id = o.id
           and x.distributor_id = c.distributor_id)) order by o.id desc), '[]')
    from private.case_orders(c) m
    join trade.orders o on o.shop_id = m.shop_id and o.id = m.order_id
$$;
comment on function private.case_orders_json(risk.cases, uuid[]) is
  'The orders of a case with the distributor''s commission in fen, and device, phone and address '
  'as the numbers that private.case_marks gives them.';

create function private.case_bonds_json(c risk.cases, members uuid[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('buyer_id', x.member_id,
      'distributor_id', x.level1_id, 'orders', x.orders)), '[]')
    from (select m.member_id, m.level1_id, count(*) as orders
            from unnest(members) d(id)
            join person.order_marks m on m.shop_id = c.shop_id and m.level1_id = d.id
             and m.member_id = any (members)
           group by 1, 2 order by 3 desc limit 200) x
$$;
comment on function private.case_bonds_json(risk.cases, uuid[]) is
  'Who of the people of a case buys through whom, with how many orders.';

create function api.get_risk_case(shop text, case_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: cases are closed to every client role
declare
  me record := private.staff(shop, 'risk');
  known risk.cases;
  members uuid[];
begin
  select c.* into known from risk.cases c
   where c.shop_id = me.shop_id and c.id = get_risk_case.case_id;
  if not found then
    perform private.fail('RISK_CASE_NOT_FOUND');
  end if;
  members := private.case_members(known);
  return private.as_read_by(private.risk_case_json(known) || jsonb_build_object(
    'hits', (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'rule', h.rule,
          'title', r.title, 'weight', h.weight, 'times', h.times, 'first_at', h.first_at,
          'last_at', h.last_at, 'evidence', h.evidence,
          'orders', (select count(*) from risk.hit_orders o
                      where o.shop_id = h.shop_id and o.hit_id = h.id))
          order by h.weight desc, h.id), '[]')
        from risk.hits h join risk.rules r on r.rule = h.rule
       where h.shop_id = known.shop_id and h.case_id = known.id),
    'people', private.case_people_json(known, members),
    'orders', private.case_orders_json(known, members),
    'bonds', private.case_bonds_json(known, members),
    'withdrawals', (select coalesce(jsonb_agg(private.withdrawal_json(w) order by w.id desc), '[]')
        from risk.case_withdrawals x
        join pay.withdrawals w on w.shop_id = x.shop_id and w.id = x.withdrawal_id
       where x.shop_id = known.shop_id and x.case_id = known.id)), me.role);
end $$;
comment on function api.get_risk_case(text, uuid) is
  'Staff who may see the risk centre: a case whole (contracts/staff/risk.ts RiskCaseWhole). Raises '
  'RISK_CASE_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_risk_case(text, uuid) to authenticated;
