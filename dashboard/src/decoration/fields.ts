import type { Block, BlockKind, BlockOf } from "@/contracts/pages.ts";

type Input =
  | { input: "text"; most: number; isLong?: true; placeholder?: string }
  | { input: "choice"; options: { value: string; label: string }[] }
  | { input: "number"; least: number; most: number }
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

export const block_fields: Record<BlockKind, Field[]> = {
  shop: [],
  banner: [{
    name: "ratio",
    label: "形状",
    input: "choice",
    options: [
      { value: "wide", label: "横幅 7:3" },
      { value: "square", label: "方形 1:1" },
      { value: "tall", label: "竖幅 3:4" },
    ],
  }],
  notice: [
    {
      name: "text",
      label: "内容",
      input: "text",
      most: 60,
      placeholder: "满 99 元包邮，48 小时内发货",
    },
    link,
  ],
  images: [
    { name: "title", label: "标题", input: "text", most: 20, placeholder: "不填就不显示" },
    { name: "columns", label: "一行几张", input: "number", least: 1, most: 4 },
  ],
  nav: [{
    name: "source",
    label: "入口",
    input: "choice",
    options: [{ value: "categories", label: "店铺的一级分类" }, {
      value: "chosen",
      label: "自己选",
    }],
  }],
  products: [
    { name: "title", label: "标题", input: "text", most: 20, placeholder: "不填就不显示" },
    {
      name: "source",
      label: "哪些商品",
      input: "choice",
      options: [{ value: "rule", label: "按规则" }, { value: "chosen", label: "自己选" }],
    },
    { name: "category_id", label: "分类", input: "category", isAsked: by_rule },
    {
      name: "sort",
      label: "排序",
      input: "choice",
      isAsked: by_rule,
      options: [
        { value: "recommended", label: "推荐" },
        { value: "newest", label: "最新" },
        { value: "sold", label: "销量" },
        { value: "price_up", label: "价格从低到高" },
        { value: "price_down", label: "价格从高到低" },
      ],
    },
    { name: "count", label: "最多几件", input: "number", least: 1, most: 30, isAsked: by_rule },
    { name: "product_ids", label: "商品", input: "products", isAsked: by_choice },
    {
      name: "layout",
      label: "样式",
      input: "choice",
      options: [
        { value: "grid", label: "两列" },
        { value: "row", label: "一行一件" },
        { value: "scroll", label: "横向滑动" },
      ],
    },
    { name: "more", label: "显示“全部商品”", input: "switch" },
  ],
  text: [
    { name: "title", label: "标题", input: "text", most: 30, placeholder: "不填就不显示" },
    { name: "text", label: "正文", input: "text", most: 2000, isLong: true },
    {
      name: "align",
      label: "对齐",
      input: "choice",
      options: [{ value: "left", label: "靠左" }, { value: "center", label: "居中" }],
    },
  ],
  recruit: [
    { name: "title", label: "标题", input: "text", most: 20 },
    { name: "text", label: "说明", input: "text", most: 40 },
  ],
  space: [
    { name: "height", label: "高度", input: "number", least: 8, most: 120 },
    { name: "line", label: "中间画一条线", input: "switch" },
  ],
};

export const block_items: Partial<Record<BlockKind, Items>> = {
  banner: { noun: "图", add: "加一张图", most: 8, fields: [picture, link] },
  images: {
    noun: "图",
    add: "加一张图",
    most: 12,
    fields: [picture, { name: "title", label: "文字", input: "text", most: 12 }, link],
  },
  nav: {
    noun: "入口",
    add: "加一个入口",
    most: 10,
    isAsked: of("nav", ({ source }) => source === "chosen"),
    fields: [
      { ...picture, extra: "不放图片就显示第一个字" },
      { name: "title", label: "名称", input: "text", most: 8 },
      link,
    ],
  },
};
