-- What is to be sent later: written by the transaction that decides it, with its exact body.

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
         where w.shop_id = sent.shop_id and w.id = sent.subject_id)
     when 'message' then (sent.body ->> 'member_id')::uuid end
$$;
comment on function private.openid_for(ops.outbox) is
  'Whom a row names to WeChat: the payer of a parcel, the receiver of a transfer, the reader of a '
  'message. A member has one '
  'openid for ever, and keeps it while a row of his waits (private.under_way), so that every try '
  'sends the same.';

create function private.body_to_send(sent ops.outbox) returns jsonb
language sql stable set search_path = '' as $$
  select case sent.kind
    when 'shipping' then sent.body
        || jsonb_build_object('payer', jsonb_build_object('openid', private.openid_for(sent)))
    when 'transfer' then jsonb_set(sent.body,
        '{request,openid}', coalesce(to_jsonb(private.openid_for(sent)), 'null'))
    when 'message' then jsonb_set(sent.body - 'member_id',
        '{request,touser}', coalesce(to_jsonb(private.openid_for(sent)), 'null'))
    else sent.body end
$$;
comment on function private.body_to_send(ops.outbox) is
  'The body as WeChat gets it: with the openid, which only schema person keeps.';

create function private.outbox_delay(tries int) returns interval
language sql immutable set search_path = '' as $$
  select make_interval(secs => least(5 * 3 ^ greatest(tries - 1, 0), 7200))
$$;
comment on function private.outbox_delay(int) is
  'The wait after a try: 5 s, 15 s, 45 s … at most 2 h.';
