import { z } from "zod";
import { Parameter, Video } from "../catalog.ts";
import { sku_most } from "../lists.ts";
import { Fen, Quantity } from "../money.ts";
import { pageOf, sortedPageOf, SortedQuery, sortsOf } from "../paging.ts";
import { RichText } from "../rich_text.ts";
import { stock_settings } from "../settings/orders.ts";
import { At, Id, PictureUrl, Reason, Version } from "../values.ts";

/** What one piece may cost. */
const Price = Fen.max(10_000_000_000);

const SkuCode = z.string().trim().max(40).nullable().default(null);

/** What the shop itself calls a product, in files and elsewhere: no two of its products the same. */
export const ProductCode = z.string().trim().min(1).max(40);

export const SpecName = z.string().trim().min(1).max(20);
export const SpecValue = z.string().trim().min(1).max(30);

/** `cost_fen` is what the shop pays for one: no shopper is told. */
export const SaveSku = z.strictObject({
  id: Id.optional(),
  code: SkuCode,
  barcode: SkuCode,
  values: z.array(SpecValue).max(3),
  price_fen: Price,
  list_price_fen: Price.nullable().default(null),
  cost_fen: Price.nullable().default(null),
  weight_g: z.int().min(0).max(10_000_000).default(0),
  image_url: PictureUrl.nullable().default(null),
  /** With no more pieces than these it runs low; null: as the shop's settings say. */
  low_stock: z.int().min(0).max(stock_settings.low_stock.max).nullable().default(null),
  on_sale: z.boolean().default(true),
  initial_stock: z.int().min(0).max(1_000_000).default(0),
});
export type SaveSku = z.infer<typeof SaveSku>;

/** A dimension with its values: with their ids they are the same ones under whatever name. */
export const SaveSpec = z.strictObject({
  id: Id.optional(),
  name: SpecName,
  values: z.array(z.strictObject({ id: Id.optional(), name: SpecValue })).min(1).max(200),
});
export type SaveSpec = z.infer<typeof SaveSpec>;

/**
 * A product whole, with id on top of the version that was read. SKUs that are not named go off sale; `initial_stock`
 * counts for new ones only.
 */
export const SaveProduct = z.strictObject({
  id: Id.optional(),
  version: Version.optional(),
  /** Left out: as it is; a new product gets one of ours. */
  code: ProductCode.optional(),
  category_id: Id.nullable().default(null),
  /** Null: the shop's own freight. */
  freight_template_id: Id.nullable().default(null),
  title: z.string().trim().min(1).max(60),
  subtitle: z.string().trim().max(80).nullable().default(null),
  images: z.array(PictureUrl).max(9).default([]),
  video: Video.nullable().default(null),
  parameters: z.array(Parameter).max(50).default([]),
  rich_text: RichText.default([]),
  specs: z.array(SaveSpec).max(3).default([]),
  skus: z.array(SaveSku).min(1).max(sku_most),
  purchase_limit: Quantity.nullable().default(null),
  on_sale: z.boolean().default(true),
  /** On sale, it can be bought from this moment on; null: at once. */
  sale_from: At.nullable().default(null),
  /** And is shown until this one, which is later; null: without end. */
  sale_until: At.nullable().default(null),
  distributable: z.boolean().optional(),
  position: z.int().min(0).max(9999).default(0),
});
export type SaveProduct = z.infer<typeof SaveProduct>;

export const SaveProductRequest = z.strictObject({ product: SaveProduct, reason: Reason });
export type SaveProductRequest = z.infer<typeof SaveProductRequest>;

/** save_product(shop, product, reason) */
export const SavedProduct = z.object({ id: Id, skus: z.array(Id), version: Version });
export type SavedProduct = z.infer<typeof SavedProduct>;

export const SetProductStatus = z.strictObject({ on_sale: z.boolean(), reason: Reason });
export type SetProductStatus = z.infer<typeof SetProductStatus>;

export const SetPrice = z.strictObject({ price_fen: Fen, reason: Reason });
export type SetPrice = z.infer<typeof SetPrice>;

export const ProductStatus = z.enum(["draft", "on_sale", "off_sale", "archived"]);
export type ProductStatus = z.infer<typeof ProductStatus>;

/** A product as staff see it: on sale or not, every SKU with its price and exact stock. */
export const StaffProduct = z.object({
  id: Id,
  title: z.string(),
  image_url: z.string().nullable(),
  status: ProductStatus,
  sale_from: At.nullable(),
  sale_until: At.nullable(),
  distributable: z.boolean(),
  price_fen: Fen,
  price_max_fen: Fen,
  sold_count: z.int().nonnegative(),
  updated_at: At,
  skus: z.array(z.object({
    id: Id,
    spec: z.string(),
    code: z.string().nullable(),
    on_sale: z.boolean(),
    price_fen: Fen,
    list_price_fen: Fen.nullable(),
    available: z.int().nonnegative(),
  })),
});
export type StaffProduct = z.infer<typeof StaffProduct>;

/** `stock` is what can still be bought of all SKUs on sale. */
export const StaffProductQuery = z.strictObject({
  ...SortedQuery.shape,
  sort: sortsOf("created_at", "updated_at", "price_fen", "sold_count", "stock").default(
    "-created_at",
  ),
  status: ProductStatus.optional(),
  category_id: Id.optional(),
  query: z.string().trim().max(50).optional(),
});
export type StaffProductQuery = z.infer<typeof StaffProductQuery>;

/** staff_list_products(shop, status, query, sort, after, page_size, category_id) */
export const StaffProductPage = sortedPageOf(StaffProduct);
export type StaffProductPage = z.infer<typeof StaffProductPage>;

/** A product as it is changed and sent back whole. */
export const ProductForm = z.strictObject({
  ...SaveProduct.shape,
  id: Id,
  version: Version,
  code: ProductCode,
  distributable: z.boolean(),
  skus: z.array(SaveSku.omit({ initial_stock: true })),
});
export type ProductForm = z.infer<typeof ProductForm>;

/** staff_get_product(shop, product_id) */
export const StaffProductDetail = z.object({ ...StaffProduct.shape, product: ProductForm });
export type StaffProductDetail = z.infer<typeof StaffProductDetail>;

/** `details` of PRODUCT_CHANGED: how it stands now, and who changed it last. */
export const ProductChanged = z.object({
  version: Version,
  changed_at: At,
  by: z.string().nullable(),
  product: ProductForm,
});
export type ProductChanged = z.infer<typeof ProductChanged>;

/** A price of a SKU became another one; null: there is or was none. */
export const PriceChange = z.object({
  id: Id,
  sku_id: Id,
  spec: z.string(),
  which: z.enum(["price_fen", "list_price_fen", "cost_fen"]),
  before_fen: Fen.nullable(),
  after_fen: Fen.nullable(),
  by: z.string().nullable(),
  reason: z.string(),
  created_at: At,
});
export type PriceChange = z.infer<typeof PriceChange>;

/** list_price_changes(shop, product_id, after, page_size) */
export const PriceChangePage = pageOf(PriceChange);
export type PriceChangePage = z.infer<typeof PriceChangePage>;
