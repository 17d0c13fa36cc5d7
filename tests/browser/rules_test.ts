import assert from "node:assert/strict";
import { shop_rates } from "@/tests/support/rules.ts";
import type { Dashboard } from "./dashboard.ts";
import { publishRules } from "./shop_api.ts";
import { browserTest } from "./world.ts";

/** Opens a field of the matrix, by the words that a reader hears. */
const field = (desk: Dashboard, where: string, level: string) =>
  desk.page.getByRole("button", { name: new RegExp(`^${where}\\s*${level}`) });

async function setRate(desk: Dashboard, where: string, level: string, rate: string) {
  await field(desk, where, level).click();
  await desk.modal.getByLabel("比例").last().fill(rate);
  await desk.button("放进草稿", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
}

async function addExtra(desk: Dashboard, name: string, rate: string) {
  await desk.page.getByRole("tab", { name: /^加佣/ }).click();
  await desk.button("加一个").click();
  await desk.modal.getByLabel("名称").fill(name);
  await desk.modal.getByLabel("加多少").fill(rate);
  await desk.modal.getByLabel("开始").fill("2027-01-10T00:00");
  await desk.modal.getByLabel("结束").fill("2027-02-10T00:00");
  await desk.button("放进草稿", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
}

async function publish(desk: Dashboard, reason: string, told: RegExp = /还没有试算过/) {
  await desk.button("发布").click();
  await desk.modal.getByText(told).waitFor();
  await desk.modal.getByLabel("原因").fill(reason);
  await desk.button("立即发布", desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
}

/** The number of the rules in force. */
async function version(desk: Dashboard): Promise<number> {
  const told = desk.page.getByText(/第 \d+ 版正在生效/).first();
  return Number(/第 (\d+) 版/.exec(await told.innerText())![1]);
}

browserTest(
  "a merchant drafts rules for a tier with an extra, mends what exceeds the cap, sees its cost, publishes, and goes back",
  async (world) => {
    await publishRules(world.stack, shop_rates(1000, 500, { cap_bps: 2000 }));
    const desk = await world.dashboard("owner@qingteng.test", { at: "commissions/rules" });
    const { page } = desk;
    const first = await version(desk);
    await setRate(desk, "茗茶，银藤", "一级", "12");
    await desk.sees("原来 沿用");
    await addExtra(desk, "年货加佣", "8");
    await desk.button("保存草稿").click();
    await desk.sees("有 2 处不能发布");
    assert.equal(await desk.button("发布").isDisabled(), true);

    await page.getByRole("button", { name: /^去看：茗茶/ }).click();
    await field(desk, "茗茶，任意等级", "一级").waitFor();
    await page.getByRole("tab", { name: /^加佣/ }).click();
    await page.getByRole("button", { name: "修改 年货加佣" }).click();
    await desk.modal.getByLabel("加多少").fill("2");
    await desk.button("放进草稿", desk.modal).click();
    await desk.button("保存草稿").click();
    await page.locator(".ant-alert-error").waitFor({ state: "hidden" });
    await page.getByRole("tab", { name: "改动 2" }).click();
    await desk.sees("加佣“年货加佣” · 全店");
    await desk.button("试算").click();
    // other journeys moved the mall's clock, so that the last 30 days may have no orders
    await desk.modal.getByText("最近 90 天").click();
    await desk.button("开始试算", desk.modal).click();
    await desk.modal.getByText("谁会多得").waitFor();
    await desk.button("关闭", desk.modal).click();
    await desk.modal.waitFor({ state: "hidden" });
    await publish(desk, "年货节", /按最近 90 天的订单试算/);
    await desk.sees(`第 ${first + 1} 版正在生效`);

    await page.getByRole("tab", { name: "历史" }).click();
    await desk.sees("年货节");
    await page.getByRole("button", { name: `查看第 ${first} 版` }).click();
    await desk.button("取回这一版").click();
    await desk.sees("改动 2");
    await desk.button("保存草稿").click();
    await desk.sees("有草稿，林青存的");
    await publish(desk, "先不加了");
    await desk.sees(`第 ${first + 2} 版正在生效`);
  },
);

browserTest(
  "two change the draft of the rules: the second sees what the first did, and both changes are kept",
  async (world) => {
    await publishRules(world.stack, shop_rates(1000, 500, { cap_bps: 2000 }));
    const first = await world.dashboard("owner@qingteng.test", { at: "commissions/rules" });
    await field(first, "全店，任意等级", "一级").waitFor();
    const second = await world.anotherWindow(first);
    await second.goto("commissions/rules");
    await field(second, "全店，任意等级", "一级").waitFor();
    await setRate(first, "茗茶，任意等级", "一级", "11");
    await setRate(second, "鲜果，任意等级", "二级", "3");
    await first.button("保存草稿").click();
    await first.sees("有草稿");
    await second.button("保存草稿").click();
    await second.modal.getByText("草稿刚刚被改过").waitFor();
    await second.modal.getByText("茗茶 · 任意等级 · 一级").waitFor();
    await second.button("合并，回到编辑", second.modal).click();
    await second.button("保存草稿").click();
    await second.page.getByRole("tab", { name: "改动 2" }).waitFor();
    await second.sees("草稿已保存");
    second.watch.forget(/status of 409/); // the refusal that asked

    await second.button("放弃草稿").click();
    await second.modal.getByLabel("原因").fill("只是试试");
    await second.button("放弃草稿", second.modal).click();
    await second.modal.waitFor({ state: "hidden" });
    await second.page.getByRole("tab", { name: "改动", exact: true }).waitFor();
  },
);
