import assert from "node:assert/strict";
import {
  loose,
  openPage,
  phone,
  refused,
  type Reply,
  until,
} from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./paid.ts");
const order = (paid_at: string | null, status = "paid") => ({
  status: 200,
  data: {
    number: "26",
    status,
    payable_fen: 990,
    paid_at,
    lines: [{ product_id: "p1", title: "茶", image_url: null }],
  },
});
const paid = order("2026-11-20T00:00:00Z");
const shared = { status: 201, data: { token: "abcdef1234" } };

Deno.test("paid stays paid, whatever an earlier question is answered later", loose, async () => {
  let late = (_: Reply) => {};
  phone.begin(new Promise<Reply>((resolve) => (late = resolve)), paid, shared);
  const page = await openPage(page_file, { order: "o1" });
  await until(() => phone.paths().includes("GET /orders/o1"));
  await page.load();
  assert.equal(page.data.state, "paid");
  late(order(null, "pending_payment"));
  await until(() => page.data.share_path !== "");
  assert.equal(page.data.state, "paid");
  phone.begin(refused(404, "ORDER_NOT_FOUND"));
  await page.load();
  assert.deepEqual([page.data.state, page.data.paid_fen], ["paid", 990]);
});

Deno.test("until the shop has the money the page says so, and shares nothing", loose, async () => {
  phone.begin(order(null, "pending_payment"));
  const page = await openPage(page_file, { order: "o1" });
  await until(() => page.data.state !== "loading");
  assert.equal(page.data.state, "waiting");
  assert.deepEqual(phone.done, ["hide all"]);
  phone.begin(paid, shared);
  page.again();
  await until(() => page.data.share_path !== "");
  assert.equal(page.data.share_path, "/packages/goods/detail/detail?s=abcdef1234&id=p1");
  assert.deepEqual(phone.sent[1]!.body, { page: "product", channel: "pay_success", product: "p1" });
  assert.ok(phone.done.includes("show shareAppMessage"));
});

Deno.test("an order that was closed leads to its own page", loose, async () => {
  phone.begin(order(null, "closed"));
  await openPage(page_file, { order: "o1" });
  await until(() => phone.done.includes("turn to /packages/orders/detail/detail?id=o1"));
});
