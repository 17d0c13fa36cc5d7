import assert from "node:assert/strict";
import {
  loose,
  openPage,
  phone,
  refused,
  type Sent,
  tap,
  until,
} from "../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./cart.ts");
const there = new Map<string, number>();

let missing: unknown = null;

function answer({ method, path, body }: Sent) {
  if (path === "/quotes") return { status: 200, data: { free_freight: missing } };
  const sku = path.split("/").at(-1)!;
  if (method === "PUT" && there.has(sku)) there.set(sku, body.quantity);
  if (path.endsWith("/removals")) { for (const one of body.skus) there.delete(one); }
  const lines = [...there].map(([sku_id, quantity]) => ({
    ...{ sku_id, product_id: "p", title: "茶", spec: "", image_url: null, quantity },
    ...{ price_fen: 100, added_price_fen: 100, available: 99, on_sale: true },
  }));
  return { status: 200, data: { lines, count: 1, amount_fen: 0 } };
}

async function cartOf(lines: Record<string, number>) {
  there.clear();
  for (const [sku, quantity] of Object.entries(lines)) there.set(sku, quantity);
  phone.begin();
  phone.answer = answer;
  const page = await openPage(page_file);
  await until(() => page.data.state !== "loading");
  phone.sent.length = 0;
  return page;
}
const quantity = (sku: string, detail: number) => ({ ...tap({ sku }), detail });
const changes = () =>
  phone.sent.filter(({ method }) => method === "PUT").map((
    { path, body },
  ) => [path.split("/").at(-1), body.quantity]);

Deno.test(
  "of several changes to one line only the last is sent, one line after the other",
  loose,
  async () => {
    const page = await cartOf({ a: 1, b: 1 });
    for (const n of [2, 3, 4]) page.onQuantity(quantity("a", n));
    page.onQuantity(quantity("b", 5));
    assert.equal(page.data.lines[0].quantity, 4, "shown at once");
    await until(() => !page.sending);
    assert.deepEqual(changes(), [["a", 2], ["a", 4], ["b", 5]]);
    assert.deepEqual([...there.values()], [4, 5]);
  },
);

Deno.test(
  "a line that was taken out elsewhere goes when this phone changes it",
  loose,
  async () => {
    const page = await cartOf({ a: 1, b: 1 });
    there.delete("a");
    page.onQuantity(quantity("a", 2));
    await until(() => !page.sending);
    assert.deepEqual(page.data.lines.map(({ sku_id }: { sku_id: string }) => sku_id), ["b"]);
  },
);

Deno.test("a change that fails is said, and the cart is read again", loose, async () => {
  const page = await cartOf({ a: 1 });
  phone.replies = [refused(409, "SKU_OFF_SALE")];
  page.onQuantity(quantity("a", 7));
  page.onQuantity(quantity("a", 8));
  await until(() => phone.paths().includes("GET /cart"));
  await until(() => page.data.lines[0].quantity === 1);
  assert.ok(phone.done.includes("toast 说明"));
  assert.deepEqual(page.wishes, {});
});

Deno.test(
  "checkout gets what is selected, and waits for changes that are on their way",
  loose,
  async () => {
    const page = await cartOf({ a: 1, b: 2 });
    page.toggle(tap({ sku: "b" }));
    page.onQuantity(quantity("a", 2));
    page.checkout();
    assert.ok(phone.done.includes("toast 正在更新数量，请稍候"));
    await until(() => !page.sending);
    page.checkout();
    assert.equal(phone.done.at(-1), "open /packages/orders/checkout/checkout?from=cart&skus=a");
    page.toggle(tap({ sku: "a" }));
    await until(() => phone.done.length > 0);
    page.checkout();
    assert.equal(phone.done.at(-1), "toast 先选择要买的商品");
    page.toggleAll();
    assert.deepEqual(page.data.selected_skus, ["a", "b"]);
    page.toggleAll();
    assert.deepEqual(page.data.selected_skus, []);
  },
);

Deno.test("a line is removed after a yes only; what is off sale goes at once", loose, async () => {
  const page = await cartOf({ a: 1 });
  phone.confirms = false;
  await page.remove(tap({ sku: "a" }));
  assert.deepEqual(phone.sent, []);
  phone.confirms = true;
  await page.remove(tap({ sku: "a" }));
  assert.equal(page.data.state, "empty");
});

Deno.test(
  "the cart says what is missing for free sending of what is selected, and never of what was before",
  loose,
  async () => {
    missing = { missing_fen: 2050, missing_pieces: 1 };
    const page = await cartOf({ a: 1, b: 1 });
    await until(() => page.data.free_words !== "");
    assert.equal(page.data.free_words, "再买 ¥20.50 或 1 件包邮");
    const quoted = () => phone.sent.filter(({ path }) => path === "/quotes");
    phone.sent.length = 0;
    const late = Promise.withResolvers<{ status: number; data: unknown }>();
    phone.answer = (sent) => sent.path === "/quotes" ? late.promise : answer(sent);
    page.toggle(tap({ sku: "a" }));
    assert.equal(page.data.free_words, "");
    await until(() => quoted().length === 1);
    assert.deepEqual(quoted()[0]!.body, { lines: [{ sku_id: "b", quantity: 1 }] });
    phone.answer = answer;
    missing = { missing_fen: 700, missing_pieces: null };
    page.toggle(tap({ sku: "a" }));
    await until(() => page.data.free_words === "再买 ¥7 包邮");
    late.resolve({ status: 200, data: { free_freight: { missing_fen: 1, missing_pieces: null } } });
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(page.data.free_words, "再买 ¥7 包邮");
    missing = null;
    page.toggleAll();
    await new Promise((resolve) => setTimeout(resolve, 330));
    assert.deepEqual([page.data.free_words, quoted().length], ["", 2]);
  },
);
