-- Words that members search for, offered to others: only words that goods on sale have and that at
-- least three members searched for. The words of one or two members are shown to nobody.

create table member.searches (
  shop_id uuid not null,
  words text collate "C" not null
    constraint searches_words_length check (length(words) between 1 and 20),
  member_id uuid not null,
  at timestamptz not null default private.now(),
  primary key (shop_id, words, member_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table member.searches is
  'The words that members searched for and found, one row per member and words. Kept for 30 days, '
  'the newest 50 of each member. Sorted by bytes, so that an index finds words by their beginning.';
alter table member.searches enable row level security;
create index searches_in_time on member.searches (shop_id, at);
create index searches_of_member on member.searches (shop_id, member_id, at);
create index searches_age on member.searches (at);

create function private.searched_words(written text) returns text
language sql immutable set search_path = '' as $$
  select btrim(regexp_replace(private.search_letters(written), '\s+', ' ', 'g'))
$$;
comment on function private.searched_words(text) is
  'The words of a search in one form, so that equal searches are counted together.';

create function private.are_in_goods(shop_id uuid, words text) returns boolean
language plpgsql stable set search_path = '' as $$
declare
  wanted private.search;
  found record;
begin
  wanted.query := words;
  wanted.loose := false;
  wanted.sort := 'recommended';
  found := private.found_products(shop_id, wanted, 1);
  return exists (
    select from catalog.products p
     where p.shop_id = are_in_goods.shop_id and p.id = any (found.ids)
       and not exists (
         select from regexp_split_to_table(words, ' ') word
          where position(word in private.search_letters(p.title || ' ' || p.subtitle)) = 0));
end $$;
comment on function private.are_in_goods(uuid, text) is
  'Whether a product on sale has all these words as they are written. Initials and exchanged '
  'letters find goods too, but are not offered to others.';

create function api.note_search(query text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes what members looked for
declare
  me record := private.hold_member();
  words text := private.searched_words(query);
begin
  if length(words) between 1 and 20 and private.are_in_goods(me.shop_id, words) then
    insert into member.searches (shop_id, words, member_id)
    values (me.shop_id, words, me.member_id)
    on conflict on constraint searches_pkey do update set at = excluded.at;
    delete from member.searches s
     where s.shop_id = me.shop_id and s.member_id = me.member_id
       and s.at < (select x.at from member.searches x
                    where x.shop_id = me.shop_id and x.member_id = me.member_id
                    order by x.at desc offset 49 limit 1);
  end if;
  return '{"ok":true}';
end $$;
comment on function api.note_search(text) is
  'Member: notes the words of a search, if goods on sale have them and they are no longer than 20 '
  'letters.';
grant execute on function api.note_search(text) to authenticated;

create function private.shared_words(searched member.searches[]) returns setof text
language sql immutable set search_path = '' as $$
  select s.words from unnest(searched) s
   group by s.words having count(*) >= 3 order by count(*) desc, s.words
$$;
comment on function private.shared_words(member.searches[]) is
  'The words that at least three members looked for, those of most members first.';

create function private.hot_words(shop_id uuid) returns text[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select words from private.shared_words(array(
      select s from member.searches s
       where s.shop_id = hot_words.shop_id
         and s.at > private.now() - private.retention('searches')
       order by s.at desc limit 10000)) words limit 20);
end $$;
comment on function private.hot_words(uuid) is
  'The words that most members of a shop searched for, among the newest 10,000 searches.';

create function private.own_hot_words(shop_id uuid) returns text[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select btrim(w.words) from shop.settings s
     cross join regexp_split_to_table(s.hot_words, '[、，,]') with ordinality w(words, n)
     where s.shop_id = own_hot_words.shop_id and btrim(w.words) <> '' order by w.n);
end $$;
comment on function private.own_hot_words(uuid) is
  'The hot words that the shop itself has set, in its order; empty where it leaves them to its '
  'members.';

create function api.get_hot_words(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: what members looked for is closed to every client role
declare
  here uuid := private.shop_id_of(shop);
  own text[] := private.own_hot_words(here);
begin
  return jsonb_build_object('items', to_jsonb(case when own <> '{}' then own else array(
    select words from unnest(private.hot_words(here)) with ordinality h(words, n)
     where private.are_in_goods(here, words) order by n limit 10) end));
end $$;
comment on function api.get_hot_words(text) is
  'Anybody: up to ten words to search for: those that the shop has set, else those that at least '
  'three members looked for in the last 30 days and that goods on sale have. Raises '
  'SHOP_NOT_FOUND.';
grant execute on function api.get_hot_words(text) to anon, authenticated;

create function private.words_from(shop_id uuid, beginning text) returns text[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select h.words from unnest(array(
        select words from private.shared_words(array(
          select s from member.searches s
           where s.shop_id = words_from.shop_id and s.words > beginning
             and s.words < beginning || chr(1114111)
           order by s.at desc limit 2000)) words limit 6)) with ordinality h(words, n)
     where private.are_in_goods(words_from.shop_id, h.words) order by h.n limit 4);
end $$;
comment on function private.words_from(uuid, text) is
  'Up to four words with this beginning that several members searched for lately and that goods '
  'on sale have; not the beginning itself.';

create function api.suggest_searches(shop text, query text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the catalogue and what members looked for are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
  wanted private.search;
  found record;
begin
  wanted.query := query;
  wanted.sort := 'recommended';
  found := private.products_of(here, 8, wanted);
  return jsonb_build_object(
    'words', to_jsonb(private.words_from(here, private.searched_words(query))),
    'products', (select coalesce(jsonb_agg(
          jsonb_build_object('id', p.id, 'title', p.title) order by f.n), '[]')
       from unnest(found.ids) with ordinality f(id, n)
       join catalog.products p on p.shop_id = here and p.id = f.id));
end $$;
comment on function api.suggest_searches(text, text) is
  'Anybody: suggestions while a search is typed (contracts/search.ts Suggestions): words with this '
  'beginning that several members searched for, and the first products found. Raises '
  'SHOP_NOT_FOUND.';
grant execute on function api.suggest_searches(text, text) to anon, authenticated;
