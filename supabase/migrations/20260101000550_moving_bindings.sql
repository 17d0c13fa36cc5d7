-- Staff bind a member to a distributor, move or end a binding: with a reason, kept as history.

create function private.refuse_relation(shop_id uuid, member_id uuid, distributor_id uuid)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  -- he stays what he is until this is decided
  perform from referral.distributors d
    where d.shop_id = refuse_relation.shop_id and d.id = refuse_relation.distributor_id
      and d.status = 'approved' for share;
  if not found then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  elsif distributor_id = member_id
        or private.same_person(shop_id, member_id, distributor_id) then
    perform private.fail('BINDING_SELF');
  elsif exists (select from referral.bindings b
                 where b.shop_id = refuse_relation.shop_id
                   and b.member_id = refuse_relation.member_id and b.ended_at is null
                   and b.distributor_id = refuse_relation.distributor_id) then
    perform private.fail('BINDING_EXISTS');
  end if;
end $$;
comment on function private.refuse_relation(uuid, uuid, uuid) is
  'Refuse to bind a member by hand to who is no approved distributor (DISTRIBUTOR_NOT_FOUND), to '
  'himself or the same person (BINDING_SELF), or to whom he is bound already (BINDING_EXISTS).';

create function api.move_binding(shop text, member_id uuid, reason text, idempotency_key text,
  distributor_id uuid default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes bindings
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'move_binding',
      idempotency_key, jsonb_build_array(member_id, distributor_id, reason), reason);
  ended referral.bindings;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  -- the member's clicks and other staff wait here, as in private.bind
  perform pg_advisory_xact_lock(hashtextextended('binding|' || member_id, 0));
  if not exists (select from member.members m
      where m.shop_id = me.shop_id and m.id = move_binding.member_id and m.status = 'active') then
    perform private.fail('MEMBER_NOT_FOUND');
  end if;
  if distributor_id is not null then
    perform private.refuse_relation(me.shop_id, member_id, distributor_id);
  end if;
  ended := private.end_binding(me.shop_id, member_id, 'staff');
  if distributor_id is not null then
    perform private.add_binding(me.shop_id, member_id, distributor_id, 'staff');
  elsif ended.id is null then
    perform private.fail('BINDING_NOT_FOUND');
  end if;
  return private.end_command(me, member_id,
    jsonb_build_object('binding', private.binding_json(me.shop_id, member_id)),
    jsonb_build_object('from', ended.distributor_id, 'to', distributor_id));
end $$;
comment on function api.move_binding(text, uuid, text, text, uuid) is
  'Staff: bind a member to a distributor, whomever he was bound to and whatever protection says; '
  'with null the binding ends. Orders placed keep theirs. Answers {"binding"}. Raises '
  'MEMBER_NOT_FOUND, DISTRIBUTOR_NOT_FOUND, BINDING_SELF, BINDING_EXISTS, BINDING_NOT_FOUND.';
grant execute on function api.move_binding(text, uuid, text, text, uuid) to authenticated;
