/**
 * Makes `dashboard/docs/faces.png`, the README's picture of both faces:
 * `deno run -A --lock=deno.lock tests/browser/faces.ts`
 */
import { PROJECT } from "@/local/paths.ts";
import { withStack } from "@/tests/support/run_stack.ts";
import { demoMember } from "./books.ts";
import { Settling } from "./settling.ts";
import { openWorld, type World } from "./world.ts";

await withStack({ version: 18, seed: true, faces: true }, async () => {
  const world = await openWorld();
  try {
    const html = sideBySide(await shootPhone(world), await shootDashboard(world));
    const page = await world.browser.newPage({ viewport: { width: 1500, height: 820 } });
    await page.setContent(html);
    await page.screenshot({ path: `${PROJECT}/dashboard/docs/faces.png` });
  } finally {
    await world.close(false);
    await world.browser.close();
  }
});
Deno.exit();

/** A distributor's centre, with the phone around it. */
async function shootPhone(world: World): Promise<Uint8Array> {
  const phone = await world.phone(demoMember(1));
  await phone.launch("packages/distribution/center/center");
  await new Settling(phone.page).end("usual");
  return await phone.page.locator(".phone").screenshot({ omitBackground: true });
}

/** The owner's overview. */
async function shootDashboard(world: World): Promise<Uint8Array> {
  const desk = await world.dashboard("owner@qingteng.test", { width: 1280 });
  await new Settling(desk.page).end("usual");
  return await desk.page.screenshot();
}

function sideBySide(phone: Uint8Array, dashboard: Uint8Array): string {
  const image = (png: Uint8Array) => `<img src="data:image/png;base64,${png.toBase64()}">`;
  return `<!doctype html>
<style>
  body { display: flex; align-items: center; justify-content: center; gap: 36px; margin: 0;
    height: 100vh; background: #dde5e0; }
  .phone { height: 750px; border-radius: 50px; }
  .dashboard { width: 1040px; height: 698px; object-fit: cover; object-position: top;
    border-radius: 10px; box-shadow: 0 24px 60px rgb(23 32 28 / 22%); }
</style>
${image(phone).replace("<img", '<img class="phone"')}
${image(dashboard).replace("<img", '<img class="dashboard"')}`;
}
