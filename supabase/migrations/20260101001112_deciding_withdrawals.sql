-- A withdrawal is approved, rejected or cancelled; the money is sent, or comes back by a new
-- transfer.

create function private.send_withdrawal(withdrawal pay.withdrawals) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.enqueue(withdrawal.shop_id, 'transfer', withdrawal.id, jsonb_build_object(
    'withdrawal_id', withdrawal.id, 'mchid', a.mchid,
    'request', jsonb_build_object(
      'appid', a.appid, 'out_bill_no', pay.wechat_number(withdrawal.id),
      'transfer_scene_id', r.transfer_scene_id,
      'transfer_amount', withdrawal.net_fen, 'transfer_remark',
      '推广佣金提现', 'transfer_scene_report_infos', r.report_infos)))
    from shop.withdrawal_rules r
    join shop.wechat_accounts a on a.shop_id = r.shop_id
    join person.identities i on i.shop_id = r.shop_id and i.member_id = withdrawal.distributor_id
   where r.shop_id = withdrawal.shop_id;
  if not found then
    perform private.fail('MEMBER_NOT_FOUND');
  end if;
  update pay.withdrawals w set mchid = a.mchid
    from shop.wechat_accounts a where a.shop_id = w.shop_id
     and w.shop_id = withdrawal.shop_id and w.id = withdrawal.id;
end $$;
comment on function private.send_withdrawal(pay.withdrawals) is
  'The exact transfer bill for WeChat (WeChat Pay doc 4012716434), under the number that never '
  'changes and from the merchant who never changes; the first claim adds its notify address, every '
  'claim whom it goes to. Raises MEMBER_NOT_FOUND for somebody who was forgotten: WeChat pays to '
  'an openid.';

create function private.return_withdrawal(withdrawal pay.withdrawals, status text,
  failure text, message text default null) returns pay.withdrawals
language plpgsql volatile set search_path = '' as $$
declare
  ended pay.withdrawals;
begin
  update pay.withdrawals w
     set status = return_withdrawal.status,
         failure = return_withdrawal.failure, failure_message = left(message, 500),
         finished_at = private.now(), ask_at = null, package_info = null
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
  returning * into ended;
  perform private.post(withdrawal.shop_id, 'withdrawal_return',
      'withdrawal:' || withdrawal.id || ':return', withdrawal.id,
    array['payout_open', 'commission_available'],
        array[null, withdrawal.distributor_id],
        array[-withdrawal.amount_fen, withdrawal.amount_fen]);
  perform private.end_withdrawal_work(ended);
  perform private.tell_withdrawal(ended,
      jsonb_build_object('available_fen', withdrawal.amount_fen,
          'withdrawing_fen', -withdrawal.amount_fen));
  return ended;
end $$;
comment on function private.return_withdrawal(pay.withdrawals, text, text, text) is
  'The money comes back to the balance by a new transfer. failure is a code, message WeChat''s own '
  'words for staff. The caller holds the withdrawal''s lock.';

create function private.end_withdrawal_work(ended pay.withdrawals) returns void
language plpgsql volatile set search_path = '' as $$
begin
  update ops.outbox o set status = 'dropped'
   where o.shop_id = ended.shop_id and o.subject_id = ended.id and o.status = 'failed';
  perform private.end_work(ended.shop_id, w.kind, ended.id) from ops.work w
    where w.shop_id = ended.shop_id and w.subject_id = ended.id and w.status = 'open'
      and w.kind in ('unsent_transfer',
          'unsent_transfer_cancel', 'withdrawal_held', 'transfer_open');
end $$;
comment on function private.end_withdrawal_work(pay.withdrawals) is
  'A withdrawal has ended: nobody needs to do anything for it any more, and what WeChat would not '
  'take is never sent again.';

create function private.lock_withdrawal(shop_id uuid, withdrawal_id uuid,
  distributor_id uuid default null) returns pay.withdrawals
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals;
begin
  select w.* into withdrawal from pay.withdrawals w
   where w.shop_id = lock_withdrawal.shop_id and w.id = lock_withdrawal.withdrawal_id
     and (lock_withdrawal.distributor_id is null
         or w.distributor_id = lock_withdrawal.distributor_id);
  if not found then
    perform private.fail('WITHDRAWAL_NOT_FOUND');
  end if;
  perform private.lock_balances(withdrawal.shop_id, 'commission_available',
      array[withdrawal.distributor_id]);
  select w.* into strict withdrawal from pay.withdrawals w
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id for update;
  return withdrawal;
end $$;
comment on function private.lock_withdrawal(uuid, uuid, uuid) is
  'A withdrawal for deciding, its distributor''s balance locked before it: a refund holds '
  'withdrawals while it has the balance. Raises WITHDRAWAL_NOT_FOUND.';

create function private.judge_withdrawal(
  shop_id uuid, withdrawal_id uuid, approve boolean, staff_id uuid, reason text
) returns pay.withdrawals
language plpgsql volatile set search_path = '' as $$
declare
  withdrawal pay.withdrawals := private.lock_withdrawal(shop_id, withdrawal_id);
  role text := (select t.role from shop.staff t
    where t.shop_id = withdrawal.shop_id and t.id = judge_withdrawal.staff_id);
begin
  if withdrawal.status <> all (private.withdrawal_states('reviewable')) then
    perform private.fail('WITHDRAWAL_STATE', jsonb_build_object('status', withdrawal.status));
  elsif approve and not private.role_may(role, 'payout_large')
    and withdrawal.amount_fen > (select r.large_above_fen
        from shop.withdrawal_rules r where r.shop_id = withdrawal.shop_id) then
    perform private.fail('APPROVAL_LIMIT');
  elsif approve and private.balance_of(withdrawal.shop_id,
      'commission_available', withdrawal.distributor_id) < 0 then
    perform private.fail('BALANCE_NEGATIVE');
  elsif approve and private.is_contradicted(withdrawal.shop_id, withdrawal.distributor_id) then
    perform private.fail('BALANCE_HELD');
  elsif approve and private.is_suspended(withdrawal.shop_id, withdrawal.distributor_id) then
    perform private.fail('DISTRIBUTOR_INACTIVE');
  elsif approve and private.is_under_suspicion(withdrawal.shop_id, withdrawal.distributor_id) then
    perform private.fail('RISK_CASE_OPEN');
  end if;
  update pay.withdrawals w
     set status = case when approve then 'approved'
         else w.status end, reviewed_at = private.now(), reviewed_by = judge_withdrawal.staff_id,
         review_reason = judge_withdrawal.reason
   where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id
  returning * into withdrawal;
  if not approve then
    return private.return_withdrawal(withdrawal, 'rejected', null);
  end if;
  perform private.send_withdrawal(withdrawal);
  perform private.end_work(withdrawal.shop_id, 'withdrawal_held', withdrawal.id);
  perform private.tell_withdrawal(withdrawal, '{}');
  return withdrawal;
end $$;
comment on function private.judge_withdrawal(uuid, uuid, boolean, uuid, text) is
  'Staff approve or reject a withdrawal that waits for it; refusals as api.review_withdrawal names '
  'them.';

create function api.review_withdrawal(shop text, withdrawal_id uuid,
  approve boolean, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes withdrawals and the outbox
declare
  me private.staff_command := private.begin_command(shop, 'payout', 'review_withdrawal',
      idempotency_key, jsonb_build_array(withdrawal_id, approve, reason), reason);
  withdrawal pay.withdrawals;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  if approve is null then
    perform private.fail('INVALID_REQUEST', '{"field":"approve"}');
  end if;
  withdrawal := private.judge_withdrawal(
    me.shop_id, withdrawal_id, approve, me.staff_id, me.reason);
  return private.end_command(me, withdrawal.id,
      private.withdrawal_json(withdrawal), jsonb_build_object('approve', approve));
end $$;
comment on function api.review_withdrawal(text, uuid, boolean, text, text) is
  'Staff approve or reject. Above the shop''s amount it takes finance or the owner '
  '(APPROVAL_LIMIT). Approving is refused while the balance is negative (BALANCE_NEGATIVE) or held '
  'because WeChat contradicts an earlier transfer (BALANCE_HELD), the distributor suspended '
  '(DISTRIBUTOR_INACTIVE) or forgotten (MEMBER_NOT_FOUND), or a case of the risk centre undecided '
  '(RISK_CASE_OPEN). Raises WITHDRAWAL_NOT_FOUND, WITHDRAWAL_STATE, FORBIDDEN.';
grant execute on function api.review_withdrawal(text, uuid, boolean, text, text) to authenticated;

create function api.cancel_withdrawal(withdrawal_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes withdrawals and the ledger
declare
  me record := private.member();
  withdrawal pay.withdrawals;
begin
  withdrawal := private.lock_withdrawal(me.shop_id, withdrawal_id, me.member_id);
  if withdrawal.status = any (private.withdrawal_states('unsent')) then
    withdrawal := private.return_withdrawal(withdrawal, 'cancelled', null);
  elsif withdrawal.status = any (private.withdrawal_states('at_wechat')) then
    if withdrawal.cancel_requested_at is null then
      update pay.withdrawals w set cancel_requested_at = private.now()
       where w.shop_id = withdrawal.shop_id and w.id = withdrawal.id;
      perform private.enqueue(withdrawal.shop_id, 'transfer_cancel', withdrawal.id,
        jsonb_build_object('withdrawal_id', withdrawal.id, 'mchid', withdrawal.mchid,
            'out_bill_no', pay.wechat_number(withdrawal.id)));
    end if;
  elsif withdrawal.status <> 'cancelled' then
    perform private.fail('WITHDRAWAL_STATE', jsonb_build_object('status', withdrawal.status));
  end if;
  return private.withdrawal_json(withdrawal);
end $$;
comment on function api.cancel_withdrawal(uuid) is
  'The member takes it back: at once while WeChat has not been asked, else when WeChat confirms. '
  'Raises WITHDRAWAL_NOT_FOUND, WITHDRAWAL_STATE.';
grant execute on function api.cancel_withdrawal(uuid) to authenticated;
