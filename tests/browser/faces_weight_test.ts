import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Fetched, fetchedDuring, kilobytes, ofFace } from "./traffic.ts";
import { browserTest } from "./world.ts";

const isFont = ({ path }: Fetched) => path.endsWith(".woff2");

/**
 * Opens a face twice: answers what its own files weigh the first time, and which are fetched the second time. A font
 * counts as fetched again only if the first time brought it: a slow machine may want it for the first time later.
 */
async function twice(page: Page, face: "phone" | "dashboard", open: () => Promise<void>) {
  const first = ofFace(await fetchedDuring(page, open), face);
  const had = new Set(first.map(({ path }) => path));
  const again = ofFace(await fetchedDuring(page, open), face)
    .filter((one) => !isFont(one) || had.has(one.path));
  const program = first.filter((one) => !isFont(one));
  return { program, again: [...new Set(again.map(({ path }) => path))].sort() };
}

browserTest(
  "the phone's program comes compressed, and a reload fetches its page and its settings alone",
  async (world) => {
    const phone = await world.phone();
    const { program, again } = await twice(phone.page, "phone", () => phone.launch());
    assert.ok(kilobytes(program) < 400, `${kilobytes(program)} kB in ${program.length} requests`);
    assert.deepEqual(again, ["/phone/", "/phone/config.json"]);
  },
);

browserTest(
  "the dashboard's sign-in comes compressed, and a reload fetches its page and its settings alone",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test");
    const context = await world.browser.newContext();
    const page = await context.newPage();
    const { program, again } = await twice(page, "dashboard", async () => {
      await page.goto(`${world.stack.url}/dashboard/`);
      await page.getByLabel("邮箱").waitFor();
    });
    await context.close();
    assert.ok(kilobytes(program) < 420, `${kilobytes(program)} kB in ${program.length} requests`);
    assert.deepEqual(again, ["/dashboard/", "/dashboard/config.json"]);
    await desk.heading.waitFor();
  },
);
