-- A distributor's balance is corrected by hand, with a reason; above the shop's amount a second
-- person confirms it before it is booked.

create table pay.adjustments (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  distributor_id uuid not null,
  amount_fen bigint not null constraint adjustments_amount_not_zero check (amount_fen <> 0),
  reason text not null,
  needs_second boolean not null,
  status text not null
    constraint adjustments_status_known check (status in ('waiting', 'booked', 'cancelled')),
  asked_by uuid not null,
  asked_at timestamptz not null default private.now(),
  decided_by uuid,
  decided_at timestamptz,
  primary key (shop_id, id),
  constraint adjustments_decided_when_ended
    check ((status = 'waiting') = (decided_at is null and decided_by is null)),
  constraint adjustments_two_persons
    check (status <> 'booked' or not needs_second or decided_by <> asked_by),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, asked_by) references shop.staff (shop_id, id),
  foreign key (shop_id, decided_by) references shop.staff (shop_id, id)
);
comment on table pay.adjustments is
  'What staff add to a balance (positive) or take from it, in fen, and why. One that needs a '
  'second person waits until somebody else confirms it; booked, it is a transfer of the ledger.';
alter table pay.adjustments enable row level security;
create index adjustments_of_distributor on pay.adjustments (shop_id, distributor_id, id desc);
create index adjustments_waiting on pay.adjustments (shop_id, id) where status = 'waiting';

create function private.needs_second(shop_id uuid, distributor_id uuid, amount_fen bigint)
  returns boolean
language sql stable set search_path = '' as $$
  select abs(needs_second.amount_fen) + coalesce((
      select sum(abs(a.amount_fen)) from pay.adjustments a
       where a.shop_id = needs_second.shop_id and a.distributor_id = needs_second.distributor_id
         and a.status <> 'cancelled' and not a.needs_second
         and a.asked_at > private.now() - interval '1 day'), 0) > r.large_above_fen
    from shop.withdrawal_rules r where r.shop_id = needs_second.shop_id
$$;
comment on function private.needs_second(uuid, uuid, bigint) is
  'Whether a correction needs a second person: it and what one person alone corrected of this '
  'balance within a day are more than large_above_fen, so that no large sum goes in pieces. The '
  'caller holds the balance''s lock.';

create function private.book_adjustment(adjustment pay.adjustments, staff_id uuid)
  returns pay.adjustments
language plpgsql volatile set search_path = '' as $$
declare
  booked pay.adjustments;
begin
  update pay.adjustments a
     set status = 'booked', decided_by = staff_id, decided_at = private.now()
   where a.shop_id = adjustment.shop_id and a.id = adjustment.id
  returning * into booked;
  perform private.post(booked.shop_id, 'adjustment', 'adjustment:' || booked.id, booked.id,
    array['commission_available', 'adjustment'], array[booked.distributor_id, null],
    array[booked.amount_fen, -booked.amount_fen]);
  perform private.hold_withdrawals_below_zero(booked.shop_id, booked.distributor_id);
  perform private.record_event(booked.shop_id, 'balance.adjusted', booked.id,
    jsonb_build_object('member', jsonb_build_object('available_fen', booked.amount_fen,
      'settled_fen', booked.amount_fen)), booked.distributor_id);
  perform private.notify(booked.shop_id, booked.distributor_id, 'balance_adjusted',
    jsonb_build_object('adjustment_id', booked.id, 'amount_fen', booked.amount_fen));
  return booked;
end $$;
comment on function private.book_adjustment(pay.adjustments, uuid) is
  'Book a correction: the balance moves by a transfer whose key is the correction, below zero if '
  'need be, which holds withdrawals. The caller holds balance and correction.';

create function private.adjustment_notice(shop_id uuid, detail jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('title', '余额有调整',
    'words', format('商家把你的余额%s %s。原因：%s',
      case when (detail ->> 'amount_fen')::bigint > 0 then '增加' else '减少' end,
      private.fen_words(abs((detail ->> 'amount_fen')::bigint)),
      coalesce((select a.reason from pay.adjustments a
                 where a.shop_id = adjustment_notice.shop_id
                   and a.id = (detail ->> 'adjustment_id')::uuid), '–')),
    'leads_to', 'adjustments')
$$;
comment on function private.adjustment_notice(uuid, jsonb) is
  'private.notice_words of balance_adjusted, whose detail is {"adjustment_id", "amount_fen"}.';

create function private.adjustment_json(a pay.adjustments) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', a.id, 'amount_fen', a.amount_fen, 'reason', a.reason,
    'status', a.status, 'asked_at', a.asked_at, 'decided_at', a.decided_at)
$$;
comment on function private.adjustment_json(pay.adjustments) is
  'A correction as its distributor sees it (contracts/withdrawals.ts Adjustment).';

create function api.list_adjustments(after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads corrections
declare
  me record := private.member();
begin
  return (select private.page_of(jsonb_agg(private.adjustment_json(a) order by a.id desc),
      page_size, 'id')
            from (select * from pay.adjustments x
                   where x.shop_id = me.shop_id and x.distributor_id = me.member_id
                     and x.status = 'booked' and (after is null or x.id < after)
                   order by x.id desc limit private.page_limit(page_size)) a);
end $$;
comment on function api.list_adjustments(uuid, int) is
  'Corrections of my balance that are booked, with their reasons, the newest first.';
grant execute on function api.list_adjustments(uuid, int) to authenticated;
