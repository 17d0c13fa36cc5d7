import { type Broadcast, encodeBroadcast, type Version } from "./frames.ts";

/** A subscriber of one topic. */
export interface Subscriber {
  version: Version;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Closes the channel if its token has run out. */
  expire(nowSeconds: number): void;
  /** Cuts the connection, so that the client joins again and reads again what it may have missed. */
  disconnect(): void;
}

/** Who listens to which private topic. */
export class Hub {
  readonly #topics = new Map<string, Set<Subscriber>>();

  add(topic: string, subscriber: Subscriber): void {
    const subscribers = this.#topics.get(topic) ?? new Set();
    subscribers.add(subscriber);
    this.#topics.set(topic, subscribers);
  }

  remove(topic: string, subscriber: Subscriber): void {
    const subscribers = this.#topics.get(topic);
    subscribers?.delete(subscriber);
    if (subscribers?.size === 0) this.#topics.delete(topic);
  }

  /** Sends to everybody on the topic but `except`; each version is encoded once. */
  deliver(broadcast: Broadcast, except?: Subscriber): void {
    const subscribers = this.#topics.get(broadcast.topic);
    if (!subscribers) return;
    const encoded = new Map<Version, ReturnType<typeof encodeBroadcast>>();
    for (const subscriber of subscribers) {
      if (subscriber === except) continue;
      const { version } = subscriber;
      if (!encoded.has(version)) encoded.set(version, encodeBroadcast(broadcast, version));
      const data = encoded.get(version);
      if (data !== undefined) subscriber.send(data);
    }
  }

  expireTokens(): void {
    const now = Date.now() / 1000;
    for (const subscriber of this.#all()) subscriber.expire(now);
  }

  disconnectAll(): void {
    for (const subscriber of this.#all()) subscriber.disconnect();
  }

  #all(): Subscriber[] {
    return [...this.#topics.values()].flatMap((subscribers) => [...subscribers]);
  }
}
