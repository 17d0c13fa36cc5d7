-- Staff write, announce and order the training articles.

create function private.staff_article_json(a referral.articles) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return to_jsonb(a) - 'shop_id' - 'updated_by' - 'position' - 'rich_text'
    || jsonb_build_object('cover_url', nullif(a.cover_url, ''),
      'by', (select t.name from shop.staff t where t.shop_id = a.shop_id and t.id = a.updated_by),
      'readers', (select count(*) from referral.article_reads r
                   where r.shop_id = a.shop_id and r.article_id = a.id
                     and r.edition >= a.edition),
      'distributors', (select count(*) from referral.distributors d
                        where d.shop_id = a.shop_id
                          and d.status = any (private.distributor_states('parental'))));
end $$;
comment on function private.staff_article_json(referral.articles) is
  'An article in the list of staff, with how many of how many distributors have read this edition '
  '(contracts/staff/training.ts StaffArticle).';

create function private.article_detail_json(a referral.articles) returns jsonb
language sql stable set search_path = '' as $$
  select private.staff_article_json(a) || jsonb_build_object('rich_text', a.rich_text)
$$;
comment on function private.article_detail_json(referral.articles) is
  'An article whole, as staff see it (contracts/staff/training.ts StaffArticleDetail).';

create function api.staff_list_articles(
  shop text, status text default null, after text default null, page_size int default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: articles are closed to every client role
declare
  me record := private.staff(shop, 'read');
  sorted private.sorting := private.sorting_of('-position', '{position}', after);
begin
  return (
    select private.sorted_page(
        jsonb_agg(private.staff_article_json(a) order by a.position desc, a.id desc),
        array_agg(private.mark('-position', a.position, a.id)
          order by a.position desc, a.id desc), page_size)
      from (select x.* from referral.articles x
             where x.shop_id = me.shop_id
               and (staff_list_articles.status is null or x.status = staff_list_articles.status)
               and (sorted.id is null or (x.position, x.id) < (sorted.key, sorted.id))
             order by x.position desc, x.id desc limit private.page_limit(page_size)) a);
end $$;
comment on function api.staff_list_articles(text, text, text, int) is
  'Staff: training articles in their order, perhaps of one state. Raises SHOP_NOT_FOUND, '
  'FORBIDDEN, INVALID_REQUEST.';
grant execute on function api.staff_list_articles(text, text, text, int) to authenticated;

create function private.staff_article(shop_id uuid, article_id uuid) returns referral.articles
language plpgsql stable set search_path = '' as $$
declare
  found referral.articles;
begin
  select a.* into found from referral.articles a
   where a.shop_id = staff_article.shop_id and a.id = staff_article.article_id;
  if found.id is null then
    perform private.fail('ARTICLE_NOT_FOUND');
  end if;
  return found;
end $$;
comment on function private.staff_article(uuid, uuid) is
  'An article in whatever state. Raises ARTICLE_NOT_FOUND.';

create function api.staff_get_article(shop text, article_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
  -- definer: articles are closed to every client role
declare
  me record := private.staff(shop, 'read');
begin
  return private.article_detail_json(private.staff_article(me.shop_id, article_id));
end $$;
comment on function api.staff_get_article(text, uuid) is
  'Staff: an article whole. Raises SHOP_NOT_FOUND, FORBIDDEN, ARTICLE_NOT_FOUND.';
grant execute on function api.staff_get_article(text, uuid) to authenticated;

create function private.article_notice(shop_id uuid, detail jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object('title', '有新的培训文章', 'words', a.title,
        'leads_to', 'article?id=' || a.id)
      from referral.articles a
     where a.shop_id = article_notice.shop_id and a.id = (detail ->> 'article_id')::uuid);
end $$;
comment on function private.article_notice(uuid, jsonb) is
  'An announced article as a case of private.notice_words: detail names it by article_id.';
