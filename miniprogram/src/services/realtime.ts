import { broadcastOf, type Frame, joinPayload, readFrame, replyOf } from "./realtime_frames";

/** An opened WebSocket, as far as a channel needs it. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

/** What a socket tells; nothing may follow `onClose`. */
export interface SocketEvents {
  onOpen(): void;
  onMessage(text: string): void;
  onClose(): void;
}

/** Who listens, and until when the token is good (milliseconds). */
export interface Credentials {
  topic: string;
  token: string;
  expiresAt: number;
}

/** Everything outside a channel, so that a test can play it. */
export interface ChannelParts {
  openSocket(events: SocketEvents): Socket;
  /** `fresh` asks for a new token even if the kept one looks good. */
  credentials(fresh: boolean): Promise<Credentials>;
  /** Calls `task` later and returns what calls it off. */
  after(milliseconds: number, task: () => void): () => void;
  now(): number;
  onBroadcast(message: Record<string, unknown>): void;
  /** The channel is open, for the first time or again: what was missed must be read. */
  onJoined(): void;
}

export const heartbeat_ms = 25_000;
export const answer_ms = 10_000;
export const first_retry_ms = 1_000;
export const last_retry_ms = 30_000;
const renew_before_ms = 60_000;
const renew_at_most_ms = 50 * 60_000;

type Timer = "retry" | "answer" | "heartbeat" | "renew";

/**
 * One private channel of Supabase Realtime that heals itself: after any failure it opens a new
 * socket, later each time, joins with a token and says `onJoined`. A token is renewed before it ends.
 */
export class RealtimeChannel {
  #running = false;
  #socket: Socket | undefined;
  /** Counts connections; whatever an earlier one still says is not heard. */
  #connection = 0;
  #failures = 0;
  #needsFreshToken = false;
  #topic = "";
  #lastRef = 0;
  #joinRef = "";
  #heartbeatRef = "";
  #lastHeard = 0;
  /** What calls each waiting timer off. */
  #timers = new Map<Timer, () => void>();

  constructor(private readonly parts: ChannelParts) {}

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#failures = 0;
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#drop();
  }

  /** The network is back, or a page is: try at once, and do not trust a socket that has been silent. */
  wake(): void {
    if (!this.#running) return;
    const silent = this.parts.now() - this.#lastHeard > heartbeat_ms + answer_ms;
    if (this.#socket ? !silent : !this.#timers.has("retry")) return;
    this.#failures = 0;
    this.#drop();
    this.#connect();
  }

  /** Hands a new token to the server; without it the channel would close when the old one ends. */
  renew(credentials: Credentials): void {
    if (!this.#socket || credentials.topic !== this.#topic) return;
    this.#push(credentials.topic, "access_token", { access_token: credentials.token });
    this.#planRenewal(credentials);
  }

  #connect(): void {
    const connection = ++this.#connection;
    const current = () => this.#running && connection === this.#connection;
    const fresh = this.#needsFreshToken;
    this.parts.credentials(fresh).then((credentials) => {
      if (!current()) return;
      this.#needsFreshToken = false;
      this.#topic = credentials.topic;
      this.#lastHeard = this.parts.now();
      this.#setTimer("answer", answer_ms, () => this.#retryLater());
      this.#socket = this.parts.openSocket({
        onOpen: () => current() && this.#join(credentials),
        onMessage: (text) => current() && this.#hear(text, credentials),
        onClose: () => current() && this.#retryLater(),
      });
    }).catch(() => {
      if (current()) this.#retryLater();
    });
  }

  #join(credentials: Credentials): void {
    this.#joinRef = this.#push(credentials.topic, "phx_join", joinPayload(credentials.token));
    this.#setTimer("heartbeat", heartbeat_ms, () => this.#beat());
  }

  #hear(text: string, credentials: Credentials): void {
    this.#lastHeard = this.parts.now();
    const frame = readFrame(text);
    if (!frame) return;
    if (frame.event === "phx_reply") return this.#hearReply(frame, credentials);
    if (frame.topic !== this.#topic) return;
    if (frame.event === "system" && frame.payload.status === "error") {
      this.#needsFreshToken = true;
    } else if (frame.event === "phx_close" || frame.event === "phx_error") {
      this.#retryLater();
    }
    const message = broadcastOf(frame);
    if (message) this.parts.onBroadcast(message);
  }

  #hearReply(frame: Frame, credentials: Credentials): void {
    if (frame.ref === this.#heartbeatRef) {
      this.#heartbeatRef = "";
      this.#setTimer("answer");
    }
    if (frame.ref !== this.#joinRef) return;
    this.#setTimer("answer");
    const { ok } = replyOf(frame);
    if (!ok) {
      this.#needsFreshToken = true;
      return this.#retryLater();
    }
    this.#failures = 0;
    this.#planRenewal(credentials);
    this.parts.onJoined();
  }

  #beat(): void {
    this.#heartbeatRef = this.#push("phoenix", "heartbeat", {});
    this.#setTimer("answer", answer_ms, () => this.#retryLater());
    this.#setTimer("heartbeat", heartbeat_ms, () => this.#beat());
  }

  #planRenewal({ expiresAt }: Credentials): void {
    const left = expiresAt - this.parts.now() - renew_before_ms;
    const delay = Math.min(Math.max(left, renew_before_ms / 2), renew_at_most_ms);
    this.#setTimer("renew", delay, () => {
      // On failure nothing is lost: the server closes the channel and it joins anew.
      this.parts.credentials(true).then((credentials) => this.renew(credentials), () => {});
    });
  }

  #retryLater(): void {
    this.#drop();
    if (!this.#running) return;
    const delay = Math.min(first_retry_ms * 2 ** this.#failures, last_retry_ms);
    this.#failures += 1;
    this.#setTimer("retry", delay, () => {
      this.#timers.delete("retry");
      this.#connect();
    });
  }

  #drop(): void {
    this.#connection += 1;
    this.#joinRef = "";
    for (const name of [...this.#timers.keys()]) this.#setTimer(name);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #push(topic: string, event: string, payload: Record<string, unknown>): string {
    const ref = String(++this.#lastRef);
    const frame = { topic, event, payload, ref, join_ref: this.#joinRef || ref };
    this.#socket?.send(JSON.stringify(frame));
    return ref;
  }

  /** Starts a timer anew, or without a task only calls it off. */
  #setTimer(name: Timer, milliseconds = 0, task?: () => void): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
    if (task) this.#timers.set(name, this.parts.after(milliseconds, task));
  }
}
