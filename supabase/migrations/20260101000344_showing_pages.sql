-- A page as shoppers read it: its blocks filled with goods and names, without what is gone. Its
-- readers keep it until its state changes (private.page_json).

create function private.listed_ids(shop_id uuid, block jsonb) returns uuid[]
language plpgsql stable set search_path = '' as $$
begin
  if block ->> 'source' = 'chosen' then
    return array(
      select p.id from jsonb_array_elements_text(block -> 'product_ids') with ordinality w(id, n)
        join catalog.products p on p.shop_id = listed_ids.shop_id and p.id = w.id::uuid
       where private.is_shown(p.status, p.sale_until) order by w.n);
  end if;
  return private.shelf_ids(shop_id,
    case when block ->> 'category_id' is not null
      then private.shelf_and_below(shop_id, (block ->> 'category_id')::uuid) end,
    block ->> 'sort', null, null, (block ->> 'count')::int);
end $$;
comment on function private.listed_ids(uuid, jsonb) is
  'The products on sale that a block lists: those chosen, or the first of a shelf.';

create function private.shown_items(shop_id uuid, block jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  if block ->> 'source' = 'categories' then
    return (
      select jsonb_agg(jsonb_build_object('image_url', c -> 'image_url', 'title', c -> 'name',
          'link', jsonb_build_object('to', 'category', 'id', c -> 'id')) order by n)
        from jsonb_array_elements(private.categories_json(shop_id)) with ordinality x(c, n)
       where c ->> 'parent_id' is null);
  end if;
  return (
    select jsonb_agg(i order by n) from jsonb_array_elements(block -> 'items')
      with ordinality x(i, n)
     where private.link_state(shown_items.shop_id, i -> 'link') = 'shown');
end $$;
comment on function private.shown_items(uuid, jsonb) is
  'The items of a block, without those whose link is not shown; null where none is left.';

create function private.shown_block(shop_id uuid, block jsonb, cards json) returns json
language plpgsql stable set search_path = '' as $$
declare
  shelf jsonb := case when block ->> 'category_id' is null then '{"to": "all"}'::jsonb
    else jsonb_build_object('to', 'category', 'id', block -> 'category_id') end;
  items jsonb;
begin
  if block ->> 'kind' = 'products' then
    return case when cards ->> 0 is not null
        and private.link_state(shop_id, shelf) = 'shown' then json_build_object(
      'kind', 'products', 'title', block -> 'title', 'layout', block -> 'layout',
      'more', case when (block ->> 'more')::boolean then shelf end, 'products', cards) end;
  elsif block ? 'items' then
    items := private.shown_items(shop_id, block);
    return case when items is not null
      then (block - 'source' - 'id' || jsonb_build_object('items', items))::json end;
  elsif private.link_state(shop_id, block -> 'link') <> 'shown' then
    return null;
  end if;
  return (block - 'id')::json;
end $$;
comment on function private.shown_block(uuid, jsonb, json) is
  'A block as it is shown (contracts/pages.ts ShownBlock), null where nothing of it can be. cards: '
  'those of the products that it lists.';

create function private.shown_blocks(shop_id uuid, blocks jsonb, lists json[]) returns json
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(json_agg(shown.block order by shown.n), '[]') from (
      select b.n, private.shown_block(shown_blocks.shop_id, b.block, lists[b.n]) as block
        from jsonb_array_elements(blocks) with ordinality b(block, n)) shown
     where shown.block is not null);
end $$;
comment on function private.shown_blocks(uuid, jsonb, json[]) is
  'The blocks of a page as they are shown, those without anything to show left out. lists: the '
  'cards of each block that lists products.';

create function private.shown_page(
  shop_id uuid, title text, blocks jsonb, known text
) returns json
language plpgsql stable set search_path = '' as $$
declare
  stock text := '';
  lists json[];
  shelf record;
  block jsonb;
  n int := 0;
  state text;
begin
  for block in select b from jsonb_array_elements(blocks) b loop
    n := n + 1;
    if block ->> 'kind' = 'products' then
      shelf := private.cards_of(shop_id, private.listed_ids(shop_id, block));
      stock := stock || shelf.in_stock::text;
      lists[n] := array_to_json(shelf.cards);
    end if;
  end loop;
  state := private.catalogue_state(
    shop_id, concat(private.last_page_moment(shop_id), stock));
  if state = known then
    return private.page_json(state, null);
  end if;
  return private.page_json(state, json_build_object('shop', private.shop_json(shop_id),
    'title', title, 'blocks', private.shown_blocks(shop_id, blocks, lists)));
end $$;
comment on function private.shown_page(uuid, text, jsonb, text) is
  'A page (contracts/pages.ts ShownPage) as private.page_json says it. Its state moves with the '
  'catalogue, with the stock of what it lists, and when a version of a page comes into force.';

create function private.home_page(shop_id uuid, known text) returns json
language plpgsql stable set search_path = '' as $$
declare
  home shop.page_versions;
begin
  home := private.page_in_force(shop_id, (
    select p.id from shop.pages p where p.shop_id = home_page.shop_id and p.kind = 'home'));
  return private.shown_page(shop_id, home.title, home.blocks, known);
end $$;
comment on function private.home_page(uuid, text) is
  'The front of a shop, as private.page_json says it.';

create function private.topic_page(shop_id uuid, topic uuid, known text) returns json
language plpgsql stable set search_path = '' as $$
declare
  shown shop.page_versions;
begin
  if exists (select from shop.pages p where p.shop_id = topic_page.shop_id
                and p.id = topic and p.status = 'active' and p.kind <> 'recruit') then
    shown := private.page_in_force(shop_id, topic);
  end if;
  if shown.number is null then
    perform private.fail('PAGE_NOT_FOUND');
  end if;
  return private.shown_page(shop_id, shown.title, shown.blocks, known);
end $$;
comment on function private.topic_page(uuid, uuid, text) is
  'A page of the shop that is in force, as private.page_json says it. Raises PAGE_NOT_FOUND.';

create function private.recruit_page(shop_id uuid, known text) returns json
language plpgsql stable set search_path = '' as $$
declare
  shown shop.page_versions;
begin
  select v.* into shown
    from shop.pages p, private.page_in_force(p.shop_id, p.id) v
   where p.shop_id = recruit_page.shop_id and p.kind = 'recruit' and p.status = 'active';
  return private.shown_page(
    shop_id, coalesce(shown.title, ''), coalesce(shown.blocks, '[]'), known);
end $$;
comment on function private.recruit_page(uuid, text) is
  'What the shop says to those who may want to promote, as private.page_json says it; without '
  'blocks where it has published nothing or put the page away.';

create function api.get_recruit_page(shop text) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: pages and the catalogue are closed to every client role
begin
  return private.recruit_page(private.shop_id_of(shop), null) -> 'reply';
end $$;
comment on function api.get_recruit_page(text) is
  'Anybody: what stands above the application to promote (contracts/pages.ts ShownPage); without '
  'blocks where the shop has nothing of its own. Raises SHOP_NOT_FOUND.';
grant execute on function api.get_recruit_page(text) to anon, authenticated;

create function api.get_page(shop text, page uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: pages and the catalogue are closed to every client role
begin
  return private.topic_page(private.shop_id_of(shop), page, null) -> 'reply';
end $$;
comment on function api.get_page(text, uuid) is
  'Anybody: a page of the shop as it is shown now (contracts/pages.ts ShownPage). Raises '
  'SHOP_NOT_FOUND, PAGE_NOT_FOUND.';
grant execute on function api.get_page(text, uuid) to anon, authenticated;
