-- Commission is held back for a reason, and released when the last reason has ended.

create function private.hold(shop_id uuid, commission_ids uuid[], reason text,
  after_sale_id uuid default null, note text default null, case_id uuid default null)
  returns void
language plpgsql volatile set search_path = '' as $$
declare
  open_ids uuid[];
begin
  select array_agg(x.id) into open_ids from (
    select c.id from ledger.commissions c
     where c.shop_id = hold.shop_id and c.id = any (commission_ids)
       and c.status = any (private.commission_states('unsettled'))
     order by c.id for update) x;
  insert into ledger.commission_holds (shop_id, commission_id, reason, after_sale_id, note, case_id)
  select hold.shop_id, id, hold.reason, hold.after_sale_id, hold.note, hold.case_id
    from unnest(open_ids) id
   where not exists (select from ledger.commission_holds h
                      where h.shop_id = hold.shop_id
                        and h.commission_id = id and h.released_at is null
                        and h.reason = hold.reason and h.after_sale_id
                            is not distinct from hold.after_sale_id);
  with moved as (
    update ledger.commissions c set status = 'held'
     where c.shop_id = hold.shop_id and c.id = any (open_ids) and c.status = 'pending'
    returning c.id)
  select array_agg(m.id) into open_ids from moved m;
  perform private.tell_moved(hold.shop_id, open_ids, 'commission.held');
end $$;
comment on function private.hold(uuid, uuid[], text, uuid, text, uuid) is
  'Open a hold on commissions that have not settled; the same reason holds once.';

create function private.release(shop_id uuid, hold_ids uuid[]) returns void
language plpgsql volatile set search_path = '' as $$
declare
  ids uuid[];
begin
  select array_agg(x.id) into ids from (
    select c.id from ledger.commissions c
     where c.shop_id = release.shop_id
       and c.id in (select h.commission_id from ledger.commission_holds h
           where h.shop_id = release.shop_id and h.id = any (hold_ids))
     order by c.id for update) x;
  update ledger.commission_holds h set released_at = private.now()
   where h.shop_id = release.shop_id and h.id = any (hold_ids) and h.released_at is null;
  with moved as (
    update ledger.commissions c set status = 'pending'
     where c.shop_id = release.shop_id and c.id = any (ids) and c.status = 'held'
       and not exists (select from ledger.commission_holds h where h.shop_id = c.shop_id
           and h.commission_id = c.id and h.released_at is null)
    returning c.id)
  select array_agg(m.id) into ids from moved m;
  perform private.tell_moved(release.shop_id, ids, 'commission.released');
end $$;
comment on function private.release(uuid, uuid[]) is
  'Release holds; a commission without any other is pending again and settles at its date or at '
  'once.';

create function private.hold_after_sale(shop_id uuid, after_sale_id uuid) returns void
language sql volatile set search_path = '' as $$
  select private.hold(hold_after_sale.shop_id, array(
      select c.id from trade.after_sale_lines x
        join ledger.commissions c on c.shop_id = x.shop_id
         and c.order_id = x.order_id and c.line_no = x.line_no
       where x.shop_id = hold_after_sale.shop_id
         and x.after_sale_id = hold_after_sale.after_sale_id),
    'after_sale', hold_after_sale.after_sale_id)
$$;
comment on function private.hold_after_sale(uuid, uuid) is
  'Hold the commission of the lines of an after-sale.';

create function private.release_after_sale(shop_id uuid, after_sale_id uuid) returns void
language sql volatile set search_path = '' as $$
  select private.release(release_after_sale.shop_id, array(
      select h.id from ledger.commission_holds h
       where h.shop_id = release_after_sale.shop_id
         and h.after_sale_id = release_after_sale.after_sale_id and h.released_at is null))
$$;
comment on function private.release_after_sale(uuid, uuid) is
  'The after-sale is over: its holds open.';

create function private.hold_commissions(shop_id uuid, distributor_id uuid, reason text)
  returns void
language sql volatile set search_path = '' as $$
  select private.hold(hold_commissions.shop_id, array(
      select c.id from ledger.commissions c
       where c.shop_id = hold_commissions.shop_id
         and c.distributor_id = hold_commissions.distributor_id
         and c.status = any (private.commission_states('unsettled'))),
    hold_commissions.reason)
$$;
comment on function private.hold_commissions(uuid, uuid, text) is
  'Hold all unsettled commission of a distributor.';

create function private.release_commissions(shop_id uuid, distributor_id uuid, reason text)
  returns void
language sql volatile set search_path = '' as $$
  select private.release(release_commissions.shop_id, array(
      select h.id from ledger.commission_holds h
        join ledger.commissions c on c.shop_id = h.shop_id and c.id = h.commission_id
       where c.shop_id = release_commissions.shop_id
         and c.distributor_id = release_commissions.distributor_id
         and h.reason = release_commissions.reason and h.released_at is null))
$$;
comment on function private.release_commissions(uuid, uuid, text) is
  'Release a distributor''s holds of one reason.';
