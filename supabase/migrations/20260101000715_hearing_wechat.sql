-- What WeChat says and we do not believe waits for a person: it is genuine, so one of us two is
-- wrong about money.

create function private.named_id(name text) returns uuid
language sql immutable set search_path = '' as $$
  select md5(name)::uuid
$$;
comment on function private.named_id(text) is
  'An id for what has none of ours, such as a number that only WeChat knows: the same name, the '
  'same id.';

create function private.said_json(said jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'number', coalesce(said ->> 'out_refund_no', said ->> 'out_bill_no', said ->> 'out_trade_no'),
    'wechat_number', coalesce(said ->> 'refund_id', said
        ->> 'transfer_bill_no', said ->> 'transaction_id'),
    'state', coalesce(said ->> 'refund_status', said
        ->> 'status', said ->> 'trade_state', said ->> 'state'),
    'appid', said ->> 'appid', 'mchid', coalesce(said ->> 'mchid', said ->> 'mch_id'),
    'amount_fen', coalesce(said #> '{amount,refund}',
        said #> '{amount,total}', said -> 'transfer_amount'),
    'currency', said #>> '{amount,currency}',
    'code', said ->> 'fail_reason', 'event', said ->> 'event'))
$$;
comment on function private.said_json(jsonb) is
  'What a message of WeChat Pay says, as detail of the work list: numbers, state, sums; nothing '
  'about a person.';

create function private.heard(shop_id uuid, kind text, subject_id uuid,
  said jsonb, verdict jsonb, concern jsonb default null) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  told jsonb := private.said_json(said);
  about uuid := coalesce(subject_id,
    private.named_id(concat_ws('|', kind,
    told ->> 'number', told ->> 'wechat_number', told ->> 'event', verdict ->> 'reason')));
  row_kind text := 'rejected_' || kind;
  words jsonb;
begin
  if verdict ->> 'result' <> 'rejected'
     or not exists (select from shop.shops s where s.id = heard.shop_id) then   -- nobody's work
    return verdict;
  end if;
  words := coalesce(concern, '{}') || told || jsonb_build_object('reason', verdict ->> 'reason');
  if not exists (select from ops.work w
                  where w.shop_id = heard.shop_id and w.kind = row_kind and w.subject_id = about
                    and w.status in ('settled', 'dismissed') and w.detail = words) then
    perform private.add_work(heard.shop_id, row_kind, about, words);
  end if;
  return verdict;
end $$;
comment on function private.heard(uuid, text, uuid, jsonb, jsonb, jsonb) is
  'The verdict on a genuine message or answer of WeChat (kind payment, refund, transfer or push), '
  'unchanged. A rejected one is a row of the work list, about our row where there is one, with '
  'what was said, why it was not believed, and the concern (order_id, withdrawal_id …). WeChat '
  'repeats what was not taken, and we ask again: the same words that staff have decided about open '
  'no second row.';
