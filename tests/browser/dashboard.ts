import type { Locator, Page } from "playwright-core";
import { staff_password } from "../../supabase/seed/data/people.ts";
import { PROJECT } from "@/local/paths.ts";
import { Watch } from "./watch.ts";
import type { World } from "./world.ts";
import { closeWindow, leaveWindow, newWindow, takeWindow, usual } from "./windows.ts";

/** How wide the window is, which colours it asks for, and what its computer takes the time for. */
export interface DashboardLook {
  width?: number;
  scheme?: "light" | "dark";
}

/** How somebody's computer is unlike the others, and where the dashboard is opened. */
export interface Desk extends DashboardLook {
  /** The page that is opened first, the overview when left out. */
  at?: string;
  /** A computer of its own: in a new browser, and no other test's afterwards. */
  own?: boolean;
  /** What it takes the time for; Shanghai when left out. */
  timezone?: string;
  /** So many hours is its clock fast, or slow when negative. */
  fast_hours?: number;
  /** Another shop than the demo's, by its code; its staff have a password of their own. */
  shop?: string;
  password?: string;
}

const HEIGHT = 900;

/** Runs in the page before anything else: a computer whose clock is off. */
const OFF = (fast_hours: number) =>
  `{
  const RealDate = Date;
  const off_ms = ${fast_hours} * 3600000;
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length > 0 ? given : [RealDate.now() + off_ms]));
    }
    static now() {
      return RealDate.now() + off_ms;
    }
  };
}`;

/** Runs in the page before anything else: this browser has chosen a shop. */
const CHOSEN = (code: string) => `localStorage.setItem("chosen-shop", ${JSON.stringify(code)});`;

/** A member of the staff at the dashboard. */
export class Dashboard {
  private constructor(
    readonly page: Page,
    readonly watch: Watch,
    private readonly url: string,
    private readonly email: string,
    private readonly isOwn: boolean,
  ) {}

  static async open(world: World, email: string, desk: Desk = {}): Promise<Dashboard> {
    const { at = "", timezone, fast_hours = 0, shop } = desk;
    const { own = Boolean(timezone || fast_hours || shop) } = desk;
    const kept = own ? undefined : takeWindow(world.browser, email);
    const page = kept ??
      await newWindow(world.browser, { ...usual, timezoneId: timezone ?? usual.timezoneId });
    if (fast_hours !== 0) await page.addInitScript(OFF(fast_hours));
    if (shop) await page.addInitScript(CHOSEN(shop));
    const watch = new Watch(page, `dashboard of ${email}`);
    const dashboard = new Dashboard(page, watch, `${world.stack.url}/dashboard/`, email, own);
    await dashboard.dress(desk);
    await dashboard.goto(at);
    const form = page.getByLabel("密码");
    await form.or(dashboard.navigation).first().waitFor();
    if (kept) watch.forget(/status of 40[013]/); // another test may have ended the session
    if (await form.isVisible()) await dashboard.signIn(email, desk.password);
    return dashboard;
  }

  /** Nobody has signed in yet on this computer; the window is empty. */
  static async newcomer(world: World, email: string): Promise<Dashboard> {
    const page = await newWindow(world.browser, usual);
    const watch = new Watch(page, `dashboard of ${email}`);
    const dashboard = new Dashboard(page, watch, `${world.stack.url}/dashboard/`, email, true);
    await dashboard.dress({});
    return dashboard;
  }

  /** Another window of the same browser: signed in alike, still empty. */
  async another(): Promise<Dashboard> {
    const page = await this.page.context().newPage();
    return new Dashboard(
      page,
      new Watch(page, `dashboard of ${this.email}`),
      this.url,
      this.email,
      this.isOwn,
    );
  }

  /** The window and its colours become others, under the page that it shows. */
  async dress({ width = 1440, scheme = "light" }: DashboardLook): Promise<void> {
    await this.page.setViewportSize({ width, height: HEIGHT });
    await this.page.emulateMedia({ colorScheme: scheme });
  }

  /** Fills in the sign-in form that stands there. */
  async signIn(email: string, password: string = staff_password): Promise<void> {
    await this.page.getByLabel("邮箱").fill(email);
    await this.page.getByLabel("密码").fill(password);
    await this.page.getByRole("button", { name: /登\s*录/ }).click();
    await this.navigation.waitFor();
  }

  private get navigation(): Locator {
    return this.page.getByRole("navigation").first();
  }

  /** Opens a page by its path below /dashboard/. */
  async goto(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Turns to a page as a link does, without loading the dashboard anew. */
  async turnTo(path: string): Promise<void> {
    await this.page.evaluate(
      `history.pushState(null, "", ${JSON.stringify(this.url + path)});
       dispatchEvent(new PopStateEvent("popstate"))`,
    );
    // The page before stays until the new one has been loaded. Within one page, wait for something of the new address.
    const link = this.page.locator(`nav a[href="/dashboard/${path.split(/[?/]/)[0]}"]`);
    if (await link.count() > 0) {
      await link.and(this.page.locator("[aria-current=page]")).waitFor({ state: "attached" });
    }
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** What the page in front is called. */
  get heading(): Locator {
    return this.page.getByRole("heading", { level: 1 }).first();
  }

  /** An entry of the navigation. */
  menu(words: string): Locator {
    return this.page.getByRole("navigation").getByRole("link", { name: words, exact: true });
  }

  /** The dialog that asks before something happens; a drawer may stand behind it. */
  get modal(): Locator {
    return this.page.locator(".ant-modal[role=dialog]");
  }

  /** One of the overview's figures of today, as it stands there now. */
  figure(label: string): Locator {
    return this.page.locator(".figure").filter({ hasText: label }).locator(".figure-value");
  }

  /** A button by its words; antd puts a space between two characters. */
  button(words: string, inside: Locator | Page = this.page): Locator {
    const spaced = [...words].join("\\s*");
    return inside.getByRole("button", { name: new RegExp(`^${spaced}$`) }).filter({
      visible: true,
    });
  }

  /** Lets somebody promote who has applied; the newest application stands first. */
  async approveApplicant(): Promise<void> {
    await this.turnTo("distributors?status=applied");
    await this.button("通过").first().click();
    const dialog = this.modal;
    await dialog.getByRole("textbox").fill("资料齐全");
    await this.button("通过", dialog).click();
    await dialog.waitFor({ state: "hidden" });
  }

  async picture(name: string): Promise<void> {
    const folder = `${PROJECT}/pictures/failed`;
    await Deno.mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: `${folder}/${name}.png` }).catch(() => {});
  }

  findings(): Promise<string[]> {
    return Promise.resolve(this.watch.findings);
  }

  /** Nobody looks at it any more: another test may have it when nothing went wrong in it. */
  async close(again: boolean): Promise<void> {
    if (again && !this.isOwn) await leaveWindow(this.page, this.email, this.url);
    else await closeWindow(this.page);
  }
}
