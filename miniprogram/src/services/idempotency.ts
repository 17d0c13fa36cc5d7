import { newId } from "../utils/id";

/**
 * The key of one intention. Asked again with the same content it is the same key, so that a second tap or a
 * try after a lost answer repeats the command and does not add one; other content is another intention.
 */
export class Intention {
  private content = "";
  private key = "";

  keyFor(body: unknown): string {
    const content = JSON.stringify(body);
    if (!this.key || content !== this.content) {
      this.content = content;
      this.key = newId();
    }
    return this.key;
  }

  /** It is done: the next one, even with the same content, is new. */
  finish(): void {
    this.key = "";
  }
}
