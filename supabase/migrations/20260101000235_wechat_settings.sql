-- What WeChat knows a shop by beside its keys, and how payouts are reported and taxed.

create function private.fits_wechat(value jsonb, longest int) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_typeof(value) = 'string' and length(value #>> '{}') between 1 and longest
    and value #>> '{}' = btrim(value #>> '{}')
    and value #>> '{}' !~ '[\U00010000-\U0010FFFF[:cntrl:]]', false)
$$;
comment on function private.fits_wechat(jsonb, int) is
  'Is this a text that WeChat Pay takes: 1 to so many characters of at most three bytes, none of '
  'control, no space around?';

create function private.are_report_infos(value jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(value) <> 'array' then false
    else jsonb_array_length(value) between 1 and 10 and not exists (
      select from jsonb_array_elements(value) i
       where jsonb_typeof(i) <> 'object' or i - array['info_type', 'info_content'] <> '{}'
          or not private.fits_wechat(i -> 'info_type', 15)
          or not private.fits_wechat(i -> 'info_content', 32))
      and (select count(distinct i ->> 'info_type')
          from jsonb_array_elements(value) i) = jsonb_array_length(value) end
$$;
comment on function private.are_report_infos(jsonb) is
  'Is this [{"info_type", "info_content"}] as a transfer scene asks for (WeChat Pay doc '
  '4012716434), each type once?';

create function private.is_withholding(value jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(value) <> 'array' then false
    else jsonb_array_length(value) <= 20 and not exists (
      select from (
        select b, private.int_of(b -> 'from_fen') as from_fen,
            private.int_of(b -> 'rate_bps') as rate_bps,
               private.int_of(b -> 'quick_fen') as quick_fen,
               lag(private.int_of(b -> 'from_fen')) over (order by place) as before
          from jsonb_array_elements(value) with ordinality e(b, place)) row
       where jsonb_typeof(b) <> 'object' or b - array['from_fen', 'rate_bps', 'quick_fen'] <> '{}'
          or coalesce(from_fen < 0 or from_fen <= before, from_fen is null)
          or coalesce(rate_bps not between 0 and 9999, true) or coalesce(quick_fen < 0, true)) end
$$;
comment on function private.is_withholding(jsonb) is
  'Is this a table [{"from_fen", "rate_bps", "quick_fen"}] of rising from_fen, rates below 100 %, '
  'at most 20 brackets? Empty withholds nothing.';

alter table shop.withdrawal_rules
  add constraint withdrawal_rules_scene_form check (transfer_scene_id ~ '^[0-9A-Za-z]{1,36}$'),
  add constraint withdrawal_rules_report_infos_form check (private.are_report_infos(report_infos)),
  add constraint withdrawal_rules_withholding_form check (private.is_withholding(withholding));
alter table shop.wechat_accounts
  add constraint wechat_accounts_appid_form check (appid ~ '^(wx[0-9a-f]{16})?$'),
  add constraint wechat_accounts_mchid_form check (mchid ~ '^([0-9]{8,10})?$'),
  add constraint wechat_accounts_original_id_form check (original_id ~ '^(gh_[0-9a-z]{12})?$');

create function private.wechat_settings_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('appid', nullif(a.appid, ''),
      'mchid', nullif(a.mchid, ''), 'original_id', nullif(a.original_id, ''),
           'transfer_scene_id', r.transfer_scene_id,
           'report_infos', r.report_infos, 'withholding', r.withholding,
           'withholding_basis', r.withholding_basis,
           'withholding_free_fen', r.withholding_free_fen)
    from shop.wechat_accounts a join shop.withdrawal_rules r on r.shop_id = a.shop_id
   where a.shop_id = wechat_settings_json.shop_id
$$;
comment on function private.wechat_settings_json(uuid) is
  'How a shop stands at WeChat (contracts/staff/wechat_settings.ts WechatSettings).';

create function api.get_wechat_settings(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: settings are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.wechat_settings_json(me.shop_id);
end $$;
comment on function api.get_wechat_settings(text) is
  'Staff: how payouts are reported to WeChat and taxed, and who the shop is there. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_wechat_settings(text) to authenticated;

create function private.refuse_moving_account(shop_id uuid, settings jsonb) returns void
language plpgsql stable set search_path = '' as $$
declare
  account shop.wechat_accounts := (
    select a from shop.wechat_accounts a where a.shop_id = refuse_moving_account.shop_id);
  field text;
  message text;
begin
  if settings ? 'appid' and coalesce(settings ->> 'appid', '') <> account.appid and exists (
      select from member.members m where m.shop_id = refuse_moving_account.shop_id) then
    field := 'appid';
    message := '已经有会员登录过，不能再换小程序';
  elsif settings ? 'mchid' and coalesce(settings ->> 'mchid', '') <> account.mchid and exists (
      select from pay.attempts p
       where p.shop_id = refuse_moving_account.shop_id and p.status <> 'closed') then
    field := 'mchid';
    message := '已经用这个商户号发起过收款，不能再换';
  else
    return;
  end if;
  perform private.fail('SETTING_INVALID', jsonb_build_object('rule', 'account_in_use',
      'field', field, 'fields', jsonb_build_array(
        jsonb_build_object('field', field, 'message', message))));
end $$;
comment on function private.refuse_moving_account(uuid, jsonb) is
  'Refuse another mini program once a member has signed in, for openids are good in one alone, and '
  'another merchant number once a payment is under way or done, for asking, closing and refunds go '
  'to the number that it began with. Raises SETTING_INVALID with rule account_in_use.';

create function api.save_wechat_settings(shop text,
  settings jsonb, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes settings
declare
  me record := private.staff(shop, 'credentials');
  request jsonb := jsonb_build_array(settings, reason);
  answer jsonb;
  before jsonb;
  problem text;
begin
  reason := private.require_reason(reason);
  answer := private.recall(me.shop_id, me.staff_id,
      'save_wechat_settings', idempotency_key, request);
  if answer is not null then
    return answer;
  end if;
  perform private.refuse_unknown(settings,
      '{"appid":0,"mchid":0,"original_id":0,"transfer_scene_id":0,"report_infos":0,
        "withholding":0,"withholding_basis":0,"withholding_free_fen":0}');
  -- one change after the other
  perform from shop.withdrawal_rules r where r.shop_id = me.shop_id for update;
  before := private.wechat_settings_json(me.shop_id);
  perform private.refuse_moving_account(me.shop_id, settings);
  update shop.wechat_accounts a
     set (appid, mchid, original_id)
       = (select coalesce(n.appid, ''), coalesce(n.mchid, ''), coalesce(n.original_id, '')
           from jsonb_populate_record(a, save_wechat_settings.settings) n)
   where a.shop_id = me.shop_id;
  update shop.withdrawal_rules r
     set (transfer_scene_id, report_infos, withholding, withholding_basis, withholding_free_fen)
       = (select n.transfer_scene_id, n.report_infos, n.withholding, n.withholding_basis,
                 n.withholding_free_fen
           from jsonb_populate_record(r, save_wechat_settings.settings) n)
   where r.shop_id = me.shop_id;
  answer := private.wechat_settings_json(me.shop_id);
  perform private.audit(me.shop_id, me.staff_id, 'save_wechat_settings', me.shop_id,
      reason, private.changed_fields(before, answer));
  return private.remember(me.shop_id, me.staff_id,
      'save_wechat_settings', idempotency_key, request, answer);
exception when check_violation then
  get stacked diagnostics problem = constraint_name;
  perform private.fail('SETTING_INVALID',
      jsonb_build_object('rule', problem, 'field', private.field_of_rule(problem)));
when not_null_violation then
  get stacked diagnostics problem = column_name;
  perform private.fail('SETTING_INVALID', jsonb_build_object('field', problem));
end $$;
comment on function api.save_wechat_settings(text, jsonb, text, text) is
  'Owner: change the named ones of appid, mchid, original_id (null takes each away), '
  'transfer_scene_id, report_infos, withholding (fen, basis points), its basis and free sum, and '
  'answer all. '
  'Withdrawals asked for keep the tax they were shown; a transfer carries what holds when it is '
  'approved. Raises SETTING_INVALID with the rule that is broken (account_in_use: too late for '
  'another account) or the field, FORBIDDEN, IDEMPOTENCY_CONFLICT.';
grant execute on function api.save_wechat_settings(text, jsonb, text, text) to authenticated;
