import { z } from "zod";
import { error_codes } from "../error_texts.ts";
import { batch_most } from "../lists.ts";
import { pageOf, PageQuery, sortedPageOf, SortedQuery, sortsOf } from "../paging.ts";
import { At, Id, Reason } from "../values.ts";
import { ActorKind } from "./audit.ts";

export const AdjustStock = z.strictObject({
  delta: z.int().min(-1_000_000).max(1_000_000).refine((delta) => delta !== 0, {
    message: "变动不能为零",
  }),
  reason: Reason,
  cause: z.enum(["adjust", "receive"]).default("adjust"),
}).refine(({ cause, delta }) => cause === "adjust" || delta > 0, {
  path: ["cause"],
  message: "入库只能增加库存",
});
export type AdjustStock = z.infer<typeof AdjustStock>;

export const StockLine = z.object({
  sku_id: Id,
  product_id: Id,
  title: z.string(),
  spec: z.string(),
  code: z.string().nullable(),
  available: z.int().nonnegative(),
});
export type StockLine = z.infer<typeof StockLine>;

/** A SKU in the list of stock: `available` can still be sold, `held` is ordered and not sent; both lie on the shelf. */
export const StockRow = z.object({
  id: Id,
  product_id: Id,
  title: z.string(),
  spec: z.string(),
  image_url: z.string().nullable(),
  code: z.string().nullable(),
  barcode: z.string().nullable(),
  available: z.int().nonnegative(),
  held: z.int().nonnegative(),
  on_sale: z.boolean(),
  is_low: z.boolean(),
});
export type StockRow = z.infer<typeof StockRow>;

/** `low`: SKUs on sale at or below the shop's bound; `sold_out`: those with none left. */
export const StockQuery = z.strictObject({
  ...SortedQuery.shape,
  sort: sortsOf("created_at", "available").default("-created_at"),
  which: z.enum(["low", "sold_out"]).optional(),
  query: z.string().trim().max(50).optional(),
});
export type StockQuery = z.infer<typeof StockQuery>;

/** list_stock(shop, which, query, sort, after, page_size) */
export const StockPage = sortedPageOf(StockRow);
export type StockPage = z.infer<typeof StockPage>;

const Pieces = z.int().min(0).max(1_000_000);

/** Pieces counted on the shelf, held ones included, and the figures read before counting. */
export const StockCount = z.strictObject({
  id: Id,
  available: z.int().nonnegative(),
  held: z.int().nonnegative(),
  counted: Pieces,
});
export type StockCount = z.infer<typeof StockCount>;

/** count_stock(shop, counts, reason, idempotency_key) */
export const CountStock = z.strictObject({
  counts: z.array(StockCount).min(1).max(batch_most).refine(
    (counts) => new Set(counts.map(({ id }) => id)).size === counts.length,
    { message: "有重复的规格" },
  ),
  reason: Reason,
});
export type CountStock = z.infer<typeof CountStock>;

/** The outcome of each count, in pieces on the shelf; when refused, before and after are the present stock. */
export const CountReport = z.object({
  items: z.array(z.object({
    id: Id,
    code: z.enum(error_codes).nullable(),
    message: z.string().nullable(),
    before: z.int().nullable(),
    after: z.int().nullable(),
  })),
});
export type CountReport = z.infer<typeof CountReport>;

/**
 * Why stock changes. `receive`: goods come in; `reserve`: an order takes them; `release`: it lets go of them before they
 * left; `ship`: they leave in a parcel; `return`: they come back and can be sold; `adjust`: the figure was wrong.
 */
export const StockCause = z.enum(["receive", "reserve", "release", "ship", "return", "adjust"]);
export type StockCause = z.infer<typeof StockCause>;

/** `before`, `after`: what can be sold; on the shelf lie the pieces that orders hold as well. A release's reason may be a CloseReason; that of an after-sale begins with 买家原因： where the buyer gave it. */
export const StockMovement = z.object({
  id: Id,
  cause: StockCause,
  delta: z.int(),
  before: z.int(),
  after: z.int(),
  shelf_before: z.int(),
  shelf_after: z.int(),
  order_id: Id.nullable(),
  actor_kind: ActorKind,
  by: z.string().nullable(),
  reason: z.string().nullable(),
  created_at: At,
});
export type StockMovement = z.infer<typeof StockMovement>;

export const StockMovementQuery = z.strictObject({
  ...PageQuery.shape,
  cause: StockCause.optional(),
});
export type StockMovementQuery = z.infer<typeof StockMovementQuery>;

/** list_stock_movements(shop, sku_id, after, page_size, cause) */
export const StockMovementPage = pageOf(StockMovement);
export type StockMovementPage = z.infer<typeof StockMovementPage>;
