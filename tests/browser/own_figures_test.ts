import { formatFen } from "@/contracts/format.ts";
import type { PromoterFigures } from "@/contracts/promoting.ts";
import { demoMember } from "./books.ts";
import type { Phone } from "./phone.ts";
import { chooseAndBuy, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest } from "./world.ts";

/** A metric of the page by its name comes to this before the eyes of whoever looks at it. */
async function shows(phone: Phone, name: string, value: string): Promise<void> {
  const metric = phone.front.locator(".metric").filter({ hasText: name });
  await metric.locator(".value", { hasText: new RegExp(`^${value}$`) }).first().waitFor();
}

browserTest(
  "a distributor's figures move before her eyes while a stranger opens her link and buys",
  async (world) => {
    const a = await world.phone(demoMember(1));
    const { product } = await world.books.things(demoMember(1));
    await a.launch(`packages/goods/detail/detail?id=${product}`);
    await a.button("分享").click();
    const shared = await a.handOn();
    const read = a.page.waitForResponse(/\/distributor\/figures\?/);
    await a.relaunch("packages/distribution/figures/figures");
    const { totals }: PromoterFigures = await (await read).json();
    await shows(a, "访客", String(totals.visitors));

    const b = await world.phone();
    await b.launch(shared);
    await shows(a, "访客", String(totals.visitors + 1));
    await chooseAndBuy(b);
    await giveAddress(b);
    await placeAndPay(b);
    const order = await world.books.lastOrder(b.openid);
    await shows(a, "付款订单", String(totals.orders + 1));
    await shows(a, "新买家", String(totals.new_buyers + 1));
    const kept_fen = totals.kept_fen + order.commission_fen[1];
    await a.front.locator(".kept", { hasText: `+${formatFen(kept_fen)}` }).waitFor();

    await a.tap("我的链接和海报");
    await a.front.locator(".row", { hasText: "微信聊天" }).filter({ hasText: "1 单" }).first()
      .waitFor();
    await a.back();
    await a.tap("排行榜");
    await a.sees("（我）");
  },
);
