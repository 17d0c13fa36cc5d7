import { newId } from "../utils/id";

/** So long a lost answer may be asked for again; later the same content is a new wish. */
const kept_ms = 10 * 60_000;

/**
 * The key of one intention. Asked again with the same content it is the same key, so that a second tap or a
 * try after a lost answer repeats the command and does not add one; other content is another intention.
 */
export class Intention {
  private content = "";
  private key = "";
  private made_at = 0;

  keyFor(body: unknown, now = Date.now()): string {
    const content = JSON.stringify(body);
    if (!this.key || content !== this.content || now - this.made_at > kept_ms) {
      this.made_at = now;
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
