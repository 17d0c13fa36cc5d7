import assert from "node:assert/strict";
import type { MessageKind } from "@/contracts/messages.ts";
import { newKey } from "../support/mall.ts";
import { agrees, arrived, tellByWechat } from "../support/messages.ts";
import { WechatWorld } from "../support/wechat_world.ts";

async function onWorld(kinds: MessageKind[], work: (world: WechatWorld) => Promise<void>) {
  const world = await WechatWorld.open();
  await tellByWechat(world, kinds);
  await work(world);
  await world.close();
}

Deno.test("C91 a promoter hears of a decided application, earnings, their settlement and a payout to confirm", () =>
  onWorld(["application", "earned", "settled", "payout"], async (world) => {
    const { mall, db } = world;
    const [promoter, buyer] = [await world.member(), await world.member()];
    for (const kind of ["application", "earned", "settled", "payout"] as const) {
      await agrees(world, promoter, kind);
    }
    await mall.promote(promoter);
    await world.tick();
    await mall.bind(buyer, promoter);
    const [sku_id] = await mall.product([10_000]) as [string];
    const { order_id } = await world.buy(buyer, [{ sku_id, quantity: 1 }]);
    await world.tick();
    await mall.complete(buyer, order_id);
    await db.clock.advance(16);
    await world.tick();
    await mall.withdrawalRules({ review_above_fen: 0 });
    const amount_fen = (await mall.balances(promoter)).available_fen!;
    const { id } = await mall.withdraw(promoter, amount_fen);
    await mall.command("review_withdrawal", { withdrawal_id: id, approve: true, reason: "同意" });
    for (const _ of [1, 2]) await world.tick();
    const told = arrived(world);
    assert.deepEqual(told.map(({ kind, page }) => [kind, page]), [
      ["application", "packages/distribution/recruit/recruit"],
      ["earned", "packages/distribution/commissions/commissions?status=pending"],
      ["settled", "packages/distribution/center/center"],
      ["payout", "packages/distribution/withdrawals/withdrawals"],
    ]);
    const sum = `¥${(amount_fen / 100).toFixed(2)}`;
    assert.equal(told[0]!.said[0], "已通过");
    assert.deepEqual(told.slice(1).map(({ said }) => said[0]), [sum, sum, sum]);
  }));

Deno.test("C91 a promoter hears once that a customer's protection ends, by no part of a name", () =>
  onWorld(["customer_expiring"], async (world) => {
    const { mall, db } = world;
    const [promoter, buyer] = [await world.member(), await world.member()];
    await db.call(buyer, "update_profile", { nickname: "青禾" });
    await mall.promote(promoter);
    await mall.bind(buyer, promoter);
    for (const _ of [1, 2]) await agrees(world, promoter, "customer_expiring");
    await db.clock.advance(13);
    for (const _ of [1, 2]) await world.tick();
    await db.clock.advance(3);
    await world.tick();
    const [{ said, page }, ...more] = arrived(world) as [ReturnType<typeof arrived>[0]];
    assert.deepEqual(more, []);
    assert.equal(page, "packages/distribution/customers/customers?tab=expiring");
    assert.equal(said[0], `用户 ${buyer.member_id.slice(-4).toUpperCase()}`);
    const bodies = await db.sql`select body::text from ops.outbox where kind = 'message'`;
    assert.doesNotMatch(bodies[0]!.body, /青/);
  }));

Deno.test("C91 a buyer hears how an after-sale was decided and when the money is back; refused, only that", () =>
  onWorld(["after_sale", "refund"], async (world) => {
    const { mall, db } = world;
    const ask = async (approve: boolean) => {
      const { buyer, order_id } = await world.bought(5000);
      for (const kind of ["after_sale", "refund"] as const) await agrees(world, buyer, kind);
      const { id } = await db.call<{ id: string }>(buyer, "request_after_sale", {
        ...{ idempotency_key: newKey(), order_id, kind: "refund_only", lines: null },
        reason: "拍错了",
      });
      await mall.command("review_after_sale", { after_sale_id: id, approve, reason: "看过了" });
      for (const _ of [1, 2]) await world.tick();
      return { id, order_id };
    };
    const refused = await ask(false);
    const given = await ask(true);
    const told = arrived(world).map(({ kind, said, page }) => [kind, said[0], page]);
    const request = ({ id, order_id }: typeof given) =>
      `packages/orders/refund/refund?order=${order_id}&id=${id}`;
    assert.deepEqual(told, [
      ["after_sale", "未同意", request(refused)],
      ["after_sale", "已同意", request(given)],
      ["refund", "¥50.00", `packages/orders/detail/detail?id=${given.order_id}`],
    ]);
  }));
