import assert from "node:assert/strict";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

interface AfterSale {
  id: string;
  status: string;
  payable_fen: number;
}

const of = (sku_id: string, quantity = 1) => [{ sku_id, quantity }];

function decide(mall: Mall, fn: string, args: Record<string, unknown>) {
  return mall.command<AfterSale>(fn, { reason: "处理", ...args });
}

function reject(mall: Mall, after_sale_id: string) {
  return decide(mall, "review_after_sale", { after_sale_id, approve: false });
}

function cancel(mall: Mall, buyer: Member, after_sale_id: string) {
  return mall.db.call<AfterSale>(buyer, "cancel_after_sale", { after_sale_id });
}

async function statusOf(mall: Mall, order_id: string): Promise<string> {
  const [row] = await mall.db.sql`select status from trade.orders where id = ${order_id}`;
  return row!.status;
}

/** What is promised, held and payable to somebody, in fen. */
async function purse(mall: Mall, who: Member) {
  const { pending_fen, held_fen, available_fen } = await mall.balances(who);
  return { pending_fen, held_fen, available_fen };
}

/** A completed order of 3 at 100 yuan, with its two earners. */
async function completed(mall: Mall) {
  const people = await mall.chain();
  const [sku] = await mall.product([10_000], { stock: 10 }) as [string];
  const paid = await mall.buy(people.buyer, of(sku, 3));
  await mall.complete(people.buyer, paid.order_id);
  return { ...people, sku, order_id: paid.order_id };
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
    assert.equal(await mall.available(sku), 7);
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

Deno.test("C51 a parcel with part of the goods: refunding the rest makes the order shipped, and only the rest is restocked", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [one, other] = await mall.product([10_000, 6000], { stock: 10 }) as [string, string];
    await mall.settings({ freight_fen: 900 });
    const { order_id } = await mall.buy(buyer, [...of(one, 3), ...of(other, 1)]);
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
    const { order_id, payable_fen } = await mall.buy(buyer, [...of(gift, 2), ...of(other, 1)]);
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

Deno.test("C49 an order of 0 fen is paid at once and refunded at once, without WeChat", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [gift] = await mall.product([0], { stock: 5 }) as [string];
    const { order_id } = await mall.place(buyer, of(gift, 2));
    assert.equal(await statusOf(mall, order_id), "paid");
    await refuses("ORDER_NOT_PAYABLE", db.call(buyer, "start_payment", { order_id }));
    assert.equal(await mall.refund(buyer, order_id), 0);
    assert.equal(await statusOf(mall, order_id), "refunded");
    assert.equal(await mall.available(gift), 5);
    const [asked] = await db.sql`select count(*)::int as n from ops.outbox`;
    assert.equal(asked!.n, 0);
  }));

Deno.test("C45 a late payment revives an order whose earner was suspended or expelled since: his part is held", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    const paid = await mall.startPaying(buyer, await mall.place(buyer, of(sku)));
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

interface Row {
  id: string;
  hold: string | null;
}

async function commissionOf(mall: Mall, order_id: string, who: Member): Promise<Row> {
  const [row] = await mall.db.sql<Row[]>`
    select c.id, h.id as hold from ledger.commissions c
      left join ledger.commission_holds h on h.commission_id = c.id and h.released_at is null
     where c.order_id = ${order_id} and c.distributor_id = ${who.member_id}`;
  return row!;
}

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

Deno.test("C32 who is expelled: unsettled commission waits for staff, released it settles, and the balance is payable", () =>
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
