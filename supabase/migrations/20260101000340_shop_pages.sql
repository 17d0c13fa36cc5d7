-- Shop pages: the home page, the recruitment page and topics, each a list of blocks. Staff change a
-- draft; what is published is a version, in force from its moment on by the clock alone.

create table shop.pages (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  kind text not null constraint pages_kind_known check (kind in ('home', 'recruit', 'topic')),
  title text not null constraint pages_title_length check (length(title) between 1 and 20),
  blocks jsonb not null constraint pages_blocks_list check (jsonb_typeof(blocks) = 'array'),
  status text not null default 'active'
    constraint pages_status_known check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default private.now(),
  updated_at timestamptz not null default private.now(),
  updated_by uuid,
  primary key (shop_id, id)
);
comment on table shop.pages is
  'A page as staff work on it: its draft (blocks as private.check_blocks takes them, each with an '
  'id that it keeps). version counts the changes of the draft, so that no save overwrites an '
  'unseen one; updated_by: the '
  'staff member who saved last. A shop has one home page, which is never archived, and one of kind '
  'recruit, above the application to promote; an archived page is shown to nobody.';
alter table shop.pages enable row level security;
create unique index pages_one_of_kind on shop.pages (shop_id, kind) where kind <> 'topic';

create table shop.page_versions (
  shop_id uuid not null,
  page_id uuid not null,
  number int not null constraint page_versions_number_positive check (number > 0),
  title text not null,
  blocks jsonb not null,
  publish_at timestamptz not null,
  is_scheduled boolean not null default false,
  cancelled_at timestamptz,
  published_by uuid,
  reason text,
  created_at timestamptz not null default private.now(),
  primary key (shop_id, page_id, number),
  foreign key (shop_id, page_id) references shop.pages (shop_id, id)
);
comment on table shop.page_versions is
  'What was published of a page, never changed: from publish_at on it is shown, until a version '
  'with a later moment is. is_scheduled: the moment was chosen and lay ahead. Cancelled ones were '
  'taken back before it. Without published_by: what a shop opens with.';
alter table shop.page_versions enable row level security;
create index page_versions_of_page
  on shop.page_versions (shop_id, page_id, publish_at, number) where cancelled_at is null;
create index page_versions_by_moment
  on shop.page_versions (shop_id, publish_at) where cancelled_at is null;

create trigger page_versions_are_read after insert or update on shop.page_versions
  for each row execute function private.note_catalogue_change();
create trigger pages_are_read after update of status on shop.pages
  for each row when (old.status <> new.status) execute function private.note_catalogue_change();

create function private.page_in_force(shop_id uuid, page_id uuid) returns shop.page_versions
language plpgsql stable set search_path = '' as $$
declare
  shown shop.page_versions;
begin
  select * into shown from shop.page_versions v
   where v.shop_id = page_in_force.shop_id and v.page_id = page_in_force.page_id
     and v.cancelled_at is null and v.publish_at <= private.now()
   order by v.publish_at desc, v.number desc limit 1;
  return shown;
end $$;
comment on function private.page_in_force(uuid, uuid) is
  'The version of a page that is shown now; null before its first moment.';

create function private.is_ahead(
  v shop.page_versions, at timestamptz default private.now()
) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return v.is_scheduled and v.cancelled_at is null and v.publish_at > at;
end $$;
comment on function private.is_ahead(shop.page_versions, timestamptz) is
  'Whether a version still waits at a moment for the one at which it is to be shown.';

create function private.last_page_moment(shop_id uuid) returns timestamptz
language plpgsql stable set search_path = '' as $$
begin
  return (select max(v.publish_at) from shop.page_versions v
           where v.shop_id = last_page_moment.shop_id and v.cancelled_at is null
             and v.publish_at <= private.now());
end $$;
comment on function private.last_page_moment(uuid) is
  'When a version of any page of the shop last came into force: part of each page''s state, for '
  'that happens without anybody writing anything, and links to a page are shown from then on.';

create function private.first_blocks() returns jsonb
language sql immutable set search_path = '' as $$
  select '[
    {"kind": "shop"},
    {"kind": "nav", "source": "categories", "items": []},
    {"kind": "products", "title": "为你推荐", "source": "rule", "product_ids": [],
     "category_id": null, "sort": "recommended", "count": 10, "layout": "grid", "more": true},
    {"kind": "products", "title": "新品上架", "source": "rule", "product_ids": [],
     "category_id": null, "sort": "newest", "count": 10, "layout": "grid", "more": false}
  ]'::jsonb
$$;
comment on function private.first_blocks() is
  'The home page that a shop opens with; also the first of the templates '
  '(functions/contracts/page_templates.ts; a test compares).';

create function private.named_blocks(blocks jsonb) returns jsonb
language sql volatile set search_path = '' as $$
  select coalesce(jsonb_agg(b || jsonb_build_object(
             'id', coalesce(private.uuid_of(b ->> 'id'), private.new_id())) order by n), '[]')
    from jsonb_array_elements(blocks) with ordinality x(b, n)
$$;
comment on function private.named_blocks(jsonb) is
  'Blocks with an id each: their own, or a new one. By it two editors of one page see which '
  'blocks the other one has changed.';

create function private.open_pages(shop_id uuid) returns void
language sql volatile set search_path = '' as $$
  insert into shop.pages (shop_id, kind, title, blocks)
  values (open_pages.shop_id, 'recruit', '成为推广员', '[]');
  with home as (
    insert into shop.pages (shop_id, kind, title, blocks)
    values (open_pages.shop_id, 'home', '首页', private.named_blocks(private.first_blocks()))
    returning *)
  insert into shop.page_versions (shop_id, page_id, number, title, blocks, publish_at)
  select home.shop_id, home.id, 1, home.title, home.blocks, private.now() from home
$$;
comment on function private.open_pages(uuid) is
  'The pages of a new shop: its home page, published, and an empty draft of its recruitment page.';
