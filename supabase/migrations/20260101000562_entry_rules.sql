-- Who may apply: everybody, unless the shop asks for an invitation, a purchase or a spend. Buying
-- one's way in is what the law against pyramid selling looks at, so it is off and needs a tick
-- under a warning. Nothing is ever paid for recruiting.

create table referral.entry_rules (
  shop_id uuid not null references shop.shops (id),
  invite_only boolean not null default false,
  reapply_days int not null default 0
    constraint entry_rules_reapply_range check (reapply_days between 0 and 365),
  purchase text not null default 'none'
    constraint entry_rules_purchase_known check (purchase in ('none', 'any', 'chosen')),
  product_ids uuid[] not null default '{}',
  spend_fen bigint
    constraint entry_rules_spend_range check (spend_fen between 1 and 10000000000),
  warned_at timestamptz,
  warned_by uuid,
  primary key (shop_id),
  constraint entry_rules_products_chosen
    check (cardinality(product_ids) between 0 and 30
      and (purchase = 'chosen') = (product_ids <> '{}')),
  constraint entry_rules_buying_was_warned
    check (purchase = 'none' and spend_fen is null or warned_at is not null),
  constraint entry_rules_warned_by_staff
    foreign key (shop_id, warned_by) references shop.staff (shop_id, id)
);
comment on table referral.entry_rules is
  'What a shop asks of applicants besides its terms; without a row nothing. purchase: a kept order '
  'of anything, or of one of product_ids. spend_fen: kept goods paid, fen. warned_at, warned_by: '
  'who ticked the legal warning last, and when. reapply_days: how long after a rejection.';
alter table referral.entry_rules enable row level security;
create index entry_rules_warned_by on referral.entry_rules (shop_id, warned_by);

create function private.entry_rules(shop_id uuid) returns referral.entry_rules
language plpgsql stable set search_path = '' as $$
declare
  rules referral.entry_rules;
begin
  select * into rules from referral.entry_rules r where r.shop_id = entry_rules.shop_id;
  if not found then
    rules := row(shop_id, false, 0, 'none', '{}', null, null, null);
  end if;
  return rules;
end $$;
comment on function private.entry_rules(uuid) is
  'What a shop asks of applicants; at first nothing.';

create function private.kept_purchases(shop_id uuid, member_id uuid, product_ids uuid[],
  out orders bigint, out fen bigint)
language plpgsql stable set search_path = '' as $$
begin
  select count(distinct o.id), coalesce(sum(l.goods_fen - l.refunded_goods_fen), 0)::bigint
    into orders, fen
    from trade.orders o
    join trade.order_lines l on l.shop_id = o.shop_id and l.order_id = o.id
   where o.shop_id = kept_purchases.shop_id and o.member_id = kept_purchases.member_id
     and o.paid_at is not null and l.refunded_goods_fen < l.goods_fen
     and (kept_purchases.product_ids is null or l.product_id = any (kept_purchases.product_ids));
end $$;
comment on function private.kept_purchases(uuid, uuid, uuid[]) is
  'A member''s paid orders with goods that were not given back, and what was kept of them, fen; of '
  'some products, or of all where that is null.';

create function private.condition_products(shop_id uuid, product_ids uuid[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title,
           'image_url', p.images[1], 'is_shown', private.is_shown(p.status, p.sale_until))
           order by w.n), '[]')
    from unnest(product_ids) with ordinality w(id, n)
    join catalog.products p on p.shop_id = condition_products.shop_id and p.id = w.id
$$;
comment on function private.condition_products(uuid, uuid[]) is
  'The chosen goods of a condition, with whether they are on sale.';

create function private.entry_conditions(shop_id uuid, member_id uuid, is_invited boolean)
  returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  rules referral.entry_rules := private.entry_rules(shop_id);
  bought record := private.kept_purchases(shop_id, member_id,
    case when rules.purchase = 'chosen' then rules.product_ids end);
  spent record := private.kept_purchases(shop_id, member_id, null);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'have', c.have, 'need', c.need,
             'is_met', c.have >= c.need, 'products', case when c.kind <> 'purchase' then '[]'
               else private.condition_products(rules.shop_id, rules.product_ids) end)
             order by c.n), '[]')
      from (values
        (1, 'invitation', case when is_invited then 1 else 0 end::bigint, 1::bigint,
            rules.invite_only),
        (2, 'purchase', least(bought.orders, 1), 1, rules.purchase <> 'none'),
        (3, 'spend', spent.fen, rules.spend_fen, rules.spend_fen is not null)
      ) c(n, kind, have, need, is_asked)
     where c.is_asked);
end $$;

comment on function private.entry_conditions(uuid, uuid, boolean) is
  'What the shop asks of an applicant and how far this member is (contracts/recruitment.ts '
  'EntryCondition); both what is shown before and what is decided at applying. have and need are '
  'fen for a spend, else counts. Empty: everybody may apply.';

create function private.apply_from(shop_id uuid, member_id uuid) returns timestamptz
language sql stable set search_path = '' as $$
  select max(c.created_at)
       + make_interval(days => (private.entry_rules(apply_from.shop_id)).reapply_days)
    from referral.distributor_changes c
   where c.shop_id = apply_from.shop_id and c.distributor_id = apply_from.member_id
     and c.change = 'rejected' and (private.entry_rules(apply_from.shop_id)).reapply_days > 0
$$;
comment on function private.apply_from(uuid, uuid) is
  'From when somebody who was rejected may apply again; null: at once. Without days to wait no '
  'moment is looked at: a rejection may be later than the transaction that applies.';

create function private.refuse_applicant(shop_id uuid, member_id uuid, is_invited boolean)
  returns void
language plpgsql stable set search_path = '' as $$
declare
  status text := (select d.status from referral.distributors d
    where d.shop_id = refuse_applicant.shop_id and d.id = refuse_applicant.member_id);
  since timestamptz := private.apply_from(shop_id, member_id);
  conditions jsonb := private.entry_conditions(shop_id, member_id, is_invited);
begin
  if status <> 'rejected' then
    perform private.fail('DISTRIBUTOR_EXISTS', jsonb_build_object('status', status));
  elsif since > private.now() then
    perform private.fail('APPLY_LATER', jsonb_build_object('apply_from', since));
  elsif conditions @? '$[*] ? (@.is_met == false)' then
    perform private.fail('NOT_ELIGIBLE', jsonb_build_object('conditions', conditions));
  end if;
end $$;
comment on function private.refuse_applicant(uuid, uuid, boolean) is
  'Raises DISTRIBUTOR_EXISTS, APPLY_LATER with the moment, NOT_ELIGIBLE with the conditions.';
