import assert from "node:assert/strict";
import { journey, town } from "./support/journey.ts";
import { complete, pair } from "./support/earning.ts";
import { Refused } from "./support/mall_client.ts";
import type { Begun, Phone } from "./support/phone.ts";
import { becomes, until } from "./support/town.ts";
import { numberOf, pieces, sentBack } from "@/tests/journeys/support/paying.ts";

journey("C46 a payment whose notification is lost is found by asking", async (shop) => {
  const buyer = await shop.newcomer();
  await buyer.signIn();
  await town.wechat.fault({ kind: "notify_lost", match: { openid: buyer.openid } });
  const { order_id } = await buyer.buy(pieces(await shop.sku(4_200)));
  await town.later({ seconds: 6 });
  await becomes("paid", () => buyer.status(order_id));
});

journey(
  "C44 a notification that overtakes the answer to prepay pays the order once",
  async (shop) => {
    const { seller, buyer } = await pair(shop);
    const { order_id } = await buyer.order(pieces(await shop.sku(4_200)));
    await town.wechat.fault({ kind: "notify_before_reply", match: { openid: buyer.openid } });
    const { params } = await buyer.startPayment(order_id);
    assert.match(params.package, /^prepay_id=/);
    assert.equal(await buyer.status(order_id), "paid");
    assert.equal((await seller.center()).balances.pending_fen, 420);
  },
);

journey("C44 one notification twenty times at once pays once", async (shop) => {
  const { seller, buyer } = await pair(shop);
  const { openid } = buyer;
  await town.wechat.fault({ kind: "notify_duplicate", copies: 20, match: { openid } });
  const { order_id } = await buyer.buy(pieces(await shop.sku(4_200)));
  const notice = await until("all twenty answered", async () => {
    const [row] = await town.wechat.list("notifications", { openid, state: "delivered" });
    return row;
  });
  assert.deepEqual(notice.attempts.map(({ status }) => status), Array(20).fill(200));
  assert.equal(await buyer.status(order_id), "paid");
  assert.equal((await seller.center()).balances.pending_fen, 420);
});

journey("the second payment of an order goes back", async (shop) => {
  const { seller, buyer } = await pair(shop);
  const first = await buyer.begin(pieces(await shop.sku(5_000)));
  const out_trade_no = await numberOf(shop, first);
  await town.wechat.changePayment(out_trade_no, { state: "CLOSED" }); // by hand, in WeChat's console
  await town.later({ seconds: 6 });
  await becomes("closed", async () => (await shop.owner.order(first.order_id)).payments[0]!.status);

  const second = { ...first, payment: await buyer.startPayment(first.order_id) };
  assert.notEqual(second.payment.attempt_id, first.payment.attempt_id);
  await buyer.pay(second);
  await becomes("paid", () => buyer.status(first.order_id));
  await town.wechat.changePayment(out_trade_no, { state: "NOTPAY" }); // a closing that was not one
  await buyer.pay(first);
  await becomes([5_000], () => sentBack(shop, first));
  assert.equal(await buyer.status(first.order_id), "paid");
  assert.equal((await seller.center()).balances.pending_fen, 500);
});

journey(
  "C49 an order of 0 fen is paid at once and lives like any other, without WeChat",
  async (shop) => {
    const { seller, buyer } = await pair(shop);
    const sku_id = await shop.sku(2_000, 5);
    const { order_id, status, payable_fen } = await buyer.order(pieces(sku_id));
    assert.deepEqual([status, payable_fen], ["paid", 0]);
    await assert.rejects(buyer.startPayment(order_id), { code: "ORDER_NOT_PAYABLE" });
    await complete(shop, buyer, { order_id } as Begun);
    assert.equal(await buyer.status(order_id), "completed");
    const { payments, refunds } = await shop.owner.order(order_id);
    assert.deepEqual([payments, refunds], [[], []]);
    const { id } = await buyer.askRefund(order_id);
    assert.equal((await shop.owner.approveAfterSale(id)).status, "refunded");
    assert.equal(await buyer.status(order_id), "refunded");
    assert.equal((await seller.center()).balances.pending_fen, 0);
  },
  { discount_from_fen: 2_000, discount_fen: 2_000 },
);

journey(
  "C36 the same order sent twice is one; another under its key is a conflict",
  async (shop) => {
    const buyer: Phone = await shop.newcomer();
    await buyer.signIn();
    const sku_id = await shop.sku(4_200, 10);
    const key = crypto.randomUUID();
    const place = (quantity: number) => buyer.placeUnder(key, pieces(sku_id, quantity));
    const [one, again] = await Promise.all([place(1), place(1)]);
    assert.equal(one.order_id, again.order_id);
    await assert.rejects(place(2), (error: Refused) => error.code === "IDEMPOTENCY_CONFLICT");
    assert.equal(await shop.available(sku_id), 9);
    const [first, repeated] = [
      await buyer.startPayment(one.order_id),
      await buyer.startPayment(one.order_id),
    ];
    assert.deepEqual(
      [repeated.attempt_id, repeated.params.package],
      [first.attempt_id, first.params.package],
    );
  },
);

journey(
  "C44 an order whose prepay answer was lost is paid after the shop was renamed",
  async (shop) => {
    const buyer = await shop.newcomer();
    await buyer.signIn();
    const { order_id } = await buyer.order(pieces(await shop.sku(4_200)));
    const match = { path: "/transactions/jsapi", openid: buyer.openid };
    await town.wechat.fault({ kind: "error_after_commit", match });
    await assert.rejects(buyer.startPayment(order_id), { code: "WECHAT_UNAVAILABLE" });
    await shop.owner.rename("换了招牌的店");
    const payment = await buyer.startPayment(order_id);
    await buyer.pay({ payment });
    await becomes("paid", () => buyer.status(order_id));
  },
);
