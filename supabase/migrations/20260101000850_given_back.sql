-- Money that WeChat gave back without us: in the merchant platform, by a complaint or a
-- chargeback. Whose it is, and its row of the work list.

insert into ops.work_kinds (kind, permission, actions) values
  ('provider_refund', 'refund', '{dismiss}');

create function private.list_provider_refund(attempt pay.attempts, answer jsonb, code text)
  returns void
language sql volatile set search_path = '' as $$
  select private.add_work(attempt.shop_id, 'provider_refund',
    md5('provider_refund:'
        || coalesce(answer ->> 'refund_id', answer ->> 'out_refund_no', attempt.id::text))::uuid,
    jsonb_strip_nulls(jsonb_build_object('order_id', attempt.order_id,
        'amount_fen', answer #> '{amount,refund}',
      'code', list_provider_refund.code, 'out_refund_no', left(answer ->> 'out_refund_no', 64))))
$$;
comment on function private.list_provider_refund(pay.attempts, jsonb, text) is
  'A person sees every refund made without us: code says whether it was applied, or why not. The '
  'same refund stands there once.';

create function private.payment_named(shop_id uuid, answer jsonb) returns uuid
language sql stable set search_path = '' as $$
  select coalesce((select a.id from pay.attempts a
                    where a.shop_id = payment_named.shop_id
                      and a.transaction_id = answer ->> 'transaction_id'),
                  private.wechat_uuid(answer ->> 'out_trade_no'))
$$;
comment on function private.payment_named(uuid, jsonb) is
  'The attempt to pay that a refund notice is about: by WeChat''s number of the payment, else by '
  'ours.';

create function private.payer_of_refund(shop_id uuid, refund_attempt_id uuid, answer jsonb)
  returns text
language sql stable set search_path = '' as $$
  select coalesce((select a.mchid from pay.attempts a
                    where a.shop_id = payer_of_refund.shop_id
                      and a.id = private.payment_named(payer_of_refund.shop_id, answer)
                      and not exists (select from pay.refund_attempts r
                                       where r.shop_id = a.shop_id
                                         and r.id = payer_of_refund.refund_attempt_id)),
                  private.merchant_of_refund(payer_of_refund.shop_id,
                      payer_of_refund.refund_attempt_id))
$$;
comment on function private.payer_of_refund(uuid, uuid, jsonb) is
  'The merchant number that a refund notice must name: of the payment, also where the refund is '
  'none of ours; for an unknown one the shop''s of today.';

create function private.book_given_back(attempt pay.attempts, provider_refund_id text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  refund pay.refunds;
begin
  perform private.post(attempt.shop_id, 'payment', 'payment:' || attempt.id, attempt.order_id,
    array['wechat', 'sales'], array[null, null]::uuid[],
        array[-attempt.amount_fen, attempt.amount_fen]);
  insert into pay.refunds (shop_id, id, order_id, attempt_id,
      cause, payable_fen, provider_refund_id)
  values (attempt.shop_id, private.new_id(), attempt.order_id, attempt.id,
      'provider', attempt.amount_fen, book_given_back.provider_refund_id)
  returning * into refund;
  perform private.finish_refund(refund);
end $$;
comment on function private.book_given_back(pay.attempts, text) is
  'A payment that came and went back at WeChat: both are booked, nothing is promised.';

create function private.take_given_back(attempt pay.attempts, transaction_id text, answer jsonb)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  update pay.attempts a
     set status = 'paid', transaction_id = take_given_back.transaction_id,
         paid_at = private.now(), ask_at = null
   where a.shop_id = attempt.shop_id and a.id = attempt.id
  returning * into attempt;
  perform private.close_order(attempt.shop_id, attempt.order_id, 'shop', 'wechat', null, '微信支付已退款');
  perform private.book_given_back(attempt, answer ->> 'refund_id');
  perform private.list_provider_refund(attempt, answer, 'applied');
end $$;
comment on function private.take_given_back(pay.attempts, text, jsonb) is
  'WeChat says that an attempt was paid and all of it given back there: an unpaid order closes. '
  'The caller holds the order''s lock.';

create function private.names_given_back(attempt pay.attempts, answer jsonb) returns boolean
language plpgsql volatile set search_path = '' as $$
begin
  update pay.refunds r set provider_refund_id = answer ->> 'refund_id'
   where r.shop_id = attempt.shop_id and r.attempt_id = attempt.id
     and r.cause = 'provider' and r.provider_refund_id is null
     and answer ->> 'refund_id' <> '' and answer ->> 'refund_status' = 'SUCCESS'
     and answer #> '{amount,refund}' = to_jsonb(r.payable_fen);
  return found;
end $$;
comment on function private.names_given_back(pay.attempts, jsonb) is
  'Is this the refund that the state REFUND of its payment told before, without a number? Then it '
  'has one now. The caller holds the order''s lock.';
