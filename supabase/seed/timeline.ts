interface Sleeper {
  at: number;
  alone: boolean;
  wake(): void;
}

/** Thrown into a life that would go on beyond the end of the story. */
class TheEnd extends Error {}

const window_ms = 3 * 3_600_000;

/**
 * Many lives (an order, a distributor, the shop's worker) that sleep until moments of the past. Those that wake
 * within three hours go on together, in whatever order; one that wants to be alone has everything before it done
 * and nothing after it begun.
 */
export class Timeline {
  readonly #sleepers: Sleeper[] = [];
  #awake = 0;
  #allAsleep: () => void = () => {};
  #failure: unknown;

  /** The story ends at a moment (ms): what would come later never happens. */
  constructor(readonly end: number) {}

  /** A life that begins at a moment. */
  begin(at: number, live: (life: Life) => Promise<void>, alone = false): void {
    if (at >= this.end) return;
    const life = new Life(this, at);
    const wake = () => {
      live(life).catch((error) => {
        if (!(error instanceof TheEnd)) this.#failure ??= error;
      }).finally(() => this.#rest());
    };
    this.#add({ at, alone, wake });
  }

  /** Runs all lives in the order of their moments, to their ends. Throws what a life threw. */
  async run(): Promise<void> {
    for (let batch = this.#next(); batch.length > 0; batch = this.#next()) {
      this.#awake = batch.length;
      const asleep = new Promise<void>((resolve) => this.#allAsleep = resolve);
      for (const { wake } of batch) wake();
      await asleep;
      if (this.#failure) throw this.#failure;
    }
  }

  /** Used by Life alone. */
  async sleep(at: number, alone: boolean): Promise<void> {
    if (at >= this.end) throw new TheEnd();
    await new Promise<void>((wake) => {
      this.#add({ at, alone, wake });
      this.#rest();
    });
  }

  #rest(): void {
    this.#awake -= 1;
    if (this.#awake === 0) this.#allAsleep();
  }

  #add(sleeper: Sleeper): void {
    let low = 0;
    let high = this.#sleepers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sleepers[middle]!.at <= sleeper.at) low = middle + 1;
      else high = middle;
    }
    this.#sleepers.splice(low, 0, sleeper);
  }

  #next(): Sleeper[] {
    const first = this.#sleepers[0];
    if (!first || first.alone) return this.#sleepers.splice(0, first ? 1 : 0);
    const stop = this.#sleepers.findIndex(({ at, alone }) => alone || at > first.at + window_ms);
    return this.#sleepers.splice(0, stop < 0 ? this.#sleepers.length : stop);
  }
}

/** One life going through time. `now` (ms) is its moment. */
export class Life {
  constructor(private readonly timeline: Timeline, public now: number) {}

  /** Goes on at a moment (ms), or at once when it has passed; does not return beyond the end of the story. */
  async until(at: number, alone = false): Promise<void> {
    if (at <= this.now && !alone) return;
    await this.timeline.sleep(Math.max(at, this.now), alone);
    this.now = Math.max(at, this.now);
  }

  async minutes(count: number): Promise<void> {
    await this.until(this.now + count * 60_000);
  }

  async hours(count: number): Promise<void> {
    await this.minutes(count * 60);
  }
}
