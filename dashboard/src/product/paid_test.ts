import assert from "node:assert/strict";
import type { RuleSet } from "@/contracts/staff/rules.ts";
import { payer, placesOf } from "./paid.ts";

const always = { tier: null, starts_at: null, ends_at: null, priority: 0, fixed_fen: null };
const rule = (scope_id: string | null, level: number, rate_bps: number, more = {}) => ({
  ...{ scope: scope_id ? "category" : "shop", scope_id, scope_name: scope_id && "茗茶" },
  ...{ level, rate_bps, ...always, ...more },
});
const set = {
  ...{ levels: 2, cap_bps: 3000, volume_mode: null, volume_steps: [] },
  rules: [
    rule(null, 1, 1000),
    rule(null, 2, 500),
    rule("tea", 1, 1500),
    rule("tea", 1, 2500, { tier: 2 }),
    rule("sku", 2, 100),
  ],
  extras: [{
    ...{ name: "加佣", scope: "product", scope_id: "p", scope_name: "龙井", extra_bps: 200 },
    ...{ starts_at: "2026-01-01T00:00:00Z", ends_at: "2026-02-01T00:00:00Z" },
  }],
} as unknown as RuleSet;

Deno.test("a SKU pays by the narrowest rule for any tier, named, with the extras of that moment", () => {
  const at = (moment: string) => payer(set, Date.parse(moment));
  const places = placesOf({ id: "p", category_id: "green" }, [
    { id: "green", parent_id: "tea" },
  ] as never);
  assert.deepEqual(places, ["p", "green", "tea", "shop"]);
  const { level1, extra_bps, words } = at("2026-01-15T00:00:00Z")(["sku", ...places]);
  assert.deepEqual([level1?.rate_bps, extra_bps], [1500, 200]);
  assert.deepEqual(words, { level1: "茗茶 15% + 加佣 2%", level2: "茗茶 1%" });
  assert.equal(at("2026-02-01T00:00:00Z")(places).words.level1, "茗茶 15%");
  const bare = placesOf({ category_id: null }, []);
  assert.deepEqual(at("2026-02-01T00:00:00Z")(bare).words, {
    level1: "全店 10%",
    level2: "全店 5%",
  });
});

Deno.test("a shop with one level pays one", () => {
  const { level2, words } = payer({ ...set, levels: 1 }, 0)(["shop"]);
  assert.deepEqual([level2, words.level2], [undefined, ""]);
});
