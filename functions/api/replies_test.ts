import assert from "node:assert/strict";
import { setOwnEnv } from "@/tests/support/own_env.ts";
import { openHouse } from "./testing/house.ts";
import { sendBack, withdraw } from "./testing/replies/afterwards.ts";
import { reckon } from "./testing/replies/earnings.ts";
import { handOn, learn } from "./testing/replies/materials.ts";
import { furnishMessages } from "./testing/replies/messages.ts";
import { lookAtFigures } from "./testing/replies/promoting.ts";
import { orderAndPay, shipAndSettle } from "./testing/replies/orders.ts";
import { judgeCase } from "./testing/replies/risk.ts";
import { reconcile } from "./testing/replies/reconciliation.ts";
import { setRules } from "./testing/replies/rules.ts";
import { askApplicants } from "./testing/replies/recruitment.ts";
import { bringIn, hearOfExpiry, relate } from "./testing/replies/relations.ts";
import { furnish, lookAround, lookAtGoods, recruit } from "./testing/replies/shop.ts";
import {
  changeTexts,
  forget,
  leaveAndJoin,
  lookAfterDistributors,
  lookAfterTheShop,
} from "./testing/replies/staff.ts";
import type { Story } from "./testing/replies/story.ts";
import { setTiers } from "./testing/replies/tiers.ts";

setOwnEnv("MALL_PUBLIC_URL", "https://mall.test"); // what the merchant has to tell WeChat

/** Routes that ask WeChat in the middle; the journeys have a simulator for them. */
const needs_wechat = [
  "POST /sessions",
  "PUT /me/phone",
  "GET /shares/:token/code",
  "GET /personal-links/:token/code",
  "POST /staff/imported/short-links",
  "GET /previews/:code/code",
  "GET /page-previews/:code/code",
  "POST /orders/:order/payments",
  "GET /withdrawals/:withdrawal/package",
  "POST /staff/setup/:step/check",
];

/** Routes that answer a picture, no JSON. */
const pictures = ["GET /avatars/:avatar"];
const elsewhere = [...needs_wechat, ...pictures];

Deno.test("every route answers exactly what its contract says", async (t) => {
  /** Each step stands on those before it. */
  async function step(name: string, act: () => void | Promise<void>) {
    if (!await t.step(name, async () => await act())) throw new Error(`stopped at: ${name}`);
  }
  const house = await openHouse();
  const story: Story = {
    ...house,
    house,
    owner: await house.staff("owner"),
    a: await house.member("openid-a", "阿青"),
    b: await house.member("openid-b", "小藤"),
    c: await house.member("openid-c", "小叶"),
    skus: [],
    product: "",
    order: "",
  };

  try {
    await step("a shop is furnished", () => furnish(story));
    await step("a kind of message is set and tried", () => furnishMessages(story));
    await step("commission rules are drafted and put in force", () => setRules(story));
    await step("anybody looks around", () => lookAround(story));
    await step("a keeps a product, and takes it back", () => lookAtGoods(story));
    await step("a and b become distributors, c is bound to b", () => recruit(story));
    await step("b sees what a product would earn", () => reckon(story));
    await step("b hears that protection ends", () => hearOfExpiry(story));
    await step("the shop asks questions, d answers, staff decide", () => askApplicants(story));
    await step("staff move c, take links back, make a code", () => relate(story));
    await step("staff write a material, b hands it on", () => handOn(story));
    await step("staff write an article, b reads it", () => learn(story));
    await step("c fills a cart, asks the price, orders and pays", () => orderAndPay(story));
    await step("b looks at figures, staff at the leaderboard", () => lookAtFigures(story));
    await step("staff ship it, c receives it, commission settles", () => shipAndSettle(story));
    await step("staff compare the bills of WeChat", () => reconcile(story));
    await step("b withdraws, staff decide", () => withdraw(story));
    await step("rules are tried, a case of b is decided", () => judgeCase(story));
    await step("c sends some of it back", () => sendBack(story));
    await step("staff set tiers, b looks how far away they are", () => setTiers(story));
    await step("staff look after distributors", () => lookAfterDistributors(story));
    await step(
      "the owner looks after people, keys, the work list and figures",
      () => lookAfterTheShop(story),
    );
    await step(
      "d keeps an address book, and is forgotten when his order is closed",
      () => forget(story),
    );
    await step("staff bring old customers in from a file", () => bringIn(story));
    await step(
      "the shop says something in other words, and what it said before stays",
      () => changeTexts(story),
    );
    await step(
      "somebody leaves, is invited, opens the invitation and joins again",
      () => leaveAndJoin(story),
    );
    await step("no route was left out", () => {
      const left = house.routes.map((route) => route.replace(" /api/", " /"))
        .filter((route) => !house.asked.has(route) && !elsewhere.includes(route));
      assert.deepEqual(left, []);
    });
  } finally {
    await house.close();
  }
});
