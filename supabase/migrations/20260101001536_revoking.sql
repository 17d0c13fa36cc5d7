-- A member takes back at WeChat what the shop may know: what is named is deleted, and nothing
-- else.

create function private.revoke(shop_id uuid, member_id uuid, told text) returns int[]
language plpgsql volatile set search_path = '' as $$
declare
  numbers int[] := array(select distinct n[1]::int
    from regexp_matches(coalesce(told, ''), '[0-9]{1,6}', 'g') n order by 1);
  holds_nothing constant int[] := array[13, 14];   -- location, pictures
begin
  if numbers && array[6, 19] then
    update person.profiles p set nickname = ''
     where p.shop_id = revoke.shop_id and p.member_id = revoke.member_id;
  end if;
  if numbers && array[6, 20] then
    update person.profiles p set avatar = null, avatar_id = null
     where p.shop_id = revoke.shop_id and p.member_id = revoke.member_id;
  end if;
  if 8 = any (numbers) then
    perform private.drop_phone(shop_id, member_id);
  end if;
  if 2 = any (numbers) then
    perform private.drop_addresses(shop_id, member_id, private.now());
    insert into person.leaving (shop_id, member_id, cause, waits_for, next_at)
    select c.shop_id, c.member_id, 'addresses', '{order}', private.now() + interval '1 hour'
      from person.order_contacts c where c.shop_id = revoke.shop_id
       and c.member_id = revoke.member_id limit 1
    on conflict on
        constraint leaving_pkey do update set asked_at = excluded.asked_at
        where leaving.cause = 'addresses';
  end if;
  insert into ops.audit_log (shop_id, actor_kind, actor_id, command, subject_id, detail)
  values (revoke.shop_id, 'wechat', null,
      'revoke_authorization', revoke.member_id, jsonb_build_object('numbers', numbers));
  return array(select n from unnest(numbers) n
      where n <> all (array[2, 6, 8, 19, 20] || holds_nothing)
               union all select 0 where numbers = '{}');
end $$;
comment on function private.revoke(uuid, uuid, text) is
  'Delete what RevokeInfo names (mini program doc: 2 address, 6 nickname and avatar, 8 phone, 13 '
  'location, 14 pictures, 19 nickname from the keyboard, 20 avatar from the picker) and nothing '
  'else. Receivers of orders under way go when those are done. Answers the numbers it does not '
  'know, 0 for none told.';

create function private.finish_addresses(one person.leaving) returns text[]
language plpgsql volatile set search_path = '' as $$
begin
  perform from trade.orders o where o.shop_id = one.shop_id
      and o.member_id = one.member_id order by o.id for update;
  perform private.drop_addresses(one.shop_id, one.member_id, one.asked_at);
  if exists (select from person.order_contacts c join trade.orders o
      on o.shop_id = c.shop_id and o.id = c.order_id
              where c.shop_id = one.shop_id and c.member_id = one.member_id
                and o.placed_at <= one.asked_at) then
    update person.leaving l set next_at = private.now() + interval '1 hour'
     where l.shop_id = one.shop_id and l.member_id = one.member_id;
    return '{order}';
  end if;
  delete from person.leaving l where l.shop_id = one.shop_id
     and l.member_id = one.member_id and l.cause = 'addresses';
  perform private.end_work(one.shop_id, 'leaving_waits', one.member_id);
  return '{}';
end $$;
comment on function private.finish_addresses(person.leaving) is
  'Delete the receivers of orders that were under way when the use of addresses was withdrawn.';
