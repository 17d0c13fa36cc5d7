-- Forgetting a person: at once what nothing needs any more, the rest when what is under way is
-- done.

create table person.leaving (
  shop_id uuid not null,
  member_id uuid not null,
  cause text not null
    constraint leaving_cause_known check (cause in ('own_request', 'account_closed', 'addresses')),
  asked_at timestamptz not null default private.now(),
  waits_for text[] not null,
  next_at timestamptz not null,
  primary key (shop_id, member_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table person.leaving is
  'Who is to be forgotten when what is under way is done, or withdrew the use of his addresses '
  '(then only receivers of orders placed before go). waits_for as private.under_way says it; asked '
  'again at next_at.';
alter table person.leaving enable row level security;
create index leaving_due on person.leaving (next_at);

create function private.needs_contact(placed trade.orders) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return placed.status = any (private.order_states('open'))
      or private.has_open_after_sale(placed.shop_id, placed.id);
end $$;
comment on function private.needs_contact(trade.orders) is
  'Does an order still need to know where it goes?';

create function private.under_way(shop_id uuid, member_id uuid) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(distinct what order by what), '{}') from (
    select 'order' as what from trade.orders o
     where o.shop_id = under_way.shop_id and o.member_id = under_way.member_id
       and o.status = any (private.order_states('open'))
    union all
    select 'after_sale' from trade.orders o
     where o.shop_id = under_way.shop_id and o.member_id = under_way.member_id
       and private.has_open_after_sale(o.shop_id, o.id)
    union all
    select 'refund' from trade.orders o join pay.refunds r
        on r.shop_id = o.shop_id and r.order_id = o.id
     where o.shop_id = under_way.shop_id and o.member_id = under_way.member_id
       and r.status <> all (private.refund_states('final'))
    union all
    select 'withdrawal' from pay.withdrawals w
     where w.shop_id = under_way.shop_id and w.distributor_id = under_way.member_id
       and w.status <> all (private.withdrawal_states('final'))
    union all
    select 'balance' where
      private.balance_of(under_way.shop_id, 'commission_available', under_way.member_id) > 0
    union all
    select 'commission' from ledger.commissions c
     where c.shop_id = under_way.shop_id and c.distributor_id = under_way.member_id
       and c.status = any (private.commission_states('unsettled'))
    union all
    select 'commission' from trade.orders o   -- will promise some when it is paid
     where o.shop_id = under_way.shop_id and o.status = 'pending_payment'
       and under_way.member_id in (o.level1_id, o.level2_id)
    union all
    select 'message' from ops.outbox m
     where m.shop_id = under_way.shop_id and m.status in ('waiting', 'failed')
       and m.kind in ('shipping', 'transfer', 'transfer_cancel')
       and m.subject_id in (select o.id from trade.orders o
           where o.shop_id = under_way.shop_id and o.member_id = under_way.member_id
                            union all
                            select w.id from pay.withdrawals w where w.shop_id = under_way.shop_id
                               and w.distributor_id = under_way.member_id)) x
$$;
comment on function private.under_way(uuid, uuid) is
  'What of a member is not done: order (placed, not received), after_sale, refund, withdrawal, '
  'balance, commission (not settled, or of an order not yet paid), message (WeChat has still to '
  'hear of a parcel or a transfer).';

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
  'A distributor goes of his own will: nothing new is earned, his buyers are free; what is '
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
  delete from person.profiles p where p.shop_id = drop_unneeded.shop_id
     and p.member_id = drop_unneeded.member_id;
  delete from trade.cart_lines l where l.shop_id = drop_unneeded.shop_id
     and l.member_id = drop_unneeded.member_id;
  perform private.drop_addresses(shop_id, member_id, private.now());
  perform private.drop_signals(shop_id, member_id);
end $$;
comment on function private.drop_unneeded(uuid, uuid) is
  'Delete of a person what nothing under way needs.';

create function private.drop_addresses(shop_id uuid, member_id uuid, before timestamptz)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
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

create function private.erase_member(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  here uuid := erase_member.shop_id;
  who uuid := erase_member.member_id;
  known text := (select i.openid from person.identities i
    where i.shop_id = here and i.member_id = who);
begin
  update person.notices n set body = '{}'
   where n.shop_id = here and private.openid_in(n.body) = known;
  perform private.erase_texts(here, who);
  delete from person.identities i where i.shop_id = here and i.member_id = who;
  delete from person.profiles p where p.shop_id = here and p.member_id = who;
  delete from person.addresses a where a.shop_id = here and a.member_id = who;
  delete from person.order_contacts c where c.shop_id = here and c.member_id = who;
  delete from person.leaving l where l.shop_id = here and l.member_id = who;
  perform private.drop_signals(here, who);
  update member.members m set status = 'deleted' where m.shop_id = here and m.id = who;
  perform private.end_work(here, 'leaving_waits', who);
  insert into ops.audit_log (shop_id, actor_kind, actor_id, command, subject_id)
  values (here, 'member', who, 'forget_member', who);
end $$;
comment on function private.erase_member(uuid, uuid) is
  'Delete everything that tells who a member is, in every table. The caller holds his row and '
  'knows that nothing is under way.';

create function private.things_of(shop_id uuid, member_id uuid) returns uuid[]
language sql stable set search_path = '' as $$
  with orders as (select o.id from trade.orders o
      where o.shop_id = things_of.shop_id and o.member_id = things_of.member_id),
       commissions as (select c.id from ledger.commissions c
                        where c.shop_id = things_of.shop_id
                          and (c.distributor_id = things_of.member_id
                              or c.order_id in (select id from orders)))
  select array(
    select things_of.member_id union select id from orders
    union select s.id from trade.after_sales s join orders o
        on s.order_id = o.id where s.shop_id = things_of.shop_id
    union select r.id from pay.refunds r join orders o
        on r.order_id = o.id where r.shop_id = things_of.shop_id
    union select w.id from pay.withdrawals w where w.shop_id = things_of.shop_id
        and w.distributor_id = things_of.member_id
    union select id from commissions
    union select h.id from ledger.commission_holds h join commissions c
        on h.commission_id = c.id where h.shop_id = things_of.shop_id)
$$;
comment on function private.things_of(uuid, uuid) is
  'The ids under which others may have written about a member: himself, his orders, after-sales, '
  'refunds, withdrawals, commission and its holds.';

create function private.erase_texts(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  here uuid := erase_texts.shop_id;
  gone constant text := '已随账号注销删除';
  things uuid[] := private.things_of(shop_id, member_id);
begin
  update trade.after_sales s set reason = gone, review_reason = case
      when s.review_reason is not null then gone end
   where s.shop_id = here and s.id = any (things);
  update trade.order_events e set detail = e.detail - 'note'
   where e.shop_id = here and e.order_id = any (things)
     and e.kind <> 'shipped' and e.detail ? 'note';
  update referral.distributors d set note = '' where d.shop_id = here
     and d.id = erase_texts.member_id and d.note <> '';
  update referral.distributor_changes c set reason = gone
   where c.shop_id = here and c.distributor_id = erase_texts.member_id and c.reason is not null;
  update ledger.commission_holds h set note = gone
   where h.shop_id = here and h.commission_id = any (things) and h.note is not null;
  update pay.withdrawals w set review_reason = case when w.review_reason is not null
      then gone end, failure = case when w.failure is not null then gone end,
         failure_message = null
   where w.shop_id = here and w.id = any (things);
  update pay.refund_attempts a set failure = null
   where a.shop_id = here and a.refund_id = any (things) and a.failure is not null;
  update ops.audit_log a set reason = gone where a.shop_id = here
     and a.subject_id = any (things) and a.reason is not null;
  update ops.work w set reason = case when w.reason
      is not null then gone end, detail = w.detail - 'message'
   where w.shop_id = here and (w.subject_id = any (things)
       or private.uuid_of(w.detail ->> 'order_id') = any (things));
  update ops.outbox o set last_error = null where o.shop_id = here
     and o.subject_id = any (things) and o.last_error is not null;
  update ops.idempotency i set response = private.without_free_text(i.response)
   where i.shop_id = here and (i.actor_id = erase_texts.member_id
     or private.uuid_of(i.response ->> 'id') = any (things)
     or private.uuid_of(i.response ->> 'order_id') = any (things)
     or private.uuid_of(i.response ->> 'subject_id') = any (things)
     or private.uuid_of(i.response ->> 'distributor_id') = any (things));
end $$;
comment on function private.erase_texts(uuid, uuid) is
  'What a member wrote and what others wrote about his things: remarks, reasons, notes, kept '
  'answers. Nobody can tell a name in a sentence, so the sentence goes; who did what and when '
  'stays.';

create function private.without_free_text(answer jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return case jsonb_typeof(answer)
    when 'array' then (select coalesce(jsonb_agg(private.without_free_text(e) order by n), '[]')
        from jsonb_array_elements(answer) with ordinality x(e, n))
    when 'object' then (
      select coalesce(jsonb_object_agg(key, case
               when jsonb_typeof(value) = 'string'
                   and key = any (private.free_text_names()) then 'null'
               else private.without_free_text(value) end), '{}')
        from jsonb_each(answer))
    else answer end;
end $$;
comment on function private.without_free_text(jsonb) is
  'An answer whose remarks, notes and reasons are gone.';

-- Who asks for it ---------------------------------------------------------------------------------

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
    update person.profiles p set avatar_url = ''
     where p.shop_id = revoke.shop_id and p.member_id = revoke.member_id;
  end if;
  if 8 = any (numbers) then
    update person.profiles p set phone_sealed = null, phone_fingerprint = null
     where p.shop_id = revoke.shop_id and p.member_id = revoke.member_id;
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

create function api.finish_leaving() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  one person.leaving;
  waits text[];
begin
  select l.* into one from person.leaving l
   where l.next_at <= private.now() order by l.next_at limit 1;
  if not found then
    return jsonb_build_object('forgotten', 0, 'more', false);
  end if;
  begin
    if one.cause = 'addresses' then
      waits := private.finish_addresses(one);
    else
      waits := private.forget_member(one.shop_id, one.member_id, one.cause);
      perform private.list_leaving_that_waits(one, waits);
    end if;
  exception when deadlock_detected or lock_not_available then raise;
  when others then   -- a failure stops no other person and is tried again later
    update person.leaving l set next_at = private.now() + interval '1 hour'
     where l.shop_id = one.shop_id and l.member_id = one.member_id;
    perform private.add_work(one.shop_id,
        'leaving_waits', one.member_id, jsonb_build_object('code', sqlstate));
  end;
  return jsonb_build_object('forgotten', (coalesce(waits, '{failed}') = '{}')::int, 'more', true);
end $$;
comment on function api.finish_leaving() is
  'Jobs: forgets the person who has waited longest and has nothing under way any more; a person '
  'who has is looked at again in an hour. One person a call: each takes locks on orders, a '
  'distributor and a member, and two persons'' locks in one transaction would be out of order. '
  'Answers {"forgotten", "more"}; raises deadlocks alone.';
grant execute on function api.finish_leaving() to mall_jobs;

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

create function private.list_leaving_that_waits(one person.leaving, waits text[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if waits <> '{}' and ((one.cause = 'account_closed' and waits <@ '{balance}')
      or one.asked_at <= private.now() - interval '90 days')
     and not exists (select from ops.work w
                      where w.shop_id = one.shop_id and w.kind = 'leaving_waits'
                        and w.subject_id = one.member_id
                        and w.status = any (private.work_states('known'))) then
    perform private.add_work(one.shop_id, 'leaving_waits', one.member_id,
        jsonb_build_object('waits_for', waits, 'distributor_id', one.member_id,
      'amount_fen', private.balance_of(one.shop_id, 'commission_available', one.member_id)));
  end if;
end $$;
comment on function private.list_leaving_that_waits(person.leaving, text[]) is
  'Nobody can withdraw the balance of a closed account, and what has waited for 90 days will not '
  'end by itself: that is for a person.';

create function private.work_settle_leaving_waits(work ops.work,
  staff_id uuid, reason text, input jsonb) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if not exists (select from person.leaving l
                  where l.shop_id = work.shop_id
                    and l.member_id = work.subject_id and l.cause <> 'addresses')
     or not private.forget_member(work.shop_id, work.subject_id) <@ '{balance}' then
    perform private.fail('CONFLICT', '{"reason":"unfinished"}');
  end if;
  if exists (select from person.leaving l where l.shop_id = work.shop_id
      and l.member_id = work.subject_id) then
    perform private.erase_member(work.shop_id, work.subject_id);
  end if;
end $$;
comment on function private.work_settle_leaving_waits(ops.work, uuid, text, jsonb) is
  'The balance was paid in another way or cannot be: forget the person all the same; the balance '
  'stays on the books under the pseudonym. CONFLICT while anything else is under way, and for '
  'somebody who withdrew nothing but the use of his addresses.';

create function api.list_leaving(shop text, after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: people's data is closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return (select private.page_of(jsonb_agg(jsonb_build_object('member_id', l.member_id,
      'label', private.label(l.shop_id, l.member_id), 'cause', l.cause,
              'asked_at', l.asked_at, 'waits_for', to_jsonb(l.waits_for))
                  order by l.member_id desc), page_size, 'member_id')
            from (select x.* from person.leaving x
                   where x.shop_id = me.shop_id
                     and (list_leaving.after is null or x.member_id < list_leaving.after)
                   order by x.member_id desc limit private.page_limit(page_size)) l);
end $$;
comment on function api.list_leaving(text, uuid, int) is
  'Staff: who is to be forgotten when what is under way is done, and what that is. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_leaving(text, uuid, int) to authenticated;
