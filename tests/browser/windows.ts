import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { patience_ms } from "@/tests/support/waiting.ts";

/** Everybody's computers and phones are set to this, unless a test says otherwise. */
export const usual = {
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
  reducedMotion: "reduce",
} satisfies BrowserContextOptions;

/**
 * Windows that a test has left, with whose they are: a later test takes one up, empty. The first page in a window that
 * is really new takes two seconds of processor time, for the program has to be read and compiled.
 */
let left: { page: Page; browser: Browser; whose: string }[] = [];

/** An empty window of somebody's, if one was left: its browser remembers at most how she is signed in. */
export function takeWindow(browser: Browser, whose: string): Page | undefined {
  const at = left.findIndex((window) => window.browser === browser && window.whose === whose);
  return at < 0 ? undefined : left.splice(at, 1)[0]!.page;
}

export async function newWindow(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options);
  context.setDefaultTimeout(patience_ms);
  return await context.newPage();
}

/** The end of a window and of those beside it in its browser. */
export async function closeWindow(page: Page): Promise<void> {
  left = left.filter((window) => window.page.context() !== page.context());
  await page.context().close();
}

/** What the test that has this window did to it is undone, and a later one may take it. */
export async function leaveWindow(page: Page, whose: string): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.goto(new URL("/nothing-here", page.url()).href); // leaves the program; its origin keeps what it kept
  await page.evaluate(
    `for (const store of [localStorage, sessionStorage])
       for (const key of Object.keys(store)) if (!key.endsWith("-auth-token")) store.removeItem(key)`,
  );
  left.push({ page, browser: page.context().browser()!, whose });
}
