import type { Locator, Route } from "playwright-core";
import { errors } from "@/contracts/error_texts.ts";
import type { SavePageRequest } from "@/contracts/staff/pages.ts";
import type { Things } from "./books.ts";
import type { Dashboard } from "./dashboard.ts";
import { material_openings } from "./material_openings.ts";
import { recruitment_openings } from "./recruitment_openings.ts";
import { relation_openings } from "./relation_openings.ts";
import { rule_openings } from "./rule_openings.ts";
import { tier_openings } from "./tier_openings.ts";
import { answerOnce } from "./windows.ts";

/** What opens on top of a page of the dashboard. */
export interface Opening {
  name: string;
  /** The page that it is opened on. */
  path(things: Things): string;
  /** What one clicks and types until it is there. */
  open(desk: Dashboard): Promise<void>;
}

/** Every drawer, form and dialog that a page's own address does not open already. */
export const openings: Opening[] = [
  {
    name: "drawer of an order",
    path: () => "orders?status=completed",
    open: async (desk) => {
      await desk.page.locator("tr.opens").first().click();
      await desk.page.getByText("支付与退款").waitFor();
    },
  },
  {
    name: "columns to choose from",
    path: () => "orders",
    open: async (desk) => {
      await desk.button("显示的列").click();
      await desk.page.locator(".column-choice").waitFor();
    },
  },
  ...material_openings,
  ...tier_openings,
  ...relation_openings,
  ...recruitment_openings,
  ...rule_openings,
  {
    name: "drawer of a commission",
    path: () => "commissions",
    open: (desk) => desk.page.locator("tr.opens").first().click(),
  },
  {
    name: "ship, looking for a carrier",
    path: ({ unshipped }) => `orders?order=${unshipped}`,
    open: async (desk) => {
      const dialog = await opened(desk, "发货");
      await dialog.getByLabel("快递单号").fill("SF1234567890123");
      await dialog.getByLabel("部分商品").check();
      await dialog.getByLabel("快递公司").fill("顺");
      await desk.page.locator(".ant-select-item-option").first().waitFor();
    },
  },
  {
    name: "ship, with what is wrong",
    path: ({ unshipped }) => `orders?order=${unshipped}`,
    open: async (desk) => {
      const dialog = await opened(desk, "发货");
      await dialog.getByLabel("快递单号").fill("123");
      await desk.button("确认发货", dialog).click();
      await dialog.locator(".ant-form-item-explain-error").first().waitFor();
    },
  },
  {
    name: "mend a waybill",
    path: ({ shipped }) => `orders?order=${shipped}`,
    open: (desk) => opens(desk, "改运单"),
  },
  {
    name: "refund some pieces",
    path: ({ unshipped }) => `orders?order=${unshipped}`,
    open: async (desk) => {
      const dialog = await opened(desk, "退款");
      await dialog.getByLabel("选择商品和数量").check();
    },
  },
  {
    name: "decide a withdrawal",
    path: () => "withdrawals?status=requested",
    open: (desk) => opens(desk, "同意"),
  },
  {
    name: "what a batch of withdrawals did and what it did not",
    path: () => "withdrawals?status=requested",
    open: async (desk) => {
      await answerOnce(desk.page, "**/staff/withdrawals/reviews", async (route) => {
        const { ids } = route.request().postDataJSON() as { ids: string[] };
        const why = { code: "APPROVAL_LIMIT", message: errors.APPROVAL_LIMIT.text };
        await route.fulfill({ json: { items: ids.map((id) => ({ id, ...why })) } });
      });
      await desk.page.getByRole("checkbox", { name: "选择本页全部" }).click();
      const dialog = await opened(desk, "批量同意");
      await dialog.getByRole("textbox").fill("月底一起审");
      await dialog.getByRole("button", { name: /^同意 \d/ }).click();
      await dialog.getByText(errors.APPROVAL_LIMIT.text).first().waitFor();
    },
  },
  {
    name: "merge a page that somebody else has changed",
    path: ({ topic }) => `goods/pages/${topic}`,
    open: async (desk) => {
      desk.watch.allow(/status of 409/);
      await desk.page.getByRole("button", { name: "添加 公告" }).waitFor();
      await answerOnce(desk.page, "**/staff/pages", refuseAsChanged);
      await desk.page.locator(".block-name").filter({ hasText: "商品列表" }).first().click();
      await desk.page.getByLabel("标题", { exact: true }).fill("我写的标题");
      await desk.page.getByLabel("页面名称").fill("我写的名称");
      await opened(desk, "保存草稿");
    },
  },
  {
    name: "end a distributor's promotion",
    path: ({ distributor }) => `distributors/${distributor}`,
    open: (desk) => opens(desk, "终止推广"),
  },
  {
    name: "move to another inviter, who is not found",
    path: ({ distributor }) => `distributors/${distributor}`,
    open: async (desk) => {
      const dialog = await opened(desk, "调整邀请人");
      await dialog.getByLabel("新的邀请人").fill("没有这个人");
      await desk.page.locator(".ant-select-item").getByText("没有找到这位推广员").waitFor();
    },
  },
  {
    name: "stock movements",
    path: () => "goods",
    open: async (desk) => {
      await unfold(desk);
      await desk.page.getByRole("button", { name: /看变动/ }).first().click();
      await desk.modal.locator("tbody tr[data-row-key]").first().waitFor();
    },
  },
  {
    name: "adjust stock",
    path: () => "goods",
    open: async (desk) => {
      await unfold(desk);
      await desk.button("库存", desk.page.locator(".ant-table-expanded-row")).first().click();
      await desk.modal.waitFor();
    },
  },
  {
    name: "change a price",
    path: () => "goods",
    open: async (desk) => {
      await unfold(desk);
      await opens(desk, "改价");
    },
  },
  {
    name: "a new category",
    path: () => "goods/categories",
    open: (desk) => opens(desk, "新建分类"),
  },
  {
    name: "what became of a product's prices",
    path: ({ product }) => `goods/${product}`,
    open: async (desk) => {
      await desk.button("变动记录").click();
      await desk.page.locator(".ant-drawer tbody tr[data-row-key]").first().waitFor();
    },
  },
  {
    name: "work list: refund to another card",
    path: () => "work?kind=refund_abnormal",
    open: (desk) => opens(desk, "改退"),
  },
  {
    name: "work list: settled by hand",
    path: () => "work?kind=refund_abnormal",
    open: (desk) => opens(desk, "登记已处理"),
  },
  {
    name: "change the promotion's settings",
    path: () => "settings",
    open: (desk) => change(desk, "推广"),
  },
  {
    name: "leave a form that was begun",
    path: () => "settings",
    open: async (desk) => {
      await change(desk, "运费与满减");
      await desk.modal.getByLabel("运费", { exact: true }).fill("12.50");
      await desk.page.keyboard.press("Escape");
      await desk.button("继续填写").waitFor();
    },
  },
  {
    name: "change the rates",
    path: () => "settings?tab=commission",
    open: (desk) => change(desk, "佣金规则"),
  },
  {
    name: "change the shop's looks",
    path: () => "settings?tab=theme",
    open: (desk) => change(desk, "店铺形象"),
  },
  {
    name: "change what WeChat is told",
    path: () => "settings?tab=wechat",
    open: async (desk) => {
      await change(desk, "微信账号与转账");
      await desk.modal.getByRole("button", { name: /加一档/ }).click();
    },
  },
  {
    name: "put in a key",
    path: () => "settings?tab=wechat",
    open: (desk) => opens(desk, "放入密钥"),
  },
  {
    name: "change an agreement",
    path: () => "settings?tab=texts",
    open: (desk) => change(desk, "推广员协议"),
  },
  {
    name: "change the licences",
    path: () => "settings?tab=texts",
    open: (desk) => change(desk, "资质证照"),
  },
  {
    name: "invite somebody",
    path: () => "settings?tab=staff",
    open: (desk) => opens(desk, "邀请员工"),
  },
  {
    name: "leave the shop",
    path: () => "settings?tab=staff",
    open: (desk) => opens(desk, "离职"),
  },
];

/** Refuses a page that is saved: somebody else has changed its titles meanwhile, and put a block in front. */
async function refuseAsChanged(route: Route): Promise<void> {
  const { page } = route.request().postDataJSON() as SavePageRequest;
  const blocks = page.blocks.map((block) =>
    "title" in block ? { ...block, title: "对方写的标题" } : block
  );
  const added = {
    ...{ kind: "notice", text: "今晚八点上新", link: null },
    id: crypto.randomUUID(),
  };
  const details = {
    ...{ ...page, title: "对方写的名称", blocks: [added, ...blocks], products: [] },
    ...{ version: 9, by: "小满", updated_at: new Date().toISOString() },
  };
  await route.fulfill({
    status: errors.PAGE_CHANGED.status,
    json: {
      error: {
        ...{ code: "PAGE_CHANGED", message: errors.PAGE_CHANGED.text, request_id: "looked-at" },
        details,
      },
    },
  });
}

/** The dialog that a button opens. */
async function opened(desk: Dashboard, words: string): Promise<Locator> {
  await desk.button(words).first().click();
  await desk.modal.waitFor();
  return desk.modal;
}

async function opens(desk: Dashboard, words: string): Promise<void> {
  await opened(desk, words);
}

async function change(desk: Dashboard, title: string): Promise<void> {
  await desk.page.getByRole("button", { name: `修改${title}`, exact: true }).click();
  await desk.modal.waitFor();
}

/** Shows the SKUs of the first product. */
async function unfold(desk: Dashboard): Promise<void> {
  await desk.page.locator(".ant-table-row-expand-icon").first().click();
  await desk.page.getByRole("button", { name: /看变动/ }).first().waitFor();
}
