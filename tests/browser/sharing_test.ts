import assert from "node:assert/strict";
import { demoMember } from "./books.ts";
import type { Phone } from "./phone.ts";
import { browserTest } from "./world.ts";

const with_token = /[?&]s=[0-9A-Za-z]{6,24}(&|$)/;

/** Opens the capsule's menu; answers one of its entries. */
async function menu(phone: Phone, words: string) {
  await phone.screen.getByRole("button", { name: "更多" }).filter({ visible: true }).click();
  return phone.screen.locator(".wx-menu").getByRole("button", { name: words });
}

browserTest(
  "a product sent at once from a distributor's fresh phone bears her token",
  async (world) => {
    const { product } = await world.books.things(demoMember(1));
    const phone = await world.phone(demoMember(1));
    await phone.launch(`packages/goods/detail/detail?id=${product}`);
    await phone.button("分享").click();
    const path = await phone.handOn();
    assert.match(path, with_token);
    assert.match(path, new RegExp(`id=${product}`));
  },
);

browserTest(
  "the front page in Moments and in a chat bears a distributor's token",
  async (world) => {
    const phone = await world.phone(demoMember(1));
    const shares = phone.page.waitForResponse(/\/shares$/);
    await phone.launch();
    await shares;
    await phone.sees(/^已售 /);
    await (await menu(phone, "分享到朋友圈")).click();
    await phone.screen.locator(".share-send").click();
    await phone.sees("已发表");
    assert.match(await phone.page.evaluate<string>("__phone.shared.path"), with_token);
    await (await menu(phone, "发送给朋友")).click();
    assert.match(await phone.handOn(), with_token);
  },
);

browserTest("the cart and one's orders cannot be shared", async (world) => {
  const phone = await world.phone(demoMember(1));
  await phone.launch();
  for (const page of ["pages/cart/cart", "packages/orders/list/list"]) {
    await phone.relaunch(page);
    for (const words of ["发送给朋友", "分享到朋友圈"]) {
      const entry = await menu(phone, words);
      await entry.waitFor();
      assert.ok(await entry.isDisabled(), `${page}: ${words}`);
      await phone.screen.getByRole("button", { name: "取消" }).filter({ visible: true }).click();
    }
  }
});

browserTest(
  "coming back from the background opens no share again; the same card does",
  async (world) => {
    const a = await world.phone(demoMember(1));
    await a.launch("packages/distribution/share/share");
    await a.front.locator(".one").first().click();
    await a.button("发给朋友").click();
    const shared = await a.handOn();

    const b = await world.phone();
    const clicks = b.counting("POST", /\/clicks$/);
    const told = () => b.page.waitForResponse(/\/clicks$/);
    const first = told();
    await b.launch(shared);
    await first;
    for (let n = 0; n < 3; n++) {
      await b.screen.getByRole("button", { name: "关闭" }).filter({ visible: true }).click();
      await b.screen.getByRole("button", { name: "返回小程序" }).click();
      await b.sees("立即购买");
    }
    assert.equal(clicks(), 1);
    const again = told();
    await b.launch(shared);
    await again;
    assert.equal(clicks(), 2);
  },
);
