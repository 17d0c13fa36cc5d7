-- An order is received: by its buyer, by WeChat's word, or when its time has come.

create function private.complete_order(shop_id uuid, order_id uuid, actor_kind text, actor_id uuid)
  returns void
language plpgsql volatile set search_path = '' as $$
declare
  done trade.orders;
begin
  update trade.orders o set status = 'completed', completed_at = private.now()
   where o.shop_id = complete_order.shop_id
     and o.id = complete_order.order_id and o.status = 'shipped'
  returning * into done;
  if not found then
    return;
  end if;
  perform from ledger.commissions c where c.shop_id = done.shop_id
      and c.order_id = done.id order by c.id for update;
  update ledger.commissions c
     set settle_at = done.completed_at + make_interval(days => c.settle_days)
   where c.shop_id = done.shop_id and c.order_id = done.id and c.kind = 'order'
     and c.status = any (private.commission_states('unsettled'));
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, actor_id)
  values (done.shop_id, done.id, 'received', complete_order.actor_kind, complete_order.actor_id);
  perform private.record_event(done.shop_id, 'order.changed', done.id,
      '{"status":"completed"}', done.member_id);
end $$;
comment on function private.complete_order(uuid, uuid, text, uuid) is
  'A shipped order has arrived; its commission gets its date of settlement. Any other is left as '
  'it is. The caller holds the order''s lock.';

create function api.confirm_receipt(order_id uuid, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes orders and commission dates
declare
  me record := private.member();
  request jsonb := jsonb_build_array(order_id);
  answer jsonb;
  bought trade.orders;
begin
  answer := private.recall(me.shop_id, me.member_id, 'confirm_receipt', idempotency_key, request);
  if answer is not null then
    return private.with_contact(answer, me.shop_id);
  end if;
  select * into bought from trade.orders o
   where o.shop_id = me.shop_id and o.id = confirm_receipt.order_id
     and o.member_id = me.member_id for update;
  if not found then
    perform private.fail('ORDER_NOT_FOUND');
  elsif bought.status <> all (private.order_states('receivable') || 'completed'::text) then
    perform private.fail('ORDER_NOT_RECEIVABLE', jsonb_build_object('status', bought.status));
  end if;
  perform private.complete_order(bought.shop_id, bought.id, 'member', me.member_id);
  answer := private.order_json(bought.shop_id, bought.id);
  answer := private.remember(me.shop_id, me.member_id,
      'confirm_receipt', idempotency_key, request, answer);
  return private.with_contact(answer, me.shop_id);
end $$;
comment on function api.confirm_receipt(uuid, text) is
  'The buyer has everything; the clock of settlement starts. Answers the order, also one that '
  'WeChat or the timer completed a moment before. Raises ORDER_NOT_FOUND, ORDER_NOT_RECEIVABLE, '
  'IDEMPOTENCY_CONFLICT.';
grant execute on function api.confirm_receipt(uuid, text) to authenticated;

create function private.schedule_receipt(shop_id uuid, order_id uuid) returns void
language sql volatile set search_path = '' as $$
  update trade.orders o
     set auto_receive_at = case when not private.has_open_after_sale(o.shop_id, o.id)
                             then o.shipped_at + make_interval(days => o.auto_receive_days) end
   where o.shop_id = schedule_receipt.shop_id
     and o.id = schedule_receipt.order_id and o.status = 'shipped'
$$;
comment on function private.schedule_receipt(uuid, uuid) is
  'When a shipped order counts as received: so many days after its last parcel left, and not while '
  'an after-sale is open. Called when it is shipped and when an after-sale opens or ends. The '
  'caller holds the order''s lock.';

create function private.receive_orders(due trade.orders[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform from ledger.commissions c   -- all of the batch in id order, as everybody locks them
    join unnest(due) o on o.shop_id = c.shop_id and o.id = c.order_id
   order by c.id for update of c;
  perform private.complete_order(o.shop_id, o.id, 'job', null) from unnest(due) o
    -- asked again: the lock came after the first look
    where not private.has_open_after_sale(o.shop_id, o.id);
end $$;
comment on function private.receive_orders(trade.orders[]) is
  'Complete orders that the caller holds, but none with an open after-sale.';

create function api.auto_receive(batch int default 100) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  most constant int := least(greatest(coalesce(batch, 100), 1), 500);
  due trade.orders[];
  one trade.orders;
  stuck uuid[] := '{}';
begin
  due := array(
    select o from trade.orders o
     where o.status = 'shipped' and o.auto_receive_at <= private.now()
       and not exists (select from ops.stuck k
                        where k.shop_id = o.shop_id and k.job = 'receive'
                          and k.subject_id = o.id and k.next_at > private.now())
     order by o.auto_receive_at limit most
     for update of o skip locked);
  begin
    perform private.receive_orders(due);
  exception when deadlock_detected or lock_not_available then raise;
  when others then   -- one of them cannot be: the others do not wait for it
    foreach one in array due loop
      begin
        perform private.receive_orders(array[one]);
      exception when deadlock_detected or lock_not_available then
        null;   -- somebody is at it: at the next tick
      when others then
        perform private.set_aside(one.shop_id, 'receive', one.id, sqlerrm);
        stuck := stuck || one.id;
      end;
    end loop;
  end;
  perform private.end_stuck('receive');
  return jsonb_build_object('received', cardinality(due) - cardinality(stuck),
      'more', cardinality(due) = most)
      || case when stuck = '{}' then '{}' else jsonb_build_object('stuck', stuck) end;
end $$;
comment on function api.auto_receive(int) is
  'Orders whose time to be received has come (auto_receive_at). Answers {"received", "more", '
  '"stuck"?}: more says that the batch was full; stuck are orders that raised, which are set aside '
  'for a while and stop no other.';
grant execute on function api.auto_receive(int) to mall_jobs;
