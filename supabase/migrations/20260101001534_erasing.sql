-- What goes with a person in every table, and what others wrote about that person.

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
  delete from person.application_answers a where a.shop_id = here and a.member_id = who;
  delete from person.real_names n where n.shop_id = here and n.member_id = who;
  delete from person.leaving l where l.shop_id = here and l.member_id = who;
  perform private.drop_signals(here, who);
  perform private.drop_messages(here, who);
  update member.members m set status = 'deleted' where m.shop_id = here and m.id = who;
  perform private.end_work(here, 'leaving_waits', who);
  insert into ops.audit_log (shop_id, actor_kind, actor_id, command, subject_id)
  values (here, 'member', who, 'forget_member', who);
end $$;
comment on function private.erase_member(uuid, uuid) is
  'Delete everything that tells who a member is, in every table. The caller has locked the '
  'member''s row and knows that nothing is under way.';

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
    union select a.id from pay.adjustments a where a.shop_id = things_of.shop_id
        and a.distributor_id = things_of.member_id
    union select id from commissions
    union select h.id from ledger.commission_holds h join commissions c
        on h.commission_id = c.id where h.shop_id = things_of.shop_id)
$$;
comment on function private.things_of(uuid, uuid) is
  'The ids under which others may have written about a member: the member, orders, after-sales, '
  'refunds, withdrawals, corrections, commission and its holds.';

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
  -- a reason of closing is a word of ours
  update catalog.stock_movements m set reason = gone
    from trade.order_lines l join trade.orders o on o.shop_id = l.shop_id and o.id = l.order_id
   where l.shop_id = here and l.order_id = any (things) and m.shop_id = here
     and m.sku_id = l.sku_id and m.order_id = l.order_id
     and m.reason is not null and m.reason <> coalesce(o.close_reason, '');
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
  update pay.adjustments a set reason = gone
   where a.shop_id = here and a.id = any (things);
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
  'What a member wrote and what others wrote about the member: remarks, reasons, notes, kept '
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
