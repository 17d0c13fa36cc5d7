import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { chooseAndBuy, confirmPayment, firstProduct, giveAddress } from "./shopping.ts";
import { browserTest } from "./world.ts";

/** Two taps within the same instant: the second comes before anything could be drawn. */
async function twice(button: Locator): Promise<void> {
  await button.dblclick({ delay: 0 });
}

browserTest(
  "tapping twice on placing and on paying makes one order and one payment",
  async (world) => {
    const { books } = world;
    const phone = await world.phone();
    await phone.launch();
    await firstProduct(phone);
    await chooseAndBuy(phone);
    await giveAddress(phone);
    await twice(phone.button("提交并付款"));
    await twice(confirmPayment(phone));
    await phone.sees("付款成功");
    const orders = await books.orders(phone.openid);
    assert.equal(orders.length, 1);
    assert.equal(await books.payments(orders[0]!.id), 1);
  },
);

browserTest("tapping twice on withdrawing asks once", async (world) => {
  const { books } = world;
  const [openid] = await books.rich();
  const before = await books.withdrawals(openid!);
  const phone = await world.phone(openid);
  await phone.launch("packages/distribution/withdraw/withdraw");
  await phone.tap("全部");
  await twice(phone.button("提现"));
  await phone.agree();
  await phone.sees("取消提现");
  assert.equal(await books.withdrawals(openid!), before + 1);
});
