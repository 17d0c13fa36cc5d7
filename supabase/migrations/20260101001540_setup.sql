-- The setup page: what is left until a new shop sells.

create table shop.setup_checks (
  shop_id uuid not null references shop.shops (id),
  step text not null,
  tried text not null,
  problem text constraint setup_checks_problem_form check (problem ~ '^[a-z0-9_]{1,40}$'),
  said text constraint setup_checks_said_length check (length(said) <= 64),
  checked_at timestamptz not null default private.now(),
  primary key (shop_id, step)
);
comment on table shop.setup_checks is
  'The outcome of the last try of a step, or that staff left the step as it is. tried: a digest of '
  'the accounts and keys that were used; with others the step is untried again. problem '
  '(contracts/staff/setup.ts) is null where the try succeeded; said is WeChat''s own code.';
alter table shop.setup_checks enable row level security;

create type private.setup_step as (step text, place int, way text, keys text[], fields text[]);

create function private.setup_steps() returns setof private.setup_step
language sql immutable set search_path = '' as $$
  select s.step, s.place, s.way, s.keys::text[], s.fields::text[] from (values
    ('mini_program', 1, 'tried', '{appid,app_secret}', '{}'),
    ('pay', 2, 'tried', '{mchid,merchant_private_key,api_v3_key,wechatpay_public_key}', '{}'),
    ('push', 3, 'heard', '{appid,message_token,message_aes_key}', '{}'),
    ('domain', 4, 'tried', '{}', '{}'),
    ('goods', 5, 'counted', '{}', '{}'),
    ('freight', 6, 'chosen', '{}', '{freight_fen,free_freight_from_fen}'),
    ('commission', 7, 'chosen', '{}', '{level1_bps,level2_bps,cap_bps,levels}'),
    ('payouts', 8, 'chosen', '{}', '{min_fen,max_fen,daily_count,daily_fen,monthly_fen,fee_bps,
      days_between,one_open,review_above_fen,large_above_fen,transfer_scene_id}'),
    ('staff', 9, 'chosen', '{}', '{}'),
    ('home', 10, 'tried', '{}', '{}'),
    ('first_order', 11, 'counted', '{}', '{}')) s(step, place, way, keys, fields)
$$;
comment on function private.setup_steps() is
  'The steps of opening, in their order. way: tried by a check (at WeChat or here), heard from '
  'WeChat, counted in the shop, or chosen by staff. keys: the accounts and keys that a try uses; '
  'fields: the settings that a choice is made of.';

create function private.setup_step_of(step text, way text) returns private.setup_step
language plpgsql stable set search_path = '' as $$
declare
  named private.setup_step;
begin
  select * into named from private.setup_steps() s
   where s.step = setup_step_of.step and s.way = setup_step_of.way;
  if not found then
    perform private.fail('INVALID_REQUEST', '{"field":"step"}');
  end if;
  return named;
end $$;
comment on function private.setup_step_of(text, text) is
  'The step of this name, if it is done in this way. Raises INVALID_REQUEST with step.';

create function private.setup_values(shop_id uuid) returns table (name text, value text)
language sql stable set search_path = '' as $$
  select v.name, nullif(v.value, '')
    from shop.wechat_accounts a
   cross join lateral (values ('appid', a.appid), ('mchid', a.mchid)) v(name, value)
   where a.shop_id = setup_values.shop_id
  union all
  select c.kind, string_agg(c.serial || c.sealed, ' ' order by c.id)
    from shop.credentials c
   where c.shop_id = setup_values.shop_id and c.not_before <= private.now()
     and (c.not_after is null or c.not_after > private.now())
   group by c.kind
$$;
comment on function private.setup_values(uuid) is
  'The accounts and sealed keys that a shop has entered, to see whether there is one and whether '
  'it has changed.';

create function private.setup_tried(shop_id uuid, keys text[]) returns text
language sql stable set search_path = '' as $$
  select encode(sha256(convert_to(coalesce(
      string_agg(v.name || v.value, ' ' order by v.name), ''), 'UTF8')), 'hex')
    from private.setup_values(setup_tried.shop_id) v where v.name = any (keys)
$$;
comment on function private.setup_tried(uuid, text[]) is
  'A digest of the accounts and keys that a try uses, as they are now.';

create function private.setup_keys_json(shop_id uuid, keys text[]) returns jsonb
language sql stable set search_path = '' as $$
  -- messages may come unsealed, and merchants in certificate mode have no public key
  select coalesce(jsonb_agg(jsonb_build_object('name', k,
           'is_needed', k not in ('message_aes_key', 'wechatpay_public_key'),
           'is_entered', exists (select from private.setup_values(setup_keys_json.shop_id) v
               where v.name = k and v.value is not null)) order by place), '[]')
    from unnest(keys) with ordinality used(k, place)
$$;
comment on function private.setup_keys_json(uuid, text[]) is
  'The accounts and keys that a try uses: whether each is needed, and whether it is entered.';

create function private.setup_missing(keys jsonb) returns text
language sql immutable set search_path = '' as $$
  select e ->> 'name' from jsonb_array_elements(keys) with ordinality x(e, place)
   where (e ->> 'is_needed')::boolean and not (e ->> 'is_entered')::boolean
   order by place limit 1
$$;
comment on function private.setup_missing(jsonb) is
  'The first account or key that a try needs and that is not entered, or null.';

create function private.setup_done(shop_id uuid, step text, fields text[]) returns boolean
language sql stable set search_path = '' as $$
  select case step
    when 'push' then exists (select from person.notices n
      where n.shop_id = setup_done.shop_id and n.kind = 'push' and n.outcome = 'applied')
    when 'goods' then exists (select from catalog.products p
      where p.shop_id = setup_done.shop_id and p.status = 'on_sale'
        and p.id is distinct from private.first_product(setup_done.shop_id))
    when 'staff' then 1 < (select count(*) from shop.staff t
      where t.shop_id = setup_done.shop_id and t.status = 'active')
    when 'first_order' then exists (select from trade.orders o
      where o.shop_id = setup_done.shop_id and o.paid_at is not null)
    else step = 'freight' and exists (select from shop.freight_templates f
      where f.shop_id = setup_done.shop_id
        and f.name <> private.first_freight_name())
      or fields <> '{}' and exists (select from ops.audit_log a
      where a.shop_id = setup_done.shop_id and a.command = any (private.setting_commands())
        and a.detail -> 'after' ?| fields) end
$$;
comment on function private.setup_done(uuid, text, text[]) is
  'Whether a shop''s own rows say that a step is done: WeChat pushed, something is on sale '
  'beside what a first order is tried with, '
  'somebody else works here, an order was paid, there is a freight template, or one of its '
  'settings was changed.';

create function private.setup_step_json(shop_id uuid, step private.setup_step) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  keys jsonb := private.setup_keys_json(shop_id, step.keys);
  last shop.setup_checks;
  is_old boolean;
begin
  select * into last from shop.setup_checks c
   where c.shop_id = setup_step_json.shop_id and c.step = setup_step_json.step.step;
  is_old := last.tried is distinct from private.setup_tried(shop_id, step.keys);
  return jsonb_build_object('step', step.step, 'way', step.way, 'keys', keys,
    'state', case
      when private.setup_missing(keys) is not null then 'open'
      when last.problem is not null and not is_old then 'failed'
      when not is_old or private.setup_done(shop_id, step.step, step.fields) then 'done'
      when step.way in ('tried', 'heard') then 'untried'
      else 'open' end,
    'problem', case when not is_old then last.problem end,
    'said', case when not is_old then last.said end,
    'checked_at', case when not is_old then last.checked_at end);
end $$;
comment on function private.setup_step_json(uuid, private.setup_step) is
  'A step as staff see it (contracts/staff/setup.ts SetupStep). state: open (something is missing '
  'or not chosen), untried, failed, done.';

create function private.setup_margin_bps(shop_id uuid) returns int
language sql stable set search_path = '' as $$
  select percentile_disc(0.5) within group (order by m.margin)::int
    from (select greatest(k.price_fen - k.cost_fen, 0) * 10000 / k.price_fen as margin
            from catalog.skus k
           where k.shop_id = setup_margin_bps.shop_id and k.status = 'on_sale'
             and k.price_fen > 0 and k.cost_fen is not null
           limit 1000) m   -- a hint: of a large shop a part says enough
$$;
comment on function private.setup_margin_bps(uuid) is
  'The margin that half of the goods reach, in basis points of the price; null where no cost is '
  'entered.';

create function private.setup_json(shop_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'steps', (select jsonb_agg(private.setup_step_json(setup_json.shop_id, s) order by s.place)
        from private.setup_steps() s),
    'margin_bps', private.setup_margin_bps(setup_json.shop_id),
    'first_product', private.first_product_json(setup_json.shop_id))
$$;
comment on function private.setup_json(uuid) is
  'The state of each step of a shop''s opening, the margin of its goods, and the product that a '
  'first order is tried with, null before (contracts/staff/setup.ts Setup, without the '
  'addresses).';

create function api.get_setup(shop text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: settings and keys are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.setup_json(me.shop_id);
end $$;
comment on function api.get_setup(text) is
  'Staff: what is left until the shop sells, step by step, and the margin of its goods. Raises '
  'SHOP_NOT_FOUND, FORBIDDEN.';
grant execute on function api.get_setup(text) to authenticated;

create function private.keep_setup_check(shop_id uuid, step text, tried text,
  problem text default null, said text default null) returns void
language sql volatile set search_path = '' as $$
  insert into shop.setup_checks (shop_id, step, tried, problem, said)
  values (keep_setup_check.shop_id, keep_setup_check.step, keep_setup_check.tried,
      keep_setup_check.problem, left(keep_setup_check.said, 64))
  on conflict on constraint setup_checks_pkey do update
    set tried = excluded.tried, problem = excluded.problem, said = excluded.said,
        checked_at = excluded.checked_at
$$;
comment on function private.keep_setup_check(uuid, text, text, text, text) is
  'Keeps the outcome of a try of a step in place of the previous one.';

create function api.confirm_setup(shop text, step text, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the state of the opening
declare
  begun private.staff_command := private.begin_command(shop, 'rules', 'confirm_setup',
    idempotency_key, jsonb_build_array(step, reason), reason);
  chosen private.setup_step;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  chosen := private.setup_step_of(step, 'chosen');
  perform private.keep_setup_check(
      begun.shop_id, chosen.step, private.setup_tried(begun.shop_id, chosen.keys));
  return private.end_command(begun, begun.shop_id, private.setup_json(begun.shop_id),
      jsonb_build_object('step', step));
end $$;
comment on function api.confirm_setup(text, text, text, text) is
  'Staff: leave a step that is a choice as the shop began with it. Answers the whole state. Raises '
  'INVALID_REQUEST for a step that is no choice, FORBIDDEN, IDEMPOTENCY_CONFLICT.';
grant execute on function api.confirm_setup(text, text, text, text) to authenticated;

create function api.begin_setup_check(shop text, step text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: keys are closed to every client role
declare
  me record := private.staff(shop, 'credentials');
  asked private.setup_step := private.setup_step_of(step, 'tried');
  missing text := private.setup_missing(private.setup_keys_json(me.shop_id, asked.keys));
begin
  if missing is not null then
    perform private.fail_field(missing, '还没有填写');
  end if;
  return jsonb_build_object('tried', private.setup_tried(me.shop_id, asked.keys));
end $$;
comment on function api.begin_setup_check(text, text) is
  'Server, for the owner of the claims: before a step is tried at WeChat: {"tried"}, a digest of '
  'what it is tried with, for record_setup_check: keys that change meanwhile are untried. Raises '
  'INVALID_REQUEST with the account or key that is missing, FORBIDDEN.';
grant execute on function api.begin_setup_check(text, text) to mall_server;

create function api.record_setup_check(shop text, step text, tried text,
  problem text, said text, reason text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes the state of the opening
declare
  begun private.staff_command := private.begin_command(shop, 'credentials',
    'record_setup_check', idempotency_key, jsonb_build_array(step, reason), reason);
  asked private.setup_step;
begin
  if begun.answer is not null then
    return begun.answer;
  elsif tried is null then
    perform private.fail_field('tried', '没有写明检查的是什么');
  elsif problem !~ '^[a-z0-9_]{1,40}$' then
    perform private.fail_field('problem', '不是一种问题');
  end if;
  asked := private.setup_step_of(step, 'tried');
  perform private.keep_setup_check(begun.shop_id, asked.step, tried, problem, said);
  return private.end_command(begun, begun.shop_id, private.setup_json(begun.shop_id),
      jsonb_build_object('step', step, 'problem', problem));
end $$;
comment on function api.record_setup_check(text, text, text, text, text, text, text) is
  'Server, for the owner of the claims: the outcome of trying a step: problem '
  '(contracts/staff/setup.ts) is null where it succeeded, said is WeChat''s own code. Answers the '
  'whole state. Raises FORBIDDEN, IDEMPOTENCY_CONFLICT, INVALID_REQUEST.';
grant execute on function api.record_setup_check(text, text, text, text, text, text, text)
  to mall_server;

create function api.record_push_setup(shop text) returns void
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: server role owns nothing
declare
  here uuid := private.shop_id_of(shop);
  heard private.setup_step := private.setup_step_of('push', 'heard');
begin
  perform private.keep_setup_check(here, heard.step, private.setup_tried(here, heard.keys));
end $$;
comment on function api.record_push_setup(text) is
  'Callbacks: WeChat asked the push address of a shop to prove itself, with the right signature.';
grant execute on function api.record_push_setup(text) to mall_wechat;
