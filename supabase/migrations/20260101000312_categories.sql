-- Shelves as staff set them: two levels, in an order of the shop's own, the hidden ones too.

create function private.lock_categories(shop_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('categories|' || lock_categories.shop_id, 0));
end $$;
comment on function private.lock_categories(uuid) is
  'One change of a shop''s shelves at a time: two at once could make three levels, or a circle.';

create function private.check_category_parent(shop_id uuid, id uuid, parent_id uuid) returns void
language plpgsql stable set search_path = '' as $$
declare
  parent catalog.categories;
begin
  if parent_id is null then
    return;
  end if;
  select * into parent from catalog.categories c
   where c.shop_id = check_category_parent.shop_id and c.id = check_category_parent.parent_id;
  if parent.id is null then
    perform private.fail_field('category.parent_id', '没有找到这个上级分类');
  elsif parent.id = check_category_parent.id or parent.parent_id is not null then
    perform private.fail_field('category.parent_id', '分类最多两级，请选一个一级分类');
  elsif exists (select from catalog.categories c where c.shop_id = check_category_parent.shop_id
                   and c.parent_id = check_category_parent.id) then
    perform private.fail_field('category.parent_id', '它下面还有分类，不能放到别的分类里');
  end if;
end $$;
comment on function private.check_category_parent(uuid, uuid, uuid) is
  'Whether a shelf (null: a new one) may stand below another; two levels and no more. Raises '
  'INVALID_REQUEST with category.parent_id.';

create function private.add_category(shop_id uuid, name text, parent_id uuid) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  added uuid;
begin
  if (select count(*) from catalog.categories c where c.shop_id = add_category.shop_id) >= 500 then
    perform private.fail_field('category', '分类最多 500 个');
  end if;
  insert into catalog.categories (shop_id, parent_id, name, position)
  values (add_category.shop_id, add_category.parent_id, add_category.name,
    (select coalesce(max(c.position), 0) + 1 from catalog.categories c
      where c.shop_id = add_category.shop_id
        and c.parent_id is not distinct from add_category.parent_id))
  returning id into added;
  return added;
end $$;
comment on function private.add_category(uuid, text, uuid) is
  'A new shelf, behind the others of its parent. Raises INVALID_REQUEST when the shop has 500.';

create function api.save_category(
  shop text, category jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(category, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'save_category', idempotency_key, request);
  parent uuid;
  saved uuid;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.refuse_others(category,
      '{"id":"string","parent_id":"string","name":"string","image_url":"string",'
      '"position":"number","is_visible":"boolean"}', 'category');
  if length(btrim(category ->> 'name')) between 1 and 20 is not true then
    perform private.fail_field('category.name', '分类名称为 1 到 20 个字');
  elsif private.is_picture_url(category ->> 'image_url') is false then
    perform private.fail_field('category.image_url', '图片地址不对，请重新上传');
  end if;
  parent := (category ->> 'parent_id')::uuid;
  saved := (category ->> 'id')::uuid;
  perform private.lock_categories(me.shop_id);
  perform private.check_category_parent(me.shop_id, saved, parent);
  saved := coalesce(saved, private.add_category(me.shop_id, btrim(category ->> 'name'), parent));
  update catalog.categories c
     set name = btrim(category ->> 'name'), parent_id = parent,
         image_url = coalesce(category ->> 'image_url', ''),
         position = coalesce((category ->> 'position')::int, c.position),
         status = case when coalesce((category ->> 'is_visible')::boolean, true)
             then 'shown' else 'hidden' end
   where c.shop_id = me.shop_id and c.id = saved;
  if not found then
    perform private.fail('CATEGORY_NOT_FOUND');
  end if;
  perform private.audit(me.shop_id, me.staff_id, 'save_category', saved, reason, category);
  answer := jsonb_build_object('id', saved);
  return private.remember(
    me.shop_id, me.staff_id, 'save_category', idempotency_key, request, answer);
exception when data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"category"}');
end $$;
comment on function api.save_category(text, jsonb, text, text) is
  'Staff: add a shelf, or with id change one: {id?, parent_id?, name, image_url?, position?, '
  'is_visible?}. Without a position a new one stands last and another stays where it is. Raises '
  'CATEGORY_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.save_category(text, jsonb, text, text) to authenticated;

create function api.order_categories(
  shop text, parent_id uuid, ids uuid[], reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(parent_id, ids, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'order_categories', idempotency_key, request);
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.lock_categories(me.shop_id);
  if array(select c.id from catalog.categories c
            where c.shop_id = me.shop_id
              and c.parent_id is not distinct from order_categories.parent_id order by c.id)
     <> array(select id from unnest(ids) id order by id) then
    perform private.fail('CONFLICT');
  end if;
  update catalog.categories c set position = given.n
    from unnest(ids) with ordinality given(id, n)
   where c.shop_id = me.shop_id and c.id = given.id and c.position <> given.n;
  perform private.audit(me.shop_id, me.staff_id, 'order_categories', parent_id, reason,
      jsonb_build_object('ids', ids));
  return private.remember(
    me.shop_id, me.staff_id, 'order_categories', idempotency_key, request, '{"ok":true}');
end $$;
comment on function api.order_categories(text, uuid, uuid[], text, text) is
  'Staff: the order of all shelves of one parent, or of the first level where it is null. Raises '
  'CONFLICT when those are not the shelves that stand there now.';
grant execute on function api.order_categories(text, uuid, uuid[], text, text) to authenticated;

create function api.delete_category(
  shop text, category_id uuid, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the catalogue
declare
  me record := private.staff(shop, 'catalog');
  request jsonb := jsonb_build_array(category_id, reason);
  answer jsonb := private.recall(
    me.shop_id, me.staff_id, 'delete_category', idempotency_key, request);
  gone catalog.categories;
  holds jsonb;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  perform private.lock_categories(me.shop_id);
  select * into gone from catalog.categories c
   where c.shop_id = me.shop_id and c.id = delete_category.category_id for update;
  if gone.id is null then
    perform private.fail('CATEGORY_NOT_FOUND');
  end if;
  select jsonb_build_object(   -- after the lock: what a save put in before it is seen
      'categories', (select count(*) from catalog.categories c
                      where c.shop_id = gone.shop_id and c.parent_id = gone.id),
      'products', (select count(*) from catalog.products p
                    where p.shop_id = gone.shop_id and p.category_id = gone.id)) into holds;
  if holds <> '{"categories":0,"products":0}' then
    perform private.fail('CATEGORY_NOT_EMPTY', holds);
  end if;
  delete from catalog.categories c where c.shop_id = gone.shop_id and c.id = gone.id;
  perform private.audit(me.shop_id, me.staff_id, 'delete_category', gone.id, reason,
      jsonb_build_object('name', gone.name));
  return private.remember(
    me.shop_id, me.staff_id, 'delete_category', idempotency_key, request, '{"ok":true}');
end $$;
comment on function api.delete_category(text, uuid, text, text) is
  'Staff: take an empty shelf away. Raises CATEGORY_NOT_EMPTY with how many categories and '
  'products it holds, products off sale and archived ones too, CATEGORY_NOT_FOUND.';
grant execute on function api.delete_category(text, uuid, text, text) to authenticated;

create function api.staff_list_categories(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the catalogue is closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_build_object('id', c.id, 'parent_id', c.parent_id, 'name', c.name,
        'image_url', nullif(c.image_url, ''), 'position', c.position,
             'is_visible', c.status = 'shown',
             'product_count', (select count(*) from catalog.products p
                 where p.shop_id = c.shop_id and p.category_id = c.id))
             order by c.position, c.id)
      from catalog.categories c where c.shop_id = me.shop_id), '[]'));
end $$;
comment on function api.staff_list_categories(text) is
  'Staff: every shelf, the hidden ones too, as api.save_category takes it, with how many products '
  'it holds itself.';
grant execute on function api.staff_list_categories(text) to authenticated;
