-- Rows of a file judged and written: the same judgement says what would happen and what did.

create type private.import_row as (
  line int, kind text, name text, remark text, sealed text, fingerprint text,
  tier_name text, tier smallint, by_code text, by_fingerprint text,
  first_line int, known text, member_id uuid, status text,
  by_id uuid, by_status text, expected_id uuid, by_line int
);
comment on type private.import_row is
  'A row of a file with what the shop knows: first_line has the same kind and phone; known: the '
  'state of a person already imported; member_id, status: who has the phone, and whether he '
  'promotes; by_id, expected_id, by_line: the inviter or keeper, as distributor, as a person of '
  'an earlier file, or as a line of this one.';

create function private.import_facts(shop_id uuid, rows jsonb) returns setof private.import_row
language sql stable set search_path = '' as $$
  with given as materialized (
    select x.*, min(x.line) over (partition by x.kind, x.phone_fingerprint) as first_line
      from jsonb_to_recordset(rows) x (line int, kind text, name text, remark text, sealed text,
        phone_fingerprint text, tier text, by_code text, by_fingerprint text, by_line int))
  select g.line, g.kind, coalesce(g.name, ''), coalesce(g.remark, ''), g.sealed,
         g.phone_fingerprint, nullif(g.tier, ''), t.tier, g.by_code, g.by_fingerprint,
         g.first_line, e.state, m.member_id, own.status, d.id, d.status, expected.id,
         coalesce(f.line, g.by_line)
    from given g
    left join referral.tiers t on t.shop_id = import_facts.shop_id and t.name = g.tier
    left join person.imported e on e.shop_id = import_facts.shop_id and e.kind = g.kind
         and e.phone_fingerprint = g.phone_fingerprint and e.state in ('waiting', 'taken')
         and e.expires_at > private.now()
    left join lateral (
      select p.member_id from person.profiles p
        join member.members x on x.shop_id = p.shop_id and x.id = p.member_id
         and x.status = 'active'
       where p.shop_id = import_facts.shop_id and p.phone_fingerprint = g.phone_fingerprint
       order by p.member_id limit 1) m on true
    left join referral.distributors own
         on own.shop_id = import_facts.shop_id and own.id = m.member_id
    left join person.imported expected on expected.shop_id = import_facts.shop_id
         and expected.kind = 'distributor' and expected.phone_fingerprint = g.by_fingerprint
         and expected.state in ('waiting', 'taken') and expected.expires_at > private.now()
    left join lateral (
      select x.id, x.status from referral.distributors x
       where x.shop_id = import_facts.shop_id and x.approved_at is not null
         and (x.code = lower(g.by_code) or x.id = expected.member_id
              or x.id in (select p.member_id from person.profiles p
                           where p.shop_id = import_facts.shop_id
                             and p.phone_fingerprint = g.by_fingerprint))
       order by x.status = 'approved' desc, x.id limit 1) d on true
    left join given f on f.kind = 'distributor' and f.phone_fingerprint = g.by_fingerprint
         and f.line = f.first_line
$$;
comment on function private.import_facts(uuid, jsonb) is
  'The rows of a portion (contracts/server.ts SealedImportRow) with what the shop knows of them.';

create function private.why_unbound(shop_id uuid, member_id uuid, distributor_id uuid)
  returns text
language plpgsql stable set search_path = '' as $$
begin
  return case
    when private.may_bind(shop_id, member_id, distributor_id, private.now()) then null
    when distributor_id = member_id
         or private.same_person(shop_id, member_id, distributor_id) then 'self'
    when not exists (select from referral.distributors d
                      where d.shop_id = why_unbound.shop_id
                        and d.id = why_unbound.distributor_id and d.status = 'approved')
      then 'no_distributor'
    when exists (select from referral.bindings b
                  where b.shop_id = why_unbound.shop_id and b.ended_at is null
                    and b.member_id = why_unbound.member_id
                    and b.distributor_id = why_unbound.distributor_id) then 'his'
    when exists (select from referral.bindings b
                  where b.shop_id = why_unbound.shop_id and b.ended_at is null
                    and b.member_id = why_unbound.member_id
                    and b.protected_until > private.now()) then 'protected'
    else 'not_allowed' end;
end $$;
comment on function private.why_unbound(uuid, uuid, uuid) is
  'Why a click now would not bind this member to this distributor (private.may_bind): self, '
  'no_distributor, his (he is his customer already), protected, not_allowed; null: it would.';

create function private.why_words(why text) returns text
language sql immutable set search_path = '' as $$
  select case why
    when 'is_distributor' then '已经是推广员'
    when 'protected' then '现在归别的推广员，还在保护期'
    when 'self' then '推广员不能是本人'
    when 'no_distributor' then '推广员已经不在'
    else '按店铺的规则不能归他' end
$$;
comment on function private.why_words(text) is
  'Why a person of a file did not take effect, in words.';

create function private.judge_problem(r private.import_row, out field text, out message text)
language plpgsql immutable set search_path = '' as $$
begin
  case
    when r.kind in ('distributor', 'customer') is not true then
      field := 'kind'; message := '请写“推广员”或“客户”';
    when r.fingerprint is null or r.sealed is null then
      field := 'phone'; message := '请填写手机号';
    when r.line <> r.first_line then
      field := 'phone'; message := format('和第 %s 行是同一个手机号', r.first_line);
    when length(r.name) > 40 then
      field := 'name'; message := '最多 40 个字';
    when length(r.remark) > 200 then
      field := 'remark'; message := '最多 200 个字';
    when r.tier_name is not null and (r.tier is null or r.kind = 'customer') then
      field := 'tier'; message := case r.kind when 'customer' then '客户没有等级'
        else format('没有“%s”这个等级', r.tier_name) end;
    when r.by_fingerprint = r.fingerprint or r.by_id = r.member_id then
      field := 'by'; message := private.why_words('self');
    when coalesce(r.by_code, r.by_fingerprint) is null and r.kind = 'customer' then
      field := 'by'; message := '请填写归哪位推广员';
    when coalesce(r.by_code, r.by_fingerprint) is not null
         and r.by_id is null and r.expected_id is null and r.by_line is null then
      field := 'by'; message := '没有这位推广员';
    when r.by_status = 'expelled' or r.by_status = 'suspended' and r.kind = 'customer' then
      field := 'by'; message := '这位推广员已暂停或终止';
    else null;
  end case;
end $$;
comment on function private.judge_problem(private.import_row) is
  'What is wrong with a row by itself: its column (kind, phone, name, remark, tier, by) and words; '
  'nulls: nothing.';

create function private.judge_row(shop_id uuid, r private.import_row,
  out outcome text, out field text, out message text)
language plpgsql stable set search_path = '' as $$
declare
  why text;
begin
  select p.field, p.message into field, message from private.judge_problem(r) p;
  outcome := case when message is not null then 'refused'
    when r.known is not null or r.kind = 'distributor' and r.status = 'approved' then 'unchanged'
    when r.member_id is null then 'waiting'
    when r.kind = 'distributor' then case when r.status in ('suspended', 'expelled')
      then 'refused' else 'taken' end
    when r.by_id is null then 'waiting'
    else 'taken' end;
  if outcome = 'taken' and r.kind = 'customer' then
    why := private.why_unbound(shop_id, r.member_id, r.by_id);
    outcome := case why when 'his' then 'unchanged' else 'refused' end;
    if why is null then
      outcome := 'taken';
    end if;
  end if;
  field := case when outcome = 'refused' then coalesce(field, 'phone') end;
  message := coalesce(message, case outcome
    when 'refused' then coalesce(private.why_words(why), case r.status
      when 'suspended' then '他的推广资格已暂停' else '他的推广资格已终止' end)
    when 'unchanged' then case when r.known = 'waiting' then '导入过，还在等他来'
      when r.known = 'taken' then '导入过，已经生效'
      when r.kind = 'distributor' then private.why_words('is_distributor')
      else '已经是这位推广员的客户' end
    when 'taken' then case r.kind when 'distributor' then '手机号是现有会员，成为推广员'
      else '手机号是现有会员，归这位推广员' end
    else case when r.member_id is null then '等他用这个手机号登录，或打开专属链接'
      else '是现有会员，等推广员生效后归他' end end);
end $$;
comment on function private.judge_row(uuid, private.import_row) is
  'What importing a row does: taken (it takes effect at once), waiting, unchanged or refused, with '
  'the column and the words of the report.';

create function private.add_imported(import person.imports, r private.import_row) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  added uuid;
begin
  insert into person.imported (shop_id, import_id, line, kind, name, remark, phone_sealed,
    phone_fingerprint, tier, distributor_id, expected_id, member_id, taken_by, created_at,
    expires_at)
  values (import.shop_id, import.id, r.line, r.kind, r.name, r.remark, r.sealed, r.fingerprint,
    r.tier, r.by_id, case when r.by_id is null then r.expected_id end, r.member_id,
    case when r.member_id is not null then 'import' end,
    import.created_at, private.now() + private.retention('imported'))
  returning id into added;
  return added;
end $$;
comment on function private.add_imported(person.imports, private.import_row) is
  'The person of a row, who waits. Answers the id.';

create function private.write_row(import person.imports, r private.import_row) returns void
language plpgsql volatile set search_path = '' as $$
declare
  judged record := private.judge_row(import.shop_id, r);
  added uuid;
begin
  if judged.outcome in ('taken', 'waiting') then
    added := private.add_imported(import, r);
  end if;
  insert into person.import_lines
    (shop_id, import_id, line, outcome, field, message, imported_id)
  values (import.shop_id, import.id, r.line, judged.outcome, judged.field, judged.message, added);
end $$;
comment on function private.write_row(person.imports, private.import_row) is
  'A row with its report; nothing takes effect yet.';

create function private.write_rows(import person.imports, rows jsonb) returns void
language plpgsql volatile set search_path = '' as $$
declare
  pending jsonb := (select jsonb_agg(x - 'by_line') from jsonb_array_elements(rows) x);
  written int[];
  r private.import_row;
begin
  while pending is not null loop
    written := array(select f.line from private.import_facts(import.shop_id, pending) f
                      where f.by_line is null);
    for r in select * from private.import_facts(import.shop_id, pending) f
              where f.by_line is null or written = '{}' order by f.line loop
      r.by_line := null;   -- left where lines name each other in a circle
      perform private.write_row(import, r);
    end loop;
    exit when written = '{}';
    pending := (select jsonb_agg(x) from jsonb_array_elements(pending) x
                 where (x ->> 'line')::int <> all (written));
  end loop;
end $$;
comment on function private.write_rows(person.imports, jsonb) is
  'The rows of a portion, whoever is named by another before him.';
