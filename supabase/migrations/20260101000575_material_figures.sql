-- What materials brought: counted over the rows of uses, clicks and orders.

create function private.share_figures(shop_id uuid, share_ids uuid[]) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (select jsonb_build_object('clicks', k.clicks, 'buyers', o.buyers, 'orders', o.orders,
        'paid_fen', o.paid_fen)
    from (select count(*) as clicks from referral.clicks c
           where c.shop_id = share_figures.shop_id and c.share_id = any (share_ids)) k,
         (select count(*) as orders, count(distinct x.member_id) as buyers,
                 coalesce(sum(x.payable_fen), 0)::bigint as paid_fen
            from trade.orders x
           where x.shop_id = share_figures.shop_id and x.share_id = any (share_ids)
             and x.paid_at is not null) o);
end $$;
comment on function private.share_figures(uuid, uuid[]) is
  'What these shares brought so far: clicks counts counted clicks; orders, buyers and paid_fen the '
  'paid orders of which one of them was the buyer''s last click within 30 days (what was paid, '
  'with freight, refunds not taken off).';

create function private.use_figures(
  shop_id uuid, material_id uuid, distributor_id uuid default null
) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (select jsonb_build_object(
        'copied', count(*) filter (where u.kind = 'copied'),
        'saved', count(*) filter (where u.kind = 'saved'),
        'shared', count(*) filter (where u.kind = 'shared'))
      || private.share_figures(use_figures.shop_id, array(
        select s.id from referral.shares s
         where s.shop_id = use_figures.shop_id and s.material_id = use_figures.material_id
           and (use_figures.distributor_id is null or s.sharer_id = use_figures.distributor_id)))
    from referral.material_uses u
   where u.shop_id = use_figures.shop_id and u.material_id = use_figures.material_id
     and (use_figures.distributor_id is null
       or u.distributor_id = use_figures.distributor_id));
end $$;
comment on function private.use_figures(uuid, uuid, uuid) is
  'How often a material was copied, saved and sent, by all or by one distributor, and what the '
  'shares made with it brought (contracts/staff/materials.ts MaterialFigures); sums in fen.';

create function api.get_material_figures(
  shop text, material_id uuid, after uuid default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: uses, shares and orders are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  perform from referral.materials m
    where m.shop_id = me.shop_id and m.id = get_material_figures.material_id;
  if not found then
    perform private.fail('MATERIAL_NOT_FOUND');
  end if;
  return private.page_of((
      select jsonb_agg(jsonb_build_object('distributor_id', d.id, 'code', d.code,
               'label', private.label(d.shop_id, d.id), 'status', d.status)
             || private.use_figures(d.shop_id, get_material_figures.material_id, d.id)
             order by d.id desc)
        from (select x.* from referral.distributors x
               where x.shop_id = me.shop_id
                 and (after is null or x.id < after) and exists (
                   select from referral.shares s
                    where s.shop_id = x.shop_id and s.sharer_id = x.id
                      and s.material_id = get_material_figures.material_id)
               order by x.id desc limit private.page_limit(page_size)) d),
      page_size, 'distributor_id')
    || jsonb_build_object('total',
         private.use_figures(me.shop_id, get_material_figures.material_id));
end $$;
comment on function api.get_material_figures(text, uuid, uuid, int) is
  'Staff: what a material brought, whole and by each distributor who made a share with it, the '
  'newest distributor first (contracts/staff/materials.ts MaterialFiguresPage); sums in fen. '
  'Raises SHOP_NOT_FOUND, FORBIDDEN, MATERIAL_NOT_FOUND.';
grant execute on function api.get_material_figures(text, uuid, uuid, int) to authenticated;
