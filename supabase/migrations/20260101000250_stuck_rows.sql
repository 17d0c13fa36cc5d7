-- Rows that a job could not do: set aside until a time of their own, so that they hold up no other,
-- and on the work list meanwhile.

insert into ops.work_kinds (kind, permission, actions) values
  ('stuck_close', 'order', '{retry}'),
  ('stuck_receive', 'order', '{retry}'),
  ('stuck_settle', 'payout', '{retry}'),
  ('stuck_bonus', 'payout', '{retry}'),
  ('stuck_tier', 'distributor', '{retry}');

create table ops.stuck (
  shop_id uuid not null references shop.shops (id),
  job text not null
    constraint stuck_job_known check (
      job in ('close', 'receive', 'settle', 'after_sale', 'bonus', 'tier')),
  subject_id uuid not null,
  tries int not null default 1,
  next_at timestamptz not null,
  error text not null,
  detail jsonb not null default '{}',
  primary key (shop_id, job, subject_id)
);
comment on table ops.stuck is
  'What a job tried and could not do, and when it tries again: orders to close or receive, '
  'distributors to settle, after-sales to end, months of distributors whose bonus is to be paid '
  '(private.bonus_subject), distributors whose tier is to be evaluated. detail: what it concerns. '
  'The work list has a row of kind stuck_<job> for each.';
alter table ops.stuck enable row level security;

create function private.stuck_delay(tries int) returns interval
language sql immutable set search_path = '' as $$
  select least(interval '5 minutes' * 2 ^ least(greatest(tries, 1) - 1, 10), interval '6 hours')
$$;
comment on function private.stuck_delay(int) is
  'How long a row that failed so many times is left alone: 5 minutes, 10, 20 … at most 6 hours.';

create function private.bonus_subject(distributor_id uuid, month date) returns uuid
language sql immutable set search_path = '' as $$
  select md5(concat_ws('|', distributor_id, month))::uuid
$$;
comment on function private.bonus_subject(uuid, date) is
  'A month of a distributor as the subject of what is set aside.';

create function private.set_aside(shop_id uuid, job text, subject_id uuid, error text,
  detail jsonb default null) returns void
language plpgsql volatile set search_path = '' as $$
begin
  detail := coalesce(detail, jsonb_build_object(case set_aside.job
      when 'settle' then 'distributor_id' when 'tier' then 'distributor_id'
      when 'after_sale' then 'after_sale_id' else 'order_id' end, set_aside.subject_id));
  insert into ops.stuck as k (shop_id, job, subject_id, next_at, error, detail)
  values (set_aside.shop_id, set_aside.job, set_aside.subject_id,
      private.now() + private.stuck_delay(1), left(set_aside.error, 200), set_aside.detail)
  on conflict on constraint stuck_pkey do update
    set tries = k.tries + 1,
        next_at = private.now() + private.stuck_delay(k.tries + 1), error = excluded.error;
  perform private.add_work(set_aside.shop_id,
      'stuck_' || set_aside.job, set_aside.subject_id,
      set_aside.detail || jsonb_build_object('message', left(set_aside.error, 200)));
end $$;
comment on function private.set_aside(uuid, text, uuid, text, jsonb) is
  'A job could not do this: not again before its time, and a person hears of it. error is the '
  'message of the exception, detail what it concerns where that is more than the subject.';

create function private.is_due(stuck ops.stuck) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return case stuck.job
    when 'close' then exists (select from trade.orders o
      where o.shop_id = stuck.shop_id and o.id = stuck.subject_id and o.status = 'pending_payment')
    when 'receive' then exists (select from trade.orders o
      where o.shop_id = stuck.shop_id and o.id = stuck.subject_id
        and o.status = 'shipped' and o.auto_receive_at <= private.now())
    when 'settle' then exists (select from ledger.commissions c
      where c.shop_id = stuck.shop_id and c.distributor_id = stuck.subject_id
        and c.status = 'pending' and c.settle_at <= private.now())
    when 'after_sale' then exists (select from trade.after_sales s
      where s.shop_id = stuck.shop_id and s.id = stuck.subject_id and s.due_at <= private.now()
        and s.status = any (private.after_sale_states('waiting')))
    when 'bonus' then not exists (select from ledger.volume_months m
      where m.shop_id = stuck.shop_id
        and m.distributor_id = (stuck.detail ->> 'distributor_id')::uuid
        and m.month = (stuck.detail ->> 'month')::date)
    when 'tier' then exists (select from referral.distributors d
      where d.shop_id = stuck.shop_id and d.id = stuck.subject_id and d.status = 'approved'
        and (d.tier_checked_on is null or d.tier_checked_on < private.shop_day(private.now())))
  end;
end $$;
comment on function private.is_due(ops.stuck) is 'Does the job still have it to do?';

create function private.end_stuck(job text) returns void
language sql volatile set search_path = '' as $$
  with over as (
    delete from ops.stuck k where k.job = end_stuck.job
       and k.next_at <= private.now() and not private.is_due(k)
    returning k.shop_id, k.subject_id)
  select private.end_work(over.shop_id, 'stuck_' || end_stuck.job, over.subject_id) from over
$$;
comment on function private.end_stuck(text) is
  'Called after a sweep: what was set aside, came to its time and is due no more has come right, '
  'by the job or by somebody else.';

create function private.work_retry_stuck(work ops.work, staff_id uuid, reason text, input jsonb)
  returns void
language sql volatile set search_path = '' as $$
  update ops.stuck k set next_at = private.now()
   where k.shop_id = work.shop_id and 'stuck_' || k.job = work.kind
     and k.subject_id = work.subject_id
$$;
comment on function private.work_retry_stuck(ops.work, uuid, text, jsonb) is
  'The cause is out of the way: the next tick tries again, and what fails again stands on the work '
  'list again.';
