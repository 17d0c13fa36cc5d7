import assert from "node:assert/strict";
import type { RuleSetForm, SetExtra, SetRule } from "@/contracts/staff/rules.ts";
import { keptOf, type OracleLine, refundFen, sharesOf } from "./commission_oracle.ts";
import { bonusesOf, type MonthLine, monthOf } from "./commission_oracle_months.ts";
import { decidingRule, type Goods } from "./commission_oracle_rules.ts";

const noon = Date.parse("2026-06-15T12:00:00Z");
const before = "2026-06-15T11:00:00Z";
const after = "2026-06-15T13:00:00Z";
const goods: Goods = { sku: "s", product: "p", category: "c", parent: "d", distributable: true };

const rule = (given: Partial<SetRule> = {}): SetRule => ({
  scope: "shop",
  scope_id: null,
  tier: null,
  level: 1,
  rate_bps: 1000,
  fixed_fen: null,
  starts_at: null,
  ends_at: null,
  priority: 0,
  ...given,
});

const extra = (extra_bps: number, given: Partial<SetExtra> = {}): SetExtra => ({
  name: "夏季",
  scope: "shop",
  scope_id: null,
  extra_bps,
  starts_at: before,
  ends_at: after,
  ...given,
});

const setOf = (given: Partial<RuleSetForm>): RuleSetForm => ({
  levels: 2,
  cap_bps: 5000,
  rules: [rule(), rule({ level: 2, rate_bps: 500 })],
  extras: [],
  volume_mode: null,
  volume_steps: [],
  ...given,
});

const lineOf = (base_fen: bigint, quantity = 1): OracleLine => ({ goods, quantity, base_fen });
const placed = { at: noon, tier1: 3, tier2: 1, volume_fen: 0n };

Deno.test("oracle: the narrowest place decides, then the tier, then the moment, then the priority", () => {
  const ladder = [
    rule(),
    rule({ tier: 3 }),
    rule({ scope: "category", scope_id: "d" }),
    rule({ scope: "category", scope_id: "c" }),
    rule({ scope: "product", scope_id: "p" }),
    rule({ scope: "sku", scope_id: "s" }),
    rule({ scope: "sku", scope_id: "s", priority: 9, starts_at: before }),
    rule({ scope: "sku", scope_id: "s", tier: 3, priority: 1 }),
  ];
  const others = [
    rule({ scope: "sku", scope_id: "s", tier: 3, ends_at: "2026-06-15T12:00:00Z", priority: 99 }),
    rule({ scope: "sku", scope_id: "s", tier: 3, starts_at: after, priority: 99 }),
    rule({ scope: "sku", scope_id: "s", tier: 2, priority: 99 }),
    rule({ scope: "sku", scope_id: "other", tier: 3, priority: 99 }),
    rule({ scope: "sku", scope_id: "s", level: 2, tier: 3, priority: 99 }),
  ];
  while (ladder.length > 0) {
    const set = setOf({ rules: [...others, ...ladder] });
    assert.equal(decidingRule(set, goods, 1, 3, noon), ladder.pop());
  }
});

Deno.test("oracle: every part is floored by itself, and fixed sums are per piece and at most the base", () => {
  const set = setOf({
    rules: [rule({ rate_bps: 333 }), rule({ level: 2, rate_bps: null, fixed_fen: 7 })],
    extras: [extra(100), extra(50), extra(900, { scope: "category", scope_id: "other" })],
    volume_mode: "ahead",
    volume_steps: [{ from_fen: 100, bps: 50 }, { from_fen: 200, bps: 150 }],
  });
  const { level1, level2 } = sharesOf(set, lineOf(199n, 3), { ...placed, volume_fen: 200n });
  assert.deepEqual([level1!.rule_fen, level1!.extra_fen, level1!.volume_fen], [6n, 2n, 2n]);
  assert.deepEqual([level1!.commission_fen, level2!.commission_fen], [10n, 21n]);
  assert.equal(
    sharesOf(setOf({ ...set, cap_bps: 10_000 }), lineOf(20n, 3), placed).level1!.rule_fen,
    0n,
  );
  const poor = sharesOf(
    { ...set, cap_bps: 10_000, rules: set.rules.slice(1) },
    lineOf(20n, 3),
    placed,
  );
  assert.deepEqual([poor.level1, poor.level2!.commission_fen], [null, 20n]);
});

Deno.test("oracle: the cap cuts the volume's part first, then the extra, level 2, level 1", () => {
  const parts = (cap_bps: number) => {
    const { level1, level2 } = sharesOf(
      setOf({
        cap_bps,
        extras: [extra(300)],
        volume_mode: "ahead",
        volume_steps: [{ from_fen: 1, bps: 200 }],
      }),
      lineOf(10_000n),
      { ...placed, volume_fen: 1n },
    );
    return [level1!.rule_fen, level2!.rule_fen, level1!.extra_fen, level1!.volume_fen].map(Number);
  };
  assert.deepEqual(parts(2000), [1000, 500, 300, 200]);
  assert.deepEqual(parts(1900), [1000, 500, 300, 100]);
  assert.deepEqual(parts(1600), [1000, 500, 100, 0]);
  assert.deepEqual(parts(1200), [1000, 200, 0, 0]);
  assert.deepEqual(parts(700), [700, 0, 0, 0]);
});

Deno.test("oracle: a level without a distributor, beyond the set's, or of goods not distributed gets nothing", () => {
  const line = lineOf(10_000n);
  const left_out = sharesOf(setOf({}), line, { ...placed, tier1: null });
  assert.deepEqual([left_out.level1, left_out.level2!.commission_fen], [null, 500n]);
  assert.equal(sharesOf(setOf({ levels: 1 }), line, placed).level2, null);
  const hidden = { ...line, goods: { ...goods, distributable: false } };
  assert.deepEqual(sharesOf(setOf({}), hidden, placed), { level1: null, level2: null });
});

Deno.test("oracle: refunds in pieces take all, and of a commission its part is kept", () => {
  let left = 100n;
  for (const [quantity, of] of [[1, 7], [3, 6], [2, 3], [1, 1]] as const) {
    left -= refundFen(left, quantity, of);
  }
  assert.equal(left, 0n);
  assert.equal(refundFen(100n, 1, 3), 34n);
  assert.deepEqual([keptOf(33n, 67n, 100n), keptOf(33n, 0n, 100n), keptOf(0n, 0n, 0n)], [
    22n,
    0n,
    0n,
  ]);
});

const monthLine = (kept_fen: bigint, given: Partial<MonthLine> = {}): MonthLine => ({
  set: setOf({
    volume_mode: "after_slices",
    volume_steps: [{ from_fen: 100, bps: 1000 }, { from_fen: 300, bps: 2000 }],
  }),
  placed_at: noon,
  order_id: "a",
  line_no: 1,
  distributable: true,
  base_fen: kept_fen,
  kept_fen,
  level1_fen: 0n,
  level2_fen: 0n,
  ...given,
});

Deno.test("oracle: after the month a step pays on the whole, or on the slice above it in the order of placing", () => {
  const lines = [
    monthLine(350n, { line_no: 2 }),
    monthLine(50n),
    monthLine(100n, { order_id: "0", placed_at: noon + 1 }),
  ];
  assert.deepEqual([...bonusesOf(lines)], [["a 1", 0n], ["a 2", 40n], ["0 1", 20n]]);
  const whole = lines.map((line) => ({
    ...line,
    set: { ...line.set, volume_mode: "after_whole" as const },
  }));
  assert.deepEqual([...bonusesOf(whole).values()], [10n, 70n, 20n]);
});

Deno.test("oracle: a bonus has what room the cap leaves beside what is kept of both levels", () => {
  const line = monthLine(1000n, { base_fen: 2000n, level1_fen: 601n, level2_fen: 300n });
  const whole = { ...line.set, volume_mode: "after_whole" as const };
  const capped = (cap_bps: number) => [
    ...bonusesOf([{ ...line, set: { ...whole, cap_bps } }]).values(),
  ];
  assert.deepEqual([capped(5000), capped(4600), capped(4000)], [[50n], [10n], [0n]]);
});

Deno.test("oracle: a month is Shanghai's", () => {
  assert.equal(monthOf(Date.parse("2026-06-30T15:59:59.999Z")), "2026-06");
  assert.equal(monthOf(Date.parse("2026-06-30T16:00:00Z")), "2026-07");
});
