import assert from "node:assert/strict";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";
import { jobs } from "@/tests/support/database.ts";

async function paid(mall: Mall, quantity: number) {
  const buyer = await mall.member();
  const [sku_id] = await mall.product([1000], { stock: 20 }) as [string];
  const { order_id } = await mall.buy(buyer, [{ sku_id, quantity }]);
  return { buyer, sku_id, order_id };
}

const line = async ({ db }: Mall, order_id: string) => {
  const [row] = await db.sql<{ shipped: number; cancelled: number; shippable: number }[]>`
    select shipped_quantity as shipped, cancelled_quantity as cancelled, private.shippable(l) as shippable
      from trade.order_lines l where order_id = ${order_id}`;
  return row!;
};

const reject = (mall: Mall, after_sale_id: string) =>
  mall.db.call(mall.owner, "review_after_sale", {
    shop: mall.shop,
    after_sale_id,
    approve: false,
    reason: "已备货",
    idempotency_key: newKey(),
  });

Deno.test("C52 pieces whose refund is asked for are not shipped while that after-sale is open; the others are", () =>
  onMall(async (mall) => {
    const { buyer, order_id } = await paid(mall, 5);
    const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 2 }]);
    assert.equal((await line(mall, order_id)).shippable, 3);
    await refuses("SHIPMENT_EXCEEDS_ORDER", mall.ship(order_id, [{ line_no: 1, quantity: 4 }]));
    await mall.ship(order_id); // all that may leave
    assert.deepEqual(await line(mall, order_id), { shipped: 3, cancelled: 0, shippable: 0 });
    await refuses("ORDER_NOT_SHIPPABLE", mall.ship(order_id));
    await reject(mall, id);
    await mall.ship(order_id);
    assert.deepEqual(await line(mall, order_id), { shipped: 5, cancelled: 0, shippable: 0 });
  }));

Deno.test("C52 an after-sale for shipped pieces does not block the unshipped ones", () =>
  onMall(async (mall) => {
    const { buyer, order_id } = await paid(mall, 3);
    await mall.ship(order_id, [{ line_no: 1, quantity: 2 }]);
    await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 2 }], "return_refund");
    assert.equal((await line(mall, order_id)).shippable, 1);
    await mall.ship(order_id);
    assert.deepEqual(await line(mall, order_id), { shipped: 3, cancelled: 0, shippable: 0 });
  }));

Deno.test("C52 a refund after a part was shipped takes the unshipped rest, and the order then counts as shipped", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id, sku_id } = await paid(mall, 3);
    await mall.ship(order_id, [{ line_no: 1, quantity: 1 }]);
    const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 2 }]);
    await refuses("ORDER_NOT_SHIPPABLE", mall.ship(order_id));
    await mall.approveRefund(id);
    assert.deepEqual(await line(mall, order_id), { shipped: 1, cancelled: 2, shippable: 0 });
    const [order] = await db.sql`select status from trade.orders where id = ${order_id}`;
    assert.equal(order!.status, "shipped");
    assert.equal(await mall.available(sku_id), 19);
    await mall.refundArrives(id);
  }));

Deno.test("C52 shipping and asking for a refund in one moment: no piece is both shipped and taken back unshipped", () =>
  onMall(async (mall, db) => {
    const orders = await Promise.all(Array.from({ length: 12 }, () => paid(mall, 3)));
    const after_sales = await Promise.all(orders.map(async ({ buyer, order_id }) => {
      const [, id] = await Promise.all([
        mall.ship(order_id).catch((error) => assert.equal(error.message, "ORDER_NOT_SHIPPABLE")),
        mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 3 }]),
      ]);
      return id;
    }));
    for (const [n, { order_id }] of orders.entries()) {
      const { shipped } = await line(mall, order_id);
      assert.ok(shipped === 0 || shipped === 3, `${shipped} shipped`);
      await mall.approveRefund(after_sales[n]!);
      await mall.refundArrives(after_sales[n]!);
      assert.equal((await line(mall, order_id)).cancelled, 3 - shipped);
    }
    const [wrong] = await db.sql`
      select count(*)::int as n from trade.order_lines where shipped_quantity + cancelled_quantity <> 3`;
    assert.equal(wrong!.n, 0);
  }));

Deno.test("C51 an order with an open after-sale is not received by time; when the after-sale ends it is, at its old date or at once", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await paid(mall, 3);
    await mall.ship(order_id);
    const at = async () => {
      const [row] = await db.sql<{ days: number | null }[]>`
        select round(extract(epoch from auto_receive_at - shipped_at) / 86400)::int as days from trade.orders`;
      return row!.days;
    };
    assert.equal(await at(), 10);
    await mall.settings({ auto_receive_days: 30, after_sale_days: 0 }); // what was placed keeps its days
    const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    assert.equal(await at(), null);
    await db.clock.advance(11);
    const receive = async () =>
      (await db.call<{ received: number }>(jobs, "auto_receive", {})).received;
    assert.equal(await receive(), 0);
    await reject(mall, id);
    assert.equal(await at(), 10);
    assert.equal(await receive(), 1);
    await db.clock.advance(15 - minutes(1));
    await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]); // 15 days, as when it was placed
    await db.clock.advance(minutes(2));
    await refuses(
      "AFTER_SALE_WINDOW_CLOSED",
      mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]),
    );
  }));
