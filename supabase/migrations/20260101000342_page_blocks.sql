-- What the blocks of a page refer to, and whether that is still shown.

create function private.block_links(blocks jsonb) returns table (at text, link jsonb)
language sql immutable set search_path = '' as $$
  select format('blocks.%s.link', b.n - 1), b.block -> 'link'
    from jsonb_array_elements(blocks) with ordinality b(block, n)
   where jsonb_typeof(b.block -> 'link') = 'object'
  union all
  select format('blocks.%s.items.%s.link', b.n - 1, i.n - 1), i.item -> 'link'
    from jsonb_array_elements(blocks) with ordinality b(block, n)
   cross join jsonb_array_elements(b.block -> 'items') with ordinality i(item, n)
   where jsonb_typeof(i.item -> 'link') = 'object'
  union all
  select format('blocks.%s.product_ids.%s', b.n - 1, i.n - 1),
         jsonb_build_object('to', 'product', 'id', i.id)
    from jsonb_array_elements(blocks) with ordinality b(block, n)
   cross join jsonb_array_elements_text(b.block -> 'product_ids') with ordinality i(id, n)
  union all
  select format('blocks.%s.category_id', b.n - 1),
         jsonb_build_object('to', 'category', 'id', b.block -> 'category_id')
    from jsonb_array_elements(blocks) with ordinality b(block, n)
   where jsonb_typeof(b.block -> 'category_id') = 'string'
$$;
comment on function private.block_links(jsonb) is
  'Everything of the shop that blocks refer to, with the field that does.';

create function private.link_state(shop_id uuid, link jsonb) returns text
language plpgsql stable set search_path = '' as $$
declare
  target uuid := private.uuid_of(link ->> 'id');
  state text;
begin
  case link ->> 'to'
    when 'product' then
      select case when private.is_shown(p.status, p.sale_until)
             then 'shown' else 'off_sale' end into state
        from catalog.products p where p.shop_id = link_state.shop_id and p.id = target;
    when 'category' then
      select case when c.status = 'shown' and coalesce(above.status, 'shown') = 'shown'
               then 'shown' else 'hidden' end into state
        from catalog.categories c
        left join catalog.categories above on above.shop_id = c.shop_id and above.id = c.parent_id
       where c.shop_id = link_state.shop_id and c.id = target;
    when 'page' then
      select case when p.status = 'archived' then 'archived'
               when p.kind = 'home' or (private.page_in_force(p.shop_id, p.id)).number is not null
               then 'shown' else 'unpublished' end into state
        from shop.pages p where p.shop_id = link_state.shop_id and p.id = target
         and p.kind <> 'recruit';   -- {"to": "recruit"} leads there
    else state := 'shown';
  end case;
  return coalesce(state, 'missing');
end $$;
comment on function private.link_state(uuid, jsonb) is
  'The state of what a link refers to: shown, off_sale (a product), hidden (a category), archived '
  'or unpublished (a page), or missing: the shop has no such thing.';

create function private.check_blocks(shop_id uuid, blocks jsonb) returns void
language plpgsql stable set search_path = '' as $$
declare
  block jsonb;
  n bigint;
  wrong text;
begin
  if coalesce(jsonb_typeof(blocks), '') <> 'array' or jsonb_array_length(blocks) > 40 then
    perform private.fail_field('blocks', '一个页面最多 40 个模块');
  end if;
  for block, n in select b, i - 1 from jsonb_array_elements(blocks) with ordinality x(b, i) loop
    if block ->> 'kind' is distinct from 'shop' and not exists (
        select from private.block_fields() f where f.form = block ->> 'kind') then
      perform private.fail_field(format('blocks.%s.kind', n), '没有这种模块');
    end if;
    perform private.check_fields(block, block ->> 'kind', 'blocks.' || n);
    if block ? 'id' and private.uuid_of(block ->> 'id') is null then
      perform private.fail_field(format('blocks.%s.id', n), '编号格式不对');
    end if;
    if block ->> 'source' = 'chosen' and block ->> 'kind' = 'products'
       and block -> 'product_ids' = '[]' then
      perform private.fail_field(format('blocks.%s.product_ids', n), '请选择商品');
    elsif block ->> 'source' = 'chosen' and block ->> 'kind' = 'nav'
          and block -> 'items' = '[]' then
      perform private.fail_field(format('blocks.%s.items', n), '请添加入口');
    end if;
  end loop;
  if (select count(b -> 'id') > count(distinct private.uuid_of(b ->> 'id'))
        from jsonb_array_elements(blocks) b) then
    perform private.fail_field('blocks', '模块编号不能重复');
  end if;
  select l.at into wrong from private.block_links(blocks) l
   where private.link_state(check_blocks.shop_id, l.link) = 'missing' limit 1;
  if wrong is not null then
    perform private.fail_field(wrong, '选的内容已经不在了，请重新选择');
  end if;
end $$;
comment on function private.check_blocks(uuid, jsonb) is
  'The blocks of a page: up to 40, each of a known kind, within its bounds, no two with one id, '
  'and referring only to what the shop has. Raises INVALID_REQUEST with the field.';
