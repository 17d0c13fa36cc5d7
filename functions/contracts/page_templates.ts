import type { Block, BlockOf } from "./pages.ts";

/** A page to begin with: filled from the shop's own goods, so that it looks finished at once. */
export interface PageTemplate {
  name: string;
  about: string;
  blocks: Block[];
}

const list = (
  title: string,
  sort: BlockOf<"products">["sort"],
  count: number,
  layout: BlockOf<"products">["layout"],
  more = false,
): Block => ({
  ...{ kind: "products", title, source: "rule", product_ids: [], category_id: null },
  ...{ sort, count, layout, more },
});

const shop: Block = { kind: "shop" };
const shelves: Block = { kind: "nav", source: "categories", items: [] };
const notice = (text: string): Block => ({ kind: "notice", text, link: null });

const text = (
  title: string,
  text: string,
  align: BlockOf<"text">["align"] = "left",
): Block => ({ kind: "text", title, text, align });

/** The recruitment page; below it stand what promoting pays, the conditions and the form, which no page changes. */
export const recruit_templates: PageTemplate[] = [
  {
    name: "一起分享",
    about: "我们卖什么、推广员做什么、能得到什么帮助",
    blocks: [
      text(
        "把用着好的东西，分享给朋友",
        "朋友买到合用的，你得一份佣金。\n不用囤货，不用发货，售后由我们负责。",
        "center",
      ),
      list("推广员常分享的", "sold", 6, "scroll"),
      text(
        "怎么做",
        "1. 在商品页点分享，发给朋友，或保存海报。\n2. 朋友打开后成为你的客户，下单由我们发货。\n3. 客户收货、过了结算期，佣金可以提现到微信零钱。",
      ),
      text("我们帮你", "每件商品都有写好的文字和图片，一键保存。\n遇到问题，在“我的”里联系客服。"),
    ],
  },
  {
    name: "只讲品牌",
    about: "店铺名片、来历和新品，适合已有老客户的店",
    blocks: [
      shop,
      text(
        "我们在找喜欢它的人",
        "产地看得见，味道自己先尝过。\n你真心喜欢，才值得推荐给朋友。",
        "center",
      ),
      list("这一季", "newest", 4, "grid"),
    ],
  },
];

/** The first is what a shop opens with: `private.first_blocks()` in SQL; a test compares. */
export const page_templates: PageTemplate[] = [
  {
    name: "经典",
    about: "名片、分类、推荐和新品，什么店都合适",
    blocks: [
      shop,
      shelves,
      list("为你推荐", "recommended", 10, "grid", true),
      list("新品上架", "newest", 10, "grid"),
    ],
  },
  {
    name: "上新",
    about: "新品横着排在最前，适合常上新的店",
    blocks: [
      notice("每周三上新，先到先得"),
      list("本周新品", "newest", 8, "scroll", true),
      shelves,
      list("大家都在买", "sold", 6, "grid"),
      shop,
    ],
  },
  {
    name: "热卖榜",
    about: "按销量一行一件，适合爆款少而精的店",
    blocks: [
      shop,
      list("热卖榜", "sold", 5, "row", true),
      { kind: "space", height: 16, line: true },
      shelves,
      list("也许你会喜欢", "recommended", 6, "grid"),
    ],
  },
  {
    name: "故事",
    about: "先讲来历再看货，适合产地、手作和礼品",
    blocks: [
      shop,
      {
        kind: "text",
        title: "我们挑东西的标准",
        text: "产地看得见，味道自己先尝过。\n不好的不上架，卖完了就等下一季。",
        align: "center",
      },
      list("当季", "newest", 6, "scroll"),
      { kind: "text", title: "", text: "每一件都写清来历，收到不满意可以退。", align: "center" },
      list("常备", "recommended", 6, "grid", true),
      { kind: "recruit", title: "把好东西分享给朋友", text: "成为推广员，成交得佣金" },
    ],
  },
  {
    name: "活动",
    about: "公告、说明和活动商品，适合专题页",
    blocks: [
      notice("活动期间部分商品限量，售完即止"),
      list("主推", "sold", 3, "row"),
      list("实惠之选", "price_up", 8, "grid", true),
      {
        kind: "text",
        title: "活动说明",
        text: "优惠以结算页显示的为准。\n下单后 48 小时内发货，节假日顺延。",
        align: "left",
      },
    ],
  },
];
