-- Pages as staff read them: the draft, what of it is hidden, and what was published before.

create function private.page_version_json(v shop.page_versions, in_force int) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('number', v.number, 'title', v.title, 'publish_at', v.publish_at,
    'state', case when v.cancelled_at is not null then 'cancelled'
      when v.number = in_force then 'in_force'
      when private.is_ahead(v) then 'scheduled' else 'earlier' end,
    'by', (select t.name from shop.staff t where t.shop_id = v.shop_id and t.id = v.published_by),
    'reason', v.reason, 'created_at', v.created_at)
$$;
comment on function private.page_version_json(shop.page_versions, int) is
  'A version of a page as staff read it (contracts/staff/pages.ts PageVersion), without its '
  'blocks; in_force: the number of the one that is shown.';

create function private.staff_page_json(p shop.pages) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', p.id, 'kind', p.kind, 'title', p.title, 'status', p.status,
    'version', p.version, 'updated_at', p.updated_at,
    'by', (select t.name from shop.staff t where t.shop_id = p.shop_id and t.id = p.updated_by),
    'shown_since', shown.publish_at,
    'scheduled_at', (
      select min(v.publish_at) from shop.page_versions v
       where v.shop_id = p.shop_id and v.page_id = p.id and private.is_ahead(v)),
    'is_draft_newer', (p.title, p.blocks) is distinct from (last.title, last.blocks))
    from private.page_in_force(p.shop_id, p.id) shown
    left join lateral (
      select v.title, v.blocks from shop.page_versions v
       where v.shop_id = p.shop_id and v.page_id = p.id and v.cancelled_at is null
       order by v.number desc limit 1) last on true
$$;
comment on function private.staff_page_json(shop.pages) is
  'A page as staff list it (contracts/staff/pages.ts StaffPage): since when something of it is '
  'shown, when something will be, and whether the draft differs from what was published last.';

create function private.page_draft_json(p shop.pages) returns jsonb
language sql stable set search_path = '' as $$
  select private.staff_page_json(p) || jsonb_build_object(
    'blocks', p.blocks,
    'gone', (
      select coalesce(jsonb_agg(jsonb_build_object('at', l.at, 'state', s.state)), '[]')
        from private.block_links(p.blocks) l
       cross join lateral (select private.link_state(p.shop_id, l.link) as state) s
       where s.state <> 'shown'),
    'products', (
      select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'title', g.title,
               'image_url', g.images[1])), '[]')
        from catalog.products g
       where g.shop_id = p.shop_id and g.id in (
         select (l.link ->> 'id')::uuid from private.block_links(p.blocks) l
          where l.link ->> 'to' = 'product')))
$$;
comment on function private.page_draft_json(shop.pages) is
  'A page with its draft (contracts/staff/pages.ts PageDraft), the links in it that are not shown, '
  'and the products that it refers to.';

create function api.list_pages(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: pages are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('items', (
    select jsonb_agg(private.staff_page_json(p)
             order by p.kind, p.status = 'archived', p.id desc)
      from shop.pages p where p.shop_id = me.shop_id));
end $$;
comment on function api.list_pages(text) is
  'Staff: the pages of the shop: home, recruitment, then topics, the newest first, archived ones '
  'last.';
grant execute on function api.list_pages(text) to authenticated;

create function private.page_of(shop_id uuid, page_id uuid) returns shop.pages
language plpgsql stable set search_path = '' as $$
declare
  found_page shop.pages;
begin
  select * into found_page from shop.pages p
   where p.shop_id = page_of.shop_id and p.id = page_of.page_id;
  if not found then
    perform private.fail('PAGE_NOT_FOUND');
  end if;
  return found_page;
end $$;
comment on function private.page_of(uuid, uuid) is 'A page of the shop. Raises PAGE_NOT_FOUND.';

create function api.staff_get_page(shop text, page_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: pages are closed to every client role
declare
  me record := private.staff(shop, 'read');
  p shop.pages := private.page_of(me.shop_id, page_id);
begin
  return private.page_draft_json(p) || jsonb_build_object('versions', (
    select coalesce(jsonb_agg(private.page_version_json(v, shown.number) order by v.number desc),
             '[]')
      from private.page_in_force(p.shop_id, p.id) shown, shop.page_versions v
     where v.shop_id = p.shop_id and v.page_id = p.id and (
       v.number = shown.number
       or v.is_scheduled and v.cancelled_at is null and v.publish_at > private.now()
       or v.number > (select max(x.number) - 100 from shop.page_versions x
                       where x.shop_id = p.shop_id and x.page_id = p.id))));
end $$;
comment on function api.staff_get_page(text, uuid) is
  'Staff: a page with its draft and what was published of it: the newest 100 versions, the one in '
  'force and those still to come, the newest first. Raises PAGE_NOT_FOUND.';
grant execute on function api.staff_get_page(text, uuid) to authenticated;

create function api.get_page_version(shop text, page_id uuid, number int) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: pages are closed to every client role
declare
  me record := private.staff(shop, 'read');
  answer jsonb;
begin
  select jsonb_build_object('title', v.title, 'blocks', v.blocks) into answer
    from shop.page_versions v
   where v.shop_id = me.shop_id and v.page_id = get_page_version.page_id
     and v.number = get_page_version.number;
  if answer is null then
    perform private.fail('PAGE_NOT_FOUND');
  end if;
  return answer;
end $$;
comment on function api.get_page_version(text, uuid, int) is
  'Staff: title and blocks of what was published, to go on from there. Raises PAGE_NOT_FOUND.';
grant execute on function api.get_page_version(text, uuid, int) to authenticated;
