import { z } from "zod";
import { At, Reason } from "./values.ts";

/** What a shop says in its own words: what distributors agree to, what members read of their data, and of the shop. */
export const TextKind = z.enum(["distributor_terms", "privacy", "about"]);
export type TextKind = z.infer<typeof TextKind>;

export const TextPart = z.strictObject({
  title: z.string().trim().min(1).max(40),
  text: z.string().trim().min(1).max(2000),
});
export type TextPart = z.infer<typeof TextPart>;

export const TextVersion = z.string().trim().min(1).max(40).meta({ examples: ["2026-01"] });

/** get_text(shop, kind, version): as it is shown now, or in the version that somebody agreed to. */
export const ShopText = z.object({
  kind: TextKind,
  version: TextVersion,
  parts: z.array(TextPart),
  valid_from: At,
});
export type ShopText = z.infer<typeof ShopText>;

/** list_texts(shop): every version; `agreed` counts distributors, null where nobody has to agree. */
export const TextVersions = z.object({
  items: z.array(ShopText.extend({
    by: z.string().nullable(),
    agreed: z.int().nonnegative().nullable(),
  })),
});
export type TextVersions = z.infer<typeof TextVersions>;

/** save_text(shop, kind, parts, reason): another version from now on. */
export const SaveText = z.strictObject({ parts: z.array(TextPart).min(1).max(30), reason: Reason });
export type SaveText = z.infer<typeof SaveText>;
