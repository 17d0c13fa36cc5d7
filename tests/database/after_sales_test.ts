import assert from "node:assert/strict";
import { linesOf, type Mall, type Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import {
  type AfterSale,
  commissionOf,
  completed,
  decide,
  purse,
  statusOf,
} from "@/tests/support/after_sales.ts";

function reject(mall: Mall, after_sale_id: string) {
  return decide(mall, "review_after_sale", { after_sale_id, approve: false });
}

function cancel(mall: Mall, buyer: Member, after_sale_id: string) {
  return mall.db.call<AfterSale>(buyer, "cancel_after_sale", { after_sale_id });
}

for (const ending of ["cancelled", "rejected"] as const) {
  Deno.test(`C59 an after-sale that is ${ending} after the settlement date settles at once, one ${ending} before it on the date`, () =>
    onMall(async (mall, db) => {
      const { level1, buyer, order_id } = await completed(mall);
      const end = (id: string) =>
        ending === "cancelled" ? cancel(mall, buyer, id) : reject(mall, id);
      const early = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
      await end(early);
      assert.equal((await purse(mall, level1)).pending_fen, 3000);

      const late = await mall.askRefund(buyer, order_id, null);
      await db.clock.advance(20);
      await mall.settle();
      assert.deepEqual(await purse(mall, level1), {
        pending_fen: 0,
        held_fen: 3000,
        available_fen: 0,
      });
      assert.equal((await end(late)).status, ending);
      await mall.settle();
      assert.equal((await purse(mall, level1)).available_fen, 3000);
    }));
}

Deno.test("cancelling twice is one cancel; what is being refunded cannot be cancelled", () =>
  onMall(async (mall) => {
    const { buyer, order_id } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, null);
    assert.equal((await cancel(mall, buyer, id)).status, "cancelled");
    assert.equal((await cancel(mall, buyer, id)).status, "cancelled");
    const again = await mall.askRefund(buyer, order_id, null);
    await mall.approveRefund(again);
    await refuses("AFTER_SALE_STATE", cancel(mall, buyer, again));
    await refuses("AFTER_SALE_STATE", reject(mall, again));
    await mall.refundArrives(again);
    assert.equal(await statusOf(mall, order_id), "refunded");
  }));

Deno.test("two commands at once finish an exchange once; when stock is short it takes the pieces that are left", () =>
  onMall(async (mall, db) => {
    const { buyer, sku, order_id } = await completed(mall);
    const lines = [{ line_no: 1, quantity: 2 }];
    const after_sale_id = await mall.askRefund(buyer, order_id, lines, "exchange");
    await mall.approveRefund(after_sale_id);
    await mall.stock(sku, 1 - await mall.available(sku));
    const twice = await Promise.allSettled(
      [1, 2].map(() => decide(mall, "finish_exchange", { after_sale_id })),
    );
    assert.equal(twice.filter(({ status }) => status === "fulfilled").length, 1);
    assert.equal(await mall.available(sku), 0);
    const moved = await db.sql`
      select delta from catalog.stock_movements where reason like '换货%'`;
    assert.deepEqual(moved.map(({ delta }) => delta), [-1, -1]);
  }));

Deno.test("C52 an exchange holds commission until the goods are exchanged, and moves no money", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, sku, order_id } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }], "exchange");
    assert.equal((await purse(mall, level1)).held_fen, 3000);
    await refuses("AFTER_SALE_STATE", decide(mall, "finish_exchange", { after_sale_id: id }));
    await mall.approveRefund(id);
    await refuses("AFTER_SALE_STATE", decide(mall, "receive_return", { after_sale_id: id }));
    const ended = await decide(mall, "finish_exchange", { after_sale_id: id });
    assert.equal(ended.status, "exchanged");
    assert.equal(await mall.available(sku), 6); // one piece left instead of the one that comes back
    const moved = await db.sql`
      select cause, delta, reason from catalog.stock_movements
       where reason like '换货%' order by cause`;
    assert.deepEqual(moved.map(({ cause, delta }) => [cause, delta]), [["reserve", -1], [
      "ship",
      -1,
    ]]);
    const [refunds] = await db.sql`select count(*)::int as n from pay.refunds`;
    assert.equal(refunds!.n, 0);
    await db.clock.advance(16);
    await mall.settle();
    assert.equal((await purse(mall, level1)).available_fen, 3000);
  }));

Deno.test("C60 goods that came back are sold again; goods that the buyer keeps are not", () =>
  onMall(async (mall) => {
    const { level1, buyer, sku, order_id } = await completed(mall);
    const piece = [{ line_no: 1, quantity: 1 }];
    const returned = await mall.askRefund(buyer, order_id, piece, "return_refund");
    await mall.approveRefund(returned);
    const received = await decide(mall, "receive_return", { after_sale_id: returned });
    assert.equal(received.payable_fen, 10_000);
    await mall.refundArrives(returned);
    assert.equal(await mall.available(sku), 8);
    await mall.refund(buyer, order_id, piece);
    assert.equal(await mall.available(sku), 8);
    assert.equal((await purse(mall, level1)).pending_fen, 1000);
    const last = mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 2 }], "return_refund");
    await refuses("REFUND_EXCEEDS_PAID", last);
  }));

Deno.test("C49 an order of 0 fen is paid at once and refunded at once, without WeChat", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [gift] = await mall.product([0], { stock: 5 }) as [string];
    const { order_id } = await mall.place(buyer, linesOf(gift, 2));
    assert.equal(await statusOf(mall, order_id), "paid");
    await refuses("ORDER_NOT_PAYABLE", db.call(buyer, "start_payment", { order_id }));
    assert.equal(await mall.refund(buyer, order_id), 0);
    assert.equal(await statusOf(mall, order_id), "refunded");
    assert.equal(await mall.available(gift), 5);
    const [asked] = await db.sql`select count(*)::int as n from ops.outbox`;
    assert.equal(asked!.n, 0);
  }));

Deno.test("C68 a commission voided after a part was reversed takes the rest, and a later refund takes nothing more", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer, order_id } = await completed(mall);
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    const { id } = await commissionOf(mall, order_id, level1);
    await refuses("COMMISSION_STATE", decide(mall, "void_commission", { commission_id: id }));
    await decide(mall, "hold_commission", { commission_id: id });
    assert.equal((await purse(mall, level1)).held_fen, 2000);
    await decide(mall, "void_commission", { commission_id: id });
    await mall.checkBooks();
    assert.deepEqual(await purse(mall, level1), { pending_fen: 0, held_fen: 0, available_fen: 0 });

    const { hold } = await commissionOf(mall, order_id, level1);
    await decide(mall, "release_hold", { hold_id: hold });
    await mall.refund(buyer, order_id);
    await db.clock.advance(16);
    await mall.settle();
    assert.deepEqual(await purse(mall, level1), { pending_fen: 0, held_fen: 0, available_fen: 0 });
    assert.deepEqual(await purse(mall, level2), { pending_fen: 0, held_fen: 0, available_fen: 0 });
  }));

Deno.test("C56 a refund reverses commission that staff hold; lifting the hold brings nothing back", () =>
  onMall(async (mall, db) => {
    const { level1, buyer, order_id } = await completed(mall);
    const { id } = await commissionOf(mall, order_id, level1);
    await decide(mall, "hold_commission", { commission_id: id });
    const { hold } = await commissionOf(mall, order_id, level1);
    await mall.refund(buyer, order_id, [{ line_no: 1, quantity: 2 }]);
    assert.equal((await purse(mall, level1)).held_fen, 1000);
    await db.clock.advance(16);
    await mall.settle();
    assert.equal((await purse(mall, level1)).available_fen, 0);
    await decide(mall, "release_hold", { hold_id: hold });
    await refuses("HOLD_NOT_FOUND", decide(mall, "release_hold", { hold_id: hold }));
    await mall.settle();
    assert.equal((await purse(mall, level1)).available_fen, 1000);
  }));

Deno.test("an after-sale's hold ends with the after-sale, not by hand", () =>
  onMall(async (mall) => {
    const { level1, buyer, order_id } = await completed(mall);
    await mall.askRefund(buyer, order_id, null);
    const { hold } = await commissionOf(mall, order_id, level1);
    await refuses("HOLD_NOT_FOUND", decide(mall, "release_hold", { hold_id: hold }));
  }));
