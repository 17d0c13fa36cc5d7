import { block_bounds as bounds, type Bounds } from "@/contracts/page_bounds.ts";
import type { Block, BlockKind, BlockOf } from "@/contracts/pages.ts";

type Input =
  | Bounds & { input: "text"; isLong?: true; placeholder?: string }
  | { input: "choice"; options: { value: string; label: string }[] }
  | Bounds & { input: "number" }
  | { input: "switch" | "picture" | "link" | "category" | "products" };

/** A field of a block or an item; what it holds is as contracts/pages.ts says. */
export type Field = Input & {
  name: string;
  label: string;
  extra?: string;
  /** Left out: always asked for. */
  isAsked?: (block: Block) => boolean;
};

/** Things of a block that there may be several of. */
export interface Items {
  noun: string;
  /** The button that adds one. */
  add: string;
  most: number;
  fields: Field[];
  isAsked?: (block: Block) => boolean;
}

const link: Field = { name: "link", label: "点击后", input: "link" };
const picture: Field = { name: "image_url", label: "图片", input: "picture" };

const of = <K extends BlockKind>(kind: K, test: (block: BlockOf<K>) => boolean) => (block: Block) =>
  block.kind === kind && test(block as BlockOf<K>);

const by_rule = of("products", ({ source }) => source === "rule");
const by_choice = of("products", ({ source }) => source === "chosen");

/** One of a few, each with its word. */
const choice = <Value extends string>(words: Record<Value, string>) => ({
  input: "choice" as const,
  options: Object.entries<string>(words).map(([value, label]) => ({ value, label })),
});

const optional = { label: "标题", input: "text", placeholder: "不填就不显示" } as const;

export const block_fields: Record<BlockKind, Field[]> = {
  shop: [],
  banner: [{
    name: "ratio",
    label: "形状",
    ...choice<BlockOf<"banner">["ratio"]>({
      wide: "横幅 7:3",
      square: "方形 1:1",
      tall: "竖幅 3:4",
    }),
  }],
  notice: [
    {
      name: "text",
      label: "内容",
      input: "text",
      ...bounds.notice.text,
      placeholder: "满 99 元包邮，48 小时内发货",
    },
    link,
  ],
  images: [
    { name: "title", ...optional, ...bounds.images.title },
    { name: "columns", label: "一行几张", input: "number", ...bounds.images.columns },
  ],
  nav: [{
    name: "source",
    label: "入口",
    ...choice<BlockOf<"nav">["source"]>({ categories: "店铺的一级分类", chosen: "自己选" }),
  }],
  products: [
    { name: "title", ...optional, ...bounds.products.title },
    {
      name: "source",
      label: "哪些商品",
      ...choice<BlockOf<"products">["source"]>({ rule: "按规则", chosen: "自己选" }),
    },
    { name: "category_id", label: "分类", input: "category", isAsked: by_rule },
    {
      name: "sort",
      label: "排序",
      isAsked: by_rule,
      ...choice<BlockOf<"products">["sort"]>({
        recommended: "推荐",
        newest: "最新",
        sold: "销量",
        price_up: "价格从低到高",
        price_down: "价格从高到低",
      }),
    },
    {
      name: "count",
      label: "最多几件",
      input: "number",
      ...bounds.products.count,
      isAsked: by_rule,
    },
    { name: "product_ids", label: "商品", input: "products", isAsked: by_choice },
    {
      name: "layout",
      label: "样式",
      ...choice<BlockOf<"products">["layout"]>({
        grid: "两列",
        row: "一行一件",
        scroll: "横向滑动",
      }),
    },
    { name: "more", label: "显示“全部商品”", input: "switch" },
  ],
  text: [
    { name: "title", ...optional, ...bounds.text.title },
    { name: "text", label: "正文", input: "text", ...bounds.text.text, isLong: true },
    {
      name: "align",
      label: "对齐",
      ...choice<BlockOf<"text">["align"]>({ left: "靠左", center: "居中" }),
    },
  ],
  recruit: [
    { name: "title", label: "标题", input: "text", ...bounds.recruit.title },
    { name: "text", label: "说明", input: "text", ...bounds.recruit.text },
  ],
  space: [
    { name: "height", label: "高度", input: "number", ...bounds.space.height },
    { name: "line", label: "中间画一条线", input: "switch" },
  ],
};

export const block_items: Partial<Record<BlockKind, Items>> = {
  banner: { noun: "图", add: "加一张图", most: bounds.banner.items.most, fields: [picture, link] },
  images: {
    noun: "图",
    add: "加一张图",
    most: bounds.images.items.most,
    fields: [
      picture,
      { name: "title", label: "文字", input: "text", ...bounds["images.items"].title },
      link,
    ],
  },
  nav: {
    noun: "入口",
    add: "加一个入口",
    most: bounds.nav.items.most,
    isAsked: of("nav", ({ source }) => source === "chosen"),
    fields: [
      { ...picture, extra: "不放图片就显示第一个字" },
      { name: "title", label: "名称", input: "text", ...bounds["nav.items"].title },
      link,
    ],
  },
};
