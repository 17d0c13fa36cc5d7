import assert from "node:assert/strict";
import { shortYuan, yuan } from "./money";
import { day, moment } from "./time";

/** 14:05 in Shanghai. */
const now = Date.parse("2026-11-22T06:05:00Z");
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

Deno.test("a moment is relative within an hour, then has its day, and its year when that is another", () => {
  assert.equal(moment(before(0), now), "刚刚");
  assert.equal(moment(before(59), now), "59分钟前");
  assert.equal(moment(before(60), now), "11月22日 13:05");
  assert.equal(moment(before(-30), now), "11月22日 14:35");
  assert.equal(day("2025-01-02T00:00:00+08:00", now), "2025年1月2日");
});

Deno.test("days and hours are those of Shanghai, wherever the phone is", () => {
  assert.equal(moment("2026-11-20T16:00:00Z", now), "11月21日 00:00");
  assert.equal(day("2026-11-20T15:59:59Z", now), "11月20日");
  const new_year = Date.parse("2026-12-31T16:00:00Z");
  assert.equal(day("2026-12-31T15:59:59Z", new_year), "2026年12月31日");
  assert.equal(day("2026-12-31T16:00:00Z", new_year), "1月1日");
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
