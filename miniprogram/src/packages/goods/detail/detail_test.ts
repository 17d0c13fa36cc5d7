import assert from "node:assert/strict";
import {
  loose,
  openPage,
  phone,
  refused,
  type Sent,
  until,
} from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./detail.ts");
const session_file = import.meta.resolve("../../../services/session.ts");
const session = await import(session_file);
const product = {
  ...{
    id: "p1",
    title: "茶",
    subtitle: null,
    images: ["https://p/1.webp"],
    video: null,
  },
  ...{
    parameters: [],
    rich_text: [],
    specs: [],
    price_fen: 500,
    price_max_fen: 500,
    purchase_limit: null,
  },
  ...{ skus: [{ id: "a", values: [], price_fen: 500, available: 9 }], in_stock: true },
  ...{
    free_freight_from_pieces: null,
    freight_varies: false,
    free_freight_varies: false,
    regions_not_served: [],
  },
  ...{ freight_fen: 800, free_freight_from_fen: 9900, discount: null, is_shop_open: true },
  ...{ sale_from: null, sale_until: null, is_sale_open: true },
};

function answer({ path }: Sent) {
  if (path === "/products/p1") return { status: 200, data: product };
  if (path.startsWith("/shares/")) return { status: 200, data: { product_id: "p1" } };
  if (path === "/shares") return { status: 201, data: { token: "abcdef1234" } };
  return { status: 200, data: {} };
}

async function opened(query: Record<string, string>, distributor: unknown = null) {
  phone.member = { ...phone.member, distributor };
  phone.begin();
  phone.answer = answer;
  const page = await openPage(page_file, query);
  await until(() => page.data.state !== "loading");
  return page;
}

Deno.test(
  "a mini program code has its token alone: the product is found by it, and what is handed on names it",
  loose,
  async () => {
    const page = await opened({ scene: "zzzzzz9999" });
    assert.equal(page.data.product.id, "p1");
    assert.ok(phone.paths().includes("GET /shares/zzzzzz9999"));
    const { path, title } = await page.onShareAppMessage().promise;
    assert.equal(path, "/packages/goods/detail/detail?s=abcdef1234&id=p1");
    assert.equal(title, "茶");
    page.onUnload();
  },
);

Deno.test(
  "Moments and a chat that cannot wait hand on a distributor's token with the product",
  loose,
  async () => {
    const page = await opened({ id: "p1" }, { id: "d", code: "A", status: "approved" });
    phone.store.clear();
    await until(() => page.moments.token !== "" || phone.logins > 0);
    await session.signIn();
    await until(() => page.moments.token !== "");
    assert.equal(page.onShareTimeline().query, "s=abcdef1234&id=p1");
    assert.equal(page.onShareAppMessage().path, "/packages/goods/detail/detail?s=abcdef1234&id=p1");
    page.onUnload();
  },
);

Deno.test(
  "freight stands as freight, with the sum from which it is free, and is no discount",
  loose,
  async () => {
    const page = await opened({ id: "p1" });
    assert.deepEqual([page.data.discount, page.data.freight], ["", "运费 8 元，满 99 元包邮"]);
    page.onUnload();
  },
);

Deno.test("what is gone says so, what failed can be tried again", loose, async () => {
  phone.begin();
  phone.answer = (one) =>
    one.path === "/products/p1" ? refused(404, "PRODUCT_NOT_FOUND") : answer(one);
  const gone = await openPage(page_file, { id: "p1" });
  await until(() => gone.data.state === "gone");
  gone.onUnload();
  phone.answer = (one) => one.path === "/products/p1" ? refused(500, "INTERNAL") : answer(one);
  const failed = await openPage(page_file, { id: "p1" });
  await until(() => failed.data.state === "error");
  phone.answer = answer;
  failed.online();
  await until(() => failed.data.state === "ready");
  failed.onUnload();
});

Deno.test(
  "buying opens checkout with the choice, adding puts it into the cart and says so once",
  loose,
  async () => {
    const page = await opened({ id: "p1" });
    const pick = (intent: string) => ({ detail: { sku: product.skus[0], quantity: 3, intent } });
    await page.onPick(pick("buy"));
    assert.ok(phone.done.includes("open /packages/orders/checkout/checkout?sku=a&quantity=3"));
    phone.answer = () => ({ status: 200, data: { lines: [], count: 3, amount_fen: 0 } });
    phone.sent.length = 0;
    await Promise.all([page.onPick(pick("cart")), page.onPick(pick("cart"))]);
    const puts = phone.sent.filter(({ method }) => method === "PUT");
    assert.deepEqual(puts.map(({ path, body }) => [path, body]), [["/cart/lines/a", {
      quantity: 3,
    }]]);
    assert.deepEqual([page.data.cart_count, page.data.busy], [3, false]);
    page.onUnload();
  },
);

Deno.test("a product of a closed shop says so and opens no choice of specs", loose, async () => {
  const page = await opened({ id: "p1" });
  page.openPicker({ currentTarget: { dataset: { intent: "buy" } } });
  assert.equal(page.data.picking, true);
  page.closePicker();
  page.setData({ product: { ...product, is_shop_open: false } });
  page.openPicker({ currentTarget: { dataset: { intent: "buy" } } });
  assert.equal(page.data.picking, false);
  assert.ok(phone.done.some((done) => done.includes("店铺已打烊，暂不接受新订单")));
  page.onUnload();
});

Deno.test(
  "before its sale a product says when it begins and opens no choice; when it begins, it is read anew",
  loose,
  async () => {
    const page = await opened({ id: "p1" });
    const sale_from = new Date(Date.now() + 2 * 86_400_000).toISOString();
    phone.answer = (one) =>
      one.path === "/products/p1"
        ? { status: 200, data: { ...product, is_sale_open: false, sale_from } }
        : answer(one);
    await page.load();
    assert.match(page.data.opening, /^\d+月\d+日 \d\d:\d\d 开售$/);
    page.openPicker({ currentTarget: { dataset: { intent: "buy" } } });
    assert.equal(page.data.picking, false);
    page.awaitSale({ ...product, is_sale_open: false, sale_from: new Date().toISOString() });
    assert.equal(page.data.opening, "即将开售");
    phone.answer = answer;
    await page.readAgain();
    assert.deepEqual([page.data.opening, page.data.product.is_sale_open], ["", true]);
    page.onUnload();
  },
);

Deno.test(
  "a failed read of a coming sale is repeated, a product that is gone says so, and a page that was left reads no more",
  loose,
  async () => {
    const page = await opened({ id: "p1" });
    const waits: number[] = [];
    page.readLater = (wait_ms: number) => void waits.push(wait_ms);
    phone.answer = () => refused(503, "INTERNAL");
    await page.readAgain();
    assert.deepEqual([page.data.state, waits], ["ready", [10_000]]);
    phone.answer = () => refused(404, "PRODUCT_NOT_FOUND");
    await page.readAgain();
    assert.deepEqual([page.data.state, waits.length], ["gone", 1]);
    page.onUnload();
    const left = await opened({ id: "p1" });
    left.onUnload();
    phone.answer = () => refused(503, "INTERNAL");
    await left.readAgain();
    assert.equal(left.sale, 0);
  },
);

Deno.test(
  "a preview code opens its product to be looked at alone, until it has expired",
  loose,
  async () => {
    const scene = "a-_0".repeat(8);
    phone.begin();
    phone.answer = (one) =>
      one.path === `/previews/${scene}`
        ? { status: 200, data: { ...product, is_on_sale: false } }
        : answer(one);
    const page = await openPage(page_file, { scene });
    await until(() => page.data.state === "ready");
    page.openPicker({ currentTarget: { dataset: { intent: "buy" } } });
    assert.deepEqual([page.data.is_preview, page.data.picking], [true, false]);
    assert.equal(page.path(), "/pages/home/home");
    assert.ok(!phone.paths().some((path) => /clicks|shares/.test(path)));
    phone.answer = () => refused(404, "PREVIEW_ENDED");
    await page.load();
    assert.equal(page.data.state, "gone");
    page.onUnload();
  },
);

Deno.test(
  "a preview code opens a product that is on sale to be bought and shared like any other",
  loose,
  async () => {
    const scene = "a-_0".repeat(8);
    phone.begin();
    phone.answer = (one) =>
      one.path === `/previews/${scene}`
        ? { status: 200, data: { ...product, is_on_sale: true } }
        : answer(one);
    const page = await openPage(page_file, { scene });
    await until(() => page.data.state === "ready");
    page.openPicker({ currentTarget: { dataset: { intent: "buy" } } });
    assert.deepEqual([page.data.is_preview, page.data.picking], [false, true]);
    const { path } = await page.onShareAppMessage().promise;
    assert.match(path, /id=p1/);
    page.onUnload();
  },
);
