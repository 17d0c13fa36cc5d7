-- What a distributor is told when his tier changes.

create function private.tier_notice(shop_id uuid, detail jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  changed int := (detail ->> 'tier')::int;
  name text := coalesce((select t.name from referral.tiers t
    where t.shop_id = tier_notice.shop_id and t.tier = changed), '第 ' || changed || ' 级');
  until text := '到 ' || private.moment_words((detail ->> 'at')::timestamptz);
begin
  return jsonb_build_object('title', case detail ->> 'cause'
      when 'up' then '等级升到' || name
      when 'kept' then name || '已保级'
      when 'down' then '等级回到' || name
      when 'pinned' then '商家把你的等级定为' || name
      else name || '不再由商家固定' end,
    'words', case detail ->> 'cause'
      when 'down' then '上一等级到期时没有达到保级条件。之后的订单按新的等级计佣金。'
      when 'unpinned' then '之后按客户的成交评定等级。'
      when 'kept' then '有效' || coalesce(until, '长期') || '。'
      else format('有效%s。之后的订单按新的等级计佣金。', coalesce(until, '长期')) end,
    'leads_to', 'tier');
end $$;
comment on function private.tier_notice(uuid, jsonb) is
  'The notice of a tier that changed, in words: detail {"cause", "tier", "at"?: until when}.';
