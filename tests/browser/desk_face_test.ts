import assert from "node:assert/strict";
import type { Dashboard } from "./dashboard.ts";
import { newWindow, usual } from "./windows.ts";
import { browserTest } from "./world.ts";

const BRAND = `getComputedStyle(document.documentElement).getPropertyValue("--brand")`;
const brandOf = (desk: Dashboard) => desk.page.evaluate<string>(BRAND);

/** Gives the shop another name and colour, in its settings. */
async function dressShop(desk: Dashboard, name: string, colour: string): Promise<void> {
  await desk.turnTo("settings?tab=theme");
  await desk.page.getByRole("button", { name: "修改店铺形象" }).click();
  const dialog = desk.modal.filter({ hasText: "修改店铺形象" });
  await dialog.getByLabel("店名").fill(name);
  await dialog.locator(".ant-color-picker-trigger").click();
  const hex = desk.page.locator(".ant-color-picker-hex-input input");
  await hex.fill(colour.slice(1));
  await hex.press("Enter");
  await dialog.getByLabel("原因").fill("换新装");
  await desk.button("保存", dialog).click();
  await dialog.waitFor({ state: "hidden" });
}

browserTest(
  "name and colours are the shop's own, change without a reload, and stand on the sign-in page",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test");
    const before = await desk.page.locator(".brand-name").innerText();
    await dressShop(desk, "松风茶舍", "#8a2be2");
    await desk.page.locator(".brand-name").filter({ hasText: "松风茶舍" }).waitFor();
    assert.equal(await brandOf(desk), "#8a2be2");
    assert.equal(await desk.page.title(), "设置 · 松风茶舍");

    const page = await newWindow(world.browser, usual);
    await page.goto(`${world.stack.url}/dashboard/`);
    await page.getByRole("heading", { name: "松风茶舍" }).waitFor();
    assert.equal(await page.evaluate<string>(BRAND), "#8a2be2");
    await page.context().close();

    await dressShop(desk, before, "#0e7a5f");
    await desk.page.locator(".brand-name").filter({ hasText: before }).waitFor();
    assert.equal(await brandOf(desk), "#0E7A5F");
  },
);
