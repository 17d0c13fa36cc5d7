import type { Page } from "playwright-core";
import { demoMember, type Things } from "./books.ts";
import type { DashboardLook } from "./dashboard.ts";
import { dashboard_pages, type PageToSee, phone_pages } from "./pages.ts";
import { SCREEN } from "./phone.ts";
import { fillCart } from "./shop_api.ts";
import { putInto, type State } from "./states.ts";
import type { World } from "./world.ts";
import { openings } from "./openings.ts";
import { until } from "@/tests/support/waiting.ts";

/** Whose phone most pages are looked at on: a distributor with orders, customers and a balance. */
const viewer = demoMember(1);

/** One page in one state, on the screen now. */
export interface Look {
  page: Page;
  /** Selector of the box that shows it. */
  box: string;
  name: string;
  state: State;
}

/** Every page of the mini program in those of its states that are wanted. */
export async function eachPhoneLook(
  world: World,
  wanted: readonly State[],
  see: (look: Look) => Promise<void>,
): Promise<void> {
  const things = await world.books.things(viewer);
  await fillCart(world.stack, viewer, things.sku);
  const bare = { bare: true };
  const phones = {
    viewer: await world.phone(viewer, bare),
    stranger: await world.phone(undefined, bare),
  };
  for (const phone of Object.values(phones)) phone.watch.allow(/status of 503|ERR_FAILED/);
  for (const { name, path, states, as } of phone_pages) {
    const phone = phones[as ?? "viewer"];
    for (const state of ["usual" as const, ...states].filter((one) => wanted.includes(one))) {
      await putInto(phone.page, state);
      await phone.launch(path(things));
      await settle(phone.page, state);
      await see({ page: phone.page, box: SCREEN, name, state });
    }
  }
}

/** Every page of the dashboard in those of its states that are wanted, in one width and scheme. */
export async function eachDashboardLook(
  world: World,
  look: DashboardLook,
  wanted: readonly State[],
  see: (look: Look) => Promise<void>,
): Promise<void> {
  const things: Things = await world.books.things(viewer);
  await world.books.fillWork(things.order);
  const dashboard = await world.dashboard("owner@qingteng.test", look);
  dashboard.watch.allow(/status of 503|ERR_FAILED/);
  const pages: PageToSee[] = dashboard_pages;
  for (const { name, path, states } of pages) {
    for (const state of ["usual" as const, ...states].filter((one) => wanted.includes(one))) {
      await putInto(dashboard.page, state);
      await dashboard.goto(path(things));
      if (state === "usual") await dashboard.heading.waitFor();
      else await dashboard.heading.waitFor({ timeout: 3000 }).catch(() => {}); // some states have none
      await settle(dashboard.page, state);
      await see({ page: dashboard.page, box: "body", name, state });
    }
  }
}

/** Every drawer, form and dialog of the dashboard, opened on its page. */
export async function eachOpening(
  world: World,
  look: DashboardLook,
  see: (look: Look) => Promise<void>,
): Promise<void> {
  const things = await world.books.things(viewer);
  await world.books.fillWork(things.order);
  const dashboard = await world.dashboard("owner@qingteng.test", look);
  for (const { name, path, open } of openings) {
    await dashboard.goto(path(things));
    await dashboard.heading.waitFor();
    await open(dashboard);
    await settle(dashboard.page, "usual");
    await see({ page: dashboard.page, box: "body", name, state: "usual" });
  }
}

/** Nothing moves any more but what turns forever. */
const STILL = `document.getAnimations().every(({ playState, effect }) =>
  playState !== "running" || effect.getComputedTiming().iterations === Infinity)`;

/** Until what was asked for is there and drawn. */
async function settle(page: Page, state: State): Promise<void> {
  if (state === "loading") return await page.waitForTimeout(500);
  const waiting = page.locator('[aria-label="正在加载"], .ant-spin-spinning, .ant-skeleton');
  await waiting.filter({ visible: true }).first().waitFor({ state: "hidden" });
  await page.waitForTimeout(200);
  await until("a still page", () => page.evaluate<boolean>(STILL)); // the page's policy forbids waitForFunction
}
