import assert from "node:assert/strict";
import { Soon } from "./soon.ts";
import { inFakeTime } from "./testing/fake_time.ts";

Deno.test("many messages together are one reading, and the next one is another", () =>
  inFakeTime(0, async (time) => {
    let reads = 0;
    const soon = new Soon(() => reads++);
    for (let n = 0; n < 5; n++) soon.ask();
    await time.pass(399);
    soon.ask(); // asking again does not put it off
    assert.equal(reads, 0);
    await time.pass(1);
    assert.equal(reads, 1);
    await time.pass(1000);
    assert.equal(reads, 1);
    soon.ask();
    await time.pass(400);
    assert.equal(reads, 2);
  }));

Deno.test("a page that was left reads no more, and one that comes back does", () =>
  inFakeTime(0, async (time) => {
    let reads = 0;
    const soon = new Soon(() => reads++);
    soon.ask();
    soon.forget();
    await time.pass(1000);
    assert.equal(reads, 0);
    soon.ask();
    await time.pass(400);
    assert.equal(reads, 1);
  }));
