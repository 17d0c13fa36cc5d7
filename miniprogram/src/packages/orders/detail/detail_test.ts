import assert from "node:assert/strict";
import {
  closePage,
  loose,
  openPage,
  phone,
  refused,
  shop_clock,
  toBack,
  until,
} from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./detail.ts");
const hours = 3_600_000;
const order = (left_ms: number, status = "pending_payment") => ({
  ...{
    id: "o1",
    number: "26",
    status,
    close_reason: "timeout",
    paid_at: null,
    auto_receive_at: null,
  },
  ...{ lines: [], shipments: [], after_sales: [], history: [], discounts: [], events: [] },
  placed_at: "2026-11-20T00:00:00Z",
  expires_at: new Date(Date.now() + shop_clock.offset_ms + left_ms).toISOString(),
  can: { pay: status === "pending_payment" },
});
const reads = () => phone.paths().filter((path) => path === "GET /orders/o1").length;

for (const off of [-2 * hours, 0, 2 * hours]) {
  Deno.test(
    `on a phone ${off / hours} hours off the time left is that of the mall`,
    loose,
    async () => {
      shop_clock.offset_ms = -off;
      phone.begin();
      phone.answer = () => ({ status: 200, data: order(29 * 60_000) });
      const page = await openPage(page_file, { id: "o1" });
      await until(() => page.data.left !== "");
      assert.match(page.data.left, /^(29:00|28:5\d)$/);
      closePage(page);
      shop_clock.offset_ms = 0;
    },
  );
}

Deno.test("an order whose time ends is read once, not again and again", loose, async () => {
  phone.begin();
  phone.answer = () => ({ status: 200, data: order(-1) });
  const page = await openPage(page_file, { id: "o1" });
  await until(() => reads() === 2);
  assert.equal(page.data.left, "");
  await until(() => page.looks === 1 && page.data.state === "ready");
  assert.equal(reads(), 2, "the next look waits");
  toBack(page);
  page.show(order(60_000));
  assert.equal(page.data.left, "", "a page behind others does not count");
  closePage(page);
});

Deno.test(
  "closing the pay sheet stays, paying leads on, and one command runs at a time",
  loose,
  async () => {
    phone.begin();
    phone.answer = () => ({
      status: 200,
      data: { ...order(60_000), paid_at: "2026-11-20T00:00:00Z" },
    });
    const page = await openPage(page_file, { id: "o1" });
    await until(() => page.data.state === "ready");
    await Promise.all([page.pay(), page.pay()]);
    const turned = phone.done.filter((one) => one.startsWith("turn to"));
    assert.deepEqual(turned, ["turn to /packages/orders/paid/paid?order=o1"]);
    closePage(page);
  },
);

Deno.test(
  "a command that is refused is said and the order read again; done, it shows what came of it",
  loose,
  async () => {
    phone.begin();
    phone.answer = ({ method }) =>
      method === "POST"
        ? refused(409, "ORDER_NOT_CANCELLABLE")
        : { status: 200, data: order(60_000) };
    const page = await openPage(page_file, { id: "o1" });
    await until(() => page.data.state === "ready");
    const before = reads();
    await page.cancel();
    await until(() => reads() > before);
    assert.ok(phone.done.includes("toast 说明"));
    phone.answer = () => ({ status: 200, data: order(0, "closed") });
    await page.cancel();
    assert.equal(page.data.order.status, "closed");
    const keys = phone.sent.filter(({ method }) => method === "POST").map(({ key }) => key);
    assert.equal(
      new Set(keys).size,
      1,
      "an answer that was a refusal is asked for under the same key",
    );
    assert.equal(page.data.busy, "");
    closePage(page);
  },
);
