import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { buyTwoLines, ship, statusOf, uploads } from "@/tests/support/shipping.ts";

Deno.test("goods refunded before they were shipped do not leave, and the rest makes the order shipped", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const paid = await buyTwoLines(mall, buyer);
    await mall.refund(buyer, paid.order_id, [{ line_no: 2, quantity: 1 }]);
    await refuses(
      "SHIPMENT_EXCEEDS_ORDER",
      ship(mall, paid.order_id, [{ line_no: 2, quantity: 3 }]),
    );
    await ship(mall, paid.order_id, [{ line_no: 1, quantity: 2 }]);
    assert.equal(await statusOf(db, paid.order_id), "paid");
    await mall.refund(buyer, paid.order_id, [{ line_no: 2, quantity: 2 }]);
    assert.equal(await statusOf(db, paid.order_id), "shipped");
    const bodies = await uploads(db);
    assert.deepEqual(bodies.map((body) => body.is_all_delivered), [false, true]);
    assert.deepEqual(bodies[1]!.shipping_list, bodies[0]!.shipping_list);
  }));

Deno.test("two staff ship the same goods at once: they leave once, and a refund at the same moment counts", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku] = await mall.product([1000], { stock: 10 }) as [string];
    const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 4 }]);
    const after_sale = await mall.askRefund(buyer, paid.order_id, [{ line_no: 1, quantity: 2 }]);
    const settled = await Promise.allSettled([
      ship(mall, paid.order_id, [{ line_no: 1, quantity: 3 }]),
      ship(mall, paid.order_id, [{ line_no: 1, quantity: 3 }]),
      mall.approveRefund(after_sale),
    ]);
    assert.ok(settled.slice(0, 2).some(({ status }) => status === "rejected"));
    assert.equal(settled[2]!.status, "fulfilled");
    const [line] = await db
      .sql`select shipped_quantity, cancelled_quantity, refunded_quantity from trade.order_lines`;
    assert.ok(line!.shipped_quantity + line!.cancelled_quantity <= 4);
    assert.equal(line!.refunded_quantity, 2);
    assert.equal(await mall.available(sku), 6 + line!.cancelled_quantity);
    await mall.refundArrives(after_sale);
  }));
