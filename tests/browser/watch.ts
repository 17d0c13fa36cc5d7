import type { Page } from "playwright-core";

/** What no journey may meet: console errors, errors nobody caught, wx names that the phone lacks. */
export class Watch {
  readonly #met: string[] = [];
  #allowed: RegExp[] = [];

  constructor(page: Page, private readonly name: string) {
    page.on("pageerror", (error) => this.#met.push(`page error: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      this.#met.push(`console: ${message.text()} (${message.location().url})`);
    });
  }

  /** What a journey provokes itself, such as the browser's own words about a request that was cut off. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** Drops those of the findings until now that match. */
  forget(pattern: RegExp): void {
    const others = this.#met.filter((finding) => !pattern.test(finding));
    this.#met.splice(0, this.#met.length, ...others);
  }

  note(finding: string): void {
    this.#met.push(finding);
  }

  get findings(): string[] {
    return this.#met
      .filter((line) => !this.#allowed.some((pattern) => pattern.test(line)))
      .map((line) => `${this.name}: ${line.slice(0, 600)}`);
  }
}
