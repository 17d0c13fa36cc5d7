-- What a shop tells a member inside the app: kept, told live, and read in the words of its kind.

create function private.notice_words(shop_id uuid, kind text, detail jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  who text := private.label(shop_id, (detail ->> 'member_id')::uuid);
  at text := private.moment_words((detail ->> 'at')::timestamptz);
begin
  return case kind
    when 'binding_expiring' then jsonb_build_object('title', '客户的保护期快到了',
      'words', format('%s 的保护期到 %s，之后他打开别人的分享就会换推广员。联系他回来看看。', who, at),
      'leads_to', 'customers?tab=expiring')
    when 'binding_expired' then jsonb_build_object('title', '客户的保护期已过',
      'words', format('%s 的保护期已过。他打开别人的分享之前，购买仍给你计佣金。', who),
      'leads_to', 'customers?tab=expired')
    when 'customer_lost' then jsonb_build_object('title', '客户已离开',
      'words', case detail ->> 'cause'
        when 'expelled' then format('推广资格终止，%s 位客户不再归你。', detail ->> 'count')
        else format('%s 不再是你的客户：%s。', who, private.lost_words(detail ->> 'cause')) end,
      'leads_to', 'customers?tab=lost')
    when 'tier_changed' then private.tier_notice(shop_id, detail)
    when 'article_out' then private.article_notice(shop_id, detail)
    when 'balance_adjusted' then private.adjustment_notice(shop_id, detail)
    when 'withdrawal_to_confirm' then private.withdrawal_notice(kind, detail)
    when 'withdrawal_expiring' then private.withdrawal_notice(kind, detail)
  end;
end $$;
comment on function private.notice_words(uuid, text, jsonb) is
  'A kind of notice in words, and the page of the distributor''s part of the app it leads to '
  '(null: none): {"title", "words", "leads_to"}. Null for a kind that is none: another kind is '
  'another case here and nowhere else. detail names a member by member_id and a moment by at; it '
  'holds ids, moments and sums only.';

create function private.lost_words(cause text) returns text
language sql immutable set search_path = '' as $$
  select case cause
    when 'rebound' then '保护期过后打开了别人的分享'
    when 'staff' then '商家调整了客户归属'
    when 'expelled' then '推广资格已终止' end
$$;
comment on function private.lost_words(text) is
  'Why a customer was lost, without the other''s name.';

create table referral.notices (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  member_id uuid not null,
  kind text not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default private.now(),
  read_at timestamptz,
  primary key (shop_id, id),
  constraint notices_detail_small check (length(detail::text) <= 2000),
  foreign key (shop_id, member_id) references member.members (shop_id, id)
);
comment on table referral.notices is
  'What a member was told. kind: a case of private.notice_words; detail: ids, moments and sums '
  'that its words need, no personal data. Erased 180 days after created_at '
  '(private.retention).';
alter table referral.notices enable row level security;
create index notices_of_member on referral.notices (shop_id, member_id, id);
create index notices_unread on referral.notices (shop_id, member_id) where read_at is null;
create index notices_by_age on referral.notices (created_at);

create function private.notify(shop_id uuid, member_id uuid, kind text,
  detail jsonb default '{}') returns void
language plpgsql volatile set search_path = '' as $$
declare
  told uuid;
begin
  if private.notice_words(shop_id, kind, detail) is null then
    raise exception 'no kind of notice: %', kind;
  end if;
  insert into referral.notices (shop_id, member_id, kind, detail)
  values (notify.shop_id, notify.member_id, notify.kind, notify.detail)
  returning id into told;
  perform private.record_event(shop_id, 'notice.added', told, '{"member":{"unread":1}}', member_id);
end $$;
comment on function private.notify(uuid, uuid, text, jsonb) is
  'Tell a member something inside the app: the row, and a live message. The one way to '
  'do so, but for private.announce. '
  'kind and detail: private.notice_words.';
