-- A first real order: a product of one fen, sent for nothing, that staff buy on their own phone.

create table shop.first_orders (
  shop_id uuid primary key references shop.shops (id),
  product_id uuid not null,
  offered_at timestamptz not null default private.now(),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id)
);
comment on table shop.first_orders is
  'The product of one fen, sent for nothing, by which a shop tries a first real order. It stays '
  'the same one however often the shop tries, unless staff made goods of it; offered_at is when it '
  'was put on sale last.';
alter table shop.first_orders enable row level security;

create function private.first_product(shop_id uuid) returns uuid
language sql stable set search_path = '' as $$
  select f.product_id from shop.first_orders f where f.shop_id = first_product.shop_id
$$;
comment on function private.first_product(uuid) is
  'The product by which a shop tries a first order; null where it never did.';

create function private.first_product_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', p.id, 'on_sale', p.status = 'on_sale',
      'is_paid', exists (select from catalog.skus k
        join catalog.stock_movements m
          on m.shop_id = k.shop_id and m.sku_id = k.id and m.cause = 'reserve'
        join trade.orders o on o.shop_id = m.shop_id and o.id = m.order_id
       where k.shop_id = p.shop_id and k.product_id = p.id and o.paid_at >= f.offered_at))
    from shop.first_orders f
    join catalog.products p on p.shop_id = f.shop_id and p.id = f.product_id
   where f.shop_id = first_product_json.shop_id
$$;
comment on function private.first_product_json(uuid) is
  'What a first order is tried with, and whether it was paid since it was offered last; null where '
  'the shop never tried (contracts/staff/setup.ts Setup).';

create function private.first_freight_name() returns text
language sql immutable set search_path = '' as $$ select '试单包邮' $$;
comment on function private.first_freight_name() is
  'What the freight template of the first order is called.';

create function private.first_freight(shop_id uuid, staff_id uuid) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  had shop.freight_templates;
begin
  perform from shop.settings s where s.shop_id = first_freight.shop_id
    for no key update;   -- of two who offer at once the second finds what the first has made
  select * into had from shop.freight_templates t
   where t.shop_id = first_freight.shop_id and t.name = private.first_freight_name();
  return (private.write_freight_template(shop_id, staff_id, jsonb_strip_nulls(jsonb_build_object(
      'id', had.id, 'version', had.version, 'name', private.first_freight_name(),
      'unit', 'piece', 'is_default', false, 'rates', jsonb_build_array(jsonb_build_object(
          'regions', '[]'::jsonb, 'is_served', true, 'first_units', 1, 'first_fen', 0,
          'further_units', 1, 'further_fen', 0)))))).id;
end $$;
comment on function private.first_freight(uuid, uuid) is
  'The freight template of the first order, free everywhere, made or put right. Holds the shop''s '
  'settings until the transaction ends: first orders of a shop are offered one after another.';

create function private.first_form(product catalog.products, image text, freight_template_id uuid)
  returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('id', product.id, 'version', product.version,
    'title', '开店试单', 'subtitle', '付一分钱，试一遍下单、付款和退款',
    'images', jsonb_build_array(image), 'distributable', false, 'on_sale', true,
    'position', 1000000, 'freight_template_id', first_form.freight_template_id,
    'skus', jsonb_build_array(jsonb_build_object(
        'values', '[]'::jsonb, 'price_fen', 1, 'initial_stock', 1))))
$$;
comment on function private.first_form(catalog.products, text, uuid) is
  'The product of the first order as its editor would save it: of one fen, without commission, '
  'last on every shelf; of null a new one.';

create function private.restock_first(shop_id uuid, sku_id uuid, reason text) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if (private.stock_json(shop_id, sku_id) ->> 'available')::bigint = 0 then
    perform private.add_stock(shop_id, sku_id, 1, 'receive', reason);
  end if;
end $$;
comment on function private.restock_first(uuid, uuid, text) is
  'One piece of the first order can be bought, and no more, should a stranger find it.';

create function api.offer_first_order(
  shop text, image text, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue and the shop's rules
declare
  begun private.staff_command := private.begin_command(shop, 'rules', 'offer_first_order',
    idempotency_key, jsonb_build_array(image, reason), reason);
  freight uuid;
  product catalog.products;
  saved jsonb;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  freight := private.first_freight(begun.shop_id, begun.staff_id);
  select * into product from catalog.products p where p.shop_id = begun.shop_id
     and p.id = private.first_product(begun.shop_id)
     and not exists (select from catalog.skus k   -- what costs more now has become the shop's goods
                      where k.shop_id = p.shop_id and k.product_id = p.id and k.price_fen <> 1)
     for update;
  saved := private.store_product(begun.shop_id, begun.staff_id,
      private.first_form(product, image, freight), begun.reason);
  insert into shop.first_orders (shop_id, product_id)
  values (begun.shop_id, (saved ->> 'id')::uuid)
  on conflict on constraint first_orders_pkey do update
     set product_id = excluded.product_id, offered_at = excluded.offered_at;
  perform private.restock_first(begun.shop_id, (saved #>> '{skus,0}')::uuid, begun.reason);
  return private.remember(begun.shop_id, begun.staff_id, begun.command, begun.key, begun.request,
      private.setup_json(begun.shop_id));
end $$;
comment on function api.offer_first_order(text, text, text, text) is
  'Staff who may set rules: put the product of the first order on sale, made or put right: one '
  'piece of one fen, sent for nothing. image: its picture, in the shop''s folder of Storage. '
  'In the audit log it is the saving of that product. '
  'Answers the whole state of the opening. Raises INVALID_REQUEST, FORBIDDEN, '
  'IDEMPOTENCY_CONFLICT.';
grant execute on function api.offer_first_order(text, text, text, text) to authenticated;
