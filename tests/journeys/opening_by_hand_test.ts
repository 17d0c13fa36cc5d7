import assert from "node:assert/strict";
import { openShop } from "@/local/shop.ts";
import type { Dashboard } from "@/tests/browser/dashboard.ts";
import {
  dressShop,
  makeCategory,
  makeCup,
  picture,
  saveProduct,
  skuRows,
} from "@/tests/browser/merchant.ts";
import type { Phone } from "@/tests/browser/phone.ts";
import {
  check,
  enter,
  enterPay,
  enterPush,
  isDone,
  makeFreight,
  setupStep,
} from "@/tests/browser/setting_up.ts";
import { chooseAndBuy, giveAddress, placeAndPay } from "@/tests/browser/shopping.ts";
import { browserTest, type World } from "@/tests/browser/world.ts";

const email = "laoban@example.com";
const reason = "开店";

/** The link that `deno task shop` prints, the mail that it leads to, and the owner is in. */
async function join(world: World, desk: Dashboard): Promise<void> {
  const { database_url, url } = world.stack;
  await desk.page.goto(await openShop(database_url, url, ["lao-cha", "老茶馆", email]));
  await desk.page.getByRole("button", { name: "发送确认邮件" }).click();
  await desk.sees("请查收邮件");
  await desk.page.goto(await world.mailedLink(email));
  await desk.page.getByLabel("新密码").fill("a long secret");
  await desk.page.getByLabel("再输一次").fill("a long secret");
  await desk.page.getByRole("button", { name: "加入老茶馆" }).click();
  await desk.sees("还差 11 步，共 11 步");
}

/** Everything at WeChat, each step tried there; a wrong secret is told at its field. */
async function connect(world: World, desk: Dashboard): Promise<void> {
  const merchant = world.stack.merchants[1]!;
  const { appid } = merchant;
  await enter(desk, "填写小程序 AppID", { "小程序 AppID": appid });
  await enter(desk, "填写小程序 AppSecret", { 内容: "0".repeat(32) });
  await check(desk, "小程序");
  await desk.sees(/AppSecret 不对/);
  await enter(desk, "更换小程序 AppSecret", { 内容: merchant.app_secret });
  await check(desk, "小程序");
  await isDone(desk, "小程序");
  await enterPay(desk, merchant);
  const push = await enterPush(desk, merchant);
  await world.wechat.push({ appid, url: push, mode: "setup" }); // "submit" in WeChat's own console
  await check(desk, "域名");
  await isDone(desk, "域名");
}

/** A category on two levels and a product with six SKUs; answers the product. */
async function fillShelf(desk: Dashboard): Promise<string> {
  await desk.turnTo("goods/categories");
  await makeCategory(desk, "手作茶器");
  await makeCategory(desk, "茶杯", "手作茶器");
  await desk.turnTo("goods/new");
  await saveProduct(desk);
  await desk.sees("请填写商品名称");
  await makeCup(desk, "手作茶器 / 茶杯");
  assert.equal(await skuRows(desk).count(), 6);
  await desk.page.getByLabel("月白 / 大 的售价（元）").fill("128");
  await skuRows(desk).last().getByText("¥12.80", { exact: true }).waitFor(); // 10 % of it
  await desk.page.getByLabel("月白 / 小 在售").click();
  await saveProduct(desk);
  await desk.page.waitForURL(/goods\/[0-9a-f-]{36}$/);
  await desk.sees("商品已保存");
  return new URL(desk.page.url()).pathname.split("/").at(-1)!;
}

const backToSetup = (desk: Dashboard) => desk.turnTo("settings/setup");

/** What the shop is free to choose. */
async function choose(desk: Dashboard): Promise<void> {
  const freight = await makeFreight(desk);
  await freight.getByText("西藏自治区").waitFor();
  assert.match(await freight.innerText(), /其他地区\s+¥12\.00\s+不包邮[\s\S]+不配送/);
  await backToSetup(desk);
  await isDone(desk, "运费");
  await enter(desk, "修改佣金规则", { 一级比例: "12", 原因: reason });
  await isDone(desk, "佣金规则");
  for (const title of ["提现", "员工"]) {
    await desk.page.getByRole("button", { name: `${title}就按现在的` }).click();
    await isDone(desk, title);
  }
}

/** Gives the shop a logo and a colour; the dashboard shows the logo at once. */
async function wearFace(desk: Dashboard): Promise<void> {
  await dressShop(desk, { name: "老茶馆", colour: "#8a2be2", mark: await picture(3) });
  await desk.page.locator("img.logo[src*='/storage/v1/object/public/']").first().waitFor();
  await backToSetup(desk);
}

/** The home page of another template with a notice, published and tried as a shopper opens it. */
async function decorate(desk: Dashboard): Promise<void> {
  await setupStep(desk, "首页").getByRole("link", { name: "装修首页" }).click();
  await desk.page.getByRole("link", { name: "首页", exact: true }).click();
  await desk.button("从模板开始").click();
  await desk.page.getByRole("menuitem", { name: "热卖榜" }).click();
  await desk.button("换成模板").click();
  await desk.button("添加 公告").click();
  await desk.page.getByLabel("内容", { exact: true }).fill("新店开张，茶器先上");
  await desk.button("保存草稿").click();
  await desk.sees(/^草稿已保存/);
  await desk.button("发布").click();
  await desk.modal.getByLabel("原因").fill(reason);
  await desk.button("立即发布", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
  await backToSetup(desk);
  await check(desk, "首页");
  await isDone(desk, "首页");
}

/** One fen, bought by the owner on the phone; the step turns green by itself, and the product is taken down. */
async function tryFirstOrder(world: World, desk: Dashboard): Promise<Phone> {
  const step = setupStep(desk, "第一笔真实订单");
  await desk.button("上架一分钱商品", step).click();
  await step.getByRole("img", { name: "小程序码" }).waitFor();
  const phone = await world.phoneOf(
    desk,
    () => step.getByRole("link", { name: "在浏览器里的手机打开" }).click(),
  );
  await phone.sees("开店试单");
  await chooseAndBuy(phone);
  await giveAddress(phone);
  await phone.sees("¥0.01");
  await placeAndPay(phone);
  await isDone(desk, "第一笔真实订单");
  await desk.sees("全部完成，可以开张了");
  await desk.button("下架试单商品", step).click();
  await desk.button("再试一次", step).waitFor();
  return phone;
}

/** Somebody whom the shop has never seen finds the cup by its initials, reads about it and buys it. */
async function strangerBuys(phone: Phone): Promise<void> {
  await phone.strip.getByRole("button", { name: "变成陌生人" }).click();
  await phone.sees("新店开张，茶器先上");
  const here = "getComputedStyle(document.querySelector('.mp-tabbar [aria-current]')).color";
  assert.equal(await phone.page.evaluate(here), "rgb(138, 43, 226)"); // the shop's own colour
  await phone.tap("搜索商品");
  await phone.fill("商品名称或拼音首字母", "szb");
  await phone.tap("搜索");
  await phone.tap("天青手作杯");
  for (const text of ["一只一只拉出来的", "¥108", "景德镇", "薄如蝉翼"]) await phone.sees(text);
  await chooseAndBuy(phone);
  await giveAddress(phone);
  await placeAndPay(phone);
}

browserTest(
  "a merchant opens a shop from an empty mall by the screens alone, and a stranger finds its cup by search and buys it",
  async (world) => {
    const desk = await world.newcomer(email);
    await join(world, desk);
    await connect(world, desk);
    const product = await fillShelf(desk);
    await backToSetup(desk);
    for (const title of ["消息推送", "商品"]) await isDone(desk, title);
    await choose(desk);
    await wearFace(desk);
    await decorate(desk);
    const phone = await tryFirstOrder(world, desk);

    await desk.turnTo("orders");
    await desk.sees("开店试单");
    await strangerBuys(phone);
    await desk.page.locator("tr.opens").filter({ hasText: "天青手作杯" }).waitFor();
    await desk.turnTo(`goods/${product}`);
    await desk.button("变动记录").click();
    await desk.page.locator(".ant-drawer").getByText("¥128.00").waitFor();
    await desk.page.locator(".ant-drawer").getByRole("tab", { name: "库存" }).click();
    await desk.page.locator(".ant-drawer").getByText("下单占用").waitFor();
    await desk.page.locator(".ant-drawer").getByText("5 → 4").waitFor();
    assert.deepEqual(await world.books.violations(), []);
  },
  { faces: true },
);
