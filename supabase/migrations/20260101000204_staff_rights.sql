-- What each role of the staff may do, and what of people's data it reads.

create function private.role_may(role text, permission text) returns boolean
language sql immutable set search_path = '' as $$
  select case role
    when 'owner' then true
    when 'manager' then permission not in (
        'staff', 'credentials', 'closing', 'payout_large', 'payout_rules', 'payout_large_rule')
    when 'finance' then permission in ('read',
        'personal_data', 'after_sale', 'refund', 'payout', 'payout_large', 'payout_rules',
        'reconcile', 'risk')
    when 'support' then permission in ('read', 'personal_data', 'order', 'ship', 'after_sale')
    when 'viewer' then permission in ('read')
    else false end
$$;
comment on function private.role_may(text, text) is
  'What each role may do. Permissions: read, personal_data, order, ship, after_sale (decide a '
  'buyer''s request, with the refund that follows), refund (without a request), payout, '
  'payout_large (approve above the limit), payout_rules (the limits of payouts), payout_large_rule '
  '(the limit by which payout_large is judged), reconcile (the differences between WeChat''s bills '
  'and the books), catalog, distributor, risk (read the cases of the risk centre), rules, staff, '
  'credentials, '
  'closing (whether the shop sells).';

create function private.mask_phones(value text) returns text
language sql immutable set search_path = '' as $$
  select regexp_replace(value,
    '(?<![0-9０-９])[+(（]?[0-9０-９](?:[-－ 　\u202D\u202C()（）]*[0-9０-９]){6,14}(?![0-9０-９])',
    '[号码已隐藏]', 'g')
$$;
comment on function private.mask_phones(text) is
  'A text without what looks like a phone: 7 to 15 digits in a row, also with spaces, hyphens or '
  'brackets between them. Longer numbers are ours.';

create function private.free_text_names() returns text[]
language sql immutable set search_path = '' as $$
  select '{remark,reason,review_reason,status_reason,note,fail_reason,message}'::text[]
$$;
comment on function private.free_text_names() is
  'The fields of answers in which people write freely. Kinds and codes of the same name hold no '
  'phone.';

create function private.mask_free_text(answer jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return case jsonb_typeof(answer)
    when 'array' then (select coalesce(jsonb_agg(private.mask_free_text(e) order by n), '[]')
        from jsonb_array_elements(answer) with ordinality x(e, n))
    when 'object' then (
      select coalesce(jsonb_object_agg(key, case
               when jsonb_typeof(value) = 'string' and key = any (private.free_text_names())
                 -- the number of a parcel
                 and (key <> 'note' or answer ->> 'event' is distinct from 'shipped')
                 then to_jsonb(private.mask_phones(value #>> '{}'))
               else private.mask_free_text(value) end), '{}')
        from jsonb_each(answer))
    else answer end;
end $$;
comment on function private.mask_free_text(jsonb) is
  'An answer in which the phones that people typed into remarks, notes and reasons are hidden. '
  'Free text has one of the names listed here; a test plants phones everywhere.';

create function private.as_read_by(answer jsonb, role text) returns jsonb
language sql immutable set search_path = '' as $$
  select case when private.role_may(role, 'personal_data')
      then answer else private.mask_free_text(answer) end
$$;
comment on function private.as_read_by(jsonb, text) is
  'An answer as a role may read it: free text is masked for who may not see personal data.';

create function private.staff(shop text, permission text,
  out shop_id uuid, out staff_id uuid, out role text)
language plpgsql stable security definer set search_path = '' as $$
  -- definer: reads staff rows for every caller
begin
  select t.shop_id, t.id, t.role into staff.shop_id, staff.staff_id, staff.role
    from shop.shops s join shop.staff t on t.shop_id = s.id
   where s.code = staff.shop and t.status = 'active'
     and t.user_id = auth.uid() and private.claims() ->> 'kind' is null;
  if staff.staff_id is null then
    if private.claims() ->> 'sub' is null then
      perform private.fail('SIGN_IN_REQUIRED');
    end if;
    perform private.fail('SHOP_NOT_FOUND');
  end if;
  if not private.role_may(staff.role, permission) then
    perform private.fail('FORBIDDEN', jsonb_build_object('permission', permission));
  end if;
end $$;
comment on function private.staff(text, text) is
  'The staff member who calls, or a refusal: SIGN_IN_REQUIRED, SHOP_NOT_FOUND for another''s shop, '
  'FORBIDDEN without the permission.';
