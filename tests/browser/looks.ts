import type { Page } from "playwright-core";
import { demoMember } from "./books.ts";
import type { Dashboard, DashboardLook } from "./dashboard.ts";
import { openings } from "./openings.ts";
import { dashboard_pages, invitation_token, type PageToSee, phone_pages } from "./pages.ts";
import { type Phone, SCREEN } from "./phone.ts";
import { Settling } from "./settling.ts";
import { fillLists } from "./shop_api.ts";
import { putInto, type State, states } from "./states.ts";
import type { World } from "./world.ts";

/** Whose phone most pages are looked at on: a distributor with orders, customers and a balance. */
const viewer = demoMember(1);

/** How many windows are looked at side by side: while one waits for the mall, another is drawn or read. */
const LANES = 3;

/** A page of the dashboard that nothing opens on. */
const AWAY = "password";

/** What opens on top of a page of the dashboard. */
const ON_TOP = ".ant-drawer, .ant-modal-wrap, .ant-select-dropdown, .ant-popover";

/** One page in one state, on the screen now. */
export interface Look {
  page: Page;
  /** Selector of the box that shows it. */
  box: string;
  /** Selector of what has opened on top of it: what lies behind is looked at without it. */
  top?: string;
  name: string;
  state: State;
}

export type See = (look: Look) => Promise<void>;

/** A window of the dashboard and the states that are wanted in it. */
export interface DeskLook {
  width: number;
  scheme: "light" | "dark";
  wanted: readonly State[];
}

/** Every page of the mini program in those of its states that are wanted. */
export async function eachPhoneLook(
  world: World,
  wanted: readonly State[],
  see: See,
): Promise<void> {
  const things = await world.books.things(viewer);
  await fillLists(world.stack, viewer, things);
  await inLanes(pagesByState(phone_pages, wanted), () => {
    const phones: Partial<Record<"viewer" | "stranger", Lane<Phone>>> = {};
    return async ({ page: { name, path, as = "viewer" as const }, state }) => {
      const openid = as === "viewer" ? viewer : undefined;
      const at = phones[as] ??= lane(await world.phone(openid, { bare: true }));
      if (await at.enter(state)) await at.window.launch(path(things));
      else await at.window.relaunch(path(things));
      await at.settling.end(state);
      await see({ page: at.window.page, box: SCREEN, name, state });
    };
  });
}

/** Every page of the dashboard in those of its states that are wanted, resized and recoloured to each of the looks. */
export async function eachDashboardLook(
  world: World,
  looks: readonly DeskLook[],
  see: (look: Look, at: DeskLook) => Promise<void>,
): Promise<void> {
  const things = await world.books.things(viewer);
  await world.books.fillWork(things.order);
  await world.books.invite(invitation_token);
  const first = await world.dashboard("owner@qingteng.test", looks[0]);
  const wanted = looks.flatMap((look) => look.wanted);
  await inLanes(pagesByState(dashboard_pages, wanted), () => {
    let at: Lane<Dashboard> | undefined;
    return async ({ page: { name, path }, state }) => {
      at ??= lane(await world.anotherWindow(first));
      const { window, settling } = at;
      const [usual, ...others] = looks.filter((look) => look.wanted.includes(state));
      await window.dress(usual!);
      if (await at.enter(state)) await window.goto(path(things));
      else await window.turnTo(path(things));
      for (const look of [usual!, ...others]) {
        await window.dress(look);
        if (state === "usual") await window.heading.waitFor(); // some of the other states have none
        await settling.end(state);
        await see({ page: window.page, box: "body", name, state }, look);
      }
    };
  });
}

/** Every drawer, form and dialog of the dashboard, opened on its page. */
export async function eachOpening(world: World, look: DashboardLook, see: See): Promise<void> {
  const things = await world.books.things(viewer);
  await world.books.fillWork(things.order);
  const first = await world.dashboard("owner@qingteng.test", look);
  await inLanes(openings, () => {
    let at: Lane<Dashboard> | undefined;
    let before: string | undefined;
    return async ({ name, path, open }) => {
      at ??= lane(await world.anotherWindow(first));
      const { window, settling } = at;
      await window.dress(look);
      const shown = path(things);
      const page = shown.split(/[?/]/)[0]!;
      // Another page takes down what stood open on the one before.
      if (page === before) await turnAway(window);
      if (before === undefined) await window.goto(shown);
      else await window.turnTo(shown);
      before = page;
      await window.heading.waitFor();
      await open(window);
      await settling.end("usual");
      await see({ page: window.page, box: "body", top: ON_TOP, name, state: "usual" });
    };
  });
}

/** To a page that nothing opens on, and that asks for little. */
async function turnAway(desk: Dashboard): Promise<void> {
  await desk.turnTo(AWAY);
  await desk.page.getByLabel("新密码").first().waitFor();
}

interface Lane<Window> {
  window: Window;
  settling: Settling;
  /** Whether it was in another state until now, and has to be loaded anew: what it has read is not of this one. */
  enter(state: State): Promise<boolean>;
}

/** A window that errors made on purpose may show in. */
function lane<Window extends Phone | Dashboard>(window: Window): Lane<Window> {
  window.watch.allow(/status of 503|ERR_FAILED/);
  let entered: State | undefined;
  return {
    window,
    settling: new Settling(window.page),
    async enter(state) {
      if (entered === state) return false;
      await putInto(window.page, entered = state);
      return true;
    },
  };
}

/** Pages in the states that they are looked at in, of those that are wanted: all in one state, then all in the next. */
function pagesByState(pages: readonly PageToSee[], wanted: readonly State[]) {
  return states.filter((state) => wanted.includes(state)).flatMap((state) =>
    pages.filter((page) => state === "usual" || page.states.includes(state))
      .map((page) => ({ page, state }))
  );
}

/**
 * Does each piece of work once, some of it at the same time, by the lanes that `open` makes. One of them begins at the
 * end, where errors are: those are waited for rather than worked for.
 */
async function inLanes<Work>(
  work: readonly Work[],
  open: () => (one: Work) => Promise<void>,
): Promise<void> {
  const left = [...work];
  const run = async (n: number) => {
    const each = open();
    const next = () => n === 0 ? left.pop() : left.shift();
    for (let one = next(); one; one = next()) await each(one);
  };
  await Promise.all(Array.from({ length: LANES }, (_, n) => run(n)));
}
