-- A video of a product: where its file lies in Storage, and the picture that stands for it until it
-- is played.

create function private.is_video(value jsonb) returns boolean
language sql immutable strict set search_path = '' as $$
  select case when jsonb_typeof(value) <> 'object' then false
    else value ?& array['url', 'poster_url'] and value - array['url', 'poster_url'] = '{}'
      and jsonb_typeof(value -> 'url') = 'string' and value ->> 'url' ~ '\.mp4$'
      and private.is_picture_url(value ->> 'url')
      and case jsonb_typeof(value -> 'poster_url') when 'null' then true
        when 'string' then private.is_picture_url(value ->> 'poster_url') else false end end
$$;
comment on function private.is_video(jsonb) is
  'Is this a video (contracts/catalog.ts Video): {url, poster_url}? A file of the web or of the '
  'project''s own Storage that ends in .mp4; poster_url may be null. Null for none.';
