import assert from "node:assert/strict";
import { loose, openPage, phone, until } from "../services/fake_phone_test.ts";

const category = import.meta.resolve("../pages/category/category.ts");
const products = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `p${from + i}`, title: "一件商品的标题", subtitle: "说明它好在哪里的一句话" },
    ...{ image_url: "https://mall.example.com/goods/picture.webp", price_fen: 12900 },
  }));

/** A list whose first page of 20 is there, with `left` more to come. */
async function listWith(left: number) {
  phone.begin();
  phone.answer = ({ path }) => {
    if (!path.startsWith("/products")) return { status: 200, data: { items: [] } };
    const second = path.includes("after=");
    const items = second ? products(20, left) : products(0, 20);
    return { status: 200, data: { items, next: second ? null : "20" } };
  };
  const page = await openPage(category);
  await until(() => page.data.state === "ready");
  return page;
}

Deno.test(
  "a second page carries its own items to the screen and none of the first",
  loose,
  async () => {
    const page = await listWith(20);
    phone.carried.length = 0;
    page.onReachBottom();
    await until(() => page.data.state === "end");
    const [, grown] = phone.carried;
    const paths = Object.keys(grown!).filter((path) => path.startsWith("items"));
    assert.deepEqual(paths, Array.from({ length: 20 }, (_, i) => `items[${20 + i}]`));
    const carried = JSON.stringify(phone.carried).length;
    const whole = JSON.stringify(page.data.items).length;
    assert.ok(carried < 0.7 * whole, `${carried} of ${whole} bytes`);
    assert.deepEqual(page.data.items.map(({ id }: { id: string }) => id), [
      ...products(0, 40).map(({ id }) => id),
    ]);
  },
);

Deno.test("a last page without items ends the list and leaves what is there", loose, async () => {
  const page = await listWith(0);
  await page.more();
  assert.deepEqual([page.data.state, page.data.items.length], ["end", 20]);
});

Deno.test(
  "a list is read again from its first page, unless further pages are there",
  loose,
  async () => {
    const page = await listWith(1);
    phone.sent.length = 0;
    page.reread();
    await until(() => phone.paths().length === 1);
    await page.more();
    assert.equal(page.data.items.length, 21);
    page.reread();
    assert.equal(phone.paths().length, 2);
  },
);
