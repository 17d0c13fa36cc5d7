import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Fetched, fetchedDuring, kilobytes, ofFace } from "./traffic.ts";
import { browserTest } from "./world.ts";

const isFont = ({ path }: Fetched) => path.endsWith(".woff2");

/**
 * Opens a face twice: answers what its own files weigh the first time, and which of them are fetched again the second
 * time. What a slow machine first wants after the first time (a font, an icon) is not fetched again.
 */
async function twice(page: Page, face: "phone" | "dashboard", open: () => Promise<void>) {
  const first = ofFace(await fetchedDuring(page, open), face);
  const had = new Set(first.map(({ path }) => path));
  const second = ofFace(await fetchedDuring(page, open), face);
  const again = new Set(second.map(({ path }) => path).filter((path) => had.has(path)));
  return { program: first.filter((one) => !isFont(one)), again: [...again].sort() };
}

browserTest(
  "the phone's program comes compressed, and a reload fetches its page and its settings alone",
  async (world) => {
    const phone = await world.phone(undefined, { own: true });
    const { program, again } = await twice(phone.page, "phone", () => phone.launch());
    assert.ok(kilobytes(program) < 460, `${kilobytes(program)} kB in ${program.length} requests`);
    assert.deepEqual(again, ["/phone/", "/phone/config.json"]);
  },
);

browserTest(
  "the dashboard's sign-in comes compressed, and a reload fetches its page and its settings alone",
  async (world) => {
    const context = await world.browser.newContext();
    const page = await context.newPage();
    const { program, again } = await twice(page, "dashboard", async () => {
      await page.goto(`${world.stack.url}/dashboard/`);
      await page.getByLabel("邮箱").waitFor();
    });
    await context.close();
    assert.ok(kilobytes(program) < 420, `${kilobytes(program)} kB in ${program.length} requests`);
    assert.deepEqual(again, ["/dashboard/", "/dashboard/config.json"]);
  },
);
