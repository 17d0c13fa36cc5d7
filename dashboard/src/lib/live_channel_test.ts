import assert from "node:assert/strict";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { type Hearer, LiveChannel, type Wire } from "./live_channel.ts";
import { type FakeTime, inFakeTime } from "./testing/fake_time.ts";

const paid: LiveMessage = { kind: "order.paid", id: "1", at: "2026-11-30T04:00:00Z" };

/** A wire that notes what is done with it; the lines joined, the last one the present one. */
class FakeWire implements Wire {
  readonly did: string[] = [];
  readonly lines: Hearer[] = [];
  renewal: () => Promise<void> = () => Promise.resolve();
  going: () => Promise<void> = () => Promise.resolve();

  join(shop_id: string, hearer: Hearer) {
    const n = this.lines.push(hearer);
    this.did.push(`join ${shop_id}`);
    return {
      leave: () => {
        this.did.push(`leave ${n}`);
        return this.going();
      },
    };
  }

  renew(): Promise<void> {
    this.did.push("renew");
    return this.renewal();
  }

  get last(): Hearer {
    return this.lines.at(-1)!;
  }

  /** What was done since one asked. */
  since(): string[] {
    return this.did.splice(0);
  }
}

function listener() {
  const heard: string[] = [];
  return {
    heard,
    message: ({ kind }: LiveMessage) => void heard.push(kind),
    again: () => void heard.push("again"),
  };
}

/** A channel that somebody listens to, joined. */
function joined(
  work: (parts: {
    time: FakeTime;
    wire: FakeWire;
    channel: LiveChannel;
    one: ReturnType<typeof listener>;
    stop: () => void;
  }) => Promise<void>,
): Promise<void> {
  return inFakeTime(0, async (time) => {
    const wire = new FakeWire();
    const channel = new LiveChannel(wire);
    const one = listener();
    const stop = channel.listen("s1", one);
    wire.last.status("SUBSCRIBED");
    one.heard.length = 0;
    wire.since();
    await work({ time, wire, channel, one, stop });
  });
}

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

Deno.test("at sign-out it is left at once, nothing more is heard, and nothing joins by itself", () =>
  joined(async ({ time, wire, channel, one }) => {
    const old = wire.last;
    channel.leave();
    assert.deepEqual(wire.since(), ["leave 1"]);
    old.status("CLOSED");
    old.message(paid);
    await time.pass(60_000);
    assert.deepEqual([wire.since(), one.heard, channel.isCut], [[], [], false]);
    channel.listen("s1", listener()); // whoever signs in next
    assert.deepEqual(wire.since(), ["join s1"]);
  }));

Deno.test("leaving while a new joining is under way stops it", () =>
  joined(async ({ time, wire, channel }) => {
    wire.renewal = () => new Promise((resolve) => setTimeout(resolve, 500));
    wire.last.status("CLOSED");
    await time.pass(400);
    channel.leave();
    await time.pass(60_000);
    assert.deepEqual(wire.since(), ["leave 1", "renew"]);
  }));

Deno.test("what an earlier line still says is not heard", () =>
  joined(async ({ time, wire, one }) => {
    const old = wire.last;
    old.status("CLOSED");
    old.status("CLOSED");
    await time.pass(1000);
    assert.deepEqual(wire.since(), ["leave 1", "renew", "join s1"]);
    old.message(paid);
    old.status("SUBSCRIBED");
    assert.deepEqual(one.heard, []);
  }));

Deno.test("another shop is another channel", () =>
  joined(async ({ time, wire, channel }) => {
    channel.listen("s2", listener());
    await time.settle();
    assert.deepEqual(wire.since(), ["leave 1", "join s2"]);
  }));

Deno.test("a sign-in while the earlier line is still leaving joins as soon as that line has gone", () =>
  joined(async ({ time, wire, channel }) => {
    wire.going = () => new Promise((resolve) => setTimeout(resolve, 5000));
    channel.leave();
    const two = listener();
    channel.listen("s1", two);
    channel.listen("s1", listener());
    await time.pass(4999);
    assert.deepEqual(wire.since(), ["leave 1"]);
    await time.pass(1);
    assert.deepEqual(wire.since(), ["join s1"]);
    wire.last.status("SUBSCRIBED");
    assert.deepEqual([two.heard, channel.isCut], [["again"], false]);
  }));

Deno.test("signing out in the pause before joining anew leaves the lost line too", () =>
  joined(async ({ time, wire, channel }) => {
    wire.last.status("CHANNEL_ERROR", "transport failure");
    channel.leave();
    channel.listen("s1", listener());
    await time.pass(60_000);
    assert.deepEqual(wire.since(), ["leave 1", "join s1"]);
  }));

Deno.test("a line that cannot be left does not keep the next one from joining", () =>
  joined(async ({ time, wire }) => {
    wire.going = () => Promise.reject(new Error("no socket"));
    wire.last.status("TIMED_OUT");
    await time.pass(300);
    assert.deepEqual(wire.since(), ["leave 1", "join s1"]);
  }));
