import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const signal = {
  address: "t1.block",
  region: "浙江",
  device: "t1.device",
  model: "iPhone 14 Pro<iPhone15,2>",
  scene: 1007,
};
const server = { role: "mall_server", signal };

const signalsOf = (db: TestDatabase) =>
  db.sql<{ moment: string; actor_id: string; subject_id: string; device_model: string | null }[]>`
    select moment, actor_id, subject_id, device_model from person.signals order by id, moment`;

const from = (member: Member): Member => ({ ...member, signal });

/** Somebody opens a distributor's share as a visitor, then signs in. */
async function arrive(mall: Mall, db: TestDatabase, openid: string) {
  const { level1 } = await mall.chain();
  const { token } = await db.call<{ token: string }>(level1, "create_share", {
    page: "home",
    channel: "chat",
  });
  const visitor = crypto.randomUUID();
  const click = { shop: mall.shop, visitor, share: token };
  await db.call({ ...server, kind: "visitor", sub: visitor }, "record_visitor_click", click);
  const { member_id } = await db.call<{ member_id: string }>(server, "sign_in", {
    shop: mall.shop,
    openid,
    visitor,
  });
  return { visitor, member_id };
}

Deno.test("click, sign-in, order, payment and withdrawal keep where they came from, each once and in their own transaction", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([90_000]) as [string];
    const { visitor, member_id } = await arrive(mall, db, "openid-of-a-stranger");
    const me = from(await mall.member("openid-of-a-stranger"));
    const key = newKey();
    const place = (payable_fen: number) =>
      mall.placeAt(me, [{ sku_id, quantity: 1 }], payable_fen, key);
    await assert.rejects(place(1)); // refused: nothing happened, nothing is kept
    const { order_id } = await place(90_000);
    await place(90_000);
    await db.call(me, "start_payment", { order_id });

    const { level1, buyer } = await mall.chain();
    const sold = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, sold.order_id);
    await db.clock.advance(61);
    await mall.settle();
    const { id } = await db.call<{ id: string }>(from(level1), "request_withdrawal", {
      idempotency_key: newKey(),
      amount_fen: 1000,
    });

    const rows = await signalsOf(db);
    const seen = rows.map(({ moment, actor_id, subject_id }) => [moment, actor_id, subject_id]);
    assert.deepEqual(
      seen.filter(([moment]) => moment !== "click").sort(),
      [
        ["sign_in", member_id, visitor],
        ["order", member_id, order_id],
        ["payment", member_id, order_id],
        ["withdrawal", level1.member_id, id],
      ].sort(),
    );
    assert.deepEqual(
      seen.filter(([moment]) => moment === "click").map(([, actor]) => actor),
      [visitor],
    );
    assert.ok(rows.every(({ device_model }) => device_model === signal.model));
  }));

Deno.test("a call that says nothing of itself leaves no signal, and a token cannot make one up", () =>
  onMall(async (mall, db) => {
    const [sku_id] = await mall.product([1000]) as [string];
    await mall.buy(await mall.member(), [{ sku_id, quantity: 1 }]);
    assert.deepEqual([...await signalsOf(db)], []);
  }));

Deno.test("a signal that is too long or of another kind is cut or left out, and the call goes on", () =>
  onMall(async (mall, db) => {
    const odd = { address: "a".repeat(500), device: 7, model: "m".repeat(500), scene: "1e99" };
    await db.call({ ...server, signal: odd }, "sign_in", { shop: mall.shop, openid: "odd" });
    const [row] = await db.sql`
      select length(address_fingerprint) as address, length(device_model) as model, scene from person.signals`;
    assert.deepEqual({ ...row }, { address: 80, model: 64, scene: null });
  }));

Deno.test("a forgotten member leaves no signal, also none from before the sign-in", () =>
  onMall(async (mall, db) => {
    await arrive(mall, db, "openid-of-a-stranger");
    const me = from(await mall.member("openid-of-a-stranger"));
    const other = from(await mall.member("openid-of-another"));
    await db.call(server, "sign_in", { shop: mall.shop, openid: "openid-of-another" });
    assert.equal((await signalsOf(db)).length, 3);
    await db.call(me, "forget_me");
    const left = await signalsOf(db);
    assert.deepEqual(left.map(({ actor_id }) => actor_id), [other.member_id]);
  }));

Deno.test("signals go with their month, half a year after its end", () =>
  onMall(async (mall, db) => {
    await db.call(server, "sign_in", { shop: mall.shop, openid: "somebody" });
    const kept = async (days: number) => {
      await db.clock.advance(days);
      await db.sql`update ops.upkeep set ran_at = '-infinity'`;
      await db.call({ role: "mall_jobs" }, "maintain");
      return (await signalsOf(db)).length;
    };
    assert.equal(await kept(179), 1);
    assert.equal(await kept(33), 0);
  }));
