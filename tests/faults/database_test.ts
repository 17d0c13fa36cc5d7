import assert from "node:assert/strict";
import { ErrorReply } from "@/contracts/errors.ts";
import { ShownPage } from "@/contracts/pages.ts";
import { journey, town } from "../journeys/support/journey.ts";
import { becomes, until } from "../journeys/support/town.ts";

/** Cuts every connection of a login; with `refused` nobody comes in again until the answer is called. */
async function cut(login: string, refused = false): Promise<() => Promise<void>> {
  if (refused) await town.sql.unsafe(`alter role ${login} connection limit 0`);
  await town.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where usename = ${login}`;
  return async () => {
    await town.sql.unsafe(`alter role ${login} connection limit -1`);
  };
}

journey(
  "connections that are cut cost some requests a 503 and are made anew by themselves",
  async (shop) => {
    const reader = await shop.newcomer();
    const asking = Promise.all(Array.from({ length: 200 }, async () => {
      const response = await reader.api.raw("GET", "/home");
      const answer = await response.json();
      if (response.ok) return ShownPage.parse(answer) && "ok";
      assert.equal(response.headers.get("retry-after"), "1");
      return ErrorReply.parse(answer).error.code;
    }));
    await cut("mall_api");
    const answers = new Set(await asking);
    answers.delete("DATABASE_UNAVAILABLE");
    assert.deepEqual([...answers], ["ok"]);
    assert.equal(
      (await reader.api.raw("GET", "/home").then((one) => one.body?.cancel().then(() => one)))!
        .status,
      200,
    );
  },
);

journey(
  "without the database the API says so; a command repeated meanwhile is done once when it is back",
  async (shop) => {
    const buyer = await shop.newcomer();
    await buyer.signIn();
    const lines = [{ sku_id: await shop.sku(1_000), quantity: 1 }];
    const restore = await cut("mall_api", true);
    const key = crypto.randomUUID();
    try {
      await assert.rejects(buyer.placeUnder(key, lines), {
        status: 503,
        code: "DATABASE_UNAVAILABLE",
      });
      const health = await fetch(`${town.stack.url}/functions/v1/api/health`);
      const { status, database_at } = await health.json();
      assert.deepEqual([health.status, status, database_at], [503, "unavailable", null]);
    } finally {
      await restore();
    }
    const placed = await until(
      "the database",
      () => buyer.placeUnder(key, lines).catch(() => undefined),
    );
    assert.equal((await buyer.placeUnder(key, lines)).order_id, placed.order_id);
  },
);

journey(
  "a notification that could not be written down is not answered well, so WeChat comes again",
  async (shop) => {
    const buyer = await shop.newcomer();
    await buyer.signIn();
    const begun = await buyer.begin([{ sku_id: await shop.sku(1_000), quantity: 1 }]);
    const { openid } = buyer;
    const restore = await cut("mall_wechat", true);
    await town.schedule(false);
    try {
      await buyer.pay(begun);
      await becomes([503], async () => {
        const [notice] = await town.wechat.list("notifications", { openid });
        return notice!.attempts.map(({ status }) => status);
      });
    } finally {
      await restore();
    }
    try {
      await town.later({ seconds: 16 });
      await becomes("paid", () => buyer.status(begun.order_id));
    } finally {
      await town.schedule(true);
    }
  },
);

journey("jobs that lose the database go on when it is back", async (shop) => {
  const buyer = await shop.newcomer();
  await buyer.signIn();
  const { order_id } = await buyer.order([{ sku_id: await shop.sku(1_000), quantity: 1 }]);
  const restore = await cut("mall_jobs", true);
  try {
    await town.later({ minutes: 31 });
    await town.tick();
    assert.equal(await buyer.status(order_id), "pending_payment");
  } finally {
    await restore();
  }
  await becomes("closed timeout", () => buyer.status(order_id));
});
