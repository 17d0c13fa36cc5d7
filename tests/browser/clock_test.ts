import assert from "node:assert/strict";
import { chooseAndBuy, firstProduct, giveAddress } from "./shopping.ts";
import { browserTest } from "./world.ts";

for (const hours_off of [-2, 2]) {
  browserTest(
    `a phone in New York, ${hours_off} hours off, counts an order down by the mall's clock`,
    async (world) => {
      const phone = await world.phone(undefined, { zone: "America/New_York", hours_off });
      const sign_ins = phone.counting("POST", /\/sessions$/);
      await phone.launch();
      await firstProduct(phone);
      await chooseAndBuy(phone);
      await giveAddress(phone);
      await phone.tap("提交并付款");
      await phone.screen.getByRole("button", { name: "取消支付" }).click();
      const left = phone.front.locator(".left");
      const { number } = await world.books.lastOrder(phone.openid);
      await phone.sees(number);
      assert.match(await left.innerText(), /^(30:00|29:\d\d|28:\d\d)$/);
      assert.equal(sign_ins(), 1);

      // The mall's time passes: the order is closed, and read a few times, not again and again.
      const reads = phone.counting("GET", /\/orders\/[0-9a-f-]+$/);
      await phone.strip.getByRole("button", { name: "+30 分钟" }).click();
      await phone.sees("已关闭");
      assert.ok(reads() <= 4, `read ${reads()} times`);
    },
  );
}
