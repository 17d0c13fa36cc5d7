import assert from "node:assert/strict";
import { formatFen } from "@/contracts/format.ts";
import { until } from "@/tests/support/waiting.ts";
import type { Dashboard } from "./dashboard.ts";
import type { Phone } from "./phone.ts";
import { chooseAndBuy, firstProduct, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest, type World } from "./world.ts";

const order = (id: string) => `packages/orders/detail/detail?id=${id}`;

/** A stranger with one paid order, looking at it. */
async function buyer(world: World): Promise<{ phone: Phone; id: string; number: string }> {
  const phone = await world.phone();
  await phone.launch();
  await firstProduct(phone);
  await chooseAndBuy(phone);
  await giveAddress(phone);
  await placeAndPay(phone);
  const { id, number } = await world.books.lastOrder(phone.openid);
  await phone.launch(order(id));
  return { phone, id, number };
}

/** Confirms what the staff is told will happen, with a reason. */
async function decide(desk: Dashboard, reason: string, ok: string | RegExp): Promise<void> {
  const dialog = desk.modal;
  await dialog.getByRole("textbox").fill(reason);
  await dialog.getByRole("button", { name: ok }).click();
  await dialog.waitFor({ state: "hidden" });
}

const dialogOf = (desk: Dashboard, title: string) =>
  desk.page.getByRole("dialog").filter({ hasText: title });

browserTest(
  "staff ships an order; the buyer sees it without a reload and receives it",
  async (world) => {
    const { phone, number, id } = await buyer(world);
    const desk = await world.dashboard("support@qingteng.test", { at: `orders?order=${id}` });
    await desk.button("发货").click();
    const dialog = dialogOf(desk, `发货 · 订单 ${number}`);
    await dialog.getByLabel("快递公司").fill("顺丰速运");
    await desk.page.locator(".ant-select-item-option").filter({ hasText: "顺丰速运 SF" }).click();
    await dialog.getByLabel("快递单号").fill("SF1234567890");
    await desk.button("确认发货", dialog).click();
    await phone.sees("SF1234567890");
    await desk.button("改运单").click();
    const mending = dialogOf(desk, `改运单 · 订单 ${number}`);
    await mending.getByLabel("快递单号").fill("SF1234567890123");
    await mending.getByLabel("原因").fill("单号抄错了");
    await desk.button("更正运单", mending).click();
    await phone.sees("SF1234567890123");
    await phone.button("确认收货").click();
    await phone.confirmReceipt();
    await phone.sees("已完成");
    // As WeChat's order centre opens it.
    const paid_under = await world.books.paidUnder(id);
    await phone.launch(`packages/orders/detail/detail?out_trade_no=${paid_under}`);
    await phone.sees(number);
  },
);

browserTest(
  "the shop lowers the price of an unpaid order: its button waits for a change, and the buyer sees the new sum",
  async (world) => {
    const phone = await world.phone();
    await phone.launch();
    await firstProduct(phone);
    await chooseAndBuy(phone);
    await giveAddress(phone);
    await phone.tap("提交并付款");
    await phone.screen.getByRole("button", { name: "取消支付" }).click();
    const { id, number, payable_fen } = await world.books.lastOrder(phone.openid);
    await phone.launch(order(id));
    const desk = await world.dashboard("owner@qingteng.test", { at: `orders?order=${id}` });
    await desk.button("改价").click();
    const dialog = dialogOf(desk, `改价 · 订单 ${number}`);
    const save = dialog.getByRole("button", { name: /^改为/ });
    const goods = dialog.getByLabel("商品金额");
    assert.ok(await save.isDisabled());
    const agreed = await goods.inputValue();
    await goods.fill("1.00");
    await until("the button is there for the new price", () => save.isEnabled());
    await goods.fill(agreed);
    await until("the button waits at the old price", () => save.isDisabled());
    await goods.fill("1.00");
    await dialog.getByLabel("改价原因").fill("老客户优惠");
    await save.click();
    await dialog.waitFor({ state: "hidden" });
    const changed = await world.books.lastOrder(phone.openid);
    assert.ok(changed.payable_fen < payable_fen);
    await phone.sees(formatFen(changed.payable_fen));
  },
);

browserTest(
  "staff approves a refund; the buyer sees the money come back without a reload",
  async (world) => {
    const { phone, id } = await buyer(world);
    await phone.button("申请售后").click();
    await phone.front.locator(".reason").first().click();
    await phone.button("提交申请").click();
    await phone.sees("撤销申请");
    const desk = await world.dashboard("owner@qingteng.test", { at: `orders?order=${id}` });
    await desk.button("同意").click();
    await decide(desk, "同意退款", /^同\s*意/);
    await phone.sees("已退款");
  },
);

browserTest(
  "finance approves a withdrawal, and the distributor confirms it in WeChat",
  async (world) => {
    const [openid] = await world.books.rich();
    const phone = await world.phone(openid);
    await phone.launch("packages/distribution/center/center");
    await phone.button("提现").click();
    await phone.tap("全部");
    await phone.button("提现").click();
    await phone.agree();
    await phone.sees("取消提现");
    const desk = await world.dashboard("finance@qingteng.test", {
      at: "withdrawals?status=requested",
    });
    await desk.button("同意").first().click();
    await decide(desk, "核对无误", /^同意/);
    await phone.button("确认收款").click();
    await phone.screen.locator(".transfer-confirm").click();
    await phone.sees("已到账");
  },
);
