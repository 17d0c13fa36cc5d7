import assert from "node:assert/strict";
import { demoMember } from "./books.ts";
import { advanceClock, saveSettings } from "./shop_api.ts";
import { chooseAndBuy, firstProduct, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest } from "./world.ts";

const customers = "packages/distribution/customers/customers";

browserTest(
  "a customer about to be lost is announced, comes back, buys and is kept",
  async (world) => {
    await saveSettings(world.stack, { purchase_renews_protection: true });
    const promoter = await world.phone(demoMember(2));
    await promoter.launch("packages/distribution/share/share");
    await promoter.front.locator(".one").first().click();
    await promoter.button("发给朋友").click();
    const shared = await promoter.handOn();

    const buyer = await world.phone();
    const bound = buyer.page.waitForResponse(/\/clicks$/);
    await buyer.launch(shared);
    assert.equal((await (await bound).json()).bound, true);
    await promoter.relaunch(customers);
    const newest = promoter.front.locator(".row").first();
    await newest.getByText("还剩 15 天").waitFor();
    const name = await newest.locator(".name").innerText();

    // sessions end meanwhile: each phone signs in again
    for (const phone of [promoter, buyer]) phone.watch.allow(/status of 401/);
    await advanceClock(world.stack, 12.5 * 24);
    await promoter.launch("packages/distribution/center/center");
    await promoter.sees(/条未读/);
    await promoter.tap("消息");
    const notice = promoter.front.locator(".row").filter({ hasText: `${name} 的保护期到` });
    await notice.getByText("客户的保护期快到了").waitFor();
    await notice.click();
    await promoter.front.locator(".row").filter({ hasText: name }).getByText(/还剩 3 天/).waitFor();

    await buyer.launch();
    await firstProduct(buyer);
    await chooseAndBuy(buyer);
    await giveAddress(buyer);
    await placeAndPay(buyer);
    await promoter.relaunch(customers);
    const kept = promoter.front.locator(".row").filter({ hasText: name });
    await kept.getByText("还剩 15 天").waitFor();
    await kept.getByText("1 单").waitFor();

    await advanceClock(world.stack, 4 * 24); // the first protection would be over
    const rival = await world.phone(demoMember(4));
    await rival.launch("packages/distribution/share/share");
    await rival.front.locator(".one").first().click();
    await rival.button("发给朋友").click();
    const others = await rival.handOn();
    const clicked = buyer.page.waitForResponse((reply) =>
      reply.url().endsWith("/clicks") && reply.ok()
    );
    await buyer.launch(others);
    assert.equal((await (await clicked).json()).bound, false);
  },
);
