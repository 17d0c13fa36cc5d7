import assert from "node:assert/strict";
import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import { namedBy, rowsOf, withGoods } from "./rows.ts";
import { plainRule } from "./set.ts";
import { tierColumns } from "./tiers.ts";

const good = (scope: RuleGood["scope"], id: string | null, within: string[] = []): RuleGood => ({
  ...{ scope, scope_id: id, name: id ?? "全店", within, cheapest: null, dearest: null },
});
const goods = [
  good("shop", null),
  good("category", "tea"),
  good("category", "cups"),
  good("category", "green", ["tea"]),
  good("product", "loose"),
  good("product", "longjing", ["green", "tea"]),
  good("product", "mixed", ["tea"]),
  good("product", "unnamed", ["tea"]),
  good("sku", "100g", ["longjing", "green", "tea"]),
  good("sku", "50g", ["longjing", "green", "tea"]),
];

Deno.test("lines stand where they belong: categories, their goods before the categories in them, loose goods last", () => {
  const rows = rowsOf(goods, new Set(["loose", "mixed", "50g"]));
  assert.deepEqual(rows.map(({ key, depth }) => `${depth} ${key}`), [
    ...["0 shop", "0 tea", "1 mixed", "1 green", "2 longjing", "3 50g", "0 cups", "0 loose"],
  ]);
  assert.deepEqual(rows[5]!.places, ["50g", "longjing", "green", "tea", "shop"]);
  assert.deepEqual(rows[0]!.places, ["shop"]);
});

Deno.test("goods have a line when a rule or an extra names them", () => {
  const rule = plainRule({ scope: "product", scope_id: "mixed", tier: 3, level: 1 });
  const form = {
    ...{ levels: 2, cap_bps: 0, rules: [rule], volume_mode: null, volume_steps: [] },
    extras: [{
      ...{ name: "加", scope: "sku", scope_id: "50g", extra_bps: 1 } as const,
      ...{ starts_at: "2026-12-01T00:00:00Z", ends_at: "2026-12-02T00:00:00Z" },
    }],
  };
  assert.deepEqual([...namedBy(form)], ["mixed", "50g"]);
  assert.deepEqual(tierColumns({ 1: "银牌", 2: "金牌" }, [form], [5]), [null, 1, 2, 3, 5]);
});

Deno.test("what is read again replaces what was known of it", () => {
  const fresh = { ...good("category", "cups"), name: "茶具" };
  const known = withGoods(goods, [fresh]);
  assert.equal(known.length, goods.length);
  assert.deepEqual(known.filter(({ scope_id }) => scope_id === "cups"), [fresh]);
});
