import { z } from "zod";
import { pageOf } from "../paging.ts";
import { At, Id } from "../values.ts";

/** Somebody who is to be forgotten, under a label; `waits_for` as in Forgotten. */
export const Leaving = z.object({
  member_id: Id,
  label: z.string(),
  cause: z.enum(["own_request", "account_closed", "addresses"]),
  asked_at: At,
  waits_for: z.array(z.string()),
});
export type Leaving = z.infer<typeof Leaving>;

/** list_leaving(shop, after, page_size) */
export const LeavingPage = pageOf(Leaving);
export type LeavingPage = z.infer<typeof LeavingPage>;
