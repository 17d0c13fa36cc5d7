-- The rules of the risk centre: what stands for every shop, and where a shop differs.

create table risk.rules (
  rule text primary key constraint rules_name_form check (rule ~ '^[a-z_]{2,40}$'),
  position smallint not null constraint rules_position_once unique,
  subject text not null constraint rules_subject_known
    check (subject in ('order', 'refund', 'closing', 'withdrawal')),
  is_on boolean not null,
  weight int not null constraint rules_weight_range check (weight between 1 and 100),
  thresholds jsonb not null,
  title text not null,
  words text not null
);
comment on table risk.rules is
  'Each rule is one function, private.risk_<rule>(subjects uuid[], given private.risk_settings), '
  'in a file of its own that adds the rule''s row. subject: what it judges, a paid order, a '
  'decided refund, an order closed unpaid, a withdrawal that is asked for. is_on, weight '
  'and thresholds are what a shop has until it chooses: [{"name", "default", "min", '
  '"max", "words", "suffix"}].';
alter table risk.rules enable row level security;

create table risk.shop_rules (
  shop_id uuid not null references shop.shops (id),
  rule text not null references risk.rules (rule),
  is_on boolean not null,
  weight int not null constraint shop_rules_weight_range check (weight between 1 and 100),
  thresholds jsonb not null,
  changed_at timestamptz not null default private.now(),
  primary key (shop_id, rule)
);
comment on table risk.shop_rules is
  'A rule as a shop has chosen it; without a row the rule''s own stands. thresholds: {name: whole '
  'number}.';
alter table risk.shop_rules enable row level security;

create table risk.shop_scores (
  shop_id uuid primary key references shop.shops (id),
  hold_score int not null
    constraint shop_scores_range check (hold_score between 1 and 1000)
);
comment on table risk.shop_scores is
  'From which score on a case holds what it concerns, where a shop has chosen another than '
  'private.hold_score says.';
alter table risk.shop_scores enable row level security;

create function private.hold_score(shop_id uuid) returns int
language sql stable set search_path = '' as $$
  select coalesce((select s.hold_score from risk.shop_scores s
                    where s.shop_id = hold_score.shop_id), 100)
$$;
comment on function private.hold_score(uuid) is
  'From which score on a case holds. 100: no weak hit reaches it alone, two different ones of the '
  'clear rules do.';

create type private.risk_settings as (
  shop_id uuid, rule text, subject text, is_on boolean, weight int, thresholds jsonb
);
comment on type private.risk_settings is
  'A rule as a shop has it. thresholds: {name: whole number}, all of them.';

create type private.risk_hit as (
  distributor_id uuid, key text, weight int, orders uuid[], evidence jsonb
);
comment on type private.risk_hit is
  'What a rule found about a distributor. key: what makes it the same as another hit of the rule. '
  'orders: whose commission it concerns. evidence: {"kind"?, "members"?, "count"?, …} names rows '
  'and counts, no personal data.';

create function private.default_thresholds(thresholds jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(t ->> 'name', t -> 'default'), '{}')
    from jsonb_array_elements(thresholds) t
$$;
comment on function private.default_thresholds(jsonb) is
  'The thresholds of a rule as {name: whole number}.';

create function private.risk_settings_of(shop_id uuid, subject text default null)
  returns setof private.risk_settings
language sql stable set search_path = '' as $$
  select risk_settings_of.shop_id, r.rule, r.subject, coalesce(s.is_on, r.is_on),
         coalesce(s.weight, r.weight),
         private.default_thresholds(r.thresholds) || coalesce(s.thresholds, '{}')
    from risk.rules r
    left join risk.shop_rules s on s.shop_id = risk_settings_of.shop_id and s.rule = r.rule
   where risk_settings_of.subject is null or r.subject = risk_settings_of.subject
   order by r.position
$$;
comment on function private.risk_settings_of(uuid, text) is
  'The rules as a shop has them, of one kind of subject or all.';

create function private.risk_hits(subjects uuid[], given private.risk_settings)
  returns setof private.risk_hit
language plpgsql stable set search_path = '' as $$
begin
  return query execute format('select * from private.%I($1, $2)', 'risk_' || given.rule)
    using subjects, given;
end $$;
comment on function private.risk_hits(uuid[], private.risk_settings) is
  'What a rule finds in some of its subjects, all of the shop: the one way to ask it, for judging '
  'and for previews alike.';
