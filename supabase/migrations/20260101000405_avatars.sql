-- A member's picture, as the member chose it in WeChat: it lies with the person, and goes with the
-- person. Whoever has its address reads it; each picture has another one.

create function private.picture_type(picture bytea) returns text
language sql immutable set search_path = '' as $$
  select case
    when substring(picture from 1 for 3) = '\xffd8ff' then 'image/jpeg'
    when substring(picture from 1 for 8) = '\x89504e470d0a1a0a' then 'image/png'
    when substring(picture from 1 for 4) = '\x52494646'
     and substring(picture from 9 for 4) = '\x57454250' then 'image/webp' end
$$;
comment on function private.picture_type(bytea) is
  'What kind of picture these bytes are, by how they begin (contracts/file_types.ts); null for '
  'none that is taken.';

create function private.is_avatar(picture bytea) returns boolean
language sql immutable set search_path = '' as $$
  select octet_length(picture) <= 153600 and private.picture_type(picture) is not null
$$;
comment on function private.is_avatar(bytea) is
  'May a member have this picture? JPEG, PNG or WebP of up to 150 KB (contracts/members.ts).';

alter table person.profiles
  add column avatar bytea
    constraint profiles_avatar_form check (avatar is null or private.is_avatar(avatar)),
  add column avatar_id uuid,
  add constraint profiles_avatar_named check ((avatar is null) = (avatar_id is null));
create unique index profiles_avatar on person.profiles (shop_id, avatar_id)
  where avatar_id is not null;

create function private.avatar_in(given text) returns bytea
language plpgsql immutable set search_path = '' as $$
declare
  picture bytea;
begin
  picture := decode(given, 'base64');
  if private.is_avatar(picture) is not true then
    perform private.fail_field('avatar', '头像要是 JPG、PNG 或 WebP 图片，不超过 150 KB');
  end if;
  return picture;
exception when data_exception then
  perform private.fail_field('avatar', '头像读不出来，请换一张');
end $$;
comment on function private.avatar_in(text) is
  'The picture that somebody sends as base64. Raises INVALID_REQUEST with the field avatar.';

create function api.get_avatar(shop text, id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: tables of people's data are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
  answer jsonb := (
    select jsonb_build_object('type', private.picture_type(p.avatar),
        'picture', translate(encode(p.avatar, 'base64'), chr(10), ''))
      from person.profiles p where p.shop_id = here and p.avatar_id = get_avatar.id);
begin
  if answer is null then
    perform private.fail('AVATAR_NOT_FOUND');
  end if;
  return answer;
end $$;
comment on function api.get_avatar(text, uuid) is
  'Anybody who has its address: a member''s picture, {type, picture} with the bytes as base64. '
  'Raises SHOP_NOT_FOUND, AVATAR_NOT_FOUND.';
grant execute on function api.get_avatar(text, uuid) to anon, authenticated;
