/** A server and a clock for tests of the live line. */
import assert from "node:assert/strict";
import {
  type ChannelParts,
  type Credentials,
  RealtimeChannel,
  type SocketEvents,
} from "./realtime";

export const topic = "realtime:member:m1";

interface Sent {
  event: string;
  topic: string;
  ref: string;
  join_ref: string;
  payload: Record<string, unknown>;
}

/** A server and a clock under the test's hand. */
export class World {
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
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

export async function joinedChannel() {
  const world = new World();
  const channel = new RealtimeChannel(world.parts);
  channel.start();
  await world.openAndJoin();
  return { world, channel };
}
