-- Becoming a distributor, and what a distributor sees of those around him.

create function private.distributor_json(shop_id uuid, distributor_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', d.id, 'code', case when d.approved_at is not null then d.code end, 'status', d.status,
    'status_reason', case when d.status in ('rejected', 'suspended', 'expelled') then (
       select c.reason from referral.distributor_changes c
        where c.shop_id = d.shop_id and c.distributor_id = d.id and c.change = d.status
        order by c.id desc limit 1) end,
    'parent', (select jsonb_build_object('code', p.code, 'label', private.label(p.shop_id, p.id))
                 from referral.distributors p where p.shop_id = d.shop_id and p.id = d.parent_id),
    'applied_at', d.applied_at, 'approved_at', d.approved_at)
  from referral.distributors d
  where d.shop_id = distributor_json.shop_id and d.id = distributor_json.distributor_id
$$;
comment on function private.distributor_json(uuid, uuid) is
  'A distributor as he sees himself (contracts/distributors.ts Distributor).';

create function private.set_distributor_status(
  shop_id uuid, distributor_id uuid, known text[],
    status text, change text, staff_id uuid, reason text
) returns text
language plpgsql volatile set search_path = '' as $$
declare
  before text;
begin
  select d.status into before from referral.distributors d
   where d.shop_id = set_distributor_status.shop_id
     and d.id = set_distributor_status.distributor_id for no key update;
  if before is null then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  elsif before <> all (known) then
    perform private.fail('DISTRIBUTOR_STATE', jsonb_build_object('status', before));
  end if;
  update referral.distributors d set status = set_distributor_status.status
   where d.shop_id = set_distributor_status.shop_id
     and d.id = set_distributor_status.distributor_id;
  insert into referral.distributor_changes (shop_id, distributor_id, change, staff_id, reason)
  values (set_distributor_status.shop_id,
      set_distributor_status.distributor_id, set_distributor_status.change,
          set_distributor_status.staff_id, set_distributor_status.reason);
  perform private.tell_distributor(shop_id, distributor_id, status);
  return before;
end $$;
comment on function private.set_distributor_status(uuid, uuid, text[], text, text, uuid, text) is
  'Move a distributor from one of the known states to another, with its row of history. Answers '
  'the state before. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE: of two deciding at once the '
  'second is refused.';

create function private.tell_distributor(shop_id uuid, distributor_id uuid, status text)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.record_event(shop_id, 'distributor.changed', distributor_id,
      jsonb_build_object('status', status), distributor_id);
end $$;
comment on function private.tell_distributor(uuid, uuid, text) is
  'Tell him and the staff that his state changed.';

create function private.parent_of_newcomer(shop_id uuid, distributor_id uuid) returns uuid
language sql stable set search_path = '' as $$
  select coalesce(
    (select p.id from referral.distributors d
       join referral.shares s on s.shop_id = d.shop_id and s.id = d.invite_share_id
       join referral.distributors p on p.shop_id = s.shop_id
        and p.id = s.sharer_id and p.status = any (private.distributor_states('parental'))
      where d.shop_id = parent_of_newcomer.shop_id
        and d.id = parent_of_newcomer.distributor_id and p.id <> d.id),
    (select p.id from referral.bindings b
       join referral.distributors p on p.shop_id = b.shop_id
        and p.id = b.distributor_id and p.status = any (private.distributor_states('parental'))
      where b.shop_id = parent_of_newcomer.shop_id
        and b.member_id = parent_of_newcomer.distributor_id and b.ended_at is null))
$$;
comment on function private.parent_of_newcomer(uuid, uuid) is
  'The parent a first approval sets: who invited him, else whom he is bound to, else nobody. One '
  'who has been expelled is nobody''s parent. A newcomer is no one''s parent yet, so this makes no '
  'cycle.';

create function private.approve_distributor(shop_id uuid,
  distributor_id uuid, staff_id uuid, reason text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  parent uuid := private.parent_of_newcomer(shop_id, distributor_id);
begin
  perform private.set_distributor_status(shop_id, distributor_id, array['applied'],
      'approved', 'approved', staff_id, reason);
  update referral.distributors d set parent_id = parent, approved_at = private.now()
   where d.shop_id = approve_distributor.shop_id and d.id = approve_distributor.distributor_id;
  if parent is not null then
    insert into referral.distributor_changes (shop_id,
        distributor_id, change, to_parent_id, staff_id, reason)
    values (approve_distributor.shop_id, approve_distributor.distributor_id,
        'parent', parent, approve_distributor.staff_id, approve_distributor.reason);
  end if;
  perform private.open_accounts(shop_id, 'distributor', distributor_id);
end $$;
comment on function private.approve_distributor(uuid, uuid, uuid, text) is
  'An applicant becomes a distributor: his parent is set, once, and his accounts are opened. '
  'Raises DISTRIBUTOR_STATE when he is no applicant.';

create function private.open_invite(shop_id uuid, token text, invited uuid) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  share_id uuid;
begin
  if token is null then
    return null;
  end if;
  select s.id into share_id
    from referral.shares s join referral.distributors d
        on d.shop_id = s.shop_id and d.id = s.sharer_id
   where s.shop_id = open_invite.shop_id and s.token = open_invite.token and s.page = 'invite'
     and d.status = 'approved' and d.id <> invited
     and not private.same_person(s.shop_id, d.id, invited);
  if share_id is null then
    perform private.fail('INVITE_NOT_FOUND');
  end if;
  return share_id;
end $$;
comment on function private.open_invite(uuid, text, uuid) is
  'The invitation behind a token, of an approved distributor and for somebody else, or '
  'INVITE_NOT_FOUND. Null for no token.';

create function api.apply_distributor(idempotency_key text, terms_version text,
  invite text default null, note text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors
declare
  me record := private.member();
  request jsonb := jsonb_build_array(terms_version, invite, note);
  answer jsonb := private.recall(
    me.shop_id, me.member_id, 'apply_distributor', idempotency_key, request);
  rules shop.settings;
  invite_id uuid;
begin
  if answer is not null then
    return answer;
  end if;
  perform private.refuse_closed(me.shop_id);
  select * into strict rules from shop.settings s where s.shop_id = me.shop_id;
  if terms_version is distinct from rules.terms_version then
    perform private.fail('TERMS_CHANGED', jsonb_build_object('terms_version', rules.terms_version));
  elsif length(note) > 200 then
    perform private.fail('INVALID_REQUEST', '{"field":"note"}');
  end if;
  invite_id := private.open_invite(me.shop_id, invite, me.member_id);

  insert into referral.distributors as d (shop_id, id, status, terms_version, note, invite_share_id)
  values (me.shop_id, me.member_id,
      'applied', rules.terms_version, coalesce(apply_distributor.note, ''), invite_id)
  on conflict (shop_id, id) do update
     set status = 'applied', terms_version = excluded.terms_version, note = excluded.note,
         invite_share_id = excluded.invite_share_id, applied_at = private.now()
   where d.status = 'rejected';
  if not found then
    perform private.fail('DISTRIBUTOR_EXISTS', (select jsonb_build_object('status', d.status)
      from referral.distributors d where d.shop_id = me.shop_id and d.id = me.member_id));
  end if;
  insert into referral.distributor_changes (shop_id, distributor_id, change)
      values (me.shop_id, me.member_id, 'applied');
  if rules.distributor_review = 'automatic' then
    perform private.approve_distributor(me.shop_id, me.member_id, null, '自动通过');
  else
    perform private.tell_distributor(me.shop_id, me.member_id, 'applied');
  end if;
  answer := private.distributor_json(me.shop_id, me.member_id);
  return private.remember(
    me.shop_id, me.member_id, 'apply_distributor', idempotency_key, request, answer);
end $$;
comment on function api.apply_distributor(text, text, text, text) is
  'Member: ask to become a distributor under the terms shown, perhaps by an invitation; again '
  'after a rejection. Approved at once where the shop reviews automatically. Raises SHOP_CLOSED, '
  'TERMS_CHANGED, INVITE_NOT_FOUND, DISTRIBUTOR_EXISTS, IDEMPOTENCY_CONFLICT.';
grant execute on function api.apply_distributor(text, text, text, text) to authenticated;

create function private.distributor(out shop_id uuid, out distributor_id uuid, out status text)
language plpgsql stable set search_path = '' as $$
declare
  me record := private.member();
begin
  select d.shop_id, d.id, d.status
      into distributor.shop_id, distributor.distributor_id, distributor.status
    from referral.distributors d
   where d.shop_id = me.shop_id and d.id = me.member_id and d.approved_at is not null;
  if distributor.distributor_id is null then
    perform private.fail('DISTRIBUTOR_REQUIRED');
  end if;
end $$;
comment on function private.distributor() is
  'The distributor who calls, in whatever state since his approval, or DISTRIBUTOR_REQUIRED.';

create function api.create_invite() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes shares
declare
  me record := private.distributor();
begin
  if me.status <> 'approved' then
    perform private.fail('DISTRIBUTOR_INACTIVE');
  end if;
  perform private.refuse_closed(me.shop_id);
  return private.keep_share(me.shop_id, me.distributor_id, 'invite', null, '', 'link');
end $$;
comment on function api.create_invite()
  is 'Distributor: the token by which others become distributors under me. '
  'Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, SHOP_CLOSED.';
grant execute on function api.create_invite() to authenticated;

create function api.list_customers(after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bindings and orders are closed to every client role
declare
  me record := private.distributor();
begin
  return (
    with page as (
      select b.* from referral.bindings b
       where b.shop_id = me.shop_id and b.distributor_id = me.distributor_id
         and b.ended_at is null and (after is null or b.id < after)
       order by b.id desc limit private.page_limit(page_size)),
    earned as (
      select c.buyer_id, sum(c.commission_fen - c.reversed_fen)::bigint as fen
        from ledger.commissions c
       where c.shop_id = me.shop_id and c.distributor_id = me.distributor_id
         and c.level = 1 and c.status <> 'void'
         and c.buyer_id in (select member_id from page)
       group by c.buyer_id)
    select private.page_of(jsonb_agg(jsonb_build_object(
             'binding_id', b.id, 'label', private.label(b.shop_id, b.member_id),
             'bound_at', b.bound_at,
             'protected_until', case when isfinite(b.protected_until) then b.protected_until end,
             'order_count', (select count(*) from trade.orders o
                              where o.shop_id = b.shop_id and o.member_id = b.member_id
                                and o.level1_id = me.distributor_id and o.paid_at is not null),
             'commission_fen', coalesce(e.fen, 0)) order by b.id desc), page_size, 'binding_id')
      from page b left join earned e on e.buyer_id = b.member_id);
end $$;
comment on function api.list_customers(uuid, int) is
  'Distributor: buyers bound to me, masked, the newest first, with their paid orders and what they '
  'earned me on level 1 in fen. Raises DISTRIBUTOR_REQUIRED.';
grant execute on function api.list_customers(uuid, int) to authenticated;

create function api.list_team(after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: distributors and commissions are closed to every client role
declare
  me record := private.distributor();
begin
  return (
    with page as (
      select d.* from referral.distributors d
       where d.shop_id = me.shop_id and d.parent_id = me.distributor_id
         and (after is null or d.id < after)
       order by d.id desc limit private.page_limit(page_size)),
    earned as (
      select o.level1_id, sum(c.commission_fen - c.reversed_fen)::bigint as fen
        from ledger.commissions c join trade.orders o on o.shop_id = c.shop_id and o.id = c.order_id
       where c.shop_id = me.shop_id and c.distributor_id = me.distributor_id
         and c.level = 2 and c.status <> 'void'
         and o.level1_id in (select id from page)
       group by o.level1_id)
    select private.page_of(jsonb_agg(jsonb_build_object(
             'distributor_id', d.id, 'code', d.code,
             'label', private.label(d.shop_id, d.id), 'status', d.status,
             'approved_at', d.approved_at, 'commission_fen', coalesce(e.fen, 0))
                 order by d.id desc), page_size, 'distributor_id')
      from page d left join earned e on e.level1_id = d.id);
end $$;
comment on function api.list_team(uuid, int) is
  'Distributor: those whose parent I am, the newest first, with what their customers earned me on '
  'level 2 in fen; nothing of those customers. Raises DISTRIBUTOR_REQUIRED.';
grant execute on function api.list_team(uuid, int) to authenticated;
