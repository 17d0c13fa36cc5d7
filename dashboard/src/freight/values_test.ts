import assert from "node:assert/strict";
import type { FreightTemplate } from "@/contracts/staff/freight.ts";
import { regionTree } from "./regions.ts";
import { inUnit, templateOf, valuesOf } from "./values.ts";

const rate = {
  ...{ regions: [], is_served: true, first_units: 1, first_fen: 850, further_units: 2 },
  ...{ further_fen: 205, free_from_fen: 9900, free_from_pieces: 3 },
};
const template: FreightTemplate = {
  ...{ id: "t", version: 3, name: "冷链", unit: "weight", is_default: true },
  ...{ product_count: 2, updated_at: "2026-11-30T00:00:00Z", by: "林" },
  rates: [{
    ...rate,
    is_served: false,
    free_from_fen: null,
    free_from_pieces: null,
    regions: [{ province: "广东省", city: "深圳市" }, { province: "西藏自治区", city: null }],
  }, rate],
};

Deno.test("a template that is opened and saved untouched is sent as it was read, on top of its version", () => {
  const { product_count: _p, updated_at: _u, by: _b, ...read } = template;
  assert.deepEqual(templateOf(valuesOf(template), template), read);
});

Deno.test("another unit begins with one kilogram or one piece in every rate: one piece never becomes one gram", () => {
  const pieces = inUnit(valuesOf(template), "piece");
  for (const { first_units, further_units } of [pieces.elsewhere, ...pieces.rates]) {
    assert.deepEqual([first_units, further_units], [1, 1]);
  }
  const grams = inUnit(pieces, "weight");
  for (const { first_units, further_units } of [grams.elsewhere, ...grams.rates]) {
    assert.deepEqual([first_units, further_units], [1_000, 1_000]);
  }
});

Deno.test("the regions to choose from are every province with its cities, each once", () => {
  const tree = regionTree();
  const values = tree.flatMap((
    { value, children },
  ) => [value, ...children.map((one) => one.value)]);
  assert.equal(tree.length, 34);
  assert.equal(new Set(values).size, values.length);
  assert.ok(values.includes("广东省/深圳市"));
  assert.ok(!values.includes("北京市/北京市"), "one city is its province");
});
