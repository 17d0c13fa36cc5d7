-- What a page may hold: the fields of each kind of block with their bounds, as
-- functions/contracts/pages.ts says them (a test compares).

create type private.block_field as (
  form text, field text, kind text, low int, high int, choices text[]
);

create function private.block_fields() returns setof private.block_field
language sql immutable set search_path = '' as $$
  values
    ('banner', 'ratio', 'choice', 0, 0, '{wide,square,tall}'::text[]),
    ('banner', 'items', 'list', 1, 8, null),
    ('banner.items', 'image_url', 'picture', 0, 0, null),
    ('banner.items', 'link', 'link', 0, 0, null),
    ('notice', 'text', 'text', 1, 60, null),
    ('notice', 'link', 'link', 0, 0, null),
    ('images', 'title', 'text', 0, 20, null),
    ('images', 'columns', 'number', 1, 4, null),
    ('images', 'items', 'list', 1, 12, null),
    ('images.items', 'image_url', 'picture', 0, 0, null),
    ('images.items', 'title', 'text', 0, 12, null),
    ('images.items', 'link', 'link', 0, 0, null),
    ('nav', 'source', 'choice', 0, 0, '{categories,chosen}'),
    ('nav', 'items', 'list', 0, 10, null),
    ('nav.items', 'image_url', 'picture?', 0, 0, null),
    ('nav.items', 'title', 'text', 1, 8, null),
    ('nav.items', 'link', 'link', 0, 0, null),
    ('products', 'title', 'text', 0, 20, null),
    ('products', 'source', 'choice', 0, 0, '{rule,chosen}'),
    ('products', 'product_ids', 'ids', 0, 30, null),
    ('products', 'category_id', 'id?', 0, 0, null),
    ('products', 'sort', 'choice', 0, 0, '{recommended,newest,sold,price_up,price_down}'),
    ('products', 'count', 'number', 1, 30, null),
    ('products', 'layout', 'choice', 0, 0, '{grid,row,scroll}'),
    ('products', 'more', 'boolean', 0, 0, null),
    ('text', 'title', 'text', 0, 30, null),
    ('text', 'text', 'text', 1, 2000, null),
    ('text', 'align', 'choice', 0, 0, '{left,center}'),
    ('recruit', 'title', 'text', 1, 20, null),
    ('recruit', 'text', 'text', 0, 40, null),
    ('space', 'height', 'number', 8, 120, null),
    ('space', 'line', 'boolean', 0, 0, null)
$$;
comment on function private.block_fields() is
  'Each field of each kind of block, all of them required; kind shop has none. Blocks have '
  'an id beside them. low and high bound '
  'a number, the length of a text, or the entries of a list. A kind with "?" may be null, and so '
  'may a link.';

create function private.is_link(value jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select value = 'null' or case value ->> 'to'
    when 'all' then value - 'to' = '{}' when 'recruit' then value - 'to' = '{}'
    when 'product' then value - 'to' - 'id' = '{}' and private.uuid_of(value ->> 'id') is not null
    when 'category' then value - 'to' - 'id' = '{}' and private.uuid_of(value ->> 'id') is not null
    when 'page' then value - 'to' - 'id' = '{}' and private.uuid_of(value ->> 'id') is not null
    else false end
$$;
comment on function private.is_link(jsonb) is
  'Whether a value is a link: {to: product | category | page, id}, {to: all | recruit}, or null '
  'for none.';

create function private.field_problem(given jsonb, f private.block_field) returns text
language plpgsql immutable set search_path = '' as $$
declare
  is_fine boolean := case
    when given is null then false
    when f.kind in ('picture?', 'id?') and given = 'null' then true
    when f.kind = 'link' then private.is_link(given)
    when f.kind = 'boolean' then jsonb_typeof(given) = 'boolean'
    when f.kind = 'number' then private.int_of(given) between f.low and f.high
    when f.kind in ('list', 'ids') then case when jsonb_typeof(given) = 'array' then
      jsonb_array_length(given) between f.low and f.high end
    when jsonb_typeof(given) <> 'string' then false
    when f.kind = 'choice' then given #>> '{}' = any (f.choices)
    when f.kind = 'text' then length(btrim(given #>> '{}')) >= f.low
      and length(given #>> '{}') <= f.high   -- it is kept with its blanks
    when f.kind = 'id?' then private.uuid_of(given #>> '{}') is not null
    else private.is_picture_url(given #>> '{}') end;
begin
  if f.kind = 'ids' and is_fine then
    is_fine := (select count(distinct private.uuid_of(i #>> '{}')) = jsonb_array_length(given)
                  from jsonb_array_elements(given) i);
  end if;
  return case when is_fine then null
    when f.kind in ('picture', 'picture?') then '请上传图片'
    when f.kind = 'text' and f.low > 0 then format('请填写 %s 到 %s 个字', f.low, f.high)
    when f.kind = 'text' then format('最多 %s 个字', f.high)
    when f.kind in ('list', 'ids', 'number') then format('请在 %s 到 %s 之间', f.low, f.high)
    else '内容不对，请重新选择' end;
end $$;
comment on function private.field_problem(jsonb, private.block_field) is
  'The problem with the value of a field, in Chinese for the editor of the page; null: none.';

create function private.check_fields(given jsonb, form text, at text) returns void
language plpgsql stable set search_path = '' as $$
declare
  other text;
  f private.block_field;
  problem text;
begin
  if coalesce(jsonb_typeof(given), '') <> 'object' then
    perform private.fail_field(at, '内容不对，请重新选择');
  end if;
  select k into other from jsonb_object_keys(given) k
   where not (k in ('kind', 'id') and form not like '%.%') and not exists (
     select from private.block_fields() b where b.form = check_fields.form and b.field = k)
   order by k limit 1;
  if other is not null then
    perform private.fail_field(at || '.' || other, '不认识的字段');
  end if;
  for f in select * from private.block_fields() b where b.form = check_fields.form loop
    problem := private.field_problem(given -> f.field, f);
    if problem is not null then
      perform private.fail_field(at || '.' || f.field, problem);
    end if;
    if f.kind = 'list' then
      perform private.check_fields(
          i.item, form || '.' || f.field, concat_ws('.', at, f.field, i.n - 1))
        from jsonb_array_elements(given -> f.field) with ordinality i(item, n);
    end if;
  end loop;
end $$;
comment on function private.check_fields(jsonb, text, text) is
  'Checks a block, or an item of one: it has each field, within its bounds, and no others. Raises '
  'INVALID_REQUEST with the field.';
