import assert from "node:assert/strict";
import { asServer, type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const day_s = 86_400;

const put = (mall: Mall, kind: string, serial: string, days: number | null) =>
  mall.db.sql`select private.put_credential(${mall.shop_id}, ${kind}, ${serial},
    ${`v2.t1.${"s".repeat(40)}`},
    private.now() + ${days === null ? null : `${days} days`}::interval)`;

const listed = async (mall: Mall) => {
  const rows = await mall.db.sql<{ serial: string }[]>`
    select detail ->> 'serial' as serial from ops.work
     where kind = 'key_ends' and status = 'open' order by 1`;
  return rows.map(({ serial }) => serial);
};

/** The hourly upkeep, due again. */
async function upkeep(mall: Mall): Promise<void> {
  await mall.db.sql`delete from ops.upkeep`;
  await mall.db.call({ role: "mall_jobs" }, "maintain");
}

Deno.test("a key that ends within 30 days is on the work list once, until one that lasts is put beside it", () =>
  onMall(async (mall, db) => {
    await put(mall, "wechatpay_public_key", "P1", 31);
    await put(mall, "api_v3_key", "", null);
    await upkeep(mall);
    assert.deepEqual(await listed(mall), []);
    await db.clock.advance(2 * day_s);
    await upkeep(mall);
    await upkeep(mall);
    assert.deepEqual(await listed(mall), ["P1"]);
    await put(mall, "wechatpay_public_key", "P2", 5);
    assert.deepEqual(await listed(mall), ["P1"], "one that ends too does not help");
    await put(mall, "wechatpay_public_key", "P3", 400);
    assert.deepEqual(await listed(mall), []);
    await upkeep(mall);
    assert.deepEqual(await listed(mall), []);
    await db.clock.reset();
  }));

Deno.test("a warning that was put by does not come back; that of the next key comes", () =>
  onMall(async (mall, db) => {
    await put(mall, "merchant_private_key", "A1", 10);
    await upkeep(mall);
    const [work] = await db.sql`select id from ops.work where kind = 'key_ends'`;
    await mall.command("decide_work", {
      work_id: work!.id,
      action: "dismiss",
      reason: "知道了",
    });
    await upkeep(mall);
    assert.deepEqual(await listed(mall), []);
    const sealed = `v2.t1.${"s".repeat(40)}`;
    const active_until = new Date(Date.now() + 20 * day_s * 1000).toISOString();
    await db.call(asServer(mall.owner), "save_credential", {
      shop: mall.shop,
      credential: { kind: "merchant_private_key", serial: "A2", sealed, active_until },
      reason: "换新",
      idempotency_key: newKey(),
    });
    await upkeep(mall);
    assert.deepEqual(await listed(mall), ["A2"]);
  }));
