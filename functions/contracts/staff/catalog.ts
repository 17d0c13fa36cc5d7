import { z } from "zod";
import { Fen, Quantity } from "../money.ts";
import { pageOf, PageQuery } from "../paging.ts";
import { At, Id, PictureUrl, Reason } from "../values.ts";

export const SaveCategory = z.strictObject({
  id: Id.optional(),
  name: z.string().trim().min(1).max(20),
  image_url: PictureUrl.nullable().default(null),
  position: z.int().min(0).max(9999).default(0),
  is_visible: z.boolean().default(true),
});
export type SaveCategory = z.infer<typeof SaveCategory>;

export const SaveCategoryRequest = z.strictObject({ category: SaveCategory, reason: Reason });
export type SaveCategoryRequest = z.infer<typeof SaveCategoryRequest>;

/** save_category(shop, category, reason) */
export const SavedCategory = z.object({ id: Id });
export type SavedCategory = z.infer<typeof SavedCategory>;

export const SaveSku = z.strictObject({
  id: Id.optional(),
  code: z.string().trim().max(40).nullable().default(null),
  values: z.array(z.string().trim().min(1).max(30)).max(4),
  price_fen: Fen,
  list_price_fen: Fen.nullable().default(null),
  image_url: PictureUrl.nullable().default(null),
  initial_stock: z.int().min(0).max(1_000_000).default(0),
});
export type SaveSku = z.infer<typeof SaveSku>;

/** A product whole: SKUs that are not named go off sale; `initial_stock` counts for new ones only. */
export const SaveProduct = z.strictObject({
  id: Id.optional(),
  category_id: Id.nullable().default(null),
  title: z.string().trim().min(1).max(60),
  subtitle: z.string().trim().max(80).nullable().default(null),
  images: z.array(PictureUrl).max(9).default([]),
  description: z.string().max(5000).nullable().default(null),
  detail_images: z.array(PictureUrl).max(30).default([]),
  specs: z.array(z.strictObject({
    name: z.string().trim().min(1).max(20),
    values: z.array(z.string().trim().min(1).max(30)).min(1).max(50),
  })).max(4).default([]),
  skus: z.array(SaveSku).min(1).max(200),
  purchase_limit: Quantity.nullable().default(null),
  on_sale: z.boolean().default(true),
  distributable: z.boolean().optional(),
  position: z.int().min(0).max(9999).default(0),
});
export type SaveProduct = z.infer<typeof SaveProduct>;

export const SaveProductRequest = z.strictObject({ product: SaveProduct, reason: Reason });
export type SaveProductRequest = z.infer<typeof SaveProductRequest>;

/** save_product(shop, product, reason) */
export const SavedProduct = z.object({ id: Id, skus: z.array(Id) });
export type SavedProduct = z.infer<typeof SavedProduct>;

export const SetProductStatus = z.strictObject({ on_sale: z.boolean(), reason: Reason });
export type SetProductStatus = z.infer<typeof SetProductStatus>;

export const SetPrice = z.strictObject({ price_fen: Fen, reason: Reason });
export type SetPrice = z.infer<typeof SetPrice>;

export const AdjustStock = z.strictObject({
  delta: z.int().min(-1_000_000).max(1_000_000).refine((delta) => delta !== 0, {
    message: "变动不能为零",
  }),
  reason: Reason,
});
export type AdjustStock = z.infer<typeof AdjustStock>;

export const ProductStatus = z.enum(["draft", "on_sale", "off_sale"]);
export type ProductStatus = z.infer<typeof ProductStatus>;

/** A product as staff see it: on sale or not, every SKU with its price and exact stock. */
export const StaffProduct = z.object({
  id: Id,
  title: z.string(),
  image_url: z.string().nullable(),
  status: ProductStatus,
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

export const StaffProductQuery = z.strictObject({
  ...PageQuery.shape,
  status: ProductStatus.optional(),
  query: z.string().trim().max(50).optional(),
});
export type StaffProductQuery = z.infer<typeof StaffProductQuery>;

/** staff_list_products(shop, status, query, after, page_size) */
export const StaffProductPage = pageOf(StaffProduct);
export type StaffProductPage = z.infer<typeof StaffProductPage>;

export const StockLine = z.object({
  sku_id: Id,
  product_id: Id,
  title: z.string(),
  spec: z.string(),
  code: z.string().nullable(),
  available: z.int().nonnegative(),
});
export type StockLine = z.infer<typeof StockLine>;

/** list_stock(shop, after, page_size) */
export const StockPage = pageOf(StockLine);
export type StockPage = z.infer<typeof StockPage>;

/** staff_list_categories(shop): the hidden ones too. */
export const StaffCategories = z.object({
  items: z.array(z.object({
    ...SaveCategory.shape,
    id: Id,
    product_count: z.int().nonnegative(),
  })),
});
export type StaffCategories = z.infer<typeof StaffCategories>;

/** staff_get_product(shop, product_id): `product` is what is changed and sent back whole. */
export const StaffProductDetail = z.object({
  ...StaffProduct.shape,
  product: z.strictObject({
    ...SaveProduct.shape,
    skus: z.array(SaveSku.omit({ initial_stock: true })),
  }),
});
export type StaffProductDetail = z.infer<typeof StaffProductDetail>;

export const StockMovement = z.object({
  id: Id,
  cause: z.enum(["order", "release", "return", "adjust"]),
  delta: z.int(),
  order_id: Id.nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  created_at: At,
});
export type StockMovement = z.infer<typeof StockMovement>;

/** list_stock_movements(shop, sku_id, after, page_size) */
export const StockMovementPage = pageOf(StockMovement);
export type StockMovementPage = z.infer<typeof StockMovementPage>;
