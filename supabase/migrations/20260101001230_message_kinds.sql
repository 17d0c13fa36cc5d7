-- What a member may be told by a subscribe message of WeChat, by which template of the shop, and
-- what a member has agreed to: one agreement, one message.

create table ops.message_kinds (
  kind text primary key,
  place int not null,
  title text not null,
  moments text[] not null constraint message_kinds_moments_known
    check (moments <@ '{paid,promoting,withdrawing,applying}'),
  says text[] not null
);
comment on table ops.message_kinds is
  'The kinds of subscribe messages in their order: moments at which the phone may ask for '
  'agreement, says: the values (private.message_value_kinds) that a template of the kind may '
  'show. contracts/messages.ts has the kinds; a test compares.';
alter table ops.message_kinds enable row level security;

insert into ops.message_kinds (kind, place, title, moments, says) values
  ('parcel', 1, '包裹已发出', '{paid}', '{goods,carrier,tracking_no,order_no,at,note,shop}'),
  ('refund', 2, '退款已到账', '{paid}', '{amount,goods,order_no,at,note,shop}'),
  ('after_sale', 3, '售后有结果', '{paid}', '{result,amount,goods,order_no,at,note,shop}'),
  ('earned', 4, '有新的佣金', '{promoting}', '{amount,goods,at,note,shop}'),
  ('settled', 5, '佣金已结算', '{promoting,withdrawing}', '{amount,at,note,shop}'),
  ('customer_expiring', 6, '客户的保护期快到了', '{promoting}', '{customer,until,note,shop}'),
  ('payout', 7, '提现等你确认收款', '{withdrawing}', '{amount,until,at,note,shop}'),
  ('application', 8, '推广申请有结果', '{applying}', '{result,at,note,shop}');

create function private.message_value_kinds() returns table (
  value text, title text, kinds text[], sample text)
language sql immutable set search_path = '' as $$
  values ('amount', '金额', '{amount,thing}'::text[], '¥12.50'),
    ('goods', '商品', '{thing}', '云南普洱熟茶 357 克等 2 件'),
    ('carrier', '快递公司', '{thing,phrase}', '顺丰速运'),
    ('tracking_no', '快递单号', '{character_string,thing}', 'SF1234567890'),
    ('order_no', '订单号', '{character_string,number,thing}', '2612010123456789'),
    ('result', '结果', '{phrase,thing}', '已通过'),
    ('customer', '客户', '{thing}', '用户 7K2M'),
    ('at', '时间', '{time,date,thing}', '2026年12月1日 10:00'),
    ('until', '截止时间', '{time,date,thing}', '2026年12月2日 10:00'),
    ('note', '提示', '{thing}', '点击查看详情'),
    ('shop', '店铺名称', '{thing}', '本店')
$$;
comment on function private.message_value_kinds() is
  'What a message can say: each value, its name, the kinds of WeChat''s keywords that take it, '
  'and what a test shows.';

create table shop.message_templates (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  kind text not null references ops.message_kinds (kind),
  template_id text not null
    constraint message_templates_id_form check (template_id ~ '^[0-9A-Za-z_-]{20,64}$'),
  fields jsonb not null,
  is_on boolean not null,
  updated_by uuid not null,
  updated_at timestamptz not null default private.now(),
  primary key (shop_id, kind),
  constraint message_templates_own_id unique (shop_id, template_id)
);
comment on table shop.message_templates is
  'The template of WeChat by which a shop tells a kind: fields [{"field", "value"}] says which '
  'keyword (thing1) shows what (goods). No row: the shop tells nothing of the kind. One template '
  'is of one kind, because agreements are given per template.';
alter table shop.message_templates enable row level security;

create table member.message_consents (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  member_id uuid not null,
  template_id text not null,
  answer text not null constraint message_consents_answer_known
    check (answer in ('accept', 'reject', 'ban', 'filter')),
  asked_at timestamptz not null default private.now(),
  ended_at timestamptz,
  kind text,
  about text,
  outcome text constraint message_consents_outcome_known
    check (outcome in ('waiting', 'sent', 'refused', 'failed')),
  told_at timestamptz,
  error text,
  primary key (shop_id, id),
  foreign key (shop_id, member_id) references member.members (shop_id, id),
  constraint message_consents_spent_whole check (
    (kind is null) = (about is null) and (kind is null) = (outcome is null)
    and (outcome is null or ended_at is not null))
);
comment on table member.message_consents is
  'What a member answered when WeChat asked about a template. An accept without ended_at is good '
  'for one message; ended_at with an outcome: spent on the message about that, which waits, was '
  'sent (told_at), was refused by the member at WeChat, or failed (error: WeChat''s words); '
  'without an outcome: taken back at WeChat.';
alter table member.message_consents enable row level security;
create index message_consents_left on member.message_consents (shop_id, member_id, template_id, id)
  where answer = 'accept' and ended_at is null;
create unique index message_consents_about on member.message_consents (shop_id, member_id, about)
  where about is not null;
create index message_consents_spent on member.message_consents (shop_id, kind, ended_at)
  where kind is not null;
create index message_consents_age on member.message_consents (asked_at);
create index message_consents_template on member.message_consents (shop_id, template_id, id)
  where answer = 'accept' and ended_at is null;
