import { z } from "zod";
import { Fen } from "./money.ts";
import { At, Id } from "./values.ts";

const guid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** So many products may be asked about at once. */
export const most_earnings = 50;

/**
 * What one piece of a product earns a distributor on level 1 now, by his tier, at its price before any discount:
 * over the SKUs on sale, and that of the cheapest. `extra` says which extras hold for that one, and until when.
 */
export const Earning = z.object({
  product_id: Id,
  lowest_fen: Fen,
  highest_fen: Fen,
  default_fen: Fen,
  extra: z.string().nullable(),
});
export type Earning = z.infer<typeof Earning>;

/** list_earnings(products): ids with commas between them. */
export const EarningsQuery = z.strictObject({
  products: z.string().toLowerCase()
    .regex(new RegExp(`^${guid}(,${guid}){0,${most_earnings - 1}}$`))
    .meta({ examples: ["0193a1b2-0000-7000-8000-000000000001"] }),
});
export type EarningsQuery = z.infer<typeof EarningsQuery>;

/**
 * Products that earn nothing are left out. `changes_at`: when it may change next without anybody doing anything;
 * `follows_volume`: it also changes with what one's customers buy and give back.
 */
export const Earnings = z.object({
  items: z.array(Earning),
  changes_at: At.nullable(),
  follows_volume: z.boolean(),
});
export type Earnings = z.infer<typeof Earnings>;

/** get_earning(product): with the reason in words for the cheapest SKU, and what each SKU earns. */
export const EarningWhy = Earning.extend({
  steps: z.array(z.object({ name: z.string(), words: z.string() })),
  skus: z.array(z.object({ sku_id: Id, price_fen: Fen, earned_fen: Fen })),
});
export type EarningWhy = z.infer<typeof EarningWhy>;
