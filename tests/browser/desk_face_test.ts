import assert from "node:assert/strict";
import type { Dashboard } from "./dashboard.ts";
import { dressShop } from "./merchant.ts";
import { newWindow, usual } from "./windows.ts";
import { browserTest } from "./world.ts";

const BRAND = `getComputedStyle(document.documentElement).getPropertyValue("--brand")`;
const brandOf = (desk: Dashboard) => desk.page.evaluate<string>(BRAND);

browserTest(
  "name and colours are the shop's own, change without a reload, and stand on the sign-in page",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test");
    const before = await desk.page.locator(".brand-name").innerText();
    await dressShop(desk, { name: "松风茶舍", colour: "#8a2be2" });
    await desk.page.locator(".brand-name").filter({ hasText: "松风茶舍" }).waitFor();
    assert.equal(await brandOf(desk), "#8a2be2");
    assert.equal(await desk.page.title(), "设置 · 松风茶舍");

    const page = await newWindow(world.browser, usual);
    await page.goto(`${world.stack.url}/dashboard/`);
    await page.getByRole("heading", { name: "松风茶舍" }).waitFor();
    assert.equal(await page.evaluate<string>(BRAND), "#8a2be2");
    await page.context().close();

    await dressShop(desk, { name: before, colour: "#0e7a5f" });
    await desk.page.locator(".brand-name").filter({ hasText: before }).waitFor();
    assert.equal(await brandOf(desk), "#0E7A5F");
  },
);
