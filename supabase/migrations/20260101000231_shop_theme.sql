-- How a shop presents itself, in both faces.

create function private.theme_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('name', s.name, 'slogan', s.slogan, 'logo_url', nullif(s.logo_url, ''),
    'brand_color', s.brand_color, 'service_phone', s.service_phone,
    'service_hours', s.service_hours, 'licences', s.licences)
  from shop.shops s where s.id = theme_json.shop_id
$$;
comment on function private.theme_json(uuid) is
  'How a shop presents itself (contracts/staff/settings.ts ShopTheme).';

create function api.get_shop_theme(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: shops are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.theme_json(me.shop_id);
end $$;
comment on function api.get_shop_theme(text) is
  'Staff: how the shop presents itself, as api.update_shop takes it.';
grant execute on function api.get_shop_theme(text) to authenticated;

create function api.update_shop(
  shop text, theme jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes the shop
declare
  me record := private.staff(shop, 'rules');
  request jsonb := jsonb_build_array(theme, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'update_shop', idempotency_key, request);
  kinds jsonb := '{"name":"string","slogan":"string","logo_url":"string",
    "brand_color":"string","service_phone":"string","service_hours":"string",
    "licences":"array"}';
  before jsonb;
  problem text;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.refuse_unknown(theme, kinds);
  perform private.refuse_kinds(theme, kinds, 'theme');
  perform from shop.shops s where s.id = me.shop_id for no key update;   -- one change at a time
  before := private.theme_json(me.shop_id);
  update shop.shops s
     set name = coalesce(theme ->> 'name', s.name), slogan = coalesce(theme ->> 'slogan', s.slogan),
         logo_url = case when theme ? 'logo_url' then coalesce(theme ->> 'logo_url', '')
             else s.logo_url end,
         service_phone = coalesce(theme ->> 'service_phone', s.service_phone),
         service_hours = coalesce(theme ->> 'service_hours', s.service_hours),
         licences = coalesce(nullif(theme -> 'licences', 'null'), s.licences),
         brand_color = case when theme ? 'brand_color'
             then theme ->> 'brand_color' else s.brand_color end
   where s.id = me.shop_id;
  answer := private.theme_json(me.shop_id);
  perform private.audit(me.shop_id, me.staff_id, 'update_shop', me.shop_id, reason,
      private.changed_fields(before, answer));
  return private.remember(me.shop_id, me.staff_id, 'update_shop', idempotency_key, request, answer);
exception when check_violation then
  get stacked diagnostics problem = constraint_name;
  perform private.fail('SETTING_INVALID',
      jsonb_build_object('rule', problem, 'field', private.field_of_rule(problem)));
end $$;
comment on function api.update_shop(text, jsonb, text, text) is
  'Staff: how the shop presents itself: {name?, slogan?, logo_url?, brand_color?, service_phone?, '
  'service_hours?, licences?}; brand_color or logo_url null takes it away. Answers all of it. '
  'Raises SETTING_INVALID.';
grant execute on function api.update_shop(text, jsonb, text, text) to authenticated;
