import { z } from "zod";
import { Fen, Quantity } from "./money.ts";
import { RichText } from "./rich_text.ts";
import { At, Id, PictureUrl } from "./values.ts";

export const Category = z.object({
  id: Id,
  parent_id: Id.nullable(),
  name: z.string(),
  image_url: z.string().nullable(),
  position: z.int(),
  product_count: z.int().nonnegative(),
});
export type Category = z.infer<typeof Category>;

export const Categories = z.object({ items: z.array(Category) });
export type Categories = z.infer<typeof Categories>;

/** A product in a list. Several prices among its SKUs show as `price_fen` 起. */
export const ProductCard = z.object({
  id: Id,
  title: z.string(),
  subtitle: z.string().nullable(),
  image_url: z.string().nullable(),
  price_fen: Fen,
  price_max_fen: Fen,
  list_price_fen: Fen.nullable(),
  sold_count: z.int().nonnegative(),
  in_stock: z.boolean(),
});
export type ProductCard = z.infer<typeof ProductCard>;

/** The shop-wide "spend X, less Y". */
export const ShopDiscount = z.object({ threshold_fen: Fen, reduce_fen: Fen });
export type ShopDiscount = z.infer<typeof ShopDiscount>;

/**
 * Freight before quantity and destination are known: `freight_fen` is the rate of the first piece or weight for
 * everywhere else; it `varies` when more pieces or another region cost a different amount.
 */
const FreightTerms = {
  /** Goods of the same template pay one freight; null: the shop's flat one. */
  freight_template_id: Id.nullable(),
  freight_fen: Fen,
  free_freight_from_fen: Fen.nullable(),
  free_freight_from_pieces: z.int().positive().nullable(),
  /** Whether a region that is served pays freight although what is asked for above is met. */
  free_freight_varies: z.boolean(),
  freight_varies: z.boolean(),
  regions_not_served: z.array(z.string()),
};

/** get_shop(shop): what everybody may know of a shop. */
export const Shop = z.object({
  code: z.string(),
  /** A closed one sells nothing; all else goes on. */
  is_open: z.boolean(),
  name: z.string(),
  slogan: z.string(),
  logo_url: z.string().nullable(),
  brand_color: z.string().nullable(),
  service_phone: z.string(),
  ...FreightTerms,
  discount: ShopDiscount.nullable(),
});
export type Shop = z.infer<typeof Shop>;

export const ProductSort = z.enum(["recommended", "newest", "sold", "price_up", "price_down"]);
export type ProductSort = z.infer<typeof ProductSort>;

const PriceLimit = z.coerce.number().pipe(Fen).optional();

/**
 * list_products(shop, category, query, min_price_fen, max_price_fen, in_stock, sort, after, page_size): `query` is
 * words, or initials of their characters; `after` is opaque.
 */
export const ProductQuery = z.strictObject({
  category: Id.optional(),
  query: z.string().trim().min(1).max(50).optional(),
  min_price_fen: PriceLimit,
  max_price_fen: PriceLimit,
  in_stock: z.enum(["true"]).optional(),
  sort: ProductSort.default("recommended"),
  after: z.string().max(200).optional(),
  page_size: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
});
export type ProductQuery = z.infer<typeof ProductQuery>;

export const ProductPage = z.object({ items: z.array(ProductCard), next: z.string().nullable() });
export type ProductPage = z.infer<typeof ProductPage>;

/** One dimension of a product: its name and its values in display order. */
export const Spec = z.object({ name: z.string(), values: z.array(z.string()).min(1) });
export type Spec = z.infer<typeof Spec>;

/** One buyable variant; `values` has one value per dimension, in the order of `specs`. */
export const Sku = z.object({
  id: Id,
  code: z.string().nullable(),
  values: z.array(z.string()),
  price_fen: Fen,
  list_price_fen: Fen.nullable(),
  image_url: z.string().nullable(),
  available: z.int().nonnegative(),
});
export type Sku = z.infer<typeof Sku>;

/** A fact of a product: 产地 杭州. */
export const Parameter = z.strictObject({
  name: z.string().trim().min(1).max(20),
  value: z.string().trim().min(1).max(200),
});
export type Parameter = z.infer<typeof Parameter>;

/** What is played before the pictures are looked at. Without a poster a product's first picture stands for it. */
export const Video = z.strictObject({
  url: PictureUrl.regex(/\.mp4$/).meta({ examples: ["https://example.com/tea.mp4"] }),
  poster_url: PictureUrl.nullable(),
});
export type Video = z.infer<typeof Video>;

/** get_product(shop, product): the same for everybody. */
export const Product = z.object({
  id: Id,
  category_id: Id.nullable(),
  title: z.string(),
  subtitle: z.string().nullable(),
  images: z.array(z.string()),
  video: Video.nullable(),
  parameters: z.array(Parameter),
  rich_text: RichText,
  specs: z.array(Spec),
  skus: z.array(Sku),
  price_fen: Fen,
  price_max_fen: Fen,
  list_price_fen: Fen.nullable(),
  sold_count: z.int().nonnegative(),
  in_stock: z.boolean(),
  purchase_limit: Quantity.nullable(),
  ...FreightTerms,
  discount: ShopDiscount.nullable(),
  is_shop_open: z.boolean(),
  /** It can be bought from this moment on, by the server's clock; null: without beginning. */
  sale_from: At.nullable(),
  /** It is shown until then; null: without end. */
  sale_until: At.nullable(),
  is_sale_open: z.boolean(),
  updated_at: At,
});
export type Product = z.infer<typeof Product>;
