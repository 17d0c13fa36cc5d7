/** Time that passes when a test says so: setTimeout, clearTimeout and Date.now of one test. */
export class FakeTime {
  #now: number;
  #next = 1;
  readonly #due = new Map<number, { at: number; work: () => void }>();
  readonly #real = { setTimeout, clearTimeout, now: Date.now };

  constructor(now: string | number = 0) {
    this.#now = new Date(now).getTime();
    Date.now = () => this.#now;
    const fake = globalThis as unknown as Record<string, unknown>;
    fake["setTimeout"] = (work: () => void, after = 0) => {
      this.#due.set(this.#next, { at: this.#now + after, work });
      return this.#next++;
    };
    fake["clearTimeout"] = (id: number | undefined) => void this.#due.delete(id ?? 0);
  }

  get now(): number {
    return this.#now;
  }

  /** Lets time pass and, between the timers, everything that was promised. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.settle();
    for (let next = this.#first(end); next; next = this.#first(end)) {
      this.#due.delete(next.id);
      this.#now = next.at;
      next.work();
      await this.settle();
    }
    this.#now = end;
  }

  /** What was promised comes true; no time passes. */
  async settle(): Promise<void> {
    for (let n = 0; n < 20; n++) await Promise.resolve();
  }

  end(): void {
    const real = globalThis as unknown as Record<string, unknown>;
    real["setTimeout"] = this.#real.setTimeout;
    real["clearTimeout"] = this.#real.clearTimeout;
    Date.now = this.#real.now;
  }

  #first(end: number) {
    const all = [...this.#due].map(([id, { at, work }]) => ({ id, at, work }));
    return all.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
  }
}

/** A test in which time stands at `now` until it is let pass. */
export async function inFakeTime(
  now: string | number,
  work: (time: FakeTime) => Promise<void> | void,
): Promise<void> {
  const time = new FakeTime(now);
  try {
    await work(time);
  } finally {
    time.end();
  }
}
