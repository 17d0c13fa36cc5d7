-- Shops: opening one, and what everybody may know of it.

create function private.create_shop(
  code text, name text, appid text default '', mchid text default ''
) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  opened uuid;
begin
  insert into shop.shops (code, name)
      values (create_shop.code, create_shop.name) returning id into opened;
  insert into shop.settings (shop_id) values (opened);
  perform private.open_rule_set(opened);
  insert into shop.withdrawal_rules (shop_id) values (opened);
  perform private.open_tiers(opened);
  insert into shop.texts (shop_id, kind, place, version, parts)
      select opened, kind, 1, '2026-01', private.first_text(kind)
        from unnest('{distributor_terms,privacy,about}'::text[]) kind;
  perform private.open_pages(opened);
  insert into shop.wechat_accounts (shop_id, appid, mchid)
      values (opened, create_shop.appid, create_shop.mchid);
  perform private.open_accounts(opened, 'shop', opened);
  return opened;
end $$;
comment on function private.create_shop(text, text, text, text) is
  'Open a shop with the default settings, rules (10 % and 5 %, capped at 20 %) and ledger '
  'accounts. Answers its id. The owner may enter appid and mchid later. For the operator of the '
  'platform: no client may call it.';

create function private.shop_id_of(shop text) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  found_id uuid := (select s.id from shop.shops s where s.code = shop_id_of.shop);
begin
  if found_id is null then
    perform private.fail('SHOP_NOT_FOUND');
  end if;
  return found_id;
end $$;
comment on function private.shop_id_of(text) is
  'The shop of a code, open or closed, or SHOP_NOT_FOUND.';

create function private.is_open(shop_id uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return (
    select s.status = 'open' from shop.shops s where s.id = is_open.shop_id);
end $$;
comment on function private.is_open(uuid) is 'Whether a shop sells.';

create function private.refuse_closed(shop_id uuid) returns void
language plpgsql stable set search_path = '' as $$
begin
  if not private.is_open(shop_id) then
    perform private.fail('SHOP_CLOSED');
  end if;
end $$;
comment on function private.refuse_closed(uuid) is
  'Raises SHOP_CLOSED where a shop does not sell: asked by what sells or brings sellers (quotes, '
  'orders, shares, invitations, applications), and by nothing else. What was placed before is '
  'paid, sent, given back and paid out as ever.';

create function private.discount_json(rules shop.settings) returns jsonb
language sql immutable set search_path = '' as $$
  select case when rules.discount_fen > 0
    then jsonb_build_object('threshold_fen', rules.discount_from_fen,
        'reduce_fen', rules.discount_fen) end
$$;
comment on function private.discount_json(shop.settings) is
  'The shop-wide discount as clients see it (contracts/catalog.ts ShopDiscount), null without one.';

create function private.shop_json(shop_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
      'code', s.code, 'is_open', s.status = 'open', 'name', s.name, 'slogan', s.slogan,
      'logo_url', nullif(s.logo_url, ''), 'brand_color', s.brand_color,
      'service_phone', s.service_phone, 'discount', private.discount_json(rules))
      || private.freight_terms_json(rules, null)
    from shop.shops s join shop.settings rules on rules.shop_id = s.id
    where s.id = shop_json.shop_id);
end $$;
comment on function private.shop_json(uuid) is
  'What everybody may know of a shop (contracts/catalog.ts Shop).';

create function api.get_shop(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the tables of a shop are closed to every client role
begin
  return private.shop_json(private.shop_id_of(shop));
end $$;
comment on function api.get_shop(text) is
  'Anybody: who a shop is and how it looks, for every page of its mini program. Raises '
  'SHOP_NOT_FOUND.';
grant execute on function api.get_shop(text) to anon, authenticated;
