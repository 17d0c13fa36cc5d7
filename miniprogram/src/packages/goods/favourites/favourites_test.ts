import assert from "node:assert/strict";
import {
  closePage,
  loose,
  openPage,
  phone,
  refused,
  tap,
  until,
} from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./favourites.ts");
const card_file = import.meta.resolve("../../../components/goods-card/goods-card.ts");

const favourite = (n: number, on_sale = true) => ({
  id: `f${n}`,
  product: { id: `p${n}`, on_sale },
});

Deno.test(
  "a favourite that is taken back leaves the list, and the last one leaves it empty",
  loose,
  async () => {
    phone.begin();
    let kept = [favourite(1), favourite(2, false)];
    phone.answer = ({ method, path }) => {
      if (method === "DELETE") kept = kept.filter(({ product }) => !path.endsWith(product.id));
      return { status: 200, data: { items: kept, next: null } };
    };
    const page = await openPage(page_file);
    await until(() => page.data.state === "end");
    await page.drop(tap({ product: "p2" }));
    assert.deepEqual(page.data.items.map(({ id }: { id: string }) => id), ["f1"]);
    await page.drop(tap({ product: "p1" }));
    assert.equal(page.data.state, "empty");
    closePage(page);
  },
);

Deno.test("one that could not be taken back stays, and says why", loose, async () => {
  phone.begin();
  phone.answer = ({ method }) =>
    method === "DELETE"
      ? refused(409, "CONFLICT")
      : { status: 200, data: { items: [favourite(1)], next: null } };
  const page = await openPage(page_file);
  await until(() => page.data.state === "end");
  await page.drop(tap({ product: "p1" }));
  assert.deepEqual([page.data.items.length, page.data.busy], [1, ""]);
  assert.ok(phone.done.some((done) => done.startsWith("toast")));
  closePage(page);
});

Deno.test("a card of goods that are sold no more opens nothing, and says so", loose, async () => {
  const card = await openPage(card_file);
  phone.begin();
  card.setData({ product: favourite(1, false).product });
  card.open();
  assert.deepEqual(phone.done, ["toast 商品已下架"]);
  card.setData({ product: favourite(1).product });
  card.open();
  assert.ok(phone.done.includes("open /packages/goods/detail/detail?id=p1"));
});
