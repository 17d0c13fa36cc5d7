-- What WeChat tells us about payments. Bad content never raises: the evidence stays, and the answer
-- says what came of it.

create function private.keep_notice(shop_id uuid, kind text, notice jsonb, verdict jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
begin
  if keep_notice.kind is null
     or keep_notice.kind not in ('payment', 'refund', 'transfer', 'push') then
    perform private.fail('INVALID_REQUEST', '{"field":"kind"}');
  end if;
  insert into person.notices (shop_id, kind, wechat_id, outcome, reason, body, retain_until)
  values (keep_notice.shop_id, keep_notice.kind,
      left(coalesce(notice ->> 'id', ''), 64), verdict ->> 'result', verdict ->> 'reason',
          coalesce(notice, '{}'), private.now() + private.retention('notices'))
  on conflict (shop_id, kind, wechat_id) where outcome <> 'rejected' do nothing;
end $$;
comment on function private.keep_notice(uuid, text, jsonb, jsonb) is
  'Keep a notice with its verdict, so long as private.retention says; an accepted one once however '
  'often it comes.';

create function private.wechat_uuid(number text) returns uuid
language plpgsql immutable set search_path = '' as $$
begin
  return case when number ~ '^[0-9a-f]{32}$' then number::uuid end;
end $$;
comment on function private.wechat_uuid(text) is
  'The id behind a number of ours that WeChat quotes, null if it is none.';

create function private.hear_payment(shop_id uuid, attempt_id uuid, transaction jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  verdict jsonb := private.apply_payment(shop_id, attempt_id, transaction);
begin
  if verdict ->> 'result' <> 'rejected' then
    return verdict;
  end if;
  return private.heard(shop_id, 'payment', known.id, transaction, verdict, known.concern)
    from (select 1) one
    left join (select a.id, jsonb_build_object('order_id', a.order_id) as concern
                 from pay.attempts a where a.shop_id = hear_payment.shop_id
                  and a.id = hear_payment.attempt_id) known on true;
end $$;
comment on function private.hear_payment(uuid, uuid, jsonb) is
  'Apply what WeChat says of a payment; what is not believed waits for a person.';

create function api.record_payment_notice(shop text, notice jsonb, transaction jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
set plan_cache_mode = force_generic_plan as $$
  -- definer: server role owns nothing; its statements go by key, planning them anew buys nothing
declare
  here uuid := private.shop_id_of(shop);
  verdict jsonb;
begin
  verdict := private.hear_payment(here,
      private.wechat_uuid(transaction ->> 'out_trade_no'), transaction);
  perform private.keep_notice(here, 'payment', coalesce(notice, '{}')
      || jsonb_build_object('transaction', transaction), verdict);
  return verdict;
end $$;
comment on function api.record_payment_notice(text, jsonb, jsonb) is
  'A verified and decrypted payment notification: compares number, amount, appid and mchid, '
  'applies it once, keeps it. Answers {"result": "applied"|"duplicate"|"rejected", "reason"}.';
grant execute on function api.record_payment_notice(text, jsonb, jsonb) to mall_wechat;

create function api.record_payment_answer(shop_id uuid, attempt_id uuid, transaction jsonb)
  returns jsonb
language sql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
  select private.hear_payment(shop_id, attempt_id, transaction)
$$;
comment on function api.record_payment_answer(uuid, uuid, jsonb) is
  'What a query of ours found out about an attempt; a payment is applied like a notification of '
  'it. Answers {"result", "reason"}.';
grant execute on function api.record_payment_answer(uuid, uuid, jsonb) to mall_jobs, mall_server;

create function api.record_rejected_notice(shop text, kind text,
  reason text, notice jsonb, genuine boolean default false) returns void
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  here uuid := private.shop_id_of(shop);
  verdict jsonb := private.verdict('rejected', reason);
begin
  perform private.keep_notice(here, kind, notice, verdict);
  if genuine then
    perform private.heard(here, kind, null,
        jsonb_build_object('event', left(notice ->> 'event_type', 100)), verdict);
  end if;
end $$;
comment on function api.record_rejected_notice(text, text, text, jsonb, boolean) is
  'Keep the evidence of a notification that says nothing we could apply: forged, stale, of an '
  'unknown key. A genuine one, signed by WeChat but not to be opened, not to be read or of another '
  'kind, is on the work list too, once per reason and event.';
grant execute
  on function api.record_rejected_notice(text, text, text, jsonb, boolean) to mall_wechat;
