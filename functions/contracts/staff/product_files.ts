import { z } from "zod";
import { error_codes } from "../error_texts.ts";
import { sku_most } from "../lists.ts";
import { Fen } from "../money.ts";
import { Reason } from "../values.ts";
import {
  ProductCode,
  ProductStatus,
  SaveProduct,
  SaveSku,
  SpecName,
  SpecValue,
  StaffProductQuery,
} from "./catalog.ts";

/** A SKU as a file has it; `stock` is what is left, exactly. */
const ExportedSku = z.object({
  values: z.array(z.string()),
  code: z.string().nullable(),
  barcode: z.string().nullable(),
  price_fen: Fen,
  list_price_fen: Fen.nullable(),
  cost_fen: Fen.nullable(),
  weight_g: z.int().nonnegative(),
  on_sale: z.boolean(),
  stock: z.int().nonnegative(),
});

/** A product as a file has it: category and freight template by name, a category as "parent > name". */
export const ExportedProduct = z.object({
  code: ProductCode,
  title: z.string(),
  subtitle: z.string().nullable(),
  category: z.string().nullable(),
  freight_template: z.string().nullable(),
  status: ProductStatus,
  distributable: z.boolean(),
  purchase_limit: z.int().nullable(),
  position: z.int(),
  specs: z.array(z.string()),
  skus: z.array(ExportedSku),
});
export type ExportedProduct = z.infer<typeof ExportedProduct>;

/** The filters of the list of products; a file has an order of its own. */
export const ExportQuery = StaffProductQuery.pick({
  status: true,
  category_id: true,
  query: true,
  after: true,
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** export_products(shop, status, query, category_id, after) */
export const ExportedPage = z.object({
  items: z.array(ExportedProduct),
  next: z.string().nullable(),
});
export type ExportedPage = z.infer<typeof ExportedPage>;

const sku = SaveSku.shape;

/** A SKU in a file: what is left out stays as it is. Without values it is found by its code. */
export const ImportedSku = z.strictObject({
  values: z.array(SpecValue).max(3).optional(),
  code: sku.code.unwrap().optional(),
  barcode: sku.barcode.unwrap().optional(),
  price_fen: sku.price_fen.optional(),
  list_price_fen: sku.list_price_fen.unwrap().optional(),
  cost_fen: sku.cost_fen.unwrap().optional(),
  weight_g: sku.weight_g.unwrap().optional(),
  on_sale: sku.on_sale.unwrap().optional(),
  /** Of a new SKU; the stock of another one is changed by counting. */
  initial_stock: sku.initial_stock.unwrap().optional(),
});
export type ImportedSku = z.infer<typeof ImportedSku>;

/** A product in a file: what is left out stays as it is, SKUs that are not named too. */
export const ImportedProduct = z.strictObject({
  code: ProductCode,
  title: SaveProduct.shape.title.optional(),
  subtitle: SaveProduct.shape.subtitle.unwrap().optional(),
  category: z.string().trim().max(100).nullable().optional(),
  freight_template: z.string().trim().max(100).nullable().optional(),
  on_sale: z.boolean().optional(),
  distributable: z.boolean().optional(),
  purchase_limit: SaveProduct.shape.purchase_limit.unwrap().optional(),
  position: SaveProduct.shape.position.unwrap().optional(),
  specs: z.array(SpecName).max(3).optional(),
  skus: z.array(ImportedSku).min(1).max(sku_most),
});
export type ImportedProduct = z.infer<typeof ImportedProduct>;

/** import_products(shop, products, reason): a portion of a file. */
export const ImportProducts = z.strictObject({
  products: z.array(ImportedProduct).min(1).max(50),
  reason: Reason,
});
export type ImportProducts = z.infer<typeof ImportProducts>;

/** Why a product was refused: which field, and of which of its lines in the portion, from 1; null: of the product. */
const Problem = z.object({
  code: z.enum(error_codes),
  field: z.string().nullable(),
  line: z.int().positive().nullable(),
  message: z.string(),
});

/** What became of each product, in the order in which they were sent. */
export const ImportReport = z.object({
  items: z.array(z.object({
    code: z.string(),
    outcome: z.enum(["created", "changed", "unchanged", "refused"]),
    problem: Problem.nullable(),
  })),
});
export type ImportReport = z.infer<typeof ImportReport>;
