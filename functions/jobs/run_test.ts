import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { forEach, inBatches, type Run, startRun } from "./run.ts";

const endless: Run = { isOver: () => false };

Deno.test("forEach() works on some at once, and one that fails harms no other", async () => {
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  let at_once = 0;
  let most = 0;
  const seen: number[] = [];
  const well = await forEach(endless, [1, 2, 3, 4, 5, 6, 7], 3, "numbers", async (item) => {
    most = Math.max(most, ++at_once);
    await new Promise((resolve) => setTimeout(resolve, 1));
    at_once--;
    seen.push(item);
    if (item === 4) throw new Error("not four");
  });
  undo();
  assert.equal(well, 6);
  assert.equal(most, 3);
  assert.deepEqual(seen.sort(), [1, 2, 3, 4, 5, 6, 7]);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /not four/);
});

Deno.test("forEach() begins nothing new when the run is over", async () => {
  let left = 2;
  const run: Run = { isOver: () => left-- <= 0 };
  const seen: number[] = [];
  await forEach(run, [1, 2, 3, 4], 1, "numbers", (item) => Promise.resolve(seen.push(item)));
  assert.deepEqual(seen, [1, 2]);
});

Deno.test("inBatches() goes on while there is more, whatever failed, and stops when the run is over", async () => {
  const batches = [[10, true], [0, true], [4, false], [10, true]] as [number, boolean][];
  const next = () => {
    const [done, more] = batches.shift()!;
    return Promise.resolve({ done, more });
  };
  assert.equal(await inBatches(endless, next), 14);
  let rounds = 0;
  const run: Run = { isOver: () => rounds >= 3 };
  const ten = () => Promise.resolve({ done: 10, more: rounds++ < 100 });
  assert.equal(await inBatches(run, ten), 30);
});

Deno.test("startRun() is over after its time, and not before", () => {
  assert.equal(startRun(60_000).isOver(), false);
  assert.equal(startRun(0).isOver(), true);
});
