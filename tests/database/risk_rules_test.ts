import assert from "node:assert/strict";
import { RiskPreview, RiskRules, TrustedDistributors } from "@/contracts/staff/risk_rules.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
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

const rulesOf = async (mall: Mall) =>
  RiskRules.parse(await mall.db.call(mall.owner, "list_risk_rules", { shop: mall.shop }));

const save = async (mall: Mall, rule: string, change: Record<string, unknown> = {}) => {
  const known = (await rulesOf(mall)).items.find((each) => each.rule === rule)!;
  return await mall.command("save_risk_rule", {
    rule,
    is_on: true,
    weight: known.weight,
    thresholds: Object.fromEntries(known.thresholds.map(({ name, value }) => [name, value])),
    reason: "试行",
    ...change,
  });
};

/** Replays a rule as it would be to its end. */
async function preview(mall: Mall, rule: string, weight: number, thresholds = {}) {
  const args = { shop: mall.shop, rule, weight, thresholds };
  let seen = RiskPreview.parse(await mall.db.call(mall.owner, "preview_risk_rule", args));
  while (!seen.is_done) {
    seen = RiskPreview.parse(
      await mall.db.call(mall.owner, "continue_risk_preview", {
        shop: mall.shop,
        preview_id: seen.id,
      }),
    );
  }
  return seen;
}

/** Two distributors who each buy from themselves, one by phone and device, one by phone alone. */
async function twoCheats(mall: Mall) {
  const [sku] = await mall.product([10_000]) as [string];
  const of = async (name: string, same: boolean): Promise<Member> => {
    const who = await distributor(mall, { device: `t1.${name}` });
    await buyTo(mall, who, sku, { phone: `t1.${name}` });
    const alias = await buyerOf(mall, who, { device: same ? `t1.${name}` : `t1.${name}-2` });
    await buyTo(mall, alias, sku, { phone: `t1.${name}` });
    return who;
  };
  return [await of("a", true), await of("b", false)] as const;
}

Deno.test("a new shop has the clear rules on, and no weak hit alone reaches its score", () =>
  onMall(async (mall) => {
    const { hold_score, items } = await rulesOf(mall);
    const on = items.filter(({ is_on }) => is_on).map(({ rule }) => rule);
    assert.deepEqual(on, ["self_dealing", "ring", "farm"]);
    assert.equal(hold_score, 100);
    const alone = items.filter(({ weight }) => weight >= hold_score).map(({ rule }) => rule);
    assert.deepEqual(alone, ["ring", "farm"]); // a pattern of several orders or people
  }));

Deno.test("a preview finds what judging finds, changes nothing, and says whom it would hold", () =>
  onMall(async (mall) => {
    const [a, b] = await twoCheats(mall);
    await save(mall, "self_dealing", { is_on: false });
    await judge(mall);
    assert.deepEqual([await casesOf(mall, a), await casesOf(mall, b)], [[], []]);
    const seen = await preview(mall, "self_dealing", 60);
    assert.deepEqual([seen.hits, seen.distributors, seen.orders, seen.holding], [3, 2, 2, 1]);
    assert.deepEqual(seen.items.map(({ distributor_id, score }) => [distributor_id, score]), [
      [a.member_id, 120],
      [b.member_id, 60],
    ]);
    assert.deepEqual([await casesOf(mall, a), await casesOf(mall, b)], [[], []]);

    await save(mall, "self_dealing");
    await mall.db.sql`delete from person.order_marks`;
    await mall.db.sql`update ops.watermarks set xid = '0' where name = 'risk'`;
    await judge(mall);
    const judged = [await hitsOf(mall, a), await hitsOf(mall, b)];
    assert.equal(judged.flat().length, seen.hits);
    assert.equal((await preview(mall, "self_dealing", 100)).holding, 2);
  }));

Deno.test("a rule's figures say in how many cases it was, and how they ended", () =>
  onMall(async (mall) => {
    const [a, b] = await twoCheats(mall);
    await judge(mall);
    const figures = async () =>
      (await rulesOf(mall)).items.find(({ rule }) => rule === "self_dealing")!.figures;
    assert.deepEqual(await figures(), { cases: 2, open: 2, confirmed: 0, released: 0 });
    await decide(mall, (await casesOf(mall, a))[0]!.id, "void");
    await decide(mall, (await casesOf(mall, b))[0]!.id, "release");
    assert.deepEqual(await figures(), { cases: 2, open: 0, confirmed: 1, released: 1 });
  }));

Deno.test("a lower score holds open cases that reach it", () =>
  onMall(async (mall) => {
    const [, b] = await twoCheats(mall);
    await judge(mall);
    assert.deepEqual(Object.values(await commissionOf(mall, b)), ["pending"]);
    await mall.command("save_risk_score", { hold_score: 60, reason: "从严" });
    assert.deepEqual(Object.values(await commissionOf(mall, b)), ["held"]);
    assert.equal((await mall.work("risk_case")).length, 2);
  }));

Deno.test("a rule's form is refused by name: unknown rules, missing and wide thresholds, odd weights", () =>
  onMall(async (mall) => {
    await refuses(
      "INVALID_REQUEST",
      mall.command("save_risk_rule", {
        rule: "no_such_rule",
        is_on: true,
        weight: 10,
        thresholds: {},
        reason: "x",
      }),
    );
    for (
      const change of [
        { thresholds: { orders: 0 } },
        { thresholds: {} },
        { thresholds: { orders: 2, more: 1 } },
        { thresholds: { orders: "2" } },
        { thresholds: null },
        { weight: 0 },
        { weight: null },
        { is_on: null },
      ]
    ) await refuses("INVALID_REQUEST", save(mall, "ring", change));
    await refuses(
      "INVALID_REQUEST",
      mall.command("save_risk_score", { hold_score: 0, reason: "x" }),
    );
    const trust = { distributor_id: crypto.randomUUID(), rules: ["ring"], until: "2020-01-01" };
    await refuses(
      "DISTRIBUTOR_NOT_FOUND",
      mall.command("trust_distributor", { ...trust, reason: "x" }),
    );
    const trusted = await mall.db.call(mall.owner, "list_trusted_distributors", {
      shop: mall.shop,
    });
    assert.deepEqual(TrustedDistributors.parse(trusted).items, []);
  }));

Deno.test("a rule that raises holds up its own shop's judging and settling alone, and says so on the work list", () =>
  onMall(async (mall, db) => {
    await mall.settings({ settle_days: 0 });
    const [sku] = await mall.product([10_000]) as [string];
    const who = await distributor(mall);
    const buyer = await buyerOf(mall, who);
    const { order_id } = await buyTo(mall, buyer, sku);
    await mall.complete(buyer, order_id);
    await save(mall, "ring");
    await db.sql`update risk.shop_rules set thresholds = '{"orders":"broken"}' where rule = 'ring'`;
    await db.call({ role: "mall_jobs" }, "judge_events");
    await mall.settle();
    assert.deepEqual(await commissionOf(mall, who), { [order_id]: "pending" });
    assert.equal((await mall.work("judging_failed")).length, 1);
    await db.sql`update risk.shop_rules set thresholds = '{"orders":2}' where rule = 'ring'`;
    await mall.settle();
    assert.deepEqual(await commissionOf(mall, who), { [order_id]: "settled" });
  }));
