/** An order from the cart to the settlement of its commission. */
import assert from "node:assert/strict";
import type { PaymentIntent } from "@/contracts/server.ts";
import type { House } from "../house.ts";
import { contact, reason, type Story } from "./story.ts";

export async function orderAndPay(story: Story): Promise<void> {
  const { house, ask, refusal, owner, a, c, skus } = story;
  for (const [n, sku] of skus.entries()) {
    await ask("PUT /cart/lines/:sku", { as: c, params: { sku }, json: { quantity: n + 1 } });
  }
  await ask("POST /cart/removals", { as: c, json: { skus: skus.slice(2) } });
  const cart = await ask("GET /cart", { as: c });
  assert.equal(cart.lines.length, 2);
  const lines = cart.lines.map(({ sku_id, quantity }: Record<string, unknown>) => ({
    sku_id,
    quantity,
  }));
  const quote = await ask("POST /quotes", { as: c, json: { lines } });
  const body = { lines, expected_payable_fen: quote.payable_fen, contact, from_cart: true };
  assert.equal(
    await refusal("POST /orders", { as: c, json: { ...body, expected_payable_fen: 1 } }),
    "PRICE_CHANGED",
  );
  const key = "tap-12345678";
  const placed = await ask("POST /orders", { as: c, key, json: body });
  assert.deepEqual(await ask("POST /orders", { as: c, key, json: body }), placed);
  assert.equal(
    await refusal("POST /orders", { as: c, key, json: { ...body, remark: "另一个" } }),
    "IDEMPOTENCY_CONFLICT",
  );
  const order: string = story.order = placed.order_id;
  const other = { lines: lines.slice(0, 1) };
  const less = await ask("POST /quotes", { as: c, json: other });
  const second = await ask("POST /orders", {
    as: c,
    json: { ...other, contact, expected_payable_fen: less.payable_fen },
  });
  await ask("PUT /staff/orders/:order/price", {
    as: owner,
    params: { order: second.order_id },
    json: { goods_fen: 100, freight_fen: 0, reason },
  });
  await ask("POST /orders/:order/cancellation", { as: c, params: { order: second.order_id } });
  await pay(house, c, order);
  const paid = await ask("GET /orders/:order", { as: c, params: { order } });
  assert.equal(paid.status, "paid");
  assert.deepEqual(paid.contact, contact);
  assert.equal(
    await refusal("GET /orders/:order", { as: a, params: { order } }),
    "ORDER_NOT_FOUND",
  );
  await ask("GET /orders", { as: c, query: { status: "paid" } });
  await ask("GET /me", { as: c });
}

export async function shipAndSettle(story: Story): Promise<void> {
  const { house, ask, owner, b, c, order } = story;
  await ask("GET /staff/orders", { as: owner, query: { status: "paid" } });
  await ask("GET /staff/orders/:order", { as: owner, params: { order } });
  const shipped = await ask("POST /staff/orders/:order/shipments", {
    as: owner,
    params: { order },
    json: { carrier: "SF", tracking_no: "SF1234567890" },
  });
  const { items: [carrier] } = await ask("GET /staff/carriers", { as: owner });
  assert.deepEqual(carrier, { id: "SF", name: "顺丰速运" });
  await ask("POST /staff/orders/:order/shipments/mending", {
    as: owner,
    params: { order },
    json: {
      parcels: [{
        shipment_id: shipped.shipments[0].id,
        carrier: "YTO",
        tracking_no: "yt 0001",
      }],
      reason,
    },
  });
  await ask("GET /payments/:out_trade_no/order", {
    as: c,
    params: { out_trade_no: shipped.payments[0].out_trade_no },
  });
  await ask("POST /staff/order-path", { as: owner, json: { reason } });
  await ask("GET /staff/order-path", { as: owner });
  await ask("POST /orders/:order/receipt", { as: c, params: { order } });
  const page = await ask("GET /distributor/commissions", { as: b });
  assert.equal(page.items.length, 2);
  const held = page.items[0].id;
  await ask("POST /staff/commissions/:commission/holds", {
    as: owner,
    params: { commission: held },
    json: { reason },
  });
  const rows = await ask("GET /staff/commissions", { as: owner, query: { status: "held" } });
  await ask("POST /staff/holds/:hold/release", {
    as: owner,
    params: { hold: rows.items[0].open_holds[0].id },
    json: { reason },
  });
  await house.test_db.clock.advance(2);
  await house.test_db.call({ role: "mall_jobs" }, "settle_commissions", {});
  const center = await ask("GET /distributor", { as: b });
  assert.ok(center.balances.available_fen > 0);
  const again = await ask("POST /orders/:order/again", { as: story.c, params: { order } });
  assert.equal(again.cart.lines.length, again.lines.length);
  await house.test_db.clock.reset();
}

/** WeChat's word that an order was paid, as the callback records it. */
async function pay(house: House, token: string, order_id: string): Promise<void> {
  const claims = await house.services.tokens.verify(token);
  const intent = await house.services.db.call<PaymentIntent>(claims, "start_payment", { order_id });
  const transaction = {
    appid: intent.appid,
    mchid: intent.mchid,
    out_trade_no: intent.out_trade_no,
    transaction_id: "4200000000000000000000000001",
    trade_state: "SUCCESS",
    amount: { total: intent.amount_fen, currency: "CNY" },
  };
  const verdict = await house.test_db.call({ role: "mall_wechat" }, "record_payment_notice", {
    shop: intent.shop,
    notice: { id: crypto.randomUUID() },
    transaction,
  });
  assert.deepEqual(verdict, { result: "applied", reason: null });
}
