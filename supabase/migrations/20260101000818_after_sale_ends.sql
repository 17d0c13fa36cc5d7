-- When a wait is over: a warning a day before, and an outcome by itself.

create function private.end_wait(after_sale trade.after_sales) returns void
language plpgsql volatile set search_path = '' as $$
declare
  note text := case when after_sale.status = 'requested' then '商家超时未处理，系统自动同意'
                    when after_sale.sent_at is null then '超过期限未寄回，系统自动取消'
                    else '寄回后商家超时未验收，系统自动退款' end;
begin
  insert into trade.order_events (shop_id, order_id, kind, actor_kind, detail)
  values (after_sale.shop_id, after_sale.order_id, 'after_sale_timeout',
      'job', jsonb_build_object('note', note));
  if after_sale.status = 'requested' then
    perform private.approve_after_sale(after_sale, note);
  elsif after_sale.sent_at is null then
    perform private.finish_after_sale(after_sale, 'cancelled', null);
  else
    update trade.after_sales s
       set kind = 'return_refund', status = 'refunding', received_at = private.now()
     where s.shop_id = after_sale.shop_id and s.id = after_sale.id
    returning * into after_sale;
    perform private.begin_wait(after_sale.shop_id, after_sale.id);
    perform private.record_event(after_sale.shop_id, 'after_sale.changed', after_sale.id,
        '{"status":"refunding"}', after_sale.member_id);
    perform private.start_refund(after_sale);
  end if;
end $$;
comment on function private.end_wait(trade.after_sales) is
  'What becomes of an after-sale that waited too long: not reviewed, it is approved; not sent '
  'back, it is cancelled; sent and not inspected, the money goes back, for an exchange too, and '
  'the goods count as returned. The caller holds the order''s lock.';

create function private.happened_by_itself(after_sale trade.after_sales, at timestamptz)
  returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select from trade.order_events e
     where e.shop_id = after_sale.shop_id and e.order_id = after_sale.order_id
       and e.kind = 'after_sale_timeout' and e.created_at = at);
end $$;
comment on function private.happened_by_itself(trade.after_sales, timestamptz) is
  'Whether a wait of an after-sale ended by time in this moment (private.end_wait writes it down '
  'in the same transaction).';

create function private.cancelled_by(after_sale trade.after_sales) returns text
language plpgsql stable set search_path = '' as $$
begin
  return case when exists (
    select from trade.after_sales s
     where s.shop_id = after_sale.shop_id and s.order_id = after_sale.order_id
       and s.origin = 'provider' and s.requested_at = after_sale.finished_at)
    then 'wechat' else 'buyer' end;
end $$;
comment on function private.cancelled_by(trade.after_sales) is
  'Who ended an after-sale that nobody decided: the buyer, or WeChat, which gave back all there '
  'was to '
  'ask for.';

create function private.warn_after_sales(most int) returns void
language plpgsql volatile set search_path = '' as $$
declare
  after_sale trade.after_sales;
begin
  for after_sale in
    update trade.after_sales s set warned_at = private.now()
     where (s.shop_id, s.id) in (
       select x.shop_id, x.id from trade.after_sales x
        where x.status = any (private.after_sale_states('waiting')) and x.warned_at
            is null and x.due_at <= private.now() + interval '1 day'
        order by x.due_at limit most for update skip locked)
    returning s.*
  loop
    perform private.add_work(after_sale.shop_id,
        'after_sale_overdue', after_sale.id, jsonb_build_object(
      'order_id', after_sale.order_id, 'status', after_sale.status,
      'sent', after_sale.sent_at is not null, 'due_at', after_sale.due_at));
    perform private.record_event(after_sale.shop_id, 'after_sale.changed', after_sale.id,
        jsonb_build_object('status', after_sale.status), after_sale.member_id);
  end loop;
end $$;
comment on function private.warn_after_sales(int) is
  'A day before an after-sale ends by itself both sides hear of it, once a wait: the shop on its '
  'work list.';

create function api.end_after_sales() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  due trade.after_sales;
  after_sale trade.after_sales;
  stuck uuid;
begin
  perform private.warn_after_sales(100);
  select s.* into due
    from trade.after_sales s join trade.orders o on o.shop_id = s.shop_id and o.id = s.order_id
   where s.status = any (private.after_sale_states('waiting')) and s.due_at <= private.now()
     and not exists (select from ops.stuck k
                      where k.shop_id = s.shop_id and k.job = 'after_sale'
                        and k.subject_id = s.id and k.next_at > private.now())
   order by s.due_at limit 1 for update of o skip locked;
  if found then
    select s.* into strict after_sale from trade.after_sales s
     where s.shop_id = due.shop_id and s.id = due.id;
    begin
      -- the lock came after the first look
      if after_sale.status = any (private.after_sale_states('waiting'))
         and after_sale.due_at <= private.now() then
        perform private.end_wait(after_sale);
      end if;
    exception when deadlock_detected or lock_not_available then raise;
    when others then
      perform private.set_aside(after_sale.shop_id, 'after_sale', after_sale.id, sqlerrm);
      stuck := after_sale.id;
    end;
  end if;
  perform private.end_stuck('after_sale');
  return jsonb_build_object('ended', case when due.id is not null
      and stuck is null then 1 else 0 end, 'more', due.id is not null)
      || case when stuck is null then '{}'
          else jsonb_build_object('stuck', jsonb_build_array(stuck)) end;
end $$;
comment on function api.end_after_sales() is
  'Warn of after-sales whose wait ends within a day, and end one whose wait is over: each moves '
  'money under its order''s lock, so one a call. Answers {"ended", "more", "stuck"?}; more says '
  'that there was one.';
grant execute on function api.end_after_sales() to mall_jobs;
