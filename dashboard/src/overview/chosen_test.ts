import assert from "node:assert/strict";
import { daysOf, sideOf } from "./chosen.ts";

Deno.test("the funnel covers the days that the address asks for, and a week otherwise", () => {
  assert.deepEqual(["1", "7", "30"].map(daysOf), [1, 7, 30]);
  assert.deepEqual([undefined, "", "0", "2", "31", "x"].map(daysOf), [7, 7, 7, 7, 7, 7]);
});

Deno.test("the table is about distributors unless the address asks for products", () => {
  assert.deepEqual([undefined, "product", "member"].map(sideOf), [
    "distributor",
    "product",
    "distributor",
  ]);
});
