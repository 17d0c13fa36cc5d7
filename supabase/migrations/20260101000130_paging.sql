-- Pages by key: one row more than asked for tells whether another page follows.

create function private.page_limit(page_size int) returns int
language sql immutable set search_path = '' as $$
  select least(greatest(coalesce(page_size, 20), 1), 100) + 1
$$;
comment on function private.page_limit(int) is
  'How many rows to read for a page of 1 to 100: one more.';

create function private.page_of(items jsonb, page_size int, key text) returns jsonb
language sql immutable set search_path = '' as $$
  select case when jsonb_array_length(items) = private.page_limit(page_size)
    then jsonb_build_object('items', items - -1, 'next', items -> -2 ->> key)
    else jsonb_build_object('items', coalesce(items, '[]'), 'next', null) end
$$;
comment on function private.page_of(jsonb, int, text) is
  'The page made of up to page_limit rows; next is the key of its last row, null on the last page.';

-- Lists that staff sort: a page ends at a key and an id, and the next one begins behind them. The
-- first page says how many rows there are. For each list a function private.listed_… reads pages
-- and counts, so that both have the same filters. It is planned at each call: the chosen sort and
-- the filters that are there are constants then, and an index can serve them. Comparing keys and
-- ids is written in each of them, since a function would hide it from the planner.

create type private.sorting as (name text, up boolean, key bigint, id uuid);
comment on type private.sorting is
  'By what a list is sorted, up or down, and the key and id after which the page begins; no id on '
  'the first page.';

create function private.sorting_of(sort text, sorts text[], after text) returns private.sorting
language plpgsql immutable set search_path = '' as $$
declare
  mark text[] := regexp_match(after, '^(-?[a-z_]+)~(-?[0-9]{1,18})~([0-9a-f-]{36})$');
  sorted private.sorting;
begin
  sorted.up := not starts_with(sort, '-');
  sorted.name := case when sorted.up then sort else substr(sort, 2) end;
  sorted.key := mark[2]::bigint;
  sorted.id := private.uuid_of(mark[3]);
  if sorted.name is null or sorted.name <> all (sorts) then
    perform private.fail_field('sort', '只能按 ' || array_to_string(sorts, '、') || ' 排序');
  elsif after is not null and (sorted.id is null or mark[1] <> sort) then
    perform private.fail_field('after', '不是这种排序的下一页');
  end if;
  return sorted;
end $$;
comment on function private.sorting_of(text, text[], text) is
  'The sorting that "name" or "-name" (from the greatest down) asks for, one of sorts, behind the '
  'page that ended with the cursor `after`. Raises INVALID_REQUEST for another sort, and for a '
  'cursor of another one.';

create function private.unsorted() returns private.sorting
language sql immutable set search_path = '' as $$
  select row(null, null, null, null)::private.sorting
$$;
comment on function private.unsorted() is
  'The newest ids first, from the beginning: what counting asks for.';

create function private.micros(at timestamptz) returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  return coalesce((extract(epoch from at) * 1000000)::bigint, 0);
end $$;
comment on function private.micros(timestamptz) is
  'A moment as the key of a sorted list, exactly: microseconds since 1970. None comes before all.';

create function private.sorted_page(items jsonb, marks text[], page_size int) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  shown int := private.page_limit(page_size) - 1;
begin
  return case when cardinality(marks) > shown
    then jsonb_build_object('items', items - -1, 'next', marks[shown])
    else jsonb_build_object('items', coalesce(items, '[]'), 'next', null) end;
end $$;
comment on function private.sorted_page(jsonb, text[], int) is
  'The page made of up to page_limit rows with their cursors; next is that of its last row.';

create function private.mark(sort text, key bigint, id uuid) returns text
language sql stable set search_path = '' as $$
  select sort || '~' || key || '~' || id
$$;
comment on function private.mark(text, bigint, uuid) is
  'The cursor behind a row of a sorted list. It names the sort: with another one it is refused.';

create function private.like_pattern(query text) returns text
language sql immutable set search_path = '' as $$
  select '%' || regexp_replace(btrim(query), '([\\%_])', '\\\1', 'g') || '%'
$$;
comment on function private.like_pattern(text) is
  'What like and ilike find wherever these very words stand; null asks for nothing.';

create function private.count_most() returns int
language sql immutable set search_path = '' as $$
  select 10001
$$;
comment on function private.count_most() is
  'How many rows are counted: one more than a total says.';

create function private.total_of(counted bigint) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('total', least(counted, private.count_most() - 1),
      'more_than', counted = private.count_most())
$$;
comment on function private.total_of(bigint) is
  'What the first page says of the whole list: how many rows, or that there are more than so many.';
