import type { LiveMessage } from "@/contracts/realtime.ts";

/** What becomes of a joined channel, as supabase-js says it. */
export type WireStatus = "SUBSCRIBED" | "TIMED_OUT" | "CLOSED" | "CHANNEL_ERROR";

export interface Hearer {
  message(message: LiveMessage): void;
  status(status: WireStatus, why?: string): void;
}

/** The network beneath: joins a shop's topic, and leaves it again. */
export interface Wire {
  join(shop_id: string, hearer: Hearer): { leave(): Promise<unknown> };
  /** The token is not taken any more. Throws without a network. */
  renew(): Promise<void>;
}

export interface Listener {
  message(message: LiveMessage): void;
  /** Something may have been missed: before joining, or while away. */
  again(): void;
}

const leave_after_ms = 1000;
/** How long it may take to join, or to join anew, before it is said that one hears nothing. */
const patience_ms = 3000;
const pauses_ms = [300, 1000, 2000, 5000, 10_000];

/** One channel for all listeners of the page. One that ends, for whatever reason, is joined anew. */
export class LiveChannel {
  readonly #listeners = new Set<Listener>();
  readonly #watchers = new Set<() => void>();
  #shop_id = "";
  /** The line that was joined, be it lost by now. */
  #line: { leave(): Promise<unknown> } | undefined;
  /** While an earlier line is on its way out: a topic is joined once, so the next line waits for it. */
  #going: Promise<void> | undefined;
  /** Which line is the present one: what an earlier one still says is of no interest. */
  #turn = 0;
  #tries = 0;
  #isCut = false;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #rejoining: ReturnType<typeof setTimeout> | undefined;
  #losing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly wire: Wire) {}

  /** Nothing has been heard for a while, and one tries to join. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Calls when `isCut` has changed. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  listen(shop_id: string, listener: Listener): () => void {
    if (shop_id !== this.#shop_id) this.leave();
    this.#shop_id = shop_id;
    this.#listeners.add(listener);
    clearTimeout(this.#leaving);
    if (!this.#line && this.#rejoining === undefined) void this.#join();
    return () => {
      this.#listeners.delete(listener);
      // Not at once: from one page to the next there is a moment without listeners.
      if (this.#listeners.size === 0) {
        this.#leaving = setTimeout(() => this.leave(), leave_after_ms);
      }
    };
  }

  /** Nobody is signed in any more: the next session joins with its own token. */
  leave(): void {
    for (const timer of [this.#leaving, this.#rejoining, this.#losing]) clearTimeout(timer);
    this.#rejoining = this.#losing = undefined;
    this.#turn++;
    this.#tries = 0;
    this.#setCut(false);
    this.#quit();
  }

  #quit(): void {
    const line = this.#line;
    if (!line) return;
    this.#line = undefined;
    const going: Promise<void> = Promise.all([this.#going, line.leave()])
      .catch(() => {}) // what cannot be left is gone
      .then(() => {
        if (this.#going === going) this.#going = undefined;
      });
    this.#going = going;
  }

  async #join(): Promise<void> {
    const turn = ++this.#turn;
    this.#losing ??= setTimeout(() => this.#setCut(true), patience_ms);
    while (this.#going) await this.#going;
    if (turn !== this.#turn) return;
    this.#line = this.wire.join(this.#shop_id, {
      message: (message) => {
        if (turn !== this.#turn) return;
        for (const listener of [...this.#listeners]) listener.message(message);
      },
      status: (status, why) => {
        if (turn !== this.#turn) return;
        if (status === "SUBSCRIBED") this.#joined();
        else this.#lost(status, why);
      },
    });
  }

  #joined(): void {
    clearTimeout(this.#losing);
    this.#losing = undefined;
    this.#tries = 0;
    this.#setCut(false);
    for (const listener of [...this.#listeners]) listener.again();
  }

  #lost(status: WireStatus, why = ""): void {
    this.#turn++;
    this.#losing ??= setTimeout(() => this.#setCut(true), patience_ms);
    const pause = pauses_ms[Math.min(this.#tries++, pauses_ms.length - 1)]!;
    this.#rejoining = setTimeout(() => void this.#rejoin(isRefused(status, why)), pause);
  }

  async #rejoin(renews: boolean): Promise<void> {
    const turn = this.#turn;
    this.#quit();
    if (renews) await this.wire.renew().catch(() => {}); // without a network the next try renews
    if (turn !== this.#turn) return;
    this.#rejoining = undefined;
    void this.#join();
  }

  #setCut(isCut: boolean): void {
    if (isCut === this.#isCut) return;
    this.#isCut = isCut;
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** Realtime closes a channel when its token ends, and refuses to join with one that has ended. */
function isRefused(status: WireStatus, why: string): boolean {
  return status === "CLOSED" || /jwt|token|unauthorized/i.test(why);
}
