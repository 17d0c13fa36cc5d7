import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from "playwright-core";
import { patience_ms } from "@/tests/support/waiting.ts";

/** Everybody's computers and phones are set to this, unless a test says otherwise. */
export const usual = {
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
  reducedMotion: "reduce",
} satisfies BrowserContextOptions;

/**
 * Windows that tests have left, each with its person; a later test takes one, emptied. The first page in a really new
 * window takes two seconds of processor time, because the program is read and compiled.
 */
let left: { page: Page; browser: Browser; whose: string }[] = [];

/** An empty window left by a test of the same person, if there is one. Its browser has that person's session still. */
export function takeWindow(browser: Browser, whose: string): Page | undefined {
  const at = left.findIndex((window) => window.browser === browser && window.whose === whose);
  return at < 0 ? undefined : left.splice(at, 1)[0]!.page;
}

export async function newWindow(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options);
  context.setDefaultTimeout(patience_ms);
  return await context.newPage();
}

/**
 * Answers the first request to an address; later ones go through. Playwright's `times: 1` ends the interception after
 * that answer, and the page's next request, which begins in that moment, may never be reported as finished.
 */
export async function answerOnce(
  page: Page,
  address: string,
  answer: (route: Route) => Promise<void>,
): Promise<void> {
  let isAnswered = false;
  await page.route(address, async (route) => {
    if (isAnswered) return await route.continue();
    isAnswered = true;
    await answer(route);
  });
}

/** The end of a window and of those beside it in its browser. */
export async function closeWindow(page: Page): Promise<void> {
  left = left.filter((window) => window.page.context() !== page.context());
  await page.context().close();
}

/** A computer without a session: a person who signs in on it is signed out when the test leaves it. */
export const nobodys = "nobody";

/**
 * Empties a window for a later test: listeners, page routes and storage except the session. Init scripts, web socket
 * routes and the time zone cannot be taken back: a test that needs them asks for a window of its `own`.
 */
export async function leaveWindow(page: Page, whose: string, origin: string): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.goto(new URL("/nothing-here", origin).href); // leaves the program; its storage stays
  const kept = whose === nobodys ? "" : "-auth-token";
  await page.evaluate(
    `for (const store of [localStorage, sessionStorage])
       for (const key of Object.keys(store))
         if (!${JSON.stringify(kept)} || !key.endsWith(${
      JSON.stringify(kept)
    })) store.removeItem(key)`,
  );
  left.push({ page, browser: page.context().browser()!, whose });
}
