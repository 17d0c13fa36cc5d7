/** Lets one run at a time: what is asked for while one runs is a double click. */
export class OneAtATime {
  #isBusy = false;

  /** False when another one runs. */
  begin(): boolean {
    if (this.#isBusy) return false;
    return this.#isBusy = true;
  }

  end(): void {
    this.#isBusy = false;
  }
}
