-- Staff make, change, stop and restore channel codes, and read what each brought.

create function api.list_channel_codes(shop text, status text default null,
  query text default null, after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: channel codes are closed to every client role
declare
  me record := private.staff(shop, 'read');
  pattern text := private.like_pattern(nullif(btrim(query), ''));
begin
  return (
    select private.page_of(jsonb_agg(private.channel_code_json(c) order by c.id desc),
             page_size, 'id')
      from (select * from referral.channel_codes x
             where x.shop_id = me.shop_id and (after is null or x.id < after)
               and (list_channel_codes.status is null or x.status = list_channel_codes.status)
               and (pattern is null or x.name ilike pattern)
             order by x.id desc limit private.page_limit(page_size)) c);
end $$;
comment on function api.list_channel_codes(text, text, text, uuid, int) is
  'Staff: the shop''s channel codes, the newest first, perhaps of one state or with a name that '
  'has these words, each with clicks, visitors, orders and paid sums in fen. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.list_channel_codes(text, text, text, uuid, int) to authenticated;

create function private.checked_code(shop_id uuid, given jsonb) returns referral.channel_codes
language plpgsql stable set search_path = '' as $$
declare
  checked referral.channel_codes;
begin
  checked.shop_id := shop_id;
  checked.id := private.uuid_of(given ->> 'id');
  checked.name := btrim(given ->> 'name');
  checked.page := given ->> 'page';
  checked.product_id := private.uuid_of(given ->> 'product_id');
  checked.campaign := coalesce(btrim(given ->> 'campaign'), '');
  checked.distributor_id := private.uuid_of(given ->> 'distributor_id');
  if length(checked.name) between 1 and 40 is not true then
    perform private.fail_field('name', '请填写 1 到 40 个字的名称');
  elsif checked.page in ('home', 'category', 'product') is not true
        or (checked.page = 'product') <> (checked.product_id is not null) then
    perform private.fail_field('page', '请选择打开的页面');
  elsif length(checked.campaign) > 40 then
    perform private.fail_field('campaign', '活动最多 40 个字');
  elsif checked.product_id is not null then
    perform private.refuse_unsold(shop_id, checked.product_id);
  end if;
  if checked.distributor_id is not null and not exists (
       select from referral.distributors d where d.shop_id = checked_code.shop_id
          and d.id = checked.distributor_id and d.status = 'approved') then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  end if;
  return checked;
end $$;
comment on function private.checked_code(uuid, jsonb) is
  'What staff wrote about a channel code, checked. Raises INVALID_REQUEST with the field, '
  'PRODUCT_NOT_FOUND, DISTRIBUTOR_NOT_FOUND.';

create function private.keep_code(given referral.channel_codes) returns referral.channel_codes
language plpgsql volatile set search_path = '' as $$
declare
  before referral.channel_codes;
  kept referral.channel_codes;
begin
  if given.id is null then
    insert into referral.channel_codes
      (shop_id, name, page, product_id, campaign, distributor_id)
    values (given.shop_id, given.name, given.page, given.product_id, given.campaign,
      given.distributor_id) returning * into kept;
  else
    select * into before from referral.channel_codes c
     where c.shop_id = given.shop_id and c.id = given.id for update;
    if not found then
      perform private.fail('CHANNEL_CODE_NOT_FOUND');
    end if;
    update referral.channel_codes c set name = given.name, page = given.page,
           product_id = given.product_id, campaign = given.campaign,
           distributor_id = given.distributor_id
     where c.shop_id = given.shop_id and c.id = given.id returning * into kept;
  end if;
  if (before.page, before.product_id, before.campaign, before.distributor_id) is distinct from
     (kept.page, kept.product_id, kept.campaign, kept.distributor_id) then
    perform private.lay_code_share(kept);
  end if;
  return kept;
exception when unique_violation then
  perform private.fail_field('name', '已有同名的渠道码');
end $$;
comment on function private.keep_code(referral.channel_codes) is
  'Write a checked channel code, with a share behind it where what it leads to or who is appointed '
  'is new. Raises CHANNEL_CODE_NOT_FOUND, INVALID_REQUEST for a name that is taken.';

create function api.save_channel_code(shop text, code jsonb, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes channel codes and shares
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'save_channel_code',
      idempotency_key, jsonb_build_array(code, reason), reason);
  kept referral.channel_codes;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  kept := private.keep_code(private.checked_code(me.shop_id, code));
  return private.end_command(me, kept.id, private.channel_code_json(kept),
    jsonb_build_object('name', kept.name, 'distributor_id', kept.distributor_id));
end $$;
comment on function api.save_channel_code(text, jsonb, text, text) is
  'Staff: make a channel code or change one (contracts/staff/channel_codes.ts SaveChannelCode); '
  'its token, so what is printed, stays. Raises CHANNEL_CODE_NOT_FOUND, INVALID_REQUEST, '
  'PRODUCT_NOT_FOUND, DISTRIBUTOR_NOT_FOUND.';
grant execute on function api.save_channel_code(text, jsonb, text, text) to authenticated;

create function api.set_channel_code_status(shop text, code_id uuid, status text, reason text,
  idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes channel codes and shares
declare
  me private.staff_command := private.begin_command(shop, 'distributor',
      'set_channel_code_status', idempotency_key,
      jsonb_build_array(code_id, status, reason), reason);
  kept referral.channel_codes;
begin
  if me.answer is not null then
    return me.answer;
  elsif status in ('on', 'stopped') is not true then
    perform private.fail('INVALID_REQUEST', '{"field":"status"}');
  end if;
  update referral.channel_codes c set status = set_channel_code_status.status
   where c.shop_id = me.shop_id and c.id = set_channel_code_status.code_id
  returning * into kept;
  if not found then
    perform private.fail('CHANNEL_CODE_NOT_FOUND');
  end if;
  update referral.shares s
     set revoked_at = case kept.status
           when 'stopped' then coalesce(s.revoked_at, private.now()) end,
         revoked_by = case kept.status when 'stopped' then 'staff' end
   where s.shop_id = kept.shop_id and s.token = kept.token;
  return private.end_command(me, kept.id, private.channel_code_json(kept),
    jsonb_build_object('status', kept.status));
end $$;
comment on function api.set_channel_code_status(text, uuid, text, text, text) is
  'Staff: stop a channel code (it opens its page, counts clicks and binds nobody) or take it up '
  'again. Raises CHANNEL_CODE_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.set_channel_code_status(text, uuid, text, text, text)
  to authenticated;
