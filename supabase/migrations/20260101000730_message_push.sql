-- What WeChat pushes to a mini program: kept once, and a person who withdraws is forgotten.

create function api.record_message_push(shop text, dedupe_key text, message jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$  -- definer: server role owns nothing
declare
  here uuid := private.shop_id_of(shop);
  leaving boolean := message ->> 'Event' in ('user_authorization_revoke', 'user_authorization_cancellation');
  member_id uuid;
begin
  insert into person.notices (shop_id, kind, wechat_id, outcome, body, retain_until)
  values (here, 'push', encode(sha256(convert_to(coalesce(dedupe_key, message::text, ''), 'UTF8')), 'hex'), 'applied',
          case when leaving then message - array['OpenID', 'FromUserName'] else coalesce(message, '{}') end, private.now() + interval '180 days')
  on conflict (shop_id, kind, wechat_id) where outcome <> 'rejected' do nothing;
  if not found then
    return private.verdict('duplicate', null);
  end if;
  if leaving then
    select i.member_id into member_id from person.identities i
     where i.shop_id = here and i.openid = coalesce(message ->> 'OpenID', message ->> 'FromUserName');
    if found then
      perform private.forget_member(here, member_id);
    end if;
  end if;
  perform private.apply_trade_push(here, message);
  return private.verdict('applied', null);
end $$;
comment on function api.record_message_push(text, text, jsonb) is
  'A verified message push, kept for 180 days, once per dedupe_key (as a digest: the key holds an openid). Who withdraws his authorisation or closes '
  'his account is forgotten, and the message kept without him; other events are kept only. Answers {"result": "applied"|"duplicate", "reason"}.';
grant execute on function api.record_message_push(text, text, jsonb) to mall_wechat;
