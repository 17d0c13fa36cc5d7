const pause_ms = 250;

/**
 * The text of a search field, reported when typing pauses. While an input method composes characters nothing is
 * reported: its letters are not yet the query.
 */
export class Typing {
  #text = "";
  #isComposing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (text: string) => void) {}

  type(text: string): void {
    this.#text = text;
    this.#wait();
  }

  beginComposing(): void {
    this.#isComposing = true;
    clearTimeout(this.#timer);
  }

  endComposing(): void {
    this.#isComposing = false;
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#isComposing) this.#timer = setTimeout(() => this.tell(this.#text.trim()), pause_ms);
  }
}
