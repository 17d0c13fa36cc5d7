import { z } from "zod";
import { Fen } from "../money.ts";
import { RuleScope } from "../rules.ts";
import { Id } from "../values.ts";

/** A SKU by which a place is judged. */
const Priced = z.object({
  title: z.string(),
  spec: z.string(),
  price_fen: Fen,
  cost_fen: Fen.nullable(),
});

/**
 * A place for rules with the cheapest and the dearest SKU on sale in it, null where it has none. `within` is what it
 * lies in, the narrowest first, without itself and the shop.
 */
export const RuleGood = z.object({
  scope: RuleScope,
  scope_id: Id.nullable(),
  name: z.string(),
  within: z.array(Id),
  cheapest: Priced.nullable(),
  dearest: Priced.nullable(),
});
export type RuleGood = z.infer<typeof RuleGood>;

/** Neither: what the set in force, the planned ones and the draft name. */
export const RuleGoodsQuery = z.strictObject({
  /** What this version names. */
  rule_set: Id.optional(),
  /** A product, by its own id or that of a SKU, with its SKUs on sale. */
  product: Id.optional(),
});

/**
 * list_rule_goods(shop, rule_set_id, product_id): the shop, its categories in their order, and the products and SKUs
 * asked for, each product before its SKUs.
 */
export const RuleGoods = z.object({ items: z.array(RuleGood) });
export type RuleGoods = z.infer<typeof RuleGoods>;
