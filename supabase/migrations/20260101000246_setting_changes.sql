-- Who changed which setting last: read from the audit log, where every change of a setting is.

create function private.setting_commands() returns text[]
language sql immutable set search_path = '' as $$
  select '{save_shop_settings,save_commission_rule,update_shop,set_shop_status,
    save_wechat_settings,save_credential,register_order_path,save_text}'::text[]
$$;
comment on function private.setting_commands() is
  'The commands that change settings; the detail of their audit rows is {"before", "after"} by '
  'setting (contracts/settings/catalogue.ts).';

create function api.list_setting_changes(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the audit log is closed to every client role
declare
  me record := private.staff(shop, 'read');
  items jsonb;
begin
  select jsonb_agg(jsonb_build_object('setting', c.setting, 'reason', c.reason,
           'changed_at', c.created_at, 'by', (
             select t.name from shop.staff t where t.shop_id = me.shop_id and t.id = c.actor_id))
           order by c.setting)
    into items
    from (select distinct on (setting) setting, a.reason, a.actor_id, a.created_at
            from ops.audit_log a
           cross join lateral jsonb_object_keys(a.detail -> 'after') setting
           where a.shop_id = me.shop_id and a.command = any (private.setting_commands())
           order by setting, a.id desc) c;
  return private.as_read_by(jsonb_build_object('items', coalesce(items, '[]')), me.role);
end $$;
comment on function api.list_setting_changes(text) is
  'Staff: who changed each setting last, when and why: {"items": [{"setting", "by", "reason", '
  '"changed_at"}]}; a setting that is as at the opening is not there. Raises SHOP_NOT_FOUND, '
  'FORBIDDEN.';
grant execute on function api.list_setting_changes(text) to authenticated;
