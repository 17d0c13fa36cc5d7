import assert from "node:assert/strict";
import { changeOf } from "./change.ts";

Deno.test("a change is told against yesterday's, and nothing where there was nothing or is no change", () => {
  assert.deepEqual(changeOf(150, 100), { isMore: true, percent: 50 });
  assert.deepEqual(changeOf(0, 100), { isMore: false, percent: 100 });
  assert.deepEqual(changeOf(995, 1000), { isMore: false, percent: 1 });
  assert.equal(changeOf(100, 0), undefined);
  assert.equal(changeOf(100, 100), undefined);
});
