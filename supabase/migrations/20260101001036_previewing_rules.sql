-- Previews of the draft: begun, continued call by call, and read.

create function private.replayed_count(shop_id uuid, after_ uuid, since timestamptz,
  until timestamptz) returns table (distributor_id uuid, orders bigint)
language sql stable set search_path = '' as $$
  select coalesce(o.level1_id, o.shop_id), count(*)
    from trade.orders o
   where o.shop_id = replayed_count.shop_id and o.paid_at is not null
     and o.placed_at >= since and o.placed_at < until
     and num_nonnulls(o.level1_id, o.level2_id) > 0
     and (after_ is null or coalesce(o.level1_id, o.shop_id) > after_)
   group by 1
$$;
comment on function private.replayed_count(uuid, uuid, timestamptz, timestamptz) is
  'How many orders each distributor after one has that a preview replays.';

create function api.preview_rule_draft(shop text, revision int, days int) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes how far the preview is
declare
  me record := private.staff(shop, 'rules');
  draft shop.rule_sets := private.rule_draft(me.shop_id);
  begun shop.rule_previews;
begin
  if days is null or days not in (30, 90) then
    perform private.fail('INVALID_REQUEST', '{"field":"days"}');
  elsif draft.revision is distinct from preview_rule_draft.revision or draft.id is null then
    perform private.fail('RULE_DRAFT_CHANGED',
        jsonb_build_object('draft', private.rule_draft_json(draft)));
  end if;
  insert into shop.rule_previews (shop_id, rule_set_id, revision, days, since, until, orders)
  select me.shop_id, draft.id, draft.revision, preview_rule_draft.days,
         private.now() - make_interval(days => preview_rule_draft.days), private.now(),
         coalesce(sum(c.orders), 0)
    from private.replayed_count(me.shop_id, null,
      private.now() - make_interval(days => preview_rule_draft.days), private.now()) c
  returning * into begun;
  return private.rule_preview_json(begun);
end $$;
comment on function api.preview_rule_draft(text, int, int) is
  'Staff: begin a replay of the draft over the paid orders of the last 30 or 90 days; nothing of '
  'the shop changes. Answers contracts/staff/rule_preview.ts RulePreview. Raises '
  'RULE_DRAFT_CHANGED, INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.preview_rule_draft(text, int, int) to authenticated;

create function private.next_replayed(preview shop.rule_previews,
  out distributors uuid[], out orders bigint)
language sql stable set search_path = '' as $$
  select array_agg(n.distributor_id order by n.distributor_id), sum(n.orders)::bigint
    from (select c.distributor_id, c.orders,
                 sum(c.orders) over (order by c.distributor_id) - c.orders as before_
            from private.replayed_count(
              preview.shop_id, preview.done_id, preview.since, preview.until) c) n
   where n.before_ < 4000
$$;
comment on function private.next_replayed(shop.rule_previews) is
  'Whose orders the next call replays: distributors until there are 4,000 orders or more.';

create function private.replay_part(preview shop.rule_previews, distributors uuid[])
  returns bigint
language plpgsql volatile set search_path = '' as $$
declare
  rules shop.rule_sets;
  capped bigint;
begin
  select * into strict rules from shop.rule_sets r
   where r.shop_id = preview.shop_id and r.id = preview.rule_set_id;
  with replayed as materialized (
    select r.* from private.replay(rules, distributors, preview.since, preview.until) r
  ), part as (
    select r.line, p.part, p.earner, p.before_fen, p.after_fen,
           case p.part when 'level1' then r.kept_fen else 0 end as goods_fen,
           case p.part when 'level1' then r.cost_fen else 0 end as cost_fen
      from replayed r
     cross join lateral (values
       ('level1', r.level1_id,
         private.level_fen((r.line).terms, 1, r.kept_fen, (r.line).goods_fen),
         private.level_fen(r.terms, 1, r.kept_fen, (r.line).goods_fen)),
       ('level2', r.level2_id,
         private.level_fen((r.line).terms, 2, r.kept_fen, (r.line).goods_fen),
         private.level_fen(r.terms, 2, r.kept_fen, (r.line).goods_fen)),
       ('volume', r.level1_id, r.bonus_before_fen, r.bonus_fen)
     ) p(part, earner, before_fen, after_fen)
     where p.part <> 'volume' or r.bonus_before_fen + r.bonus_fen > 0
  ), written as (
    insert into shop.rule_preview_sums as s
      (shop_id, preview_id, kind, subject_id, part, goods_fen, cost_fen, before_fen, after_fen)
    select preview.shop_id, preview.id, k.kind, k.subject_id, p.part, sum(p.goods_fen),
           case when count(*) = count(p.cost_fen) then sum(p.cost_fen) end,
           sum(p.before_fen), sum(p.after_fen)
      from part p
     cross join lateral (values
       ('product', (p.line).product_id), ('distributor', p.earner)) k(kind, subject_id)
     where k.subject_id is not null
     group by k.kind, k.subject_id, p.part
    on conflict on constraint rule_preview_sums_pkey do update
      set goods_fen = s.goods_fen + excluded.goods_fen, cost_fen = s.cost_fen + excluded.cost_fen,
          before_fen = s.before_fen + excluded.before_fen,
          after_fen = s.after_fen + excluded.after_fen
  )
  select count(distinct (r.line).order_id) into capped from replayed r
   where r.terms @> '[{"clamped":true}]';
  return capped;
end $$;
comment on function private.replay_part(shop.rule_previews, uuid[]) is
  'Replay the orders of these distributors and add them to the sums of a preview. Answers how many '
  'of the orders the cap cuts.';

create function api.continue_rule_preview(shop text, preview_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes how far the preview is
declare
  me record := private.staff(shop, 'rules');
  preview shop.rule_previews;
  next_ record;
  capped bigint;
begin
  select * into preview from shop.rule_previews p
   where p.shop_id = me.shop_id and p.id = continue_rule_preview.preview_id for update;
  if not found then
    perform private.fail('RULE_PREVIEW_NOT_FOUND');
  end if;
  if preview.is_done then
    return private.rule_preview_json(preview);
  end if;
  next_ := private.next_replayed(preview);
  if next_.distributors is not null then
    capped := private.replay_part(preview, next_.distributors);
    update shop.rule_previews p
       set done_orders = p.done_orders + next_.orders, capped_orders = p.capped_orders + capped,
           done_id = next_.distributors[cardinality(next_.distributors)]
     where p.shop_id = preview.shop_id and p.id = preview.id returning * into preview;
  end if;
  if next_.distributors is null or preview.done_orders >= preview.orders then
    update shop.rule_previews p set is_done = true
     where p.shop_id = preview.shop_id and p.id = preview.id returning * into preview;
  end if;
  return private.rule_preview_json(preview);
end $$;
comment on function api.continue_rule_preview(text, uuid) is
  'Staff: the next part of a preview, some thousand orders; asked again when it is done it '
  'answers the same. Raises RULE_PREVIEW_NOT_FOUND (the draft has changed since), FORBIDDEN.';
grant execute on function api.continue_rule_preview(text, uuid) to authenticated;
