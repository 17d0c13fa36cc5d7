-- Goods that members keep: favourites until they are taken back, and what was looked at, by day.

create table member.favourites (
  shop_id uuid not null,
  member_id uuid not null,
  product_id uuid not null,
  id uuid not null default private.new_id(),
  primary key (shop_id, member_id, product_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id)
);
comment on table member.favourites is
  'Goods that a member means to come back to; the ids put them in order of time.';
alter table member.favourites enable row level security;
create index favourites_in_time on member.favourites (shop_id, member_id, id);

create table member.footprints (
  shop_id uuid not null,
  member_id uuid not null,
  day date not null,
  product_id uuid not null,
  id uuid not null default private.new_id(),
  primary key (shop_id, member_id, day, product_id),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table member.footprints is
  'Goods that a member looked at, one row a day (Asia/Shanghai); another look gives it a new id, '
  'so that the ids put them in order of time. No foreign key to the product: everybody who looks '
  'at a new one would lock its row.';
alter table member.footprints enable row level security;
create index footprints_in_time on member.footprints (shop_id, member_id, id);
create index footprints_age on member.footprints (day);

create function private.kept_product(shop_id uuid, product_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select (private.cards_of(p.shop_id, array[p.id])).cards[1]::jsonb
      || jsonb_build_object('on_sale', private.is_shown(p.status, p.sale_until))
    from catalog.products p
   where p.shop_id = kept_product.shop_id and p.id = kept_product.product_id
$$;
comment on function private.kept_product(uuid, uuid) is
  'A product as the lists of a member show it, also when it is sold no more '
  '(contracts/favourites.ts KeptProduct).';

create function private.is_favourite(shop_id uuid, member_id uuid, product_id uuid)
  returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('is_favourite', exists (
    select from member.favourites f where f.shop_id = is_favourite.shop_id
       and f.member_id = is_favourite.member_id and f.product_id = is_favourite.product_id))
$$;
comment on function private.is_favourite(uuid, uuid, uuid) is
  'Whether a product is a favourite of a member (contracts/favourites.ts Regard).';

create function private.refuse_unsold(shop_id uuid, product_id uuid) returns void
language plpgsql stable set search_path = '' as $$
begin
  perform from catalog.products p where p.shop_id = refuse_unsold.shop_id
      and p.id = refuse_unsold.product_id and private.is_shown(p.status, p.sale_until);
  if not found then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
end $$;
comment on function private.refuse_unsold(uuid, uuid) is
  'Raises PRODUCT_NOT_FOUND when shoppers cannot see the product.';

create function api.list_favourites(after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: favourites are closed to every client role
declare
  me record := private.member();
begin
  return private.page_of((
    select jsonb_agg(jsonb_build_object('id', f.id,
        'product', private.kept_product(f.shop_id, f.product_id)) order by f.id desc)
      from (select f.* from member.favourites f
             where f.shop_id = me.shop_id and f.member_id = me.member_id
               and (after is null or f.id < after)
             order by f.id desc limit private.page_limit(page_size)) f), page_size, 'id');
end $$;
comment on function api.list_favourites(uuid, int) is
  'Member: my favourites, the newest first; products no longer on sale are marked.';
grant execute on function api.list_favourites(uuid, int) to authenticated;

create function api.add_favourite(product uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes favourites
declare
  most constant int := 200;
  me record := private.hold_member();
begin
  perform private.refuse_unsold(me.shop_id, product);
  insert into member.favourites (shop_id, member_id, product_id)
  values (me.shop_id, me.member_id, add_favourite.product) on conflict do nothing;
  if (select count(*) from member.favourites f
       where f.shop_id = me.shop_id and f.member_id = me.member_id) > most then
    perform private.fail('FAVOURITES_FULL');
  end if;
  return private.is_favourite(me.shop_id, me.member_id, product);
end $$;
comment on function api.add_favourite(uuid) is
  'Member: a product becomes a favourite of mine, or is one; at most 200. Raises '
  'PRODUCT_NOT_FOUND, FAVOURITES_FULL.';
grant execute on function api.add_favourite(uuid) to authenticated;

create function api.drop_favourite(product uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes favourites
declare
  me record := private.member();
begin
  delete from member.favourites f where f.shop_id = me.shop_id
     and f.member_id = me.member_id and f.product_id = drop_favourite.product;
  return private.is_favourite(me.shop_id, me.member_id, product);
end $$;
comment on function api.drop_favourite(uuid) is
  'Member: a product is no favourite of mine any more, or was none.';
grant execute on function api.drop_favourite(uuid) to authenticated;

create function private.trim_footprints(shop_id uuid, member_id uuid) returns void
language sql volatile set search_path = '' as $$
  delete from member.footprints f
   where f.shop_id = trim_footprints.shop_id and f.member_id = trim_footprints.member_id
     and f.id <= (select x.id from member.footprints x
                   where x.shop_id = trim_footprints.shop_id
                     and x.member_id = trim_footprints.member_id
                   order by x.id desc offset 200 limit 1)
$$;
comment on function private.trim_footprints(uuid, uuid) is
  'A member keeps the newest 200 footprints.';

create function api.see_product(product uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes footprints
declare
  me record := private.hold_member();
begin
  perform private.refuse_unsold(me.shop_id, product);
  insert into member.footprints (shop_id, member_id, day, product_id)
  values (me.shop_id, me.member_id, private.shop_day(private.now()), see_product.product)
  on conflict on constraint footprints_pkey do update set id = excluded.id;
  perform private.trim_footprints(me.shop_id, me.member_id);
  return private.is_favourite(me.shop_id, me.member_id, product);
end $$;
comment on function api.see_product(uuid) is
  'Member: I look at a product: it becomes the newest of my footprints. Answers whether it is a '
  'favourite. Raises PRODUCT_NOT_FOUND.';
grant execute on function api.see_product(uuid) to authenticated;

create function api.list_footprints(after uuid default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: footprints are closed to every client role
declare
  me record := private.member();
begin
  return private.page_of((
    select jsonb_agg(jsonb_build_object('id', f.id, 'day', f.day,
        'product', private.kept_product(f.shop_id, f.product_id)) order by f.id desc)
      from (select f.* from member.footprints f
             where f.shop_id = me.shop_id and f.member_id = me.member_id
               and (after is null or f.id < after)
             order by f.id desc limit private.page_limit(page_size)) f), page_size, 'id');
end $$;
comment on function api.list_footprints(uuid, int) is
  'Member: what I looked at, the newest first, each product once a day; what is sold no more says '
  'so.';
grant execute on function api.list_footprints(uuid, int) to authenticated;

create function api.clear_footprints() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes footprints
declare
  me record := private.member();
begin
  delete from member.footprints f where f.shop_id = me.shop_id and f.member_id = me.member_id;
  return '{"ok":true}';
end $$;
comment on function api.clear_footprints() is 'Member: forget what I looked at.';
grant execute on function api.clear_footprints() to authenticated;
