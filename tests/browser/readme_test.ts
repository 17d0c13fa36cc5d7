import type { Dashboard } from "./dashboard.ts";
import type { Phone } from "./phone.ts";
import { chooseAndBuy, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest } from "./world.ts";

/** Confirms what the staff is told will happen, with a reason. */
async function decide(desk: Dashboard, ok: RegExp): Promise<void> {
  await desk.modal.getByRole("textbox").fill("核对无误");
  await desk.modal.getByRole("button", { name: ok }).click();
  await desk.modal.waitFor({ state: "hidden" });
}

/** 我的, then the entry of promoting. */
async function toCenter(phone: Phone): Promise<void> {
  await phone.tap("我的");
  await phone.tap("推广中心");
  await phone.sees("今日收益");
}

browserTest(
  "the README's story, from the first step to the last, in one phone and one dashboard",
  async (world) => {
    const phone = await world.phone();
    const desk = await world.dashboard("owner@qingteng.test");
    phone.page.on("dialog", (dialog) => void dialog.accept());

    // 1. Share: the phone belongs to 青禾.
    await phone.openFresh();
    await toCenter(phone);
    await phone.tap("去分享");
    await phone.front.locator(".one").first().click();
    await phone.button("发给朋友").click();
    await phone.handOn();

    // 2. A stranger buys: the dashboard's stream says so at once.
    await phone.openShared("一个陌生人");
    await chooseAndBuy(phone);
    await giveAddress(phone);
    await placeAndPay(phone);
    await desk.sees(/^付款 /);
    const stranger = await phone.page.evaluate<string>("__phone.user.nickname");
    const order = await world.books.lastOrder(
      await phone.page.evaluate<string>("__phone.user.openid"),
    );

    // 3. The stranger promotes.
    await phone.become("1 青禾");
    await toCenter(phone);
    await phone.tap(/^我邀请的 \d+$/);
    await phone.button("邀请朋友成为推广员").click();
    await phone.handOn();
    await phone.openShared(stranger);
    await phone.tap("我已阅读并同意");
    await phone.button("申请成为推广员").click();
    await phone.sees("申请已提交");
    await desk.approveApplicant();
    await phone.sees("你已是推广员");

    // 4. Ship, receive, settle.
    await desk.turnTo("orders");
    await desk.page.getByText(order.number).click();
    await desk.button("发货").click();
    const dialog = desk.page.getByRole("dialog").filter({ hasText: `发货 · 订单 ${order.number}` });
    await dialog.getByLabel("快递公司").fill("顺丰速运");
    await desk.page.locator(".ant-select-item-option").filter({ hasText: "顺丰速运 SF" }).click();
    await dialog.getByLabel("快递单号").fill("SF1234567890");
    await desk.button("确认发货", dialog).click();
    await dialog.waitFor({ state: "hidden" });
    await phone.become(stranger);
    await phone.tap("我的");
    await phone.tap("待收货");
    await phone.button("确认收货").click();
    await phone.agree();
    await phone.sees("已确认收货");
    // Every token ends with the fifteen days: the first call is refused, and repeated with a new one.
    for (const window of [phone, desk]) window.watch.allow(/status of 401/);
    await phone.strip.getByRole("button", { name: "+15 天" }).click();
    await phone.become("1 青禾");
    await toCenter(phone);
    await phone.front.locator(".list").filter({ hasText: "已结算" }).getByText(/结算$/).first()
      .waitFor();

    // 5. Pay out.
    await phone.button("提现").click();
    await phone.tap("全部");
    await phone.button("提现").click();
    await phone.agree();
    await phone.sees("取消提现");
    await desk.turnTo("withdrawals");
    await desk.button("同意").first().click();
    await decide(desk, /^同意/);
    await phone.button("确认收款").click();
    await phone.screen.locator(".transfer-confirm").click();
    await phone.sees("已到账");
  },
);
