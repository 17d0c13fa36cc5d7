-- Placing an order: reprice, reserve, record who earns. One transaction; it fails whole with the
-- reason and the new quote.

create function private.check_contact(contact jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(jsonb_typeof(contact), '') <> 'object' or contact - array['sealed',
      'phone_fingerprint', 'address_fingerprint', 'province', 'city'] <> '{}'
     or coalesce(contact ->> 'sealed', '') = ''
     or coalesce(contact ->> 'phone_fingerprint', '') = ''
     or coalesce(contact ->> 'address_fingerprint', '') = ''
     or (contact ->> 'province') is null or (contact ->> 'city') is null
     or length(contact ->> 'sealed') > 4000 or length(contact ->> 'phone_fingerprint') > 128
     or length(contact ->> 'address_fingerprint') > 128
     or length(contact ->> 'province') > 40 or length(contact ->> 'city') > 40 then
    perform private.fail('INVALID_REQUEST', '{"field":"contact"}');
  end if;
end $$;
comment on function private.check_contact(jsonb) is
  'A contact comes sealed, with fingerprints and region (contracts/server.ts SealedContact).';

create function api.place_order(
  idempotency_key text, lines jsonb, expected_payable_fen bigint,
    contact jsonb, remark text default null, from_cart boolean default false
) returns jsonb
language plpgsql volatile security definer set search_path = ''
set plan_cache_mode = force_generic_plan as $$
  -- definer: writes orders and stock, which no client role may; its statements go by key, planning
  -- them anew buys nothing
declare
  me record := private.member();
  request jsonb;
  answer jsonb;
  rules shop.settings;
  priced private.priced;
  placed trade.orders;
  held record;
begin
  perform private.check_lines(lines), private.check_contact(contact);
  if length(remark) > 200 then
    perform private.fail('INVALID_REQUEST', '{"field":"remark"}');
  end if;
  request := jsonb_build_array(lines, expected_payable_fen, contact - 'sealed', remark, from_cart);
  answer := private.recall(me.shop_id, me.member_id, 'place_order', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;

  select s.* into strict rules from shop.settings s where s.shop_id = me.shop_id;
  priced := private.price_lines(rules, lines, contact);
  perform private.refuse_unless_sellable(me.shop_id, me.member_id,
      priced, expected_payable_fen, rules.max_unpaid_orders);
  placed := private.write_order(rules, me.member_id, priced);
  perform private.write_contact(placed, contact, remark);
  held := private.reserve(placed, priced.lines);
  if held.problem is not null then
    perform private.fail(held.problem, held.detail || jsonb_build_object(
        'quote', private.quote_json(me.shop_id, me.member_id, priced)));
  end if;
  priced.lines := held.lines;
  perform private.write_lines(placed, priced);
  if from_cart then
    perform private.take_from_cart(me.shop_id, me.member_id,
        array(select l.sku_id from unnest(priced.lines) l));
  end if;
  perform private.record_event(me.shop_id, 'order.placed', placed.id,
            '{"shop":{"orders":1}}', me.member_id),
          private.record_signal(me.shop_id, me.member_id, 'order', placed.id);
  if placed.payable_fen = 0 then
    placed := private.mark_paid(placed, null);
  end if;

  answer := jsonb_build_object('order_id', placed.id,
      'number', placed.number, 'status', placed.status,
                               'payable_fen', placed.payable_fen, 'expires_at', placed.expires_at);
  return private.remember(
    me.shop_id, me.member_id, 'place_order', idempotency_key, request, answer);
end $$;
comment on function api.place_order(text, jsonb, bigint, jsonb, text, boolean) is
  'Server, for the member of the claims: place an order of [{"sku_id", "quantity"}] at the price '
  'the buyer saw (expected_payable_fen). Reserves stock, fixes discount, freight and commission '
  'per line. An order of 0 fen is paid at once. Raises PRICE_CHANGED, OUT_OF_STOCK, SKU_OFF_SALE, '
  'OUTSIDE_SALE_TIME, SKU_NOT_FOUND, REGION_NOT_SERVED, PURCHASE_LIMIT with details.quote; '
  'UNPAID_ORDERS_LIMIT with details.most; SHOP_CLOSED; IDEMPOTENCY_CONFLICT.';
grant execute on function api.place_order(text, jsonb, bigint, jsonb, text, boolean) to mall_server;

create function private.write_order(rules shop.settings, member_id uuid, priced private.priced)
  returns trade.orders
language plpgsql volatile set search_path = '' as $$
declare
  earns record := private.beneficiaries(rules.shop_id, member_id);
  click record := private.last_click(rules.shop_id, member_id);
  now timestamptz := private.now();
  placed trade.orders;
begin
  insert into trade.orders (shop_id, id, number, member_id, status,
      amount_fen, discount_fen, freight_fen, payable_fen,
      binding_id, level1_id, level2_id, rule_set_id, level1_tier, level2_tier,
      click_id, share_id,
      after_sale_days, auto_receive_days, settle_days, placed_at, expires_at)
  values (rules.shop_id, private.new_id(), private.order_number(), write_order.member_id,
      'pending_payment',
      priced.amount_fen, priced.discount_fen, priced.freight_fen, priced.payable_fen,
      earns.binding_id, earns.level1_id, earns.level2_id, earns.rule_set_id,
      earns.level1_tier, earns.level2_tier, click.click_id, click.share_id,
      rules.after_sale_days, rules.auto_receive_days, rules.settle_days,
      now, now + make_interval(mins => rules.order_timeout_minutes))
  returning * into placed;
  return placed;
end $$;
comment on function private.write_order(shop.settings, uuid, private.priced) is
  'An order with its sums, who earns from it, what brought it, and the rules that it keeps.';

create function private.write_contact(placed trade.orders, contact jsonb, remark text) returns void
language plpgsql volatile set search_path = '' as $$
begin
  insert into person.order_contacts (shop_id, order_id, member_id,
      sealed, phone_fingerprint, address_fingerprint, province, city, remark)
  select placed.shop_id, placed.id, placed.member_id, contact ->> 'sealed',
         contact ->> 'phone_fingerprint', contact ->> 'address_fingerprint',
         contact ->> 'province', contact ->> 'city', coalesce(write_contact.remark, '')
    from member.members m   -- not forgotten meanwhile
   where m.shop_id = placed.shop_id and m.id = placed.member_id and m.status = 'active';
  if not found then
    perform private.fail('SIGN_IN_REQUIRED');
  end if;
end $$;
comment on function private.write_contact(trade.orders, jsonb, text) is
  'Where an order goes. Raises SIGN_IN_REQUIRED where the member is known no more.';

create function private.obstacle_to_sale(shop_id uuid, member_id uuid, lines private.priced_line[])
  returns text
language plpgsql volatile set search_path = '' as $$
declare
  problem text;
  line private.priced_line;
  first int := 999;
  is_limited boolean := false;
begin
  -- A member's orders are counted one after the other, those placed and those revived.
  perform pg_advisory_xact_lock(
      hashtextextended(concat_ws('|', 'orders', obstacle_to_sale.member_id), 0));
  select case when s.status <> 'open' then 'SHOP_CLOSED'
              when m.id is null then 'SIGN_IN_REQUIRED' end into problem
    from shop.shops s
    left join member.members m on m.shop_id = s.id
     and m.id = obstacle_to_sale.member_id and m.status = 'active'
   where s.id = obstacle_to_sale.shop_id;
  if problem is not null then
    return problem;
  end if;
  foreach line in array lines loop
    is_limited := is_limited or line.purchase_limit is not null;
    if line.problem is not null and line.line_no < first then
      first := line.line_no;
      problem := line.problem;
    end if;
  end loop;
  if problem is null and is_limited
     and cardinality(private.over_limit(shop_id, member_id, lines)) > 0 then
    problem := 'PURCHASE_LIMIT';
  end if;
  return problem;
end $$;
comment on function private.obstacle_to_sale(uuid, uuid, private.priced_line[]) is
  'Why these lines may not be sold to this member now, stock apart, or null: asked when an order '
  'is placed and when a late payment would revive one. Answers SHOP_CLOSED, SIGN_IN_REQUIRED (the '
  'member is known no more), SKU_NOT_FOUND, SKU_OFF_SALE, OUTSIDE_SALE_TIME, '
  'REGION_NOT_SERVED, PURCHASE_LIMIT.';

create function private.refuse_unless_sellable(
  shop_id uuid, member_id uuid, priced private.priced,
    expected_payable_fen bigint, max_unpaid_orders int
) returns void
language plpgsql volatile set search_path = '' as $$
declare
  problem text := private.obstacle_to_sale(shop_id, member_id, priced.lines);
begin
  if problem in ('SHOP_CLOSED', 'SIGN_IN_REQUIRED') then
    perform private.fail(problem);
  elsif problem is null and expected_payable_fen is distinct from priced.payable_fen then
    problem := 'PRICE_CHANGED';
  end if;
  if problem is not null then
    perform private.fail(problem,
        jsonb_build_object('quote', private.quote_json(shop_id, member_id, priced)));
  end if;
  if expected_payable_fen > 0 and max_unpaid_orders <= (
       select count(*) from trade.orders o
        where o.shop_id = refuse_unless_sellable.shop_id
          and o.member_id = refuse_unless_sellable.member_id
          and o.status = 'pending_payment') then
    perform private.fail('UNPAID_ORDERS_LIMIT', jsonb_build_object('most', max_unpaid_orders));
  end if;
end $$;
comment on function private.refuse_unless_sellable(uuid,
  uuid, private.priced, bigint, int) is
  'Refuse what cannot be sold, is over the limit, or no longer costs what the buyer saw; the '
  'refusal carries the new quote. Refuse one more unpaid order than the shop lets a member have; a '
  'free order is never unpaid.';

create function private.write_lines(placed trade.orders, priced private.priced) returns void
language plpgsql volatile set search_path = '' as $$
begin
  insert into trade.order_lines (shop_id, order_id, line_no,
      product_id, sku_id, title, spec, image_url, price_fen, quantity,
      discount_fen, freight_fen, stock_taken, terms)
  select placed.shop_id, placed.id, l.line_no, l.product_id,
      l.sku_id, l.title, l.spec, l.image_url, l.price_fen, l.quantity,
         l.discount_fen, l.freight_fen, l.stock_taken, coalesce(earned.terms, '[]')
    from unnest(priced.lines) l
    left join private.commission_terms(placed, priced.lines) earned on earned.line_no = l.line_no;
  if cardinality(priced.discounts) > 0 then
    perform private.write_discounts(placed, priced);
  end if;
end $$;
comment on function private.write_lines(trade.orders, private.priced) is
  'The lines of an order with what they hold, the terms of their commission and what each step '
  'took off.';

create function private.write_discounts(placed trade.orders, priced private.priced) returns void
language plpgsql volatile set search_path = '' as $$
begin
  insert into trade.order_discounts (
      shop_id, order_id, line_no, step, source, words, amount_fen)
  select placed.shop_id, placed.id, l.line_no, p.step, p.source, p.words, p.fen[l.ordinality::int]
    from unnest(priced.discounts) p
   cross join unnest(priced.lines) with ordinality l
   where p.fen[l.ordinality::int] > 0;
end $$;
comment on function private.write_discounts(trade.orders, private.priced) is
  'What each step took off each line of an order.';
