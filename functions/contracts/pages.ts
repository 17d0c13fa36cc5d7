import { z } from "zod";
import { ProductCard, ProductSort, Shop } from "./catalog.ts";
import { block_bounds as bounds, blocks_most, type Bounds } from "./page_bounds.ts";
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

const words = ({ least, most }: Bounds) => z.string().trim().min(least).max(most);
const whole = ({ least, most }: Bounds) => z.int().min(least).max(most);
const list = <T extends z.ZodType>(of: T, { least, most }: Bounds) =>
  z.array(of).min(least).max(most);

/** The shop itself: name, slogan, mark, and what it offers. */
export const ShopBlock = z.strictObject({ kind: z.literal("shop") });

/** Large pictures, one after the other. */
export const BannerBlock = z.strictObject({
  kind: z.literal("banner"),
  ratio: z.enum(["wide", "square", "tall"]),
  items: list(z.strictObject({ image_url: PictureUrl, link }), bounds.banner.items),
});

export const NoticeBlock = z.strictObject({
  kind: z.literal("notice"),
  text: words(bounds.notice.text),
  link,
});

/** Pictures side by side. */
export const ImagesBlock = z.strictObject({
  kind: z.literal("images"),
  title: words(bounds.images.title),
  columns: whole(bounds.images.columns),
  items: list(
    z.strictObject({ image_url: PictureUrl, title: words(bounds["images.items"].title), link }),
    bounds.images.items,
  ),
});

/** Round entries: the categories of the first level as they are, or chosen ones. */
export const NavBlock = z.strictObject({
  kind: z.literal("nav"),
  source: z.enum(["categories", "chosen"]),
  items: list(
    z.strictObject({
      image_url: PictureUrl.nullable(),
      title: words(bounds["nav.items"].title),
      link,
    }),
    bounds.nav.items,
  ),
});

/** Products: those chosen, or the first `count` of a category (of all, where it is null) in an order. */
export const ProductsBlock = z.strictObject({
  kind: z.literal("products"),
  title: words(bounds.products.title),
  source: z.enum(["rule", "chosen"]),
  product_ids: list(Id, bounds.products.product_ids)
    .refine((ids) => new Set(ids).size === ids.length, "不能重复"),
  category_id: Id.nullable(),
  sort: ProductSort,
  count: whole(bounds.products.count),
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
  title: words(bounds.text.title),
  text: words(bounds.text.text),
  align: z.enum(["left", "center"]),
});

/** An invitation to become a distributor. */
export const RecruitBlock = z.strictObject({
  kind: z.literal("recruit"),
  title: words(bounds.recruit.title),
  text: words(bounds.recruit.text),
});

/** Room between two blocks, in rpx, with or without a line. */
export const SpaceBlock = z.strictObject({
  kind: z.literal("space"),
  height: whole(bounds.space.height),
  line: z.boolean(),
});

/** Identifies a block across saves, moves and changes; a block saved without an id gets one. */
const known = { id: Id.optional() };

/** A block as staff set it. `private.block_fields()` in SQL says the same; a test compares. */
export const Block = z.discriminatedUnion("kind", [
  ShopBlock.extend(known),
  BannerBlock.extend(known),
  NoticeBlock.extend(known),
  ImagesBlock.extend(known),
  NavBlock.extend(known).refine(hasChosen, { path: ["items"], error: "请添加入口" }),
  ProductsBlock.extend(known).refine(hasChosen, { path: ["product_ids"], error: "请选择商品" }),
  TextBlock.extend(known),
  RecruitBlock.extend(known),
  SpaceBlock.extend(known),
]);
export type Block = z.infer<typeof Block>;

export type BlockKind = Block["kind"];

/** A block of one kind. */
export type BlockOf<K extends BlockKind> = Extract<Block, { kind: K }>;

export const Blocks = z.array(Block).max(blocks_most).refine((blocks) => {
  const ids = blocks.flatMap(({ id }) => id ?? []);
  return new Set(ids).size === ids.length;
}, "模块编号不能重复");

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

/** get_home(shop), get_recruit_page(shop), get_page(shop, page): a page as shoppers see it. */
export const ShownPage = z.object({ shop: Shop, title: z.string(), blocks: z.array(ShownBlock) });
export type ShownPage = z.infer<typeof ShownPage>;

/** A block of one kind as it is shown. */
export type ShownOf<K extends BlockKind> = Extract<ShownBlock, { kind: K }>;
