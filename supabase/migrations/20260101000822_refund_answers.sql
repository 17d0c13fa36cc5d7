-- What WeChat says of a refund: each answer applied once, and what it could not do put on the work
-- list.

create function private.apply_refund(shop_id uuid, refund_attempt_id uuid, answer jsonb)
  returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  try pay.refund_attempts;
  refund pay.refunds;
  outcome text := coalesce(answer ->> 'refund_status', answer ->> 'status');
begin
  select a.* into try from pay.refund_attempts a
   where a.shop_id = apply_refund.shop_id and a.id = apply_refund.refund_attempt_id;
  if not found then
    return private.verdict('rejected', 'unknown_number');
  end if;
  select r.* into strict refund from pay.refunds r
   where r.shop_id = try.shop_id and r.id = try.refund_id;
  perform from trade.orders o where o.shop_id = refund.shop_id
      and o.id = refund.order_id for update;
  select a.* into strict try from pay.refund_attempts a
   where a.shop_id = try.shop_id and a.id = try.id;
  select r.* into strict refund from pay.refunds r
   where r.shop_id = try.shop_id and r.id = try.refund_id;

  if answer #> '{amount,refund}' is distinct from to_jsonb(try.amount_fen) then
    return private.verdict('rejected', 'wrong_amount');
  elsif outcome is null or outcome not in ('PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL') then
    return private.verdict('rejected', 'unknown_status');
  end if;
  case private.refund_step(try, outcome, answer ? 'failure')
    when 'duplicate' then return private.verdict('duplicate', null);
    when 'rejected' then return private.verdict('rejected', 'already_' || try.status);
    else null;
  end case;

  if outcome = 'PROCESSING' then
    update pay.refund_attempts a
       set status = 'processing', wechat_refund_id = answer ->> 'refund_id',
           ask_at = coalesce(a.ask_at, private.now() + interval '1 minute')
     where a.shop_id = try.shop_id and a.id = try.id;
    return private.verdict('applied', null);
  end if;
  update pay.refund_attempts a
     set status = lower(outcome),
         wechat_refund_id = coalesce(answer ->> 'refund_id', a.wechat_refund_id),
         settled_at = private.now(), ask_at = null, failure = case
             when outcome <> 'SUCCESS' then left(answer ->> 'failure', 500) end
   where a.shop_id = try.shop_id and a.id = try.id
  returning * into try;
  if outcome <> 'SUCCESS' then
    perform private.fail_refund(refund, try);
  elsif refund.status = 'refunded' then
    perform private.confirm_by_hand(refund);
  else
    perform private.finish_refund(refund);
  end if;
  return private.verdict('applied', null);
end $$;
comment on function private.apply_refund(uuid, uuid, jsonb) is
  'What WeChat says of a refund attempt, from a notification (refund_status), an answer or a query '
  '(status); failure is what we say why, WeChat never does. Applied once. An abnormal one still '
  'succeeds, whenever that comes, also after staff recorded it as settled by hand.';

create function private.refund_step(try pay.refund_attempts, outcome text, is_ours boolean)
  returns text
language sql immutable set search_path = '' as $$
  select case
    when try.status = any (private.refund_attempt_states('unanswered')) then 'apply'
    when try.status = 'mending' and outcome = 'ABNORMAL'
        then case when is_ours then 'apply' else 'duplicate' end
    when try.status = 'mending' and outcome <> 'CLOSED' then 'apply'
    when try.status = 'abnormal' and outcome = 'SUCCESS' then 'apply'
    when outcome in (upper(try.status), 'PROCESSING') then 'duplicate'
    else 'rejected' end
$$;
comment on function private.refund_step(pay.refund_attempts, text, boolean) is
  'Whether what WeChat says of an attempt is news (apply), known (duplicate) or contradicts what '
  'it said before (rejected). While an abnormal one is mending, only our own record of WeChat''s '
  'refusal makes it abnormal again: what else says so was said before.';

create function private.fail_refund(refund pay.refunds, try pay.refund_attempts) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if refund.status = 'refunded' then   -- settled by hand before
    return;
  end if;
  update pay.refunds r set status = 'refund_failed'
   where r.shop_id = refund.shop_id and r.id = refund.id;
  update trade.after_sales s set status = 'refund_failed'
   where s.shop_id = refund.shop_id and s.id = refund.after_sale_id;
  perform private.end_refund_work(refund);
  perform private.add_work(refund.shop_id, 'refund_' || try.status, refund.id,
    private.refund_concern(refund.shop_id, refund.id)
        || jsonb_build_object('message', try.failure));
end $$;
comment on function private.fail_refund(pay.refunds, pay.refund_attempts) is
  'A refund that WeChat closed or cannot deliver goes to the work list (refund_closed, '
  'refund_abnormal); the decision stands, and so does its commission''s reversal.';

create function private.confirm_by_hand(refund pay.refunds) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if refund.by_hand = 'outside' then
    perform private.post(refund.shop_id, 'refund',
        'refund_at_wechat:' || refund.id, refund.order_id,
      array['wechat', 'outside'], array[null, null]::uuid[],
          array[refund.payable_fen, -refund.payable_fen]);
  end if;
  update pay.refunds r set by_hand = 'wechat' where r.shop_id = refund.shop_id and r.id = refund.id;
end $$;
comment on function private.confirm_by_hand(pay.refunds) is
  'WeChat paid what staff had recorded as settled by hand: it is no second refund; money they '
  'thought was paid outside came from WeChat.';

create function private.hear_refund(shop_id uuid,
  refund_attempt_id uuid, answer jsonb, verdict jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
begin
  if verdict ->> 'result' <> 'rejected' then
    return verdict;
  end if;
  return private.heard(shop_id, 'refund', known.id, answer, verdict, known.concern)
    from (select 1) one
    left join (select a.id, jsonb_build_object('order_id', r.order_id) as concern
                 from pay.refund_attempts a join pay.refunds r
                     on r.shop_id = a.shop_id and r.id = a.refund_id
                where a.shop_id = hear_refund.shop_id
                  and a.id = hear_refund.refund_attempt_id) known on true;
end $$;
comment on function private.hear_refund(uuid, uuid, jsonb, jsonb) is
  'The verdict on what WeChat says of a refund; what is not believed waits for a person.';

create function private.merchant_of_refund(shop_id uuid, refund_attempt_id uuid) returns text
language sql stable set search_path = '' as $$
  select coalesce((select p.mchid from pay.refund_attempts a
                     join pay.refunds r on r.shop_id = a.shop_id and r.id = a.refund_id
                     join pay.attempts p on p.shop_id = r.shop_id and p.id = r.attempt_id
                    where a.shop_id = merchant_of_refund.shop_id
                      and a.id = merchant_of_refund.refund_attempt_id),
                  (select w.mchid from shop.wechat_accounts w
                      where w.shop_id = merchant_of_refund.shop_id))
$$;
comment on function private.merchant_of_refund(uuid, uuid) is
  'The merchant number that was paid and pays back; the shop''s of today for a refund that is none '
  'of ours.';

create function api.record_refund_notice(shop text, notice jsonb, refund jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  here uuid := private.shop_id_of(shop);
  attempt_id uuid := private.wechat_uuid(refund ->> 'out_refund_no');
  verdict jsonb;
begin
  if refund ->> 'mchid' is distinct from private.payer_of_refund(here, attempt_id, refund) then
    verdict := private.heard(here,
        'refund', null, refund, private.verdict('rejected', 'wrong_mchid'));
  else
    verdict := private.apply_refund(here, attempt_id, refund);
    -- lists it itself
    verdict := case when verdict ->> 'reason' = 'unknown_number'
        then private.apply_provider_refund(here, refund)
                    else private.hear_refund(here, attempt_id, refund, verdict) end;
  end if;
  perform private.keep_notice(here,
      'refund', coalesce(notice, '{}') || jsonb_build_object('refund', refund), verdict);
  return verdict;
end $$;
comment on function api.record_refund_notice(text, jsonb, jsonb) is
  'A verified and decrypted refund notification: compares number, amount and mchid, applies it '
  'once, keeps it. Answers {"result", "reason"}.';
grant execute on function api.record_refund_notice(text, jsonb, jsonb) to mall_wechat;

create function api.record_refund_answer(shop_id uuid, refund_attempt_id uuid, refund jsonb)
  returns jsonb
language sql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
  select private.hear_refund(shop_id, refund_attempt_id, refund,
      private.apply_refund(shop_id, refund_attempt_id, refund))
$$;
comment on function api.record_refund_answer(uuid, uuid, jsonb) is
  'What WeChat answered to a refund request or a query of it. Answers {"result", "reason"}.';
grant execute on function api.record_refund_answer(uuid, uuid, jsonb) to mall_jobs;
