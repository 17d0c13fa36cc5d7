import assert from "node:assert/strict";
import { shop_message_kinds } from "@/contracts/events.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { Rereading } from "./rereading.ts";
import { inFakeTime } from "./testing/fake_time.ts";
import { touched_by } from "./views.ts";

const message = (kind: string) => ({ kind, id: "x1", at: "2026-11-30T04:00:00Z" }) as LiveMessage;

/** What is read again, in the order in which it is. */
function noted() {
  const read: string[] = [];
  const rereading = new Rereading({
    view: (view) => read.push(view),
    all: () => read.push("all"),
  }, 300);
  return { read, rereading };
}

Deno.test("after messages each view that they touch is read again once, a pause after its last one", () =>
  inFakeTime(0, async (time) => {
    const { read, rereading } = noted();
    rereading.hear(message("order.placed"));
    await time.pass(1000);
    rereading.hear(message("order.paid"));
    rereading.hear(message("order.paid"));
    await time.pass(1000);
    assert.deepEqual(read, ["products", "movements", "stock"]);
    await time.pass(1000);
    assert.deepEqual(read.slice(3).sort(), touched_by["order.paid"].toSorted());
    await time.pass(20_000);
    assert.equal(read.length, 3 + touched_by["order.paid"].length);
  }));

Deno.test("a kind that this build does not know touches nothing, and every known one touches something", () =>
  inFakeTime(0, async (time) => {
    const { read, rereading } = noted();
    rereading.hear(message("coupon.claimed"));
    await time.pass(20_000);
    assert.deepEqual(read, []);
    for (const kind of shop_message_kinds) assert.ok(touched_by[kind].length > 0, kind);
  }));

Deno.test("after a break everything is read again, once for all lines that say so", () =>
  inFakeTime(0, async (time) => {
    const { read, rereading } = noted();
    rereading.missed();
    rereading.missed();
    await time.pass(300);
    assert.deepEqual(read, ["all"]);
    rereading.missed();
    rereading.forget();
    await time.pass(20_000);
    assert.deepEqual(read, ["all"]);
  }));
