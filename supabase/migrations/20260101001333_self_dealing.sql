-- Rule: the buyer shares a phone, device, address or payer with who earns from the order.

insert into risk.rules (rule, position, subject, is_on, weight, thresholds, title, words) values
  ('self_dealing', 10, 'order', true, 60, '[]', '自买自卖',
   '买家与拿佣金的推广员用同一个手机号、同一台设备、同一个收货地址，或由推广员本人付款。'
   '同一地址的分量为三分之二：家人和同事也会住在一起。每位买家的每一种相同只算一次。');

create function private.known_marks(shop_id uuid, members uuid[])
  returns table (member_id uuid, kind text, mark text, since timestamptz)
language plpgsql stable rows 20 set search_path = '' as $$
begin
  return query
  select t.member_id, t.kind, t.mark, t.first_at from person.traces t
   where t.shop_id = known_marks.shop_id and t.member_id = any (members)
     and t.kind in ('device', 'phone', 'address')
  union all
  select p.member_id, 'phone', p.phone_fingerprint, '-infinity' from person.profiles p
   where p.shop_id = known_marks.shop_id and p.member_id = any (members)
     and p.phone_fingerprint is not null
  union all
  select a.member_id, k.kind, k.mark, '-infinity' from person.addresses a
   cross join lateral (values
     ('phone', a.phone_fingerprint), ('address', a.address_fingerprint)) k(kind, mark)
   where a.shop_id = known_marks.shop_id and a.member_id = any (members);
end $$;
comment on function private.known_marks(uuid, uuid[]) is
  'The devices, phones and addresses of members: seen with orders and sign-ins since a moment, or '
  'their own phone and address book.';

create function private.paid_by(shop_id uuid, order_id uuid, member_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from person.identities i
      join person.notices n on n.shop_id = i.shop_id and private.openid_in(n.body) = i.openid
      join trade.orders o on o.shop_id = n.shop_id and o.id = paid_by.order_id
     where i.shop_id = paid_by.shop_id and i.member_id = paid_by.member_id
       and n.kind = 'payment'
       and n.body #>> '{transaction,out_trade_no}' = pay.wechat_number(o.paid_attempt_id))
$$;
comment on function private.paid_by(uuid, uuid, uuid) is
  'Did WeChat say that this member paid the order?';

create function private.risk_self_dealing(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
begin
  return query
  with sold as materialized (
    select m.order_id, m.member_id, m.paid_at, e.id as earner
      from person.order_marks m
     cross join lateral (values (m.level1_id), (m.level2_id)) e(id)
     where m.shop_id = given.shop_id and m.order_id = any (subjects) and e.id <> m.member_id
  ), known as materialized (
    select k.* from private.known_marks(given.shop_id, array(
      select s.member_id from sold s union select s.earner from sold s)) k
  ), shared as (
    select s.earner, s.member_id, s.order_id, b.kind
      from sold s
      join known b on b.member_id = s.member_id and b.since <= s.paid_at
      join known e on e.member_id = s.earner and e.since <= s.paid_at
       and e.kind = b.kind and e.mark = b.mark
    union
    select s.earner, s.member_id, s.order_id, 'payer' from sold s
     where private.paid_by(given.shop_id, s.order_id, s.earner)
  )
  select h.earner, h.kind || ':' || h.member_id,
         case h.kind when 'address' then given.weight * 2 / 3 else given.weight end,
         array_agg(h.order_id), jsonb_build_object('kind', h.kind, 'members', array[h.member_id])
    from shared h group by h.earner, h.member_id, h.kind;
end $$;
comment on function private.risk_self_dealing(uuid[], private.risk_settings) is
  'Paid orders whose buyer shares something with a beneficiary, on either level, as known when the '
  'order was paid. One hit per buyer and thing shared.';
