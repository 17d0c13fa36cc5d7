import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { buyerOf, buyTo, casesOf, commissionOf, distributor } from "@/tests/support/risk.ts";
import { waiters } from "@/tests/support/waiting.ts";

/** A distributor with a withdrawal that waits for its review. */
async function earner(mall: Mall, sku: string, name: string) {
  const who = await distributor(mall, { device: `t1.${name}` });
  const honest = await buyerOf(mall, who);
  const settled = await buyTo(mall, honest, sku);
  await mall.complete(honest, settled.order_id);
  await mall.settle();
  await mall.withdraw(who, 500);
  return { who, name };
}

type Earner = Awaited<ReturnType<typeof earner>>;

/** Orders by which he is a cheat, not judged. */
async function cheat(mall: Mall, sku: string, { who, name }: { who: Member; name: string }) {
  const own = await buyTo(mall, who, sku, { phone: `t1.number-${name}` });
  const alias = await buyerOf(mall, who, { device: `t1.${name}` });
  const fake = await buyTo(mall, alias, sku, { phone: `t1.number-${name}` });
  return { who, fake: fake.order_id, orders: [own.order_id, fake.order_id] };
}

Deno.test("C106 judging locks all commission before any balance, so that refunds and it never wait for each other", () =>
  onMall(async (mall, db) => {
    await mall.settings({ settle_days: 0 });
    await mall.withdrawalRules({ one_open: false, review_above_fen: 0, min_fen: 100 });
    const [sku] = await mall.product([10_000]) as [string];
    const [one, two] = [await earner(mall, sku, "one"), await earner(mall, sku, "two")]
      .sort((a, b) => a.who.member_id < b.who.member_id ? -1 : 1) as [Earner, Earner];
    const [first, last] = [await cheat(mall, sku, one), await cheat(mall, sku, two)];
    let judging: Promise<unknown> = Promise.resolve();
    const refunding = db.sql.begin(async (refund) => { // commission, then balances, as every refund takes them
      await refund`select from ledger.commissions where order_id = ${last.fake} for update`;
      judging = db.sql`select private.judge_orders(${mall.shop_id}::uuid,
        ${[...first.orders, ...last.orders]}::uuid[])`.then((rows) => rows.length);
      await waiters(db);
      await refund`
        select from ledger.balances b where b.shop_id = ${mall.shop_id}
           and b.account_id = private.account_of(
             b.shop_id, 'commission_available', ${first.who.member_id}::uuid) for update nowait`;
    });
    const [refunded] = await Promise.allSettled([refunding]);
    await judging;
    assert.equal(refunded.status, "fulfilled");
    for (const { who, fake } of [first, last]) {
      assert.deepEqual((await casesOf(mall, who)).map(({ score }) => score), [120]);
      assert.equal((await commissionOf(mall, who))[fake], "held");
      const rows = await db.sql`
        select status from pay.withdrawals where distributor_id = ${who.member_id}`;
      assert.deepEqual(rows.map(({ status }) => status), ["held"]);
    }
  }));
