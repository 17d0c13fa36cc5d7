import assert from "node:assert/strict";
import { MessageSettings } from "@/contracts/staff/messages.ts";
import { StaffOrderPage } from "@/contracts/staff/orders.ts";
import { password } from "@/tests/journeys/support/desk.ts";
import type { Shop } from "@/tests/journeys/support/shop.ts";
import { templateFor, templateOf } from "@/tests/support/messages.ts";
import { listsOf } from "@/tests/support/pages.ts";
import { until } from "@/tests/support/waiting.ts";
import { homeOf, openAnotherShop, teahouse } from "./another_shop.ts";
import type { Dashboard } from "./dashboard.ts";
import type { Phone } from "./phone.ts";
import { chooseAndBuy, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest, type World } from "./world.ts";

/** WeChat knows the template by which parcels are told. */
async function chooseTemplate(world: World, { merchant }: Shop): Promise<void> {
  const { template_id, fields } = templateFor("parcel");
  const names: Record<string, string> = { goods: "商品", carrier: "快递", tracking_no: "单号" };
  const response = await fetch(
    `${world.stack.wechat_url}/_control/apps/${merchant.appid}/message_templates`,
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        template_id,
        title: "订单发货通知",
        fields: fields.map(({ field, value }) => ({ field, name: names[value] })),
      }),
    },
  );
  assert.equal(response.status, 201, await response.text());
}

/** The owner sets the template of parcels, and switches it on. */
async function setTemplate(desk: Dashboard): Promise<void> {
  await desk.page.getByRole("button", { name: "设置包裹已发出" }).click();
  await desk.modal.getByLabel("模板 ID").fill(templateOf("parcel"));
  const { fields } = templateFor("parcel");
  const titles: Record<string, string> = {
    goods: "商品",
    carrier: "快递公司",
    tracking_no: "快递单号",
  };
  for (const [n, { field, value }] of fields.entries()) {
    if (n > 0) await desk.modal.getByRole("button", { name: "加一个关键词" }).click();
    await desk.modal.getByLabel(`关键词 ${n + 1}`, { exact: true }).fill(field);
    await desk.modal.getByLabel(`关键词 ${n + 1} 的内容`).click();
    await desk.page.locator(".ant-select-item-option").filter({ visible: true })
      .getByText(titles[value]!, { exact: true }).click();
  }
  await desk.modal.getByLabel("原因").fill("开始通知买家");
  await desk.button("保存", desk.modal).click();
  await desk.sees("模板已保存");
  await desk.sees(templateOf("parcel"));
}

const sheetOf = (phone: Phone) => phone.screen.getByRole("dialog", { name: "订阅消息" });

/** Buys the first thing, pays, and answers WeChat's question. */
async function buy(world: World, shop: Shop, says: "允许" | "取消"): Promise<Phone> {
  const { openid } = await world.wechat.user({ appid: shop.merchant.appid });
  const phone = await world.phone(openid, { shop: shop.code });
  const [goods] = listsOf(await homeOf(world, shop.code));
  await phone.launch(`packages/goods/detail/detail?id=${goods![0]!.id}`);
  await chooseAndBuy(phone);
  await giveAddress(phone);
  await placeAndPay(phone);
  await sheetOf(phone).getByText("订单发货通知").waitFor();
  await sheetOf(phone).getByRole("button", { name: says }).click();
  await sheetOf(phone).waitFor({ state: "detached" });
  return phone;
}

/** Sends off the newest order; answers its number. */
async function shipNewest({ owner }: Shop): Promise<string> {
  const { items } = await owner.api.get("/staff/orders?status=paid", StaffOrderPage);
  const [order] = items;
  await owner.ship(order!.id);
  return order!.number;
}

const parcelOf = async ({ owner }: Shop) =>
  (await owner.api.get("/staff/messages", MessageSettings)).items[0]!;

browserTest(
  "C91 a buyer agrees after paying, hears of the parcel and opens the order; one who refuses hears nothing",
  async (world) => {
    const shop = await openAnotherShop(world, teahouse);
    await chooseTemplate(world, shop);
    const desk = await world.dashboard(shop.owner.email, {
      ...{ shop: shop.code, password, at: "settings?tab=messages" },
    });
    await setTemplate(desk);

    const refusing = await buy(world, shop, "取消");
    await shipNewest(shop);
    const phone = await buy(world, shop, "允许");
    await until("the agreement is kept", async () => (await parcelOf(shop)).readers.length === 1);
    const number = await shipNewest(shop);
    await phone.strip.getByRole("button", { name: "订单发货通知" }).click();
    await phone.sees(number);
    await phone.sees(/^中通快递 7500\d+$/);

    const { fare, readers } = await parcelOf(shop);
    assert.deepEqual([fare.sent, fare.refused, fare.failed, readers], [1, 0, 0, []]);
    await refusing.strip.getByText("还没有收到服务通知").waitFor();
    await desk.goto("settings?tab=messages");
    await desk.sees(/近 30 天送达 1 条/);
  },
);
