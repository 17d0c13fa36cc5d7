-- The shop's texts: what distributors agree to, what members read of their data and of the shop. A
-- changed text is another version; the earlier ones stay, for people agreed to them.

create function private.are_text_parts(value jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(value) <> 'array' then false
    else jsonb_array_length(value) between 1 and 30 and not exists (
      select from jsonb_array_elements(value) p
       where jsonb_typeof(p) <> 'object' or p - array['title', 'text'] <> '{}'
          or coalesce(jsonb_typeof(p -> 'title') <> 'string'
               or length(btrim(p ->> 'title')) not between 1 and 40, true)
          or coalesce(jsonb_typeof(p -> 'text') <> 'string'
               or length(btrim(p ->> 'text')) not between 1 and 2000, true)) end
$$;
comment on function private.are_text_parts(jsonb) is
  'Is this a text: 1 to 30 parts [{"title", "text"}], a title of up to 40 characters and a text of '
  'up to 2000?';

create table shop.texts (
  shop_id uuid not null references shop.shops (id),
  kind text not null
    constraint texts_kind_known check (kind in ('distributor_terms', 'privacy', 'about')),
  place int not null constraint texts_place_positive check (place > 0),
  version text not null constraint texts_version_length check (length(version) between 1 and 40),
  parts jsonb not null constraint texts_parts_form check (private.are_text_parts(parts)),
  valid_from timestamptz not null default private.now(),
  written_by uuid,
  primary key (shop_id, kind, place),
  constraint texts_version_once unique (shop_id, kind, version),
  constraint texts_written_by_staff
    foreign key (shop_id, written_by) references shop.staff (shop_id, id)
);
comment on table shop.texts is
  'Every version of the shop''s texts, from when it was shown; nothing is changed or erased here. '
  'The last place of a kind is shown. referral.distributors.terms_version names the version of '
  'distributor_terms that was agreed to. Without written_by: the text a shop opens with.';
alter table shop.texts enable row level security;
create index texts_written_by on shop.texts (shop_id, written_by);

create function private.first_text(kind text) returns jsonb
language sql immutable set search_path = '' as $$
  select case kind when 'distributor_terms' then '[
    {"title": "推广员做什么",
     "text": "把店里的商品分享给朋友。朋友通过你的分享来到店里并付款，你按店铺的规则得到佣金。邀请本身不产生佣金。不需要缴费、囤货或购买商品。"},
    {"title": "佣金怎么算",
     "text": "佣金按买家实际为商品支付的金额和下单时的比例计算，不含运费。你的客户购买，你得到佣金；你邀请的推广员的客户购买，你也得到一份，到此为止。两份合计不超过店铺上限。"},
    {"title": "什么时候结算",
     "text": "买家收货并过了结算期后，佣金进入可提现。订单退款时，相应的佣金会取消或扣回。订单在售后中时，佣金会先冻结。"},
    {"title": "客户与保护期",
     "text": "朋友第一次打开你的分享后成为你的客户，并有一段保护期。保护期内，其他推广员的分享不会改变这一关系。"},
    {"title": "请这样分享",
     "text": "如实介绍商品，不夸大、不冒充商家、不骚扰他人，不承诺收益。违反时，商家可以暂停或终止推广资格，已结算的余额仍可提现。"},
    {"title": "税费与个人信息",
     "text": "佣金收入由你依法纳税，商家可能依法代扣。店铺只为计算佣金和提现使用你的信息。你可以随时向商家申请退出。"}
  ]'::jsonb when 'about' then '[
    {"title": "关于本店",
     "text": "商品由本店销售和发货。对商品、订单或售后有疑问，请联系本店客服。"}
  ]' else '[
    {"title": "我们保存什么",
     "text": "为了送货和联系你，我们保存你选的昵称和头像；收货人、电话与地址加密存放，只给处理订单的店员看。你收藏和看过的商品只列给你自己，看过的最多保留 90 天，随时可以清空。"},
    {"title": "手机号",
     "text": "你授权的微信手机号也加密存放，只有你自己看得到，用来填写收货电话和防止一人多号，随时可以移除。"},
    {"title": "别人看得到什么",
     "text": "推荐你的朋友只看得到隐去大部分的昵称，看不到你的头像、电话与地址。"},
    {"title": "注销",
     "text": "注销后这些信息会被清空，订单与账目只留匿名记录。有没完成的订单或提现时不能注销。"}
  ]' end
$$;
comment on function private.first_text(text) is 'The text of a kind that a shop opens with.';

create function private.latest_text(shop_id uuid, kind text) returns shop.texts
language sql stable set search_path = '' as $$
  select x from shop.texts x
   where x.shop_id = latest_text.shop_id and x.kind = latest_text.kind
   order by x.place desc limit 1
$$;
comment on function private.latest_text(uuid, text) is 'The version of a text that is shown now.';

create function private.text_json(x shop.texts) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('kind', x.kind, 'version', x.version, 'parts', x.parts,
      'valid_from', x.valid_from)
$$;
comment on function private.text_json(shop.texts) is
  'A version of a text as everybody reads it (contracts/texts.ts ShopText).';

create function api.get_text(shop text, kind text, version text default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the texts of a shop are closed to every client role
declare
  here uuid := private.shop_id_of(shop);
  found_text shop.texts;
begin
  if version is null then
    found_text := private.latest_text(here, kind);
  else
    select * into found_text from shop.texts x
     where x.shop_id = here and x.kind = get_text.kind and x.version = get_text.version;
  end if;
  if found_text.kind is null then
    perform private.fail('TEXT_NOT_FOUND');
  end if;
  return private.text_json(found_text);
end $$;
comment on function api.get_text(text, text, text) is
  'Anybody: a text of the shop, distributor_terms, privacy or about, as it is shown now or in the '
  'version that somebody agreed to. Raises SHOP_NOT_FOUND, TEXT_NOT_FOUND.';
grant execute on function api.get_text(text, text, text) to anon, authenticated;

create function api.list_texts(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: the texts of a shop are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return jsonb_build_object('items', (
    select jsonb_agg(private.text_json(x) || jsonb_build_object(
             'by', (select t.name from shop.staff t
                     where t.shop_id = x.shop_id and t.id = x.written_by),
             'agreed', case x.kind when 'distributor_terms' then (
               select count(*) from referral.distributors d
                where d.shop_id = x.shop_id and d.terms_version = x.version) end)
             order by x.kind, x.place desc)
      from shop.texts x where x.shop_id = me.shop_id));
end $$;
comment on function api.list_texts(text) is
  'Staff: every version of the shop''s texts, the newest of each kind first; by is null for what '
  'the shop opened with; agreed: how many distributors agreed to it.';
grant execute on function api.list_texts(text) to authenticated;

create function private.next_version(shop_id uuid, kind text) returns text
language sql stable set search_path = '' as $$
  select day || case when n = 0 then '' else '-' || (n + 1) end
    from (select private.shop_day(private.now())::text as day) today
   cross join lateral (
     select count(*) as n from shop.texts x
      where x.shop_id = next_version.shop_id and x.kind = next_version.kind
        and (x.version = day or x.version like day || '-%')) before
$$;
comment on function private.next_version(uuid, text) is
  'What a version of today is called: 2026-11-23, 2026-11-23-2 …';

create function api.save_text(
  shop text, kind text, parts jsonb, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: writes texts
declare
  me record := private.staff(shop, 'rules');
  request jsonb := jsonb_build_array(kind, parts, reason);
  answer jsonb := private.recall(me.shop_id, me.staff_id, 'save_text', idempotency_key, request);
  before shop.texts;
  added shop.texts;
begin
  if answer is not null then
    return answer;
  end if;
  reason := private.require_reason(reason);
  -- one change after the other
  perform from shop.settings s where s.shop_id = me.shop_id for update;
  before := private.latest_text(me.shop_id, kind);
  if before.kind is null then
    perform private.fail('TEXT_NOT_FOUND');
  end if;
  if before.parts = parts then
    added := before;
  else
    insert into shop.texts (shop_id, kind, place, version, parts, written_by)
    values (me.shop_id, save_text.kind, before.place + 1,
        private.next_version(me.shop_id, save_text.kind), save_text.parts, me.staff_id)
    returning * into added;
    update shop.settings s set terms_version = added.version
     where s.shop_id = me.shop_id and save_text.kind = 'distributor_terms';
  end if;
  perform private.audit(me.shop_id, me.staff_id, 'save_text', me.shop_id, reason,
      private.changed_fields(jsonb_build_object(kind, before.version),
          jsonb_build_object(kind, added.version)));
  answer := private.text_json(added);
  return private.remember(me.shop_id, me.staff_id, 'save_text', idempotency_key, request, answer);
exception when check_violation or not_null_violation then
  perform private.fail('INVALID_REQUEST', '{"field":"parts"}');
end $$;
comment on function api.save_text(text, text, jsonb, text, text) is
  'Staff: a text of the shop from now on, [{"title", "text"}]. It is another version: who agreed '
  'to an earlier one agreed to that, and whoever applies now agrees to this. The same text again '
  'is no new version. Raises TEXT_NOT_FOUND, INVALID_REQUEST, FORBIDDEN, IDEMPOTENCY_CONFLICT.';
grant execute on function api.save_text(text, text, jsonb, text, text) to authenticated;
