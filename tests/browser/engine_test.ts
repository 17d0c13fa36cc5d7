import { formatFen } from "@/contracts/format.ts";
import { StaffMaterial } from "@/contracts/staff/materials.ts";
import { complete, pair } from "@/tests/journeys/support/earning.ts";
import { password } from "@/tests/journeys/support/desk.ts";
import { Shop } from "@/tests/journeys/support/shop.ts";
import { Town } from "@/tests/journeys/support/town.ts";
import type { Dashboard } from "./dashboard.ts";
import { advanceClock } from "./shop_api.ts";
import { chooseAndBuy, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest, type World } from "./world.ts";

const price_fen = 12_345;
const title = "明前龙井";

/** A shop with one product and one distributor, who has sold one piece of it. */
async function openShop(world: World) {
  const town = await Town.open();
  try {
    const shop = await Shop.open(town);
    const { id: product } = await shop.sells({ title, prices_fen: [price_fen] });
    const { skus: [sku_id] } = await shop.sells({ title: "安吉白茶", prices_fen: [price_fen] });
    const { seller, buyer } = await pair(shop);
    await complete(shop, buyer, await buyer.buy([{ sku_id: sku_id!, quantity: 1 }]));
    await shop.owner.api.put("/staff/materials", StaffMaterial, {
      material: {
        ...{ title: "新茶到店", text: "八十度的水，等两分钟。", pictures: [], video: null },
        ...{ product_id: product, campaign: null, status: "on" },
        ...{ shown_from: null, shown_until: null },
      },
      reason: "上新",
    });
    const desk = await world.dashboard(shop.owner.email, { shop: shop.code, password });
    return { shop, product, desk, openid: seller.openid };
  } finally {
    await town.sql.end();
  }
}

/** A second tier, for everybody with one kept order. */
async function addTier(desk: Dashboard): Promise<void> {
  await desk.turnTo("distributors/tiers");
  await desk.button("添加等级").click();
  await desk.modal.getByLabel("名称").fill("金藤");
  await desk.modal.getByLabel("成交订单").fill("1");
  await desk.modal.getByLabel("原因").fill("奖励老推广员");
  await desk.button("保存", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
  await desk.sees("2 · 金藤");
}

/** 12 % for that tier, and an extra of 2 % that holds now. */
async function draftRules(desk: Dashboard): Promise<void> {
  await desk.turnTo("commissions/rules");
  await desk.page.getByRole("button", { name: /^全店，金藤\s*一级/ }).click();
  await desk.modal.getByLabel("比例").last().fill("12");
  await desk.button("放进草稿", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
  await desk.page.getByRole("tab", { name: /^加佣/ }).click();
  await desk.button("加一个").click();
  await desk.modal.getByLabel("名称").fill("年末加佣");
  await desk.modal.getByLabel("加多少").fill("2");
  await desk.modal.getByLabel("开始").fill("2026-01-01T00:00");
  await desk.modal.getByLabel("结束").fill("2036-01-01T00:00");
  await desk.button("放进草稿", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
  await desk.button("保存草稿").click();
  await desk.sees("草稿已保存");
}

async function previewAndPublish(desk: Dashboard): Promise<void> {
  await desk.button("试算").click();
  await desk.button("开始试算", desk.modal).click();
  await desk.modal.getByText("谁会多得").waitFor();
  await desk.button("关闭", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
  await desk.button("发布").click();
  await desk.modal.getByLabel("原因").fill("年末活动");
  await desk.button("立即发布", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
  await desk.sees("年末加佣");
}

const earns = (...rates: number[]) =>
  formatFen(rates.reduce((sum, bps) => sum + Math.floor(price_fen * bps / 10_000), 0)).slice(1);

browserTest(
  "a merchant tries rules by tier and publishes them; a distributor rises, sees it on a card, shares material, earns an extra and reads why",
  async (world) => {
    const { shop, product, desk, openid } = await openShop(world);
    await addTier(desk);
    await draftRules(desk);
    await previewAndPublish(desk);

    const a = await world.phone(openid, { bare: true, shop: shop.code });
    await a.launch(`packages/goods/detail/detail?id=${product}`);
    await a.sees(`朋友买一件，你赚 ¥${earns(1000, 200)}`);
    await advanceClock(world.stack, 26); // a night, in which tiers are looked at
    await a.sees(`朋友买一件，你赚 ¥${earns(1200, 200)}`);

    await a.relaunch("packages/distribution/materials/materials");
    await a.front.getByText("复制文案").click();
    await a.sees("已复制，带你的专属链接");
    const { openid: friend } = await world.wechat.user({ appid: shop.merchant.appid });
    const b = await world.phone(friend, { bare: true, shop: shop.code });
    await b.launch(await a.page.evaluate<string>("__phone.shared.path"));
    await chooseAndBuy(b);
    await giveAddress(b);
    await placeAndPay(b);

    await a.relaunch("packages/distribution/commissions/commissions");
    const newest = a.front.locator(".one").first();
    await newest.getByText(`+¥${earns(1200, 200)}`).waitFor();
    await newest.getByText(/加佣（年末加佣 2%）/).waitFor();
    await newest.click();
    await a.sees("这笔佣金怎么来的");
    await a.sees(/全店规则（金藤），比例 12%/);
    for (const { watch } of [a, desk]) watch.forget(/status of 401/); // sessions that the night ended
  },
);
