-- The job that judges what happened, in the order in which transactions ended, each event once.

insert into ops.work_kinds (kind, permission, actions) values
  ('judging_failed', 'rules', '{dismiss}');

create type private.risk_batch as (shop_id uuid, subject text, ids uuid[]);
comment on type private.risk_batch is 'Subjects of one kind of one shop.';

create function private.subjects_between(since xid8, upto xid8)
  returns setof private.risk_batch
language sql stable set search_path = '' as $$
  select e.shop_id, k.subject, array_agg(distinct e.subject_id)
    from ops.events e
   cross join lateral (select case
     when e.kind = 'order.paid' then 'order'
     when e.kind = 'commission.reversed' then 'refund'
     when e.kind = 'order.changed' and e.payload ->> 'status' = 'closed' then 'closing'
   end) k(subject)
   where e.xid >= since and e.xid < upto
     and e.kind in ('order.paid', 'commission.reversed', 'order.changed')
     and k.subject is not null
   group by 1, 2 order by 1, 2
$$;
comment on function private.subjects_between(xid8, xid8) is
  'What happened between two transactions that rules judge. Withdrawals are judged when they are '
  'asked for, clicks and sign-ins when the order that came of them is.';

create function private.next_span(most int) returns private.fold_span
language plpgsql volatile set search_path = '' as $$
declare
  span private.fold_span;
  queue xid8[];
  cut xid8;
begin
  span := private.fold('risk', most);
  if span is null or span.anew then   -- a restored dump: judged before, or when it is due to settle
    return span;
  end if;
  queue := array(select e.xid from ops.events e where e.xid >= span.since and e.xid < span.upto
                  order by e.xid limit most + 1);
  cut := queue[most + 1];
  if cut = queue[1] then   -- all of one transaction, which is not parted
    cut := (select e.xid from ops.events e where e.xid > cut and e.xid < span.upto
             order by e.xid limit 1);
  end if;
  if cut is not null then
    span.upto := cut;
    update ops.watermarks w set xid = cut where w.name = 'risk';
  end if;
  return span;
end $$;
comment on function private.next_span(int) is
  'The next events to judge, about so many: a long queue is worked off in pieces.';

create function private.judge_piece(piece private.risk_batch) returns int
language plpgsql volatile set search_path = '' as $$
begin
  if piece.subject = 'order' then
    return private.judge_orders(piece.shop_id, piece.ids);
  end if;
  perform private.apply_hits(private.judge_subjects(piece.shop_id, piece.subject, piece.ids));
  return cardinality(piece.ids);
exception when deadlock_detected or lock_not_available then raise;
when others then   -- the other shops do not wait for this one
  perform private.add_work(piece.shop_id, 'judging_failed', piece.shop_id,
    jsonb_build_object('message', left(sqlerrm, 200)));
  return 0;
end $$;
comment on function private.judge_piece(private.risk_batch) is
  'Judge a batch of subjects; where a rule raises, that is listed and the others go on.';

create function private.judge_next(most int, out judged int, out more boolean)
language plpgsql volatile set search_path = '' as $$
declare
  end_ xid8 := pg_snapshot_xmin(pg_current_snapshot());
  span private.fold_span := private.next_span(most);
  piece private.risk_batch;
begin
  judged := 0;
  if span is not null and not span.anew then
    for piece in select s.* from private.subjects_between(span.since, span.upto) s loop
      judged := judged + private.judge_piece(piece);
    end loop;
  end if;
  more := span is null or span.upto < end_;
end $$;
comment on function private.judge_next(int) is
  'Judge the next events, about so many, of all that were there when it began.';

create function api.judge_events(batch int default 2000) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  done record;
begin
  perform from ops.watermarks w where w.name = 'risk' for update skip locked;
  if not found and exists (select from ops.watermarks w where w.name = 'risk') then
    return '{"judged": 0, "more": false}';   -- somebody is at it
  end if;
  done := private.judge_next(least(greatest(coalesce(batch, 2000), 1), 10000));
  return jsonb_build_object('judged', done.judged, 'more', done.more);
end $$;
comment on function api.judge_events(int) is
  'Judge what happened since the last time, about so many events, each once: batch by batch, one '
  'worker at a time. Answers {"judged", "more"}.';
grant execute on function api.judge_events(int) to mall_jobs;

create function private.due_unjudged(most int) returns setof private.risk_batch
language sql stable set search_path = '' as $$
  select x.shop_id, 'order', array_agg(distinct x.order_id) from (
    select c.shop_id, c.order_id from ledger.commissions c
     where c.status = 'pending' and c.settle_at <= private.now()
       and not exists (select from person.order_marks m
                        where m.shop_id = c.shop_id and m.order_id = c.order_id)
     order by c.settle_at limit most) x
   group by x.shop_id order by x.shop_id
$$;
comment on function private.due_unjudged(int) is
  'Orders, so many at most, whose commission is due and which were not judged.';

create function private.judge_due(most int) returns void
language plpgsql volatile set search_path = '' as $$
declare
  done record;
begin
  if not exists (select from private.due_unjudged(1)) then
    return;
  end if;
  for n in 1 .. 10 loop
    done := private.judge_next(2000);
    exit when not done.more;
  end loop;
  if not done.more then   -- not from events: their marks went by age, or a dump was restored
    perform private.judge_piece(p) from private.due_unjudged(most) p;
  end if;
end $$;
comment on function private.judge_due(int) is
  'Before settling: where an order is due that was not judged, judge all that happened until now, '
  'in its order; with more than that to catch up with, what is not judged waits. What cannot be '
  'judged is not settled.';
