-- Pictures and videos of goods: anybody reads them by address, staff put them under their shop's
-- folder, nobody lists another's.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('goods', 'goods', true, 20971520,
  array['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'video/mp4'])
-- no SVG: it may carry scripts
on conflict (id) do update set allowed_mime_types = excluded.allowed_mime_types,
  file_size_limit = excluded.file_size_limit;

create policy "Staff may see the files of their shop" on storage.objects for select to authenticated
  using (bucket_id = 'goods' and private.staff_may((storage.foldername(name))[1], 'read'));

create policy "Staff of the catalogue may add files to their shop"
  on storage.objects for insert to authenticated
  with check (bucket_id = 'goods' and private.staff_may((storage.foldername(name))[1], 'catalog'));

create policy "Staff of the catalogue may replace files of their shop"
  on storage.objects for update to authenticated
  using (bucket_id = 'goods' and private.staff_may((storage.foldername(name))[1], 'catalog'))
  with check (bucket_id = 'goods' and private.staff_may((storage.foldername(name))[1], 'catalog'));

create policy "Staff of the catalogue may delete files of their shop"
  on storage.objects for delete to authenticated
  using (bucket_id = 'goods' and private.staff_may((storage.foldername(name))[1], 'catalog'));
