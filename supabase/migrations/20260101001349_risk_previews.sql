-- What a rule would have found over the last 90 days: the same function over what happened, a part
-- at each call.

create table risk.previews (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  rule text not null references risk.rules (rule),
  weight int not null,
  thresholds jsonb not null,
  since timestamptz not null,
  until timestamptz not null,
  subjects bigint not null,
  done_subjects bigint not null default 0,
  done_id uuid,
  is_done boolean not null default false,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id)
);
comment on table risk.previews is
  'A replay of a rule with these settings over what it judges, from since to until; done_id is the '
  'last of them. Kept for a day.';
alter table risk.previews enable row level security;

create table risk.preview_hits (
  shop_id uuid not null,
  preview_id uuid not null,
  distributor_id uuid not null,
  key text not null,
  weight int not null,
  orders uuid[] not null,
  primary key (shop_id, preview_id, distributor_id, key),
  foreign key (shop_id, preview_id) references risk.previews (shop_id, id) on delete cascade
);
comment on table risk.preview_hits is 'What a preview has found so far, each hit once.';
alter table risk.preview_hits enable row level security;

create function private.past_subjects(shop_id uuid, subject text, after_ uuid, upto uuid,
  most int) returns setof uuid
language plpgsql stable rows 1000 set search_path = '' as $$
begin
  case subject
    when 'order' then return query
      select o.id from trade.orders o where o.shop_id = past_subjects.shop_id
         and o.id > after_ and o.id < upto and o.paid_at is not null order by o.id limit most;
    when 'closing' then return query
      select o.id from trade.orders o where o.shop_id = past_subjects.shop_id
         and o.id > after_ and o.id < upto and o.status = 'closed' order by o.id limit most;
    when 'refund' then return query
      select r.id from pay.refunds r where r.shop_id = past_subjects.shop_id
         and r.id > after_ and r.id < upto and r.cause = 'after_sale' order by r.id limit most;
    when 'withdrawal' then return query
      select w.id from pay.withdrawals w where w.shop_id = past_subjects.shop_id
         and w.id > after_ and w.id < upto order by w.id limit most;
  end case;
end $$;
comment on function private.past_subjects(uuid, text, uuid, uuid, int) is
  'What a rule of this kind judges, made between two ids, the oldest first.';

create function private.risk_preview_json(preview risk.previews) returns jsonb
language sql stable set search_path = '' as $$
  with by_earner as materialized (
    select h.distributor_id, count(*) as hits, sum(h.weight) as score
      from risk.preview_hits h
     where h.shop_id = preview.shop_id and h.preview_id = preview.id group by 1
  ), concerned as (
    select c.distributor_id, count(distinct c.order_id) as orders,
           sum(c.commission_fen - c.reversed_fen)::bigint as fen
      from (select distinct h.distributor_id, o.id from risk.preview_hits h
             cross join lateral unnest(h.orders) o(id)
             where h.shop_id = preview.shop_id and h.preview_id = preview.id) x
      join ledger.commissions c on c.shop_id = preview.shop_id and c.order_id = x.id
       and c.distributor_id = x.distributor_id
     group by 1
  )
  select jsonb_build_object('id', preview.id, 'rule', preview.rule, 'days', 90,
    'subjects', preview.subjects, 'done_subjects', preview.done_subjects,
    'is_done', preview.is_done, 'hits', coalesce(sum(e.hits), 0), 'distributors', count(*),
    'orders', coalesce(sum(c.orders), 0), 'commission_fen', coalesce(sum(c.fen), 0)::bigint,
    'holding', count(*) filter (where e.score >= private.hold_score(preview.shop_id)),
    'items', coalesce((select jsonb_agg(jsonb_build_object('distributor_id', y.distributor_id,
          'label', private.label(preview.shop_id, y.distributor_id), 'hits', y.hits,
          'score', y.score, 'orders', coalesce(z.orders, 0),
          'commission_fen', coalesce(z.fen, 0)) order by y.score desc, y.distributor_id)
        from (select * from by_earner b order by b.score desc, b.distributor_id limit 20) y
        left join concerned z on z.distributor_id = y.distributor_id), '[]'))
    from by_earner e left join concerned c on c.distributor_id = e.distributor_id
$$;
comment on function private.risk_preview_json(risk.previews) is
  'A preview (contracts/staff/risk.ts RiskPreview), sums in fen: whom the rule would have found, '
  'and who alone by it would have reached the score that holds.';

create function api.preview_risk_rule(shop text, rule text, weight int, thresholds jsonb)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes how far the preview is
declare
  me record := private.staff(shop, 'rules');
  given private.risk_settings := private.risk_settings_given(me.shop_id, rule, weight, thresholds);
  begun risk.previews;
begin
  delete from risk.previews p
   where p.shop_id = me.shop_id and p.created_at < private.now() - interval '1 day';
  insert into risk.previews (shop_id, rule, weight, thresholds, since, until, done_id, subjects)
  select me.shop_id, given.rule, given.weight, given.thresholds, x.since, private.now(),
         private.id_at(x.since), (select count(*) from private.past_subjects(
           me.shop_id, given.subject, private.id_at(x.since), private.id_at(private.now()), null))
    from (select private.now() - interval '90 days' as since) x
  returning * into begun;
  return private.risk_preview_json(begun);
end $$;
comment on function api.preview_risk_rule(text, text, int, jsonb) is
  'Staff who may set rules: begin a replay of a rule with this weight and these thresholds over '
  'the last 90 days; nothing of the shop changes. Answers contracts/staff/risk_rules.ts '
  'RiskPreview. Raises INVALID_REQUEST, FORBIDDEN.';
grant execute on function api.preview_risk_rule(text, text, int, jsonb) to authenticated;

create function private.replay_rule(preview risk.previews, subjects uuid[]) returns void
language sql volatile set search_path = '' as $$
  insert into risk.preview_hits as p (shop_id, preview_id, distributor_id, key, weight, orders)
  select preview.shop_id, preview.id, h.distributor_id, h.key, h.weight, h.orders
    from risk.rules r
   cross join lateral private.risk_hits(subjects, row(preview.shop_id, r.rule, r.subject, true,
     preview.weight, preview.thresholds)::private.risk_settings) h
   where r.rule = preview.rule
     and not private.is_trusted(preview.shop_id, h.distributor_id, r.rule)
  on conflict on constraint preview_hits_pkey do update
    set weight = greatest(p.weight, excluded.weight),
        orders = array(select unnest(p.orders) union select unnest(excluded.orders))
$$;
comment on function private.replay_rule(risk.previews, uuid[]) is
  'What the rule finds in some of the past, added to its preview.';

create function api.continue_risk_preview(shop text, preview_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes how far the preview is
declare
  me record := private.staff(shop, 'rules');
  preview risk.previews;
  part uuid[];
begin
  select * into preview from risk.previews p
   where p.shop_id = me.shop_id and p.id = continue_risk_preview.preview_id for update;
  if not found then
    perform private.fail('RULE_PREVIEW_NOT_FOUND');
  elsif preview.is_done then
    return private.risk_preview_json(preview);
  end if;
  part := array(select s from private.past_subjects(me.shop_id,
    (select r.subject from risk.rules r where r.rule = preview.rule), preview.done_id,
    private.id_at(preview.until), 1000) s);
  perform private.replay_rule(preview, part) where part <> '{}';
  update risk.previews p
     set done_subjects = p.done_subjects + cardinality(part),
         done_id = coalesce(part[cardinality(part)], p.done_id),
         is_done = cardinality(part) < 1000
   where p.shop_id = preview.shop_id and p.id = preview.id returning * into preview;
  return private.risk_preview_json(preview);
end $$;
comment on function api.continue_risk_preview(text, uuid) is
  'Staff who may set rules: the next thousand of a preview; asked again when it is done it answers '
  'the same. Raises RULE_PREVIEW_NOT_FOUND, FORBIDDEN.';
grant execute on function api.continue_risk_preview(text, uuid) to authenticated;
