const pause_ms = 400;

/** Does something soon: once for all who ask within the pause. */
export class Soon {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly work: () => void, private readonly pause = pause_ms) {}

  ask(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.work();
    }, this.pause);
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
