-- The switches of a shop: staff change the named ones, everything is answered.

create function private.settings_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(s) - 'shop_id' - 'terms_version' - 'freight_template_id'
    || jsonb_build_object('withdrawal', to_jsonb(w) - 'shop_id'
        - 'withholding' - 'withholding_basis' - 'withholding_free_fen'
        - 'transfer_scene_id' - 'report_infos')
  from shop.settings s join shop.withdrawal_rules w on w.shop_id = s.shop_id
  where s.shop_id = settings_json.shop_id
$$;
comment on function private.settings_json(uuid) is
  'What a shop may choose (contracts/staff/settings.ts ShopSettings), money in fen.';

create function private.refuse_unknown(given jsonb, known jsonb) returns void
language plpgsql immutable set search_path = '' as $$
declare
  unknown text;
begin
  if jsonb_typeof(given) <> 'object' then
    perform private.fail('SETTING_INVALID');
  end if;
  select k into unknown from jsonb_object_keys(given) k where not known ? k limit 1;
  if unknown is not null then
    perform private.fail('SETTING_INVALID', jsonb_build_object('field', unknown));
  end if;
end $$;
comment on function private.refuse_unknown(jsonb, jsonb) is
  'Refuse what is no object, and fields that are not among the known ones, naming the first.';

create function private.refuse_texts(given jsonb, known jsonb) returns void
language plpgsql immutable set search_path = '' as $$
declare
  wrong text;
begin
  select e.key into wrong from jsonb_each(given) e
   where jsonb_typeof(e.value) = 'string'
     and jsonb_typeof(known -> e.key) is distinct from 'string' limit 1;
  if wrong is not null then
    perform private.fail('SETTING_INVALID', jsonb_build_object('field', wrong));
  end if;
end $$;
comment on function private.refuse_texts(jsonb, jsonb) is
  'Refuse a text for a setting that is none: "1" is no number and "true" no yes.';

create function private.setting_permission(field text) returns text
language sql immutable set search_path = '' as $$
  select case
    when field = any ('{
      freight_fen,free_freight_from_fen,discount_from_fen,discount_fen,
      binding_mode,protection_days,expiry_notice_days,bindable,purchase_renews_protection,
      self_purchase_commission,
      distributor_review,leaderboard,
      order_timeout_minutes,timeout_grace_minutes,auto_receive_days,after_sale_days,
      after_sale_review_days,
      after_sale_return_days,after_sale_inspect_days,settle_days,max_unpaid_orders
    }') then 'rules'
    when field = any ('{
      min_fen,max_fen,daily_count,daily_fen,monthly_fen,fee_bps,days_between,one_open,
      review_above_fen,hours_from,hours_to,shop_daily_fen
    }') then 'payout_rules'
    when field = any ('{low_stock,hot_words}') then 'catalog'
    when field = 'large_above_fen' then 'payout_large_rule' end
$$;
comment on function private.setting_permission(text) is
  'The permission that changing a setting needs: nobody changes a setting by which his own '
  'permission is judged. Null for a setting not yet classified, which nobody changes; a test names '
  'it.';

create function private.refuse_settings(role text, settings jsonb) returns void
language plpgsql immutable set search_path = '' as $$
declare
  field text;
begin
  for field in select jsonb_object_keys(settings - 'withdrawal') union all
      select jsonb_object_keys(coalesce(settings -> 'withdrawal', '{}')) loop
    if not coalesce(private.role_may(role, private.setting_permission(field)), false) then
      perform private.fail('FORBIDDEN',
          jsonb_build_object('permission', private.setting_permission(field), 'field', field));
    end if;
  end loop;
  if settings - 'withdrawal' = '{}' and coalesce(settings -> 'withdrawal', '{}') = '{}'
     and not private.role_may(role, 'rules') then
    perform private.fail('FORBIDDEN', '{"permission":"rules"}');
  end if;
end $$;
comment on function private.refuse_settings(text, jsonb) is
  'Refuse what names a setting that this role may not change (FORBIDDEN with the field).';

create function private.write_settings(shop_id uuid, settings jsonb) returns void
language sql volatile set search_path = '' as $$
  update shop.settings s
     set (order_timeout_minutes, timeout_grace_minutes, auto_receive_days, after_sale_days,
          after_sale_review_days, after_sale_return_days, after_sale_inspect_days, settle_days,
          max_unpaid_orders, low_stock, hot_words, freight_fen, free_freight_from_fen,
          discount_from_fen, discount_fen, binding_mode, protection_days,
          expiry_notice_days, bindable,
              purchase_renews_protection, self_purchase_commission,
          distributor_review, leaderboard)
       = (select n.order_timeout_minutes, n.timeout_grace_minutes, n.auto_receive_days,
                 n.after_sale_days,
                 n.after_sale_review_days, n.after_sale_return_days, n.after_sale_inspect_days,
                     n.settle_days, n.max_unpaid_orders, n.low_stock, n.hot_words,
                 n.freight_fen, n.free_freight_from_fen,
                 n.discount_from_fen, n.discount_fen, n.binding_mode,
                 n.protection_days, n.expiry_notice_days, n.bindable,
                 n.purchase_renews_protection,
                 n.self_purchase_commission, n.distributor_review, n.leaderboard
            from jsonb_populate_record(s, write_settings.settings) n)
   where s.shop_id = write_settings.shop_id
$$;
comment on function private.write_settings(uuid, jsonb) is 'Change the named switches.';

create function private.write_withdrawal_rule(shop_id uuid, rule jsonb) returns void
language sql volatile set search_path = '' as $$
  update shop.withdrawal_rules w
     set (min_fen, max_fen, daily_count, daily_fen, monthly_fen,
         fee_bps, days_between, one_open, review_above_fen, large_above_fen,
         hours_from, hours_to, shop_daily_fen)
       = (select n.min_fen, n.max_fen, n.daily_count, n.daily_fen,
           n.monthly_fen, n.fee_bps, n.days_between, n.one_open,
                 n.review_above_fen, n.large_above_fen,
                 n.hours_from, n.hours_to, n.shop_daily_fen
            from jsonb_populate_record(w, write_withdrawal_rule.rule) n)
   where w.shop_id = write_withdrawal_rule.shop_id
$$;
comment on function private.write_withdrawal_rule(uuid, jsonb) is
  'Change the named limits of withdrawals.';

create function private.field_of_rule(rule text) returns text
language sql stable set search_path = '' as $$
  select a.attname
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
   where c.conname = field_of_rule.rule and c.connamespace = 'shop'::regnamespace
   order by a.attnum desc limit 1
$$;
comment on function private.field_of_rule(text) is
  'The setting that a broken rule is about: the last column of the constraint.';

create function api.get_shop_settings(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: settings are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.settings_json(me.shop_id);
end $$;
comment on function api.get_shop_settings(text) is 'Staff: how the shop works now.';
grant execute on function api.get_shop_settings(text) to authenticated;

create function api.save_shop_settings(
  shop text, settings jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes settings
declare
  me record := private.staff(shop, 'read');
  request jsonb := jsonb_build_array(settings, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'save_shop_settings', idempotency_key, request);
  before jsonb;
  problem text;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  -- one change after the other, so that each row of the audit log says what it found
  perform from shop.settings s where s.shop_id = me.shop_id for update;
  before := private.settings_json(me.shop_id);
  perform private.refuse_unknown(settings, before);
  perform private.refuse_unknown(coalesce(settings -> 'withdrawal', '{}'), before -> 'withdrawal');
  perform private.refuse_settings(me.role, settings);
  perform private.refuse_texts(settings - 'withdrawal', before);
  perform private.refuse_texts(coalesce(settings -> 'withdrawal', '{}'), before -> 'withdrawal');
  perform private.write_settings(me.shop_id, settings - 'withdrawal');
  if settings ? 'withdrawal' then
    perform private.write_withdrawal_rule(me.shop_id, settings -> 'withdrawal');
  end if;
  answer := private.settings_json(me.shop_id);
  perform private.audit(me.shop_id, me.staff_id, 'save_shop_settings', me.shop_id,
      reason, private.changed_fields(before - 'withdrawal' || (before -> 'withdrawal'),
          answer - 'withdrawal' || (answer -> 'withdrawal')));
  return private.remember(
    me.shop_id, me.staff_id, 'save_shop_settings', idempotency_key, request, answer);
exception when check_violation then
  get stacked diagnostics problem = constraint_name;
  perform private.fail('SETTING_INVALID',
      jsonb_build_object('rule', problem, 'field', private.field_of_rule(problem)));
when not_null_violation or data_exception then
  get stacked diagnostics problem = column_name;
  perform private.fail('SETTING_INVALID', jsonb_build_object('field', problem));
end $$;
comment on function api.save_shop_settings(text, jsonb, text, text) is
  'Staff: change the named settings (contracts/staff/settings.ts ShopSettings) and answer all. '
  'What stands under the old ones (bindings, orders) keeps them. Each needs its own permission '
  '(private.setting_permission). Raises FORBIDDEN, SETTING_INVALID with the field, or the rule '
  'that is broken.';
grant execute on function api.save_shop_settings(text, jsonb, text, text) to authenticated;
