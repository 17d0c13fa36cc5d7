import assert from "node:assert/strict";
import type { WithdrawalQuote } from "@/contracts/withdrawals.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { answer, available, review, rich } from "@/tests/support/withdrawals.ts";

/** Table one of 2018 No. 61, cut to what the tests reach. */
const brackets = [
  { from_fen: 0, rate_bps: 300, quick_fen: 0 },
  { from_fen: 36_000, rate_bps: 1000, quick_fen: 2_520 },
];

async function taxed(mall: Mall, basis: "payment" | "year", free_fen: number, fee_bps = 0) {
  const { level1 } = await rich(mall, 5_000_000); // 5,000 yuan in the balance
  await mall.withdrawalRules({
    ...{ withholding: mall.db.sql.json(brackets), withholding_basis: basis },
    ...{ withholding_free_fen: free_fen, fee_bps, daily_count: 100, max_fen: 199_999 },
  });
  return level1;
}

const quoteOf = (mall: Mall, me: Member, amount_fen: number) =>
  mall.db.call<WithdrawalQuote>(me, "quote_withdrawal", { amount_fen });

async function account(mall: Mall, kind: string): Promise<number> {
  const [{ fen }] = await mall.db.sql<[{ fen: number }]>`
    select coalesce(sum(e.amount), 0)::int as fen from ledger.entries e
      join ledger.accounts a on a.shop_id = e.shop_id and a.id = e.account_id
     where a.kind = ${kind}`;
  return fen;
}

Deno.test("what is shown is what is asked, withheld, booked to the fen, and returned with a failure", () =>
  onMall(async (mall) => {
    const me = await taxed(mall, "payment", 800, 33);
    const quote = await quoteOf(mall, me, 10_001);
    // fee floor(10001 × 0.33 %) = 33; tax floor((10001 − 800) × 3 %) = 276
    assert.deepEqual([quote.fee_fen, quote.tax_fen, quote.net_fen], [33, 276, 9_692]);
    assert.equal(quote.tax_words, "按本次金额代扣个人所得税，¥8.00 以内不扣");
    const before = (await available(mall, me))!;
    for (const paid of [false, true]) {
      const { id, net_fen } = await mall.withdraw(me, 10_001);
      assert.equal(net_fen, 9_692);
      assert.deepEqual([await account(mall, "payout_open"), await account(mall, "tax_withheld")], [
        10_001,
        0,
      ]);
      await review(mall, mall.owner, id);
      await answer(mall, id, paid ? { state: "SUCCESS" } : { state: "FAIL", fail_reason: "X" });
      if (!paid) assert.equal(await available(mall, me), before);
    }
    assert.deepEqual(
      await Promise.all(
        ["payout_open", "tax_withheld", "payout_fee"].map((kind) => account(mall, kind)),
      ),
      [0, 276, 33],
    );
    assert.equal(await available(mall, me), before - 10_001);
  }));

Deno.test("C77 by the year, the tax of a person's whole year is withheld in pieces, and what came back counts for nothing", () =>
  onMall(async (mall, db) => {
    const me = await taxed(mall, "year", 5_000);
    await db.clock.setNow("2030-12-30T02:00:00Z");
    const taxes: number[] = [];
    for (
      const [fen, state] of [[20_000, "SUCCESS"], [15_000, "FAIL"], [30_001, "SUCCESS"]] as const
    ) {
      const { tax_fen } = await quoteOf(mall, me, fen);
      const { id } = await mall.withdraw(me, fen);
      taxes.push(tax_fen);
      await review(mall, mall.owner, id);
      await answer(mall, id, { state, fail_reason: "X" });
    }
    // T(15,000) = 450; then T(30,000) − 450 = 450, which came back; then T(45,001) = 4,500 − 2,520 − 450
    assert.deepEqual(taxes, [450, 450, 1_530]);
    assert.match(
      (await quoteOf(mall, me, 100)).tax_words!,
      /^按今年累计金额代扣个人所得税，此前已提 ¥500\.01，已代扣 ¥19\.80，¥50\.00 以内不扣$/,
    );
    await db.clock.setNow("2030-12-31T16:00:00Z"); // 1 January in Shanghai
    assert.equal((await quoteOf(mall, me, 20_000)).tax_fen, 450);
  }));

Deno.test("C77 two requests at once never both have the year's free sum", () =>
  onMall(async (mall) => {
    const me = await taxed(mall, "year", 5_000);
    await Promise.all(Array.from({ length: 8 }, () => mall.withdraw(me, 10_000, newKey())));
    const [{ fen }] = await mall.db.sql<[{ fen: number }]>`
      select sum(tax_fen)::int as fen from pay.withdrawals`;
    assert.equal(fen, 7_500 - 2_520); // T(75,000)
  }));

Deno.test("a table that changes after the sum was shown refuses it, and a request keeps the table it was asked under", () =>
  onMall(async (mall, db) => {
    const me = await taxed(mall, "payment", 0);
    const { net_fen } = await quoteOf(mall, me, 10_000);
    const ask = (net_fen: number) =>
      db.call<{ id: string; tax_fen: number }>(me, "request_withdrawal", {
        ...{ idempotency_key: newKey(), amount_fen: 10_000, net_fen },
      });
    await mall.withdrawalRules({ withholding_free_fen: 1_000 });
    await refuses("WITHDRAWAL_CHANGED", ask(net_fen));
    const { id, tax_fen } = await ask(9_730);
    assert.equal(tax_fen, 270);
    await mall.withdrawalRules({ withholding: db.sql.json([]) });
    await review(mall, mall.owner, id);
    await answer(mall, id, { state: "SUCCESS" });
    assert.equal(await account(mall, "tax_withheld"), 270);
    assert.equal((await quoteOf(mall, me, 10_000)).tax_words, null);
  }));
