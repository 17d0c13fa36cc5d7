-- Who earned from a buyer, when, and by which opened card: the evidence behind a dispute.

create function private.click_json(shop_id uuid, click_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'opened_at', private.moment_of(c.id),
      'last_opened_at', c.clicked_at, 'openings', c.openings,
    'scene', c.scene, 'before_sign_in', c.actor_id is distinct from c.member_id,
    'share', jsonb_build_object('token', s.token, 'page', s.page, 'product_id', s.product_id,
                                'campaign', nullif(s.campaign, ''), 'channel', s.channel,
                                'revoked_at', s.revoked_at, 'is_code', s.code_id is not null))
  from referral.clicks c join referral.shares s on s.shop_id = c.shop_id and s.id = c.share_id
  where c.shop_id = click_json.shop_id and c.id = click_json.click_id
$$;
comment on function private.click_json(uuid, uuid) is
  'A click as evidence (contracts/staff/distributors.ts ClickEvidence); null once clicks that old '
  'are dropped.';

create function api.list_bindings(shop text, member_id uuid,
  after uuid default null, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: bindings and clicks are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  if not exists (select from member.members m
      where m.shop_id = me.shop_id and m.id = list_bindings.member_id) then
    perform private.fail('MEMBER_NOT_FOUND');
  end if;
  return (
    select private.page_of(jsonb_agg(jsonb_build_object('id', b.id,
             'distributor', jsonb_build_object('id', d.id,
                 'code', d.code, 'label', private.label(d.shop_id, d.id)),
             'cause', b.cause, 'bound_at', b.bound_at,
             'protected_until', case when isfinite(b.protected_until) then b.protected_until end,
             'ended_at', b.ended_at, 'ended_cause', b.ended_cause,
             'click', private.click_json(b.shop_id, b.click_id),
             'imported', private.import_evidence(b)) order by b.id desc), page_size,
                 'id')
      from (select * from referral.bindings x
             where x.shop_id = me.shop_id and x.member_id = list_bindings.member_id
               and (after is null or x.id < after)
             order by x.id desc limit private.page_limit(page_size)) b
      join referral.distributors d on d.shop_id = b.shop_id and d.id = b.distributor_id);
end $$;
comment on function api.list_bindings(text, uuid, uuid, int) is
  'Staff: whom a member was bound to, the newest first, each with its cause and the click or the '
  'row of a file that made it. Raises MEMBER_NOT_FOUND.';
grant execute on function api.list_bindings(text, uuid, uuid, int) to authenticated;
