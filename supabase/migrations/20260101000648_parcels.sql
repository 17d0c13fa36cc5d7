-- What may lie in a parcel, and whom it goes to. What is in a parcel are rows; the order's
-- status follows from them.

create function private.check_pieces(wanted jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if wanted is not null
     and (jsonb_typeof(wanted) <> 'array' or jsonb_array_length(wanted) not between 1 and 50
     or exists (select from jsonb_array_elements(wanted) w
                 where jsonb_typeof(w) <> 'object' or w - array['line_no', 'quantity'] <> '{}'
                    or jsonb_typeof(w -> 'line_no') <> 'number'
                    or jsonb_typeof(w -> 'quantity') <> 'number'
                    or coalesce(w ->> 'line_no', '') !~ '^[0-9]{1,2}$'
                    or coalesce(w ->> 'quantity', '') !~ '^[1-9][0-9]{0,2}$')
     or (select count(*) <> count(distinct (w ->> 'line_no')::int)
         from jsonb_array_elements(wanted) w)) then
    perform private.fail('INVALID_REQUEST', '{"field":"lines"}');
  end if;
end $$;
comment on function private.check_pieces(jsonb) is
  'Pieces of an order are null for all, or [{"line_no", "quantity"}, …] of 1 to 50 different '
  'lines; anything else is INVALID_REQUEST.';

create function private.shippable(line trade.order_lines) returns int
language plpgsql stable set search_path = '' as $$
begin
  return greatest(line.quantity - line.shipped_quantity - line.cancelled_quantity - coalesce((
    select sum(x.quantity) from trade.after_sale_lines x
      join trade.after_sales s on s.shop_id = x.shop_id and s.id = x.after_sale_id
     where x.shop_id = line.shop_id and x.order_id = line.order_id and x.line_no = line.line_no
       and s.kind = 'refund_only' and s.status = 'requested'), 0), 0);
end $$;
comment on function private.shippable(trade.order_lines) is
  'Pieces of a line that may leave: neither shipped nor taken back before, nor asked back by '
  'an after-sale that is still open.';

create function private.parcel_lines(shop_id uuid, order_id uuid,
  wanted jsonb, out line_no smallint, out quantity int) returns setof record
language plpgsql stable set search_path = '' as $$
begin
  perform private.check_pieces(wanted);
  if exists (select from jsonb_array_elements(wanted) w
              where not exists (select from trade.order_lines l
                                 where l.shop_id = parcel_lines.shop_id
                                   and l.order_id = parcel_lines.order_id
                                   and l.line_no = (w ->> 'line_no')::int
                                   and private.shippable(l) >= (w ->> 'quantity')::int)) then
    perform private.fail('SHIPMENT_EXCEEDS_ORDER');
  end if;
  return query
    select l.line_no, coalesce((w ->> 'quantity')::int, private.shippable(l))
      from trade.order_lines l
      left join jsonb_array_elements(wanted) w on (w ->> 'line_no')::int = l.line_no
     where l.shop_id = parcel_lines.shop_id and l.order_id = parcel_lines.order_id
       and (w is not null or (wanted is null and private.shippable(l) > 0));
end $$;
comment on function private.parcel_lines(uuid, uuid, jsonb) is
  'What goes into a parcel: [{"line_no", "quantity"}], null = everything that may leave '
  '(private.shippable). Raises INVALID_REQUEST, SHIPMENT_EXCEEDS_ORDER.';

create function private.known_carrier(typed text) returns text
language plpgsql stable set search_path = '' as $$
declare
  known text := (select c.id from trade.carriers c where c.id = btrim(known_carrier.typed));
begin
  if known is null then
    perform private.fail_field('carrier', '请从列表中选择快递公司');
  end if;
  return known;
end $$;
comment on function private.known_carrier(text) is
  'The id of an express company that WeChat knows. Raises INVALID_REQUEST.';

create function private.waybill(typed text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  clean text := upper(regexp_replace(typed,
    '[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]', '', 'g'));
begin
  if clean is null or clean !~ '^[A-Z0-9]{6,32}$' then
    perform private.fail_field('tracking_no', '快递单号是 6 到 32 位字母和数字，请照面单填写');
  end if;
  return clean;
end $$;
comment on function private.waybill(text) is
  'A waybill number in its one form: 6 to 32 capitals and digits, without the spaces and invisible '
  'marks that come with pasting. contracts/waybills.ts says the same; a test compares. Raises '
  'INVALID_REQUEST.';

create function private.parcel_note(carrier text, tracking_no text) returns text
language sql stable set search_path = '' as $$
  select private.carrier_name(carrier) || ' ' || tracking_no
$$;
comment on function private.parcel_note(text, text) is 'A parcel in one line, for the history.';

create function private.require_receiver(bought trade.orders) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from person.order_contacts c
      where c.shop_id = bought.shop_id and c.order_id = bought.id)
     or (bought.paid_attempt_id is not null and not exists (
       select from person.identities i where i.shop_id = bought.shop_id
          and i.member_id = bought.member_id)) then
    perform private.fail('ORDER_WITHOUT_RECEIVER');
  end if;
end $$;
comment on function private.require_receiver(trade.orders) is
  'Goods go to somebody, and WeChat is told whom: an order whose buyer was forgotten is refunded, '
  'not shipped. A free order needs no openid: WeChat does not know it. Raises '
  'ORDER_WITHOUT_RECEIVER.';
