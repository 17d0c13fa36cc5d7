-- An invitation, code or poster taken back: it still opens its page and counts its clicks, and
-- binds nobody. Sharing the same thing again makes a new token.

create function private.revoke(shop_id uuid, share_id uuid, revoked_by text, reason text)
  returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  revoked referral.shares;
begin
  -- who is being bound by it has it until that is done; who comes after finds it revoked
  update referral.shares s set revoked_at = private.now(), revoked_by = revoke.revoked_by,
         revoke_reason = revoke.reason
   where s.shop_id = revoke.shop_id and s.id = revoke.share_id and s.revoked_at is null;
  select * into revoked from referral.shares s
   where s.shop_id = revoke.shop_id and s.id = revoke.share_id;
  return private.share_json(revoked);
end $$;
comment on function private.revoke(uuid, uuid, text, text) is
  'Take a share back, once: who did first stays written. Answers the share.';

create function api.revoke_share(token text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes shares
declare
  me record := private.member();
  share referral.shares := private.share_of_token(me.shop_id, token);
begin
  if share.sharer_id is distinct from me.member_id or share.code_id is not null then
    perform private.fail('SHARE_NOT_FOUND');
  end if;
  return private.revoke(me.shop_id, share.id, 'sharer', null);
end $$;
comment on function api.revoke_share(text) is
  'Member: take back a link, code, poster or invitation of mine. It still opens its page, counts '
  'its clicks and binds nobody; again, it changes nothing. Raises SHARE_NOT_FOUND.';
grant execute on function api.revoke_share(text) to authenticated;

create function api.staff_revoke_share(shop text, token text, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes shares
declare
  me private.staff_command := private.begin_command(shop, 'distributor', 'staff_revoke_share',
      idempotency_key, jsonb_build_array(token, reason), reason);
  share referral.shares;
begin
  if me.answer is not null then
    return me.answer;
  end if;
  share := private.share_of_token(me.shop_id, token);
  if share.code_id is not null then
    perform private.fail('SHARE_NOT_FOUND');
  end if;
  return private.end_command(me, share.id,
    private.revoke(me.shop_id, share.id, 'staff', me.reason),
    jsonb_build_object('token', share.token, 'sharer_id', share.sharer_id));
end $$;
comment on function api.staff_revoke_share(text, text, text, text) is
  'Staff: take back what somebody shares, with a reason; see api.revoke_share. A channel code is '
  'stopped instead. Raises SHARE_NOT_FOUND.';
grant execute on function api.staff_revoke_share(text, text, text, text) to authenticated;
