import assert from "node:assert/strict";
import { shortYuan, yuan } from "./money.ts";
import { day, moment } from "./time.ts";

const now = new Date(2026, 10, 22, 14, 5).getTime();
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

Deno.test("a moment is relative within an hour, then has its day, and its year when that is another", () => {
  assert.equal(moment(before(0), now), "刚刚");
  assert.equal(moment(before(59), now), "59分钟前");
  assert.equal(moment(before(60), now), "11月22日 13:05");
  assert.equal(moment(before(-30), now), "11月22日 14:35");
  assert.equal(day(new Date(2025, 0, 2).toISOString(), now), "2025年1月2日");
});

Deno.test("money has its groups and cents; the short form leaves out cents that are none", () => {
  assert.deepEqual([123450, 5, 0, -123456789].map(yuan), [
    "1,234.50",
    "0.05",
    "0.00",
    "-1,234,567.89",
  ]);
  assert.deepEqual([19900, 19950, 123400].map(shortYuan), ["199", "199.50", "1,234"]);
});
