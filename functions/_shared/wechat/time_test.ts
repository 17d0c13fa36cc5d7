import assert from "node:assert/strict";
import { payTime, wechatTime } from "./time.ts";

Deno.test("wechatTime: Beijing time with milliseconds, across midnight and new year", () => {
  assert.equal(wechatTime(new Date("2022-12-15T05:29:35.120Z")), "2022-12-15T13:29:35.120+08:00");
  assert.equal(wechatTime(new Date("2025-12-31T16:00:00Z")), "2026-01-01T00:00:00.000+08:00");
});

Deno.test("payTime: Beijing time in whole seconds, as time_expire is written", () => {
  assert.equal(payTime(new Date("2022-12-15T05:29:35.999Z")), "2022-12-15T13:29:35+08:00");
  assert.equal(payTime(new Date("2025-12-31T16:00:00Z")), "2026-01-01T00:00:00+08:00");
});
