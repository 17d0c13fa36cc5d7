import assert from "node:assert/strict";
import { loose, openPage, phone, refused, tap, until } from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./list.ts");
const order = (id: string, status: string) => ({
  id,
  number: id,
  status,
  after_sale_open: false,
  lines: [1, 2, 3, 4].map((line_no) => ({ line_no, title: "茶" })),
  item_count: 4,
  payable_fen: 100,
  placed_at: "2026-11-20T00:00:00Z",
});

/** The page under a tab, with these orders. */
async function listOf(status: string, ...orders: unknown[]) {
  phone.begin();
  phone.answer = ({ path }) =>
    path.startsWith("/orders?") || path === "/orders"
      ? { status: 200, data: { items: orders, next: null } }
      : { status: 200, data: order(path.split("/")[2]!, "completed") };
  const page = await openPage(page_file, status ? { status } : {});
  await until(() => page.data.items.length === orders.length);
  return page;
}
// deno-lint-ignore no-explicit-any -- a page's rows
const rows = (page: any) =>
  // deno-lint-ignore no-explicit-any
  page.data.items.filter((one: any) => !one.gone).map((one: any) => `${one.id} ${one.word}`);

Deno.test(
  "a card leaves the tab that its order is no longer of, and stays under all of them",
  loose,
  async () => {
    const shipped = await listOf("shipped", order("a", "shipped"), order("b", "shipped"));
    await shipped.receive(tap({ id: "a" }));
    assert.deepEqual(rows(shipped), ["b 待收货"]);
    const all = await listOf("", order("a", "shipped"), order("b", "paid"));
    await all.receive(tap({ id: "a" }));
    assert.deepEqual(rows(all), ["a 已完成", "b 待发货"]);
    phone.carried.length = 0;
    all.follow("b", "shipped");
    assert.deepEqual(rows(all), ["a 已完成", "b 待收货"]);
    assert.deepEqual(phone.carried, [
      { "items[1].status": "shipped", "items[1].word": "待收货", "items[1].gone": false },
    ]);
  },
);

Deno.test("money that only WeChat speaks of makes no order paid", loose, async () => {
  const page = await listOf("", order("a", "pending_payment"));
  phone.begin({ status: 201, data: { params: {} } });
  const looked: string[] = [];
  phone.answer = ({ path }) => {
    looked.push(path);
    const paid_at = looked.length > 1 ? "2026-11-20T00:00:00Z" : null;
    return { status: 200, data: { ...order("a", "pending_payment"), paid_at } };
  };
  const paying = page.pay(tap({ id: "a" }));
  await until(() => looked.length > 0);
  assert.deepEqual(rows(page), ["a 待付款"]);
  await paying;
  assert.deepEqual(rows(page), ["a 待发货"]);
  assert.ok(phone.done.includes("open /packages/orders/paid/paid?order=a"));
});

Deno.test(
  "a card shows three lines and says how many more; a refusal is said and the list read again",
  loose,
  async () => {
    const page = await listOf("", order("a", "shipped"));
    assert.deepEqual([page.data.items[0].lines.length, page.data.items[0].rest], [3, 1]);
    phone.confirms = false;
    await page.receive(tap({ id: "a" }));
    assert.ok(!phone.sent.some(({ method }) => method === "POST"));
    phone.confirms = true;
    phone.replies = [refused(409, "ORDER_NOT_RECEIVABLE")];
    await page.receive(tap({ id: "a" }));
    assert.ok(phone.done.includes("toast 说明"));
    assert.equal(page.data.busy, "");
  },
);

Deno.test(
  "while the shop has not heard of the money the card waits on, and the next page says so",
  loose,
  async () => {
    const page = await listOf("", order("a", "pending_payment"));
    const { setTimeout: real } = globalThis;
    // The looks at the order are half a minute apart in all.
    Object.assign(globalThis, { setTimeout: (task: () => void) => real(task, 1) });
    try {
      phone.replies = [{ status: 201, data: { params: {} } }];
      phone.answer = () => ({
        status: 200,
        data: { ...order("a", "pending_payment"), paid_at: null },
      });
      await page.pay(tap({ id: "a" }));
    } finally {
      Object.assign(globalThis, { setTimeout: real });
    }
    assert.deepEqual(rows(page), ["a 待付款"]);
    assert.ok(phone.done.includes("open /packages/orders/paid/paid?order=a"));
  },
);
