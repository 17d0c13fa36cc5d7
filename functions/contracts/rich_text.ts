import { z } from "zod";
import { PictureUrl } from "./values.ts";

/** Words of one look. */
export const Run = z.strictObject({
  text: z.string().min(1).max(2000),
  bold: z.boolean().optional(),
  tone: z.enum(["brand", "price", "aux"]).optional(),
});
export type Run = z.infer<typeof Run>;

const Side = z.int().min(1).max(10_000);

/** Words, or a picture with its size in px: its box is kept while it loads. */
export const RichBlock = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(["heading", "paragraph", "bullet", "number"]),
    /** To the left when left out. */
    align: z.enum(["center"]).optional(),
    runs: z.array(Run).max(100),
  }),
  z.strictObject({ kind: z.literal("picture"), url: PictureUrl, width: Side, height: Side }),
]);
export type RichBlock = z.infer<typeof RichBlock>;

/** Words and pictures in one order, from top to bottom; never markup. A paragraph without words is an empty line. */
/** How much a rich text holds at most, as private.check_rich_text says it. */
export const rich_text_most = { blocks: 200, letters: 20_000 };

export const RichText = z.array(RichBlock).max(rich_text_most.blocks);
export type RichText = z.infer<typeof RichText>;
