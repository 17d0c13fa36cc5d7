-- Keys that end: a month before, somebody hears of it.

insert into ops.work_kinds (kind, permission, actions) values
  ('key_ends', 'credentials', '{dismiss}');

create function private.list_ending_keys() returns void
language plpgsql volatile set search_path = '' as $$
declare
  soon timestamptz := private.now() + interval '30 days';
begin
  perform private.add_work(c.shop_id, 'key_ends', c.id,
      jsonb_build_object('key', c.kind, 'serial', nullif(c.serial, ''), 'ends_at', c.not_after))
     from (select distinct on (k.shop_id, k.kind) k.*
             from shop.credentials k
            order by k.shop_id, k.kind, k.not_after desc nulls first, k.id) c
    where c.not_after <= soon
      and not exists (select from ops.work w
          where w.shop_id = c.shop_id and w.kind = 'key_ends' and w.subject_id = c.id
            and w.status = any (private.work_states('known')));
end $$;
comment on function private.list_ending_keys() is
  'Put on the work list, once each, the keys that end within 30 days and have no later one of '
  'their kind beside them. Part of the hourly upkeep.';

create function private.end_key_warnings(kept shop.credentials) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if kept.not_after <= private.now() + interval '30 days' then
    return;
  end if;
  perform private.end_work(c.shop_id, 'key_ends', c.id)
     from shop.credentials c where c.shop_id = kept.shop_id and c.kind = kept.kind;
end $$;
comment on function private.end_key_warnings(shop.credentials) is
  'A key that lasts has come: what was listed of its kind is done.';
