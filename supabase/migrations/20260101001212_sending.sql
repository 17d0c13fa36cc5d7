-- The outbox at work: at least once, in order per subject, leased, with a back-off.

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
                  and k.refund_id = l.subject_id),
      'name', (select private.name_for(w) from pay.withdrawals w
                where l.kind = 'transfer' and w.shop_id = l.shop_id and w.id = l.subject_id))
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
  '"leased_until", "contact", "card", "name"}]; body is with the openid, which the row does '
  'not hold; contact is the sealed receiver of a parcel by SF, whose masked phone WeChat asks '
  'for; card the '
  'sealed bank card '
  'to which an abnormal refund shall go; name the sealed real name that a '
  'transfer needs. Where WeChat shall notify of a refund or transfer '
  '(notify_base: the functions'' address) is written into the body at its first claim and stays.';
grant execute on function api.claim_outbox(text, int, int, text) to mall_jobs;

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
  elsif sent.kind = 'message' then
    perform private.follow_message(sent);
  end if;
end $$;
comment on function private.after_sending(ops.outbox) is
  'What follows from WeChat having something: what waited for it on the work list has come right, '
  'a registered path is kept, what a message''s agreement came to is written down.';

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
