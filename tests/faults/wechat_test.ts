import assert from "node:assert/strict";
import { freePort } from "@/local/ports.ts";
import { complete, pair } from "../journeys/support/earning.ts";
import { journey, town } from "../journeys/support/journey.ts";
import type { Phone } from "../journeys/support/phone.ts";
import type { Shop } from "../journeys/support/shop.ts";
import { startWorker } from "../journeys/support/start_worker.ts";
import { becomes } from "../journeys/support/town.ts";

async function order(shop: Shop): Promise<{ buyer: Phone; order_id: string }> {
  const buyer = await shop.newcomer();
  await buyer.signIn();
  const { order_id } = await buyer.order([{ sku_id: await shop.sku(1_000), quantity: 1 }]);
  return { buyer, order_id };
}

for (const kind of ["error_before_commit", "error_after_commit", "too_fast"] as const) {
  journey(`prepay meets ${kind}: try again, and it goes on with the same attempt`, async (shop) => {
    const { buyer, order_id } = await order(shop);
    await town.wechat.fault({ kind, match: { openid: buyer.openid } });
    const unavailable = { status: 503, code: "WECHAT_UNAVAILABLE" };
    await assert.rejects(buyer.startPayment(order_id), unavailable);
    const { payments: [intent] } = await shop.owner.order(order_id);
    const payment = await buyer.startPayment(order_id);
    assert.equal(payment.attempt_id, intent!.id);
    await buyer.pay({ payment });
    await becomes("paid", () => buyer.status(order_id));
    const known = await town.wechat.list("payments", { openid: buyer.openid });
    assert.deepEqual(known.map(({ out_trade_no }) => out_trade_no), [intent!.out_trade_no]);
  });
}

journey("an answer to prepay that WeChat did not sign is not believed", async (shop) => {
  const { buyer, order_id } = await order(shop);
  const match = { openid: buyer.openid, channel: "reply" };
  await town.wechat.fault({ kind: "forged_signature", match });
  await assert.rejects(buyer.startPayment(order_id), { code: "WECHAT_UNAVAILABLE" });
  await buyer.pay({ payment: await buyer.startPayment(order_id) });
});

journey("signing in while WeChat fails, refuses the code, or blocks the user", async (shop) => {
  const { wechat } = town;
  const path = "/sns/jscode2session";
  const somebody = await shop.newcomer();
  await wechat.fault({ kind: "error_before_commit", match: { path } });
  await assert.rejects(somebody.signIn(), { status: 503, code: "WECHAT_UNAVAILABLE" });
  await wechat.fault({ kind: "code_used", match: { path } });
  await assert.rejects(somebody.signIn(), { status: 401, code: "WECHAT_CODE_INVALID" });
  await wechat.fault({ kind: "high_risk", match: { path } });
  await assert.rejects(somebody.signIn(), { status: 403, code: "WECHAT_LOGIN_REFUSED" });
  assert.equal((await somebody.signIn()).is_new, true);
});

journey(
  "WeChat fails in every way while the outbox sends; each thing happens once in the end",
  async (shop) => {
    const { seller, buyer } = await pair(shop);
    const bought = await buyer.buy([{ sku_id: await shop.sku(20_000), quantity: 2 }]);
    await complete(shop, buyer, bought);
    await becomes(4_000, () => seller.available());
    const { payments: [payment] } = await shop.owner.order(bought.order_id);
    const { out_trade_no } = payment!;
    const { openid } = seller;
    for (const kind of ["too_fast", "error_before_commit", "error_after_commit"] as const) {
      await town.wechat.fault({ kind, match: { out_trade_no, path: "/v3/refund" } });
      await town.wechat.fault({ kind, match: { openid, path: "/transfer-bills" } });
    }
    const { id } = await seller.withdraw(1_000);
    await shop.owner.approveWithdrawal(id);
    const asked = await buyer.askRefund(bought.order_id, [{ line_no: 1, quantity: 1 }]);
    await shop.owner.approveAfterSale(asked.id);
    for (const seconds of [0, 6, 16, 46]) {
      await town.later({ seconds });
      await town.tick();
    }
    await becomes("wait_user_confirm", async () => (await seller.withdrawal(id)).status);
    await becomes(
      "refunded",
      async () => (await buyer.look(bought.order_id)).after_sales[0]!.status,
    );
    await seller.confirmWithdrawal(id);
    await becomes("paid", async () => (await seller.withdrawal(id)).status);
    const refunds = await town.wechat.list("refunds", { out_trade_no });
    assert.deepEqual(refunds.map(({ refund_fen }) => refund_fen), [20_000]);
    const bills = await town.wechat.list("transfers", { openid });
    assert.deepEqual(bills.map(({ amount_fen }) => amount_fen), [1_000]);
  },
  { settle_days: 0 },
);

journey(
  "WeChat cannot be reached at all: the refund waits, and the next worker sends it",
  async (shop) => {
    const { buyer, order_id } = await order(shop);
    await buyer.pay({ payment: await buyer.startPayment(order_id) });
    await becomes("paid", () => buyer.status(order_id));
    await town.schedule(false);
    const nowhere = `http://127.0.0.1:${freePort()}`;
    const cut_off = startWorker(town, { WECHAT_PAY_URL: nowhere });
    try {
      const { id } = await buyer.askRefund(order_id);
      await shop.owner.approveAfterSale(id);
      await becomes([1, "network"], async () => {
        const [row] = await town.sql`
        select tries, last_error from ops.outbox where shop_id = ${shop.id} and kind = 'refund'`;
        return [row!.tries, row!.last_error];
      });
    } finally {
      cut_off.kill("SIGKILL");
      await cut_off.status;
      await town.schedule(true);
    }
    await town.later({ seconds: 6 });
    await becomes("refunded", () => buyer.status(order_id));
  },
);

journey(
  "the mini program's token ends early: the upload gets another and goes through at once",
  async (shop) => {
    const buyer = await shop.newcomer();
    await buyer.signIn();
    const { order_id } = await buyer.buy([{ sku_id: await shop.sku(1_000), quantity: 1 }]);
    await becomes("paid", () => buyer.status(order_id));
    const { appid } = shop.merchant;
    const path = "/wxa/sec/order/upload_shipping_info";
    await town.wechat.fault({ kind: "token_expired", match: { appid, path } });
    await shop.owner.ship(order_id);
    const { payments: [payment] } = await shop.owner.order(order_id);
    await becomes(true, async () => {
      const { transaction_id } = payment!;
      const [known] = await town.wechat.list("shipments", { transaction_id: transaction_id! });
      return known?.finished;
    });
    const [row] = await town.sql<{ tries: number }[]>`
    select tries from ops.outbox where shop_id = ${shop.id} and kind = 'shipping'`;
    assert.equal(row!.tries, 1);
  },
);
