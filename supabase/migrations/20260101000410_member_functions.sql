-- Members: signing in, and a member's own data.

create function private.first_letter(name text) returns text
language sql immutable set search_path = '' as $$
  select substring(name
      from '^(?:[\U0001F1E6-\U0001F1FF]{2}|.)' || after || '(?:\u200D.' || after || ')*')
    from (values ('[\u0300-\u036F\u0483-\u0489\u0591-\u05BD'
          '\u064B-\u065F\u0E31\u0E34-\u0E3A\u0E47-\u0E4E'
              || '\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20F0\uFE00-\uFE0F\uFE20-\uFE2F'
              || '\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F]*')) marks (after)
$$;
comment on function private.first_letter(text) is
  'The first character as people see it: with its accents, a family or a flag whole. Never half of '
  'one.';

create function private.clean_name(name text) returns text
language sql immutable set search_path = '' as $$
  -- 8205 joins pictures into one
  select case when trim(both chr(8205) from clean) = '' then '' else clean end
    from btrim(regexp_replace(name,
           '[\u0001-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160'
           '\u17B4\u17B5\u180B-\u180E\u200B\u200C\u200E\u200F'
           || '\u2028-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0]', '', 'g')) clean
$$;
comment on function private.clean_name(text) is
  'A name without the marks that nobody sees, as contracts/people.ts cleanName, for who calls '
  'through rpc.';

create function private.label(shop_id uuid, member_id uuid) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(
      (select private.first_letter(p.nickname) || '**' from person.profiles p
        where p.shop_id = label.shop_id and p.member_id = label.member_id and p.nickname <> ''),
      '用户' || upper(right(label.member_id::text, 4))));
end $$;
comment on function private.label(uuid, uuid) is
  'What others may see of a member: the first character of the nickname, or four digits of the '
  'pseudonym.';

create function private.me_json(shop_id uuid, member_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  orders jsonb;
begin
  select jsonb_build_object(
           'pending_payment', count(*) filter (where o.status = 'pending_payment'),
           'paid', count(*) filter (where o.status = 'paid'),
           'shipped', count(*) filter (where o.status = 'shipped'),
           'after_sale', (select count(*) from trade.after_sales a
                           where a.shop_id = me_json.shop_id and a.member_id = me_json.member_id
                             and a.status = any (private.after_sale_states('open'))))
    into orders
    from trade.orders o
   where o.shop_id = me_json.shop_id and o.member_id = me_json.member_id
     and o.status = any (private.order_states('open'));
  return (
    select jsonb_build_object('id', m.id, 'shop', s.code,
        'nickname', nullif(p.nickname, ''),
        'avatar_url', '/functions/v1/api/shops/' || s.code || '/avatars/' || p.avatar_id,
        'phone', private.kept_contact(m.shop_id, m.id, p.phone_sealed),
      'distributor', case when d.id is not null
          then jsonb_build_object('id', d.id, 'status', d.status,
         'code', case when d.approved_at is not null then d.code end) end,
      'order_counts', orders,
      'cart_count', (select coalesce(sum(c.quantity), 0) from trade.cart_lines c
          where c.shop_id = m.shop_id and c.member_id = m.id),
      'created_at', m.created_at)
      from member.members m
      join shop.shops s on s.id = m.shop_id
      left join person.profiles p on p.shop_id = m.shop_id and p.member_id = m.id
      left join referral.distributors d on d.shop_id = m.shop_id and d.id = m.id
     where m.shop_id = me_json.shop_id and m.id = me_json.member_id);
end $$;
comment on function private.me_json(uuid, uuid) is
  'A member''s own view, the phone sealed (contracts/server.ts SealedMe).';

create function private.member_of_openid(shop_id uuid,
  openid text, unionid text, out member_id uuid, out is_new boolean)
language plpgsql volatile set search_path = '' as $$
declare
  known record;
begin
  select i.member_id, i.unionid, m.status into known
    from person.identities i join member.members m on m.shop_id = i.shop_id and m.id = i.member_id
   where i.shop_id = member_of_openid.shop_id and i.openid = member_of_openid.openid;
  if not found then
    -- Simultaneous sign-ins of one person wait for each other, then all but one find the member.
    perform pg_advisory_xact_lock(hashtextextended(concat_ws('|',
        'sign_in', member_of_openid.shop_id, member_of_openid.openid), 0));
    select i.member_id, i.unionid, m.status into known
      from person.identities i join member.members m on m.shop_id = i.shop_id and m.id = i.member_id
     where i.shop_id = member_of_openid.shop_id and i.openid = member_of_openid.openid;
    is_new := not found;
  end if;
  if is_new then
    insert into member.members (shop_id)
        values (member_of_openid.shop_id) returning id into member_id;
    insert into person.identities (shop_id, member_id, openid, unionid)
    values (member_of_openid.shop_id, member_of_openid.member_id,
        member_of_openid.openid, member_of_openid.unionid);
    return;
  end if;
  if known.status = 'blocked' then
    perform private.fail('MEMBER_BLOCKED');
  end if;
  member_id := known.member_id;
  is_new := false;
  if member_of_openid.unionid is distinct from known.unionid
     and member_of_openid.unionid is not null then
    update person.identities i set unionid = member_of_openid.unionid
     where i.shop_id = member_of_openid.shop_id and i.member_id = known.member_id;
  end if;
end $$;
comment on function private.member_of_openid(uuid, text, text) is
  'The member with this openid in this shop, made if new. Raises MEMBER_BLOCKED.';

create function api.sign_in(shop text, openid text,
  unionid text default null, visitor uuid default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes members and identities, which no client role may
declare
  here uuid := private.shop_id_of(shop);
  who record;
begin
  if coalesce(length(openid) not between 1 and 128, true) or length(unionid) > 128 then
    perform private.fail('INVALID_REQUEST', '{"field":"openid"}');
  end if;
  who := private.member_of_openid(here, openid, unionid);
  if visitor is not null then
    perform private.adopt_visitor(here, who.member_id, visitor);
  end if;
  perform private.take_by_phone(here, who.member_id);
  perform private.record_signal(here,
      who.member_id, 'sign_in', coalesce(visitor, who.member_id));
  return jsonb_build_object('shop_id', here, 'shop', shop,
      'member_id', who.member_id, 'is_new', who.is_new,
                            'member', private.me_json(here, who.member_id));
end $$;
comment on function api.sign_in(text, text, text, uuid) is
  'Server: WeChat says who somebody is; find or make the member, and take over the clicks made as '
  'visitor. Raises SHOP_NOT_FOUND, MEMBER_BLOCKED.';
grant execute on function api.sign_in(text, text, text, uuid) to mall_server;

create function api.create_visitor(shop text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: reads the shop
begin
  return jsonb_build_object('shop_id', private.shop_id_of(shop),
      'shop', shop, 'visitor_id', private.new_id());
end $$;
comment on function api.create_visitor(text) is
  'Server: an id for somebody not signed in; the functions sign it into a token, no row is kept. '
  'Raises SHOP_NOT_FOUND.';
grant execute on function api.create_visitor(text) to mall_server;

create function api.get_me() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: member tables are closed to every client role
declare
  me record := private.member();
begin
  return private.me_json(me.shop_id, me.member_id);
end $$;
comment on function api.get_me() is
  'Member: myself, how many orders wait for what, and my cart''s size.';
grant execute on function api.get_me() to authenticated;

create function api.update_profile(nickname text default null, avatar text default null)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the member's profile
declare
  me record := private.hold_member();
  given constant text := nickname;
  picture constant bytea := case when avatar <> '' then private.avatar_in(avatar) end;
begin
  nickname := private.clean_name(given);
  if length(nickname) > 40 or (nickname = '' and btrim(given) <> '') then
    perform private.fail('INVALID_REQUEST', '{"field":"nickname"}');
  end if;
  insert into person.profiles (shop_id, member_id, nickname, avatar, avatar_id)
  values (me.shop_id, me.member_id, coalesce(update_profile.nickname, ''), picture,
      case when picture is not null then private.new_id() end)
  on conflict (shop_id, member_id) do update
    set nickname = coalesce(update_profile.nickname, profiles.nickname),
        avatar = case when update_profile.avatar is null then profiles.avatar
            else excluded.avatar end,
        avatar_id = case when update_profile.avatar is null then profiles.avatar_id
            else excluded.avatar_id end;
  return private.me_json(me.shop_id, me.member_id);
end $$;
comment on function api.update_profile(text, text) is
  'Member: change nickname or picture (base64); what is not named stays, an empty text takes it '
  'away. Answers as get_me. Raises INVALID_REQUEST with the field.';
grant execute on function api.update_profile(text, text) to authenticated;
