-- Which version of the terms a distributor agreed to, and when: with each application, and again
-- when the shop has changed them.

create table referral.consents (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  distributor_id uuid not null,
  terms_version text not null,
  cause text not null constraint consents_cause_known check (cause in ('application', 'renewal')),
  question_version int not null default 0,
  consented_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id)
);
comment on table referral.consents is
  'Every consent to the terms, never changed: with which version, by an application or renewed '
  'later. question_version: what the application answered, 0 where nothing was asked. The last one '
  'is referral.distributors.terms_version.';
alter table referral.consents enable row level security;
create index consents_of on referral.consents (shop_id, distributor_id, id);

create function private.note_consent(
  shop_id uuid, distributor_id uuid, terms_version text, cause text, question_version int
) returns void
language sql volatile set search_path = '' as $$
  insert into referral.consents (shop_id, distributor_id, terms_version, cause, question_version)
  values (note_consent.shop_id, note_consent.distributor_id, note_consent.terms_version,
      note_consent.cause, note_consent.question_version)
$$;
comment on function private.note_consent(uuid, uuid, text, text, int) is
  'Keep that somebody agreed to a version of the terms.';

create function private.consents_json(shop_id uuid, distributor_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('terms_version', c.terms_version,
           'cause', c.cause, 'question_version', c.question_version,
           'consented_at', c.consented_at) order by c.id desc), '[]')
    from referral.consents c
   where c.shop_id = consents_json.shop_id and c.distributor_id = consents_json.distributor_id
$$;
comment on function private.consents_json(uuid, uuid) is
  'The consents of a distributor, the newest first (contracts/staff/recruitment.ts Consent).';

create function private.terms_due(shop_id uuid, distributor_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from referral.distributors d join shop.settings s on s.shop_id = d.shop_id
     where d.shop_id = terms_due.shop_id and d.id = terms_due.distributor_id
       and d.status = any (private.distributor_states('parental'))
       and d.terms_version <> s.terms_version)
$$;
comment on function private.terms_due(uuid, uuid) is
  'Whether the shop has other terms than those a distributor agreed to last. It stops nothing.';

create function api.accept_terms(terms_version text, idempotency_key text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes distributors
declare
  me record := private.distributor();
  request jsonb := jsonb_build_array(terms_version);
  answer jsonb := private.recall(
    me.shop_id, me.distributor_id, 'accept_terms', idempotency_key, request);
  asked text := (select s.terms_version from shop.settings s where s.shop_id = me.shop_id);
begin
  if answer is not null then
    return answer;
  elsif terms_version is distinct from asked then
    perform private.fail('TERMS_CHANGED', jsonb_build_object('terms_version', asked));
  end if;
  update referral.distributors d set terms_version = asked
   where d.shop_id = me.shop_id and d.id = me.distributor_id and d.terms_version <> asked;
  if found then
    perform private.note_consent(me.shop_id, me.distributor_id, asked, 'renewal', 0);
  end if;
  return private.remember(
    me.shop_id, me.distributor_id, 'accept_terms', idempotency_key, request, '{"ok": true}');
end $$;
comment on function api.accept_terms(text, text) is
  'Distributor: agree to the terms as they are now; once, however often it is asked. Raises '
  'TERMS_CHANGED with the version that is shown, DISTRIBUTOR_REQUIRED, IDEMPOTENCY_CONFLICT.';
grant execute on function api.accept_terms(text, text) to authenticated;
