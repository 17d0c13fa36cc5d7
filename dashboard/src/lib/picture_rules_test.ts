import assert from "node:assert/strict";
import { megabytes, most_bytes } from "./picture_rules.ts";

Deno.test("sizes are said in megabytes with one decimal", () => {
  assert.equal(megabytes(30 * 1024 * 1024), "30.0");
  assert.equal(megabytes(most_bytes), "20.0");
});
