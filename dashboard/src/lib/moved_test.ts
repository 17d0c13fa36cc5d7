import assert from "node:assert/strict";
import { moved } from "./moved.ts";

Deno.test("one thing goes to another place, and the others keep their order", () => {
  const items = ["a", "b", "c", "d"];
  assert.deepEqual(moved(items, 0, 2), ["b", "c", "a", "d"]);
  assert.deepEqual(moved(items, 3, 0), ["d", "a", "b", "c"]);
  assert.deepEqual(moved(items, 1, 1), items);
});
