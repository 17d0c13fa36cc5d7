-- One decision of staff about many things: each is decided by itself, as if it were the only one.

create function private.batch_ids(ids uuid[]) returns uuid[]
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(cardinality(ids), 0) = 0 then
    perform private.fail_field('ids', '至少选择一项');
  elsif cardinality(ids) > 100 then
    perform private.fail_field('ids', '一次最多 100 项');
  elsif cardinality(ids) <> (select count(distinct one) from unnest(ids) one) then
    perform private.fail_field('ids', '有重复的编号');
  end if;
  return array(select one from unnest(ids) one order by one);
end $$;
comment on function private.batch_ids(uuid[]) is
  'What a batch is about, in the order in which it is decided: 1 to 100 different ids. Raises '
  'INVALID_REQUEST.';

create function private.run_batch(
  command text, shop_id uuid, staff_id uuid, ids uuid[], decided jsonb, reason text
) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  one uuid;
  code text;
  items jsonb := '[]';
begin
  foreach one in array ids loop
    begin
      code := null;
      case command
        when 'set_product_status' then
          perform private.switch_product(shop_id, staff_id, one, decided::boolean, reason);
        when 'change_product' then
          perform private.change_product(shop_id, staff_id, one, decided, reason);
        when 'review_withdrawal' then
          perform private.judge_withdrawal(shop_id, one, decided::boolean, staff_id, reason);
          perform private.audit(shop_id, staff_id, command, one, reason,
            jsonb_build_object('approve', decided));
        when 'review_distributor' then
          perform private.judge_application(shop_id, one, decided::boolean, staff_id, reason);
          perform private.audit(shop_id, staff_id, command, one, reason,
            jsonb_build_object('approve', decided));
      end case;
    exception when others then
      if sqlstate not like 'PT%' then
        raise;   -- no refusal: the whole batch is undone and may be sent again
      end if;
      code := sqlerrm;
    end;
    items := items || jsonb_build_object('id', one, 'code', code);
  end loop;
  return jsonb_build_object('items', items);
end $$;
comment on function private.run_batch(text, uuid, uuid, uuid[], jsonb, text) is
  'Decide one thing after the other by the function that decides a single one, with its locks and '
  'its audit row. What is refused is undone alone and answers its code; null is done. The caller '
  'has locked, in the order of ids, what several batches could wait for crosswise.';

create function private.lock_products(shop_id uuid, ids uuid[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  -- all products before the shop's version, which the first change locks
  perform from catalog.products p
    where p.shop_id = lock_products.shop_id and p.id = any (ids) order by p.id for no key update;
end $$;
comment on function private.lock_products(uuid, uuid[]) is
  'The products of a batch, in the order in which everybody locks several.';

create function api.set_products_status(
  shop text, ids uuid[], on_sale boolean, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me private.staff_command := private.begin_command(shop, 'catalog', 'set_products_status',
      idempotency_key, jsonb_build_array(ids, on_sale, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  ids := private.batch_ids(ids);
  if on_sale is null then
    perform private.fail('INVALID_REQUEST', '{"field":"on_sale"}');
  end if;
  perform private.lock_products(me.shop_id, ids);
  me.answer := private.run_batch(
    'set_product_status', me.shop_id, me.staff_id, ids, to_jsonb(on_sale), me.reason);
  -- each decision has left its own row of the audit log
  return private.remember(me.shop_id, me.staff_id, me.command, me.key, me.request, me.answer);
end $$;
comment on function api.set_products_status(text, uuid[], boolean, text, text) is
  'Staff: put up to 100 products on sale or off, each by itself: {"items": [{"id", "code"}]}, code '
  'null where it is done, else as api.set_product_status refuses it. Raises INVALID_REQUEST, '
  'FORBIDDEN.';
grant execute on function api.set_products_status(text, uuid[], boolean, text, text)
  to authenticated;

create function private.check_product_change(change jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(change,
    '{"category_id":"string","distributable":"boolean","price_fen":"number","price_bps":"number"}',
    'change');
  if (select count(*) from jsonb_object_keys(change)) <> 1 then
    perform private.fail_field('change', '一次改一样');
  elsif (change ->> 'price_fen')::numeric not between -10000000000 and 10000000000
     or change @? '$.price_fen ? (@ == 0 || @ == null || @.floor() != @)' then
    perform private.fail_field('change.price_fen', '请填写加减的金额');
  elsif (change ->> 'price_bps')::numeric not between -9999 and 100000
     or change @? '$.price_bps ? (@ == 0 || @ == null || @.floor() != @)' then
    perform private.fail_field('change.price_bps', '请填写涨跌的百分比');
  elsif change @? '$.distributable ? (@ == null)' then
    perform private.fail_field('change.distributable', '请选择是否参与推广');
  end if;
end $$;
comment on function private.check_product_change(jsonb) is
  'A change is one of {"category_id"} (null: none), {"distributable"}, {"price_fen"} (added to '
  'each price, fen) and {"price_bps"} (of each price, added). Raises INVALID_REQUEST.';

create function api.change_products(
  shop text, ids uuid[], change jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me private.staff_command := private.begin_command(shop, 'catalog', 'change_products',
      idempotency_key, jsonb_build_array(ids, change, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  ids := private.batch_ids(ids);
  perform private.check_product_change(change);
  perform from catalog.categories c   -- it stays while products are put into it
    where c.shop_id = me.shop_id and c.id = private.uuid_of(change ->> 'category_id')
      for key share;
  if change ->> 'category_id' is not null and not found then
    perform private.fail('CATEGORY_NOT_FOUND');
  end if;
  perform private.lock_products(me.shop_id, ids);
  me.answer := private.run_batch(
    'change_product', me.shop_id, me.staff_id, ids, change, me.reason);
  -- each decision has left its own row of the audit log
  return private.remember(me.shop_id, me.staff_id, me.command, me.key, me.request, me.answer);
end $$;
comment on function api.change_products(text, uuid[], jsonb, text, text) is
  'Staff: change one thing of up to 100 products, each by itself: {"items": [{"id", "code"}]}, '
  'code null where it is done, else PRODUCT_NOT_FOUND, or PRICE_OUT_OF_RANGE where a price would '
  'be below one fen or above 100 million yuan; then none of that product changes. change as '
  'private.check_product_change takes it. Raises INVALID_REQUEST, CATEGORY_NOT_FOUND, FORBIDDEN.';
grant execute on function api.change_products(text, uuid[], jsonb, text, text) to authenticated;

create function api.review_withdrawals(
  shop text, ids uuid[], approve boolean, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes withdrawals and the outbox
declare
  me private.staff_command := private.begin_command(shop, 'payout', 'review_withdrawals',
      idempotency_key, jsonb_build_array(ids, approve, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  ids := private.batch_ids(ids);
  if approve is null then
    perform private.fail('INVALID_REQUEST', '{"field":"approve"}');
  end if;
  -- all balances in their order; each decision then finds its own locked
  perform private.lock_balances(me.shop_id, 'commission_available', array(
    select w.distributor_id from pay.withdrawals w
     where w.shop_id = me.shop_id and w.id = any (ids)));
  me.answer := private.run_batch(
    'review_withdrawal', me.shop_id, me.staff_id, ids, to_jsonb(approve), me.reason);
  -- each decision has left its own row of the audit log
  return private.remember(me.shop_id, me.staff_id, me.command, me.key, me.request, me.answer);
end $$;
comment on function api.review_withdrawals(text, uuid[], boolean, text, text) is
  'Staff approve or reject up to 100 withdrawals for one reason, each by itself: {"items": [{"id", '
  '"code"}]}, code null where it is done, else as api.review_withdrawal refuses it. Raises '
  'INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.review_withdrawals(text, uuid[], boolean, text, text)
  to authenticated;

create function api.review_applications(
  shop text, ids uuid[], approve boolean, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'review_applications',
      idempotency_key, jsonb_build_array(ids, approve, reason), reason);
begin
  if me.answer is not null then
    return me.answer;
  end if;
  ids := private.batch_ids(ids);
  if approve is null then
    perform private.fail('INVALID_REQUEST', '{"field":"approve"}');
  end if;
  -- each decision locks its applicant, in the order of ids
  me.answer := private.run_batch(
    'review_distributor', me.shop_id, me.staff_id, ids, to_jsonb(approve), me.reason);
  -- each decision has left its own row of the audit log
  return private.remember(me.shop_id, me.staff_id, me.command, me.key, me.request, me.answer);
end $$;
comment on function api.review_applications(text, uuid[], boolean, text, text) is
  'Staff approve or reject up to 100 applications for one reason, each by itself: {"items": '
  '[{"id", "code"}]}, code null where it is done, else as api.review_distributor refuses it. '
  'Raises INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.review_applications(text, uuid[], boolean, text, text)
  to authenticated;
