import { z } from "zod";
import { sortedPageOf } from "../paging.ts";
import { RichText } from "../rich_text.ts";
import { article_most, ArticleQuery } from "../training.ts";
import { At, Id, PictureUrl, Reason, Version } from "../values.ts";
import { ShownState } from "./materials.ts";

/** An article whole, with id on top of the version that was read. `tell_again`: unread to everybody once more. */
export const SaveArticle = z.strictObject({
  id: Id.optional(),
  version: Version.optional(),
  title: z.string().trim().min(1).max(article_most.title),
  summary: z.string().trim().max(article_most.summary),
  cover_url: PictureUrl.nullable(),
  rich_text: RichText,
  status: ShownState,
  tell_again: z.boolean().default(false),
});
export type SaveArticle = z.infer<typeof SaveArticle>;

export const SaveArticleRequest = z.strictObject({ article: SaveArticle, reason: Reason });
export type SaveArticleRequest = z.infer<typeof SaveArticleRequest>;

const Count = z.int().nonnegative();

/** An article in the list of staff: `readers` of `distributors` have read this edition. */
export const StaffArticle = z.object({
  ...SaveArticle.omit({ tell_again: true, rich_text: true }).shape,
  id: Id,
  version: Version,
  edition: Count,
  published_at: At.nullable(),
  updated_at: At,
  by: z.string().nullable(),
  readers: Count,
  distributors: Count,
});
export type StaffArticle = z.infer<typeof StaffArticle>;

export const StaffArticleQuery = z.strictObject({
  ...ArticleQuery.shape,
  status: ShownState.optional(),
});
export type StaffArticleQuery = z.infer<typeof StaffArticleQuery>;

/** staff_list_articles(shop, status, after, page_size) */
export const StaffArticlePage = sortedPageOf(StaffArticle);
export type StaffArticlePage = z.infer<typeof StaffArticlePage>;

/** staff_get_article(shop, article_id), save_article(shop, article, reason) */
export const StaffArticleDetail = z.object({ ...StaffArticle.shape, rich_text: RichText });
export type StaffArticleDetail = z.infer<typeof StaffArticleDetail>;

/** `details` of ARTICLE_CHANGED: how it stands now. */
export const ArticleChanged = z.object({ article: StaffArticleDetail });
export type ArticleChanged = z.infer<typeof ArticleChanged>;
