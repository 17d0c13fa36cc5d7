import type { Block } from "@/contracts/pages.ts";
import type { SavePage, StaffPage, StaffPages } from "@/contracts/staff/pages.ts";
import type { Upload } from "./catalog.ts";
import type { Caller, Claims } from "./caller.ts";
import { productName, productPictures } from "./drawings.ts";
import { shelves } from "./data/shelves.ts";
import type { DemoProduct, DemoShop } from "./world.ts";
import { minute } from "./world.ts";

/** A product of a shelf, and the picture that shows it in use. */
interface Shown {
  id: string;
  scene: string;
}

/** Two topics that the shop has put together of its goods, and its words to those who may promote them. */
export async function makePages(
  caller: Caller,
  at: number,
  owner: Claims,
  shop: DemoShop,
  products: DemoProduct[],
  upload: Upload,
): Promise<void> {
  const show = async (shelf: number, n: number): Promise<Shown> => {
    const place = shelves.slice(0, shelf).reduce((sum, { goods }) => sum + goods.length, n);
    const [, scene] = productPictures(productName(shelf, n));
    return { id: products[place]!.id, scene: await upload(scene) };
  };
  const tea = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => show(0, n)));
  const gifts = await Promise.all([0, 1, 2, 3].map((shelf) => show(shelf, 1)));
  const pages = [
    { title: "一壶好茶", blocks: teaBlocks(tea) },
    { title: "送礼挑这几样", blocks: giftBlocks(gifts) },
  ];
  for (const [n, page] of pages.entries()) {
    await publish(caller, at + n * minute, owner, shop, page, "秋季专题");
  }
  const { items } = await caller.call<StaffPages>(at, owner, "list_pages", { shop: shop.code });
  const { id, version, title } = items.find(({ kind }) => kind === "recruit")!;
  const recruit = { id, version, title, blocks: recruitBlocks(tea, gifts) };
  await publish(caller, at + 9 * minute, owner, shop, recruit, "介绍推广员");
}

async function publish(
  caller: Caller,
  at: number,
  owner: Claims,
  { code }: DemoShop,
  page: SavePage,
  reason: string,
): Promise<void> {
  const saved = await caller.command<StaffPage>(at, owner, "save_page", {
    shop: code,
    page,
    reason,
  });
  await caller.command(at, owner, "publish_page", {
    shop: code,
    page_id: saved.id,
    version: saved.version,
    at: null,
    reason,
  });
}

const to = ({ id }: Shown) => ({ to: "product", id }) as const;

const list = (title: string, shown: Shown[], layout: "grid" | "row" | "scroll"): Block => ({
  ...{ kind: "products", title, source: "chosen", product_ids: shown.map(({ id }) => id) },
  ...{ category_id: null, sort: "recommended", count: 6, layout, more: false },
});

function teaBlocks(tea: Shown[]): Block[] {
  return [
    {
      kind: "banner",
      ratio: "square",
      items: tea.slice(0, 3).map((one) => ({ image_url: one.scene, link: to(one) })),
    },
    {
      kind: "text",
      title: "先看产地，再看火候",
      text: "春茶看鲜，岩茶看火，白茶看陈。\n每一款我们都先喝过三泡再上架。",
      align: "center",
    },
    list("这一季在喝", tea.slice(0, 4), "grid"),
    list("适合囤一点", tea.slice(4), "row"),
  ];
}

function giftBlocks(gifts: Shown[]): Block[] {
  return [
    { kind: "notice", text: "下单时备注“送礼”，不放价签，附一张手写卡", link: { to: "all" } },
    {
      kind: "images",
      title: "按人挑",
      columns: 2,
      items: gifts.map((one, n) => ({
        image_url: one.scene,
        title: ["给长辈", "给孩子", "给自己", "给新家"][n]!,
        link: to(one),
      })),
    },
    list("不会出错的四样", gifts, "scroll"),
    { kind: "space", height: 32, line: true },
    { kind: "recruit", title: "觉得好，就分享给朋友", text: "成为推广员，朋友买了你得佣金" },
  ];
}

const said = (title: string, text: string, align: "left" | "center" = "left"): Block => ({
  ...{ kind: "text", title, text, align },
});

function recruitBlocks(tea: Shown[], gifts: Shown[]): Block[] {
  return [
    said(
      "把家里在用的，分享给朋友",
      "你喝过、用过、觉得好，再推荐。\n发货和售后都由青藤来做。",
      "center",
    ),
    {
      kind: "images",
      title: "",
      columns: 3,
      items: [tea[0]!, gifts[1]!, gifts[2]!].map((one, n) => ({
        image_url: one.scene,
        title: ["自己先用", "觉得好", "再推荐"][n]!,
        link: null,
      })),
    },
    list("推广员常分享的", [tea[0]!, ...gifts], "scroll"),
    said(
      "我们帮你",
      "每件商品都有写好的文字和图片，一键保存。\n有入门文章，几分钟读完。\n有问题随时找客服。",
    ),
  ];
}
