-- What a product is found by: each letter of its title and subtitle, each pair of neighbours, and
-- the same of the initials of its characters. A word of two characters is one pair; a trigram
-- index would need three. Each term begins with the mark of its shop, so that the index is read
-- only where that shop has the term: with the shop as a column of its own it would be read along
-- all products of the shop for each search.

create table catalog.search_terms (
  shop_id uuid not null,
  product_id uuid not null,
  terms tsvector not null,
  status text not null,
  category_id uuid,
  sale_until timestamptz,
  position int not null,
  min_price_fen bigint not null,
  sold_count bigint not null,
  primary key (shop_id, product_id),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id)
) with (fillfactor = 80);
comment on table catalog.search_terms is
  'The search terms of each product, marked with private.shop_mark; those of the title have weight '
  'A. Beside them, as catalog.products has it, what a search narrows and orders by: what the index '
  'finds needs no join with products, which with old statistics takes time as the square of the '
  'shop. It is a table of its own: other columns of products have indexes, and a change of theirs '
  'would write the index of the terms each time.';
alter table catalog.search_terms enable row level security;
create index search_terms_found on catalog.search_terms using gin (terms);

create function private.search_letters(written text) returns text
language sql immutable set search_path = '' as $$
  select lower(normalize(written, nfkc))
$$;
comment on function private.search_letters(text) is
  'A text as it is searched: small letters, full-width ones like others.';

create function private.terms_of(written text) returns text[]
language sql stable set search_path = '' as $$
  with spelt as (
    select dense_rank() over (order by c.n) as n, l.letter
      from string_to_table(private.search_letters(written), null) with ordinality c(character, n)
     cross join lateral (
       select i.letter from catalog.initials i where i.character = c.character
       union all select c.character where c.character ~ '[a-z0-9]') l)
  select array(
    select substr(word, n, size)
      from regexp_split_to_table(private.search_letters(written), '\s+') word,
           generate_series(1, length(word)) n, generate_series(1, 2) size
    union all select letter from spelt
    union all select a.letter || b.letter from spelt a join spelt b on b.n = a.n + 1)
$$;
comment on function private.terms_of(text) is
  'The letters of a text and their pairs within each word, with repetitions: a tsvector drops '
  'them, and a distinct here would lay out a hash table for millions of rows. Initials are paired '
  'across spaces too, because people type them without spaces.';

create function private.shop_mark(shop_id uuid) returns text
language sql immutable set search_path = '' as $$
  select right(shop_id::text, 4)
$$;
comment on function private.shop_mark(uuid) is
  'The prefix of the search terms of a shop. Two shops may have the same one, so a search compares '
  'the shop id too.';

create function private.lexeme(mark text, term text) returns text
language sql immutable set search_path = '' as $$
  select '''' || mark || replace(replace(term, '\', '\\'), '''', '''''') || ''''
$$;
comment on function private.lexeme(text, text) is
  'Any text of the shop with this mark as one word of a tsvector or tsquery: nothing in it is an '
  'operator.';

create function private.search_vector(shop_id uuid, title text, subtitle text) returns tsvector
language sql stable set search_path = '' as $$
  select string_agg(private.lexeme(s.mark, t.term) || ':1' || t.weight, ' ')::tsvector
    from (select private.shop_mark(shop_id) as mark) s
   cross join lateral (
     select unnest(private.terms_of(title)) as term, 'A' as weight
     union all select unnest(private.terms_of(subtitle)), 'B') t
$$;
comment on function private.search_vector(uuid, text, text) is
  'The terms of a title, with weight A, and of its subtitle.';

create function private.keep_search_terms() returns trigger
language plpgsql volatile set search_path = '' as $$
begin
  insert into catalog.search_terms (shop_id, product_id, terms,
      status, category_id, sale_until, position, min_price_fen, sold_count)
  values (new.shop_id, new.id, private.search_vector(new.shop_id, new.title, new.subtitle),
      new.status, new.category_id, new.sale_until, new.position, new.min_price_fen,
      new.sold_count)
  on conflict (shop_id, product_id) do update set terms = excluded.terms;
  return null;
end $$;
comment on function private.keep_search_terms() is
  'Keeps the search terms equal to the present title and subtitle.';
create trigger words_are_searched after insert on catalog.products
  for each row execute function private.keep_search_terms();
create trigger new_words_are_searched after update of title, subtitle on catalog.products
  for each row when (row(old.title, old.subtitle) is distinct from row(new.title, new.subtitle))
  execute function private.keep_search_terms();

create function private.keep_search_order() returns trigger
language plpgsql volatile set search_path = '' as $$
begin
  update catalog.search_terms s
     set status = new.status, category_id = new.category_id, sale_until = new.sale_until,
         position = new.position, min_price_fen = new.min_price_fen,
         sold_count = new.sold_count
   where s.shop_id = new.shop_id and s.product_id = new.id;
  return null;
end $$;
comment on function private.keep_search_order() is
  'Keeps beside the search terms what a search narrows and orders by. No index has it: a row that '
  'finds room in its page writes none; in a fold of nearly all products many find no room.';
create trigger new_order_is_searched
  after update of status, category_id, sale_until, position, min_price_fen, sold_count
  on catalog.products
  for each row when (
    row(old.status, old.category_id, old.sale_until,
        old.position, old.min_price_fen, old.sold_count)
    is distinct from
    row(new.status, new.category_id, new.sale_until,
        new.position, new.min_price_fen, new.sold_count))
  execute function private.keep_search_order();

create function private.pairs_query(mark text, word text, weight text) returns text
language sql immutable set search_path = '' as $$
  select '(' || string_agg(private.lexeme(mark, substr(word, n, 2)) || weight, ' & ') || ')'
    from generate_series(1, greatest(length(word) - 1, 1)) n
$$;
comment on function private.pairs_query(text, text, text) is
  'All pairs of a word, or its only letter, as text of a tsquery; weight is empty or :A.';

create function private.loose_query(mark text, word text, weight text) returns text
language sql immutable set search_path = '' as $$
  select string_agg(case when length(part) between 2 and 20 then (
      select '(' || string_agg(private.pairs_query(mark, overlay(part placing
                reverse(substr(part, n, 2)) from n for 2), weight), ' | ') || ')'
        from generate_series(1, length(part)) n)
    else private.pairs_query(mark, part, weight) end, ' & ')
    from (select (regexp_matches(word, '[a-z0-9]+|[^a-z0-9]', 'g'))[1] as part) parts
$$;
comment on function private.loose_query(text, text, text) is
  'A word whose letters may stand elsewhere, as text of a tsquery: Chinese characters in any '
  'order, two neighbours of Latin letters exchanged.';

create function private.search_query(shop_id uuid, query text, loose boolean, weight text)
  returns tsquery
language sql immutable set search_path = '' as $$
  select string_agg(case when loose then private.loose_query(s.mark, word, weight)
                      else private.pairs_query(s.mark, word, weight) end, ' & ')::tsquery
    from (select private.shop_mark(shop_id) as mark) s
   cross join regexp_split_to_table(private.search_letters(left(query, 50)), '\s+') word
   where word <> ''
$$;
comment on function private.search_query(uuid, text, boolean, text) is
  'The tsquery of a search: every word among the first 50 letters must match. Null when there are '
  'no words.';
