-- What shoppers read most, kept ready: written when goods change; stock and the shop's rules are
-- joined when it is read. Beside it, for each shop, what tells a kept reply it is old.

create table catalog.shown_products (
  shop_id uuid not null,
  product_id uuid not null,
  card json not null,
  sold_out_card json not null,
  detail jsonb not null,
  skus jsonb not null,
  sku_ids uuid[] not null,
  primary key (shop_id, product_id),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id)
);
comment on table catalog.shown_products is
  'A product as shoppers read it: card in lists, or sold_out_card where nothing is left, both as '
  'they are sent; detail and skus (those on sale, in their order, with their ids in sku_ids) on '
  'its page. Made from the goods by private.show_product, never changed by hand. What is left is '
  'not in it: that changes with every order.';
alter table catalog.shown_products enable row level security;

create table catalog.versions (
  shop_id uuid primary key references shop.shops (id),
  xid xid8 not null
);
comment on table catalog.versions is
  'The last transaction that changed what everybody may read of a shop, stock apart: goods, '
  'prices, shelves, sold counts, the shop itself and its rules. A transaction that orders does not '
  'write here: every order of the shop would wait at this row.';
alter table catalog.versions enable row level security;

create function private.note_catalogue_change() returns trigger
language plpgsql volatile set search_path = '' as $$
declare
  changed uuid;
begin
  if tg_relid = 'shop.shops'::regclass then
    changed := new.id;
  else
    changed := coalesce(new.shop_id, old.shop_id);
  end if;
  insert into catalog.versions as v (shop_id, xid) values (changed, pg_current_xact_id())
  on conflict (shop_id) do update set xid = excluded.xid where v.xid <> excluded.xid;
  return null;
end $$;
comment on function private.note_catalogue_change() is
  'After a row that everybody may read has changed: once a transaction and shop. Whoever changes '
  'the same shop waits here, so that each version is that of one committed state.';

create trigger products_are_read after insert or update on catalog.products
  for each row execute function private.note_catalogue_change();
create trigger shown_products_are_read after insert or update on catalog.shown_products
  for each row execute function private.note_catalogue_change();
create trigger categories_are_read after insert or update or delete on catalog.categories
  for each row execute function private.note_catalogue_change();
create trigger shops_are_read after insert or update on shop.shops
  for each row execute function private.note_catalogue_change();
create trigger freight_templates_are_read after insert or update on shop.freight_templates
  for each row execute function private.note_catalogue_change();
create trigger settings_are_read after insert or update on shop.settings
  for each row execute function private.note_catalogue_change();

create function private.is_shown(status text, sale_until timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return status = 'on_sale' and (sale_until > private.now()) is not false;
end $$;
comment on function private.is_shown(text, timestamptz) is
  'Whether shoppers are shown a product with this status and this end of its sale. Lists write the '
  'condition out instead, because the planner cannot look into a function.';

create function private.in_sale_time(sale_from timestamptz, sale_until timestamptz)
  returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return (sale_from <= private.now()) is not false and (sale_until > private.now()) is not false;
end $$;
comment on function private.in_sale_time(timestamptz, timestamptz) is
  'Whether a product with these moments, null for none, can be bought now. The moment at which it '
  'begins is in it, the one at which it ends is not.';

create function private.last_sale_moment(shop_id uuid) returns timestamptz
language plpgsql stable set search_path = '' as $$
begin
  return greatest(
      (select max(p.sale_from) from catalog.products p
        where p.shop_id = last_sale_moment.shop_id and p.sale_from <= private.now()),
      (select max(p.sale_until) from catalog.products p
        where p.shop_id = last_sale_moment.shop_id and p.sale_until <= private.now()));
end $$;
comment on function private.last_sale_moment(uuid) is
  'When a sale of the shop began or ended last; null: none has. What is shown changes then, '
  'without anybody writing.';

create function private.catalogue_state(shop_id uuid, stock text) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (select v.xid from catalog.versions v where v.shop_id = catalogue_state.shop_id)
      || '-' || md5(concat(private.last_sale_moment(shop_id), catalogue_state.stock));
end $$;
comment on function private.catalogue_state(uuid, text) is
  'Two replies about the same goods of a shop with the same state are the same reply: the version '
  'of the catalogue, the last moment of a sale, and the stock that is shown. Short, however many '
  'goods there are.';

create function private.specs_json(shop_id uuid, product_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'values', v.names)
      order by s.position, s.id), '[]')
  from catalog.specs s
  join lateral (
    select jsonb_agg(v.name order by v.position, v.id) as names
      from catalog.spec_values v
     where v.shop_id = s.shop_id and v.spec_id = s.id
       and exists (select from catalog.sku_values x join catalog.skus k
           on k.shop_id = x.shop_id and k.id = x.sku_id
                    where x.shop_id = v.shop_id and x.product_id = s.product_id
                      and x.value_id = v.id and k.status = 'on_sale')
    having count(*) > 0) v on true
  where s.shop_id = specs_json.shop_id and s.product_id = specs_json.product_id
$$;
comment on function private.specs_json(uuid, uuid) is
  'The dimensions of a product and the values that a SKU on sale has.';

create function private.skus_json(shop_id uuid, product_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', k.id, 'code', nullif(k.code, ''), 'price_fen', k.price_fen,
    'list_price_fen', k.list_price_fen, 'image_url', nullif(k.image_url, ''),
    'values', coalesce((
       select jsonb_agg(v.name order by s.position, s.id)
         from catalog.sku_values x
         join catalog.specs s on s.shop_id = x.shop_id and s.id = x.spec_id
         join catalog.spec_values v on v.shop_id = x.shop_id and v.id = x.value_id
        where x.shop_id = k.shop_id and x.sku_id = k.id), '[]')) order by k.position, k.id), '[]')
  from catalog.skus k
  where k.shop_id = skus_json.shop_id
    and k.product_id = skus_json.product_id and k.status = 'on_sale'
$$;
comment on function private.skus_json(uuid, uuid) is
  'What can be bought of a product, each with one value per dimension (contracts/catalog.ts Sku), '
  'without what is left of it.';

create function private.card_fields(product catalog.products) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('id', product.id, 'title', product.title,
    'subtitle', nullif(product.subtitle, ''), 'price_fen', product.min_price_fen,
    'price_max_fen', product.max_price_fen, 'list_price_fen', product.list_price_fen)
$$;
comment on function private.card_fields(catalog.products) is
  'What a product''s card in lists and its page have in common.';

create function private.card_json(product catalog.products, in_stock boolean) returns json
language sql immutable set search_path = '' as $$
  select (private.card_fields(product) || jsonb_build_object('image_url', product.images[1],
    'sold_count', product.sold_count, 'in_stock', in_stock))::json
$$;
comment on function private.card_json(catalog.products, boolean) is
  'A product as lists show it (contracts/catalog.ts ProductCard), as text: lists are put together '
  'from it without being read again.';

create function private.show_product(shop_id uuid, product_id uuid) returns void
language sql volatile set search_path = '' as $$
  insert into catalog.shown_products
    (shop_id, product_id, card, sold_out_card, detail, skus, sku_ids)
  select p.shop_id, p.id, private.card_json(p, true), private.card_json(p, false),
    private.card_fields(p) || jsonb_build_object('category_id', p.category_id,
      'images', to_jsonb(p.images), 'video', p.video,
      'parameters', p.parameters, 'rich_text', p.rich_text,
      'purchase_limit', p.purchase_limit, 'sale_from', p.sale_from, 'sale_until', p.sale_until,
      'specs', private.specs_json(p.shop_id, p.id)),
    k.skus, array(select (s.sku ->> 'id')::uuid
                    from jsonb_array_elements(k.skus) with ordinality s(sku, n) order by s.n)
  from catalog.products p
  cross join lateral (select private.skus_json(p.shop_id, p.id) as skus) k
  where p.shop_id = show_product.shop_id and p.id = show_product.product_id
  on conflict (shop_id, product_id) do update
     set card = excluded.card, sold_out_card = excluded.sold_out_card,
         detail = excluded.detail, skus = excluded.skus, sku_ids = excluded.sku_ids
$$;
comment on function private.show_product(uuid, uuid) is
  'Make what shoppers read of a product anew. Whoever changes goods calls it at the end, holding '
  'the product''s lock.';

create function private.show_sold_count() returns trigger
language plpgsql volatile set search_path = '' as $$
begin
  update catalog.shown_products v
     set card = private.card_json(new, true), sold_out_card = private.card_json(new, false)
   where v.shop_id = new.shop_id and v.product_id = new.id;
  return null;
end $$;
comment on function private.show_sold_count() is
  'The one thing in a card that changes without staff: private.fold_sold_counts moves it.';
create trigger sold_counts_are_shown after update of sold_count on catalog.products
  for each row when (old.sold_count <> new.sold_count) execute function private.show_sold_count();
