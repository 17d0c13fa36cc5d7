import assert from "node:assert/strict";
import { knownSort, sortOf, sortOrder } from "./sorting.ts";

Deno.test("a column's arrow and the sort in the address say the same", () => {
  for (const order of ["ascend", "descend"] as const) {
    assert.equal(sortOrder("price_fen", sortOf("price_fen", order)!), order);
  }
  assert.equal(sortOf("price_fen", "descend"), "-price_fen");
  assert.equal(sortOf("price_fen", null), undefined);
  assert.equal(sortOrder("price_fen", "-stock"), null);
});

Deno.test("a sort that no column offers is as none", () => {
  const columns = [{ key: "price_fen", sorter: true }, { key: "title" }, {}];
  assert.equal(knownSort(columns, "-price_fen"), "-price_fen");
  for (const asked of ["title", "--price_fen", "undefined", "", undefined]) {
    assert.equal(knownSort(columns, asked), undefined);
  }
});
