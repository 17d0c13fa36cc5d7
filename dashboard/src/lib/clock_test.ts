import assert from "node:assert/strict";
import { dayOf, learnTime, mallNow, onNewDay, today } from "./clock.ts";
import { formatMoment } from "./moments.ts";
import { type FakeTime, inFakeTime } from "./testing/fake_time.ts";

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);

/** A reply comes that the server wrote at this moment, so and so long after it was asked for. */
function reply(time: FakeTime, server: string, took_ms = 100): void {
  learnTime(at(server), time.now - took_ms, time.now);
}

for (const hours of [-2, 2, 24]) {
  Deno.test(`with the device ${hours} h off, days and moments are the mall's`, () =>
    inFakeTime(at("2026-11-30T15:00:00Z") + hours * hour, (time) => {
      reply(time, "2026-11-30T15:00:00Z");
      assert.ok(Math.abs(mallNow() - at("2026-11-30T15:00:00Z")) <= 100);
      assert.equal(today(), "2026-11-30");
      assert.equal(formatMoment("2026-11-30T14:05:00Z"), "11月30日 22:05");
    }));
}

Deno.test("a moment of another year says its year, by the shop's calendar", () =>
  inFakeTime("2026-12-31T15:59:00Z", async (time) => {
    reply(time, "2026-12-31T15:59:00Z");
    assert.equal(formatMoment("2026-01-01T00:00:00Z"), "1月1日 08:00");
    assert.equal(formatMoment("2025-12-31T15:59:59Z"), "2025年12月31日 23:59");
    await time.pass(60_000); // New Year in Shanghai, not yet in Europe
    assert.equal(formatMoment("2026-12-31T15:59:00Z"), "2026年12月31日 23:59");
    assert.equal(formatMoment("2026-12-31T16:00:00Z"), "1月1日 00:00");
  }));

Deno.test("the shop's day turns at midnight in Shanghai", () => {
  assert.equal(dayOf(at("2026-11-30T15:59:59.999Z")), "2026-11-30");
  assert.equal(dayOf(at("2026-11-30T16:00:00Z")), "2026-12-01");
});

Deno.test("slow replies do not move a clock that fits; one that does not fit is set to the middle", () =>
  inFakeTime("2026-11-30T04:00:00Z", (time) => {
    reply(time, "2026-11-30T05:00:00Z", 0);
    assert.equal(mallNow(), at("2026-11-30T05:00:00Z"));
    reply(time, "2026-11-30T04:59:58Z", 2000); // written 2 s ago
    assert.equal(mallNow(), at("2026-11-30T05:00:00Z"));
    reply(time, "2026-11-30T05:00:02Z", 2000);
    assert.equal(mallNow(), at("2026-11-30T05:00:03Z"));
    learnTime(NaN, time.now); // a reply without the header
    assert.equal(mallNow(), at("2026-11-30T05:00:03Z"));
  }));

Deno.test("midnight is told once, and so is a day that was learnt", () =>
  inFakeTime("2026-11-30T15:58:30Z", async (time) => {
    reply(time, "2026-11-30T15:58:30Z", 0);
    const told: string[] = [];
    const stop = onNewDay(() => told.push(today()));
    await time.pass(89_999);
    assert.deepEqual(told, []);
    await time.pass(1);
    assert.deepEqual(told, ["2026-12-01"]);
    reply(time, "2026-12-01T17:00:00Z"); // the mall's clock was put a day ahead
    assert.deepEqual(told, ["2026-12-01", "2026-12-02"]);
    await time.pass(3 * hour);
    assert.equal(told.length, 2);
    stop();
    await time.pass(24 * hour);
    assert.equal(told.length, 2);
  }));
