-- The outbox at work: at least once, in order per subject, leased, with a back-off and a work list
-- for people.

create function private.enqueue(shop_id uuid, kind text, subject_id uuid, body jsonb) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  row_id uuid := private.new_id();
  before uuid := (select o.id from ops.outbox o
                   where o.shop_id = enqueue.shop_id and o.subject_id = enqueue.subject_id
                   order by o.id desc limit 1);
begin
  if before >= row_id then   -- decided later than its id says: step over the one before it
    row_id := encode(overlay(uuid_send(row_id)
      placing substring(
          int8send(('x' || left(replace(before::text, '-', ''), 12))::bit(48)::bigint + 1) from 3)
          from 1 for 6), 'hex')::uuid;
  end if;
  insert into ops.outbox (shop_id, id, kind, subject_id, body)
  values (enqueue.shop_id, row_id, enqueue.kind, enqueue.subject_id, enqueue.body);
  return row_id;
end $$;
comment on function private.enqueue(uuid, text, uuid, jsonb) is
  'Write down what WeChat must be told, body frozen, in the deciding transaction, without the '
  'openid, which claiming adds. The caller holds the lock of the subject (the order, or the '
  'refund''s order, or the withdrawal), so the ids of a subject are in the order of its decisions.';

create function private.openid_for(sent ops.outbox) returns text
language sql stable set search_path = '' as $$
  select i.openid from person.identities i
   where i.shop_id = sent.shop_id and i.member_id = case sent.kind
     when 'shipping' then (select o.member_id from trade.orders o
         where o.shop_id = sent.shop_id and o.id = sent.subject_id)
     when 'transfer' then (select w.distributor_id from pay.withdrawals w
         where w.shop_id = sent.shop_id and w.id = sent.subject_id) end
$$;
comment on function private.openid_for(ops.outbox) is
  'Whom a row names to WeChat: the payer of a parcel, the receiver of a transfer. A member has one '
  'openid for ever, and keeps it while a row of his waits (private.under_way), so that every try '
  'sends the same.';

create function private.body_to_send(sent ops.outbox) returns jsonb
language sql stable set search_path = '' as $$
  select case sent.kind
    when 'shipping' then sent.body
        || jsonb_build_object('payer', jsonb_build_object('openid', private.openid_for(sent)))
    when 'transfer' then jsonb_set(sent.body,
        '{request,openid}', coalesce(to_jsonb(private.openid_for(sent)), 'null'))
    else sent.body end
$$;
comment on function private.body_to_send(ops.outbox) is
  'The body as WeChat gets it: with the openid, which only schema person keeps.';

create function api.claim_outbox(worker text, batch int default 20,
  lease_seconds int default 60, notify_base text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  now timestamptz := private.now();
  answer jsonb;
begin
  if coalesce(batch not between 1 and 200, true)
     or coalesce(lease_seconds not between 15 and 900, true) then
    perform private.fail('INVALID_REQUEST');
  end if;
  with due as (
    select o.shop_id, o.id from ops.outbox o
     where o.status = 'waiting' and o.next_at <= now
       and (o.leased_until is null or o.leased_until <= now)
       and not exists (select from ops.outbox e
                        where e.shop_id = o.shop_id and e.subject_id = o.subject_id
                          and e.id < o.id and e.status = 'waiting')
     order by o.next_at limit batch for update skip locked
  ), leased as (
    update ops.outbox o
       set lease_token = gen_random_uuid(), leased_until = now
           + make_interval(secs => lease_seconds), leased_by = worker, tries = o.tries + 1,
           body = case when o.kind in ('refund', 'transfer')
               and not o.body -> 'request' ? 'notify_url' and notify_base is not null
                    then jsonb_set(o.body, '{request,notify_url}',
                        to_jsonb(private.notify_url(notify_base, s.code, o.kind))) else o.body end
      from due join shop.shops s on s.id = due.shop_id
     where o.shop_id = due.shop_id and o.id = due.id
    returning o.*, private.body_to_send(o) as sent
  )
  select coalesce(jsonb_agg(jsonb_build_object(
      'shop_id', l.shop_id, 'shop', s.code, 'id', l.id, 'kind', l.kind,
      'subject_id', l.subject_id, 'body', l.sent, 'tries', l.tries,
      'lease_token', l.lease_token, 'leased_until', l.leased_until,
      'contact', case when l.body @? '$.shipping_list[*].express_company ? (@ == "SF")'
                      then private.kept_contact(c.shop_id, c.member_id, c.sealed) end,
      'card', (select k.sealed from person.refund_cards k
                where l.kind = 'abnormal_refund' and k.shop_id = l.shop_id
                  and k.refund_id = l.subject_id))
      order by l.next_at, l.id), '[]')
    into answer
    from leased l
    join shop.shops s on s.id = l.shop_id
    left join person.order_contacts c on l.kind = 'shipping'
     and c.shop_id = l.shop_id and c.order_id = l.subject_id;
  return answer;
end $$;
comment on function api.claim_outbox(text, int, int, text) is
  'Take up to batch due rows for lease_seconds, which must outlast the HTTP timeout. Only the '
  'earliest waiting row of a subject is due; rows another '
  'worker has are skipped; an expired lease is taken again. Answers [{"shop_id", "shop", "id", '
  '"kind", "subject_id", "body", "tries", "lease_token", '
  '"leased_until", "contact", "card"}]; body is with the openid, which the row does not hold; '
  'contact is the sealed receiver of a parcel by SF, whose masked phone WeChat asks for; card the '
  'sealed bank card '
  'to which an abnormal refund shall go. Where WeChat shall notify of a refund or transfer '
  '(notify_base: the functions'' address) is written into the body at its first claim and stays.';
grant execute on function api.claim_outbox(text, int, int, text) to mall_jobs;

create function private.end_unsent(shop_id uuid, kind text, subject_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'dropped'
   where o.shop_id = end_unsent.shop_id and o.subject_id = end_unsent.subject_id
     and o.kind = end_unsent.kind and o.status = 'failed';
  if found then
    perform private.end_work(shop_id, 'unsent_' || end_unsent.kind, subject_id);
  end if;
end $$;
comment on function private.end_unsent(uuid, text, uuid) is
  'What WeChat would not take has come about in another way: it is sent no more and waits for '
  'nobody.';

create function private.after_sending(sent ops.outbox) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if sent.kind = 'shipping' then
    perform private.end_work(sent.shop_id, 'wechat_reminder', sent.subject_id)
      where private.says_last(sent.body);
    perform private.end_work(sent.shop_id, 'unsent_shipping', sent.subject_id)
      where not exists (select from ops.outbox o
          where o.shop_id = sent.shop_id and o.subject_id = sent.subject_id
                           and o.kind = 'shipping' and o.status = 'failed');
  elsif sent.kind = 'order_path' then
    update shop.wechat_accounts w
       set order_path = sent.body ->> 'order_detail_path', order_path_at = private.now()
     where w.shop_id = sent.shop_id;
    perform private.end_unsent(sent.shop_id, 'order_path', sent.subject_id);
  end if;
end $$;
comment on function private.after_sending(ops.outbox) is
  'What follows from WeChat having something: what waited for it on the work list has come right, '
  'a registered path is kept.';

create function api.finish_outbox(shop_id uuid, id uuid,
  lease_token uuid, answer jsonb default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  sent ops.outbox;
begin
  update ops.outbox o
     set status = 'done', answer = finish_outbox.answer, done_at = private.now(),
         lease_token = null, leased_until = null, last_error = null
   where o.shop_id = finish_outbox.shop_id and o.id = finish_outbox.id
     and o.lease_token = finish_outbox.lease_token and o.status = 'waiting'
  returning * into sent;
  if not found then
    return private.verdict('rejected', 'lease_lost');
  end if;
  perform private.after_sending(sent);
  return private.verdict('applied', null);
end $$;
comment on function api.finish_outbox(uuid, uuid, uuid, jsonb) is
  'WeChat has it. Answers {"result", "reason"}: rejected, lease_lost for a row that another worker '
  'took meanwhile.';
grant execute on function api.finish_outbox(uuid, uuid, uuid, jsonb) to mall_jobs;

create function private.outbox_delay(tries int) returns interval
language sql immutable set search_path = '' as $$
  select make_interval(secs => least(5 * 3 ^ greatest(tries - 1, 0), 7200))
$$;
comment on function private.outbox_delay(int) is
  'The wait after a try: 5 s, 15 s, 45 s … at most 2 h.';

create function private.withdrawal_concern(shop_id uuid, withdrawal_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('withdrawal_id', w.id,
      'distributor_id', w.distributor_id, 'amount_fen', w.amount_fen)
    from pay.withdrawals w where w.shop_id = withdrawal_concern.shop_id
     and w.id = withdrawal_concern.withdrawal_id
$$;
comment on function private.withdrawal_concern(uuid, uuid) is
  'A withdrawal as detail of the work list; null without one.';

create function private.refund_concern(shop_id uuid, refund_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('order_id', r.order_id,
      'after_sale_id', r.after_sale_id, 'cause', r.cause, 'amount_fen', r.payable_fen)
    from pay.refunds r where r.shop_id = refund_concern.shop_id and r.id = refund_concern.refund_id
$$;
comment on function private.refund_concern(uuid, uuid) is
  'A refund as detail of the work list; null without one.';

create function private.outbox_concern(tried ops.outbox) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(case tried.kind
    when 'transfer' then private.withdrawal_concern(tried.shop_id, tried.subject_id)
    when 'transfer_cancel' then private.withdrawal_concern(tried.shop_id, tried.subject_id)
    when 'order_path' then '{}'
    when 'refund' then private.refund_concern(tried.shop_id, tried.subject_id)
    when 'abnormal_refund' then private.refund_concern(tried.shop_id, tried.subject_id)
    else jsonb_build_object('order_id', tried.subject_id) end, '{}')
$$;
comment on function private.outbox_concern(ops.outbox) is
  'What a row of the outbox is about, as detail of the work list; {} when nobody knows.';

create function private.is_over(tried ops.outbox) returns boolean
language sql stable set search_path = '' as $$
  select case
    when tried.kind in ('refund', 'abnormal_refund') then exists (
      select from pay.refunds r
       where r.shop_id = tried.shop_id and r.id = tried.subject_id
         and r.status = any (private.refund_states('final')))
    when tried.kind in ('transfer', 'transfer_cancel') then exists (
      select from pay.withdrawals w
       where w.shop_id = tried.shop_id and w.id = tried.subject_id and w.finished_at is not null)
    else false end
$$;
comment on function private.is_over(ops.outbox) is
  'Has what a row asks for ended in another way, by WeChat''s notice or by staff, while a worker '
  'tried?';

create function api.retry_outbox(shop_id uuid, id uuid, lease_token uuid,
  error text, permanent boolean default false) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  last_try constant int := 12;
  tried ops.outbox;
begin
  update ops.outbox o
     set status = case when not (retry_outbox.permanent or o.tries >= last_try) then 'waiting'
                       when private.is_over(o) then 'dropped' else 'failed' end,
         next_at = private.now() + private.outbox_delay(o.tries),
             last_error = left(retry_outbox.error, 500),
         lease_token = null, leased_until = null
   where o.shop_id = retry_outbox.shop_id and o.id = retry_outbox.id
     and o.lease_token = retry_outbox.lease_token and o.status = 'waiting'
  returning * into tried;
  if not found then
    return private.verdict('rejected', 'lease_lost');
  end if;
  if tried.status = 'failed' then
    perform private.add_work(tried.shop_id, 'unsent_' || tried.kind, tried.subject_id,
      private.outbox_concern(tried)
          || jsonb_build_object('tries', tried.tries, 'message', tried.last_error));
  end if;
  return private.verdict('applied', tried.status);
end $$;
comment on function api.retry_outbox(uuid, uuid, uuid, text, boolean) is
  'WeChat did not take it: again later, 12 tries in all over about half a day. After the last, or '
  'when permanent, it goes to the work list and the next row of the subject may go; what has ended '
  'in another way meanwhile is dropped. Answers {"result", "reason": '
  '"waiting"|"failed"|"dropped"|"lease_lost"}.';
grant execute on function api.retry_outbox(uuid, uuid, uuid, text, boolean) to mall_jobs;

create function private.work_retry_unsent(work ops.work, staff_id uuid, reason text, input jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'waiting', tries = 0, next_at = private.now()
   where o.shop_id = work.shop_id and o.subject_id = work.subject_id
     and 'unsent_' || o.kind = work.kind and o.status = 'failed';
end $$;
comment on function private.work_retry_unsent(ops.work, uuid, text, jsonb) is
  'Send what WeChat would not take once more, same body and number.';

create function private.work_dismiss_unsent(work ops.work, staff_id uuid, reason text, input jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'dropped'
   where o.shop_id = work.shop_id and o.subject_id = work.subject_id
     and 'unsent_' || o.kind = work.kind and o.status = 'failed';
end $$;
comment on function private.work_dismiss_unsent(ops.work, uuid, text, jsonb) is
  'What WeChat would not take is never sent again.';
