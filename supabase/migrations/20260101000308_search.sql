-- Finding goods. A word that many products have is soon found among the first in the order asked
-- for; a rare one has few products in the index, which are then put in order. So both cost about
-- the same in a shop of a thousand products and of a hundred thousand.

create type private.search as (
  query text, loose boolean, categories uuid[], low_fen bigint, high_fen bigint, in_stock boolean,
  sort text, key bigint, id uuid
);
comment on type private.search is
  'A search: words, filters and order (contracts/catalog.ts ProductSort), continued after the key '
  'and id of the previous page. A null filter does not narrow.';

create function private.is_plain(wanted private.search) returns boolean
language sql immutable set search_path = '' as $$
  select btrim(wanted.query) <> '' is not true and wanted.low_fen is null
     and wanted.high_fen is null and wanted.in_stock is not true
$$;
comment on function private.is_plain(private.search) is
  'True for a list without words and filters.';

create function private.search_order(sort text, out key text, out op text, out direction text)
language plpgsql immutable set search_path = '' as $$
begin
  case sort
    when 'recommended' then key := 'position';
    when 'newest' then key := null;
    when 'sold' then key := 'sold_count';
    when 'price_up' then key := 'min_price_fen';
    when 'price_down' then key := 'min_price_fen';
    else perform private.fail('INVALID_REQUEST', '{"field":"sort"}');
  end case;
  op := case when sort in ('recommended', 'price_up') then '>' else '<' end;
  direction := case when op = '>' then 'asc' else 'desc' end;
end $$;
comment on function private.search_order(text) is
  'The column that an order looks at before the id (none: the id alone), and its direction. Raises '
  'INVALID_REQUEST for another sort.';

create function private.first_products(sort text, most int) returns text
language plpgsql immutable set search_path = '' as $$
declare
  ordered record := private.search_order(sort);
  col text := coalesce('q.' || ordered.key || ', ', '');
begin
  return format('select q.id, q.category_id, q.min_price_fen, %s as key
      from catalog.products q
     where q.shop_id = $1 and q.status = ''on_sale''
       and (q.sale_until is null or q.sale_until > private.now()) and %s
     order by %s q.id %s limit %s',
    coalesce('q.' || ordered.key, '0'),   -- as it is: a cast would hide the index's order
    case when ordered.key is null then 'q.id < $3'
      else format('(%s q.id) %s ($2, $3)', col, ordered.op) end
    || case when ordered.key = 'min_price_fen'   -- the index begins and ends there
         then ' and q.min_price_fen between coalesce($7, 0) and coalesce($8, 9223372036854775807)'
         else '' end,
    replace(col, ',', ' ' || ordered.direction || ','), ordered.direction,
    coalesce(most::text, 'all'));
end $$;
comment on function private.first_products(text, int) is
  'The statement that reads what comes next in an order, with the index of that order; by price, '
  'only what is within the bounds.';

create function private.indexed_products(sort text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  ordered record := private.search_order(sort);
begin
  return format('select * from (
    select s.product_id as id, s.category_id, s.min_price_fen, %s as key
      from catalog.search_terms s
     where s.shop_id = $1 and s.terms @@ $4 and s.status = ''on_sale''
       and (s.sale_until is null or s.sale_until > private.now())) i
   where (i.key, i.id) %s ($2, $3)',
    case when sort = 'recommended'   -- 2 ^ 33: behind every position
      then 's.position + case when s.terms @@ $5 then 0 else 8589934592 end'
      else coalesce('s.' || ordered.key, '0') || '::bigint' end, ordered.op);
end $$;
comment on function private.indexed_products(text) is
  'The statement that reads all products with the words; recommended are those with them in the '
  'title first.';

create function private.run_search(
  shop_id uuid, wanted private.search, candidates text, words tsquery, in_title tsquery, most int,
  out ids uuid[], out keys bigint[]
)
language plpgsql stable set search_path = '' as $$
declare
  ordered record := private.search_order(wanted.sort);
  up boolean := ordered.op = '>';
begin
  execute format('select coalesce(array_agg(w.id), ''{}''), array_agg(w.key) from (
    select p.id, p.key from (
      select c.id, c.key::bigint as key from (%1$s) c
       where ($6 is null or c.category_id = any ($6))
         and c.min_price_fen between coalesce($7, 0) and coalesce($8, 9223372036854775807)
       order by %2$s c.id %3$s) p
     where not $9 or (   -- not exists (): the planner would first read the stock of the whole shop
       select true from catalog.shown_products v
         join catalog.stock s
           on s.shop_id = v.shop_id and s.sku_id = any (v.sku_ids) and s.available > 0
        where v.shop_id = $1 and v.product_id = p.id limit 1)
     limit $10) w', candidates,
    case when ordered.key is null then '' else 'c.key ' || ordered.direction || ',' end,
    ordered.direction)
  into ids, keys using shop_id,
    coalesce(wanted.key, case when up then -9223372036854775808 else 9223372036854775807 end),
    coalesce(wanted.id, case when up then '00000000-0000-0000-0000-000000000000'::uuid
                          else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end),
    words, in_title, wanted.categories, wanted.low_fen, wanted.high_fen,
    coalesce(wanted.in_stock, false), most;
end $$;
comment on function private.run_search(
  uuid, private.search, text, tsquery, tsquery, int
) is
  'The next of some candidates that the filters let through, in their order, and the key of each. '
  'Planned at each call, when it is known which filters there are.';

create function private.found_among(shop_id uuid, wanted private.search, window_size int,
  words tsquery, in_title tsquery, most int, out ids uuid[], out keys bigint[])
language plpgsql stable set search_path = '' as $$
begin
  select f.* into ids, keys from private.run_search(shop_id, wanted, format(
      'select f.* from (%s) f where (   -- not a join: that may read all words of the shop first
         select s.terms @@ %s from catalog.search_terms s
          where s.shop_id = $1 and s.product_id = f.id)',
      private.first_products(wanted.sort, window_size),
      case when wanted.sort = 'recommended' then '$5' else '$4' end), words, in_title, most) f;
end $$;
comment on function private.found_among(uuid, private.search, int, tsquery, tsquery, int) is
  'The products with the words among so many that come next in the order. Read in that order, '
  'after the filters, and no further than to the last that is wanted.';

create function private.without_filters(wanted private.search) returns private.search
language plpgsql immutable set search_path = '' as $$
begin
  wanted.categories := null;
  wanted.low_fen := null;
  wanted.high_fen := null;
  wanted.in_stock := null;
  return wanted;
end $$;
comment on function private.without_filters(private.search) is 'The same words in the same order.';

create function private.found_products(shop_id uuid, wanted private.search, most int,
  out ids uuid[], out keys bigint[])
language plpgsql stable set search_path = '' as $$
declare
  words tsquery := private.search_query(shop_id, wanted.query, wanted.loose, '');
  in_title tsquery := private.search_query(shop_id, wanted.query, wanted.loose, ':A');
  bare private.search := private.without_filters(wanted);
  narrowed boolean := num_nonnulls(wanted.categories, wanted.low_fen, wanted.high_fen,
      nullif(wanted.in_stock, false)) > 0;
  near constant int := 100;
  few constant int := 4;      -- of the nearest: with fewer the word is rare
  far constant int := 5000;   -- what costs about as much to read as a rare word in a large shop
begin
  if words is null then
    select f.* into ids, keys from private.run_search(shop_id, wanted,
        private.first_products(wanted.sort, null), null, null, most) f;
    return;
  end if;
  select f.* into ids, keys from private.found_among(shop_id, bare, near,
      words, in_title, case when narrowed then few else most end) f;
  if cardinality(ids) >= few and (narrowed or cardinality(ids) < most) then
    select f.* into ids, keys from private.found_among(shop_id, wanted,
        case when narrowed then far else 2 * near * most / cardinality(ids) end,   -- twice enough
        words, in_title, most) f;
  elsif narrowed then
    ids := '{}';
  end if;
  if cardinality(ids) < most then
    select f.* into ids, keys from private.run_search(shop_id, wanted,
        private.indexed_products(wanted.sort), words, in_title, most) f;
  end if;
end $$;
comment on function private.found_products(uuid, private.search, int) is
  'The products on sale that are looked for, in their order, with the keys of that order: first '
  'among the next 100 of the order, then, when some there have the words, among as many as should '
  'hold enough, then with the index. Raises INVALID_REQUEST for another sort.';
