-- What WeChat pushes to a mini program: kept once; a closed account is forgotten, a withdrawn
-- authorisation takes its data along.

create function api.record_message_push(shop text, dedupe_key text, message jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  here uuid := private.shop_id_of(shop);
  leaving boolean := message ->> 'Event' in ('user_authorization_revoke',
    'user_authorization_cancellation');
  member_id uuid;
  unknown int[];
begin
  insert into person.notices (shop_id, kind, wechat_id, outcome, body, retain_until)
  values (here, 'push', encode(sha256(convert_to(coalesce(dedupe_key, message::text, ''), 'UTF8')),
      'hex'), 'applied',
          case when leaving then message - array['OpenID', 'FromUserName']
              else coalesce(message, '{}') end, private.now() + private.retention('notices'))
  on conflict (shop_id, kind, wechat_id) where outcome <> 'rejected' do nothing;
  if not found then
    return private.verdict('duplicate', null);
  end if;
  if leaving then
    select i.member_id into member_id from person.identities i
     where i.shop_id = here
       and i.openid = coalesce(message ->> 'OpenID', message ->> 'FromUserName');
    if not found then
      return private.verdict('applied', null);
    elsif message ->> 'Event' = 'user_authorization_cancellation' then
      perform private.forget_member(here, member_id, 'account_closed');
    else
      unknown := private.revoke(here, member_id, message ->> 'RevokeInfo');
      if unknown <> '{}' then
        perform private.add_work(here,
            'revocation_unknown', member_id, jsonb_build_object('numbers', unknown));
      end if;
    end if;
  end if;
  perform private.apply_trade_push(here, message);
  perform private.apply_subscribe_push(here, message);
  return private.verdict('applied', null);
end $$;
comment on function api.record_message_push(text, text, jsonb) is
  'A verified message push, kept so long as private.retention says, once per dedupe_key (as a '
  'digest: the key holds an openid). A member who closes the account is forgotten '
  '(private.forget_member); of whoever withdraws an authorisation goes what RevokeInfo names, and '
  'numbers not known here are on the work list. Such a message is kept without its openid; other '
  'events are kept only. Answers {"result": "applied"|"duplicate", "reason"}.';
grant execute on function api.record_message_push(text, text, jsonb) to mall_wechat;
