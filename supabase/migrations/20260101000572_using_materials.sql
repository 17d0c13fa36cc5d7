-- A distributor hands a material on: with the distributor's own token, and counted.

create table referral.share_links (
  shop_id uuid not null,
  share_id uuid not null,
  link text not null constraint share_links_link_length check (length(link) between 1 and 200),
  expires_at timestamptz not null,
  primary key (shop_id, share_id),
  foreign key (shop_id, share_id) references referral.shares (shop_id, id)
);
comment on table referral.share_links is
  'WeChat''s newest short link to a share, which opens it from the words of a chat, and until '
  'when. An earlier one goes on until its own end.';
alter table referral.share_links enable row level security;

create function api.keep_share_link(shop text, share uuid, link text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the links that WeChat answered
declare
  here uuid := private.shop_id_of(shop);
begin
  if length(link) between 1 and 200 is not true then
    perform private.fail_field('link', '短链接为 1 到 200 个字符');
  end if;
  insert into referral.share_links as l (shop_id, share_id, link, expires_at)
  select s.shop_id, s.id, keep_share_link.link, private.now() + interval '30 days -1 hour'
    from referral.shares s where s.shop_id = here and s.id = keep_share_link.share
  on conflict on constraint share_links_pkey do update
     set link = excluded.link, expires_at = excluded.expires_at;
  return '{"ok":true}';
end $$;
comment on function api.keep_share_link(text, uuid, text) is
  'Server: WeChat made a short link to a share, which it keeps for 30 days; an hour less here, '
  'since its clock is another one. Of two made at once either is kept, and both go on working. '
  'Raises SHOP_NOT_FOUND, INVALID_REQUEST with the field.';
grant execute on function api.keep_share_link(text, uuid, text) to mall_server;

create function private.material_of(shop_id uuid, material_id uuid) returns referral.materials
language plpgsql stable set search_path = '' as $$
declare
  found referral.materials;
begin
  select m.* into found from referral.materials m
   where m.shop_id = material_of.shop_id and m.id = material_of.material_id
     and private.is_material_shown(m);
  if found.id is null then
    perform private.fail('MATERIAL_NOT_FOUND');
  end if;
  return found;
end $$;
comment on function private.material_of(uuid, uuid) is
  'A material that is shown. Raises MATERIAL_NOT_FOUND.';

create function api.share_material(material_id uuid, channel text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes shares
declare
  me record := private.promoter();
  m referral.materials;
  share jsonb;
begin
  if me.status <> 'approved' then
    perform private.fail('DISTRIBUTOR_INACTIVE', jsonb_build_object('status', me.status));
  elsif channel is null or channel not in ('chat', 'link', 'poster') then
    perform private.fail('INVALID_REQUEST', '{"field":"channel"}');
  end if;
  perform private.refuse_closed(me.shop_id);
  m := private.material_of(me.shop_id, material_id);
  share := private.keep_share(me.shop_id, me.distributor_id,
      case when m.product_id is null then 'home' else 'product' end,
      m.product_id, m.campaign, channel, m.id);
  return share || jsonb_build_object('title', m.title, 'link', (
    select l.link from referral.share_links l
     where l.shop_id = me.shop_id and l.share_id = (share ->> 'id')::uuid
       and channel = 'link' and l.expires_at > private.now() + interval '20 days'));
end $$;
comment on function api.share_material(uuid, text) is
  'Distributor: my token to hand a material on with, as a card (chat), in its words (link) or as a '
  'picture (poster); it leads to the material''s product, or to the front page. The same thing '
  'has the same token. In words with the short link of WeChat that is good for 20 days more, if '
  'one is kept (contracts/materials.ts MaterialShare). Raises DISTRIBUTOR_REQUIRED, '
  'DISTRIBUTOR_INACTIVE, SHOP_CLOSED, MATERIAL_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.share_material(uuid, text) to authenticated;

create function api.use_material(
  material_id uuid, kind text, share uuid, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes uses of materials
declare
  me record := private.promoter();
  request jsonb := jsonb_build_array(material_id, kind, share);
  answer jsonb := private.recall(
    me.shop_id, me.distributor_id, 'use_material', idempotency_key, request);
begin
  if answer is not null then
    return answer;
  elsif kind is null or kind not in ('copied', 'saved', 'shared') then
    perform private.fail('INVALID_REQUEST', '{"field":"kind"}');
  end if;
  -- it was done with that share, whatever has become of the material since
  perform from referral.shares s
    where s.shop_id = me.shop_id and s.id = use_material.share
      and s.sharer_id = me.distributor_id and s.material_id = use_material.material_id;
  if not found then
    perform private.fail('MATERIAL_NOT_FOUND');
  end if;
  insert into referral.material_uses (shop_id, material_id, distributor_id, kind, share_id)
  values (me.shop_id, use_material.material_id, me.distributor_id, use_material.kind,
      use_material.share);
  return private.remember(me.shop_id, me.distributor_id, 'use_material', idempotency_key, request,
      jsonb_build_object('used', (select count(*) from referral.material_uses u
        where u.shop_id = me.shop_id and u.material_id = use_material.material_id
          and u.distributor_id = me.distributor_id)));
end $$;
comment on function api.use_material(uuid, text, uuid, text) is
  'Distributor: I copied a material''s words, saved its pictures or video, or sent its card, with '
  'a share that api.share_material made of it. Counted once under a key. Answers how often I have '
  'used it. Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, MATERIAL_NOT_FOUND, '
  'INVALID_REQUEST.';
grant execute on function api.use_material(uuid, text, uuid, text) to authenticated;
