import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { outcomes } from "@/tests/support/outcomes.ts";

Deno.test("C70 50 withdrawals at once of a tenth of the balance pay exactly 10 and leave 0", () =>
  onMall(async (mall) => {
    const { level1 } = await mall.earnings(100_000);
    assert.equal((await mall.balances(level1)).available_fen, 10_000);
    await mall.withdrawalRules({ one_open: false, daily_count: 1000, min_fen: 10 });

    const { kept, codes } = await outcomes(
      Array.from({ length: 50 }, () => mall.withdraw(level1, 1000)),
    );
    assert.equal(kept, 10);
    assert.deepEqual(codes, ["BALANCE_TOO_LOW"]);
    assert.equal((await mall.balances(level1)).available_fen, 0);
  }));

Deno.test("C71 with one open request at a time, 20 at once make one", () =>
  onMall(async (mall) => {
    const { level1 } = await mall.earnings(100_000);
    const { kept, codes } = await outcomes(
      Array.from({ length: 20 }, () => mall.withdraw(level1, 500)),
    );
    assert.equal(kept, 1);
    assert.deepEqual(codes, ["WITHDRAWAL_OPEN_EXISTS"]);
  }));

Deno.test("settlement by two workers during refunds ends as one after the other would", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    await mall.settings({ after_sale_days: 90 });
    const [sku] = await mall.product([9999]) as [string];
    const orders = [];
    for (let n = 0; n < 12; n++) {
      const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 3 }]);
      await mall.complete(buyer, paid.order_id);
      orders.push(paid);
    }
    await db.clock.advance(16);
    await Promise.all([
      mall.settle(3),
      mall.settle(4),
      ...orders.map((paid, n) =>
        n % 2 ? mall.refund(buyer, paid.order_id, [{ line_no: 1, quantity: 1 }]) : undefined
      ),
    ]);
    await mall.settle();

    const base = 9999 * 3;
    const left = base - (base - Math.floor(base * 2 / 3));
    const expected = (bps: number) => {
      const whole = Math.floor(base * bps / 10_000);
      return 6 * whole + 6 * Math.floor(whole * left / base);
    };
    assert.equal((await mall.balances(level1)).available_fen, expected(1000));
    assert.equal((await mall.balances(level2)).available_fen, expected(500));
  }));

Deno.test("C78 two reviewers and the member decide a withdrawal at once: one decision holds", () =>
  onMall(async (mall, db) => {
    const { level1 } = await mall.earnings(100_000);
    const { id } = await mall.withdraw(level1, 5000);
    const review = (approve: boolean) =>
      db.call(mall.owner, "review_withdrawal", {
        shop: mall.shop,
        withdrawal_id: id,
        approve,
        reason: "审核",
        idempotency_key: newKey(),
      });
    await Promise.allSettled([
      review(true),
      review(false),
      db.call(level1, "cancel_withdrawal", { withdrawal_id: id }),
    ]);
    const [end] = await db.sql`select status from pay.withdrawals where id = ${id}`;
    const available_fen = (await mall.balances(level1)).available_fen;
    assert.equal(available_fen, end!.status === "approved" ? 5000 : 10_000);
    assert.ok(["approved", "rejected", "cancelled"].includes(end!.status));
  }));
