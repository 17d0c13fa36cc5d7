import assert from "node:assert/strict";
import { lightBrand } from "@/contracts/brand.ts";
import { listsOf } from "@/tests/support/pages.ts";
import { until } from "@/tests/support/waiting.ts";
import { homeOf, openAnotherShop, phoneIn, teahouse } from "./another_shop.ts";
import { type Phone, SCREEN } from "./phone.ts";
import { browserTest } from "./world.ts";

/** How the first thing of a selector is drawn on the page in front. */
async function computed(phone: Phone, selector: string, property: string): Promise<string> {
  await phone.front.locator(selector).first().waitFor();
  const within = JSON.stringify(`${SCREEN} .mp-page.on ${selector}`);
  return await phone.page.evaluate<string>(
    `getComputedStyle(document.querySelector(${within})).getPropertyValue("${property}")`,
  );
}

const rgb = (hex: string) => {
  const part = (at: number) => parseInt(hex.slice(at, at + 2), 16);
  return `rgb(${part(1)}, ${part(3)}, ${part(5)})`;
};

browserTest(
  "one package is each shop's own: name, logo and colours come from the shop",
  async (world) => {
    const shop = await openAnotherShop(world, teahouse);
    const other = await phoneIn(world, shop);
    const first = await world.phone(undefined, { bare: true });
    await Promise.all([first.launch(), other.launch()]);
    for (
      const [phone, code, colour] of [
        [first, "qingteng", "#0E7A5F"],
        [other, shop.code, teahouse.brand_color],
      ] as const
    ) {
      const home = await homeOf(world, code);
      const told = home.shop;
      const { brand, brand_soft } = lightBrand(colour);
      await phone.sees(told.name);
      assert.equal(await phone.front.locator(".mp-title").textContent(), told.name);
      assert.equal(
        await phone.front.locator("[class$=logo] img").getAttribute("src"),
        told.logo_url,
      );
      assert.equal(
        await computed(phone, "[class$=shop-card]", "background-color"),
        rgb(brand_soft),
      );
      assert.equal(await computed(phone, ".mp-tabbar [aria-current]", "color"), rgb(brand));

      await phone.relaunch(`packages/goods/detail/detail?id=${listsOf(home)[0]![0]!.id}`);
      await phone.sees("立即购买");
      assert.equal(await computed(phone, ".main", "background-color"), rgb(brand));
      assert.equal(await computed(phone, ".main", "color"), "rgb(255, 255, 255)");
      await phone.relaunch("packages/orders/address-edit/address-edit?first=1");
      await phone.sees("设为默认地址");
      assert.equal(await computed(phone, "switch", "background-color"), rgb(brand));
      assert.equal(await computed(phone, ".t-button--primary", "background-color"), rgb(brand));
    }
  },
);

browserTest(
  "a page that a phone opens first, without the shop's front, has the shop's colours",
  async (world) => {
    const shop = await openAnotherShop(world, teahouse);
    const [recommended] = listsOf(await homeOf(world, shop.code));
    const phone = await phoneIn(world, shop);
    await phone.launch(`packages/goods/detail/detail?id=${recommended![0]!.id}`);
    await phone.sees("立即购买");
    const { brand } = lightBrand(teahouse.brand_color);
    const colour = () => computed(phone, ".main", "background-color");
    await until("the shop's colour", async () => await colour() === rgb(brand));
  },
);
