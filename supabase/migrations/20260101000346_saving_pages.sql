-- The draft of a page: saved whole, on top of the version that was read.

create function private.lock_page(shop_id uuid, page_id uuid, version int) returns shop.pages
language plpgsql volatile set search_path = '' as $$
declare
  locked shop.pages;
begin
  select * into locked from shop.pages p
   where p.shop_id = lock_page.shop_id and p.id = lock_page.page_id for no key update;
  if not found then
    perform private.fail('PAGE_NOT_FOUND');
  elsif lock_page.version is distinct from locked.version then
    perform private.fail('PAGE_CHANGED', private.page_draft_json(locked));
  end if;
  return locked;
end $$;
comment on function private.lock_page(uuid, uuid, int) is
  'A page, locked, if its draft is still the version that was read: of two at once the second is '
  'refused. Raises PAGE_CHANGED with the page as it stands, PAGE_NOT_FOUND.';

create function private.check_page(shop_id uuid, page jsonb) returns void
language plpgsql stable set search_path = '' as $$
begin
  perform private.refuse_others(page,
      '{"id":"string","version":"number","title":"string","blocks":"array"}', 'page');
  if length(btrim(page ->> 'title')) between 1 and 20 is not true then
    perform private.fail_field('title', '页面名称为 1 到 20 个字');
  end if;
  perform private.check_blocks(shop_id, page -> 'blocks');
end $$;
comment on function private.check_page(uuid, jsonb) is
  'The form of a page (contracts/staff/pages.ts SavePage). Raises INVALID_REQUEST with the field.';

create function private.write_page(shop_id uuid, staff_id uuid, page jsonb) returns shop.pages
language plpgsql volatile set search_path = '' as $$
declare
  saved shop.pages;
begin
  if page ->> 'id' is not null then
    saved := private.lock_page(
      shop_id, private.uuid_of(page ->> 'id'), private.int_of(page -> 'version'));
    if saved.kind = 'recruit' then
      perform private.check_recruit_page(page);
    end if;
  else
    perform from shop.pages p where p.shop_id = write_page.shop_id and p.kind = 'home'
      for no key update;   -- one new topic of a shop at a time: pages are counted
    if (select count(*) from shop.pages p where p.shop_id = write_page.shop_id) >= 200 then
      perform private.fail_field('title', '页面最多 200 个');
    end if;
    insert into shop.pages (shop_id, kind, title, blocks, version)
    values (write_page.shop_id, 'topic', btrim(page ->> 'title'), page -> 'blocks', 0)
    returning * into saved;
  end if;
  update shop.pages p
     set title = btrim(page ->> 'title'), blocks = private.named_blocks(page -> 'blocks'),
         version = p.version + 1, updated_by = write_page.staff_id, updated_at = private.now()
   where p.shop_id = saved.shop_id and p.id = saved.id
  returning * into saved;
  return saved;
end $$;
comment on function private.write_page(uuid, uuid, jsonb) is
  'The draft of a page, or a new topic; blocks without an id get one. Raises PAGE_CHANGED, '
  'PAGE_NOT_FOUND, INVALID_REQUEST when the shop has 200, or the recruitment page says what none '
  'may say.';

create function api.save_page(shop text, page jsonb, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's pages
declare
  begun private.staff_command := private.begin_command(shop, 'catalog', 'save_page',
    idempotency_key, jsonb_build_array(page, reason), reason);
  saved shop.pages;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  perform private.check_page(begun.shop_id, page);
  saved := private.write_page(begun.shop_id, begun.staff_id, page);
  return private.end_command(begun, saved.id, private.page_draft_json(saved),
    jsonb_build_object('title', saved.title, 'version', saved.version));
end $$;
comment on function api.save_page(text, jsonb, text, text) is
  'Staff: the draft of a page whole (contracts/staff/pages.ts SavePage): with id and the version '
  'that was read changed, else a new topic. Shoppers see nothing of it before it is published. '
  'Answers the page. Raises PAGE_CHANGED, PAGE_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.save_page(text, jsonb, text, text) to authenticated;

create function api.preview_page(shop text, title text, blocks jsonb) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: pages and the catalogue are closed to every client role
declare
  me record := private.staff(shop, 'catalog');
begin
  perform private.check_blocks(me.shop_id, blocks);
  return private.shown_page(me.shop_id, title, blocks, null) -> 'reply';
end $$;
comment on function api.preview_page(text, text, jsonb) is
  'Staff: a page as shoppers would see it with these blocks (contracts/pages.ts ShownPage); '
  'nothing is kept. Raises INVALID_REQUEST with the field.';
grant execute on function api.preview_page(text, text, jsonb) to authenticated;

create function api.preview_draft(shop text, page uuid) returns json
language plpgsql stable security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  drafted shop.pages;
begin
  drafted := private.page_of(private.shop_id_of(shop), page);
  return private.shown_page(drafted.shop_id, drafted.title, drafted.blocks, null) -> 'reply';
end $$;
comment on function api.preview_draft(text, uuid) is
  'Server, after it has checked a preview code: the draft of a page as shoppers would see it '
  '(contracts/pages.ts ShownPage), published or not. Raises SHOP_NOT_FOUND, PAGE_NOT_FOUND.';
grant execute on function api.preview_draft(text, uuid) to mall_server;
