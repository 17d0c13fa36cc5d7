import assert from "node:assert/strict";
import {
  answer_ms,
  first_retry_ms,
  heartbeat_ms,
  last_retry_ms,
  RealtimeChannel,
} from "./realtime";
import { joinedChannel, settled, topic, World } from "./realtime_world_test.ts";

Deno.test("joins the private channel with a token and passes broadcasts on", async () => {
  const { world } = await joinedChannel();
  const join = world.last("phx_join");
  assert.equal(join.topic, topic);
  assert.equal(join.payload.access_token, "token-1");
  assert.equal((join.payload.config as { private: boolean }).private, true);
  assert.equal(world.joined, 1);

  world.say("broadcast", { type: "broadcast", event: "order.changed", payload: { id: "o1" } });
  world.say("broadcast", { type: "broadcast", payload: { id: "o2" } }, null, "realtime:member:m2");
  assert.deepEqual(world.heard, [{ id: "o1" }]);
});

Deno.test("keeps its heart beating, and opens a new socket when nobody answers", async () => {
  const { world } = await joinedChannel();
  await world.pass(heartbeat_ms);
  world.reply(world.last("heartbeat"));
  await world.pass(heartbeat_ms);
  assert.equal(world.count("heartbeat"), 2);
  assert.equal(world.sockets.length, 1);

  await world.pass(answer_ms + first_retry_ms);
  assert.equal(world.sockets[0]?.closed, true);
  assert.equal(world.sockets.length, 2);
  await world.openAndJoin();
  assert.equal(world.joined, 2, "what was missed is read again");
  assert.equal(world.last("phx_join").join_ref, world.last("phx_join").ref);
});

Deno.test("tries later and later while the network is away, and at once when it is back", async () => {
  const { world, channel } = await joinedChannel();
  world.offline = true;
  world.socket.events.onClose();
  await world.pass(first_retry_ms);
  assert.equal(world.asked.length, 2);
  await world.pass(first_retry_ms);
  assert.equal(world.asked.length, 2, "the second try comes after twice the time");
  await world.pass(first_retry_ms);
  assert.equal(world.asked.length, 3);
  await world.pass(10 * last_retry_ms);
  const before = world.asked.length;
  await world.pass(last_retry_ms);
  assert.equal(world.asked.length, before + 1);

  world.offline = false;
  channel.wake();
  await world.openAndJoin();
  assert.equal(world.joined, 2);
});

Deno.test("joins again with a fresh token when the server ends the channel", async () => {
  const { world } = await joinedChannel();
  world.say("system", { status: "error", message: "Token has expired" });
  world.say("phx_close", {});
  await world.pass(first_retry_ms);
  assert.deepEqual(world.asked, [false, true]);
  await world.open();
  world.reply(world.last("phx_join"), "error", { reason: "InvalidJWTToken: Token has expired" });
  assert.equal(world.joined, 1);
  await world.pass(first_retry_ms * 2);
  assert.deepEqual(world.asked, [false, true, true]);
});

Deno.test("renews the token on the open channel before it ends", async () => {
  const { world } = await joinedChannel();
  for (let i = 0; i < 125; i++) {
    await world.pass(heartbeat_ms);
    world.reply(world.last("heartbeat"));
  }
  assert.equal(world.last("access_token").payload.access_token, "token-2");
  assert.equal(world.sockets.length, 1);
});

Deno.test("gives up a socket that neither opens nor answers the join", async () => {
  const world = new World();
  new RealtimeChannel(world.parts).start();
  await settled();
  await world.pass(answer_ms + first_retry_ms);
  assert.equal(world.sockets[0]?.closed, true);
  assert.equal(world.sockets.length, 2);
  await world.open();
  await world.pass(answer_ms + first_retry_ms * 2);
  assert.equal(world.sockets.length, 3);
});

Deno.test("a stopped channel closes its socket and hears nothing more", async () => {
  const { world, channel } = await joinedChannel();
  const { events } = world.socket;
  channel.stop();
  assert.equal(world.socket.closed, true);
  events.onMessage(JSON.stringify({ topic, event: "broadcast", payload: { payload: {} } }));
  events.onClose();
  await world.pass(10 * last_retry_ms);
  assert.deepEqual(world.heard, []);
  assert.equal(world.sockets.length, 1);
});

Deno.test("waking trusts a socket that was just heard, not one that was long silent", async () => {
  const { world, channel } = await joinedChannel();
  channel.wake();
  assert.equal(world.sockets.length, 1);
  world.time += 10 * 60_000; // the phone slept: no timer ran
  channel.wake();
  await settled();
  assert.equal(world.sockets.length, 2);
});
