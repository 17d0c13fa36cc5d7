-- What an order must leave behind by the rules of the house, and nothing but that: the very rows
-- that placing and paying write, into the mall's own tables, each by the plainest statement.
-- Nothing is checked, priced, allocated, verified or repeatable. Between the limit (minimal.sql)
-- and the mall: how far it stays behind the limit is the price of the rows themselves, how far the
-- mall stays behind it is the price of our rules.

create schema rows;

create function rows.place(shop uuid, buyer uuid, sku uuid, key text) returns uuid
language plpgsql set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  placed uuid := private.new_id();
  now timestamptz := pg_catalog.now();
  bought record;
  earns record;
  taken_from smallint;
begin
  select s.price_fen, s.spec, p.id as product_id, p.title as product into bought
    from catalog.skus s join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
   where s.shop_id = shop and s.id = sku;
  select b.id as binding_id, b.share_id, b.distributor_id as level1_id,
      d.parent_id as level2_id, r.id as rule_set_id, r.version, r.cap_bps,
      one.id as rule1_id, one.rate_bps as level1_bps,
      two.id as rule2_id, two.rate_bps as level2_bps,
             s.after_sale_days, s.auto_receive_days, s.settle_days into earns
    from shop.settings s
    join shop.rule_sets r on r.shop_id = s.shop_id and r.version is not null and r.ends_at is null
    join shop.commission_rules one on one.shop_id = r.shop_id and one.set_id = r.id
     and one.scope_id = r.shop_id and one.level = 1
    join shop.commission_rules two on two.shop_id = r.shop_id and two.set_id = r.id
     and two.scope_id = r.shop_id and two.level = 2
    join referral.bindings b on b.shop_id = s.shop_id and b.member_id = buyer and b.ended_at is null
    join referral.distributors d on d.shop_id = s.shop_id and d.id = b.distributor_id
   where s.shop_id = shop;

  insert into trade.orders (shop_id, id, number, member_id, status,
      amount_fen, discount_fen, freight_fen, payable_fen, binding_id,
      level1_id, level2_id, rule_set_id, level1_tier, level2_tier, share_id, after_sale_days,
          auto_receive_days, settle_days, placed_at, expires_at)
  values (shop, placed, private.order_number(), buyer,
      'pending_payment', bought.price_fen, 0, 0, bought.price_fen, earns.binding_id,
      earns.level1_id, earns.level2_id, earns.rule_set_id, 1, case when earns.level2_id is not null
        then 1 end, earns.share_id, earns.after_sale_days,
      earns.auto_receive_days, earns.settle_days, now, now + interval '30 minutes');
  insert into person.order_contacts (shop_id, order_id, member_id,
      sealed, phone_fingerprint, address_fingerprint, province, city)
  values (shop, placed, buyer, 'v1.sealed', 'phone', 'address', '浙江省', '杭州市');
  update catalog.stock s set available = s.available - 1
   where s.shop_id = shop and s.sku_id = sku and s.bucket = (
     select f.bucket from catalog.stock f where f.shop_id = shop
        and f.sku_id = sku and f.available >= 1
      order by (f.bucket + pg_backend_pid()) % 61 limit 1 for update skip locked)
  returning s.bucket into taken_from;
  insert into trade.order_lines (shop_id, order_id, line_no,
      product_id, sku_id, title, spec, image_url, price_fen, quantity,
      discount_fen, freight_fen, stock_taken, terms)
  values (shop, placed, 1, bought.product_id, sku, bought.product, bought.spec,
      '', bought.price_fen, 1, 0, 0,
      jsonb_build_array(jsonb_build_array(taken_from, 1)),
      (select jsonb_agg(jsonb_build_object('level', e.level, 'distributor_id', e.distributor_id,
           'rule_kind', 'shop', 'rule_id', e.rule_id, 'version', earns.version, 'tier', null,
           'rate_bps', e.bps, 'fixed_fen', null,
           'cap_bps', earns.cap_bps, 'commission_fen', bought.price_fen * e.bps / 10000,
           'clamped', false))
         from (values (1, earns.level1_id, earns.rule1_id, earns.level1_bps),
             (2, earns.level2_id, earns.rule2_id, earns.level2_bps)
           ) e(level, distributor_id, rule_id, bps)
        where e.distributor_id is not null));
  insert into catalog.stock_movements (shop_id, sku_id, id, cause, delta, order_id, created_at)
  values (shop, sku, private.new_id(), 'reserve', -1, placed, now);
  insert into ops.events (shop_id, kind, subject_id, member_id, actor_kind, actor_id, payload)
  values (shop, 'order.placed', placed, buyer, 'member', buyer, '{"shop":{"orders":1}}');
  insert into realtime.messages (topic, event, private, extension, payload)
  values ('shop:' || shop || ':live', 'order.placed', true,
      'broadcast', jsonb_build_object('kind', 'order.placed', 'id', placed));
  insert into ops.idempotency (shop_id, actor_id, command, key, request_hash, response, created_at)
  values (shop, buyer,
      'place_order', place.key, md5(place.key), jsonb_build_object('order_id', placed), now);
  return placed;
end $$;

create function rows.pay(shop uuid, transaction jsonb) returns void
language plpgsql set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  attempt uuid := (transaction ->> 'out_trade_no')::uuid;
  transfer uuid := private.new_id();
  now timestamptz := pg_catalog.now();
  bought trade.orders;
  level1 bigint;
  level2 bigint;
begin
  update pay.attempts a
     set status = 'paid', transaction_id = transaction ->> 'transaction_id', paid_at = now,
         ask_at = null
   where a.shop_id = shop and a.id = attempt;
  update trade.orders o
     set status = 'paid', paid_at = now, paid_attempt_id = attempt
   where o.shop_id = shop
     and o.id = (select a.order_id from pay.attempts a where a.shop_id = shop and a.id = attempt)
  returning o.* into bought;
  with promised as (
    insert into ledger.commissions (shop_id, id, order_id, line_no,
        level, distributor_id, buyer_id, rule_kind, rule_id, rule_version,
        base_fen, rate_bps, cap_bps,
        commission_fen, remaining_base_fen, settle_days, created_at)
    select shop, private.new_id(), bought.id, l.line_no, p.level,
        p.distributor_id, bought.member_id, p.rule_kind, p.rule_id, p.version,
        l.goods_fen, p.rate_bps,
           p.cap_bps, p.commission_fen, l.goods_fen, bought.settle_days, now
      from trade.order_lines l
     cross join lateral jsonb_to_recordset(l.terms) p(level smallint, distributor_id uuid,
         rule_kind text, rule_id uuid, version int, rate_bps int, cap_bps int,
         commission_fen bigint)
     where l.shop_id = shop and l.order_id = bought.id and p.commission_fen > 0
    returning commissions.level, commissions.commission_fen)
  select coalesce(sum(p.commission_fen) filter (where p.level = 1), 0),
         coalesce(sum(p.commission_fen) filter (where p.level = 2), 0) into level1, level2
    from promised p;
  insert into ledger.transfers (shop_id, id, kind, idempotency_key, subject_id, happened_at)
  values (shop, transfer, 'payment', 'payment:' || attempt, bought.id, now);
  insert into ledger.entries (shop_id, transfer_id, account_id, amount)
  select shop, transfer, a.id, e.fen
    from (values ('wechat', shop, -bought.payable_fen),
        ('sales', shop, bought.payable_fen), ('commission_expense', shop, -level1 - level2),
                 ('commission_pending', bought.level1_id, level1),
                     ('commission_pending', bought.level2_id, level2)) e(kind, owner, fen)
    join ledger.accounts a on a.shop_id = shop and a.kind = e.kind
     and a.owner_id = e.owner and a.unit = 'fen'
   where e.fen <> 0;
  insert into ops.events (shop_id, kind, subject_id, member_id, actor_kind, payload)
  select shop, e.kind, bought.id, e.member_id, 'wechat', jsonb_build_object('shop', e.fen)
    from (values ('order.paid', bought.member_id, bought.payable_fen),
                 ('commission.pending', bought.level1_id, level1),
                 ('commission.pending', bought.level2_id, level2)) e(kind, member_id, fen)
   where e.member_id is not null;
  insert into realtime.messages (topic, event, private, extension, payload)
  select m.topic, m.kind, true,
      'broadcast', jsonb_build_object('kind', m.kind, 'id', bought.id, 'fen', m.fen)
    from (values ('shop:' || shop || ':live', 'order.paid', bought.payable_fen),
                 ('member:' || bought.member_id, 'order.changed', 0),
                 ('member:' || bought.level1_id, 'commission.pending', level1),
                 ('member:' || bought.level2_id, 'commission.pending', level2)) m(topic, kind, fen)
   where m.topic is not null;
  insert into person.notices (shop_id, kind, wechat_id, outcome, body, received_at, retain_until)
  values (shop, 'payment', gen_random_uuid()::text,
      'applied', transaction, now, now + interval '180 days');
end $$;
