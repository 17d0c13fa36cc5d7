-- The list of materials in which staff look, and the order in which distributors see it.

create function private.listed_staff_materials(
  shop_id uuid, status text, product uuid, campaign text, query text,
  sorted private.sorting, most int
) returns setof referral.materials
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select m.* from referral.materials m
     where m.shop_id = listed_staff_materials.shop_id
       and (listed_staff_materials.status is null or m.status = listed_staff_materials.status)
       and (product is null or m.product_id = product)
       and (listed_staff_materials.campaign is null
         or m.campaign = listed_staff_materials.campaign)
       and (query is null or private.material_found(m, query))
       and (sorted.id is null or (m.position, m.id) < (sorted.key, sorted.id))
     order by m.position desc, m.id desc limit most;
end $$;
comment on function private.listed_staff_materials(
  uuid, text, uuid, text, text, private.sorting, int) is
  'Up to `most` materials of a list in their order: a page of it, or all there are, for counting.';

create function api.staff_list_materials(
  shop text, status text default null, product uuid default null, campaign text default null,
  query text default null, after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: materials are closed to every client role
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of('-position', '{position}', after);
  page jsonb;
begin
  query := nullif(btrim(query), '');
  select private.sorted_page(
      jsonb_agg(private.staff_material_json(m) order by m.position desc, m.id desc),
      array_agg(private.mark('-position', m.position, m.id)
        order by m.position desc, m.id desc), page_size) into page
    from private.listed_staff_materials(me.shop_id, status, product, campaign, query, sorted,
           private.page_limit(page_size)) m;
  if after is null then
    page := page || private.total_of((
        select count(*) from private.listed_staff_materials(me.shop_id,
          staff_list_materials.status, product, staff_list_materials.campaign, query,
          private.unsorted(), private.count_most())))
      || jsonb_build_object('campaigns', (
        select coalesce(jsonb_agg(distinct m.campaign), '[]') from referral.materials m
         where m.shop_id = me.shop_id and m.campaign <> ''));
  end if;
  return private.as_read_by(page, me.role);
end $$;
comment on function api.staff_list_materials(text, text, uuid, text, text, text, int) is
  'Staff: materials in their order with what they brought, perhaps of one state, product or '
  'campaign, or with these words. The first page has the total and all campaigns. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.staff_list_materials(text, text, uuid, text, text, text, int)
  to authenticated;

create function api.move_material(
  shop text, material_id uuid, move text, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes materials
declare
  begun private.staff_command := private.begin_command(shop, 'distributor', 'move_material',
      idempotency_key, jsonb_build_array(material_id, move, reason), reason);
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  perform private.check_move(move);
  perform from shop.settings s where s.shop_id = begun.shop_id for no key update;
  perform from referral.materials m
    where m.shop_id = begun.shop_id and m.id = move_material.material_id;
  if not found then
    perform private.fail('MATERIAL_NOT_FOUND');
  end if;
  update referral.materials m set position = p.position
    from private.moved(array(
           select row(x.id, x.position)::private.place from referral.materials x
            where x.shop_id = begun.shop_id), move_material.material_id, move) p
   where m.shop_id = begun.shop_id and m.id = p.id;
  return private.end_command(begun, move_material.material_id, '{"ok":true}',
      jsonb_build_object('move', move));
end $$;
comment on function api.move_material(text, uuid, text, text, text) is
  'Staff who look after distributors: put a material before ("up") or behind ("down") its '
  'neighbour, or in front of all ("first"). Where it stands so already nothing happens. Raises '
  'MATERIAL_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.move_material(text, uuid, text, text, text) to authenticated;
