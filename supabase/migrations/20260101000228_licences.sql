-- What the law asks a shop to show of itself: its licences, on a page that anybody may open, beside
-- its own words and how its service is reached.

create function private.is_licence(value jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(value) <> 'object' then false
    else value ?& array['name', 'holder', 'number', 'picture_url']
      and value - array['name', 'holder', 'number', 'picture_url'] = '{}'
      and jsonb_typeof(value -> 'name') = 'string'
      and length(btrim(value ->> 'name')) between 1 and 40
      and jsonb_typeof(value -> 'holder') = 'string' and length(value ->> 'holder') <= 60
      and jsonb_typeof(value -> 'number') = 'string' and length(value ->> 'number') <= 40
      and case jsonb_typeof(value -> 'picture_url')
        when 'null' then value ->> 'number' <> ''
        when 'string' then private.is_picture_url(value ->> 'picture_url') else false end end
$$;
comment on function private.is_licence(jsonb) is
  'Is this a licence (contracts/about.ts Licence): {name, holder, number, picture_url}? It has a '
  'number or a picture.';

create function private.are_licences(value jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(value) <> 'array' then false
    else jsonb_array_length(value) <= 10 and not exists (
      select from jsonb_array_elements(value) one where not private.is_licence(one)) end
$$;
comment on function private.are_licences(jsonb) is 'Are these at most 10 licences?';

alter table shop.shops
  add column licences jsonb not null default '[]'
    constraint shops_licences_form check (private.are_licences(licences));

create function api.get_about(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the tables of a shop are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
begin
  return (
    select jsonb_build_object('name', s.name, 'slogan', s.slogan,
        'logo_url', nullif(s.logo_url, ''), 'service_phone', s.service_phone,
        'service_hours', s.service_hours, 'licences', s.licences,
        'parts', (private.latest_text(here, 'about')).parts)
      from shop.shops s where s.id = here);
end $$;
comment on function api.get_about(text) is
  'Anybody: what a shop says of itself, its licences and how its service is reached '
  '(contracts/about.ts ShopAbout). Raises SHOP_NOT_FOUND.';
grant execute on function api.get_about(text) to anon, authenticated;
