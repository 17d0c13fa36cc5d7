import assert from "node:assert/strict";
import { waited } from "./waited.ts";

Deno.test("an age is minutes, hours up to two days, then days", () => {
  const since = "2026-01-01T00:00:00Z";
  const after = (minutes: number) => waited(since, Date.parse(since) + minutes * 60_000);
  const ages = [-5, 0.5, 59, 60, 2879, 2880].map(after);
  assert.deepEqual(ages, [" 0 分钟", " 0 分钟", " 59 分钟", " 1 小时", " 47 小时", " 2 天"]);
});
