-- Training: articles for distributors, and who has read which edition.

create table referral.articles (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  title text not null constraint articles_title_length check (length(title) between 1 and 60),
  summary text not null default ''
    constraint articles_summary_length check (length(summary) <= 100),
  cover_url text not null default '',
  rich_text jsonb not null default '[]',
  status text not null constraint articles_status_known check (status in ('draft', 'on', 'off')),
  edition int not null default 0,
  published_at timestamptz,
  position bigint not null,
  version int not null default 1,
  updated_by uuid,
  updated_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint articles_published_once_on check (status <> 'on' or published_at is not null)
);
comment on table referral.articles is
  'What distributors learn from: rich_text as private.check_rich_text lets it pass. edition counts '
  'how often it was announced, published_at is when the last time was; version counts the saves. '
  'Greatest position first.';
alter table referral.articles enable row level security;
create index articles_in_order on referral.articles (shop_id, position, id);

create table referral.article_reads (
  shop_id uuid not null,
  distributor_id uuid not null,
  article_id uuid not null,
  edition int not null,
  read_at timestamptz not null default private.now(),
  primary key (shop_id, distributor_id, article_id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, article_id) references referral.articles (shop_id, id)
);
comment on table referral.article_reads is
  'The newest edition of an article that a distributor has read, and when first.';
alter table referral.article_reads enable row level security;
create index article_reads_of on referral.article_reads (shop_id, article_id, distributor_id);
