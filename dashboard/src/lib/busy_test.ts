import assert from "node:assert/strict";
import { OneAtATime } from "./busy.ts";

Deno.test("a double click runs a command once; when it is over, it may run again", () => {
  const door = new OneAtATime();
  assert.equal(door.begin(), true);
  assert.equal(door.begin(), false);
  assert.equal(door.begin(), false);
  door.end();
  assert.equal(door.begin(), true);
});
