-- Staff save and order the training articles.

create function private.check_article(article jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  perform private.refuse_others(article,
      '{"id":"string","version":"number","title":"string","summary":"string",'
      '"cover_url":"string","rich_text":"array","status":"string","tell_again":"boolean"}',
      'article');
  if length(btrim(article ->> 'title')) between 1 and 60 is not true then
    perform private.fail_field('article.title', '标题为 1 到 60 个字');
  elsif length(btrim(article ->> 'summary')) > 100 then
    perform private.fail_field('article.summary', '简介最多 100 个字');
  elsif private.is_picture_url(article ->> 'cover_url') is false then
    perform private.fail_field('article.cover_url', '图片地址不对，请重新上传');
  elsif coalesce(article ->> 'status', '') not in ('draft', 'on', 'off') then
    perform private.fail_field('article.status', '没有这种状态');
  end if;
  perform private.check_rich_text(article -> 'rich_text', 'article.rich_text');
  if article ->> 'status' = 'on' and article -> 'rich_text' = '[]' then
    perform private.fail_field('article.rich_text', '请先写正文再发布');
  end if;
end $$;
comment on function private.check_article(jsonb) is
  'What can be said of an article''s form without looking at what is kept. Raises INVALID_REQUEST '
  'with the field.';

create function private.lock_article(shop_id uuid, article jsonb) returns referral.articles
language plpgsql volatile set search_path = '' as $$
declare
  a referral.articles;
begin
  perform from shop.settings s where s.shop_id = lock_article.shop_id for no key update;
  if article ->> 'id' is null then
    a.shop_id := lock_article.shop_id;
    a.id := private.new_id();
    a.edition := 0;
    a.version := 0;
    a.position := (select coalesce(max(x.position), 0) + 1 from referral.articles x
                    where x.shop_id = lock_article.shop_id);
    return a;
  end if;
  a := private.staff_article(shop_id, (article ->> 'id')::uuid);
  if (article ->> 'version')::int is distinct from a.version then
    perform private.fail('ARTICLE_CHANGED',
        jsonb_build_object('article', private.article_detail_json(a)));
  end if;
  return a;
end $$;
comment on function private.lock_article(uuid, jsonb) is
  'The article that a form changes, if its version is still the one the form was made from, or a '
  'new one in front of all; one save a shop at a time. Raises ARTICLE_CHANGED with the article as '
  'it stands, ARTICLE_NOT_FOUND.';

create function private.announce(shop_id uuid, kind text, detail jsonb) returns void
language sql volatile set search_path = '' as $$
  insert into referral.notices (shop_id, member_id, kind, detail)
  select d.shop_id, d.id, announce.kind, announce.detail
    from referral.distributors d
   where d.shop_id = announce.shop_id and d.status = any (private.distributor_states('parental'))
$$;
comment on function private.announce(uuid, text, jsonb) is
  'Tell all distributors who promote or are suspended, as private.notify tells one; without live '
  'messages, which cost most: each phone reads its count when its pages are opened.';

create function private.write_article(a referral.articles, staff_id uuid, article jsonb)
  returns referral.articles
language plpgsql volatile set search_path = '' as $$
begin
  a.title := btrim(article ->> 'title');
  a.summary := coalesce(btrim(article ->> 'summary'), '');
  a.cover_url := coalesce(article ->> 'cover_url', '');
  a.rich_text := article -> 'rich_text';
  a.status := article ->> 'status';
  if a.status = 'on' and (a.edition = 0 or coalesce((article ->> 'tell_again')::boolean, false))
  then
    a.edition := a.edition + 1;
    a.published_at := private.now();
  end if;
  a.version := a.version + 1;
  a.updated_by := staff_id;
  a.updated_at := private.now();
  insert into referral.articles select a.*
  on conflict on constraint articles_pkey do update
     set (title, summary, cover_url, rich_text, status, edition, published_at, version,
          updated_by, updated_at)
       = (a.title, a.summary, a.cover_url, a.rich_text, a.status, a.edition, a.published_at,
          a.version, a.updated_by, a.updated_at);
  if a.published_at = private.now() then
    perform private.announce(a.shop_id, 'article_out', jsonb_build_object('article_id', a.id));
  end if;
  return a;
end $$;
comment on function private.write_article(referral.articles, uuid, jsonb) is
  'Write what a form says. It is announced (a new edition, unread to all, and a notice to each '
  'distributor) when it is on for the first time, or on and to be told again.';

create function api.save_article(shop text, article jsonb, reason text, idempotency_key text)
  returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes articles
declare
  begun private.staff_command := private.begin_command(shop, 'distributor', 'save_article',
      idempotency_key, jsonb_build_array(article, reason), reason);
  a referral.articles;
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  perform private.check_article(article);
  a := private.write_article(
      private.lock_article(begun.shop_id, article), begun.staff_id, article);
  return private.end_command(begun, a.id, private.article_detail_json(a), article - 'rich_text');
exception when data_exception then
  perform private.fail('INVALID_REQUEST', '{"field":"article"}');
end $$;
comment on function api.save_article(text, jsonb, text, text) is
  'Staff who look after distributors: a training article whole (contracts/staff/training.ts '
  'SaveArticle): with id and the version that was read changed, else new and in front. tell_again '
  'makes it unread to everybody once more. Answers it. Raises ARTICLE_CHANGED, ARTICLE_NOT_FOUND, '
  'INVALID_REQUEST.';
grant execute on function api.save_article(text, jsonb, text, text) to authenticated;

create function api.move_article(
  shop text, article_id uuid, move text, reason text, idempotency_key text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
  -- definer: writes articles
declare
  begun private.staff_command := private.begin_command(shop, 'distributor', 'move_article',
      idempotency_key, jsonb_build_array(article_id, move, reason), reason);
begin
  if begun.answer is not null then
    return begun.answer;
  end if;
  perform private.check_move(move);
  perform from shop.settings s where s.shop_id = begun.shop_id for no key update;
  perform private.staff_article(begun.shop_id, article_id);
  update referral.articles a set position = p.position
    from private.moved(array(
           select row(x.id, x.position)::private.place from referral.articles x
            where x.shop_id = begun.shop_id), article_id, move) p
   where a.shop_id = begun.shop_id and a.id = p.id;
  return private.end_command(begun, article_id, '{"ok":true}', jsonb_build_object('move', move));
end $$;
comment on function api.move_article(text, uuid, text, text, text) is
  'Staff who look after distributors: put an article before ("up") or behind ("down") its '
  'neighbour, or in front of all ("first"). Raises ARTICLE_NOT_FOUND, INVALID_REQUEST.';
grant execute on function api.move_article(text, uuid, text, text, text) to authenticated;
