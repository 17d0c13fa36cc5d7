import assert from "node:assert/strict";
import { Timeline } from "./timeline.ts";
import { hour, minute } from "./world.ts";

Deno.test("lives wake in the order of their moments and see their own time", async () => {
  const timeline = new Timeline(100 * hour);
  const seen: [string, number][] = [];
  for (const [name, start] of [["late", 20], ["early", 1]] as const) {
    timeline.begin(start * hour, async (life) => {
      seen.push([name, life.now / hour]);
      await life.hours(30);
      seen.push([name, life.now / hour]);
    });
  }
  await timeline.run();
  assert.deepEqual(seen, [["early", 1], ["late", 20], ["early", 31], ["late", 50]]);
});

Deno.test("one that wants to be alone has all before it done and nothing after it begun", async () => {
  const timeline = new Timeline(10 * hour);
  const seen: string[] = [];
  timeline.begin(60 * minute, async (life) => {
    seen.push("place");
    await life.minutes(5);
    seen.push("pay");
  });
  timeline.begin(70 * minute, () => Promise.resolve(void seen.push("close")), true);
  timeline.begin(75 * minute, () => Promise.resolve(void seen.push("after")));
  await timeline.run();
  assert.deepEqual(seen, ["place", "pay", "close", "after"]);
});

Deno.test("nothing happens beyond the end, and what a life throws ends the story", async () => {
  const timeline = new Timeline(2 * hour);
  const seen: string[] = [];
  timeline.begin(hour, async (life) => {
    seen.push("begun");
    await life.hours(5);
    seen.push("never");
  });
  await timeline.run();
  assert.deepEqual(seen, ["begun"]);
  timeline.begin(hour, () => Promise.reject(new Error("broken")));
  await assert.rejects(timeline.run(), /broken/);
});
