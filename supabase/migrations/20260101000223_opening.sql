-- Opening a shop: the one call of the platform's operator.

create function private.open_shop(code text, name text, owner_email text, address text)
  returns text
language plpgsql volatile set search_path = '' as $$
declare
  token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
begin
  perform private.invite(private.create_shop(open_shop.code, btrim(open_shop.name)), owner_email,
      '店主', 'owner', encode(sha256(token::bytea), 'hex'));
  return format('%s/dashboard/invitation?shop=%s&token=%s', rtrim(address, '/'), code, token);
exception
when unique_violation then
  perform private.fail('CODE_TAKEN', '{"field":"code"}');
when check_violation or not_null_violation then
  perform private.fail('INVALID_REQUEST', jsonb_build_object('reason', sqlerrm));
end $$;
comment on function private.open_shop(text, text, text, text) is
  'Open a shop and invite its owner for seven days: answers the link to send to owner_email, once. '
  'address is where the dashboard stands, e.g. https://mall.example.com. All else the owner enters '
  'at the settings page. For the operator of the platform: no client may call it. Raises '
  'CODE_TAKEN, INVALID_REQUEST with the rule that is broken.';
