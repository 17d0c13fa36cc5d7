import assert from "node:assert/strict";
import { learnTime, now } from "./clock";
import { moment } from "./time";

/** This phone's clock as it was told, until the work is done. */
function atDevice(ms: number, work: () => void) {
  const { now: real } = Date;
  Date.now = () => ms;
  try {
    work();
  } finally {
    Date.now = real;
  }
}

const mall = Date.parse("2026-11-22T06:05:00Z");
const hours = 3_600_000;

for (const off of [-2 * hours, 0, 2 * hours]) {
  Deno.test(`the mall's time is right on a phone that is ${off / hours} hours off`, () => {
    atDevice(mall + off, () => {
      learnTime({ "X-Server-Time": String(mall) }, mall + off);
      assert.equal(now(), mall);
      assert.equal(moment(new Date(mall - 120_000).toISOString()), "2分钟前");
    });
  });
}

Deno.test("a slow reply is taken to have been made halfway", () => {
  atDevice(10_000, () => {
    learnTime({ "x-server-time": "1000000" }, 6_000);
    assert.equal(now(), 1_000_000 + 2_000);
  });
});

Deno.test("a reply that may have been kept on the way, or says no time, teaches nothing", () => {
  atDevice(mall, () => {
    learnTime({ "x-server-time": String(mall + 5_000) }, mall);
    const cached = { "x-server-time": String(mall - hours), "Cache-Control": "public, max-age=60" };
    for (const header of [cached, {}, undefined, { "x-server-time": "soon" }]) {
      learnTime(header, mall);
    }
    assert.equal(now(), mall + 5_000);
  });
});
