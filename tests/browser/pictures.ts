/** Pictures of every page in its main states, into pictures/, with one contact sheet: `deno task pictures`. */
import { PROJECT, removeIfAny } from "@/local/paths.ts";
import { say } from "@/local/say.ts";
import { withStack } from "@/tests/support/run_stack.ts";
import { openAnotherShop, phoneIn, teahouse } from "./another_shop.ts";
import { type Picture, writeContactSheet } from "./contact_sheet.ts";
import { eachDashboardLook, eachOpening, eachPhoneLook, type Look } from "./looks.ts";
import { SCREEN } from "./phone.ts";
import { Settling } from "./settling.ts";
import { states } from "./states.ts";
import { openWorld, type World } from "./world.ts";

const folder = `${PROJECT}/pictures`;

await removeIfAny(folder);
await Deno.mkdir(folder);
await withStack({ version: 18, seed: true, faces: true }, async () => {
  const world = await openWorld();
  try {
    const pictures = await take(world);
    await writeContactSheet(world.browser, folder, pictures);
    say(`${pictures.length} pictures; see pictures/index.html and pictures/index.png`);
  } finally {
    await world.close(false);
    await world.browser.close();
  }
});
Deno.exit();

async function take(world: World): Promise<Picture[]> {
  const pictures: Picture[] = [];
  const shoot = (kind: string, width: number) => async ({ page, box, name, state }: Look) => {
    const file = `${kind}-${name}-${state}.png`.replaceAll(/[^\w.-]+/g, "-");
    await page.locator(box).screenshot({ path: `${folder}/${file}` });
    pictures.push({ group: kind, caption: `${name}: ${state}`, file, width });
  };
  await eachShopsPhone(world, shoot("two shops, one package", 260));
  await eachPhoneLook(world, states, shoot("phone", 200));
  for (const scheme of ["light", "dark"] as const) {
    for (const width of [1440, 1024]) {
      const kind = `dashboard-${width}-${scheme}`;
      await eachDashboardLook(world, [{ width, scheme, wanted: states }], shoot(kind, 340));
      await eachOpening(world, { width, scheme }, shoot(kind, 340));
    }
  }
  return pictures;
}

/** The demo shop's phone and another shop's, page by page side by side. */
async function eachShopsPhone(world: World, see: (look: Look) => Promise<void>): Promise<void> {
  const other = await openAnotherShop(world, teahouse);
  const phones = [
    { name: "demo shop", phone: await world.phone(undefined, { bare: true }) },
    { name: "another shop", phone: await phoneIn(world, other) },
  ];
  for (const path of ["pages/home/home", "pages/cart/cart", "pages/mine/mine"]) {
    for (const { name, phone } of phones) {
      await phone.launch(path);
      await new Settling(phone.page).end("usual");
      await see({ page: phone.page, box: SCREEN, name: `${name}, ${path}`, state: "usual" });
    }
  }
}
