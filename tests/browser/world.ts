import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { type StackContents, type TestStack, testStack } from "@/tests/support/stack.ts";
import { Wechat } from "@/tests/journeys/support/wechat.ts";
import { Books } from "./books.ts";
import { startChromium } from "./chromium.ts";
import { Dashboard, type Desk } from "./dashboard.ts";
import { Phone, type PhoneKind } from "./phone.ts";

/** Everybody in a journey: one mall, phones, and the staff at their dashboards. */
export class World {
  readonly #opened: (Phone | Dashboard)[] = [];

  constructor(
    readonly stack: TestStack,
    readonly browser: Browser,
    readonly wechat: Wechat,
    readonly books: Books,
  ) {}

  /** The phone of somebody whom WeChat did not know until now, or of the one with this openid. */
  async phone(openid?: string, kind: PhoneKind = {}): Promise<Phone> {
    const phone = await Phone.open(this, openid ?? await this.stranger(), kind);
    this.#opened.push(phone);
    return phone;
  }

  /** A WeChat user who was never here; answers the openid. */
  async stranger(): Promise<string> {
    const { appid } = this.stack.merchants[0]!;
    return (await this.wechat.user({ appid })).openid;
  }

  async dashboard(email: string, desk?: Desk): Promise<Dashboard> {
    const dashboard = await Dashboard.open(this, email, desk);
    this.#opened.push(dashboard);
    return dashboard;
  }

  /** A computer on which nobody has signed in; its window is still empty. */
  async newcomer(email: string): Promise<Dashboard> {
    const dashboard = await Dashboard.newcomer(this, email);
    this.#opened.push(dashboard);
    return dashboard;
  }

  /** The phone that a click on somebody's dashboard opens. */
  async phoneOf(dashboard: Dashboard, click: () => Promise<void>): Promise<Phone> {
    const phone = await Phone.opened(this, dashboard.page, click);
    this.#opened.push(phone);
    return phone;
  }

  /** The link of the newest mail to somebody. */
  async mailedLink(to: string): Promise<string> {
    const reply = await fetch(`${this.stack.url}/_control/mails?to=${encodeURIComponent(to)}`);
    const { mails } = await reply.json() as { mails: { link: string }[] };
    assert.ok(mails[0], `a mail to ${to}`);
    return mails[0].link;
  }

  /** A second window beside somebody's dashboard. */
  async anotherWindow(dashboard: Dashboard): Promise<Dashboard> {
    const window = await dashboard.another();
    this.#opened.push(window);
    return window;
  }

  /** Leaves everybody's windows, to other tests if all went well; fails when any of them met an error. */
  async close(well: boolean): Promise<void> {
    const findings: string[] = [];
    for (const opened of this.#opened) findings.push(...await opened.findings());
    try {
      for (const opened of this.#opened) await opened.close(well && findings.length === 0);
    } finally {
      await this.books.close();
    }
    assert.deepEqual(findings, []);
  }

  /** A picture of every open window, for whoever looks why a journey failed. */
  async picture(name: string): Promise<void> {
    for (const [n, opened] of this.#opened.entries()) await opened.picture(`${name}-${n}`);
  }
}

/** What the journeys begin with, unless one says otherwise. */
const demo: StackContents = { seed: true, faces: true };

/** A world on the given stack, or on one of its own. */
export async function openWorld(browser?: Browser, contents = demo): Promise<World> {
  const stack = await testStack(contents);
  const wechat = new Wechat(stack.wechat_url);
  return new World(stack, browser ?? await startChromium(), wechat, new Books(stack.database_url));
}

let browser: Promise<Browser> | undefined;
Deno.test.afterAll(async () => await (await browser)?.close());

/** A test with browsers: leaves pictures in `pictures/failed/` when it fails. */
export function browserTest(
  name: string,
  work: (world: World) => Promise<void>,
  contents = demo,
): void {
  Deno.test({
    name,
    sanitizeOps: false, // the browser is one for all tests of a file
    sanitizeResources: false,
    async fn() {
      const world = await openWorld(await (browser ??= startChromium()), contents);
      try {
        await work(world);
      } catch (error) {
        await world.picture(name.replaceAll(/[^\w]+/g, "-"));
        const met = await world.close(false).then(
          () => "",
          ({ message }: Error) => `\nmet:\n${message}`,
        );
        throw new Error(`${(error as Error).stack}${met}`);
      }
      await world.close(true);
    },
  });
}
