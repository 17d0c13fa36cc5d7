import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { mine, of, saveRule } from "@/tests/support/commission_terms.ts";

interface Term {
  level: number;
  distributor_id: string;
  rule_kind: string;
  rule_id: string;
  rate_bps: number | null;
  fixed_fen: number | null;
  cap_bps: number;
  commission_fen: number;
  clamped: boolean;
}

async function termsOf(db: TestDatabase, order_id: string): Promise<Term[][]> {
  const rows = await db.sql<{ terms: Term[] }[]>`
    select terms from trade.order_lines where order_id = ${order_id} order by line_no`;
  return rows.map(({ terms }) => terms);
}

/** What terms with these rates, or sums per piece, pay of a base. */
async function applied(
  db: TestDatabase,
  parts: Partial<Term>[],
  base_fen: number,
  quantity = 1,
): Promise<[number, boolean][]> {
  const terms = parts.map((part) => ({ rate_bps: null, fixed_fen: null, cap_bps: 2000, ...part }));
  const [row] = await db.sql<{ terms: Term[] }[]>`
    select private.apply_terms(${db.sql.json(terms)}, ${base_fen}, ${quantity}) as terms`;
  return row!.terms.map(({ commission_fen, clamped }) => [commission_fen, clamped]);
}

Deno.test("C7 where both levels together are above the cap, level 2 gives way first, and its term says so", () =>
  onMall(async (_mall, db) => {
    const rates = (...bps: number[]) => applied(db, bps.map((rate_bps) => ({ rate_bps })), 999);
    assert.deepEqual(await rates(1000, 1000), [[99, false], [99, false]]);
    assert.deepEqual(await rates(1500, 1000), [[149, false], [50, true]]);
    assert.deepEqual(await rates(3000, 1000), [[199, true], [0, true]]);
    assert.deepEqual(await rates(1000, 500, 900), [[99, false], [49, false], [51, true]]);
    const capped = [{ rate_bps: 1000 }, { rate_bps: 100, cap_bps: 500 }];
    assert.deepEqual(await applied(db, capped, 1000), [[100, false], [0, true]]);
  }));

Deno.test("a fixed sum pays per piece, within what was paid for the line and within the cap", () =>
  onMall(async (_mall, db) => {
    const pays = (fixed_fen: number, base_fen: number, cap_bps = 10_000) =>
      applied(db, [{ fixed_fen, cap_bps }], base_fen, 3);
    assert.deepEqual(await pays(150, 10_000), [[450, false]]);
    assert.deepEqual(await pays(150, 400), [[400, false]]);
    assert.deepEqual(await pays(150, 1000, 2000), [[200, true]]);
  }));

Deno.test("an order keeps who earns what by which rule, and its commission says the same, whatever the rule is later", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [cheap, dear] = await mall.product([3333, 5000]) as [string, string];
    await saveRule(mall, 1200, 300);
    const placed = await mall.place(buyer, of(cheap, dear));
    const [rule] = await db.sql`
      select r.id, s.version, s.id as set_id from shop.rule_sets s
        join shop.commission_rules r on r.set_id = s.id and r.level = 1
       where s.ends_at is null`;
    const [second_rule] = await db.sql`
      select id from shop.commission_rules where set_id = ${rule!.set_id} and level = 2`;
    await saveRule(mall, 100, 100);
    const { version } = rule!;
    const by = { rule_kind: "shop", version, tier: null, fixed_fen: null, cap_bps: 2000 };
    const of1 = { ...by, level: 1, rule_id: rule!.id };
    const first = { ...of1, distributor_id: level1.member_id, rate_bps: 1200 };
    const of2 = { ...by, level: 2, rule_id: second_rule!.id };
    const second = { ...of2, distributor_id: level2.member_id, rate_bps: 300 };
    assert.deepEqual(await termsOf(db, placed.order_id), [
      [
        { ...first, commission_fen: 799, clamped: false },
        { ...second, commission_fen: 199, clamped: false },
      ],
      [
        { ...first, commission_fen: 1200, clamped: false },
        { ...second, commission_fen: 300, clamped: false },
      ],
    ]);
    await mall.notify(await mall.startPaying(buyer, placed));
    const none = { extras: [], extra_fen: 0, volume_bps: null, volume_fen: 0 };
    const reason = { ...by, rule: rule!.id, ...none, clamped: false };
    const earned = (await mine(mall, level1)).toSorted((a, b) => a.line_no - b.line_no);
    assert.deepEqual(
      earned.map((one) => [one.commission_fen, one.reason]),
      [[799, { ...reason, rate_bps: 1200 }], [1200, { ...reason, rate_bps: 1200 }]],
    );
  }));

Deno.test("goods that are not distributed have no terms, and an order without an earner has none", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [shared] = await mall.product([1000]) as [string];
    const [plain] = await mall.product([1000]) as [string];
    await db.sql`update catalog.products p set distributable = false
      from catalog.skus s where s.id = ${plain} and p.id = s.product_id`;
    const { order_id } = await mall.place(buyer, of(shared, plain));
    assert.deepEqual((await termsOf(db, order_id)).map((terms) => terms.length), [2, 0]);
    const free = await mall.place(await mall.member(), of(shared));
    assert.deepEqual(await termsOf(db, free.order_id), [[]]);
  }));

Deno.test("placing does not fail because a shop has no rule in force: nobody earns", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    await db.sql`update shop.rule_sets set ends_at = private.now() where ends_at is null`;
    const { order_id } = await mall.buy(buyer, of(sku));
    assert.deepEqual(await termsOf(db, order_id), [[]]);
  }));
