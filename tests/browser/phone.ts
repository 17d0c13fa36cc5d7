import type { Locator, Page } from "playwright-core";
import { PROJECT } from "@/local/paths.ts";
import { Watch } from "./watch.ts";
import type { World } from "./world.ts";
import { closeWindow, leaveWindow, newWindow, takeWindow, usual } from "./windows.ts";

/** What is unlike other phones. `bare`: the screen alone, without the frame and the strip around it. */
export interface PhoneKind {
  bare?: boolean;
  /** A phone of its own: nothing was ever opened on it, and no other test gets it afterwards. */
  own?: boolean;
  /** Where it is; Shanghai when left out. */
  zone?: string;
  /** How far its clock is off, in hours. */
  hours_off?: number;
  /** Whose mini program it has, by the shop's code; the demo shop's when left out. */
  shop?: string;
}

/** A phone is nobody's: each test says who holds it. */
const WHOSE = "a phone";

/** Selector of the phone's screen. */
export const SCREEN = "#mp";
const FRONT = `${SCREEN} .mp-page.on`;

/** Somebody's phone with the mini program open: what is on the screen, and taps. */
export class Phone {
  private constructor(
    readonly page: Page,
    readonly openid: string,
    readonly watch: Watch,
    private readonly url: string,
    private readonly bare: boolean,
    private readonly shop: string | undefined,
    private readonly isUsual: boolean,
  ) {}

  static async open(world: World, openid: string, kind: PhoneKind): Promise<Phone> {
    const { bare = false, own = false, zone, hours_off = 0, shop } = kind;
    const isUsual = !own && zone === undefined && hours_off === 0;
    const kept = isUsual ? takeWindow(world.browser, WHOSE) : undefined;
    const page = kept ??
      await newWindow(world.browser, { ...usual, timezoneId: zone ?? usual.timezoneId });
    await page.setViewportSize(bare ? { width: 375, height: 812 } : { width: 1000, height: 900 });
    if (hours_off !== 0) await page.addInitScript(movedDate(hours_off * 3_600_000));
    const watch = new Watch(page, `phone of ${openid}`);
    const url = `${world.stack.url}/phone/`;
    return new Phone(page, openid, watch, url, bare, shop, isUsual);
  }

  /** The phone in the window that a click opens beside another one. */
  static async opened(world: World, beside: Page, click: () => Promise<void>): Promise<Phone> {
    const [page] = await Promise.all([beside.context().waitForEvent("page"), click()]);
    await page.setViewportSize({ width: 1000, height: 900 });
    const watch = new Watch(page, "phone beside the dashboard");
    const phone = new Phone(page, "", watch, `${world.stack.url}/phone/`, false, undefined, false);
    await phone.front.waitFor();
    return phone;
  }

  /** The page in front. */
  get front(): Locator {
    return this.page.locator(FRONT);
  }

  /** The whole screen: sheets, dialogs and bars too. */
  get screen(): Locator {
    return this.page.locator(SCREEN);
  }

  /** The controls around the phone. */
  get strip(): Locator {
    return this.page.locator("#strip");
  }

  /** Opens the mini program at a page, `packages/goods/detail/detail?id=…`; at home when left out. */
  async launch(path = "pages/home/home"): Promise<void> {
    const query = new URLSearchParams({ user: this.openid, page: path });
    if (this.bare) query.set("bare", "1");
    if (this.shop) query.set("shop", this.shop);
    await this.page.goto(`${this.url}?${query}`);
    await this.front.waitFor();
  }

  /** Goes to a page as `wx.reLaunch` does: the program runs on, its pages are new. */
  async relaunch(path: string): Promise<void> {
    await this.page.evaluate(`wx.reLaunch({ url: ${JSON.stringify(`/${path}`)} })`);
    await this.front.waitFor();
  }

  /** Opens the phone as somebody who has only its address: whose it is decides the phone. */
  async openFresh(): Promise<void> {
    await this.page.goto(this.url);
    await this.front.waitFor();
  }

  /** Becomes somebody, in the strip: "1 青禾", or the name of a stranger. */
  async become(label: string | RegExp): Promise<void> {
    await this.choose("微信用户", label);
    await this.front.waitFor();
  }

  /** Opens what was shared last, in the strip. */
  async openShared(label: string | RegExp): Promise<void> {
    await this.choose("以谁的身份打开", label);
    await this.strip.getByRole("button", { name: "打开", exact: true }).click();
    await this.page.waitForURL(/[?&]page=/);
    await this.front.waitFor();
  }

  /** Chooses what reads so, in one of the strip's lists. */
  private async choose(list: string, label: string | RegExp): Promise<void> {
    const select = this.strip.getByLabel(list);
    const option = select.locator("option").filter({ hasText: label }).last();
    await option.waitFor({ state: "attached" });
    await select.selectOption(await option.getAttribute("value") ?? "");
  }

  /** Waits for a text on the screen. */
  async sees(text: string | RegExp): Promise<void> {
    await this.screen.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** Taps what bears exactly this text. */
  async tap(text: string | RegExp): Promise<void> {
    await this.named(text).click();
  }

  named(text: string | RegExp): Locator {
    return this.screen.getByText(text, { exact: true }).filter({ visible: true }).last();
  }

  /** The button with these words that lies on top. */
  button(words: string): Locator {
    return this.screen.getByRole("button", { name: words, exact: true }).filter({ visible: true })
      .and(this.screen.locator(":not(.t-button--disabled, [aria-disabled='true'])")).last();
  }

  /** Fills the field that says so while it is empty. */
  async fill(placeholder: string, value: string): Promise<void> {
    await this.front.getByPlaceholder(placeholder, { exact: true }).filter({ visible: true }).fill(
      value,
    );
  }

  /** Back by the arrow of the navigation bar. */
  async back(): Promise<void> {
    await this.screen.getByRole("button", { name: "返回" }).filter({ visible: true }).click();
  }

  /** Sends what WeChat's share sheet shows; answers the path that whoever opens it gets. */
  async handOn(): Promise<string> {
    await this.screen.locator(".share-send").click();
    await this.sees("已发送");
    return await this.page.evaluate<string>("__phone.shared.path");
  }

  /** Says yes in a dialog of WeChat's. */
  async agree(): Promise<void> {
    await this.screen.locator(".wx-modal .confirm").click();
  }

  /** Confirms receipt: in WeChat's component, or where WeChat has not heard of the parcels yet, as the mall asks. */
  async confirmReceipt(): Promise<void> {
    await this.screen.locator(".wx-modal .confirm, .wx-pay .pay-confirm").click();
  }

  async picture(name: string): Promise<void> {
    const folder = `${PROJECT}/pictures/failed`;
    await Deno.mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: `${folder}/${name}.png` }).catch(() => {});
  }

  /** How many requests of this kind went out since. */
  counting(method: string, path: RegExp): () => number {
    let count = 0;
    this.page.on("request", (request) => {
      if (request.method() === method && path.test(new URL(request.url()).pathname)) count += 1;
    });
    return () => count;
  }

  async findings(): Promise<string[]> {
    const missing = await this.page.evaluate<string[]>("globalThis.__phone?.missing ?? []")
      .catch(() => []);
    return [...this.watch.findings, ...missing.map((name) => `the phone has no wx.${name}`)];
  }

  /** Nobody looks at it any more: another test may have it when nothing went wrong in it. */
  async close(again: boolean): Promise<void> {
    if (again && this.isUsual) await leaveWindow(this.page, WHOSE, this.url);
    else await closeWindow(this.page);
  }
}

/** A script that moves `Date` before anything else runs. */
function movedDate(by_ms: number): string {
  return `globalThis.Date = class extends Date {
    constructor(...given) { given.length ? super(...given) : super(Date.now()); }
    static now() { return super.now() + ${by_ms}; }
  };`;
}
