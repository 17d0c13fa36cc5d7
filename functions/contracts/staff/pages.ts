import { z } from "zod";
import { page_title_most } from "../page_bounds.ts";
import { Blocks } from "../pages.ts";
import { At, Id, Reason, Version } from "../values.ts";

const title = z.string().trim().min(1).max(page_title_most);

/** The draft of a page whole, with id on top of the version that was read; without: a new topic. */
export const SavePage = z.strictObject({
  id: Id.optional(),
  version: Version.optional(),
  title,
  blocks: Blocks,
});
export type SavePage = z.infer<typeof SavePage>;

export const SavePageRequest = z.strictObject({ page: SavePage, reason: Reason });
export type SavePageRequest = z.infer<typeof SavePageRequest>;

/** preview_page(shop, title, blocks): what a page would show. */
export const PreviewPage = z.strictObject({ title, blocks: Blocks });
export type PreviewPage = z.infer<typeof PreviewPage>;

/** A page as staff list it. */
export const StaffPage = z.object({
  id: Id,
  kind: z.enum(["home", "recruit", "topic"]),
  title: z.string(),
  status: z.enum(["active", "archived"]),
  version: Version,
  updated_at: At,
  by: z.string().nullable(),
  /** Null: nothing of it is shown yet. */
  shown_since: At.nullable(),
  scheduled_at: At.nullable(),
  /** The draft differs from what was published last. */
  is_draft_newer: z.boolean(),
});
export type StaffPage = z.infer<typeof StaffPage>;

/** list_pages(shop) */
export const StaffPages = z.object({ items: z.array(StaffPage) });
export type StaffPages = z.infer<typeof StaffPages>;

/** A link of a block that is not shown, and why: `at` is its field, as `blocks.2.items.0.link`. */
export const GoneLink = z.object({
  at: z.string(),
  state: z.enum(["off_sale", "hidden", "archived", "unpublished", "missing"]),
});
export type GoneLink = z.infer<typeof GoneLink>;

/** save_page(shop, page, reason), and `details` of PAGE_CHANGED: a page with its draft. */
export const PageDraft = StaffPage.extend({
  blocks: Blocks,
  gone: z.array(GoneLink),
  products: z.array(z.object({ id: Id, title: z.string(), image_url: z.string().nullable() })),
});
export type PageDraft = z.infer<typeof PageDraft>;

export const PageVersion = z.object({
  number: Version,
  title: z.string(),
  publish_at: At,
  state: z.enum(["in_force", "scheduled", "earlier", "cancelled"]),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  created_at: At,
});
export type PageVersion = z.infer<typeof PageVersion>;

/** staff_get_page(shop, page_id) */
export const StaffPageDetail = PageDraft.extend({ versions: z.array(PageVersion) });
export type StaffPageDetail = z.infer<typeof StaffPageDetail>;

/** get_page_version(shop, page_id, number) */
export const PublishedPage = z.object({ title: z.string(), blocks: Blocks });
export type PublishedPage = z.infer<typeof PublishedPage>;

/** publish_page(shop, page_id, version, at, reason): at null is now. */
export const PublishPage = z.strictObject({
  version: Version,
  at: At.nullable(),
  reason: Reason,
});
export type PublishPage = z.infer<typeof PublishPage>;

/** set_page_status(shop, page_id, archived, reason) */
export const SetPageStatus = z.strictObject({ archived: z.boolean(), reason: Reason });
export type SetPageStatus = z.infer<typeof SetPageStatus>;
