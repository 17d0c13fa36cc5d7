import assert from "node:assert/strict";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { jobs } from "@/tests/support/database.ts";
import {
  buyerOf,
  buyTo,
  casesOf,
  commissionOf,
  decide,
  distributor,
  hitsOf,
  judge,
} from "@/tests/support/risk.ts";

/** Distributors who each buy from themselves through a second account, several orders each, nothing judged. */
async function cheats(mall: Mall, count: number, orders: number) {
  await mall.settings({ settle_days: 0 });
  const [sku] = await mall.product([10_000]) as [string];
  const made = [];
  for (let n = 0; n < count; n++) {
    const who = await distributor(mall, { device: `t1.device-${n}` });
    await buyTo(mall, who, sku, { phone: `t1.number-${n}` });
    const alias = await buyerOf(mall, who, { device: `t1.device-${n}` });
    const honest = await buyerOf(mall, who);
    const fakes = [];
    for (let k = 0; k < orders; k++) {
      fakes.push(await buyTo(mall, alias, sku, { phone: `t1.number-${n}` }));
    }
    const good = await buyTo(mall, honest, sku);
    for (const { order_id } of fakes) await mall.complete(alias, order_id);
    await mall.complete(honest, good.order_id);
    made.push({ who, alias, honest, good, fakes });
  }
  return made;
}

const often = <T>(times: number, work: () => Promise<T>) =>
  Promise.all(Array.from({ length: times }, work));

Deno.test("C66 C106 judging by several workers beside several settlements: each hit once, all of it held, the rest settled", () =>
  onMall(async (mall, db) => {
    const made = await cheats(mall, 4, 3);
    await Promise.all([
      often(4, () => db.call(jobs, "judge_events", { batch: 7 })),
      often(4, () => db.call(jobs, "settle_commissions", { batch: 3 })),
    ]);
    await judge(mall);
    await mall.settle();
    for (const { who, fakes, good } of made) {
      const hits = await hitsOf(mall, who);
      assert.deepEqual(hits.map(({ orders }) => orders.length), [3, 3]);
      assert.deepEqual((await casesOf(mall, who)).map(({ score }) => score), [120]);
      const states = await commissionOf(mall, who);
      assert.deepEqual(fakes.map(({ order_id }) => states[order_id]), ["held", "held", "held"]);
      assert.equal(states[good.order_id], "settled");
    }
  }));

Deno.test("two staff who decide a case at once: one decides, the other hears that it is done", () =>
  onMall(async (mall) => {
    const [{ who }] = await cheats(mall, 1, 2) as [Awaited<ReturnType<typeof cheats>>[0]];
    await judge(mall);
    const [found] = await casesOf(mall, who);
    const manager = await mall.staff("manager");
    const outcomes = await Promise.allSettled([
      decide(mall, found!.id, "void"),
      decide(mall, found!.id, "release", { who: manager }),
      decide(mall, found!.id, "expel", { who: manager, key: newKey() }),
    ]);
    const won = outcomes.filter(({ status }) => status === "fulfilled");
    assert.equal(won.length, 1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") assert.equal(outcome.reason.message, "RISK_CASE_STATE");
    }
    const [{ count }] = await mall.db.sql`
      select count(*) from ops.audit_log where command = 'decide_risk_case'` as [{ count: string }];
    assert.equal(Number(count), 1);
  }));

Deno.test("C106 a refund storm beside judging and deciding: a reversal is never held, and the books are exact", () =>
  onMall(async (mall, db) => {
    const made = await cheats(mall, 3, 3);
    const asked = [];
    for (const { alias, fakes } of made) {
      for (const { order_id } of fakes.slice(0, 2)) {
        asked.push(await mall.askRefund(alias, order_id, null));
      }
    }
    await Promise.all([
      ...asked.map((id) => mall.approveRefund(id)),
      often(3, () => db.call(jobs, "judge_events", { batch: 5 })),
      often(3, () => db.call(jobs, "settle_commissions", { batch: 4 })),
    ]);
    await judge(mall);
    for (const { who, fakes } of made) {
      const states = await commissionOf(mall, who);
      const [first, second, third] = fakes.map(({ order_id }) => states[order_id]);
      assert.deepEqual([first, second, third], ["void", "void", "held"]);
    }
    const more = [];
    for (const { alias, fakes } of made) {
      more.push(await mall.askRefund(alias, fakes[2]!.order_id, null));
    }
    const cases = await Promise.all(made.map(({ who }) => casesOf(mall, who)));
    await Promise.all([
      ...more.map((id) => mall.approveRefund(id)),
      ...cases.map(([found], n) => decide(mall, found!.id, n % 2 ? "release" : "void")),
    ]);
    for (const { who, fakes } of made) {
      assert.equal((await commissionOf(mall, who))[fakes[2]!.order_id], "void");
      assert.equal((await mall.balances(who)).held_fen, 0);
    }
  }));

Deno.test("C79 a withdrawal asked for while its distributor is judged: it waits, or went before; never both", () =>
  onMall(async (mall, db) => {
    const made = await cheats(mall, 3, 2);
    await judge(mall);
    await mall.settle();
    await mall.withdrawalRules({ one_open: false, review_above_fen: 0, min_fen: 100 });
    const cases = await Promise.all(made.map(({ who }) => casesOf(mall, who)));
    await Promise.all(made.flatMap(({ who }, n) => [
      mall.withdraw(who, 100),
      decide(mall, cases[n]![0]!.id, "release"),
      mall.withdraw(who, 100),
      db.call(jobs, "judge_events"),
    ]));
    const rows = await db.sql<{ status: string }[]>`select status from pay.withdrawals`;
    assert.deepEqual(new Set(rows.map(({ status }) => status)), new Set(["requested"]));
    assert.deepEqual(await mall.work("withdrawal_held"), []);
  }));
