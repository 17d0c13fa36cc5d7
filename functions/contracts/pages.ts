import { z } from "zod";
import { ProductCard, ProductSort, Shop } from "./catalog.ts";
import { Id, PictureUrl } from "./values.ts";

/** Where something leads; null: nowhere. */
export const PageLink = z.discriminatedUnion("to", [
  z.strictObject({ to: z.literal("product"), id: Id }),
  z.strictObject({ to: z.literal("category"), id: Id }),
  z.strictObject({ to: z.literal("page"), id: Id }),
  z.strictObject({ to: z.literal("all") }),
  z.strictObject({ to: z.literal("recruit") }),
]);
export type PageLink = z.infer<typeof PageLink>;

const link = PageLink.nullable();

const words = (most: number, least = 0) => z.string().trim().min(least).max(most);

/** The shop itself: name, slogan, mark, and what it offers. */
export const ShopBlock = z.strictObject({ kind: z.literal("shop") });

/** Large pictures, one after the other. */
export const BannerBlock = z.strictObject({
  kind: z.literal("banner"),
  ratio: z.enum(["wide", "square", "tall"]),
  items: z.array(z.strictObject({ image_url: PictureUrl, link })).min(1).max(8),
});

export const NoticeBlock = z.strictObject({
  kind: z.literal("notice"),
  text: words(60, 1),
  link,
});

/** Pictures side by side. */
export const ImagesBlock = z.strictObject({
  kind: z.literal("images"),
  title: words(20),
  columns: z.int().min(1).max(4),
  items: z.array(z.strictObject({ image_url: PictureUrl, title: words(12), link })).min(1).max(12),
});

/** Round entries: the categories of the first level as they are, or chosen ones. */
export const NavBlock = z.strictObject({
  kind: z.literal("nav"),
  source: z.enum(["categories", "chosen"]),
  items: z.array(z.strictObject({ image_url: PictureUrl.nullable(), title: words(8, 1), link }))
    .max(10),
});

/** Products: those chosen, or the first `count` of a category (of all, where it is null) in an order. */
export const ProductsBlock = z.strictObject({
  kind: z.literal("products"),
  title: words(20),
  source: z.enum(["rule", "chosen"]),
  product_ids: z.array(Id).max(30).refine((ids) => new Set(ids).size === ids.length, "不能重复"),
  category_id: Id.nullable(),
  sort: ProductSort,
  count: z.int().min(1).max(30),
  layout: z.enum(["grid", "row", "scroll"]),
  /** Whether the block ends with a link to the whole list. */
  more: z.boolean(),
});

/** A block of chosen things has at least one. */
function hasChosen(block: z.infer<typeof NavBlock> | z.infer<typeof ProductsBlock>): boolean {
  if (block.source !== "chosen") return true;
  return (block.kind === "nav" ? block.items : block.product_ids).length > 0;
}

export const TextBlock = z.strictObject({
  kind: z.literal("text"),
  title: words(30),
  text: words(2000, 1),
  align: z.enum(["left", "center"]),
});

/** An invitation to become a distributor. */
export const RecruitBlock = z.strictObject({
  kind: z.literal("recruit"),
  title: words(20, 1),
  text: words(40),
});

/** Room between two blocks, in rpx, with or without a line. */
export const SpaceBlock = z.strictObject({
  kind: z.literal("space"),
  height: z.int().min(8).max(120),
  line: z.boolean(),
});

/** A block as staff set it. `private.block_fields()` in SQL says the same; a test compares. */
export const Block = z.discriminatedUnion("kind", [
  ShopBlock,
  BannerBlock,
  NoticeBlock,
  ImagesBlock,
  NavBlock.refine(hasChosen, { path: ["items"], error: "请添加入口" }),
  ProductsBlock.refine(hasChosen, { path: ["product_ids"], error: "请选择商品" }),
  TextBlock,
  RecruitBlock,
  SpaceBlock,
]);
export type Block = z.infer<typeof Block>;

export type BlockKind = Block["kind"];

/** A block of one kind. */
export type BlockOf<K extends BlockKind> = Extract<Block, { kind: K }>;

export const Blocks = z.array(Block).max(40);

const shown_items = { source: true } as const;

/** A block as it is shown: with the products and names that it stands for, without what is gone. */
export const ShownBlock = z.discriminatedUnion("kind", [
  ShopBlock,
  BannerBlock,
  NoticeBlock,
  ImagesBlock,
  z.strictObject({
    ...NavBlock.omit(shown_items).shape,
    items: z.array(z.strictObject({ image_url: z.string().nullable(), title: z.string(), link })),
  }),
  z.strictObject({
    ...ProductsBlock.pick({ kind: true, title: true, layout: true }).shape,
    more: link,
    products: z.array(ProductCard),
  }),
  TextBlock,
  RecruitBlock,
  SpaceBlock,
]);
export type ShownBlock = z.infer<typeof ShownBlock>;

/** get_home(shop), get_page(shop, page): a page as shoppers see it. */
export const ShownPage = z.object({ shop: Shop, title: z.string(), blocks: z.array(ShownBlock) });
export type ShownPage = z.infer<typeof ShownPage>;

/** A block of one kind as it is shown. */
export type ShownOf<K extends BlockKind> = Extract<ShownBlock, { kind: K }>;
