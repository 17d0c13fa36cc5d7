import assert from "node:assert/strict";
import { LiveChannel } from "./live_channel.ts";
import { inFakeTime } from "./testing/fake_time.ts";
import { FakeWire, joined, listener, paid } from "./testing/fake_wire.ts";

Deno.test("all listeners share one channel; joining tells each to read again, and messages reach each", () =>
  inFakeTime(0, () => {
    const wire = new FakeWire();
    const channel = new LiveChannel(wire);
    const [one, two] = [listener(), listener()];
    channel.listen("s1", one);
    channel.listen("s1", two);
    assert.deepEqual(wire.since(), ["join s1"]);
    wire.last.message(paid);
    wire.last.status("SUBSCRIBED");
    assert.deepEqual(one.heard, ["order.paid", "again"]);
    assert.deepEqual(two.heard, ["order.paid", "again"]);
  }));

Deno.test("a channel that the server closes is joined anew with another token, and pages read again", () =>
  joined(async ({ time, wire, one }) => {
    wire.last.status("CLOSED");
    await time.pass(1000);
    assert.deepEqual(wire.since(), ["leave 1", "renew", "join s1"]);
    wire.last.status("SUBSCRIBED");
    wire.last.message(paid);
    assert.deepEqual(one.heard, ["again", "order.paid"]);
  }));

Deno.test("joining that is refused for the token's sake renews it; a broken network does not", () =>
  joined(async ({ time, wire }) => {
    wire.last.status("CHANNEL_ERROR", "InvalidJWTToken: Token has expired");
    await time.pass(1000);
    assert.deepEqual(wire.since(), ["leave 1", "renew", "join s1"]);
    wire.last.status("CHANNEL_ERROR", "transport failure");
    await time.pass(1000);
    assert.deepEqual(wire.since(), ["leave 2", "join s1"]);
    wire.last.status("TIMED_OUT");
    await time.pass(2000);
    assert.deepEqual(wire.since(), ["leave 3", "join s1"]);
  }));

Deno.test("it is tried again and again, ever more slowly, and quickly after a success", () =>
  joined(async ({ time, wire }) => {
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      wire.last.status("TIMED_OUT");
      const lines = wire.lines.length;
      let waited = 0;
      for (; wire.lines.length === lines; waited += 100) await time.pass(100);
      waits.push(waited);
    }
    assert.deepEqual(waits, [300, 1000, 2000, 5000, 10_000, 10_000]);
    wire.last.status("SUBSCRIBED");
    wire.last.status("CLOSED");
    await time.pass(300);
    assert.equal(wire.lines.length, 8);
  }));

Deno.test("a session that cannot be renewed for want of a network does not stop the trying", () =>
  joined(async ({ time, wire }) => {
    wire.renewal = () => Promise.reject(new Error("offline"));
    wire.last.status("CLOSED");
    await time.pass(300);
    assert.deepEqual(wire.since(), ["leave 1", "renew", "join s1"]);
  }));

Deno.test("being cut off is said after three seconds, and no longer once joined", () =>
  joined(async ({ time, wire, channel }) => {
    const said: boolean[] = [];
    channel.watch(() => said.push(channel.isCut));
    wire.last.status("CLOSED");
    await time.pass(2999);
    assert.deepEqual(said, []);
    await time.pass(1);
    assert.deepEqual(said, [true]);
    wire.last.status("SUBSCRIBED");
    assert.deepEqual(said, [true, false]);
    wire.last.status("CLOSED");
    await time.pass(300);
    wire.last.status("SUBSCRIBED"); // a short break is not worth a word
    await time.pass(10_000);
    assert.deepEqual(said, [true, false]);
  }));

Deno.test("a channel that was never joined is said to be cut off too", () =>
  inFakeTime(0, async (time) => {
    const channel = new LiveChannel(new FakeWire());
    channel.listen("s1", listener());
    await time.pass(3000);
    assert.equal(channel.isCut, true);
  }));

Deno.test("from one page to the next the channel stays; without listeners it is left", () =>
  joined(async ({ time, wire, channel, stop }) => {
    stop();
    await time.pass(999);
    const again = channel.listen("s1", listener());
    await time.pass(5000);
    assert.deepEqual(wire.since(), []);
    again();
    await time.pass(1000);
    assert.deepEqual(wire.since(), ["leave 1"]);
  }));

Deno.test("another shop is another channel", () =>
  joined(async ({ time, wire, channel }) => {
    channel.listen("s2", listener());
    await time.settle();
    assert.deepEqual(wire.since(), ["leave 1", "join s2"]);
  }));
