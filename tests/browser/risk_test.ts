import { demoMember } from "./books.ts";
import type { Dashboard } from "./dashboard.ts";
import { browserTest } from "./world.ts";

/** Confirms what the staff is told will happen, with a reason. */
async function confirm(desk: Dashboard, ok: string): Promise<void> {
  await desk.modal.getByRole("textbox").fill("和推广员核实过了");
  await desk.button(ok, desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
}

browserTest(
  "a case that holds is read with both sides next to each other, and decided; support sees none of it",
  async (world) => {
    const id = await world.books.holdingCase(demoMember(9));
    const desk = await world.dashboard("owner@qingteng.test", { at: "work" });
    await desk.sees("风控案件待处理");
    await desk.page.getByRole("link", { name: "查看案件" }).first().click();
    await desk.sees("双方对照");
    await desk.goto(`distributors/risk/${id}`);
    await desk.sees("同一台设备");
    await desk.sees("谁从谁那里买");
    const finance = await world.dashboard("finance@qingteng.test", {
      at: `distributors/risk/${id}`,
    });
    await finance.sees("同一台设备"); // and decides nothing
    if (await finance.button("放行").count() > 0) throw new Error("finance is offered a decision");
    await desk.button("放行").click();
    await confirm(desk, "放行");
    await desk.sees("已放行");
    await desk.turnTo("distributors/risk");
    await desk.sees("已放行");
    const support = await world.dashboard("support@qingteng.test", { at: "distributors" });
    await support.sees("客户关系");
    if (await support.button("风控").count() > 0) throw new Error("support is offered the cases");
  },
);

browserTest(
  "a rule is tried over the last 90 days, then saved; somebody is trusted for a while",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "distributors/risk/rules" });
    await desk.sees("一机多号");
    await desk.button("设置").nth(1).click();
    await desk.button("试算", desk.modal).click();
    await desk.modal.getByText(/看过 \d+ 笔/).waitFor();
    await confirm(desk, "保存");
    await desk.button("加入推广员").click();
    await desk.modal.getByRole("combobox").first().fill("青");
    await desk.page.locator(".ant-select-item-option").filter({ hasText: "青**" }).first().click();
    await desk.modal.getByRole("combobox").nth(1).click();
    await desk.page.locator(".ant-select-item-option").filter({ hasText: "互相下单" }).click();
    await confirm(desk, "加入");
    await desk.sees("和推广员核实过了");
  },
);
