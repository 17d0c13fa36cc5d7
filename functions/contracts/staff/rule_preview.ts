import { z } from "zod";
import { Fen, SignedFen } from "../money.ts";
import { Id, Version } from "../values.ts";

/** preview_rule_draft(shop, revision, days): begins a replay of the draft over paid orders of the last days. */
export const BeginRulePreview = z.strictObject({
  revision: Version,
  days: z.union([z.literal(30), z.literal(90)]),
});
export type BeginRulePreview = z.infer<typeof BeginRulePreview>;

const sums = { before_fen: Fen, after_fen: Fen };

const Moved = z.object({ id: Id, label: z.string(), ...sums, change_fen: SignedFen });

/**
 * A replay: each call of continue_rule_preview(shop, preview_id) does a part of it until `done_orders` = `orders`.
 * Lists hold the twenty largest changes of each side once all is done, empty before.
 */
export const RulePreview = z.object({
  id: Id,
  days: z.int(),
  orders: z.int().nonnegative(),
  done_orders: z.int().nonnegative(),
  is_done: z.boolean(),
  ...sums,
  level1: z.object(sums),
  level2: z.object(sums),
  volume: z.object(sums),
  goods_fen: Fen,
  capped_orders: z.int().nonnegative(),
  over_margin: z.array(z.object({
    product_id: Id,
    title: z.string(),
    goods_fen: Fen,
    margin_fen: SignedFen,
    commission_fen: Fen,
  })),
  products: z.array(Moved),
  categories: z.array(Moved),
  winners: z.array(Moved),
  losers: z.array(Moved),
});
export type RulePreview = z.infer<typeof RulePreview>;
