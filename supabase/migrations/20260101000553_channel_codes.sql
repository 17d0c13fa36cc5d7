-- The shop's own channel codes: a code on a counter, a flyer, an article; counted, and binding to
-- whoever is appointed.

create table referral.channel_codes (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  name text not null
    constraint channel_codes_name_length check (length(btrim(name)) between 1 and 40),
  token text not null default private.random_code(10),
  page text not null constraint channel_codes_page_known
    check (page in ('home', 'category', 'product')),
  product_id uuid,
  campaign text not null default ''
    constraint channel_codes_campaign_length check (length(campaign) <= 40),
  distributor_id uuid,
  status text not null default 'on'
    constraint channel_codes_status_known check (status in ('on', 'stopped')),
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint channel_codes_token_once unique (shop_id, token),
  constraint channel_codes_name_once unique (shop_id, name),
  constraint channel_codes_product_named check ((page = 'product') = (product_id is not null)),
  foreign key (shop_id) references shop.shops (id),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table referral.channel_codes is
  'A code of the shop''s own. Its token stays; the share behind it is another row whenever what it '
  'leads to or who is appointed changes, so that earlier clicks keep theirs. Stopped: its share is '
  'revoked, it opens its page, counts clicks and binds nobody.';
alter table referral.channel_codes enable row level security;
alter table referral.shares add constraint shares_code
  foreign key (shop_id, code_id) references referral.channel_codes (shop_id, id);
create index shares_of_code on referral.shares (shop_id, code_id) where code_id is not null;

create function private.lay_code_share(code referral.channel_codes) returns void
language plpgsql volatile set search_path = '' as $$
declare
  stopped timestamptz := case code.status when 'stopped' then private.now() end;
begin
  update referral.shares s set token = private.random_code(10),
         revoked_at = coalesce(s.revoked_at, private.now()), revoked_by = 'staff'
   where s.shop_id = code.shop_id and s.token = code.token;
  insert into referral.shares (shop_id, token, sharer_id, code_id, page, product_id, campaign,
    channel, revoked_at, revoked_by)
  values (code.shop_id, code.token, code.distributor_id, code.id, code.page, code.product_id,
    code.campaign, 'qrcode', stopped, case when stopped is not null then 'staff' end);
end $$;
comment on function private.lay_code_share(referral.channel_codes) is
  'The share behind a channel code''s token, anew: the earlier one keeps its clicks under another '
  'token.';

create function private.code_visitors(shop_id uuid, share_ids uuid[]) returns bigint
language plpgsql stable set search_path = '' as $$
begin
  return (select count(distinct coalesce(c.member_id, c.actor_id)) from referral.clicks c
           where c.shop_id = code_visitors.shop_id and c.share_id = any (share_ids));
end $$;
comment on function private.code_visitors(uuid, uuid[]) is
  'How many people opened these shares, each once.';

create function private.channel_code_json(code referral.channel_codes) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  shares uuid[] := array(select s.id from referral.shares s
    where s.shop_id = code.shop_id and s.code_id = code.id);
begin
  return jsonb_build_object('id', code.id, 'name', code.name, 'token', code.token,
    'page', code.page, 'product', (
      select jsonb_build_object('id', p.id, 'title', p.title) from catalog.products p
       where p.shop_id = code.shop_id and p.id = code.product_id),
    'campaign', nullif(code.campaign, ''), 'distributor', (
      select jsonb_build_object('id', d.id, 'code', d.code,
          'label', private.label(d.shop_id, d.id), 'status', d.status)
        from referral.distributors d
       where d.shop_id = code.shop_id and d.id = code.distributor_id),
    'status', code.status, 'created_at', code.created_at,
    'visitors', private.code_visitors(code.shop_id, shares))
    || private.share_figures(code.shop_id, shares);
end $$;
comment on function private.channel_code_json(referral.channel_codes) is
  'A channel code with what it brought since it was made (contracts/staff/channel_codes.ts '
  'ChannelCode): clicks counted, visitors, buyers and paid orders of which it was the last click, '
  'paid_fen what was paid for them.';
