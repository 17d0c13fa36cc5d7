import assert from "node:assert/strict";
import { type Mall, newKey, type Paid } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { bought, mchid } from "@/tests/support/trade_pushes.ts";
import { jobs } from "@/tests/support/database.ts";

const wechat = { role: "mall_wechat" };

/** WeChat pushes an event about trade; each time another message. */
function push(mall: Mall, Event: string, more: Record<string, unknown> = {}, key = newKey()) {
  return mall.db.call<{ result: string }>(wechat, "record_message_push", {
    shop: mall.shop,
    dedupe_key: key,
    message: {
      ToUserName: "gh_1",
      FromUserName: "o",
      CreateTime: 1,
      MsgType: "event",
      Event,
      ...more,
    },
  });
}

const settlement = "trade_manage_order_settlement";

/** What WeChat says of a payment when its order was received. */
const received = ({ transaction }: Paid) => ({
  transaction_id: transaction["transaction_id"],
  merchant_id: mchid,
  merchant_trade_no: transaction["out_trade_no"],
  confirm_receive_method: 1,
  confirm_receive_time: 1_714_112_445,
  settlement_time: 1_714_112_446,
});

async function statusOf(mall: Mall, order_id: string): Promise<string> {
  const [row] = await mall.db.sql`select status from trade.orders where id = ${order_id}`;
  return row!.status;
}

Deno.test("WeChat's settlement push completes a shipped order, once, and starts the clock of settlement", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const paid = await bought(mall, buyer);
    await mall.ship(paid.order_id);
    const shipped = {
      ...received(paid),
      shipped_time: 1_714_112_000,
      estimated_settlement_time: 1_714_900_000,
    };
    const { confirm_receive_time: _c, settlement_time: _s, confirm_receive_method: _m, ...early } =
      shipped;
    assert.equal((await push(mall, settlement, early)).result, "applied");
    assert.equal(await statusOf(mall, paid.order_id), "shipped"); // only that it has left
    const key = newKey();
    assert.equal((await push(mall, settlement, received(paid), key)).result, "applied");
    assert.equal((await push(mall, settlement, received(paid), key)).result, "duplicate");
    assert.equal((await push(mall, settlement, received(paid))).result, "applied");
    assert.equal(await statusOf(mall, paid.order_id), "completed");
    const events = await db.sql`
      select actor_kind, actor_id from trade.order_events where kind = 'received'`;
    assert.deepEqual([...events], [{ actor_kind: "wechat", actor_id: null }]);
    const dates = await db.sql`select from ledger.commissions where settle_at is null`;
    assert.equal(dates.length, 0);
    assert.deepEqual(await mall.work("wechat_reminder"), []);
  }));

Deno.test("a settlement that names only our number, or only that money was settled, completes too", () =>
  onMall(async (mall) => {
    const [one, two] = [await bought(mall), await bought(mall)];
    for (const { order_id } of [one, two]) await mall.ship(order_id);
    const { transaction_id: _t, ...by_number } = received(one);
    await push(mall, settlement, by_number);
    const { confirm_receive_time: _c, ...settled } = received(two);
    await push(mall, settlement, settled);
    for (const { order_id } of [one, two]) {
      assert.equal(await statusOf(mall, order_id), "completed");
    }
  }));

Deno.test("buyer, timer and WeChat say it at once, with many connections: one receipt, and nobody is refused", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const paid = await bought(mall, buyer);
    await mall.ship(paid.order_id);
    await db.clock.advance(11);
    const confirm = () =>
      db.call<{ status: string }>(buyer, "confirm_receipt", {
        order_id: paid.order_id,
        idempotency_key: newKey(),
      });
    const ends = await Promise.all(Array.from({ length: 24 }, (_, n) => {
      if (n % 3 === 0) return confirm().then(({ status }) => status);
      if (n % 3 === 1) return push(mall, settlement, received(paid)).then(({ result }) => result);
      return db.call<{ received: number }>(jobs, "auto_receive").then(({ received }) => received);
    }));
    assert.ok(ends.filter((_, n) => n % 3 === 0).every((status) => status === "completed"));
    assert.ok(ends.filter((_, n) => n % 3 === 1).every((result) => result === "applied"));
    assert.equal(await statusOf(mall, paid.order_id), "completed");
    const events = await db.sql`select from trade.order_events where kind = 'received'`;
    assert.equal(events.length, 1);
    const told = await db.sql`
      select from realtime.messages
       where event = 'order.changed' and payload ->> 'status' = 'completed' and topic like 'member:%'`;
    assert.equal(told.length, 1);
    const dates = await db.sql`
      select distinct c.settle_at = o.completed_at + make_interval(days => c.settle_days) as right
        from ledger.commissions c join trade.orders o on o.id = c.order_id`;
    assert.deepEqual([...dates], [{ right: true }]);
  }));

Deno.test("a settlement that cannot be true here waits for a person: not shipped, closed, unknown, another merchant's", () =>
  onMall(async (mall) => {
    const unshipped = await bought(mall);
    await push(mall, settlement, received(unshipped));
    assert.equal(await statusOf(mall, unshipped.order_id), "paid");
    const shipped = await bought(mall);
    await mall.ship(shipped.order_id);
    await push(mall, settlement, { ...received(shipped), merchant_id: "1999999999" });
    assert.equal(await statusOf(mall, shipped.order_id), "shipped");
    await push(mall, settlement, { ...received(shipped), transaction_id: "4200000000" });
    assert.equal(await statusOf(mall, shipped.order_id), "shipped");
    const items = await mall.work("wechat_reminder");
    assert.deepEqual(items.map(({ detail }) => [detail.code, detail.order_id]), [
      [settlement, undefined],
      [settlement, undefined],
      [settlement, unshipped.order_id],
    ]);
    assert.equal(items[0]!.detail["transaction_id"], "4200000000");
  }));

Deno.test("a settlement of an order that is completed or refunded here is no news", () =>
  onMall(async (mall) => {
    const buyer = await mall.member();
    const [done, back] = [await bought(mall, buyer), await bought(mall, buyer)];
    await mall.complete(buyer, done.order_id);
    await mall.refund(buyer, back.order_id);
    for (const paid of [done, back]) await push(mall, settlement, received(paid));
    await push(mall, "trade_manage_remind_shipping", received(back));
    assert.deepEqual(await mall.work(), []);
  }));

Deno.test("reminders reach the work list in WeChat's words, once per order, and end when WeChat has the parcels", () =>
  onMall(async (mall, db) => {
    const paid = await bought(mall);
    const remind = { ...received(paid), msg: "订单超过48小时未发货" };
    await push(mall, "trade_manage_remind_shipping", remind);
    await push(mall, "trade_manage_remind_shipping", remind);
    await push(mall, "trade_manage_remind_access_api", { msg: "请接入发货信息管理服务" });
    await push(mall, "wxa_trade_controlled", { msg: "交易受限" });
    await push(mall, "wxa_media_check", { trace_id: "1" }); // no trade
    const items = await mall.work("wechat_reminder");
    assert.deepEqual(items.map(({ detail, times, actions }) => [detail.message, times, actions]), [
      ["交易受限", 1, ["dismiss"]],
      ["请接入发货信息管理服务", 1, ["dismiss"]],
      ["订单超过48小时未发货", 2, ["dismiss"]],
    ]);
    assert.equal(items[2]!.order_number?.length, 16);
    await mall.ship(paid.order_id);
    const [row] = await db.call<{ shop_id: string; id: string; lease_token: string }[]>(
      jobs,
      "claim_outbox",
      { worker: "one" },
    );
    const { shop_id, id, lease_token } = row!;
    await db.call(jobs, "finish_outbox", { shop_id, id, lease_token, answer: {} });
    assert.equal((await mall.work("wechat_reminder")).length, 2);
    await mall.decideWork(items[0]!, "dismiss");
    assert.equal((await mall.work("wechat_reminder")).length, 1);
  }));
