import assert from "node:assert/strict";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";

const jobs = { role: "mall_jobs" };
const of = (sku_id: string, quantity = 1) => [{ sku_id, quantity }];

/** The sweep until nothing is due; answers how many it ended. */
async function sweep({ db }: Mall): Promise<number> {
  let ended = 0;
  for (let more = true; more;) {
    const done = await db.call<{ ended: number; more: boolean }>(jobs, "end_after_sales");
    ended += done.ended;
    more = done.more;
  }
  return ended;
}

async function stateOf({ db }: Mall, id: string) {
  const [row] = await db.sql`select status, kind from trade.after_sales where id = ${id}`;
  return [row!.status, row!.kind];
}

const warnings = async ({ db }: Mall) =>
  (await db.sql<{ status: string }[]>`
    select status from ops.work where kind = 'after_sale_overdue' order by id`).map((row) =>
    row.status
  );

/** What happened to the after-sales of an order, and by whom. */
async function history({ db }: Mall, buyer: Member, order_id: string): Promise<string[]> {
  const order = await db.call<{ history: { event: string; by: string }[] }>(buyer, "get_order", {
    order_id,
  });
  return order.history.filter(({ event }) => event.startsWith("after_sale_"))
    .map(({ event, by }) => `${event.slice("after_sale_".length)} ${by}`);
}

/** A completed order of 3 at 100 yuan, with its two earners. */
async function completed(mall: Mall) {
  const people = await mall.chain();
  const [sku] = await mall.product([10_000], { stock: 10 }) as [string];
  const paid = await mall.buy(people.buyer, of(sku, 3));
  await mall.complete(people.buyer, paid.order_id);
  return { ...people, sku, order_id: paid.order_id };
}

const send = (mall: Mall, buyer: Member, after_sale_id: string, change = {}) =>
  mall.db.call<{ due_at: string; sent_at: string; return_tracking_no: string }>(
    buyer,
    "send_return",
    {
      after_sale_id,
      carrier: "顺丰速运",
      tracking_no: "SF1000000001",
      idempotency_key: newKey(),
      ...change,
    },
  );

Deno.test("nobody reviews: a day before the end the shop is warned, at the end the refund is approved", () =>
  onMall(async (mall, db) => {
    const { buyer, level1, order_id } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    await db.clock.advance(4 - minutes(1));
    assert.deepEqual([await sweep(mall), await warnings(mall)], [0, []]);
    await db.clock.advance(minutes(2));
    assert.deepEqual([await sweep(mall), await warnings(mall)], [0, ["open"]]);
    assert.equal(await sweep(mall), 0);
    const [warned] = await db.sql`select times from ops.work where kind = 'after_sale_overdue'`;
    assert.equal(warned!.times, 1); // once a wait, not with every tick
    await db.clock.advance(1 - minutes(2));
    assert.equal(await sweep(mall), 0);
    assert.deepEqual(await stateOf(mall, id), ["requested", "refund_only"]);
    await db.clock.advance(minutes(2));
    assert.equal(await sweep(mall), 1);
    assert.deepEqual(await stateOf(mall, id), ["refunding", "refund_only"]);
    assert.deepEqual(await warnings(mall), ["done"]);
    await mall.refundArrives(id);
    assert.deepEqual(await stateOf(mall, id), ["refunded", "refund_only"]);
    assert.equal((await mall.balances(level1)).pending_fen, 2000);
    assert.deepEqual(await history(mall, buyer, order_id), [
      "requested buyer",
      "timeout system",
      "approved system",
      "refunded wechat",
    ]);
  }));

Deno.test("the history says who ended a wait: the buyer, the shop, or nobody but time", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    const line = [{ line_no: 1, quantity: 1 }];
    const cancelled = await mall.askRefund(buyer, order_id, line);
    await db.call(buyer, "cancel_after_sale", { after_sale_id: cancelled });
    await db.clock.advance(minutes(1));
    await mall.approveRefund(await mall.askRefund(buyer, order_id, line, "return_refund"));
    await db.clock.advance(8);
    await sweep(mall);
    await db.clock.advance(minutes(1));
    const sent = await mall.askRefund(buyer, order_id, line, "return_refund");
    await mall.approveRefund(sent);
    await send(mall, buyer, sent);
    await db.clock.advance(8);
    await sweep(mall);
    const told = await history(mall, buyer, order_id);
    const count = (what: string) => told.filter((one) => one === what).length;
    assert.deepEqual([count("cancelled buyer"), count("cancelled system")], [1, 1]);
    assert.deepEqual([count("approved shop"), count("approved system")], [1, 0]);
    assert.deepEqual([count("received system"), count("received shop")], [1, 0]);
  }));

Deno.test("a return that nobody sends back is cancelled in the end, 200 days on nothing waits and the commission settles", () =>
  onMall(async (mall, db) => {
    const { buyer, level1, order_id, sku } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, null, "return_refund");
    await mall.approveRefund(id);
    await mall.settle();
    assert.equal((await mall.balances(level1)).held_fen, 3000);
    await db.clock.advance(7 - minutes(1));
    assert.equal(await sweep(mall), 0);
    await db.clock.advance(minutes(2));
    assert.equal(await sweep(mall), 1);
    assert.deepEqual(await stateOf(mall, id), ["cancelled", "return_refund"]);
    await db.clock.advance(193);
    await mall.settle();
    assert.deepEqual(await warnings(mall), ["done"]);
    assert.equal((await mall.balances(level1)).available_fen, 3000);
    assert.equal(await mall.available(sku), 7);
  }));

for (const kind of ["return_refund", "exchange"]) {
  Deno.test(`what was sent back (${kind}) and nobody inspects is paid back in the end`, () =>
    onMall(async (mall, db) => {
      const { buyer, order_id, sku } = await completed(mall);
      const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 2 }], kind);
      await refuses("AFTER_SALE_STATE", send(mall, buyer, id)); // not agreed yet
      await mall.approveRefund(id);
      await db.clock.advance(6);
      const sent = await send(mall, buyer, id);
      assert.equal(sent.return_tracking_no, "SF1000000001");
      await db.clock.advance(5);
      await sweep(mall);
      assert.deepEqual(await warnings(mall), []); // the buyer's time is over, the shop's has begun
      const mended = await send(mall, buyer, id, { tracking_no: "SF1000000002" });
      assert.deepEqual([mended.due_at, mended.sent_at], [sent.due_at, sent.sent_at]);
      await db.clock.advance(2 - minutes(1));
      assert.deepEqual([await sweep(mall), await warnings(mall)], [0, ["open"]]);
      await db.clock.advance(minutes(2));
      assert.equal(await sweep(mall), 1);
      assert.deepEqual(await stateOf(mall, id), ["refunding", "return_refund"]);
      await mall.refundArrives(id);
      assert.deepEqual(await stateOf(mall, id), ["refunded", "return_refund"]);
      assert.equal(await mall.available(sku), 9);
      await refuses("AFTER_SALE_STATE", send(mall, buyer, id));
    }));
}

Deno.test("whoever acts in time ends the warning, and a shop's days are its own settings", () =>
  onMall(async (mall, db) => {
    const days = {
      after_sale_review_days: 2,
      after_sale_return_days: 3,
      after_sale_inspect_days: 4,
    };
    await db.call(mall.owner, "save_shop_settings", {
      shop: mall.shop,
      settings: days,
      reason: "改期限",
      idempotency_key: newKey(),
    });
    const { buyer, order_id } = await completed(mall);
    const due = async (id: string) => {
      const [row] = await db.sql`
        select round(extract(epoch from due_at - private.now()) / 86400)::int as days from trade.after_sales where id = ${id}`;
      return row!.days;
    };
    const id = await mall.askRefund(buyer, order_id, null, "return_refund");
    assert.equal(await due(id), 2);
    await db.clock.advance(1.5);
    await sweep(mall);
    assert.deepEqual(await warnings(mall), ["open"]);
    await mall.approveRefund(id);
    assert.deepEqual(await warnings(mall), ["done"]);
    assert.equal(await due(id), 3);
    await send(mall, buyer, id);
    assert.equal(await due(id), 4);
    await db.clock.advance(3.5);
    await sweep(mall);
    await db.call(mall.owner, "receive_return", {
      shop: mall.shop,
      after_sale_id: id,
      reason: "收到",
      idempotency_key: newKey(),
    });
    assert.deepEqual(await warnings(mall), ["done", "done"]);
    await db.clock.advance(30);
    assert.equal(await sweep(mall), 0);
  }));

Deno.test("the end of an after-sale and its cancelling in one moment: one of them wins, the money follows, many times at once", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 100 }) as [string];
    const asked = await Promise.all(
      (await mall.members(10)).map(async (buyer) => {
        const { order_id } = await mall.buy(buyer, of(sku, 2));
        return { buyer, id: await mall.askRefund(buyer, order_id, null) };
      }),
    );
    await db.clock.advance(6);
    await Promise.all([
      ...[1, 2, 3].map(() => sweep(mall)),
      ...asked.map(({ buyer, id }) =>
        db.call(buyer, "cancel_after_sale", { after_sale_id: id }).catch((error) =>
          assert.equal(error.message, "AFTER_SALE_STATE")
        )
      ),
    ]);
    await sweep(mall);
    const [sum] = await db.sql`
      select count(*) filter (where s.status = 'refunding')::int as refunding,
             count(*) filter (where s.status = 'cancelled')::int as cancelled, count(r.id)::int as refunds
        from trade.after_sales s left join pay.refunds r on r.after_sale_id = s.id`;
    assert.equal(sum!.refunding + sum!.cancelled, 10);
    assert.equal(sum!.refunds, sum!.refunding);
    assert.equal(await mall.available(sku), 80 + 2 * sum!.refunding);
  }));

Deno.test("an after-sale that cannot be ended holds up no other, and stands on the work list", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    const other = await mall.buy(buyer, of((await mall.product([500]))[0]!));
    const first = await mall.askRefund(buyer, order_id, null);
    const second = await mall.askRefund(buyer, other.order_id, null);
    await db.sql.unsafe(`
      create function poisoned() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$;
      create trigger a_poisoned before insert on pay.refunds
        for each row when (new.after_sale_id = '${first}') execute function poisoned();`);
    await db.clock.advance(6);
    assert.deepEqual(await db.call(jobs, "end_after_sales"), {
      ended: 0,
      more: true,
      stuck: [first],
    });
    assert.equal(await sweep(mall), 1);
    assert.deepEqual(await stateOf(mall, second), ["refunding", "refund_only"]);
    const [row] = await db
      .sql`select subject_id, status from ops.work where kind = 'stuck_after_sale'`;
    assert.deepEqual(row, { subject_id: first, status: "open" });
    await db.sql`drop trigger a_poisoned on pay.refunds`;
    await db.clock.advance(1);
    assert.equal(await sweep(mall), 1);
    const [ended] = await db.sql`select status from ops.work where kind = 'stuck_after_sale'`;
    assert.equal(ended!.status, "done");
  }));

Deno.test("an after-sale that was set aside and that staff then decide is due no more: its row of the work list ends", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, null, "return_refund");
    await db.sql.unsafe(`
      create function poisoned() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$;
      create trigger a_poisoned before update on trade.after_sales
        for each row when (old.id = '${id}' and new.status <> old.status)
          execute function poisoned();`);
    await db.clock.advance(6);
    assert.equal(await sweep(mall), 0);
    assert.equal((await mall.work("stuck_after_sale")).length, 1);
    await db.sql`drop trigger a_poisoned on trade.after_sales`;
    await mall.approveRefund(id);
    assert.deepEqual(await stateOf(mall, id), ["returning", "return_refund"]);
    await db.clock.advance(minutes(6));
    assert.equal(await sweep(mall), 0);
    assert.deepEqual(await mall.work("stuck_after_sale"), []);
  }));

Deno.test("the shop is warned exactly a day before the end, and the end comes in its very moment", () =>
  onMall(async (mall, db) => {
    const { buyer, order_id } = await completed(mall);
    await db.clock.freeze();
    const id = await mall.askRefund(buyer, order_id, null);
    await db.clock.advance(4);
    assert.deepEqual([await sweep(mall), await warnings(mall)], [0, ["open"]]);
    await db.clock.advance(1);
    assert.equal(await sweep(mall), 1);
    assert.deepEqual(await stateOf(mall, id), ["refunding", "refund_only"]);
  }));

Deno.test("an exchange is not received as a return before its goods are on their way, nor more than was shipped", () =>
  onMall(async (mall) => {
    const { buyer, order_id } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }], "exchange");
    await mall.approveRefund(id);
    await refuses(
      "AFTER_SALE_STATE",
      mall.command("receive_return", { after_sale_id: id, reason: "收到" }),
    );

    const part = await mall.buy(buyer, of((await mall.product([500]))[0]!, 3));
    await mall.ship(part.order_id, [{ line_no: 1, quantity: 2 }]);
    const back = (quantity: number) =>
      mall.askRefund(buyer, part.order_id, [{ line_no: 1, quantity }], "return_refund");
    await refuses("REFUND_EXCEEDS_PAID", back(3));
    const first = await back(1);
    await mall.approveRefund(first);
    await mall.command("receive_return", { after_sale_id: first, reason: "收到" });
    await refuses("REFUND_EXCEEDS_PAID", back(2)); // one of the two is back already
    await back(1);
  }));

Deno.test("a stranger sends nothing back for somebody else", () =>
  onMall(async (mall) => {
    const { buyer, order_id, level1 } = await completed(mall);
    const id = await mall.askRefund(buyer, order_id, null, "return_refund");
    await mall.approveRefund(id);
    await refuses("AFTER_SALE_NOT_FOUND", send(mall, level1, id));
    for (const tracking_no of ["", "12345", "1".repeat(33), "a b c d e f", null]) {
      await refuses("INVALID_REQUEST", send(mall, buyer, id, { tracking_no }));
    }
    for (const carrier of ["", " ", "运".repeat(33), null]) {
      await refuses("INVALID_REQUEST", send(mall, buyer, id, { carrier }));
    }
    await send(mall, buyer, id, { carrier: "运".repeat(32), tracking_no: "1".repeat(32) });
    await send(mall, buyer, id, { carrier: "运", tracking_no: "123456" });
  }));
