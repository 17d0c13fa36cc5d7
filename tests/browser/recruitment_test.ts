import { password } from "@/tests/journeys/support/desk.ts";
import { Shop } from "@/tests/journeys/support/shop.ts";
import { Town } from "@/tests/journeys/support/town.ts";
import { phoneIn } from "./another_shop.ts";
import type { Dashboard } from "./dashboard.ts";
import type { Phone } from "./phone.ts";
import { browserTest, type World } from "./world.ts";

const apply_page = "packages/distribution/recruit/recruit";

/** A shop of its own: what it asks stands in nobody else's way. */
async function openShop(world: World) {
  const town = await Town.open();
  try {
    const shop = await Shop.open(town);
    await shop.sells({ prices_fen: [8800] });
    const owner = await world.dashboard(shop.owner.email, { shop: shop.code, password });
    const [early, member] = [await phoneIn(world, shop), await phoneIn(world, shop)];
    return { owner, early, member };
  } finally {
    await town.sql.end();
  }
}

/** The owner begins the recruitment page from a template and publishes it. */
async function writePage(owner: Dashboard): Promise<void> {
  await owner.turnTo("distributors/recruitment");
  await owner.sees("显示自带的介绍");
  await owner.button("编辑招募页").click();
  await owner.button("从模板开始").click();
  await owner.page.getByRole("menuitem", { name: /一起分享/ }).click();
  await owner.button("保存草稿").click();
  await owner.button("发布").click();
  await owner.modal.getByLabel("原因").fill("说说我们");
  await owner.button("立即发布", owner.modal).click();
  await owner.modal.waitFor({ state: "hidden" });
}

/** The owner asks two questions, one of them with choices. */
async function writeQuestions(owner: Dashboard): Promise<void> {
  await owner.turnTo("distributors/recruitment");
  await owner.button("修改问题").click();
  const form = owner.modal;
  await owner.button("加一个问题", form).click();
  await form.getByPlaceholder("例如：你的城市").fill("你的城市");
  await owner.button("加一个问题", form).click();
  const second = form.getByRole("group", { name: "第 2 个问题", exact: true });
  await second.getByPlaceholder("例如：你的城市").fill("想分享什么");
  await second.getByText("多选").click();
  const choices = second.getByRole("combobox");
  for (const choice of ["茶叶", "点心"]) {
    await choices.fill(choice);
    await choices.press("Enter");
  }
  await form.getByLabel("原因").fill("了解申请人");
  await owner.button("保存", form).click();
  await owner.sees("申请问题已保存");
}

/** The owner writes another version of the terms. */
async function writeTerms(owner: Dashboard): Promise<void> {
  await owner.turnTo("settings?tab=texts");
  await owner.button("修改推广员协议").click();
  const form = owner.modal;
  await form.getByPlaceholder("标题").first().fill("推广员要做什么");
  await form.getByLabel("原因").fill("说得更清楚");
  await owner.button("保存新的一版", form).click();
  await form.waitFor({ state: "detached" });
}

async function answer(phone: Phone, city: string): Promise<void> {
  await phone.fill("请填写", city);
  await phone.front.getByText("茶叶", { exact: true }).click();
}

async function agreeAndApply(phone: Phone): Promise<void> {
  await phone.front.getByText("我已阅读并同意").click();
  await phone.front.getByText("申请成为推广员", { exact: true }).click();
  await phone.sees("申请已提交");
}

/** All that waits is decided in one batch. */
async function decide(owner: Dashboard, label: string, name: string, reason: string) {
  await owner.turnTo("distributors/applications");
  const row = owner.page.locator("tr.ant-table-row").filter({ hasText: label });
  await row.getByRole("checkbox").check();
  await owner.button(`批量${name}`).click();
  await owner.modal.getByLabel("原因").fill(reason);
  await owner.button(`${name} 1 位`, owner.modal).click();
  await row.waitFor({ state: "detached" });
}

browserTest(
  "a member reads the shop's own recruitment page, answers its questions, is rejected with a reason, applies again and is approved in a batch",
  async (world) => {
    const { owner, early, member } = await openShop(world);
    await early.launch(apply_page);
    await early.sees("分享好物，朋友购买，你得佣金");
    await writePage(owner);
    await writeQuestions(owner);
    await writeTerms(owner);

    await member.launch(apply_page);
    await member.sees("把用着好的东西，分享给朋友");
    await member.sees(/不需要购买商品/);
    await member.sees("你的城市");
    await member.front.getByText("申请成为推广员", { exact: true }).click();
    await member.sees("请填写");
    await member.sees("请选择");
    await answer(member, "杭州，找小满");
    await agreeAndApply(member);

    await owner.turnTo("distributors/applications");
    const row = owner.page.locator("tr.ant-table-row").filter({ hasText: "有回答，点开查看" })
      .last();
    const label = (await row.locator(".two-lines").first().innerText()).trim();
    await row.getByText("有回答，点开查看").click();
    await owner.sees("杭州，找小满");
    await owner.sees("茶叶");
    await owner.page.keyboard.press("Escape");

    await decide(owner, label, "拒绝", "请写明打算分享给谁");
    await member.sees("请写明打算分享给谁");
    await member.relaunch(apply_page);
    await answer(member, "杭州，分享给同事");
    await agreeAndApply(member);
    await decide(owner, label, "通过", "欢迎加入");
    await member.sees("你已是推广员");
  },
);
