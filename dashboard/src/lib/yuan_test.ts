import assert from "node:assert/strict";
import { fenOf, yuanOf } from "./yuan.ts";

Deno.test("yuan as typed become fen without floating point", () => {
  assert.equal(fenOf("0.29"), 29);
  assert.equal(fenOf("1234.5"), 123_450);
  assert.equal(fenOf("19.99"), 1999);
  assert.equal(fenOf("100"), 10_000);
  for (const nothing of ["", "1.234", "-1", "1e3", null, undefined]) {
    assert.equal(fenOf(nothing), null);
  }
});

Deno.test("fen become yuan, and come back the same", () => {
  assert.equal(yuanOf(5), "0.05");
  assert.equal(yuanOf(1250), "12.50");
  for (const fen of [0, 1, 99, 100, 101, 123_456_789]) assert.equal(fenOf(yuanOf(fen)), fen);
});
