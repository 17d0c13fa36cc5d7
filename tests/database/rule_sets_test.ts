import assert from "node:assert/strict";
import type { RuleSet, RuleSetPage } from "@/contracts/staff/rules.ts";
import { of } from "@/tests/support/commission_terms.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import {
  draftRules,
  extra,
  publishRules,
  rule,
  ruleSets,
  shop_rates,
} from "@/tests/support/rules.ts";
import { openTiers } from "@/tests/support/tiers.ts";

/** The refusal's details. */
async function refusal(code: string, promise: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await promise.then(() => assert.fail("was not refused"), (error) => error);
  assert.equal(error.message, code);
  return JSON.parse(error.detail || "{}");
}

Deno.test("C7 a set is refused with the combination that exceeds the cap, and only a reachable one", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const problems = async (...given: Parameters<typeof shop_rates>) =>
      (await draftRules(mall, shop_rates(...given))).problems.map(({ words }) => words);
    const cap = { cap_bps: 2000 };
    assert.deepEqual(await problems(1500, 500, cap), []);
    assert.deepEqual(await problems(1500, 501, cap), [
      "全店：一级 15%，二级 5.01%，合计 20.01%，超过上限 20%",
    ]);
    assert.deepEqual(await problems(1500, 501, { ...cap, levels: 1 }), []);
    const [{ id: product }] = await db.sql`select product_id as id from catalog.skus` as [
      { id: string },
    ];
    const tiered = [
      rule({ scope: "product", scope_id: product, tier: 3, rate_bps: 1600 }),
      rule({ scope: "product", scope_id: product, level: 2, tier: 2, rate_bps: 500 }),
    ];
    const [words] = await problems(1000, 0, { ...cap, rules: tiered });
    assert.match(words!, /一级 16%（等级 3），二级 5%（等级 2），合计 21%，超过上限 20%/);
    const june = { starts_at: "2099-06-01T00:00:00Z", ends_at: "2099-07-01T00:00:00Z" };
    const july = { starts_at: "2099-07-01T00:00:00Z", ends_at: "2099-08-01T00:00:00Z" };
    const apart = [extra({ extra_bps: 500, ...june }), extra({ extra_bps: 500, ...july })];
    assert.deepEqual(await problems(1000, 500, { ...cap, extras: apart }), []);
    const meeting = [...apart, extra({ name: "重叠", extra_bps: 1, ...june })];
    assert.equal((await problems(1000, 500, { ...cap, extras: meeting })).length, 1);
    const steps = {
      volume_mode: "after_whole" as const,
      volume_steps: [{ from_fen: 1, bps: 501 }],
    };
    assert.equal((await problems(1000, 500, { ...cap, ...steps })).length, 1);
    const fixed = [rule({ scope: "sku", scope_id: sku, fixed_fen: 151 })];
    assert.match((await problems(1000, 500, { ...cap, rules: fixed }))[0]!, /一级 15.1%/);

    const details = await refusal(
      "RULES_EXCEED_CAP",
      publishRules(mall, shop_rates(1500, 501, cap)),
    );
    assert.equal((details.problems as { words: string }[]).length, 1);
    assert.equal((await ruleSets(mall)).current.version, 1);
    await refuses("RULES_WITHOUT_BASE", publishRules(mall, { ...shop_rates(1, 1), rules: [] }));
  }));

Deno.test("two rules that could tie are refused when saved, and so is a place that is not there", () =>
  onMall(async (mall) => {
    const tie = (...rules: Parameters<typeof rule>[0][]) =>
      draftRules(mall, shop_rates(1000, 500, { rules: rules.map(rule) }));
    const details = await refusal("RULES_TIE", tie({ rate_bps: 900 }));
    assert.deepEqual(details, { rules: [0, 2], field: "draft.rules.2" });
    await tie({ rate_bps: 900, priority: 1 }, { rate_bps: 900, tier: 1 });
    const may = { starts_at: "2099-05-01T00:00:00Z", ends_at: "2099-06-01T00:00:00Z" };
    const june = { starts_at: "2099-06-01T00:00:00Z", ends_at: "2099-07-01T00:00:00Z" };
    await tie({ priority: 1, ...may }, { priority: 1, ...june });
    await refuses(
      "RULE_PLACE_NOT_FOUND",
      tie({ scope: "product", scope_id: crypto.randomUUID() }),
    );
    const bad = (more: Record<string, unknown>) =>
      refusal("INVALID_REQUEST", tie({ ...more, rate_bps: 1 } as never));
    assert.equal((await bad({ tier: 10 })).field, "draft.rules.2.tier");
    assert.equal((await bad({ fixed_fen: 5 })).field, "draft.rules.2.rate_bps");
    assert.equal((await bad({ scope: "sku" })).field, "draft.rules.2.scope_id");
    assert.equal((await bad({ ...may, ends_at: may.starts_at })).field, "draft.rules.2.starts_at");
    assert.equal((await bad({ colour: 1 })).field, "draft.rules.2.colour");
  }));

Deno.test("C9 a set takes over at its moment, orders keep theirs, and one overtaken before never begins", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    const version = async () => {
      const { order_id } = await mall.buy(buyer, of(sku));
      const [row] = await db.sql`
        select s.version, l.terms #>> '{0,commission_fen}' as fen from trade.orders o
          join trade.order_lines l on l.order_id = o.id
          join shop.rule_sets s on s.id = o.rule_set_id where o.id = ${order_id}`;
      return [row!.version, Number(row!.fen)];
    };
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    assert.deepEqual(await version(), [1, 200]);
    await publishRules(mall, shop_rates(1100, 0), at(20));
    await publishRules(mall, shop_rates(1200, 0), at(10));
    const { planned, draft } = await ruleSets(mall);
    assert.deepEqual([planned!.version, draft], [3, null]);
    assert.deepEqual(await version(), [1, 200]);
    await db.clock.advance(11);
    assert.deepEqual(await version(), [3, 240]);
    await db.clock.advance(10);
    assert.deepEqual(await version(), [3, 240]);
    const { items } = await db.call<RuleSetPage>(mall.owner, "list_rule_sets", { shop: mall.shop });
    assert.deepEqual(items.map((one) => [one.version, one.withdrawn]), [
      [3, false],
      [2, true],
      [1, false],
    ]);
    assert.deepEqual([items[0]!.by, items[0]!.reason, items[2]!.by], ["店主", "调整", null]);
    const whole = await db.call<RuleSet>(mall.owner, "get_rule_set", {
      shop: mall.shop,
      rule_set_id: items[2]!.id,
    });
    assert.deepEqual(whole.rules.map(({ rate_bps }) => rate_bps), [1000, 500]);
  }));

Deno.test("of many who save or publish one draft at once one does, and the others see what stands", () =>
  onMall(async (mall) => {
    const save = (n: number) =>
      mall.command("save_rule_draft", {
        draft: shop_rates(100 + n, 0),
        revision: null,
        reason: "同时",
      });
    const saved = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => save(n)));
    assert.equal(saved.filter(({ status }) => status === "fulfilled").length, 1);
    const publish = () => mall.command("publish_rule_draft", { revision: 1, reason: "同时" });
    const published = await Promise.allSettled(Array.from({ length: 8 }, publish));
    assert.equal(published.filter(({ status }) => status === "fulfilled").length, 1);
    for (const one of [...saved, ...published]) {
      if (one.status === "rejected") assert.equal(one.reason.message, "RULE_DRAFT_CHANGED");
    }
    const { current, draft } = await ruleSets(mall);
    assert.deepEqual([current.version, draft], [2, null]);
  }));

Deno.test("C20 rules saved and tiers changed while orders are placed: each order is wholly under one version and says which", () =>
  onMall(async (mall, db) => {
    await openTiers(mall, 2);
    const { level1, level2 } = await mall.chain();
    const [sku, other] = await mall.product([10_000, 20_000]) as [string, string];
    const buyers = await mall.members(12);
    for (const buyer of buyers) await mall.bind(buyer, level1);
    const rates = (n: number) =>
      shop_rates(1000 + n, 500 + n, {
        rules: [1, 2].map((level) => rule({ tier: 2, level, rate_bps: 2000 + n + level })),
      });
    const placing = buyers.flatMap((buyer) => [0, 1].map(() => mall.place(buyer, of(sku, other))));
    const publishing = (async () => {
      for (let n = 1; n <= 6; n++) await publishRules(mall, rates(n));
    })();
    const raising = (async () => {
      for (let n = 0; n < 12; n++) {
        await db.sql`update referral.distributors set tier = 3 - tier
          where id in (${level1.member_id}, ${level2.member_id})`;
      }
    })();
    await Promise.all([...placing, publishing, raising]);
    const rows = await db.sql<
      { version: number; level1_tier: number; level2_tier: number; terms: Term[] }[]
    >`select s.version, o.level1_tier, o.level2_tier, l.terms from trade.orders o
        join trade.order_lines l on l.order_id = o.id
        join shop.rule_sets s on s.id = o.rule_set_id`;
    assert.equal(rows.length, 48);
    for (const { version, level1_tier, level2_tier, terms } of rows) {
      const n = version - 1;
      const rate = (tier: number, level: 1 | 2) =>
        tier === 2 && n > 0 ? 2000 + n + level : (level === 1 ? 1000 : 500) + n;
      assert.deepEqual(terms.map((term) => [term.version, term.rate_bps]), [
        [version, rate(level1_tier, 1)],
        [version, rate(level2_tier, 2)],
      ]);
    }
  }));

interface Term {
  version: number;
  rate_bps: number;
}
