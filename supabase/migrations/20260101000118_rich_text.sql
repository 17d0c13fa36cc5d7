-- Rich text is a list of blocks, words and pictures in one order (contracts/rich_text.ts), never
-- markup: what cannot be said in a block cannot be kept, and no face draws what it does not know.

create function private.is_picture_url(url text) returns boolean
language sql immutable set search_path = '' as $$
  select length(url) <= 500 and url ~ '^(https?://|/storage/v1/object/public/)\S+$'
$$;
comment on function private.is_picture_url(text) is
  'Whether a text is an address of the web or a path of the project''s own Storage '
  '(contracts/values.ts PictureUrl).';

create function private.check_run(run jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(run,
      '{"text":"string","bold":"boolean","tone":"string"}', at);
  if length(run ->> 'text') between 1 and 2000 is not true then
    perform private.fail_field(at || '.text', '1 到 2000 个字');
  elsif run ->> 'tone' not in ('brand', 'price', 'aux') then
    perform private.fail_field(at || '.tone', '没有这种颜色');
  end if;
end $$;
comment on function private.check_run(jsonb, text) is
  'Words of one look: {text, bold?, tone?}. Raises INVALID_REQUEST with the field.';

create function private.check_block(block jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_kinds(block, '{"kind":"string"}', at);
  if block ->> 'kind' = 'picture' then
    perform private.refuse_others(block,
        '{"kind":"string","url":"string","width":"number","height":"number"}', at);
    if private.is_picture_url(block ->> 'url') is not true then
      perform private.fail_field(at || '.url', '图片地址不对，请重新上传');
    elsif not (coalesce(private.int_of(block -> 'width'), 0) between 1 and 10000
        and coalesce(private.int_of(block -> 'height'), 0) between 1 and 10000) then
      perform private.fail_field(at || '.width', '不知道图片的大小，请重新上传');
    end if;
  elsif block ->> 'kind' in ('heading', 'paragraph', 'bullet', 'number') then
    perform private.refuse_others(block,
        '{"kind":"string","align":"string","runs":"array"}', at);
    if coalesce(jsonb_array_length(nullif(block -> 'runs', 'null')), 101) > 100 then
      perform private.fail_field(at || '.runs', '一段里的格式太多了');
    elsif block ->> 'align' <> 'center' then
      perform private.fail_field(at || '.align', '没有这种对齐');
    end if;
    perform private.check_run(r.run, concat_ws('.', at, 'runs', r.n - 1))
      from jsonb_array_elements(block -> 'runs') with ordinality r(run, n);
  else
    perform private.fail_field(at || '.kind', '不认识的段落');
  end if;
end $$;
comment on function private.check_block(jsonb, text) is
  'A block: a picture with its size in px, so that its box can be kept while it loads, or words '
  'as a heading, a paragraph or an item of a list. Raises INVALID_REQUEST with the field.';

create function private.check_rich_text(blocks jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if coalesce(jsonb_typeof(blocks), '') <> 'array' or jsonb_array_length(blocks) > 200 then
    perform private.fail_field(at, '图文最多 200 段');
  end if;
  perform private.check_block(b.block, concat_ws('.', at, b.n - 1))
    from jsonb_array_elements(blocks) with ordinality b(block, n);
  if 20000 < (select sum(length(r ->> 'text')) from jsonb_array_elements(blocks) b,
                     jsonb_array_elements(coalesce(b -> 'runs', '[]')) r) then
    perform private.fail_field(at, '图文最多 2 万个字');
  elsif jsonb_strip_nulls(blocks) <> blocks then   -- the contract has no null: it is left out
    perform private.fail_field(at, '图文的格式不对');
  end if;
end $$;
comment on function private.check_rich_text(jsonb, text) is
  'Rich text as it is kept: up to 200 blocks with 20,000 characters. Raises INVALID_REQUEST with '
  'the field.';
