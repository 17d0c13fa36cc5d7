-- A shop of so many products with five SKUs each, every tenth sold out: no rules, only the rows
-- that a search reads. A title has a word of every second product, one of 500 words and a number;
-- a shop a hundred times as large has a hundred times as many products with each word.

create schema searching;

create function searching.words() returns text[]
language sql stable set search_path = '' as $$
  select array(select c.signs[1 + n * 37 % cardinality(c.signs)]
                   || c.signs[1 + n * 101 % cardinality(c.signs)] from generate_series(0, 499) n)
    from (select array(select distinct i.character from catalog.initials i
                        order by i.character) as signs) c
$$;

create function searching.fill(shop_id uuid, products int) returns void
language plpgsql set search_path = '' as $$
declare
  words text[] := searching.words();
  shelves uuid[];
begin
  with made as (
    insert into catalog.categories (shop_id, name, position)
    select fill.shop_id, '分类' || n, n from generate_series(1, 20) n returning id)
  select array_agg(id) into shelves from made;
  insert into catalog.products (shop_id, category_id, title, subtitle, status, position,
      min_price_fen, max_price_fen, sold_count, images)
  select fill.shop_id, shelves[1 + n % 20],
         case n % 2 when 0 then '龙井' else '普洱' end || words[1 + n * 7 % 500] || n,
         words[1 + n * 11 % 500] || '好物', 'on_sale', n % 100,
         n * 31 % 1000 * 100, n * 31 % 1000 * 100, n * 13 % 5000, array['https://bench/p.webp']
    from generate_series(1, products) n;
  analyze catalog.products;   -- or what follows is planned for a shop without goods
  insert into catalog.skus (shop_id, product_id, combination, spec, price_fen, stock_buckets)
  select p.shop_id, p.id, k::text, '规格' || k, p.min_price_fen, 1
    from catalog.products p cross join generate_series(1, 5) k where p.shop_id = fill.shop_id;
  analyze catalog.skus;
  insert into catalog.stock (shop_id, sku_id, bucket, available)
  select k.shop_id, k.id, 0, case when p.position % 10 = 0 then 0 else 100 end
    from catalog.skus k
    join catalog.products p on p.shop_id = k.shop_id and p.id = k.product_id
   where k.shop_id = fill.shop_id;
  perform private.show_product(p.shop_id, p.id)
    from catalog.products p where p.shop_id = fill.shop_id;
end $$;
