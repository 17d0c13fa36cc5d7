import assert from "node:assert/strict";
import { linesOf, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { commissionOf, completed, decide, purse, statusOf } from "@/tests/support/after_sales.ts";

Deno.test("C51 a parcel with part of the goods: refunding the rest makes the order shipped, and only the rest is restocked", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [one, other] = await mall.product([10_000, 6000], { stock: 10 }) as [string, string];
    await mall.settings({ freight_fen: 900 });
    const { order_id } = await mall.buy(buyer, [...linesOf(one, 3), ...linesOf(other, 1)]);
    const [line] = await db.sql`
      select line_no::int from trade.order_lines where order_id = ${order_id} and sku_id = ${one}`;
    const [rest] = await db.sql`
      select line_no::int from trade.order_lines where order_id = ${order_id} and sku_id = ${other}`;
    await mall.ship(order_id, [{ line_no: line!.line_no, quantity: 2 }]);
    assert.equal(await statusOf(mall, order_id), "paid");
    await refuses("ORDER_NOT_RECEIVABLE", mall.receive(buyer, order_id));

    const too_many = [{ line_no: line!.line_no, quantity: 3 }];
    await refuses(
      "REFUND_EXCEEDS_PAID",
      mall.askRefund(buyer, order_id, too_many, "return_refund"),
    );
    const back = await mall.refund(buyer, order_id, [
      { line_no: line!.line_no, quantity: 1 },
      { line_no: rest!.line_no, quantity: 1 },
    ]);
    assert.equal(back, 10_000 + 6000 + 250 + 150);
    assert.equal(await statusOf(mall, order_id), "shipped");
    assert.deepEqual([await mall.available(one), await mall.available(other)], [8, 10]);
    await refuses("ORDER_NOT_SHIPPABLE", mall.ship(order_id));

    await mall.receive(buyer, order_id);
    await db.clock.advance(16);
    await mall.settle();
    assert.equal((await purse(mall, level1)).available_fen, 2000);
    assert.equal((await purse(mall, level2)).available_fen, 1000);
  }));

Deno.test("C11 an order of nothing but freight is refunded to the fen and pays no commission", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.chain();
    const [gift, other] = await mall.product([0, 0]) as [string, string];
    await mall.settings({ freight_fen: 1001 });
    const { order_id, payable_fen } = await mall.buy(buyer, [
      ...linesOf(gift, 2),
      ...linesOf(other, 1),
    ]);
    assert.equal(payable_fen, 1001);
    let back = 0;
    for (const line_no of [1, 2]) {
      back += await mall.refund(buyer, order_id, [{ line_no, quantity: 1 }]);
    }
    back += await mall.refund(buyer, order_id);
    assert.equal(back, 1001);
    assert.equal(await statusOf(mall, order_id), "refunded");
    const [promised] = await db.sql`select count(*)::int as n from ledger.commissions`;
    assert.equal(promised!.n, 0);
    assert.equal((await purse(mall, level1)).pending_fen, 0);
  }));

Deno.test("C45 a late payment revives an order whose earner was suspended or expelled since: that commission is held", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    const paid = await mall.startPaying(buyer, await mall.place(buyer, linesOf(sku)));
    await db.clock.advance(1);
    await mall.closeExpired();
    assert.equal(await statusOf(mall, paid.order_id), "closed");
    await decide(mall, "suspend_distributor", { distributor_id: level1.member_id });
    await decide(mall, "expel_distributor", { distributor_id: level2.member_id });
    await mall.notify(paid);
    assert.equal(await statusOf(mall, paid.order_id), "paid");
    assert.deepEqual(
      [(await purse(mall, level1)).held_fen, (await purse(mall, level2)).held_fen],
      [1000, 500],
    );
    await decide(mall, "restore_distributor", { distributor_id: level1.member_id });
    assert.equal((await purse(mall, level1)).pending_fen, 1000);
    assert.equal((await purse(mall, level2)).held_fen, 500);
  }));

Deno.test("C32 after an expulsion unsettled commission waits for staff, settles once released, and the balance is payable", () =>
  onMall(async (mall, db) => {
    const { level1, level2, order_id } = await completed(mall);
    await decide(mall, "suspend_distributor", { distributor_id: level1.member_id });
    await decide(mall, "expel_distributor", { distributor_id: level1.member_id });
    await db.clock.advance(16);
    await mall.settle();
    assert.equal((await purse(mall, level2)).available_fen, 1500);
    assert.equal((await purse(mall, level1)).held_fen, 3000);
    const { hold } = await commissionOf(mall, order_id, level1);
    await decide(mall, "release_hold", { hold_id: hold });
    await mall.settle();
    assert.equal((await purse(mall, level1)).available_fen, 3000);
    assert.equal((await mall.withdraw(level1, 3000)).status, "requested");
  }));

Deno.test("C53 the shop refunds what it cannot deliver, also after the window, and pieces of it", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, order_id } = await completed(mall);
    await db.clock.advance(60);
    await mall.settle();
    const refund = (args: Record<string, unknown>) =>
      db.call<{ id: string; status: string; payable_fen: number }>(mall.owner, "refund_order", {
        shop: mall.shop,
        order_id,
        reason: "缺货",
        ...args,
      });
    await refuses("AFTER_SALE_WINDOW_CLOSED", mall.askRefund(buyer, order_id, null));
    const before = (await purse(mall, level1)).available_fen!;
    const key = newKey();
    const piece = { idempotency_key: key, lines: [{ line_no: 1, quantity: 1 }] };
    const [first, again] = await Promise.all([refund(piece), refund(piece)]);
    assert.deepEqual(first, again);
    await mall.refundArrives(first.id);
    assert.equal((await purse(mall, level1)).available_fen, before - 1000);
    const rest = await refund({ idempotency_key: newKey() });
    await mall.refundArrives(rest.id);
    assert.equal((await purse(mall, level1)).available_fen, before - 3000);
    await refuses("REFUND_EXCEEDS_PAID", refund({ idempotency_key: newKey() }));
    const [order] = await db.sql`select status from trade.orders where id = ${order_id}`;
    assert.equal(order!.status, "refunded");
  }));

Deno.test("a line that its buyer wants back is not refunded by the shop beside it", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    await refuses(
      "AFTER_SALE_OPEN_EXISTS",
      db.call(mall.owner, "refund_order", {
        shop: mall.shop,
        order_id,
        reason: "缺货",
        idempotency_key: newKey(),
      }),
    );
  }));
