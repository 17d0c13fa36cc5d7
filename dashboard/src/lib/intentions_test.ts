import assert from "node:assert/strict";
import { answered, keyOf } from "./intentions.ts";

Deno.test("a command keeps its key until it is answered, or too old to be the same", () => {
  const first = keyOf("/stock {10}", 0);
  assert.equal(keyOf("/stock {10}", 60_000), first);
  assert.notEqual(keyOf("/stock {20}", 60_000), first);
  assert.notEqual(keyOf("/stock {10}", 11 * 60_000), first);
  const last = keyOf("/stock {10}", 11 * 60_000);
  answered("/stock {10}");
  assert.notEqual(keyOf("/stock {10}", 11 * 60_000), last);
});
