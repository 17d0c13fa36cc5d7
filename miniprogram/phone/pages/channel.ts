type Listener = (...values: unknown[]) => void;

/** One end of the channel between a page and the one that opened it. */
export class EventChannel {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #waiting = new Map<string, unknown[][]>();
  #other: EventChannel | null = null;

  /** Both ends; what is said before the other end listens waits for it. */
  static pair(
    listeners: Record<string, Listener> = {},
  ): { opener: EventChannel; opened: EventChannel } {
    const [opener, opened] = [new EventChannel(), new EventChannel()];
    opener.#other = opened;
    opened.#other = opener;
    for (const [name, listener] of Object.entries(listeners)) opener.on(name, listener);
    return { opener, opened };
  }

  on(name: string, listener: Listener): void {
    const known = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, known.add(listener));
    const waiting = this.#waiting.get(name) ?? [];
    this.#waiting.delete(name);
    for (const values of waiting) listener(...values);
  }

  once(name: string, listener: Listener): void {
    const only: Listener = (...values) => {
      this.off(name, only);
      listener(...values);
    };
    this.on(name, only);
  }

  off(name: string, listener?: Listener): void {
    if (listener) this.#listeners.get(name)?.delete(listener);
    else this.#listeners.delete(name);
  }

  emit(name: string, ...values: unknown[]): void {
    const other = this.#other;
    if (!other) return;
    const listeners = [...other.#listeners.get(name) ?? []];
    if (listeners.length === 0) {
      other.#waiting.set(name, [...other.#waiting.get(name) ?? [], values]);
    }
    for (const listener of listeners) listener(...values);
  }
}
