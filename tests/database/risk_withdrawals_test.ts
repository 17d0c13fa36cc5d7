import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { review } from "@/tests/support/returns.ts";
import {
  buyerOf,
  buyTo,
  casesOf,
  commissionOf,
  decide,
  distributor,
  from,
  hitsOf,
  judge,
  onlyRule,
} from "@/tests/support/risk.ts";

/** A distributor known by a device, with a balance and one commission still to settle. */
async function earner(mall: Mall, signal = { device: "t1.known", region: "浙江" }) {
  const [sku] = await mall.product([100_000]) as [string];
  await mall.settings({ settle_days: 0 });
  await mall.withdrawalRules({ one_open: false, review_above_fen: 2000 });
  const who = await distributor(mall, signal);
  const buyer = await buyerOf(mall, who);
  const settled = await buyTo(mall, buyer, sku);
  await mall.complete(buyer, settled.order_id);
  await mall.settle();
  const { order_id } = await buyTo(mall, buyer, sku);
  return { who, order_id, sku, buyer };
}

const statuses = async (mall: Mall, who: Member) => {
  const rows = await mall.db.sql<{ status: string }[]>`
    select status from pay.withdrawals where distributor_id = ${who.member_id} order by id`;
  return rows.map(({ status }) => status);
};

const sent = async (mall: Mall) =>
  Number((await mall.db.sql`select count(*) from ops.outbox where kind = 'transfer'`)[0]!.count);

Deno.test("C79 C105 a withdrawal from a device that is new waits and does not leave; from the known one it leaves", () =>
  onMall(async (mall, db) => {
    const { who } = await earner(mall);
    await onlyRule(mall, "device_change", { weight: 100, days: 3 });
    await db.clock.advance(4);
    const known = await mall.withdraw(from(who, { device: "t1.known", region: "浙江" }), 1000);
    assert.equal(known.status, "approved");
    assert.equal(await sent(mall), 1);
    const stopped = await mall.withdraw(from(who, { device: "t1.new", region: "浙江" }), 1000);
    assert.equal(stopped.status, "held");
    assert.deepEqual((await hitsOf(mall, who)).map(({ key }) => key), [
      `device_change/device:${stopped.id}`,
    ]);
    assert.deepEqual(await statuses(mall, who), ["held", "held"]); // the other one had not left
    assert.equal(await sent(mall), 1);
    const begun = await db.call({ role: "mall_jobs" }, "begin_transfer", {
      shop_id: mall.shop_id,
      withdrawal_id: known.id,
    });
    assert.deepEqual(begun, { send: false });
  }));

Deno.test("C105 a device or region of some days' standing is no change, and a first one neither", () =>
  onMall(async (mall, db) => {
    const { who } = await earner(mall, { device: "t1.known", region: "浙江" });
    await onlyRule(mall, "device_change", { weight: 100, days: 3 });
    const first = await mall.withdraw(from(who, { device: "t1.new" }), 1000);
    assert.equal(first.status, "approved"); // all he has is young
    await db.clock.advance(4);
    const second = await mall.withdraw(from(who, { device: "t1.new" }), 1000);
    assert.equal(second.status, "approved");
    const third = await mall.withdraw(from(who, { device: "t1.new", region: "广东" }), 1000);
    assert.equal(third.status, "held");
  }));

Deno.test("C79 what waits says so in neutral words, cannot be approved past the case, and goes on when it is released", () =>
  onMall(async (mall, db) => {
    const { who, order_id } = await earner(mall);
    await onlyRule(mall, "device_change", { weight: 100, days: 3 });
    await db.clock.advance(4);
    const small = await mall.withdraw(from(who, { device: "t1.new" }), 1000);
    const large = await mall.withdraw(from(who, { device: "t1.new" }), 5000);
    const { items } = await db.call<{ items: { status: string; reason: string }[] }>(
      who,
      "list_withdrawals",
    );
    assert.deepEqual(items.map(({ status, reason }) => [status, reason]), [
      ["held", "核实中"],
      ["held", "核实中"],
    ]);
    await refuses("RISK_CASE_OPEN", review(mall, small.id, true));
    assert.deepEqual(await commissionOf(mall, who).then((all) => all[order_id]), "pending");
    const [found] = await casesOf(mall, who);
    await decide(mall, found!.id, "release");
    assert.deepEqual(await statuses(mall, who), ["approved", "requested"]);
    assert.equal(await sent(mall), 1);
    assert.deepEqual((await mall.work("withdrawal_held")).length, 0);
    assert.equal((await review(mall, large.id, true)).status, "approved");
  }));

Deno.test("C79 while a case holds, every withdrawal waits; voiding lets it wait for a review instead", () =>
  onMall(async (mall) => {
    const { who, sku } = await earner(mall);
    const fake = await buyerOf(mall, who, { device: "t1.known" });
    const { order_id } = await buyTo(mall, fake, sku, { address: "t1.one-place" });
    await buyTo(mall, who, sku, { address: "t1.one-place" });
    const { order_id: again } = await buyTo(mall, fake, sku, { address: "t1.one-place" });
    await judge(mall);
    const [found] = await casesOf(mall, who);
    assert.equal(found!.score, 100);
    assert.equal((await mall.withdraw(who, 1000)).status, "held");
    await decide(mall, found!.id, "void");
    assert.deepEqual(await statuses(mall, who), ["requested"]);
    const states = await commissionOf(mall, who);
    assert.deepEqual([states[order_id], states[again]], ["void", "void"]);
    assert.equal(Object.values(states).filter((state) => state === "void").length, 2);
  }));
