-- Materials: words, pictures and videos that distributors hand on, who has seen them and used them.

create type private.place as (id uuid, position bigint);
comment on type private.place is 'A row of a list in which staff move rows; greatest first.';

create function private.check_move(move text) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if move is null or move not in ('first', 'up', 'down') then
    perform private.fail('INVALID_REQUEST', '{"field":"move"}');
  end if;
end $$;
comment on function private.check_move(text) is 'Refuses what is no move of private.moved.';

create function private.moved(places private.place[], id uuid, move text)
  returns setof private.place
language sql immutable set search_path = '' as $$
  with me as (
    select p.* from unnest(places) p where p.id = moved.id
  ), other as (
    select p.* from unnest(places) p, me
     where case when move = 'down' then p.position < me.position else p.position > me.position end
     order by case when move = 'up' then p.position end, p.position desc limit 1
  )
  select me.id, case when move = 'first' then other.position + 1 else other.position end
    from me, other
  union all
  select other.id, me.position from me, other where move <> 'first'
$$;
comment on function private.moved(private.place[], uuid, text) is
  'The rows of a list that stand elsewhere once one of them is moved: "up" and "down" change '
  'places with the neighbour, "first" goes in front of all. None where it stands so already.';

create table referral.materials (
  shop_id uuid not null references shop.shops (id),
  id uuid not null default private.new_id(),
  title text not null constraint materials_title_length check (length(title) between 1 and 40),
  text text not null default '' constraint materials_text_length check (length(text) <= 500),
  pictures text[] not null default '{}'
    constraint materials_pictures_count check (cardinality(pictures) <= 9),
  video jsonb constraint materials_video_form check (private.is_video(video)),
  product_id uuid,
  campaign text not null default ''
    constraint materials_campaign_length check (length(campaign) <= 40),
  status text not null constraint materials_status_known check (status in ('draft', 'on', 'off')),
  shown_from timestamptz,
  shown_until timestamptz,
  edition int not null default 0,
  out_at timestamptz,
  position bigint not null,
  version int not null default 1,
  updated_by uuid,
  updated_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  constraint materials_say_something
    check (text <> '' or cardinality(pictures) > 0 or video is not null),
  constraint materials_pictures_or_video check (video is null or cardinality(pictures) = 0),
  constraint materials_time_forward check (shown_from < shown_until),
  constraint materials_out_once_on check (status <> 'on' or out_at is not null),
  foreign key (shop_id, product_id) references catalog.products (shop_id, id)
);
comment on table referral.materials is
  'What distributors hand on: words with up to nine pictures or one video, for a product or the '
  'whole shop, perhaps of a campaign, which becomes that of the shares made with it. edition '
  'counts how often it was announced, out_at is when the last time was; version counts the saves. '
  'Shown while it is on, from shown_from until shown_until, null for no bound, greatest position '
  'first, and while its product is shown.';
alter table referral.materials enable row level security;
create index materials_in_order on referral.materials (shop_id, position, id);
create index materials_of_product
  on referral.materials (shop_id, product_id) where product_id is not null;

alter table referral.shares add constraint shares_material_there
  foreign key (shop_id, material_id) references referral.materials (shop_id, id);
create index shares_of_material
  on referral.shares (shop_id, material_id) where material_id is not null;

create table referral.material_sights (
  shop_id uuid not null,
  distributor_id uuid not null,
  material_id uuid not null,
  edition int not null,
  seen_at timestamptz not null default private.now(),
  primary key (shop_id, distributor_id, material_id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, material_id) references referral.materials (shop_id, id)
);
comment on table referral.material_sights is
  'Which edition of a material a distributor has been shown, so that it is new to nobody twice.';
alter table referral.material_sights enable row level security;

create table referral.material_uses (
  shop_id uuid not null,
  id uuid not null default private.new_id(),
  material_id uuid not null,
  distributor_id uuid not null,
  kind text not null
    constraint material_uses_kind_known check (kind in ('copied', 'saved', 'shared')),
  share_id uuid not null,
  used_at timestamptz not null default private.now(),
  primary key (shop_id, id),
  foreign key (shop_id, material_id) references referral.materials (shop_id, id),
  foreign key (shop_id, distributor_id) references referral.distributors (shop_id, id),
  foreign key (shop_id, share_id) references referral.shares (shop_id, id)
);
comment on table referral.material_uses is
  'A distributor copied a text, saved pictures or a video, or sent a card, with the share that '
  'went with it. Append-only.';
alter table referral.material_uses enable row level security;
create index material_uses_of on referral.material_uses (shop_id, material_id, distributor_id);

create function referral.refuse_use_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'uses of materials are append-only'
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger material_uses_append_only before update or delete
  on referral.material_uses for each row execute function referral.refuse_use_change();
create trigger material_uses_no_truncate before truncate
  on referral.material_uses execute function referral.refuse_use_change();
comment on function referral.refuse_use_change() is
  'Refuses every update, delete and truncate of uses, to the owner too.';
