-- Distributors read articles, what they have read is marked, and what is new is told once.

create function private.article_json(a referral.articles, distributor_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object('id', a.id, 'title', a.title, 'summary', nullif(a.summary, ''),
    'cover_url', nullif(a.cover_url, ''), 'edition', a.edition, 'published_at', a.published_at,
    'read_at', (select r.read_at from referral.article_reads r
                 where r.shop_id = a.shop_id and r.article_id = a.id
                   and r.distributor_id = article_json.distributor_id
                   and r.edition >= a.edition));
end $$;
comment on function private.article_json(referral.articles, uuid) is
  'An article in a distributor''s list; read_at is when that one read this edition '
  '(contracts/training.ts Article).';

create function api.list_articles(after text default null, page_size int default 20)
  returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: articles are closed to every client role
declare
  me record := private.promoter();
  sorted private.sorting := private.sorting_of('-position', '{position}', after);
begin
  return (
    select private.sorted_page(
        jsonb_agg(private.article_json(a, me.distributor_id)
          order by a.position desc, a.id desc),
        array_agg(private.mark('-position', a.position, a.id)
          order by a.position desc, a.id desc), page_size)
      from (select x.* from referral.articles x
             where x.shop_id = me.shop_id and x.status = 'on'
               and (sorted.id is null or (x.position, x.id) < (sorted.key, sorted.id))
             order by x.position desc, x.id desc limit private.page_limit(page_size)) a);
end $$;
comment on function api.list_articles(text, int) is
  'Distributor: the training articles in their order, with my read marks. Raises '
  'DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, INVALID_REQUEST.';
grant execute on function api.list_articles(text, int) to authenticated;

create function private.article_of(shop_id uuid, article_id uuid) returns referral.articles
language plpgsql stable set search_path = '' as $$
declare
  found referral.articles;
begin
  select a.* into found from referral.articles a
   where a.shop_id = article_of.shop_id and a.id = article_of.article_id and a.status = 'on';
  if found.id is null then
    perform private.fail('ARTICLE_NOT_FOUND');
  end if;
  return found;
end $$;
comment on function private.article_of(uuid, uuid) is
  'An article that distributors see. Raises ARTICLE_NOT_FOUND.';

create function api.get_article(article_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: articles are closed to every client role
declare
  me record := private.promoter();
  a referral.articles := private.article_of(me.shop_id, article_id);
begin
  return private.article_json(a, me.distributor_id)
      || jsonb_build_object('rich_text', a.rich_text);
end $$;
comment on function api.get_article(uuid) is
  'Distributor: an article whole (contracts/training.ts ArticleDetail). Raises '
  'DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, ARTICLE_NOT_FOUND.';
grant execute on function api.get_article(uuid) to authenticated;

create function api.read_article(article_id uuid, edition int) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes read marks
declare
  me record := private.promoter();
  a referral.articles := private.article_of(me.shop_id, article_id);
begin
  if edition between 1 and a.edition is not true then
    perform private.fail('INVALID_REQUEST', '{"field":"edition"}');
  end if;
  insert into referral.article_reads as r (shop_id, distributor_id, article_id, edition)
  values (me.shop_id, me.distributor_id, a.id, read_article.edition)
  on conflict on constraint article_reads_pkey
    do update set edition = excluded.edition, read_at = excluded.read_at
    where r.edition < excluded.edition;
  return private.article_json(a, me.distributor_id);
end $$;
comment on function api.read_article(uuid, int) is
  'Distributor: I have read this edition of an article, the one that was on my screen. The first '
  'time counts, an earlier edition takes nothing back. Answers the article with its mark. Raises '
  'DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE, ARTICLE_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.read_article(uuid, int) to authenticated;

create function private.news_json(shop_id uuid, distributor_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return jsonb_build_object(
    'materials', (select count(*) from referral.materials m
      where m.shop_id = news_json.shop_id and m.status = 'on'
        and private.is_material_new(m, news_json.distributor_id)
        and private.is_material_shown(m)),
    'articles', (select count(*) from referral.articles a
      where a.shop_id = news_json.shop_id and a.status = 'on' and not exists (
        select from referral.article_reads r
         where r.shop_id = a.shop_id and r.article_id = a.id
           and r.distributor_id = news_json.distributor_id and r.edition >= a.edition)));
end $$;
comment on function private.news_json(uuid, uuid) is
  'How many materials are new to a distributor, and how many articles unread '
  '(contracts/materials.ts News).';

create function api.get_news() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: materials and articles are closed to every client role
declare
  me record := private.promoter();
begin
  return private.news_json(me.shop_id, me.distributor_id);
end $$;
comment on function api.get_news() is
  'Distributor: how much of what the shop gives me to work with is new to me. Raises '
  'DISTRIBUTOR_REQUIRED, DISTRIBUTOR_INACTIVE.';
grant execute on function api.get_news() to authenticated;
