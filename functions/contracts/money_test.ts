import assert from "node:assert/strict";
import { formatBps, formatFen } from "./format.ts";
import { Bps, Fen } from "./money.ts";

Deno.test("C1 Fen takes whole numbers below 2^53 and nothing else", () => {
  for (const good of [0, 1, 199_999, 2 ** 53 - 1]) assert.equal(Fen.safeParse(good).success, true);
  for (const bad of [-1, 0.5, 2 ** 53, NaN, Infinity, "1", 1n, null]) {
    assert.equal(Fen.safeParse(bad).success, false, String(bad));
  }
});

Deno.test("Bps is a rate from nothing to the whole", () => {
  for (const good of [0, 1250, 10000]) assert.equal(Bps.safeParse(good).success, true);
  for (const bad of [-1, 10001, 12.5]) assert.equal(Bps.safeParse(bad).success, false);
});

Deno.test("formatFen() writes yuan as people read them", () => {
  const cases: [number, string][] = [
    [0, "¥0.00"],
    [1, "¥0.01"],
    [-5, "-¥0.05"],
    [100, "¥1.00"],
    [123_450, "¥1,234.50"],
    [100_000_000, "¥1,000,000.00"],
    [2 ** 53 - 1, "¥90,071,992,547,409.91"],
  ];
  for (const [fen, text] of cases) assert.equal(formatFen(fen), text);
  assert.throws(() => formatFen(0.5), RangeError);
});

Deno.test("formatBps() writes a rate as people read it", () => {
  const cases: [number, string][] = [[0, "0%"], [5, "0.05%"], [1250, "12.5%"], [10000, "100%"]];
  for (const [bps, text] of cases) assert.equal(formatBps(bps), text);
});
