-- A distributor, in which state and since when, as that distributor reads it.

create function private.distributor_json(shop_id uuid, distributor_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', d.id, 'code', case when d.approved_at is not null then d.code end, 'status', d.status,
    'status_reason', case when d.status in ('rejected', 'suspended', 'expelled') then (
       select c.reason from referral.distributor_changes c
        where c.shop_id = d.shop_id and c.distributor_id = d.id and c.change = d.status
        order by c.id desc limit 1) end,
    'parent', (select jsonb_build_object('code', p.code, 'label', private.label(p.shop_id, p.id))
                 from referral.distributors p where p.shop_id = d.shop_id and p.id = d.parent_id),
    'tier', private.held_tier_json(d),
    'applied_at', d.applied_at, 'approved_at', d.approved_at)
  from referral.distributors d
  where d.shop_id = distributor_json.shop_id and d.id = distributor_json.distributor_id
$$;
comment on function private.distributor_json(uuid, uuid) is
  'A distributor''s own view (contracts/distributors.ts Distributor).';

create function private.set_distributor_status(
  shop_id uuid, distributor_id uuid, known text[],
    status text, change text, staff_id uuid, reason text
) returns text
language plpgsql volatile set search_path = '' as $$
declare
  before text;
begin
  select d.status into before from referral.distributors d
   where d.shop_id = set_distributor_status.shop_id
     and d.id = set_distributor_status.distributor_id for no key update;
  if before is null then
    perform private.fail('DISTRIBUTOR_NOT_FOUND');
  elsif before <> all (known) then
    perform private.fail('DISTRIBUTOR_STATE', jsonb_build_object('status', before));
  end if;
  update referral.distributors d set status = set_distributor_status.status
   where d.shop_id = set_distributor_status.shop_id
     and d.id = set_distributor_status.distributor_id;
  insert into referral.distributor_changes (shop_id, distributor_id, change, staff_id, reason)
  values (set_distributor_status.shop_id,
      set_distributor_status.distributor_id, set_distributor_status.change,
          set_distributor_status.staff_id, set_distributor_status.reason);
  perform private.tell_distributor(shop_id, distributor_id, status);
  return before;
end $$;
comment on function private.set_distributor_status(uuid, uuid, text[], text, text, uuid, text) is
  'Move a distributor from one of the known states to another, with its row of history. Answers '
  'the state before. Raises DISTRIBUTOR_NOT_FOUND, DISTRIBUTOR_STATE: of two deciding at once the '
  'second is refused.';

create function private.tell_distributor(shop_id uuid, distributor_id uuid, status text)
  returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.record_event(shop_id, 'distributor.changed', distributor_id,
      jsonb_build_object('status', status), distributor_id);
end $$;
comment on function private.tell_distributor(uuid, uuid, text) is
  'Tell the distributor and the staff that the state changed.';

create function private.distributor(out shop_id uuid, out distributor_id uuid, out status text)
language plpgsql stable set search_path = '' as $$
declare
  me record := private.member();
begin
  select d.shop_id, d.id, d.status
      into distributor.shop_id, distributor.distributor_id, distributor.status
    from referral.distributors d
   where d.shop_id = me.shop_id and d.id = me.member_id and d.approved_at is not null;
  if distributor.distributor_id is null then
    perform private.fail('DISTRIBUTOR_REQUIRED');
  end if;
end $$;
comment on function private.distributor() is
  'The calling distributor, in whatever state since the approval, or DISTRIBUTOR_REQUIRED.';
