import assert from "node:assert/strict";
import type { SetRule } from "@/contracts/staff/rules.ts";
import { decidingRule, extrasAt, indexOf, isOwn, tieOf } from "./deciding.ts";
import { plainRule } from "./set.ts";

const [sku, product, child, parent] = ["s", "p", "c", "d"];
const places = [sku!, product!, child!, parent!, "shop"];
const now = Date.parse("2026-12-01T00:00:00+08:00");
const at = (day: number) => `2026-12-${String(day).padStart(2, "0")}T00:00:00+08:00`;

type Scope = SetRule["scope"];
const rule = (scope: Scope, id: string | null, some: Partial<SetRule> = {}): SetRule => ({
  ...plainRule({ scope, scope_id: id, tier: null, level: 1 }),
  ...some,
});
const rate = (rules: SetRule[], tier: number | null = null, level = 1, moment = now) =>
  decidingRule(indexOf(rules), places, { tier, level }, moment)?.rate_bps;

Deno.test("the narrowest place decides: SKU, product, category, its parent, shop", () => {
  const narrower = [
    rule("shop", null, { rate_bps: 1 }),
    rule("category", "d", { rate_bps: 2 }),
    rule("category", "c", { rate_bps: 3 }),
    rule("product", "p", { rate_bps: 4 }),
    rule("sku", "s", { rate_bps: 5 }),
  ];
  narrower.forEach((_, n) => assert.equal(rate(narrower.slice(0, n + 1).toReversed()), n + 1));
  assert.equal(rate([rule("product", "another", { rate_bps: 9 })]), undefined);
  assert.equal(rate(narrower, null, 2), undefined, "the other level has rules of its own");
});

Deno.test("in a place one for the tier comes before one for any, and a narrower place before both", () => {
  const rules = [
    rule("shop", null, { rate_bps: 1, tier: 2, priority: 9 }),
    rule("product", "p", { rate_bps: 2, priority: 9 }),
    rule("product", "p", { rate_bps: 3, tier: 2 }),
  ];
  assert.equal(rate(rules, 2), 3);
  assert.equal(rate(rules, 1), 2);
  assert.equal(rate(rules, null), 2, "what any tier gets is no tier's own");
  assert.equal(rate(rules.slice(0, 2), 2), 2);
});

Deno.test("of those that hold the higher priority decides; a beginning belongs to an interval, its end does not", () => {
  const rules = [
    rule("shop", null, { rate_bps: 1 }),
    rule("shop", null, { rate_bps: 2, priority: 5, starts_at: at(1), ends_at: at(3) }),
    rule("shop", null, { rate_bps: 3, priority: 7, starts_at: at(2), ends_at: at(3) }),
  ];
  assert.equal(rate(rules, null, 1, Date.parse(at(1)) - 1), 1);
  assert.equal(rate(rules, null, 1, Date.parse(at(1))), 2);
  assert.equal(rate(rules, null, 1, Date.parse(at(2))), 3);
  assert.equal(rate(rules, null, 1, Date.parse(at(3))), 1);
  assert.equal(rate([rules[0]!, rule("product", "p")]), 0, "nothing at all is a decision");
});

Deno.test("a rule of a wider place or of any tier is not the cell's own", () => {
  const cell = { scope: "product", scope_id: "p", tier: 2, level: 1 } as const;
  assert.equal(isOwn(rule("product", "p", { tier: 2 }), cell), true);
  assert.equal(isOwn(rule("product", "p"), cell), false);
  assert.equal(isOwn(rule("shop", null, { tier: 2 }), cell), false);
  assert.equal(isOwn(undefined, cell), false);
});

Deno.test("two rules tie when their intervals meet under one priority, not when one follows the other", () => {
  const some = (starts_at: string | null, ends_at: string | null, priority = 0) =>
    rule("shop", null, { starts_at, ends_at, priority });
  assert.deepEqual(tieOf([some(null, null, 1), some(null, at(2)), some(at(1), null)]), [1, 2]);
  assert.equal(tieOf([some(null, at(2)), some(at(2), null)]), undefined);
  assert.equal(tieOf([some(null, null), some(null, null, 1)]), undefined);
});

Deno.test("extras hold in their place and what lies in it, during their interval", () => {
  const extra = (scope: Scope, scope_id: string | null) => ({
    ...{ name: scope, scope, scope_id, extra_bps: 100, starts_at: at(1), ends_at: at(2) },
  });
  const extras = [extra("shop", null), extra("category", "d"), extra("product", "another")];
  assert.deepEqual(extrasAt(extras, places, now), extras.slice(0, 2));
  assert.deepEqual(extrasAt(extras, places, Date.parse(at(2))), []);
});
