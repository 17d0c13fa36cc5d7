import { report } from "../http.ts";
import { BadToken, type Caller, isApiKey, type TokenCheck } from "../keys.ts";
import { Channel, type ChannelOwner } from "./channel.ts";
import { decodeFrame, encodeFrame, type Frame, type Version } from "./frames.ts";
import type { Hub } from "./hub.ts";
import type { Permissions } from "./permission.ts";

const FRAME_LIMIT = 5 * 1024 * 1024;
const CHANNEL_LIMIT = 100;

export interface RealtimeParts {
  hub: Hub;
  permissions: Permissions;
  check: TokenCheck;
}

/** Why a join is refused; the text reaches the client. */
class JoinRefused extends Error {}

/** One WebSocket: its frames are handled one after the other, in the order they came. */
export class Connection implements ChannelOwner {
  readonly #channels = new Map<string, Channel>();
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    readonly version: Version,
    /** The role that the API key gives a caller without a token. */
    private readonly keyHolder: Caller,
    private readonly parts: RealtimeParts,
  ) {
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.#enqueue(data);
    socket.onclose = () => this.#leaveAll();
    socket.onerror = () => {};
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(data);
  }

  /** Tells the client why, then closes the channel; the client joins again. */
  close(channel: Channel, message: string): void {
    const payload = { extension: "system", status: "error", message, channel: channel.topic };
    this.#push(channel, "system", payload);
    this.#push(channel, "phx_close", {});
    this.#forget(channel);
  }

  disconnect(): void {
    this.#leaveAll();
    if (this.socket.readyState === WebSocket.OPEN) this.socket.close(4000, "connect again");
  }

  #enqueue(data: string | ArrayBuffer): void {
    const size = typeof data === "string" ? data.length : data.byteLength;
    if (size > FRAME_LIMIT) return this.disconnect();
    const frame = decodeFrame(data, this.version);
    if (!frame) return this.disconnect();
    this.#queue = this.#queue.then(() => this.#handle(frame)).catch((error) => {
      report("realtime", error);
      this.#reply(frame, "error", { reason: "Unknown Error on Channel" });
    });
  }

  async #handle(frame: Frame): Promise<void> {
    if (frame.event === "heartbeat") return this.#reply(frame, "ok", {});
    if (frame.event === "phx_join") return await this.#join(frame);
    const channel = this.#channels.get(frame.topic);
    if (!channel) return this.#reply(frame, "error", { reason: "unmatched topic" });
    switch (frame.event) {
      case "phx_leave":
        this.#reply(frame, "ok", {});
        this.#push(channel, "phx_close", {});
        return this.#forget(channel);
      case "access_token":
        return await this.#renew(channel, frame.payload["access_token"]);
      case "broadcast":
        return await this.#broadcast(channel, frame);
      default: // presence is not offered
        return this.#reply(frame, "error", { reason: "unsupported event" });
    }
  }

  async #join(frame: Frame): Promise<void> {
    try {
      const channel = await this.#admit(frame);
      const before = this.#channels.get(frame.topic);
      if (before) this.#forget(before);
      if (this.socket.readyState !== WebSocket.OPEN) return;
      this.#channels.set(frame.topic, channel);
      this.parts.hub.add(channel.topic, channel);
      this.#reply(frame, "ok", { postgres_changes: [] });
    } catch (error) {
      if (!(error instanceof JoinRefused)) throw error;
      this.#reply(frame, "error", { reason: error.message });
    }
  }

  async #admit({ topic: wireTopic, joinRef, payload }: Frame): Promise<Channel> {
    const topic = wireTopic.startsWith("realtime:") ? wireTopic.slice("realtime:".length) : "";
    if (topic === "" || new TextEncoder().encode(wireTopic).length > 255) {
      throw new JoinRefused("TopicNameRequired: You must provide a topic name");
    }
    if (this.#channels.size >= CHANNEL_LIMIT && !this.#channels.has(wireTopic)) {
      throw new JoinRefused("ChannelRateLimitReached: Too many channels");
    }
    const config = (payload["config"] ?? {}) as Record<string, unknown>;
    const caller = await this.#identify(payload["access_token"]);
    if (config["private"] !== true) {
      throw new JoinRefused("PrivateOnly: This project only allows private channels");
    }
    if (Array.isArray(config["postgres_changes"]) && config["postgres_changes"].length > 0) {
      throw new JoinRefused("postgres_changes are not offered: broadcast from the database");
    }
    if (!await this.parts.permissions.canRead(caller, topic)) {
      throw new JoinRefused(
        `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`,
      );
    }
    const { ack, self } = (config["broadcast"] ?? {}) as Record<string, unknown>;
    return new Channel(this, topic, joinRef, { ack: ack === true, self: self === true }, caller);
  }

  /** The token's bearer, or without a token the API key's holder. */
  async #identify(token: unknown): Promise<Caller> {
    if (typeof token !== "string" || isApiKey(token)) return this.keyHolder;
    try {
      const caller = await this.parts.check(token);
      const { exp, role } = caller.claims;
      if (exp === undefined || role === undefined) {
        throw new BadToken("Fields `role` and `exp` are required in JWT");
      }
      if (exp <= Date.now() / 1000) throw new BadToken("Token has expired");
      return caller;
    } catch (error) {
      if (error instanceof BadToken) throw new JoinRefused(`InvalidJWTToken: ${error.message}`);
      throw error;
    }
  }

  /** Takes on a new token. An API key in its place says only that the client has no new one. */
  async #renew(channel: Channel, token: unknown): Promise<void> {
    if (typeof token !== "string" || isApiKey(token)) return;
    try {
      const caller = await this.#identify(token);
      if (!await this.parts.permissions.canRead(caller, channel.topic)) {
        throw new JoinRefused(
          `Unauthorized: You do not have permissions to read from this Channel topic: ${channel.topic}`,
        );
      }
      channel.caller = caller;
      channel.mayWrite = undefined;
    } catch (error) {
      if (!(error instanceof JoinRefused)) throw error;
      this.close(channel, error.message);
    }
  }

  async #broadcast(channel: Channel, frame: Frame): Promise<void> {
    const { event, payload } = frame.payload;
    channel.mayWrite ??= await this.parts.permissions.canWrite(channel.caller, channel.topic);
    const allowed = channel.mayWrite && typeof event === "string";
    if (allowed) {
      const body = payload instanceof Uint8Array
        ? payload as Uint8Array<ArrayBuffer>
        : JSON.stringify(payload ?? {});
      const except = channel.config.self ? undefined : channel;
      this.parts.hub.deliver({ topic: channel.topic, event, body }, except);
    }
    if (!channel.config.ack) return;
    if (allowed) return this.#reply(frame, "ok", {});
    this.#reply(frame, "error", {
      reason:
        `Unauthorized: You do not have permissions to write to this Channel topic: ${channel.topic}`,
    });
  }

  #reply(frame: Frame, status: "ok" | "error", response: Record<string, unknown>): void {
    const { joinRef, ref, topic } = frame;
    const reply = { joinRef, ref, topic, event: "phx_reply", payload: { status, response } };
    this.send(encodeFrame(reply, this.version));
  }

  #push({ joinRef, topic }: Channel, event: string, payload: Record<string, unknown>): void {
    const frame = { joinRef, ref: null, topic: `realtime:${topic}`, event, payload };
    this.send(encodeFrame(frame, this.version));
  }

  #forget(channel: Channel): void {
    this.#channels.delete(`realtime:${channel.topic}`);
    this.parts.hub.remove(channel.topic, channel);
  }

  #leaveAll(): void {
    for (const channel of [...this.#channels.values()]) this.#forget(channel);
  }
}
