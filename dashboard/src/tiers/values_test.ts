import assert from "node:assert/strict";
import type { Tier } from "@/contracts/staff/tiers.ts";
import { blank, tierOf, valuesOf } from "./values.ts";

const tier: Tier = {
  tier: 2,
  name: "银藤",
  needs: "any",
  sales_fen: 123_450,
  orders: null,
  buyers: 5,
  within_days: 90,
  valid_days: null,
  keep_bps: 5_050,
  version: 3,
  distributor_count: 0,
  pinned_count: 0,
  updated_at: "2026-11-30T00:00:00Z",
  by: null,
};

Deno.test("a tier that is only opened and saved stays as it is", () => {
  const { distributor_count: _, pinned_count: __, updated_at: ___, by: ____, ...form } = tier;
  assert.deepEqual(tierOf(valuesOf(tier), 2, 3), form);
});

Deno.test("the first tier has a name and nothing else", () => {
  const saved = tierOf({ ...blank, name: " 青藤 " }, 1, 1);
  assert.deepEqual([saved.name, saved.within_days, saved.valid_days], ["青藤", null, null]);
});
