-- Old customers and distributors from a file: people who are no WeChat members yet. What identifies
-- them lies here until they come, and goes with its retention date.

create table person.imports (
  shop_id uuid not null references shop.shops (id),
  id uuid not null,
  file_name text not null
    constraint imports_file_name_length check (length(file_name) between 1 and 100),
  staff_id uuid not null,
  reason text not null,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  foreign key (shop_id, staff_id) references shop.staff (shop_id, id)
);
comment on table person.imports is
  'A file of people that staff brought in, by whom and why. It comes in portions under one id.';
alter table person.imports enable row level security;
create index imports_by_time on person.imports (shop_id, private.micros(created_at), id);
create index imports_of_staff on person.imports (shop_id, staff_id);

create table person.imported (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  import_id uuid not null,
  line int not null,
  kind text not null
    constraint imported_kind_known check (kind in ('distributor', 'customer')),
  name text not null default '' constraint imported_name_length check (length(name) <= 40),
  remark text not null default ''
    constraint imported_remark_length check (length(remark) <= 200),
  phone_sealed text,
  phone_fingerprint text,
  tier smallint,
  distributor_id uuid,
  expected_id uuid,
  token text not null default private.random_code(12),
  short_link text,
  short_link_at timestamptz,
  state text not null default 'waiting'
    constraint imported_state_known check (state in ('waiting', 'taken', 'missed', 'withdrawn')),
  missed_for text constraint imported_missed_for_known check (missed_for in
    ('is_distributor', 'protected', 'self', 'not_allowed', 'no_distributor')),
  member_id uuid,
  taken_by text constraint imported_taken_by_known check (taken_by in ('import', 'phone', 'link')),
  decided_at timestamptz,
  withdrawn_reason text,
  expires_at timestamptz not null,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint imported_line_once unique (shop_id, import_id, line),
  constraint imported_token_once unique (shop_id, token),
  constraint imported_taken_by_somebody check (state <> 'taken' or member_id is not null),
  constraint imported_missed_for_a_reason check ((state = 'missed') = (missed_for is not null)),
  foreign key (shop_id, import_id) references person.imports (shop_id, id),
  foreign key (shop_id, member_id) references member.members (shop_id, id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, expected_id) references person.imported (shop_id, id)
);
comment on table person.imported is
  'A person of a file. waiting: nobody came yet, or member_id came and waits for his distributor; '
  'taken: it took effect for member_id, by the import itself, by his verified phone or by his own '
  'link (token); missed: his phone came and it could not take effect (missed_for); withdrawn: by '
  'staff. '
  'distributor_id: the inviter of a distributor, or who keeps a customer; expected_id: the same '
  'while that one is himself a person of a file. Name, remark and phone (sealed for the import, '
  'with its keyed fingerprint) go at expires_at, when withdrawn, and when the person is forgotten.';
alter table person.imported enable row level security;
create unique index imported_once on person.imported (shop_id, kind, phone_fingerprint)
  where phone_fingerprint is not null and state in ('waiting', 'taken');
create index imported_by_phone on person.imported (shop_id, phone_fingerprint)
  where phone_fingerprint is not null;
create index imported_of_member on person.imported (shop_id, member_id)
  where member_id is not null;
create index imported_of_distributor on person.imported (shop_id, distributor_id)
  where distributor_id is not null;
create index imported_expecting on person.imported (shop_id, expected_id)
  where expected_id is not null;
create index imported_by_time on person.imported
  (shop_id, (private.micros(created_at) - line), id);
create index imported_age on person.imported (expires_at) where phone_fingerprint is not null;

alter table referral.bindings add column imported_id uuid,
  add constraint bindings_imported
    foreign key (shop_id, imported_id) references person.imported (shop_id, id);
comment on column referral.bindings.imported_id is
  'The row of a file that made it, where the cause is import.';
create index bindings_imported on referral.bindings (shop_id, imported_id)
  where imported_id is not null;

create table person.import_lines (
  shop_id uuid not null,
  import_id uuid not null,
  line int not null,
  outcome text not null constraint import_lines_outcome_known
    check (outcome in ('taken', 'waiting', 'unchanged', 'refused')),
  field text,
  message text not null,
  imported_id uuid,
  primary key (shop_id, import_id, line),
  foreign key (shop_id, import_id) references person.imports (shop_id, id),
  foreign key (shop_id, imported_id) references person.imported (shop_id, id)
);
comment on table person.import_lines is
  'What became of each line of a file when it was imported. A refused line leaves its number and '
  'the reason, no name and no phone.';
alter table person.import_lines enable row level security;
create index import_lines_of on person.import_lines (shop_id, imported_id)
  where imported_id is not null;

create function private.blank_imported(shop_id uuid, ids uuid[]) returns int
language plpgsql volatile set search_path = '' as $$
declare
  blanked int;
begin
  update person.imported e
     set name = '', remark = '', phone_sealed = null, phone_fingerprint = null
   where e.shop_id = blank_imported.shop_id and e.id = any (ids);
  get diagnostics blanked = row_count;
  return blanked;
end $$;
comment on function private.blank_imported(uuid, uuid[]) is
  'Delete what tells who these people of a file are. What became of the rows stays. Answers how '
  'many there were.';

create function private.drop_imported(shop_id uuid, member_id uuid) returns void
language plpgsql volatile set search_path = '' as $$
declare
  his uuid[] := array(
    select e.id from person.imported e
     where e.shop_id = drop_imported.shop_id
       and (e.member_id = drop_imported.member_id
            or e.phone_fingerprint = (
              select p.phone_fingerprint from person.profiles p
               where p.shop_id = drop_imported.shop_id
                 and p.member_id = drop_imported.member_id)));
begin
  update person.imported e set state = 'withdrawn', decided_at = private.now()
   where e.shop_id = drop_imported.shop_id and e.id = any (his) and e.state = 'waiting';
  perform private.blank_imported(shop_id, his);
end $$;
comment on function private.drop_imported(uuid, uuid) is
  'A member is forgotten: files know him no more, neither as the one who came nor by his phone, '
  'and what waited for him waits no more. Called while his phone is still known.';
