-- What shoppers see of a page: its draft published now or at a moment ahead, taken back before
-- it, or the whole page put away.

create function private.moment_to_publish(p shop.pages, at timestamptz) returns timestamptz
language plpgsql volatile set search_path = '' as $$
declare
  -- later than private.now() when this publication had to wait for its turn
  clock timestamptz := private.now() + (clock_timestamp() - pg_catalog.now());
begin
  if at is null then
    return (select greatest(private.now(), max(v.publish_at)) from shop.page_versions v
             where v.shop_id = p.shop_id and v.page_id = p.id and v.cancelled_at is null
               and not private.is_ahead(v, clock));
  elsif at <= private.now() then
    perform private.fail_field('at', '这个时间已经过了，请选将来的时间，或立即发布');
  elsif at > private.now() + interval '1 year' then
    perform private.fail_field('at', '最多定到一年之内');
  end if;
  return at;
end $$;
comment on function private.moment_to_publish(shop.pages, timestamptz) is
  'From when a version is shown: a moment ahead, or now, and then not before what came into force '
  'while it waited; of two of the same moment the later one is shown. Raises INVALID_REQUEST for a '
  'moment past.';

create function api.publish_page(shop text, page_id uuid, version int, at timestamptz,
  reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's pages
declare
  begun private.staff_command := private.begin_command(shop, 'catalog', 'publish_page',
    idempotency_key, jsonb_build_array(page_id, version, at, reason), reason);
  p shop.pages;
  added shop.page_versions;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  p := private.lock_page(begun.shop_id, page_id, version);
  if p.status = 'archived' then
    perform private.fail('PAGE_NOT_FOUND');
  end if;
  perform private.check_blocks(p.shop_id, p.blocks);   -- what it names may be gone since
  insert into shop.page_versions (shop_id, page_id, number, title, blocks, publish_at,
      is_scheduled, published_by, reason)
  values (p.shop_id, p.id, 1 + coalesce((select max(v.number) from shop.page_versions v
              where v.shop_id = p.shop_id and v.page_id = p.id), 0),
      p.title, p.blocks, private.moment_to_publish(p, at), at is not null, begun.staff_id,
      begun.reason)
  returning * into added;
  return private.end_command(begun, p.id, private.staff_page_json(p), jsonb_build_object(
    'title', p.title, 'number', added.number, 'publish_at', added.publish_at));
end $$;
comment on function api.publish_page(text, uuid, int, timestamptz, text, text) is
  'Staff: publish the draft of a page in the version that was read, now (at null) or at a moment '
  'ahead. Answers the page. Raises PAGE_CHANGED, PAGE_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.publish_page(text, uuid, int, timestamptz, text, text)
  to authenticated;

create function api.cancel_page_version(
  shop text, page_id uuid, number int, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's pages
declare
  begun private.staff_command := private.begin_command(shop, 'catalog', 'cancel_page_version',
    idempotency_key, jsonb_build_array(page_id, number, reason), reason);
  p shop.pages;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  p := private.page_of(begun.shop_id, page_id);
  update shop.page_versions v set cancelled_at = private.now()
   where v.shop_id = p.shop_id and v.page_id = p.id and v.number = cancel_page_version.number
     and private.is_ahead(v, greatest(clock_timestamp(), private.now()));
  if not found then
    perform private.fail('PAGE_VERSION_STATE');
  end if;
  return private.end_command(begun, p.id, private.staff_page_json(p),
    jsonb_build_object('title', p.title, 'number', number));
end $$;
comment on function api.cancel_page_version(text, uuid, int, text, text) is
  'Staff: take back a version whose moment lies ahead. Answers the page. Raises PAGE_NOT_FOUND, '
  'PAGE_VERSION_STATE once its moment has come or it was taken back.';
grant execute on function api.cancel_page_version(text, uuid, int, text, text) to authenticated;

create function api.set_page_status(
  shop text, page_id uuid, archived boolean, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the shop's pages
declare
  begun private.staff_command := private.begin_command(shop, 'catalog', 'set_page_status',
    idempotency_key, jsonb_build_array(page_id, archived, reason), reason);
  p shop.pages;
begin
  if begun.answer is not null then
    return begun.answer;
  elsif archived is null then
    perform private.fail_field('archived', '请选择收起还是恢复');
  end if;
  update shop.pages x set status = case when archived then 'archived' else 'active' end
   where x.shop_id = begun.shop_id and x.id = page_id and x.kind <> 'home' returning * into p;
  if not found then
    perform private.fail('PAGE_NOT_FOUND');
  end if;
  return private.end_command(begun, p.id, private.staff_page_json(p),
    jsonb_build_object('title', p.title, 'archived', archived));
end $$;
comment on function api.set_page_status(text, uuid, boolean, text, text) is
  'Staff: put a topic or the recruitment page away, or bring it back: what was published of it is '
  'shown again. Answers the page. Raises PAGE_NOT_FOUND, for the home page too, INVALID_REQUEST.';
grant execute on function api.set_page_status(text, uuid, boolean, text, text) to authenticated;
