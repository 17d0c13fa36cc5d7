-- Express companies, by WeChat's delivery ids.

create table trade.carriers (
  id text primary key,
  name text not null
);
comment on table trade.carriers is
  'The delivery ids of WeChat with their names, the same for all shops. A parcel''s carrier is one '
  'of them; WeChat takes no other.';
alter table trade.carriers enable row level security;

create function private.carrier_name(id text) returns text
language sql stable set search_path = '' as $$
  select coalesce((select c.name from trade.carriers c where c.id = carrier_name.id),
      carrier_name.id)
$$;
comment on function private.carrier_name(text) is
  'An express company as people call it; an id that WeChat has given up is its own name.';

create function api.list_carriers(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads a closed table
declare
  usual constant text[] := '{SF,ZTO,YTO,YD,STO,JTSD,JD,EMS,YZPY,DBL}';   -- those come first
begin
  perform private.staff(shop, 'read');
  return jsonb_build_object('items', (
    select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name)
        order by array_position(usual, c.id), c.id)
      from trade.carriers c));
end $$;
comment on function api.list_carriers(text) is
  'The express companies that WeChat knows, the usual ones first: {"items": [{"id", "name"}]}. '
  'Raises SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_carriers(text) to authenticated;
