import { z } from "zod";
import { Fen, Quantity } from "./money.ts";
import { Id } from "./values.ts";

/** `added_price_fen` is the price when it was put in; where it differs, the screen says so. */
export const CartLine = z.object({
  sku_id: Id,
  product_id: Id,
  title: z.string(),
  spec: z.string(),
  image_url: z.string().nullable(),
  quantity: Quantity,
  price_fen: Fen,
  added_price_fen: Fen,
  available: z.int().nonnegative(),
  on_sale: z.boolean(),
});
export type CartLine = z.infer<typeof CartLine>;

/** get_cart(), and the answer of every change to it. `amount_fen` counts lines on sale. */
export const Cart = z.object({
  lines: z.array(CartLine),
  count: z.int().nonnegative(),
  amount_fen: Fen,
});
export type Cart = z.infer<typeof Cart>;

/** Quantity 0 takes the line out. `if_there` changes a line and puts none in: who taps may look at an old cart. */
export const SetCartLine = z.strictObject({
  quantity: z.int().min(0).max(999),
  if_there: z.boolean().optional(),
});
export type SetCartLine = z.infer<typeof SetCartLine>;

export const RemoveCartLines = z.strictObject({ skus: z.array(Id).min(1).max(100) });
export type RemoveCartLines = z.infer<typeof RemoveCartLines>;
