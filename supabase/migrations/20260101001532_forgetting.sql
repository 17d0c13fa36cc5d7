-- Forgetting a person: at once what nothing needs any more, the rest when what is under way is
-- done.

create function private.retire_distributor(shop_id uuid, distributor_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  before text := (select d.status from referral.distributors d
                   where d.shop_id = retire_distributor.shop_id
                     and d.id = retire_distributor.distributor_id for no key update);
begin
  if before = 'suspended' then
    perform private.end_distributor(shop_id, distributor_id, null, '账号已注销');
  elsif before = 'approved' then
    perform private.set_distributor_status(shop_id, distributor_id, array['approved'],
        'expelled', 'expelled', null, '账号已注销');
    perform private.free_buyers(shop_id, distributor_id);
  elsif before = 'applied' then
    perform private.set_distributor_status(shop_id, distributor_id, array['applied'],
        'rejected', 'rejected', null, '账号已注销');
  end if;
end $$;
comment on function private.retire_distributor(uuid, uuid) is
  'A distributor leaves: nothing new is earned, the buyers are free; what is '
  'unsettled settles as ever and can be withdrawn. What a suspension holds stays held for staff.';

create function private.forget_member(shop_id uuid, member_id uuid,
  cause text default 'own_request')
  returns text[]
language plpgsql volatile set search_path = '' as $$
declare
  waits text[];
begin
  perform from trade.orders o where o.shop_id = forget_member.shop_id
      and o.member_id = forget_member.member_id order by o.id for update;
  perform private.retire_distributor(shop_id, member_id);
  perform from member.members m   -- placing holds this row's key: from here on no order is added
    where m.shop_id = forget_member.shop_id
      and m.id = forget_member.member_id and m.status <> 'deleted' for update;
  if not found then
    return '{}';
  end if;
  perform private.drop_unneeded(shop_id, member_id);
  waits := private.under_way(shop_id, member_id);
  if waits = '{}' then
    perform private.erase_member(shop_id, member_id);
    return waits;
  end if;
  insert into person.leaving as l (shop_id, member_id, cause, waits_for, next_at)
  values (forget_member.shop_id, forget_member.member_id,
      forget_member.cause, waits, private.now() + interval '1 hour')
  on conflict on constraint leaving_pkey do update
     set waits_for = excluded.waits_for, next_at = excluded.next_at,
         asked_at = case when l.cause = 'addresses' then excluded.asked_at else l.asked_at end,
         cause = case when l.cause = 'account_closed' then l.cause else excluded.cause end;
  if not exists (select from ops.audit_log a
                  where a.shop_id = forget_member.shop_id
                    and a.subject_id = forget_member.member_id and a.command = 'leave') then
    insert into ops.audit_log (shop_id, actor_kind, actor_id, command, subject_id, detail)
    values (forget_member.shop_id, 'member', forget_member.member_id,
        'leave', forget_member.member_id, jsonb_build_object('cause', cause));
  end if;
  return waits;
end $$;
comment on function private.forget_member(uuid, uuid, text) is
  'The one way to forget a person: at once if nothing is under way, else when it is done '
  '(person.leaving), and until then only what that needs is kept. Orders, relations and ledger '
  'keep the pseudonym, and the openid would make a new member. Answers what it waits for. Safe to '
  'repeat.';

create function private.drop_unneeded(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.drop_imported(shop_id, member_id);
  delete from person.profiles p where p.shop_id = drop_unneeded.shop_id
     and p.member_id = drop_unneeded.member_id;
  delete from member.favourites f where f.shop_id = drop_unneeded.shop_id
     and f.member_id = drop_unneeded.member_id;
  delete from member.footprints f where f.shop_id = drop_unneeded.shop_id
     and f.member_id = drop_unneeded.member_id;
  delete from member.searches s where s.shop_id = drop_unneeded.shop_id
     and s.member_id = drop_unneeded.member_id;
  delete from trade.cart_lines l where l.shop_id = drop_unneeded.shop_id
     and l.member_id = drop_unneeded.member_id;
  perform private.drop_addresses(shop_id, member_id, private.now());
  perform private.drop_signals(shop_id, member_id);
  perform private.drop_unneeded_name(shop_id, member_id);
  perform private.drop_messages(shop_id, member_id);
end $$;
comment on function private.drop_unneeded(uuid, uuid) is
  'Delete of a person what nothing under way needs.';

create function private.drop_addresses(shop_id uuid, member_id uuid, before timestamptz)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  -- in the order in which sealing anew locks them
  perform from person.addresses a
    where a.shop_id = drop_addresses.shop_id and a.member_id = drop_addresses.member_id
    order by a.id for update;
  perform from person.order_contacts c
    where c.shop_id = drop_addresses.shop_id and c.member_id = drop_addresses.member_id
    order by c.order_id for update;
  delete from person.addresses a
   where a.shop_id = drop_addresses.shop_id
     and a.member_id = drop_addresses.member_id and a.updated_at <= before;
  delete from person.order_contacts c using trade.orders o
   where c.shop_id = drop_addresses.shop_id and c.member_id = drop_addresses.member_id
     and o.shop_id = c.shop_id and o.id = c.order_id
     and o.placed_at <= before and not private.needs_contact(o);
end $$;
comment on function private.drop_addresses(uuid, uuid, timestamptz) is
  'Delete the address book, and the receivers of orders that need none any more, as they stood at '
  'a moment.';

create function api.forget_me() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: deletes people's data
declare
  me record := private.member();
begin
  return jsonb_build_object('ok', true,
      'waits_for', private.forget_member(me.shop_id, me.member_id, 'own_request'));
end $$;
comment on function api.forget_me() is
  'Member: delete what the shop knows of me: at once, or where something is under way (waits_for) '
  'when it is done; until then I can go on receiving, asking for after-sales and withdrawing.';
grant execute on function api.forget_me() to authenticated;
