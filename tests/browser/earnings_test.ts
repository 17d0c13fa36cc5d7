import assert from "node:assert/strict";
import { formatFen } from "@/contracts/format.ts";
import { extra, rule, shop_rates } from "@/tests/support/rules.ts";
import { demoMember } from "./books.ts";
import type { Phone } from "./phone.ts";
import { publishRules } from "./shop_api.ts";
import { browserTest } from "./world.ts";

const yuan = (fen: number) => formatFen(fen).replace("¥", "");
/** A sum, or a range. */
const span = ([low, high]: number[]) => low === high ? yuan(low!) : `${yuan(low!)}–${yuan(high!)}`;
const asks = (phone: Phone) => phone.counting("GET", /\/distributor\/earnings/);

browserTest(
  "a distributor sees on cards what she would earn, and it moves when the shop publishes other rules; a shopper sees nothing",
  async (world) => {
    const openid = demoMember(1);
    const { product } = await world.books.things(openid);
    const { tier, prices } = await world.books.priced(openid, product);
    const earns = (...rates: number[]) =>
      span(
        prices.map((price) =>
          rates.reduce((sum, bps) => sum + Math.floor(price * bps / 10_000), 0)
        ),
      );
    await publishRules(world.stack, shop_rates(1000, 500));

    const shopper = await world.phone();
    const shoppers_asks = asks(shopper);
    const a = await world.phone(openid);
    const detail = `packages/goods/detail/detail?id=${product}`;
    await a.launch(detail);
    await a.sees(`朋友买一件，你赚 ¥${earns(1000)}`);
    await a.relaunch("packages/goods/footprints/footprints");
    await a.sees(`赚 ¥${earns(1000)}`);
    for (const page of ["pages/home/home", "packages/distribution/share/share"]) {
      await a.relaunch(page);
      await a.sees(/^赚 ¥\d/);
    }

    await a.relaunch("packages/goods/footprints/footprints");
    await a.sees(`赚 ¥${earns(1000)}`);
    const for_her = rule({ tier, rate_bps: 1800 });
    const singles = extra({ name: "双十一加佣", extra_bps: 300 });
    await publishRules(world.stack, shop_rates(1000, 500, { rules: [for_her], extras: [singles] }));
    await a.sees(`赚 ¥${earns(1800, 300)}`);
    await a.sees("双十一加佣 3%");

    await a.relaunch(detail);
    await a.tap(`朋友买一件，你赚 ¥${earns(1800, 300)}`);
    await a.sees("为什么是这个数");
    await a.sees(
      `${formatFen(prices[0]!)} × 18% + 加佣（双十一加佣 3%）${
        formatFen(Math.floor(prices[0]! * 300 / 10_000))
      } = ¥${earns(1800, 300).split("–")[0]}`,
    );

    for (const page of ["pages/home/home", "packages/goods/search/search?query=茶", detail]) {
      await shopper.launch(page);
      await shopper.sees(/^已售 /);
      assert.equal(await shopper.screen.getByText(/赚 ¥/).count(), 0);
    }
    assert.equal(shoppers_asks(), 0);
  },
);
