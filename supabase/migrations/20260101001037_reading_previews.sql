-- What a preview found: before and after, whom and what it moves.

create function private.preview_side(preview shop.rule_previews, part text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('before_fen', coalesce(sum(s.before_fen), 0)::bigint,
      'after_fen', coalesce(sum(s.after_fen), 0)::bigint)
    from shop.rule_preview_sums s
   where s.shop_id = preview.shop_id and s.preview_id = preview.id and s.kind = 'distributor'
     and (preview_side.part is null or s.part = preview_side.part)
$$;
comment on function private.preview_side(shop.rule_previews, text) is
  'What a part (null: all) paid and would pay, in fen.';

create function private.preview_moved(preview shop.rule_previews)
  returns table (kind text, id uuid, before_fen bigint, after_fen bigint)
language sql stable set search_path = '' as $$
  select case k.kind when 'own' then s.kind else 'category' end,
         case k.kind when 'own' then s.subject_id else p.category_id end,
         sum(s.before_fen)::bigint, sum(s.after_fen)::bigint
    from shop.rule_preview_sums s
   cross join (values ('own'), ('category')) k(kind)
    left join catalog.products p on k.kind = 'category' and s.kind = 'product'
     and p.shop_id = s.shop_id and p.id = s.subject_id
   where s.shop_id = preview.shop_id and s.preview_id = preview.id
     and (k.kind = 'own' or p.category_id is not null)
   group by 1, 2
$$;
comment on function private.preview_moved(shop.rule_previews) is
  'What each product, category and distributor was paid and would be, in fen.';

create function private.preview_list(preview shop.rule_previews, kind text, sign int)
  returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'label', case m.kind
        when 'distributor' then private.label(preview.shop_id, m.id)
        else coalesce(private.place_name(preview.shop_id, m.kind, m.id), '') end,
      'before_fen', m.before_fen, 'after_fen', m.after_fen,
      'change_fen', m.after_fen - m.before_fen)
      order by abs(m.after_fen - m.before_fen) desc, m.id), '[]')
    from (select * from private.preview_moved(preview) x
           where x.kind = preview_list.kind and x.after_fen <> x.before_fen
             and (sign = 0 or sign(x.after_fen - x.before_fen) = sign)
           order by abs(x.after_fen - x.before_fen) desc, x.id limit 20) m
$$;
comment on function private.preview_list(shop.rule_previews, text, int) is
  'The twenty products, categories or distributors that a preview moves most; sign 1: those that '
  'get more, -1: those that get less, 0: both.';

create function private.over_margin(preview shop.rule_previews) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('product_id', w.id,
      'title', private.place_name(preview.shop_id, 'product', w.id), 'goods_fen', w.goods_fen,
      'margin_fen', w.margin_fen, 'commission_fen', w.after_fen) order by w.over desc, w.id), '[]')
    from (select s.subject_id as id, sum(s.goods_fen)::bigint as goods_fen,
                 sum(s.after_fen)::bigint as after_fen,
                 (sum(s.goods_fen) - sum(s.cost_fen))::bigint as margin_fen,
                 sum(s.after_fen) - (sum(s.goods_fen) - sum(s.cost_fen)) as over
            from shop.rule_preview_sums s
           where s.shop_id = preview.shop_id and s.preview_id = preview.id
             and s.kind = 'product'
           group by s.subject_id having count(*) = count(s.cost_fen)
              and sum(s.after_fen) > sum(s.goods_fen) - sum(s.cost_fen)
           order by over desc, s.subject_id limit 20) w
$$;
comment on function private.over_margin(shop.rule_previews) is
  'The twenty products whose commission would exceed most what their goods left over their cost, '
  'in fen; those whose cost is known.';

create function private.rule_preview_json(preview shop.rule_previews) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object('id', preview.id, 'days', preview.days, 'orders', preview.orders,
    'done_orders', preview.done_orders, 'is_done', preview.is_done,
    'level1', private.preview_side(preview, 'level1'),
    'level2', private.preview_side(preview, 'level2'),
    'volume', private.preview_side(preview, 'volume'),
    'goods_fen', (select coalesce(sum(s.goods_fen), 0)::bigint from shop.rule_preview_sums s
        where s.shop_id = preview.shop_id and s.preview_id = preview.id and s.kind = 'product'),
    'capped_orders', preview.capped_orders)
    || private.preview_side(preview, null)
    || case when preview.is_done then jsonb_build_object(
      'over_margin', private.over_margin(preview),
      'products', private.preview_list(preview, 'product', 0),
      'categories', private.preview_list(preview, 'category', 0),
      'winners', private.preview_list(preview, 'distributor', 1),
      'losers', private.preview_list(preview, 'distributor', -1))
      else '{"over_margin":[],"products":[],"categories":[],"winners":[],"losers":[]}' end;
end $$;
comment on function private.rule_preview_json(shop.rule_previews) is
  'A preview as contracts/staff/rule_preview.ts RulePreview; its lists once it is done.';

create function api.get_rule_preview(shop text, preview_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: previews are closed to every client role
declare
  me record := private.staff(shop, 'read');
  preview shop.rule_previews;
begin
  select * into preview from shop.rule_previews p
   where p.shop_id = me.shop_id and p.id = get_rule_preview.preview_id;
  if not found then
    perform private.fail('RULE_PREVIEW_NOT_FOUND');
  end if;
  return private.rule_preview_json(preview);
end $$;
comment on function api.get_rule_preview(text, uuid) is
  'Staff: a preview as far as it is. Raises RULE_PREVIEW_NOT_FOUND, SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_rule_preview(text, uuid) to authenticated;
