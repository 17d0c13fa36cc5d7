import assert from "node:assert/strict";
import { until } from "@/tests/support/waiting.ts";
import { browserTest } from "./world.ts";

/** Focus lies on the button that opened the form. */
const FOCUS_ON_CHANGE = `document.activeElement.ariaLabel === "修改运费与满减"`;
/** Focus lies somewhere inside of the form. */
const FOCUS_IN_FORM = `document.activeElement.closest(".form-dialog") !== null`;

browserTest(
  "back closes what was opened beside a list, and leaves the list where it was",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "withdrawals" });
    for (
      const [path, drawer] of [["orders?status=completed", /^订单 \d+/], [
        "commissions",
        /^佣金 ¥/,
      ]] as const
    ) {
      await desk.turnTo(path);
      await desk.page.locator("tr.opens").first().click();
      const title = desk.page.getByText(drawer).filter({ visible: true });
      await title.first().waitFor();
      await desk.page.goBack();
      await title.first().waitFor({ state: "hidden" });
      assert.ok(desk.page.url().endsWith(path), desk.page.url());
      await desk.page.locator("tr.opens").nth(1).click();
      await title.first().waitFor();
      await desk.page.locator(".ant-drawer-close").click();
      await title.first().waitFor({ state: "hidden" });
      assert.ok(desk.page.url().endsWith(path), desk.page.url());
    }
  },
);

browserTest("a drawer that was opened by a link closes to its list", async (world) => {
  const { id } = await world.books.anyOrder();
  const desk = await world.dashboard("owner@qingteng.test", { at: `orders?order=${id}` });
  const title = desk.page.getByText(/^订单 \d+/).filter({ visible: true });
  await title.first().waitFor();
  await desk.page.locator(".ant-drawer-close").click();
  await title.first().waitFor({ state: "hidden" });
  assert.match(desk.page.url(), /\/orders$/);
});

browserTest(
  "a click beside a form asks before it throws away what was typed, and focus returns to its button",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "settings" });
    const change = desk.page.getByRole("button", { name: "修改运费与满减" });
    await change.click();
    const dialog = desk.modal.filter({ hasText: "修改运费与满减" });
    await dialog.getByLabel("运费", { exact: true }).fill("12.50");
    await dialog.getByText("运费：¥8.00 → ¥12.50").waitFor();
    await desk.page.mouse.click(5, 400);
    await desk.button("继续填写").click();
    assert.equal(await dialog.getByLabel("运费", { exact: true }).inputValue(), "12.50");
    await desk.button("继续填写").waitFor({ state: "hidden" });
    await until("focus in the form", () => desk.page.evaluate<boolean>(FOCUS_IN_FORM));
    await desk.page.mouse.click(5, 400);
    await desk.button("放弃").click();
    await dialog.waitFor({ state: "hidden" });
    await until("focus on the button", () => desk.page.evaluate<boolean>(FOCUS_ON_CHANGE));
    await change.click();
    await desk.page.mouse.click(5, 400); // nothing was typed: nothing to ask
    await dialog.waitFor({ state: "hidden" });
  },
);

browserTest(
  "the switch to one level stands beside its legal note, and changes with a reason",
  async (world) => {
    const at = "settings?tab=commission";
    const desk = await world.dashboard("owner@qingteng.test", { at });
    await desk.sees(/《禁止传销条例》/);
    const choose = async (levels: string, reason: string) => {
      await desk.page.getByRole("button", { name: "修改佣金规则", exact: true }).click();
      await desk.modal.getByText(/《禁止传销条例》/).waitFor();
      await desk.modal.getByLabel(levels, { exact: true }).check();
      await desk.modal.getByLabel("原因").fill(reason);
      await desk.button("保存", desk.modal).click();
      await desk.modal.waitFor({ state: "hidden" });
      await desk.page.locator(".setting").filter({ hasText: "推广层级" })
        .locator(".setting-value").filter({ hasText: levels }).waitFor();
    };
    await choose("一级", "律师建议");
    const support = await world.dashboard("support@qingteng.test", { at });
    await support.sees("推广层级");
    assert.equal(await support.page.getByRole("button", { name: /^修改/ }).count(), 0);
    await choose("两级", "改回");
  },
);

browserTest(
  "a stream that could not be read says so and not that nothing has happened yet",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "settings" });
    desk.watch.allow(/status of 503/);
    await desk.page.route(/staff\/orders/, (route) =>
      route.fulfill({
        status: 503,
        json: { error: { code: "UNAVAILABLE", message: "服务暂时不可用" } },
      }));
    await desk.turnTo("");
    const stream = desk.page.locator(".happenings");
    await stream.getByText("没有加载出来").waitFor();
    assert.equal(await stream.getByText("等待新动态").count(), 0);
    await desk.page.unroute(/staff\/orders/);
    await desk.button("再试一次", stream).click();
    await stream.locator(".stream li").first().waitFor();
  },
);
