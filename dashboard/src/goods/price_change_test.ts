import assert from "node:assert/strict";
import { priceChange } from "./price_change.ts";

Deno.test("a price is moved by yuan or per cent, up or down, and never by nothing or to nothing", () => {
  const change = (way: "up" | "down", unit: "yuan" | "percent", much: string | null) =>
    priceChange({ way, unit, much });
  assert.deepEqual(change("up", "yuan", "1.5"), { price_fen: 150 });
  assert.deepEqual(change("down", "yuan", "3"), { price_fen: -300 });
  assert.deepEqual(change("down", "percent", "12.25"), { price_bps: -1225 });
  assert.deepEqual(change("up", "percent", "100"), { price_bps: 10_000 });
  for (const much of [null, "", "0", "0.00", "x"]) assert.equal(change("up", "yuan", much), null);
  assert.equal(change("down", "percent", "100"), null);
  assert.equal(change("up", "percent", "1000.01"), null);
});
