import assert from "node:assert/strict";
import { AfterSale } from "@/contracts/after_sales.ts";
import { WorkItem, WorkPage } from "@/contracts/staff/work.ts";
import { complete, pair } from "./support/earning.ts";
import { journey, town } from "./support/journey.ts";
import type { Begun, Phone } from "./support/phone.ts";
import type { Shop } from "./support/shop.ts";
import { becomes } from "./support/town.ts";

/** Buys one thing and pays; answers WeChat's number of the payment too. */
async function bought(shop: Shop, buyer: Phone, price_fen: number) {
  const begun = await buyer.buy([{ sku_id: await shop.sku(price_fen, 5), quantity: 1 }]);
  await becomes("paid", () => buyer.status(begun.order_id));
  const { payments } = await shop.owner.order(begun.order_id);
  return { ...begun, out_trade_no: payments[0]!.out_trade_no };
}

async function afterSaleStatus(buyer: Phone, { order_id }: Pick<Begun, "order_id">) {
  return (await buyer.look(order_id)).after_sales[0]!.status;
}

/** Asks for all of it; the shop agrees. */
async function giveBack(shop: Shop, buyer: Phone, { order_id }: Pick<Begun, "order_id">) {
  const { id } = await buyer.askRefund(order_id);
  return await shop.owner.approveAfterSale(id);
}

/** Asks for everything back, and WeChat ends the refund otherwise than well; answers where to decide about it. */
async function failedRefund(shop: Shop, buyer: Phone, kind: "refund_closed" | "refund_abnormal") {
  const order = await bought(shop, buyer, 5_000);
  const live = await shop.owner.watch(shop.id);
  await town.wechat.fault({ kind, match: { out_trade_no: order.out_trade_no } });
  await giveBack(shop, buyer, order);
  await becomes("refund_failed", () => afterSaleStatus(buyer, order));
  const [told] = await live.hears("work.added");
  await live.close();
  const { items } = await shop.owner.api.get(`/staff/work?kind=${kind}`, WorkPage);
  const row = items.find(({ detail }) => detail.order_id === order.order_id)!;
  assert.equal(row.id, told!.id);
  return { order, path: `/staff/work/${row.id}/decision` };
}

journey(
  "C47 a refund that WeChat closed waits for staff, who send it under a new number",
  async (shop) => {
    const { seller, buyer } = await pair(shop);
    const { order, path } = await failedRefund(shop, buyer, "refund_closed");
    assert.equal((await seller.center()).balances.held_fen, 0); // taken back with the decision
    await town.later({ seconds: 61 }); // WeChat takes one refund of an order a minute
    await shop.owner.api.post(path, WorkItem, { action: "retry", reason: "重新退款" });
    await becomes("refunded", () => afterSaleStatus(buyer, order));
    assert.equal(await buyer.status(order.order_id), "refunded");
    const sent = await town.wechat.list("refunds", { out_trade_no: order.out_trade_no });
    assert.deepEqual(sent.map(({ status }) => status), ["SUCCESS", "CLOSED"]);
    assert.equal(new Set(sent.map(({ out_refund_no }) => out_refund_no)).size, 2);
    assert.equal((await seller.center()).balances.held_fen, 0);
    const again = { action: "retry", reason: "再来一次" };
    await assert.rejects(shop.owner.api.post(path, WorkItem, again), { code: "WORK_STATE" });
  },
);

journey(
  "C47 a refund that the buyer's bank refused ends when it is settled by hand at WeChat",
  async (shop) => {
    const { seller, buyer } = await pair(shop);
    const { order } = await failedRefund(shop, buyer, "refund_abnormal");
    const { out_trade_no } = order;
    await town.wechat.settleRefund(out_trade_no);
    await becomes("refunded", () => afterSaleStatus(buyer, order));
    assert.equal(await buyer.status(order.order_id), "refunded");
    const sent = await town.wechat.list("refunds", { out_trade_no });
    assert.deepEqual(sent.map(({ refund_fen, status }) => [refund_fen, status]), [
      [5_000, "SUCCESS"],
    ]);
    assert.equal((await seller.center()).balances.held_fen, 0);
  },
);

journey(
  "C48 a refund that the merchant's account cannot pay yet is sent again until it can",
  async (shop) => {
    const { buyer } = await pair(shop);
    const order = await bought(shop, buyer, 5_000);
    const { out_trade_no } = order;
    await town.wechat.fault({ kind: "not_enough", match: { out_trade_no }, times: 2 });
    await giveBack(shop, buyer, order);
    await town.tick();
    assert.equal(await afterSaleStatus(buyer, order), "refunding");
    for (const seconds of [6, 16]) {
      await town.later({ seconds });
      await town.tick();
    }
    await becomes("refunded", () => afterSaleStatus(buyer, order));
    assert.equal((await town.wechat.list("refunds", { out_trade_no })).length, 1);
  },
);

journey(
  "C47 a refund that WeChat still works on ends when it says so, also when the notification is lost",
  async (shop) => {
    const { buyer } = await pair(shop);
    const order = await bought(shop, buyer, 5_000);
    const { out_trade_no } = order;
    await town.wechat.fault({ kind: "refund_processing", match: { out_trade_no }, seconds: 60 });
    await town.wechat.fault({ kind: "notify_lost", match: { out_trade_no } });
    await giveBack(shop, buyer, order);
    await town.tick();
    assert.equal(await afterSaleStatus(buyer, order), "refunding");
    await town.later({ minutes: 2 });
    await becomes("refunded", () => afterSaleStatus(buyer, order));
  },
);

journey("a refund that WeChat took without answering is taken once", async (shop) => {
  const { buyer } = await pair(shop);
  const order = await bought(shop, buyer, 5_000);
  const { out_trade_no } = order;
  const match = { out_trade_no, path: "/v3/refund" };
  await town.wechat.fault({ kind: "error_after_commit", match });
  await giveBack(shop, buyer, order);
  await becomes("refunded", () => afterSaleStatus(buyer, order));
  await town.later({ seconds: 61 });
  await town.tick();
  const sent = await town.wechat.list("refunds", { out_trade_no });
  assert.deepEqual(sent.map(({ refund_fen }) => refund_fen), [5_000]);
});

journey(
  "C60 goods that come back are refunded and restocked; a refund without them restocks nothing",
  async (shop) => {
    const { seller, buyer } = await pair(shop);
    const sku_id = await shop.sku(5_000, 10);
    const order = await buyer.buy([{ sku_id, quantity: 3 }]);
    await complete(shop, buyer, order);
    const asked = { order_id: order.order_id, reason: "不合适" };
    const returned = await buyer.api.post("/after-sales", AfterSale, {
      ...asked,
      kind: "return_refund",
      lines: [{ line_no: 1, quantity: 1 }],
    });
    assert.equal((await shop.owner.approveAfterSale(returned.id)).status, "returning");
    assert.equal((await seller.center()).balances.held_fen, 1_500);
    const path = `/staff/after-sales/${returned.id}/return`;
    await shop.owner.api.post(path, AfterSale, { reason: "货已收到" });
    await becomes("refunded", () => afterSaleStatus(buyer, order));
    assert.equal(await shop.available(sku_id), 8);
    assert.deepEqual((await seller.center()).balances.pending_fen, 1_000);

    await town.later({ seconds: 61 });
    const kept = await buyer.askRefund(order.order_id, [{ line_no: 1, quantity: 2 }]);
    await shop.owner.approveAfterSale(kept.id);
    await becomes("refunded", () => buyer.status(order.order_id));
    assert.equal(await shop.available(sku_id), 8);
    assert.deepEqual((await seller.center()).balances.pending_fen, 0);
  },
);
