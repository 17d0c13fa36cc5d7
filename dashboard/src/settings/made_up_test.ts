import assert from "node:assert/strict";
import { drawKey } from "./made_up.ts";

Deno.test("a key that is made up has letters and figures alone, as many as asked for, and is no other's", () => {
  const drawn = Array.from({ length: 50 }, () => drawKey(43));
  for (const key of drawn) assert.match(key, /^[0-9A-Za-z]{43}$/);
  assert.equal(new Set(drawn).size, drawn.length);
});
