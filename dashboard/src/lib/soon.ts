/** Messages often come together, and a busy shop's never stop. */
const pause_ms = 2000;
const most_ms = 10_000;

/** Does something soon: when nobody has asked for a while, and at the latest so long after the first who did. */
export class Soon {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked_ms: number | undefined;

  constructor(
    private readonly work: () => void,
    private readonly pause = pause_ms,
    private readonly most = most_ms,
  ) {}

  ask(): void {
    const now = Date.now();
    this.#asked_ms ??= now;
    const left = Math.max(0, this.#asked_ms + this.most - now);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#asked_ms = undefined;
      this.work();
    }, Math.min(this.pause, left));
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#asked_ms = undefined;
  }
}
