-- Shares and clicks: who handed out what, and who opened it.

create function private.share_json(s referral.shares) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('id', s.id, 'token', s.token,
      'page', s.page, 'product_id', s.product_id,
    'campaign', nullif(s.campaign, ''), 'channel', s.channel, 'created_at', s.created_at)
$$;
comment on function private.share_json(referral.shares) is
  'A share as its sharer sees it (contracts/shares.ts Share).';

create function private.keep_share(shop_id uuid, sharer_id uuid,
  page text, product uuid, campaign text, channel text, material uuid default null) returns jsonb
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare
  kept referral.shares;
begin
  for attempt in 1 .. 2 loop
    select * into kept from referral.shares s
     where s.shop_id = keep_share.shop_id
       and s.sharer_id = keep_share.sharer_id and s.page = keep_share.page
       and s.product_id is not distinct from keep_share.product
       and s.campaign = keep_share.campaign and s.channel = keep_share.channel
       and s.material_id is not distinct from keep_share.material
       and s.code_id is null and s.revoked_at is null;
    exit when found;
    insert into referral.shares
      (shop_id, sharer_id, page, product_id, campaign, channel, material_id)
    values (keep_share.shop_id, keep_share.sharer_id, keep_share.page,
        keep_share.product, keep_share.campaign, keep_share.channel, keep_share.material)
    on conflict (shop_id, sharer_id, page, product_id, campaign, channel, material_id, code_id)
      where revoked_at is null do nothing returning * into kept;
    exit when found;   -- else somebody was faster: read his
  end loop;
  return private.share_json(kept);
end $$;
comment on function private.keep_share(uuid, uuid, text, uuid, text, text, uuid) is
  'The share for this thing, channel, campaign and material: made once, the same token until it '
  'is revoked.';

create function api.create_share(page text, channel text,
  product uuid default null, campaign text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes shares
declare
  me record := private.member();
begin
  if page is null or page not in ('home', 'category', 'product')
     or (page = 'product') <> (product is not null) then
    perform private.fail('INVALID_REQUEST', '{"field":"page"}');
  elsif channel is null
        or channel not in ('chat', 'moments', 'poster', 'qrcode', 'link', 'pay_success') then
    perform private.fail('INVALID_REQUEST', '{"field":"channel"}');
  elsif length(campaign) > 40 then
    perform private.fail('INVALID_REQUEST', '{"field":"campaign"}');
  end if;
  perform private.refuse_closed(me.shop_id);
  if product is not null then
    perform private.refuse_unsold(me.shop_id, product);
  end if;
  return private.keep_share(me.shop_id, me.member_id,
      page, product, coalesce(campaign, ''), channel);
end $$;
comment on function api.create_share(text, text, uuid, text) is
  'Member: a token to hand out for a page (home, category, product) through a channel. The same '
  'thing gives the same token. Raises SHOP_CLOSED, PRODUCT_NOT_FOUND.';
grant execute on function api.create_share(text, text, uuid, text) to authenticated;

create function private.share_of_token(shop_id uuid, token text) returns referral.shares
language plpgsql stable set search_path = '' as $$
declare
  share referral.shares;
begin
  select * into share from referral.shares s
   where s.shop_id = share_of_token.shop_id and s.token = share_of_token.token;
  if not found then
    perform private.fail('SHARE_NOT_FOUND');
  end if;
  return share;
end $$;
comment on function private.share_of_token(uuid, text) is
  'The share behind a token of this shop, or SHARE_NOT_FOUND.';

create function api.get_share(shop text, token text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: shares and labels are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
  share referral.shares := private.share_of_token(here, token);
begin
  return jsonb_build_object('token', share.token, 'page', share.page,
      'product_id', share.product_id, 'campaign', nullif(share.campaign, ''),
    'product', (select (private.cards_of(here, array[p.id])).cards[1] from catalog.products p
                 where p.shop_id = here and p.id = share.product_id
                  and private.is_shown(p.status, p.sale_until)),
    'sharer', jsonb_build_object('label', case when share.sharer_id is not null
          then private.label(here, share.sharer_id)
          else (select x.name from shop.shops x where x.id = here) end,
      'is_distributor', exists (select from referral.distributors d
                                 where d.shop_id = here and d.id = share.sharer_id
                                   and d.status = 'approved' and share.revoked_at is null)));
end $$;
comment on function api.get_share(text, text) is
  'Anybody: what a token leads to. A product off sale is null beside its product_id, and a sharer '
  'who may no longer promote, or took it back, is no distributor: the page still opens. The '
  'shop''s own code has the shop''s name. Raises SHOP_NOT_FOUND, SHARE_NOT_FOUND.';
grant execute on function api.get_share(text, text) to anon, authenticated;

-- Clicks ------------------------------------------------------------------------------------------

create function private.add_click(
  shop_id uuid, share_id uuid, actor_id uuid, member_id uuid,
    scene int, out click_id uuid, out counted boolean
)
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
begin
  insert into referral.clicks as c (shop_id, slot,
      share_id, actor_id, id, member_id, scene, clicked_at)
  values (add_click.shop_id,
      date_bin('10 minutes', private.now(), '2026-01-01 00:00+00'), add_click.share_id,
          add_click.actor_id, private.new_id(), add_click.member_id, add_click.scene, private.now())
  on conflict (shop_id, share_id, actor_id, slot)
    do update set openings = c.openings + 1,
        clicked_at = greatest(c.clicked_at, excluded.clicked_at)
  returning c.id, c.openings = 1 into click_id, counted;
  if counted then
    perform private.record_event(add_click.shop_id, 'click.recorded', add_click.share_id,
              '{"shop":{"clicks":1},"member":{"openings":1}}',
              (select s.sharer_id from referral.shares s
                where s.shop_id = add_click.shop_id and s.id = add_click.share_id)),
            private.record_signal(add_click.shop_id,
              add_click.actor_id, 'click', add_click.share_id);
  end if;
end $$;
comment on function private.add_click(uuid, uuid, uuid, uuid, int) is
  'Somebody opened a share. It is counted once per actor, share and slot of ten minutes, and moves '
  'the actor''s last click every time.';

create function api.record_click(share text, scene int default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes clicks and bindings
declare
  me record := private.member();
  opened referral.shares := private.share_of_token(me.shop_id, share);
  click record := private.add_click(me.shop_id, opened.id, me.member_id, me.member_id, scene);
  bound boolean := private.bind(me.shop_id, me.member_id,
    opened.sharer_id, opened.id, click.click_id, private.now(), 'click');
begin
  return jsonb_build_object('counted', click.counted, 'bound', bound,
    'binding', private.binding_json(me.shop_id, me.member_id));
end $$;
comment on function api.record_click(text, int) is
  'Member: I opened a share: came by a card or a code, not back to the foreground. A '
  'distributor''s binds me where the rules allow, also when the opening is not counted; a plain '
  'member''s is only counted. Raises SHARE_NOT_FOUND.';
grant execute on function api.record_click(text, int) to authenticated;

create function api.record_visitor_click(shop text,
  visitor uuid, share text, scene int default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes clicks
declare
  opened referral.shares := private.share_of_token(private.shop_id_of(shop), share);
begin
  if visitor is null then
    perform private.fail('VISITOR_NOT_FOUND');
  end if;
  return jsonb_build_object('bound', false, 'binding', null,
    'counted', (private.add_click(opened.shop_id, opened.id, visitor, null, scene)).counted);
end $$;
comment on function api.record_visitor_click(text, uuid, text, int) is
  'Server: somebody not signed in opened a share; he is bound when he signs in within 30 days. '
  'Raises SHOP_NOT_FOUND, SHARE_NOT_FOUND.';
grant execute on function api.record_visitor_click(text, uuid, text, int) to mall_server;
