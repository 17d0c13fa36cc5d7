-- What a distributor sees of the shop's materials, and what is new of them.

create function private.promoter(out shop_id uuid, out distributor_id uuid, out status text)
language plpgsql stable set search_path = '' as $$
declare
  me record := private.distributor();
begin
  if me.status <> all (private.distributor_states('parental')) then
    perform private.fail('DISTRIBUTOR_INACTIVE', jsonb_build_object('status', me.status));
  end if;
  promoter.shop_id := me.shop_id;
  promoter.distributor_id := me.distributor_id;
  promoter.status := me.status;
end $$;
comment on function private.promoter() is
  'The calling distributor, who promotes or is suspended: those read what the shop gives them to '
  'work with. Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE.';

create function private.in_time(shown_from timestamptz, shown_until timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return (shown_from <= private.now()) is not false
     and (shown_until > private.now()) is not false;
end $$;
comment on function private.in_time(timestamptz, timestamptz) is
  'Whether it is now between these moments, null for no bound; the last one is outside.';

create function private.is_material_shown(m referral.materials) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return m.status = 'on' and private.in_time(m.shown_from, m.shown_until)
     and (m.product_id is null or exists (
       select from catalog.products p where p.shop_id = m.shop_id and p.id = m.product_id
          and private.is_shown(p.status, p.sale_until)));
end $$;
comment on function private.is_material_shown(referral.materials) is
  'Whether distributors see a material now: on, in its time, and its product is shown to shoppers.';

create function private.is_material_new(m referral.materials, distributor_id uuid)
  returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return greatest(m.out_at, m.shown_from) > private.now() - interval '30 days'
     and not exists (
       select from referral.material_sights s
        where s.shop_id = m.shop_id and s.distributor_id = is_material_new.distributor_id
          and s.material_id = m.id and s.edition >= m.edition);
end $$;
comment on function private.is_material_new(referral.materials, uuid) is
  'Whether a material that is shown came out within 30 days in an edition that this distributor '
  'has not seen.';

create function private.material_json(m referral.materials, distributor_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object('id', m.id, 'title', m.title, 'text', m.text,
    'pictures', to_jsonb(m.pictures), 'video', m.video, 'campaign', nullif(m.campaign, ''),
    'product', case when m.product_id is not null
        then (private.cards_of(m.shop_id, array[m.product_id])).cards[1] end,
    'edition', m.edition, 'out_at', greatest(m.out_at, m.shown_from),
    'is_new', private.is_material_new(m, distributor_id),
    'used', (select count(*) from referral.material_uses u
              where u.shop_id = m.shop_id and u.material_id = m.id
                and u.distributor_id = material_json.distributor_id));
end $$;
comment on function private.material_json(referral.materials, uuid) is
  'A material as a distributor sees it, with how often that one used it '
  '(contracts/materials.ts Material).';

create function private.material_found(m referral.materials, query text) returns boolean
language plpgsql stable set search_path = '' as $$
declare
  pattern text := private.like_pattern(query);
begin
  return m.title ilike pattern or m.text ilike pattern or m.campaign ilike pattern
      or exists (select from catalog.products p where p.shop_id = m.shop_id
                    and p.id = m.product_id and p.title ilike pattern);
end $$;
comment on function private.material_found(referral.materials, text) is
  'Whether a material has these very words in its title, text, campaign or product''s title.';

create function private.listed_materials(
  shop_id uuid, product uuid, campaign text, query text, sorted private.sorting, most int
) returns setof referral.materials
language plpgsql stable rows 21 set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select m.* from referral.materials m
     where m.shop_id = listed_materials.shop_id and private.is_material_shown(m)
       and (product is null or m.product_id = product)
       and (listed_materials.campaign is null or m.campaign = listed_materials.campaign)
       and (query is null or private.material_found(m, query))
       and (sorted.id is null or (m.position, m.id) < (sorted.key, sorted.id))
     order by m.position desc, m.id desc limit most;
end $$;
comment on function private.listed_materials(uuid, uuid, text, text, private.sorting, int) is
  'Up to `most` shown materials of a list, the greatest position first: a page of it, or all there '
  'are, for counting.';

create function api.list_materials(product uuid default null, campaign text default null,
  query text default null, after text default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: materials are closed to every client role
declare
  me record := private.promoter();
  sorted private.sorting := private.sorting_of('-position', '{position}', after);
  page jsonb;
begin
  query := nullif(btrim(query), '');
  select private.sorted_page(jsonb_agg(private.material_json(m, me.distributor_id)
             order by m.position desc, m.id desc),
           array_agg(private.mark('-position', m.position, m.id)
             order by m.position desc, m.id desc), page_size) into page
    from private.listed_materials(me.shop_id, product, campaign, query, sorted,
           private.page_limit(page_size)) m;
  if after is null then
    page := page || private.total_of((select count(*) from private.listed_materials(
      me.shop_id, product, list_materials.campaign, query, private.unsorted(),
      private.count_most())))
      || jsonb_build_object('campaigns', private.shown_campaigns(me.shop_id));
  end if;
  return page;
end $$;
comment on function api.list_materials(uuid, text, text, text, int) is
  'Distributor: the materials that are shown, perhaps those of a product or a campaign, or with '
  'these words (private.material_found). The first page has the total and the campaigns there are. '
  'Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, INVALID_REQUEST.';
grant execute on function api.list_materials(uuid, text, text, text, int) to authenticated;

create function private.shown_campaigns(shop_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (select coalesce(jsonb_agg(c.campaign order by c.first desc), '[]')
    from (select m.campaign, max(m.position) as first from referral.materials m
           where m.shop_id = shown_campaigns.shop_id and m.campaign <> ''
             and private.is_material_shown(m)
           group by m.campaign) c);
end $$;
comment on function private.shown_campaigns(uuid) is
  'The names of the campaigns that have materials to show, in the order in which those stand.';

create function api.see_materials(ids uuid[]) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes what a distributor has seen
declare
  me record := private.promoter();
begin
  if cardinality(ids) between 1 and 100 is not true then
    perform private.fail('INVALID_REQUEST', '{"field":"ids"}');
  end if;
  insert into referral.material_sights as s (shop_id, distributor_id, material_id, edition)
  select m.shop_id, me.distributor_id, m.id, m.edition
    from referral.materials m
   where m.shop_id = me.shop_id and m.id = any (ids) and private.is_material_shown(m)
   order by m.id   -- two phones of one person write in the same order
  on conflict on constraint material_sights_pkey
    do update set edition = excluded.edition, seen_at = excluded.seen_at
    where s.edition < excluded.edition;
  return private.news_json(me.shop_id, me.distributor_id);
end $$;
comment on function api.see_materials(uuid[]) is
  'Distributor: these materials, 100 at most, stood on my screen, and are not new any more. Ids '
  'that are none of those shown are passed over. Answers what is still new '
  '(contracts/materials.ts News). Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, '
  'INVALID_REQUEST.';
grant execute on function api.see_materials(uuid[]) to authenticated;
