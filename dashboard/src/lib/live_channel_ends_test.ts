import assert from "node:assert/strict";
import { joined, listener, paid } from "./testing/fake_wire.ts";

Deno.test("at sign-out it is left at once, nothing more is heard, and nothing joins by itself", () =>
  joined(async ({ time, wire, channel, one }) => {
    const old = wire.last;
    channel.leave();
    assert.deepEqual(wire.since(), ["leave 1"]);
    old.status("CLOSED");
    old.message(paid);
    await time.pass(60_000);
    assert.deepEqual([wire.since(), one.heard, channel.isCut], [[], [], false]);
    channel.listen("s1", listener()); // the next user to sign in
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
