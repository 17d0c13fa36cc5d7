-- Transfers at WeChat: asked once under one number, believed only when final.

create function api.begin_transfer(shop_id uuid, withdrawal_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  withdrawal pay.withdrawals;
begin
  select w.* into withdrawal from pay.withdrawals w
   where w.shop_id = begin_transfer.shop_id and w.id = begin_transfer.withdrawal_id for update;
  if withdrawal.status = 'approved'
      and private.is_suspended(withdrawal.shop_id, withdrawal.distributor_id) then
    withdrawal := private.hold_withdrawal(withdrawal, '推广资格已暂停，等待处理');
  elsif withdrawal.status = 'approved' then
    update pay.withdrawals w
       set status = 'submitted', submitted_at = private.now(),
           ask_at = private.now() + interval '1 minute', asks = 0
     where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
    returning * into withdrawal;
    perform private.tell_withdrawal(withdrawal, '{}');
  end if;
  return jsonb_build_object('send',
      coalesce(withdrawal.status = any (private.withdrawal_states('at_wechat')), false));
end $$;
comment on function api.begin_transfer(uuid, uuid) is
  'Before WeChat is asked: from here on an unknown result is still submitted. {"send": false} when '
  'it was cancelled or held meanwhile, and for a suspended distributor, whose withdrawal is held '
  'now. Repeating is harmless.';
grant execute on function api.begin_transfer(uuid, uuid) to mall_jobs;

create function private.apply_transfer(shop_id uuid, withdrawal_id uuid, bill jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals;
  state text := bill ->> 'state';
  under_way constant text[] := '{ACCEPTED,PROCESSING,WAIT_USER_CONFIRM,TRANSFERING,CANCELING}';
begin
  if not exists (select from pay.withdrawals w where w.shop_id = apply_transfer.shop_id
      and w.id = apply_transfer.withdrawal_id) then
    return private.verdict('rejected', 'unknown_number');
  end if;
  -- a failure returns money, so the balance is locked first here too
  withdrawal := private.lock_withdrawal(shop_id, withdrawal_id);
  if bill ? 'transfer_amount' and bill -> 'transfer_amount'
      is distinct from to_jsonb(withdrawal.net_fen) then
    return private.verdict('rejected', 'wrong_amount');
  elsif state is null or state <> all (under_way || '{SUCCESS,FAIL,CANCELLED}'::text[]) then
    return private.verdict('rejected', 'unknown_state');
  elsif (withdrawal.status = 'paid' and (state = 'SUCCESS' or state = any (under_way)))
     or (withdrawal.status = any (private.withdrawal_states('ended_unpaid'))
         and state in ('FAIL', 'CANCELLED'))
     or (withdrawal.status, state) = ('cancelled', 'CANCELING') then
    if withdrawal.contradicted_at is not null and state in ('FAIL', 'CANCELLED') then
      perform private.agree_withdrawal(withdrawal);
    end if;
    return private.verdict('duplicate', null);
  elsif withdrawal.status = any (private.withdrawal_states('returned'))
        and (state = 'SUCCESS' or state = any (under_way)) then
    perform private.contradict_withdrawal(withdrawal, bill);
    return private.verdict('rejected', 'contradicts_' || withdrawal.status);
  elsif withdrawal.status = any (private.withdrawal_states('final')) then
    return private.verdict('rejected', 'already_' || withdrawal.status);
  elsif state <> 'SUCCESS'
        and withdrawal.status <> all (private.withdrawal_states('at_wechat')) then
    return private.verdict('rejected', 'not_submitted');
  end if;

  if state = 'SUCCESS' then
    perform private.pay_withdrawal(withdrawal, bill);
  elsif state = 'FAIL' then
    perform private.return_withdrawal(withdrawal,
        'failed', coalesce(bill ->> 'fail_reason', 'FAIL'), bill ->> 'fail_message');
  elsif state = 'CANCELLED' then
    perform private.return_withdrawal(withdrawal, 'cancelled', null);
  else
    perform private.advance_withdrawal(withdrawal, bill);
  end if;
  return private.verdict('applied', null);
end $$;
comment on function private.apply_transfer(uuid, uuid, jsonb) is
  'What WeChat says of a transfer bill, from an answer, a query or a notification; a final state '
  'is applied once (WeChat Pay doc 4012716434). An answer that its own notification overtook is a '
  'duplicate. A success is applied to whatever withdrawal has not ended; after the money has '
  'returned it contradicts what is booked, and so does a bill that is still under way.';

create function private.advance_withdrawal(withdrawal pay.withdrawals, bill jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  moved pay.withdrawals;
begin
  update pay.withdrawals w
     set status = case bill ->> 'state' when 'WAIT_USER_CONFIRM'
         then 'wait_user_confirm' else 'processing' end,
         wechat_bill_no = coalesce(bill ->> 'transfer_bill_no', w.wechat_bill_no),
         package_info = coalesce(bill ->> 'package_info', w.package_info),
         confirm_before = coalesce(w.confirm_before, private.now() + interval '24 hours')
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
  returning * into moved;
  if moved.status <> withdrawal.status then
    perform private.tell_withdrawal(moved, '{}');
    if moved.status = 'wait_user_confirm' then
      perform private.tell_to_confirm(moved, 'withdrawal_to_confirm');
    end if;
  end if;
  if moved.status = 'wait_user_confirm' then
    perform private.message(moved.shop_id, moved.distributor_id, 'payout', moved.id::text,
      jsonb_build_object('amount_fen', moved.net_fen, 'until', moved.confirm_before));
  end if;
end $$;
comment on function private.advance_withdrawal(pay.withdrawals, jsonb) is
  'A transfer under way; the member has 24 hours to confirm.';

create function private.pay_withdrawal(withdrawal pay.withdrawals, bill jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  ended pay.withdrawals;
begin
  update pay.withdrawals w
     set status = 'paid', finished_at = private.now(), ask_at = null, package_info = null,
         wechat_bill_no = coalesce(bill ->> 'transfer_bill_no', w.wechat_bill_no)
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
  returning * into ended;
  perform private.post(withdrawal.shop_id, 'withdrawal_paid',
      'withdrawal:' || withdrawal.id || ':paid', withdrawal.id,
    array['payout_open', 'wechat', 'payout_fee', 'tax_withheld'],
        array[null, null, null, null]::uuid[],
    array[-withdrawal.amount_fen, withdrawal.net_fen, withdrawal.fee_fen, withdrawal.tax_fen]);
  perform private.end_withdrawal_work(ended);
  perform private.tell_withdrawal(ended,
      jsonb_build_object('withdrawing_fen', -withdrawal.amount_fen,
          'withdrawn_fen', withdrawal.amount_fen));
end $$;
comment on function private.pay_withdrawal(pay.withdrawals, jsonb) is
  'The money arrived: net leaves WeChat, fee and tax stay on their accounts.';

create function private.hear_transfer(shop_id uuid, withdrawal_id uuid, bill jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  verdict jsonb := private.apply_transfer(shop_id, withdrawal_id, bill);
  concern jsonb := case when verdict ->> 'result' = 'rejected'
    then private.withdrawal_concern(shop_id, withdrawal_id) end;
begin
  if starts_with(verdict ->> 'reason', 'contradicts_') then
    return verdict;   -- it has a row of its own, which holds the balance
  end if;
  return private.heard(shop_id, 'transfer', case when concern
      is not null then withdrawal_id end, bill, verdict, concern);
end $$;
comment on function private.hear_transfer(uuid, uuid, jsonb) is
  'Apply what WeChat says of a transfer; what is not believed waits for a person.';

create function api.record_transfer_answer(shop_id uuid, withdrawal_id uuid, bill jsonb)
  returns jsonb
language sql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
  select private.hear_transfer(shop_id, withdrawal_id, bill)
$$;
comment on function api.record_transfer_answer(uuid, uuid, jsonb) is
  'What WeChat answered to a transfer, a cancel, or a query. A refusal is FAIL (fail_reason: its '
  'code, fail_message: its words) only where its code is known to be final and queries said that '
  'the bill does not exist. Answers {"result", "reason"}.';
grant execute on function api.record_transfer_answer(uuid, uuid, jsonb) to mall_jobs, mall_server;

create function api.record_transfer_notice(shop text, notice jsonb, bill jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  here uuid := private.shop_id_of(shop);
  withdrawal_id uuid := private.wechat_uuid(bill ->> 'out_bill_no');
  payer text := coalesce((select w.mchid from pay.withdrawals w
    where w.shop_id = here and w.id = withdrawal_id),
                         (select a.mchid from shop.wechat_accounts a where a.shop_id = here));
  verdict jsonb;
begin
  if coalesce(bill ->> 'mch_id', bill ->> 'mchid') is distinct from payer then
    verdict := private.heard(here,
        'transfer', null, bill, private.verdict('rejected', 'wrong_mchid'));
  elsif bill ->> 'transfer_amount' is null then
    verdict := private.heard(here,
        'transfer', null, bill, private.verdict('rejected', 'wrong_amount'));
  else
    verdict := private.hear_transfer(here, withdrawal_id, bill);
  end if;
  perform private.keep_notice(here,
      'transfer', coalesce(notice, '{}') || jsonb_build_object('bill', bill), verdict);
  return verdict;
end $$;
comment on function api.record_transfer_notice(text, jsonb, jsonb) is
  'A verified and decrypted transfer notification: compares number, amount and the mchid that '
  'pays, applies it once, keeps it. Answers {"result", "reason"}.';
grant execute on function api.record_transfer_notice(text, jsonb, jsonb) to mall_wechat;

create function api.get_withdrawal_package(withdrawal_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads withdrawals and identities
declare
  me record := private.member();
  withdrawal pay.withdrawals;
begin
  select w.* into withdrawal from pay.withdrawals w
   where w.shop_id = me.shop_id and w.id = get_withdrawal_package.withdrawal_id
     and w.distributor_id = me.member_id;
  if not found then
    perform private.fail('WITHDRAWAL_NOT_FOUND');
  elsif withdrawal.package_info is null
      or withdrawal.status <> all (private.withdrawal_states('confirmable')) then
    perform private.fail('WITHDRAWAL_NOT_CONFIRMABLE',
        jsonb_build_object('status', withdrawal.status));
  end if;
  return (select jsonb_build_object('withdrawal_id', withdrawal.id,
                'confirm_before', withdrawal.confirm_before,
            'params', jsonb_build_object('mchId', a.mchid, 'appId', a.appid,
                'openId', i.openid, 'package', withdrawal.package_info))
            from shop.wechat_accounts a
            join person.identities i on i.shop_id = a.shop_id and i.member_id = me.member_id
           where a.shop_id = me.shop_id);
end $$;
comment on function api.get_withdrawal_package(uuid) is
  'The arguments of wx.requestMerchantTransfer while WeChat waits for the member. Raises '
  'WITHDRAWAL_NOT_FOUND, WITHDRAWAL_NOT_CONFIRMABLE.';
grant execute on function api.get_withdrawal_package(uuid) to authenticated;

create function api.list_withdrawals(after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$  -- definer: reads withdrawals
declare
  me record := private.member();
begin
  return (select private.page_of(jsonb_agg(private.withdrawal_json(w) order by w.id desc),
      page_size, 'id')
            from (select * from pay.withdrawals w
                   where w.shop_id = me.shop_id and w.distributor_id = me.member_id
                     and (after is null or w.id < after)
                   order by w.id desc limit private.page_limit(page_size)) w);
end $$;
comment on function api.list_withdrawals(uuid, int) is 'My withdrawals, newest first.';
grant execute on function api.list_withdrawals(uuid, int) to authenticated;
