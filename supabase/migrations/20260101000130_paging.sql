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
