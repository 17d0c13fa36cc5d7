-- A member reads what the shop told.

create function private.unread_notices(shop_id uuid, member_id uuid) returns bigint
language plpgsql stable set search_path = '' as $$
begin
  return (select count(*) from (
    select from referral.notices n
     where n.shop_id = unread_notices.shop_id and n.member_id = unread_notices.member_id
       and n.read_at is null limit 100) few);
end $$;
comment on function private.unread_notices(uuid, uuid) is
  'How many notices of a member are unread; 100 stands for more.';

create function api.list_notices(after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: notices are closed to every client role
declare
  me record := private.member();
begin
  return (
    select private.page_of(jsonb_agg(jsonb_build_object('id', n.id,
             'created_at', n.created_at, 'read_at', n.read_at)
             || private.notice_words(n.shop_id, n.kind, n.detail) order by n.id desc),
             page_size, 'id')
      from (select * from referral.notices x
             where x.shop_id = me.shop_id and x.member_id = me.member_id
               and (after is null or x.id < after)
             order by x.id desc limit private.page_limit(page_size)) n);
end $$;
comment on function api.list_notices(uuid, int) is
  'Member: what the shop told me, the newest first, in words (contracts/notices.ts Notice).';
grant execute on function api.list_notices(uuid, int) to authenticated;

create function api.count_notices() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: notices are closed to every client role
declare
  me record := private.member();
begin
  return jsonb_build_object('unread', private.unread_notices(me.shop_id, me.member_id));
end $$;
comment on function api.count_notices() is
  'Member: {"unread"}: how much of what the shop told me I have not read; 100 stands for more.';
grant execute on function api.count_notices() to authenticated;

create function api.read_notices(up_to uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes notices
declare
  me record := private.member();
begin
  if up_to is null then
    perform private.fail('INVALID_REQUEST', '{"field":"up_to"}');
  end if;
  update referral.notices n set read_at = private.now()
   where n.shop_id = me.shop_id and n.member_id = me.member_id
     and n.id <= read_notices.up_to and n.read_at is null;
  return jsonb_build_object('unread', private.unread_notices(me.shop_id, me.member_id));
end $$;
comment on function api.read_notices(uuid) is
  'Member: I have seen my notices up to this one, the newest on my screen; what came later stays '
  'unread. Answers {"unread"}. Raises INVALID_REQUEST.';
grant execute on function api.read_notices(uuid) to authenticated;
