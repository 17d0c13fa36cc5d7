import assert from "node:assert/strict";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { change, unpaid } from "@/tests/support/price_change.ts";

Deno.test("C39 twelve changes of a price and its payment at once: it is paid at the old price, or its money goes back", async () => {
  for (let round = 0; round < 4; round++) {
    await onMall(async (mall, db) => {
      const { buyer, placed } = await unpaid(mall);
      const old = await mall.startPaying(buyer, placed);
      const tries = Array.from(
        { length: 12 },
        (_, n) =>
          change(mall, placed, { goods_fen: 5_000 + n, freight_fen: 0 }).then(() => "", String),
      );
      tries.splice(round * 4, 0, mall.notify(old).then(({ result }) => result));
      const outcomes = await Promise.all(tries);
      assert.equal(outcomes.filter((one) => one === "applied").length, 1);
      const refused = outcomes.filter((one) => /ORDER_NOT_PAYABLE/.test(one)).length;
      const [order] = await db.sql`
        select o.status, o.payable_fen::int as fen,
               (select count(*)::int from pay.refunds) as refunds from trade.orders o`;
      if (order!.status === "paid") {
        assert.deepEqual([order!.fen, order!.refunds, refused], [placed.payable_fen, 0, 12]);
      } else {
        assert.deepEqual([order!.status, order!.refunds, refused], ["pending_payment", 1, 0]);
        assert.ok(order!.fen >= 5_000 && order!.fen < 5_012);
      }
    });
  }
});

Deno.test("C39 a price that stays is refused, and the payment under way stays open", () =>
  onMall(async (mall, db) => {
    const { buyer, placed } = await unpaid(mall);
    const paying = await mall.startPaying(buyer, placed);
    const same = { goods_fen: 13_999, freight_fen: 800 };
    await refuses("PRICE_UNCHANGED", change(mall, placed, same));
    const [closing] = await db.sql`
      select count(*)::int from ops.outbox where kind = 'close_payment'`;
    assert.equal(closing!.count, 0);
    assert.equal((await mall.notify(paying)).result, "applied");
    const [order] = await db.sql`select status, payable_fen::int from trade.orders`;
    assert.deepEqual(order, { status: "paid", payable_fen: 14_799 });
  }));

Deno.test("C39 eight people set the same new price at once: it changes once", () =>
  onMall(async (mall, db) => {
    const { placed } = await unpaid(mall);
    const to = { goods_fen: 9_000, freight_fen: 0 };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => change(mall, placed, to).then(() => "changed", String)),
    );
    assert.equal(outcomes.filter((one) => one === "changed").length, 1, outcomes.join());
    assert.equal(outcomes.filter((one) => /PRICE_UNCHANGED/.test(one)).length, 7);
    const events = await db.sql`select from trade.order_events where kind = 'price_changed'`;
    assert.equal(events.length, 1);
  }));
