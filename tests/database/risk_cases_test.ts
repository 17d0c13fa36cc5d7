import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
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
  onlyRule,
  wholeCase,
} from "@/tests/support/risk.ts";

/** A distributor who buys from himself through a second account; his and its order, judged. */
async function cheat(mall: Mall) {
  const [sku] = await mall.product([10_000]) as [string];
  const who = await distributor(mall, { device: "t1.his" });
  await buyTo(mall, who, sku, { phone: "t1.one-number" });
  const alias = await buyerOf(mall, who, { device: "t1.his" });
  const buyAgain = () => buyTo(mall, alias, sku, { phone: "t1.one-number" });
  const { order_id } = await buyAgain();
  await judge(mall);
  const [found] = await casesOf(mall, who);
  return { who, alias, sku, order_id, found: found!, buyAgain };
}

const sums = async (mall: Mall, who: Member): Promise<Record<string, number>> => ({
  ...await mall.balances(who),
  entries: Number((await mall.db.sql`select count(*) from ledger.entries`)[0]!.count),
});

Deno.test("C68 C106 a hold changes no sum of the books, and releasing it restores all exactly", () =>
  onMall(async (mall) => {
    const { who, order_id, found, buyAgain } = await cheat(mall);
    const held = await sums(mall, who);
    assert.ok(held.held_fen! > 0 && held.pending_fen === 0);
    await decide(mall, found.id, "release");
    const released = await sums(mall, who);
    assert.deepEqual(released, { ...held, pending_fen: held.held_fen, held_fen: 0 });
    assert.deepEqual(await commissionOf(mall, who), { [order_id]: "pending" });
    const next = await buyAgain(); // what staff released stays released
    await judge(mall);
    assert.equal((await commissionOf(mall, who))[next.order_id], "pending");
    assert.deepEqual((await casesOf(mall, who)).map(({ status }) => status), ["released"]);
  }));

Deno.test("C106 settlement does not overtake the judging of its order", () =>
  onMall(async (mall) => {
    await mall.settings({ settle_days: 0 });
    const [sku] = await mall.product([10_000]) as [string];
    const who = await distributor(mall, { device: "t1.his" });
    await buyTo(mall, who, sku, { phone: "t1.one-number" });
    const alias = await buyerOf(mall, who, { device: "t1.his" });
    const fake = await buyTo(mall, alias, sku, { phone: "t1.one-number" });
    const honest = await buyerOf(mall, who);
    const good = await buyTo(mall, honest, sku);
    await mall.complete(alias, fake.order_id);
    await mall.complete(honest, good.order_id);
    await mall.settle(); // the job has judged nothing yet
    assert.deepEqual(await commissionOf(mall, who), {
      [fake.order_id]: "held",
      [good.order_id]: "settled",
    });
    const [found] = await casesOf(mall, who);
    await decide(mall, found!.id, "release");
    await mall.settle(); // its date has passed meanwhile
    assert.equal((await commissionOf(mall, who))[fake.order_id], "settled");
  }));

Deno.test("the same evidence counts once; after it is voided only a new order opens a case again", () =>
  onMall(async (mall) => {
    const { who, order_id, found, buyAgain } = await cheat(mall);
    const second = await buyAgain();
    await judge(mall);
    assert.deepEqual((await hitsOf(mall, who)).map(({ times, orders }) => [times, orders.length]), [
      [2, 2],
      [2, 2],
    ]);
    assert.deepEqual((await casesOf(mall, who)).map(({ score }) => score), [120]);
    await decide(mall, found.id, "void");
    assert.deepEqual(await commissionOf(mall, who), {
      [order_id]: "void",
      [second.order_id]: "void",
    });
    await mall.db.sql`delete from person.order_marks`; // judged anew: nothing new is found
    await mall.db.sql`update ops.watermarks set xid = '0' where name = 'risk'`;
    await judge(mall);
    assert.equal((await casesOf(mall, who)).length, 1);
    const third = await buyAgain();
    await judge(mall);
    assert.deepEqual((await casesOf(mall, who)).map(({ status }) => status), ["open", "voided"]);
    assert.equal((await commissionOf(mall, who))[third.order_id], "held");
  }));

Deno.test("a case below the score holds nothing; voided, what it concerns is taken away all the same", () =>
  onMall(async (mall) => {
    await onlyRule(mall, "self_dealing", { weight: 20 });
    const { who, order_id, found } = await cheat(mall);
    assert.deepEqual(await commissionOf(mall, who), { [order_id]: "pending" });
    assert.equal((await decide(mall, found.id, "void")).status, "voided");
    assert.deepEqual(await commissionOf(mall, who), { [order_id]: "void" });
    const { pending_fen, held_fen } = await mall.balances(who);
    assert.deepEqual({ pending_fen, held_fen }, { pending_fen: 0, held_fen: 0 });
  }));

Deno.test("a case that nobody decided within 30 days is released, and the log says that the job did it", () =>
  onMall(async (mall, db) => {
    const { who, order_id } = await cheat(mall);
    const end = () => db.call<{ ended: number }>(jobs, "end_risk_cases");
    await db.clock.advance(29.9);
    assert.equal((await end()).ended, 0);
    await db.clock.advance(0.2);
    assert.equal((await end()).ended, 1);
    assert.equal((await end()).ended, 0);
    assert.deepEqual((await casesOf(mall, who)).map(({ status }) => status), ["expired"]);
    assert.deepEqual(await commissionOf(mall, who), { [order_id]: "pending" });
    const log = await db.sql`
      select actor_kind from ops.audit_log where command = 'decide_risk_case'`;
    assert.deepEqual(log.map(({ actor_kind }) => actor_kind), ["job"]);
    assert.deepEqual(await mall.work("risk_case"), []);
  }));

Deno.test("suspending or expelling by a case keeps what is unsettled held for that, and no longer for the case", () =>
  onMall(async (mall, db) => {
    const reasons = async (who: Member) => {
      const rows = await db.sql<{ reason: string }[]>`
        select h.reason from ledger.commission_holds h
          join ledger.commissions c on c.shop_id = h.shop_id and c.id = h.commission_id
         where c.distributor_id = ${who.member_id} and h.released_at is null`;
      return rows.map(({ reason }) => reason);
    };
    const { who, found } = await cheat(mall);
    await decide(mall, found.id, "suspend");
    assert.deepEqual(await reasons(who), ["suspension"]);
    await mall.command("restore_distributor", {
      distributor_id: who.member_id,
      reason: "说清楚了",
    });
    assert.deepEqual(await reasons(who), []);
    const other = await cheat(mall);
    await decide(mall, other.found.id, "expel");
    assert.deepEqual(await reasons(other.who), ["expulsion"]);
  }));

Deno.test("a trusted distributor is passed by by the rules that are named, until the day", () =>
  onMall(async (mall, db) => {
    const { who, alias, found, buyAgain } = await cheat(mall);
    await decide(mall, found.id, "void");
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const trust = (rules: string[]) =>
      mall.command("trust_distributor", {
        distributor_id: who.member_id,
        rules,
        until,
        reason: "门店自用",
      });
    await trust(["self_dealing"]);
    await buyAgain();
    await judge(mall);
    assert.equal((await casesOf(mall, who)).length, 1);
    await trust(["ring"]);
    await buyAgain();
    await judge(mall);
    assert.equal((await casesOf(mall, who)).length, 2);
    await trust(["self_dealing"]);
    await db.clock.advance(5);
    const { order_id } = await buyAgain();
    await judge(mall);
    assert.equal((await commissionOf(mall, who))[order_id], "held");
    assert.ok(alias);
  }));

Deno.test("C108 finance reads a case and may not decide it nor change a rule; support and viewer see none of it", () =>
  onMall(async (mall) => {
    const { found } = await cheat(mall);
    const [finance, support, viewer, manager] = [
      await mall.staff("finance"),
      await mall.staff("support"),
      await mall.staff("viewer"),
      await mall.staff("manager"),
    ];
    assert.equal((await wholeCase(mall, found.id, finance)).score, 120);
    const rule = { rule: "ring", is_on: false, weight: 1, thresholds: { orders: 2 }, reason: "x" };
    await refuses("FORBIDDEN", decide(mall, found.id, "release", { who: finance }));
    await refuses("FORBIDDEN", mall.command("save_risk_rule", rule, finance));
    for (const who of [support, viewer]) {
      await refuses("FORBIDDEN", wholeCase(mall, found.id, who));
      await refuses("FORBIDDEN", mall.db.call(who, "list_risk_cases", { shop: mall.shop }));
      await refuses("FORBIDDEN", mall.db.call(who, "list_risk_rules", { shop: mall.shop }));
    }
    assert.equal((await decide(mall, found.id, "release", { who: manager })).status, "released");
  }));

Deno.test("a case shows both sides next to each other: what they share by number, orders, and who buys through whom", () =>
  onMall(async (mall) => {
    const { who, alias, order_id, found } = await cheat(mall);
    const seen = await wholeCase(mall, found.id);
    assert.deepEqual(seen.people.map(({ member_id }) => member_id), [
      who.member_id,
      alias.member_id,
    ]);
    const marks = seen.people.map(({ marks }) =>
      marks.filter(({ kind }) => kind !== "address").map(({ kind, no }) => `${kind} ${no}`)
    );
    assert.deepEqual(marks, [["device 1", "phone 1"], ["device 1", "phone 1"]]);
    assert.deepEqual(seen.orders.map((order) => [order.order_id, order.device, order.phone]), [
      [order_id, 1, 1],
    ]);
    assert.deepEqual(seen.bonds, [
      { buyer_id: alias.member_id, distributor_id: who.member_id, orders: 1 },
    ]);
    assert.ok(seen.held_fen > 0);
    assert.equal(JSON.stringify(seen).includes("t1."), false); // no fingerprint leaves
  }));
