-- Live: broadcasts on private topics. The topic is the boundary, so who may read one is decided
-- here; clients never send.

create function private.may_read_topic(topic text) returns boolean
language sql stable security definer set search_path = '' as $$
  -- definer: reads member and staff rows for the policy
  select case
    when topic ~ '^member:[0-9a-f-]{36}$' then exists (
      select from member.members m
       where m.shop_id = (private.claims() ->> 'shop_id')::uuid
         and m.id = (private.claims() ->> 'member_id')::uuid
         and private.claims() ->> 'kind' = 'member'
         and m.status = 'active' and topic = 'member:' || m.id)
    when topic ~ '^shop:[0-9a-f-]{36}:live$' then private.claims() ->> 'kind' is null and exists (
      select from shop.staff t
       where t.user_id = auth.uid() and t.status = 'active' and private.role_may(t.role, 'read')
         and topic = 'shop:' || t.shop_id || ':live')
    else false end
$$;
comment on function private.may_read_topic(text) is
  'May the caller listen? A member to member:<own id>, active staff who may read to shop:<shop '
  'id>:live, nobody to anything else.';
grant execute on function private.may_read_topic(text) to authenticated;

create policy mall_listeners on realtime.messages for select to authenticated
  using (extension = 'broadcast' and (select private.may_read_topic((select realtime.topic()))));
