import assert from "node:assert/strict";
import { formatFen } from "@/contracts/format.ts";
import { demoMember } from "./books.ts";
import type { Dashboard } from "./dashboard.ts";
import type { Phone } from "./phone.ts";
import { chooseAndBuy, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest } from "./world.ts";

const center = "packages/distribution/center/center";
const list = "packages/distribution/materials/materials";
const title = "龙井到店，先尝一泡";
const text = "新到的龙井，玻璃杯就能泡，八十度的水等两分钟。";

/** The owner writes a material for a product, in front of all others. */
async function publish(owner: Dashboard): Promise<void> {
  await owner.turnTo("distributors/materials");
  await owner.button("新建素材").click();
  const form = owner.modal;
  await form.getByLabel("标题").fill(title);
  await form.getByLabel("文案").fill(text);
  await form.getByLabel("商品", { exact: true }).fill("龙井");
  await owner.page.locator(".ant-select-item-option").filter({ hasText: "西湖龙井" }).first()
    .click();
  await form.getByRole("img", { name: "手机上的样子" }).getByText(text).waitFor();
  await form.getByLabel("改动说明").fill("新茶到店");
  await owner.button("保存", form).click();
  await owner.sees("素材已保存，推广员看得到");
}

/** How many materials are new, as the centre says it. */
async function newOnes(phone: Phone): Promise<number> {
  const told = phone.page.waitForResponse(/\/distributor\/news$/);
  await phone.relaunch(center);
  return (await (await told).json()).materials;
}

/** What the dashboard's row of the material says: used, opened, buyers, orders, paid. */
async function figures(owner: Dashboard): Promise<string[]> {
  await owner.goto("distributors/materials");
  const row = owner.page.locator("tr.ant-table-row").filter({ hasText: title });
  await row.waitFor();
  return (await row.locator("td").allInnerTexts()).slice(3, 8);
}

browserTest(
  "a material is published, new to a distributor, copied, opened by a stranger who buys, and its figures move",
  async (world) => {
    const owner = await world.dashboard("owner@qingteng.test");
    const a = await world.phone(demoMember(1));
    await a.launch(center);
    const before = await newOnes(a);
    await publish(owner);
    assert.equal(await newOnes(a), before + 1);
    await a.sees(`新 ${before + 1}`);

    // The marks stay while she looks, and are gone afterwards.
    const seen = a.page.waitForResponse(/\/materials\/sights$/);
    await a.relaunch(list);
    await a.front.locator(".one").first().getByText("新", { exact: true }).waitFor();
    const uses = a.counting("POST", /\/uses$/);
    await a.front.locator(".one").first().getByText("复制文案").dblclick(); // one intention
    await a.sees("已复制，带你的专属链接");
    await a.sees("我用过 1 次");
    assert.equal(uses(), 1);
    await seen;
    const copied = await a.page.evaluate<string>("__phone.clipboard");
    assert.match(copied, new RegExp(`^${text}\n#小程序://`));
    assert.equal(await newOnes(a), 0);
    assert.deepEqual((await figures(owner)).slice(0, 4), ["1", "0", "0", "0"]);

    const link = await a.page.evaluate<string>("__phone.shared.path");
    assert.match(link, /^packages\/goods\/detail\/detail\?s=\w+&id=/);
    const b = await world.phone();
    await b.launch(link);
    await chooseAndBuy(b);
    await giveAddress(b);
    await placeAndPay(b);
    const order = await world.books.lastOrder(b.openid);
    assert.ok(order.commission_fen[1] > 0);
    const paid = formatFen(order.payable_fen);
    assert.deepEqual(await figures(owner), ["1", "1", "1", "1", paid]);
  },
);

browserTest(
  "pictures go into the album with a poster of the distributor's own; a shopper finds no materials",
  async (world) => {
    const a = await world.phone(demoMember(2));
    await a.launch(list);
    const counted = a.page.waitForRequest(/\/materials\/[\w-]+\/uses$/);
    const blanket = a.front.locator(".one").filter({ hasText: "羊毛盖毯" }).first();
    await blanket.getByText("存图片").click();
    await a.sees("3 张图片和专属海报已存");
    assert.equal(JSON.parse((await counted).postData()!).kind, "saved");
    await blanket.getByRole("button", { name: "发给朋友" }).click();
    assert.match(await a.handOn(), /[?&]s=[0-9A-Za-z]{6,24}(&|$)/);
    await blanket.getByText("我用过 2 次").waitFor();

    const shopper = await world.phone();
    shopper.watch.allow(/status of 403/);
    await shopper.launch(list);
    await shopper.sees("你还不是推广员");
    const { product } = await world.books.things(demoMember(1));
    const asked = shopper.counting("GET", /\/distributor\/materials$/);
    await shopper.relaunch(`packages/goods/detail/detail?id=${product}`);
    await shopper.sees("立即购买");
    assert.equal(asked(), 0);
  },
);

browserTest("an article is unread until its end was on the screen", async (world) => {
  const a = await world.phone(demoMember(3));
  await a.launch(center);
  await a.sees("未读 1");
  await a.front.getByText("培训", { exact: true }).click();
  await a.sees("未读");
  const read = a.page.waitForResponse(/\/reading$/);
  await a.front.getByText("哪些话不能说：宣传用语对照表").click();
  assert.equal((await read).status(), 200);
  await a.back();
  await a.front.getByText("未读").waitFor({ state: "detached" });
  await a.back();
  await a.front.getByText(/^未读/).waitFor({ state: "detached" });
});
