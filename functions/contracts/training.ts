import { z } from "zod";
import { PageQuery, sortedPageOf } from "./paging.ts";
import { RichText } from "./rich_text.ts";
import { At, Id, Version } from "./values.ts";

/** How much an article holds at most beside its rich text, as referral.articles says it. */
export const article_most = { title: 60, summary: 100 };

/** A training article in a list; `read_at` is when this distributor read this edition, null while unread. */
export const Article = z.object({
  id: Id,
  title: z.string(),
  summary: z.string().nullable(),
  cover_url: z.string().nullable(),
  edition: z.int().positive(),
  published_at: At,
  read_at: At.nullable(),
});
export type Article = z.infer<typeof Article>;

export const ArticleQuery = z.strictObject({
  ...PageQuery.shape,
  after: z.string().max(120).optional(),
});
export type ArticleQuery = z.infer<typeof ArticleQuery>;

/** list_articles(after, page_size) */
export const ArticlePage = sortedPageOf(Article);
export type ArticlePage = z.infer<typeof ArticlePage>;

/** get_article(article_id) */
export const ArticleDetail = z.object({ ...Article.shape, rich_text: RichText });
export type ArticleDetail = z.infer<typeof ArticleDetail>;

/** read_article(article_id, edition): the edition that was on the screen. */
export const ReadArticle = z.strictObject({ edition: Version });
export type ReadArticle = z.infer<typeof ReadArticle>;
