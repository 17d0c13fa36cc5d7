import assert from "node:assert/strict";
import {
  answer_ms,
  type ChannelParts,
  type Credentials,
  first_retry_ms,
  heartbeat_ms,
  last_retry_ms,
  RealtimeChannel,
  type SocketEvents,
} from "./realtime";

const topic = "realtime:member:m1";

interface Sent {
  event: string;
  topic: string;
  ref: string;
  join_ref: string;
  payload: Record<string, unknown>;
}

/** A server and a clock under the test's hand. */
class World {
  time = 0;
  sockets: { events: SocketEvents; sent: Sent[]; closed: boolean }[] = [];
  heard: Record<string, unknown>[] = [];
  joined = 0;
  asked: boolean[] = [];
  offline = false;
  #tasks: { at: number; task: () => void }[] = [];

  readonly parts: ChannelParts = {
    openSocket: (events) => {
      const socket = { events, sent: [] as Sent[], closed: false };
      this.sockets.push(socket);
      return {
        send: (text) => socket.sent.push(JSON.parse(text)),
        close: () => {
          socket.closed = true;
        },
      };
    },
    credentials: (fresh) => {
      this.asked.push(fresh);
      if (this.offline) return Promise.reject(new Error("offline"));
      return Promise.resolve(this.credentials());
    },
    after: (milliseconds, task) => {
      const entry = { at: this.time + milliseconds, task };
      this.#tasks.push(entry);
      return () => {
        this.#tasks = this.#tasks.filter((other) => other !== entry);
      };
    },
    now: () => this.time,
    onBroadcast: (message) => this.heard.push(message),
    onJoined: () => this.joined += 1,
  };

  credentials(): Credentials {
    return { topic, token: `token-${this.asked.length}`, expiresAt: this.time + 3_600_000 };
  }

  get socket() {
    const socket = this.sockets.at(-1);
    assert(socket, "a socket was opened");
    return socket;
  }

  last(event: string): Sent {
    const frame = this.socket.sent.findLast((sent) => sent.event === event);
    assert(frame, `a frame ${event} was sent`);
    return frame;
  }

  count(event: string): number {
    return this.socket.sent.filter((sent) => sent.event === event).length;
  }

  say(event: string, payload: unknown, ref: string | null = null, to = topic): void {
    this.socket.events.onMessage(JSON.stringify({ topic: to, event, payload, ref }));
  }

  reply(to: Sent, status = "ok", response = {}): void {
    this.say("phx_reply", { status, response }, to.ref, to.topic);
  }

  async open(): Promise<void> {
    await settled();
    this.socket.events.onOpen();
  }

  async openAndJoin(): Promise<void> {
    await this.open();
    this.reply(this.last("phx_join"));
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      const next = this.#tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#tasks = this.#tasks.filter((entry) => entry !== next);
      this.time = next.at;
      next.task();
      await settled();
    }
    this.time = end;
  }
}

/** Lets promises that are ready run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

async function joinedChannel() {
  const world = new World();
  const channel = new RealtimeChannel(world.parts);
  channel.start();
  await world.openAndJoin();
  return { world, channel };
}

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
