-- What a message says, cut to what WeChat's keywords take.

create function private.message_text(field_kind text, said text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  clean text := btrim(regexp_replace(regexp_replace(coalesce(said, ''),
    '[\U00010000-\U0010FFFF\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]', '', 'g'),
    '[\s[:cntrl:]]+', ' ', 'g'));
  longest int := case field_kind when 'phrase' then 5 when 'thing' then 20
    when 'amount' then 16 else 32 end;
begin
  if clean = '' then
    return case field_kind when 'number' then '0' else '无' end;
  elsif length(clean) <= longest then
    return clean;
  end if;
  return case field_kind when 'thing' then left(clean, longest - 1) || '…'
    else left(clean, longest) end;
end $$;
comment on function private.message_text(text, text) is
  'A value as a keyword of this kind takes it (thing: 20 characters, phrase: 5, number and '
  'character_string: 32): one line, without emoji and invisible marks, cut and never refused '
  'for its length.';

create function private.message_moment(at timestamptz, with_time boolean) returns text
language sql immutable set search_path = '' as $$
  select to_char(at at time zone 'Asia/Shanghai', case when with_time
    then 'YYYY"年"FMMM"月"FMDD"日" HH24:MI' else 'YYYY"年"FMMM"月"FMDD"日"' end)
$$;
comment on function private.message_moment(timestamptz, boolean) is
  'A moment in Shanghai as WeChat''s keywords time and date want it: always with its year.';

create function private.message_sum(fen bigint) returns text
language sql immutable set search_path = '' as $$
  select replace(private.fen_words(fen), ',', '')
$$;
comment on function private.message_sum(bigint) is
  'Fen as WeChat''s keyword amount wants it: ¥1234.50, without commas.';

create function private.message_data(fields jsonb, said jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(f ->> 'field', jsonb_build_object('value',
      private.message_text(k.kind, case
        when k.kind = 'date' and f ->> 'value' in ('at', 'until')
          then split_part(said ->> (f ->> 'value'), ' ', 1)
        else said ->> (f ->> 'value') end))), '{}')
    from jsonb_array_elements(fields) f
   cross join lateral (select substring(f ->> 'field' from '^[a-z_]+') as kind) k
$$;
comment on function private.message_data(jsonb, jsonb) is
  'The data of a message: {"thing1": {"value"}} for fields [{"field", "value"}] of a template '
  'and what is said, {"goods": "…"}.';

create function private.goods_words(shop_id uuid, order_id uuid) returns text
language sql stable set search_path = '' as $$
  select case when count(*) > 1 then left((array_agg(l.title order by l.line_no))[1], 12)
        || '等 ' || sum(l.quantity) || ' 件'
      else (array_agg(l.title order by l.line_no))[1] end
    from trade.order_lines l
   where l.shop_id = goods_words.shop_id and l.order_id = goods_words.order_id
$$;
comment on function private.goods_words(uuid, uuid) is
  'What was bought, in one short line.';

create function private.message_of_order(shop_id uuid, kind text, detail jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  bought uuid := (detail ->> 'order_id')::uuid;
begin
  return jsonb_build_object('goods', private.goods_words(shop_id, bought),
      'order_no', (select o.number from trade.orders o
                    where o.shop_id = message_of_order.shop_id and o.id = bought),
      'carrier', private.carrier_name(detail ->> 'carrier'),
      'tracking_no', detail ->> 'tracking_no',
      'result', case detail ->> 'result' when 'approved' then '已同意'
          when 'rejected' then '未同意' end,
      'note', case kind when 'parcel' then '点击查看物流'
        when 'refund' then '已退回原支付账户' else '点击查看售后进度' end)
    || jsonb_build_object('page', case kind
      when 'after_sale' then format('packages/orders/refund/refund?order=%s&id=%s',
        bought, detail ->> 'after_sale_id')
      else 'packages/orders/detail/detail?id=' || bought end);
end $$;
comment on function private.message_of_order(uuid, text, jsonb) is
  'What a message to a buyer says, and the page it opens (page). detail: order_id, and of a parcel '
  'carrier and tracking_no, of an after-sale its id and result.';

create function private.message_of_promoting(shop_id uuid, kind text, detail jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object(
      'goods', private.goods_words(shop_id, (detail ->> 'order_id')::uuid),
      'customer', '用户 ' || upper(right(detail ->> 'member_id', 4)),
      'result', case detail ->> 'result' when 'approved' then '已通过'
          when 'rejected' then '未通过' end)
    || case kind
      when 'earned' then '{"note": "收货满售后期后结算",
        "page": "packages/distribution/commissions/commissions?status=pending"}'::jsonb
      when 'settled' then '{"note": "现在可以提现",
        "page": "packages/distribution/center/center"}'
      when 'customer_expiring' then '{"note": "联系他回来看看",
        "page": "packages/distribution/customers/customers?tab=expiring"}'
      when 'payout' then '{"note": "过期未确认会退回余额",
        "page": "packages/distribution/withdrawals/withdrawals"}'
      else '{"note": "点击查看详情", "page": "packages/distribution/recruit/recruit"}' end;
end $$;
comment on function private.message_of_promoting(uuid, text, jsonb) is
  'What a message to somebody who promotes, or wants to, says, and the page it opens. A customer '
  'is named by the pseudonym alone: what waits to be sent holds no part of a name.';

create function private.message_said(shop_id uuid, kind text, detail jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object(
      'shop', (select s.name from shop.shops s where s.id = message_said.shop_id),
      'at', private.message_moment(private.now(), true),
      'until', private.message_moment((detail ->> 'until')::timestamptz, true),
      'amount', private.message_sum((detail ->> 'amount_fen')::bigint))
    || case when kind in ('parcel', 'refund', 'after_sale')
      then private.message_of_order(shop_id, kind, detail)
      else private.message_of_promoting(shop_id, kind, detail) end;
end $$;
comment on function private.message_said(uuid, text, jsonb) is
  'Everything a message of this kind can say, {"amount", "goods", …}, and the page it opens. '
  'detail holds ids, sums (amount_fen) and moments (until).';
