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
