-- A distributor's customers: with days left, and those lost with when and why.

create index bindings_by_protection on referral.bindings (shop_id, protected_until, id)
  where ended_at is null;

create function private.binding_state(b referral.bindings, notice_days int) returns text
language plpgsql stable set search_path = '' as $$
begin
  return case
    when not isfinite(b.protected_until) then 'permanent'
    when b.protected_until <= b.bound_at then 'newest'
    when b.protected_until <= private.now() then 'expired'
    when b.protected_until <= private.now() + make_interval(days => notice_days) then 'expiring'
    else 'protected' end;
end $$;
comment on function private.binding_state(referral.bindings, int) is
  'How an active binding stands: protected, expiring (within so many days), expired (the next '
  'click of another rebinds), newest (made without protection), permanent. '
  'Contracts: BindingState.';

create function private.days_left(protected_until timestamptz) returns int
language plpgsql stable set search_path = '' as $$
begin
  return case when isfinite(protected_until) then greatest(0,
    ceil(extract(epoch from protected_until - private.now()) / 86400))::int end;
end $$;
comment on function private.days_left(timestamptz) is
  'Days of protection left, a begun one counts whole; 0 when over, null when it never ends.';

create function private.listed_customers(shop_id uuid, distributor_id uuid, state text,
  sorted private.sorting, most int) returns table (id uuid, key bigint)
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select b.id, k.key
      from referral.bindings b
      join shop.settings s on s.shop_id = b.shop_id
     cross join lateral (select case
       when sorted.name = 'bound_at' then private.micros(b.bound_at)
       when isfinite(b.protected_until) then private.micros(b.protected_until)
       else 999999999999999999 end) k(key)
     where b.shop_id = listed_customers.shop_id
       and b.distributor_id = listed_customers.distributor_id and b.ended_at is null
       and (state is null or private.binding_state(b, s.expiry_notice_days) = state)
       and (sorted.id is null or case when sorted.up
         then (k.key, b.id) > (sorted.key, sorted.id)
         else (k.key, b.id) < (sorted.key, sorted.id) end)
     order by case when sorted.up then k.key end, case when sorted.up then b.id end,
              k.key desc, b.id desc
     limit most;
end $$;
comment on function private.listed_customers(uuid, uuid, text, private.sorting, int) is
  'Up to `most` customers of a distributor with their keys; what never ends comes last.';

create function private.customer_json(b referral.bindings) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object('binding_id', b.id, 'label', private.label(b.shop_id, b.member_id),
    'bound_at', b.bound_at,
    'protected_until', case when isfinite(b.protected_until) then b.protected_until end,
    'state', private.binding_state(b, (select s.expiry_notice_days from shop.settings s
                                        where s.shop_id = b.shop_id)),
    'days_left', private.days_left(b.protected_until),
    'order_count', (select count(*) from trade.orders o
                     where o.shop_id = b.shop_id and o.member_id = b.member_id
                       and o.level1_id = b.distributor_id and o.paid_at is not null),
    'commission_fen', (select coalesce(sum(c.commission_fen - c.reversed_fen), 0)::bigint
                         from ledger.commissions c
                        where c.shop_id = b.shop_id and c.distributor_id = b.distributor_id
                          and c.buyer_id = b.member_id and c.level = 1 and c.status <> 'void'));
end $$;
comment on function private.customer_json(referral.bindings) is
  'A customer as the distributor sees one (contracts/distributors.ts Customer), in fen.';

create function api.list_customers(state text default null, sort text default '-bound_at',
  after text default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bindings and orders are closed to every client role
declare
  me record := private.distributor();
  sorted private.sorting := private.sorting_of(sort, '{bound_at,protected_until}', after);
begin
  return (
    select private.sorted_page(
        jsonb_agg(private.customer_json(b) order by p.n),
        array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
      from private.listed_customers(me.shop_id, me.distributor_id, state, sorted,
             private.page_limit(page_size)) with ordinality p(id, key, n)
      join referral.bindings b on b.shop_id = me.shop_id and b.id = p.id);
end $$;
comment on function api.list_customers(text, text, text, int) is
  'Distributor: buyers bound to me, masked, by bound_at or protected_until (the soonest first), '
  'perhaps of one state, with days left, their paid orders and what they earned me on level 1 in '
  'fen. Raises DISTRIBUTOR_REQUIRED, INVALID_REQUEST.';
grant execute on function api.list_customers(text, text, text, int) to authenticated;

create function api.list_lost_customers(after text default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bindings are closed to every client role
declare
  me record := private.distributor();
  sorted private.sorting := private.sorting_of('-ended_at', '{ended_at}', after);
begin
  return (
    select private.sorted_page(jsonb_agg(jsonb_build_object('binding_id', b.id,
             'label', private.label(b.shop_id, b.member_id), 'bound_at', b.bound_at,
             'ended_at', b.ended_at, 'why', private.lost_words(b.ended_cause)) order by b.n),
        array_agg(private.mark('-ended_at', private.micros(b.ended_at), b.id) order by b.n),
        page_size)
      from (select x.*, row_number() over (order by x.ended_at desc, x.id desc) as n
              from referral.bindings x
             where x.shop_id = me.shop_id and x.distributor_id = me.distributor_id
               and x.ended_at is not null
               and not exists (select from referral.bindings later
                                where later.shop_id = x.shop_id and later.member_id = x.member_id
                                  and later.distributor_id = x.distributor_id and later.id > x.id)
               and (sorted.id is null
                 or (private.micros(x.ended_at), x.id) < (sorted.key, sorted.id))
             order by x.ended_at desc, x.id desc limit private.page_limit(page_size)) b);
end $$;
comment on function api.list_lost_customers(text, int) is
  'Distributor: buyers who were bound to me and are no more, masked, who left last first, with '
  'when and why, not to whom. Raises DISTRIBUTOR_REQUIRED, INVALID_REQUEST.';
grant execute on function api.list_lost_customers(text, int) to authenticated;
