-- The links and posters that a distributor handed out, each with what it brought.

create function private.link_figures(
  shop_id uuid, sharer_id uuid, from_at timestamptz, to_at timestamptz
) returns table (
  share_id uuid, openings bigint, buyers bigint, orders bigint, kept_fen bigint)
language plpgsql stable rows 100 set search_path = '' as $$
begin
  return query
    with earned as (
      select p.order_id, sum(p.kept_fen) as fen
        from private.promised_to(shop_id, sharer_id, from_at, to_at) p
       where p.level = 1 group by 1
    ), sold as (
      select s.share_id, count(*) as orders, count(distinct s.member_id) as buyers,
             coalesce(sum(e.fen), 0) as fen
        from private.sales_of(shop_id, sharer_id, from_at, to_at) s
        left join earned e on e.order_id = s.order_id
       where s.share_id is not null group by 1
    ), opened as (
      select o.share_id, count(*) as openings
        from private.openings_of(shop_id, sharer_id, from_at, to_at) o group by 1
    )
    select s.id, coalesce(o.openings, 0), coalesce(b.buyers, 0)::bigint,
           coalesce(b.orders, 0)::bigint, coalesce(b.fen, 0)::bigint
      from referral.shares s
      left join opened o on o.share_id = s.id
      left join sold b on b.share_id = s.id
     where s.shop_id = link_figures.shop_id and s.sharer_id = link_figures.sharer_id;
end $$;
comment on function private.link_figures(uuid, uuid, timestamptz, timestamptz) is
  'Each link of one distributor in [from_at, to_at): openings; orders paid then of which he is '
  'level 1 and whose buyer came last by this link, their different buyers, and the commission '
  'kept of them on level 1 in fen.';

create function private.listed_links(
  shop_id uuid, sharer_id uuid, from_at timestamptz, to_at timestamptz,
  sorted private.sorting, most int
) returns table (
  id uuid, key bigint, openings bigint, buyers bigint, orders bigint, kept_fen bigint)
language plpgsql stable rows 21 set search_path = '' as $$
begin
  return query
    select f.share_id, k.key, f.openings, f.buyers, f.orders, f.kept_fen
      from private.link_figures(shop_id, sharer_id, from_at, to_at) f
     cross join lateral (select case sorted.name when 'openings' then f.openings
       when 'orders' then f.orders when 'kept_fen' then f.kept_fen else 0 end) k(key)
     where sorted.id is null or case when sorted.up
         then (k.key, f.share_id) > (sorted.key, sorted.id)
         else (k.key, f.share_id) < (sorted.key, sorted.id) end
     order by case when sorted.up then k.key end, case when sorted.up then f.share_id end,
              k.key desc, f.share_id desc
     limit most;
end $$;
comment on function private.listed_links(
  uuid, uuid, timestamptz, timestamptz, private.sorting, int) is
  'Up to `most` links of a list with their keys and figures; ids are made in the order of '
  'created_at.';

create function private.link_json(s referral.shares) returns jsonb
language sql stable set search_path = '' as $$
  select private.share_json(s) || jsonb_build_object(
    'revoked_at', s.revoked_at, 'is_code', s.code_id is not null,
    'product_title', p.title, 'image_url', p.images[1],
    'last_opened_at', (
      select max(c.clicked_at) from referral.clicks c
       where c.shop_id = s.shop_id and c.share_id = s.id))
    from (select s.shop_id) one
    left join catalog.products p on p.shop_id = s.shop_id and p.id = s.product_id
$$;
comment on function private.link_json(referral.shares) is
  'A link as its sharer sees it in his list; last_opened_at is of all time. is_code: a channel '
  'code of the shop that leads to him, which only the shop stops.';

create function private.links_page(
  shop_id uuid, sharer_id uuid, days int, sort text, after text, page_size int) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  span record := private.days_back(days);
  sorted private.sorting := private.sorting_of(
    sort, '{created_at,openings,orders,kept_fen}', after);
  page jsonb;
begin
  select private.sorted_page(
      jsonb_agg(private.link_json(s) || jsonb_build_object('openings', p.openings,
        'buyers', p.buyers, 'orders', p.orders, 'kept_fen', p.kept_fen) order by p.n),
      array_agg(private.mark(sort, p.key, p.id) order by p.n), page_size)
    into page
    from private.listed_links(shop_id, sharer_id, span.from_at, span.to_at, sorted,
           private.page_limit(page_size))
         with ordinality p(id, key, openings, buyers, orders, kept_fen, n)
    join referral.shares s on s.shop_id = links_page.shop_id and s.id = p.id;
  if after is null then
    page := page || private.total_of((select count(*) from referral.shares s
      where s.shop_id = links_page.shop_id and s.sharer_id = links_page.sharer_id));
  end if;
  return page;
end $$;
comment on function private.links_page(uuid, uuid, int, text, text, int) is
  'A page of one distributor''s links with the figures of the last 1, 7 or 30 days '
  '(contracts/promoting.ts LinkPage), by created_at, openings, orders or kept_fen. The first one '
  'has the total. Raises INVALID_REQUEST.';

create function api.list_my_links(
  days int default 30, sort text default '-created_at', after text default null,
  page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: shares, clicks and orders are closed to every client role
declare
  me record := private.distributor();
begin
  return private.links_page(me.shop_id, me.distributor_id, days, sort, after, page_size);
end $$;
comment on function api.list_my_links(int, text, text, int) is
  'Distributor: my links and posters with what each brought in the last 1, 7 or 30 days, by '
  'created_at, openings, orders or kept_fen. Raises DISTRIBUTOR_REQUIRED, INVALID_REQUEST.';
grant execute on function api.list_my_links(int, text, text, int) to authenticated;

create function api.list_distributor_links(
  shop text, distributor_id uuid, days int default 30, sort text default '-created_at',
  after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: shares, clicks and orders are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  perform private.require_distributor(me.shop_id, distributor_id);
  return private.links_page(me.shop_id, distributor_id, days, sort, after, page_size);
end $$;
comment on function api.list_distributor_links(text, uuid, int, text, text, int) is
  'Staff: the links of one distributor as he sees them. Raises SHOP_NOT_FOUND, FORBIDDEN, '
  'DISTRIBUTOR_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.list_distributor_links(text, uuid, int, text, text, int)
  to authenticated;
