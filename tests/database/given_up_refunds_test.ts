import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

/** A parcel of 200 yuan that has left; its refund without return is decided, and WeChat has closed it. */
async function closedRefund(mall: Mall) {
  const { level1, buyer } = await mall.chain();
  const [sku_id] = await mall.product([20_000]) as [string];
  const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
  await mall.ship(order_id);
  await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
  return { level1, buyer, order_id, row: await closedAtWechat(mall, 20_000) };
}

/** WeChat closes the one refund that is under way; answers its row of the work list. */
async function closedAtWechat(mall: Mall, refund: number) {
  const [attempt] = await mall.db.sql<{ id: string }[]>`select id from pay.refund_attempts`;
  await mall.db.call({ role: "mall_jobs" }, "record_refund_answer", {
    shop_id: mall.shop_id,
    refund_attempt_id: attempt!.id,
    refund: { status: "CLOSED", refund_id: "5030", amount: { refund } },
  });
  const [row] = await mall.work("refund_closed");
  return row!;
}

Deno.test("commission of a refund given up after its order was received settles at its date", () =>
  onMall(async (mall) => {
    const { level1, buyer, order_id, row } = await closedRefund(mall);
    await mall.receive(buyer, order_id); // its commission is void in this moment
    await mall.db.clock.advance(1);
    await mall.decideWork(row, "dismiss");
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 0);
    await mall.db.clock.advance(14);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 2000);
  }));

Deno.test("commission of a refund given up before its order is received settles after the receipt", () =>
  onMall(async (mall) => {
    const { level1, buyer, order_id, row } = await closedRefund(mall);
    await mall.decideWork(row, "dismiss");
    await mall.db.clock.advance(1);
    await mall.receive(buyer, order_id);
    await mall.db.clock.advance(15);
    await mall.settle();
    assert.equal((await mall.balances(level1)).available_fen, 2000);
  }));

Deno.test("a refund given up keeps nobody from being forgotten", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id, row } = await closedRefund(mall);
    await mall.receive(buyer, order_id);
    await mall.decideWork(row, "dismiss");
    assert.deepEqual(await waitsOf(mall, buyer), ["message"]); // WeChat has still to hear of the parcel
    await db.sql`update ops.outbox set status = 'done' where kind = 'shipping'`;
    assert.deepEqual(await waitsOf(mall, buyer), []);
  }));

Deno.test("a refund given up gives its share of the freight back too: asked for again, it is the whole again", () =>
  onMall(async (mall) => {
    await mall.settings({ freight_fen: 900 });
    const buyer = await mall.member();
    const [sku_id] = await mall.product([20_000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.ship(order_id);
    await mall.approveRefund(await mall.askRefund(buyer, order_id, null));
    const row = await closedAtWechat(mall, 20_900);
    await mall.decideWork(row, "dismiss");
    assert.equal(await mall.refund(buyer, order_id), 20_900);
  }));

async function waitsOf({ db, shop_id }: Mall, { member_id }: Member): Promise<string[]> {
  const [row] = await db.sql<{ waits: string[] }[]>`
    select private.forget_member(${shop_id}, ${member_id}) as waits`;
  return row!.waits;
}
