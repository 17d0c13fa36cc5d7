-- Small things everything else stands on: the clock, ids, errors, audit, idempotency.

create function private.now() returns timestamptz
-- plpgsql keeps what SQL functions before 18 plan at every call
language plpgsql stable set search_path = '' as $$
begin
  return pg_catalog.now();
end $$;
comment on function private.now() is
  'The only clock in SQL: the start of the transaction. Local development replaces its body to '
  'move time.';

create function private.new_id() returns uuid
language plpgsql volatile set search_path = '' as $$
begin
  -- bits 52 and 53 turn version 4 into 7; bytes cost a third of what building text does
  return encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from private.now()) * 1000)::bigint) from 3)
      from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;
end $$;
comment on function private.new_id() is
  'A time-ordered id (UUID version 7), made without sequences so that a shop can move whole.';

create function private.id_at(at timestamptz) returns uuid
language sql immutable set search_path = '' as $$
  select encode(
    overlay('\x00000000000070008000000000000000'::bytea
      placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6),
          'hex')::uuid
$$;
comment on function private.id_at(timestamptz) is
  'The smallest id made at or after a moment: lets a time range be read from a primary key.';

create function private.moment_of(id uuid) returns timestamptz
language sql immutable set search_path = '' as $$
  select to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)
$$;
comment on function private.moment_of(uuid) is
  'When private.new_id made this id, to the millisecond.';

create function private.random_code(length int) returns text
language sql volatile set search_path = '' as $$
  with bytes as (select uuid_send(gen_random_uuid()) as a, uuid_send(gen_random_uuid()) as b)
  select string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (get_byte(
           case when n < 6 then bytes.a else bytes.b end, 10 + n % 6) & 31), 1), '' order by n)
  from bytes, generate_series(0, least(length, 12) - 1) n
$$;
comment on function private.random_code(int) is
  'A short public code that cannot be guessed: up to 12 characters of Crockford base 32.';

create function private.order_number() returns text
language plpgsql volatile set search_path = '' as $$
begin
  return to_char(private.now() at time zone 'Asia/Shanghai', 'YYMMDD')
      || lpad((('x' || right(gen_random_uuid()::text, 12))::bit(48)::bigint % 10000000000)::text,
          10, '0');
end $$;
comment on function private.order_number() is
  'The number people read out: day in Shanghai and ten random digits.';

create function private.shop_day(at timestamptz) returns date
language sql immutable set search_path = '' as $$
  select (at at time zone 'Asia/Shanghai')::date
$$;
comment on function private.shop_day(timestamptz) is 'The day of a shop: Asia/Shanghai.';

-- Errors ------------------------------------------------------------------------------------------

create function private.fail(code text, detail jsonb default null) returns void
language plpgsql volatile set search_path = '' as $$
begin
  raise exception using
    errcode = 'PT' || private.error_status(code),
    message = code,
    detail = coalesce(detail::text, '');
end $$;
comment on function private.fail(text, jsonb) is
  'Refuse with a named code. PTnnn carries the HTTP status to both doors, the detail is JSON for '
  'the client.';

create function private.fail_field(field text, message text) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.fail('INVALID_REQUEST', jsonb_build_object('field', field,
    'fields', jsonb_build_array(jsonb_build_object('field', field, 'message', message))));
end $$;
comment on function private.fail_field(text, text) is
  'Refuse one field of a request, with a Chinese message for who filled it in.';

-- Callers -----------------------------------------------------------------------------------------

create function private.claims() returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb, '{}');
end $$;
comment on function private.claims() is
  'The verified claims of the caller''s token, {} for nobody.';

-- Audit -------------------------------------------------------------------------------------------

create table ops.audit_log (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  actor_kind text not null
    constraint audit_log_actor_kind_known
    check (actor_kind in ('staff', 'member', 'job', 'wechat')),
  actor_id uuid,
  command text not null,
  subject_id uuid,
  reason text,
  detail jsonb not null default '{}',
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id)
);
comment on table ops.audit_log is
  'Who did what to which subject and why: one row per staff command.';
alter table ops.audit_log enable row level security;
create index audit_log_subject on ops.audit_log (shop_id, subject_id, id);
create index audit_log_command on ops.audit_log (shop_id, command, id);

create function private.audit(
  shop_id uuid, actor_id uuid, command text, subject_id uuid, reason text, detail jsonb default '{}'
) returns void
language sql volatile set search_path = '' as $$
  insert into ops.audit_log (shop_id, actor_kind, actor_id, command, subject_id, reason, detail)
  values (audit.shop_id, 'staff', audit.actor_id, audit.command,
      audit.subject_id, audit.reason, coalesce(audit.detail, '{}'))
$$;
comment on function private.audit(uuid, uuid, text, uuid, text, jsonb) is
  'The one helper through which a staff command leaves its row.';

create function private.changed_fields(before jsonb, after jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object(
      'before', coalesce(jsonb_object_agg(name, coalesce(b.value, 'null')), '{}'),
      'after', coalesce(jsonb_object_agg(name, coalesce(a.value, 'null')), '{}'))
    from jsonb_each(changed_fields.before) b (name, value)
    full join jsonb_each(changed_fields.after) a (name, value) using (name)
   where b.value is distinct from a.value
$$;
comment on function private.changed_fields(jsonb, jsonb) is
  'What is another value afterwards: {"before": {field: value}, "after": {field: value}}, the '
  'changed fields alone.';

create function private.require_reason(reason text) returns text
language plpgsql stable set search_path = '' as $$
begin
  if coalesce(btrim(reason), '') = '' or length(reason) > 200 then
    perform private.fail('INVALID_REQUEST', '{"field":"reason"}');
  end if;
  return btrim(reason);
end $$;
comment on function private.require_reason(text) is
  'A staff decision says why, in 1 to 200 characters.';

-- Idempotency -------------------------------------------------------------------------------------

create table ops.idempotency (
  shop_id uuid not null,
  actor_id uuid not null,
  command text not null,
  key text not null constraint idempotency_key_length check (length(key) between 8 and 64),
  request_hash text not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (shop_id, actor_id, command, key)
);
comment on table ops.idempotency is
  'What a command answered under a key: the same key and body get the same answer.';
alter table ops.idempotency enable row level security;

create function private.recall(shop_id uuid, actor_id uuid, command text, key text, request jsonb)
  returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  known ops.idempotency;
begin
  if recall.key is null or length(recall.key) not between 8 and 64 then
    perform private.fail('INVALID_REQUEST', '{"field":"Idempotency-Key"}');
  end if;
  perform pg_advisory_xact_lock(hashtextextended(
      concat_ws('|', recall.shop_id, recall.actor_id, recall.command, recall.key), 0));
  select * into known from ops.idempotency i
   where i.shop_id = recall.shop_id and i.actor_id = recall.actor_id
     and i.command = recall.command and i.key = recall.key;
  if not found then
    return null;
  end if;
  if known.request_hash <> md5(recall.request::text) then
    perform private.fail('IDEMPOTENCY_CONFLICT');
  end if;
  return known.response;
end $$;
comment on function private.recall(uuid, uuid, text, text, jsonb) is
  'The answer already given under this key, or null. Callers with the same key wait for each other '
  'here. Raises IDEMPOTENCY_CONFLICT for another body.';

create function private.remember(shop_id uuid, actor_id uuid,
  command text, key text, request jsonb, response jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
begin
  insert into ops.idempotency (shop_id, actor_id, command, key, request_hash, response, created_at)
  values (remember.shop_id, remember.actor_id, remember.command, remember.key,
      md5(remember.request::text), remember.response, private.now());
  return response;
end $$;
comment on function private.remember(uuid, uuid, text, text, jsonb, jsonb) is
  'Keep the answer given under a key, in the transaction that gave it.';

-- Values out of JSON ------------------------------------------------------------------------------

create function private.uuid_of(value text) returns uuid
language plpgsql immutable set search_path = '' as $$
begin
  return case when value ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'
      then value::uuid end;
end $$;
comment on function private.uuid_of(text) is 'The id a text names, null if it names none.';

create function private.int_of(value jsonb) returns int
language plpgsql immutable set search_path = '' as $$
begin
  return case when jsonb_typeof(value) = 'number'
      and value #>> '{}' ~ '^-?[0-9]{1,9}$' then (value #>> '{}')::int end;
end $$;
comment on function private.int_of(jsonb) is
  'The whole number a JSON value is, null if it is none; a text with digits is none.';

create function private.refuse_kinds(given jsonb, kinds jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
declare
  wrong text;
begin
  if coalesce(jsonb_typeof(given), '') <> 'object' then
    perform private.fail('INVALID_REQUEST', jsonb_build_object('field', at));
  end if;
  select concat_ws('.', at, e.key) into wrong
    from jsonb_each(given) e
   where jsonb_typeof(e.value) not in ('null', coalesce(kinds ->> e.key, jsonb_typeof(e.value)))
   limit 1;
  if wrong is not null then
    perform private.fail('INVALID_REQUEST', jsonb_build_object('field', wrong));
  end if;
end $$;
comment on function private.refuse_kinds(jsonb, jsonb, text) is
  'Refuse what is no object, and fields of another kind than {"field": '
  '"number"|"string"|"boolean"|"array"} says: both doors take the same forms, and a text with '
  'digits is no number. Null passes. Raises INVALID_REQUEST with the field.';

create function private.refuse_others(given jsonb, kinds jsonb, at text) returns void
language plpgsql immutable set search_path = '' as $$
declare
  other text;
begin
  perform private.refuse_kinds(given, kinds, at);
  select concat_ws('.', at, k) into other from jsonb_object_keys(given) k where not kinds ? k
   order by k limit 1;
  if other is not null then
    perform private.fail_field(other, '不认识的字段');
  end if;
end $$;
comment on function private.refuse_others(jsonb, jsonb, text) is
  'As private.refuse_kinds, for a form whose fields are all named: others are refused, as routes '
  'refuse them. Raises INVALID_REQUEST with the field.';

-- Allocation --------------------------------------------------------------------------------------

create function private.allocate(total_fen bigint, weights bigint[]) returns bigint[]
language plpgsql immutable set search_path = '' as $$
declare
  sum_weights numeric := (select coalesce(sum(w), 0) from unnest(weights) w);
  shares bigint[];
begin
  if total_fen = 0 or cardinality(weights) = 0 or sum_weights = 0 then
    return array(select 0::bigint from unnest(weights));
  end if;
  if cardinality(weights) = 1 then
    return array[total_fen];
  end if;
  select array_agg(floor_fen + case when rank <= total_fen - floors then 1 else 0 end order by n)
    into shares
    from (select n, floor_fen, sum(floor_fen) over () as floors,
                 row_number() over (order by remainder desc, n) as rank
            from (select n, div(total_fen::numeric * w, sum_weights)::bigint as floor_fen,
                         mod(total_fen::numeric * w, sum_weights) as remainder
                    from unnest(weights) with ordinality u(w, n)) parts) ranked;
  return shares;
end $$;
comment on function private.allocate(bigint, bigint[]) is
  'Split fen over weights by largest remainder; ties go to the earlier weight, so callers order '
  'weights by sku_id. The parts sum to the total exactly.';
