import assert from "node:assert/strict";
import { demoMember } from "./books.ts";
import type { Dashboard } from "./dashboard.ts";
import { advanceClock, mallTime, openShare, setRole } from "./shop_api.ts";
import { browserTest } from "./world.ts";

/** The browser's own words about the answers that these journeys provoke. */
const REFUSED = /status of 40[013]/;

async function figure(desk: Dashboard, label: string): Promise<number> {
  return Number((await desk.figure(label).innerText()).replaceAll(/[^\d]/g, ""));
}

/** Waits until a figure of today is this one. */
async function comesTo(desk: Dashboard, label: string, count: number): Promise<void> {
  await desk.figure(label).filter({ hasText: new RegExp(`^${count} `) }).waitFor();
}

browserTest(
  "a day later the dashboard renews its session unseen: pages load, and what happens is heard",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test");
    desk.watch.allow(REFUSED);
    await desk.figure("分享点击").waitFor();
    await advanceClock(world.stack, 24);
    await desk.menu("订单").click();
    await desk.page.locator("tr.opens").first().waitFor();
    await desk.menu("概览").click();
    await desk.sees(/^今天和昨天此时相比/);
    const before = await figure(desk, "分享点击");
    await openShare(world.stack, demoMember(2));
    await comesTo(desk, "分享点击", before + 1);
  },
);

browserTest(
  "an open overview that nobody touches hears what happens a day later, and its today is that day",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test");
    desk.watch.allow(REFUSED);
    await openShare(world.stack, demoMember(3));
    await desk.figure("分享点击").filter({ hasNotText: /^0 / }).waitFor();
    await advanceClock(world.stack, 24);
    await comesTo(desk, "分享点击", 0);
    await openShare(world.stack, demoMember(4));
    await comesTo(desk, "分享点击", 1);
  },
);

browserTest(
  "a session that cannot be renewed leads to the sign-in form at the same address, and back",
  async (world) => {
    const desk = await world.dashboard("support@qingteng.test", { at: "orders?status=completed" });
    desk.watch.allow(REFUSED);
    await desk.page.locator("tr.opens").first().waitFor();
    await world.books.endSessions();
    await advanceClock(world.stack, 2);
    await desk.sees(/登录已到期/);
    const { pathname, search } = new URL(desk.page.url());
    assert.equal(pathname + search, "/dashboard/orders?status=completed");
    await desk.signIn("support@qingteng.test");
    await desk.page.locator("tr.opens").first().waitFor();
    assert.match(desk.page.url(), /orders\?status=completed$/);
  },
);

for (
  const { fast_hours, timezone } of [
    { fast_hours: -2, timezone: "Asia/Shanghai" },
    { fast_hours: 2, timezone: "America/New_York" },
  ]
) {
  browserTest(
    `on a computer ${fast_hours} h off, in ${timezone}, times are the mall's and nobody signs in again`,
    async (world) => {
      const desk = await world.dashboard("owner@qingteng.test", { fast_hours, timezone });
      let renewals = 0;
      desk.page.on("request", (request) => {
        if (request.url().includes("/auth/v1/token")) renewals++;
      });
      await desk.goto("");
      const said = desk.page.getByText(/截至/);
      await said.waitFor();
      const [, month, day, hour, minute] = (await said.innerText())
        .match(/截至 (\d+)月(\d+)日 (\d+):(\d+)$/)!.map(Number) as number[];
      const now = new Date((await mallTime(world.stack)).getTime() + 8 * 3_600_000);
      const shown = Date.UTC(now.getUTCFullYear(), month! - 1, day!, hour!, minute!);
      assert.ok(Math.abs(now.getTime() - shown) < 5 * 60_000, await said.innerText());
      for (const path of ["orders", "goods"]) {
        await desk.turnTo(path);
        await desk.page.locator("tbody tr[data-row-key]").first().waitFor();
      }
      assert.equal(renewals, 0);
    },
  );
}

browserTest(
  "being cut off from what happens is said; once back, the list shows what came meanwhile",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { own: true });
    const sockets: { close(): Promise<void> }[] = [];
    let isCut = false;
    const joined = Promise.withResolvers<void>();
    await desk.page.routeWebSocket(/realtime/, (socket) => {
      if (isCut) return void socket.close();
      sockets.push(socket);
      socket.connectToServer().onMessage((message) => {
        socket.send(message);
        if (String(message).includes('"status":"ok"')) joined.resolve();
      });
    });
    desk.watch.allow(/WebSocket/);
    await desk.goto("");
    await desk.figure("分享点击").waitFor();
    await joined.promise;
    isCut = true;
    for (const socket of sockets) await socket.close();
    await desk.sees(/实时更新已断开/);
    const before = await figure(desk, "分享点击");
    await openShare(world.stack, demoMember(5));
    isCut = false;
    await comesTo(desk, "分享点击", before + 1);
    await desk.page.getByText(/实时更新已断开/).waitFor({ state: "hidden" });
  },
);

browserTest("a changed role is noticed without a reload", async (world) => {
  const desk = await world.dashboard("support@qingteng.test", { at: "goods" });
  await desk.page.locator("tbody tr[data-row-key]").first().waitFor();
  assert.equal(await desk.button("下架").count(), 0);
  await setRole(world.stack, "support@qingteng.test", "manager");
  try {
    await desk.button("下架").first().waitFor();
    await desk.sees(/经理$/);
  } finally {
    await setRole(world.stack, "support@qingteng.test", "support");
  }
  await desk.button("下架").first().waitFor({ state: "hidden" });
});
