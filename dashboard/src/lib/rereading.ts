import type { LiveMessage, ShopMessageKind } from "@/contracts/realtime.ts";
import { Soon } from "./soon.ts";
import { touched_by, type View } from "./views.ts";

/** What is to be read again. */
export interface Reader {
  view(view: View): void;
  all(): void;
}

/** Knows from live messages what is old, and has each view read again once for many messages. */
export class Rereading {
  readonly #views = new Map<View, Soon>();
  readonly #all: Soon;

  constructor(private readonly reader: Reader, after_break_ms: number) {
    this.#all = new Soon(() => reader.all(), after_break_ms);
  }

  hear({ kind }: LiveMessage): void {
    for (const view of touched_by[kind as ShopMessageKind] ?? []) this.#soon(view).ask();
  }

  /** Some messages may not have been heard. */
  missed(): void {
    this.#all.ask();
  }

  forget(): void {
    for (const soon of [this.#all, ...this.#views.values()]) soon.forget();
  }

  #soon(view: View): Soon {
    const soon = this.#views.get(view) ?? new Soon(() => this.reader.view(view));
    this.#views.set(view, soon);
    return soon;
  }
}
