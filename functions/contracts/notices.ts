import { z } from "zod";
import { pageOf } from "./paging.ts";
import { At, Id } from "./values.ts";

/**
 * What the shop told a member, in the words of its kind (private.notice_words). `leads_to`: a page of the
 * distributor's part of the mini program, with its query.
 */
export const Notice = z.object({
  id: Id,
  title: z.string(),
  words: z.string(),
  leads_to: z.string().nullable(),
  created_at: At,
  read_at: At.nullable(),
});
export type Notice = z.infer<typeof Notice>;

/** list_notices(after, page_size) */
export const NoticePage = pageOf(Notice);
export type NoticePage = z.infer<typeof NoticePage>;

/** count_notices(); 100 stands for more. */
export const UnreadNotices = z.object({ unread: z.int().min(0).max(100) });
export type UnreadNotices = z.infer<typeof UnreadNotices>;

/** read_notices(up_to): the newest one that stood on the screen. */
export const ReadNotices = z.strictObject({ up_to: Id });
export type ReadNotices = z.infer<typeof ReadNotices>;
