import type { Page, Request } from "playwright-core";
import { until } from "@/tests/support/waiting.ts";
import type { State } from "./states.ts";

/**
 * The page has nothing to do, has drawn a frame, and nothing moves in it any more but what turns forever. Chromium
 * calls no page idle that draws no frames, so frames are asked for until it does; "asleep" after a second says that
 * none came.
 */
const STILL = `new Promise((answer) => {
  let open = true;
  const done = (still) => { open = false; answer(still); };
  const draw = () => open && requestAnimationFrame(draw);
  draw();
  setTimeout(() => done("asleep"), 1000);
  requestIdleCallback(() => requestAnimationFrame(() => done(
    document.getAnimations().every(({ playState, effect }) =>
      playState !== "running" || effect.getComputedTiming().iterations === Infinity))));
})`;

/** So often a page must look finished, one time after the other, before it counts as finished. */
const TIMES = 3;

/** Knows when a page shows all that it has asked for. */
export class Settling {
  readonly #asked = new Set<Request>();

  constructor(private readonly page: Page) {
    page.on("request", (request) => {
      if (request.isNavigationRequest()) this.#asked.clear(); // the page before is gone, with what it waited for
      this.#asked.add(request);
    });
    for (const event of ["requestfinished", "requestfailed"] as const) {
      page.on(event as "requestfinished", (request) => this.#asked.delete(request));
    }
  }

  /** Until what was asked for is there and drawn. */
  async end(state: State): Promise<void> {
    if (state === "loading") return await this.page.waitForTimeout(500); // its answers never come
    const waiting = this.page.locator(
      '[aria-label="正在加载"], [aria-busy="true"], .ant-spin-spinning, .ant-skeleton',
    ).filter({ visible: true }).first();
    let times = 0;
    let still: boolean | "asleep" = false;
    const unfinished = () =>
      `${this.page.url()} finished; asked: ${
        this.#asked.values().map((request) => request.url()).toArray().join(" ") || "nothing"
      }, still: ${still}, state: ${state}`;
    await until(unfinished, async () => {
      await waiting.waitFor({ state: "hidden" });
      // The page's policy forbids waitForFunction.
      still = this.#asked.size === 0 && await this.page.evaluate<boolean | "asleep">(STILL);
      if (still === "asleep") await this.page.bringToFront();
      times = still === true && this.#asked.size === 0 ? times + 1 : 0;
      return times === TIMES;
    });
  }
}
