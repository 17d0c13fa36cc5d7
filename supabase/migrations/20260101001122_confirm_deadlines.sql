-- The member has 24 hours to take the money in WeChat: he is told when they begin, and when four
-- are left.

alter table pay.withdrawals add column reminded_at timestamptz;
create index withdrawals_to_remind on pay.withdrawals (confirm_before)
  where status = 'wait_user_confirm' and reminded_at is null;

create function private.withdrawal_notice(kind text, detail jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'title', case kind when 'withdrawal_to_confirm' then '请确认收款' else '收款快过期了' end,
    'words', format(case kind
        when 'withdrawal_to_confirm' then '提现到账的 %s 等你确认。请在北京时间 %s 前确认收款，过期退回余额。'
        else '提现到账的 %s 还没有确认，北京时间 %s 过期，之后退回余额。' end,
      private.fen_words((detail ->> 'net_fen')::bigint),
      private.moment_words((detail ->> 'at')::timestamptz)),
    'leads_to', 'withdrawals')
$$;
comment on function private.withdrawal_notice(text, jsonb) is
  'private.notice_words of withdrawal_to_confirm and withdrawal_expiring, whose detail is '
  '{"withdrawal_id", "net_fen", "at"}.';

create function private.tell_to_confirm(withdrawal pay.withdrawals, kind text) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.notify(withdrawal.shop_id, withdrawal.distributor_id, kind,
    jsonb_build_object('withdrawal_id', withdrawal.id, 'net_fen', withdrawal.net_fen,
      'at', withdrawal.confirm_before));
end $$;
comment on function private.tell_to_confirm(pay.withdrawals, text) is
  'Tell the member that money waits, and until when.';

create function api.remind_withdrawals(batch int default 100) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  now timestamptz := private.now();
  reminded int;
begin
  with due as (
    select w.shop_id, w.id from pay.withdrawals w
     where w.status = 'wait_user_confirm' and w.reminded_at is null
       and w.confirm_before <= now + interval '4 hours'
     order by w.confirm_before limit least(greatest(coalesce(batch, 100), 1), 500)
       for update skip locked
  ), marked as (
    update pay.withdrawals w set reminded_at = now
      from due where w.shop_id = due.shop_id and w.id = due.id
    returning w.*
  ), told as (
    select private.tell_to_confirm(m, 'withdrawal_expiring') from marked m
     where m.confirm_before > now
  )
  select (select count(*) from marked) + 0 * (select count(*) from told) into reminded;
  return jsonb_build_object('reminded', reminded,
    'more', reminded >= least(greatest(coalesce(batch, 100), 1), 500));
end $$;
comment on function api.remind_withdrawals(int) is
  'Jobs: tell whoever has four hours or less left to take the money; each withdrawal once. '
  'Answers {"reminded", "more"}.';
grant execute on function api.remind_withdrawals(int) to mall_jobs;
