import assert from "node:assert/strict";
import { Soon } from "./soon.ts";
import { inFakeTime } from "./testing/fake_time.ts";

Deno.test("many messages together are one reading, two seconds after the last of them", () =>
  inFakeTime(0, async (time) => {
    let reads = 0;
    const soon = new Soon(() => reads++);
    for (let n = 0; n < 5; n++) {
      soon.ask();
      await time.pass(500);
    }
    await time.pass(1499);
    assert.equal(reads, 0);
    await time.pass(1);
    assert.equal(reads, 1);
    await time.pass(20_000);
    assert.equal(reads, 1);
    soon.ask();
    await time.pass(2000);
    assert.equal(reads, 2);
  }));

Deno.test("where messages never stop, the page is at most ten seconds old", () =>
  inFakeTime(0, async (time) => {
    const read_at: number[] = [];
    const soon = new Soon(() => read_at.push(time.now));
    for (let n = 0; n < 30; n++) {
      soon.ask();
      await time.pass(1000);
    }
    assert.deepEqual(read_at, [10_000, 20_000, 30_000]);
  }));

Deno.test("a page that was left reads no more, and one that comes back does", () =>
  inFakeTime(0, async (time) => {
    let reads = 0;
    const soon = new Soon(() => reads++);
    soon.ask();
    soon.forget();
    await time.pass(20_000);
    assert.equal(reads, 0);
    soon.ask();
    await time.pass(2000);
    assert.equal(reads, 1);
  }));
