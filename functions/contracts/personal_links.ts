import { z } from "zod";
import { ImportKind } from "./staff/imports.ts";
import { ShareToken } from "./values.ts";

/**
 * get_personal_link(shop, token), take_personal_link(token, terms_version): the link of a person whom the shop brought in
 * from a file, as whoever has it sees it. It names nobody but the distributor, under a label. used: somebody came
 * (`is_mine`: I), and `is_done` says that nothing is waited for · over: withdrawn or too old. `terms_version` is what a
 * distributor has to agree to.
 */
export const PersonalLink = z.object({
  token: ShareToken,
  kind: ImportKind,
  state: z.enum(["open", "used", "over"]),
  is_mine: z.boolean(),
  is_done: z.boolean(),
  distributor: z.string().nullable(),
  terms_version: z.string().nullable(),
});
export type PersonalLink = z.infer<typeof PersonalLink>;

export const TakePersonalLink = z.strictObject({ terms_version: z.string().max(40).nullable() });
export type TakePersonalLink = z.infer<typeof TakePersonalLink>;
