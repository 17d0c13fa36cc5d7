-- What a distributor reads of what he would earn: beside each card, and why on a product's page.
-- Nothing of it stands in what everybody reads.

create function private.day_words(at timestamptz) returns text
language plpgsql stable set search_path = '' as $$
begin
  return split_part(private.moment_words(at), ' ', 1);
end $$;
comment on function private.day_words(timestamptz) is
  'A day in Shanghai: 11月22日, with the year when it is another one.';

create function private.running_extras(rules shop.rule_sets, places uuid[], moment timestamptz)
  returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select string_agg(x.name || ' ' || private.bps_words(x.extra_bps)
          || case when x.ends_at < moment + interval '1 year'
             then '，至 ' || private.day_words(x.ends_at - interval '1 microsecond') else '' end,
        '；' order by x.ends_at, x.name)
      from shop.commission_extras x
     where x.shop_id = rules.shop_id and x.set_id = rules.id and x.scope_id = any (places)
       and x.starts_at <= moment and x.ends_at > moment);
end $$;
comment on function private.running_extras(shop.rule_sets, uuid[], timestamptz) is
  'Which extras hold in these places and until which day: 双十一 3%，至 11月12日; null for none.';

create function private.earned_json(earner private.earner, product_ids uuid[]) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('product_id', e.product_id,
          'lowest_fen', e.lowest_fen, 'highest_fen', e.highest_fen,
          'default_fen', private.earned_fen(e.cheapest),
          'extra', case when ((e.cheapest).term ->> 'extra_fen')::bigint > 0 then
              private.running_extras(earner.rules, (e.cheapest).places, earner.moment) end)
        order by e.product_id), '[]')
      from (select s.product_id,
                   min(private.earned_fen(s)) as lowest_fen,
                   max(private.earned_fen(s)) as highest_fen,
                   (array_agg(s) filter (where s.is_default))[1] as cheapest
              from private.earned_skus(earner, product_ids) s
             group by s.product_id) e
     where e.highest_fen > 0);
end $$;
comment on function private.earned_json(private.earner, uuid[]) is
  'What one piece of each of these products earns (contracts/earnings.ts Earning), in fen, by id; '
  'those that earn nothing are left out.';

create function private.promoting(out shop_id uuid, out distributor_id uuid)
language plpgsql stable set search_path = '' as $$
declare
  me record := private.distributor();
begin
  if me.status <> 'approved' then
    perform private.fail('DISTRIBUTOR_INACTIVE', jsonb_build_object('status', me.status));
  end if;
  promoting.shop_id := me.shop_id;
  promoting.distributor_id := me.distributor_id;
end $$;
comment on function private.promoting() is
  'The calling distributor, who earns from new orders. Raises DISTRIBUTOR_REQUIRED, '
  'DISTRIBUTOR_INACTIVE.';

create function api.list_earnings(products uuid[]) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rule sets are closed to every client role
declare
  me record := private.promoting();
  earner private.earner := private.earner_now(me.shop_id, me.distributor_id);
begin
  if coalesce(cardinality(products), 0) not between 1 and 50 then
    perform private.fail('INVALID_REQUEST', '{"field":"products"}');
  end if;
  return jsonb_build_object('items', private.earned_json(earner, products),
    'changes_at', private.earning_moment(earner),
    'follows_volume', earner.volume_fen is not null);
end $$;
comment on function api.list_earnings(uuid[]) is
  'Distributor: what one piece of each of these products (fifty at most) earns me on level 1 now, '
  'by my tier, at its price before any discount (contracts/earnings.ts Earnings), in fen. Goods '
  'that are not distributed are left out. changes_at: when it may change next by itself; '
  'follows_volume: with each order too. Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, '
  'INVALID_REQUEST.';
grant execute on function api.list_earnings(uuid[]) to authenticated;

create function api.get_earning(product uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: rule sets are closed to every client role
declare
  me record := private.promoting();
  earner private.earner := private.earner_now(me.shop_id, me.distributor_id);
  earning jsonb := private.earned_json(earner, array[product]) -> 0;
begin
  if earning is null then
    perform private.fail('PRODUCT_NOT_FOUND');
  end if;
  return earning || (
    select jsonb_build_object(
        'steps', private.explain_earning(earner,
            (array_agg(s) filter (where s.is_default))[1], earning ->> 'extra'),
        'skus', jsonb_agg(jsonb_build_object('sku_id', s.sku_id, 'price_fen', s.price_fen,
            'earned_fen', private.earned_fen(s)) order by s.n))
      from private.earned_skus(earner, array[product]) s);
end $$;
comment on function api.get_earning(uuid) is
  'Distributor: what one piece of a product earns me on level 1 now, and why '
  '(contracts/earnings.ts EarningWhy), in fen. Raises DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, '
  'PRODUCT_NOT_FOUND for one that is not on sale, is not distributed or earns nothing.';
grant execute on function api.get_earning(uuid) to authenticated;
