import assert from "node:assert/strict";
import { journey, town } from "./support/journey.ts";
import { complete, pair } from "./support/earning.ts";
import { Refused } from "./support/mall_client.ts";
import type { Begun, Phone } from "./support/phone.ts";
import type { Shop } from "./support/shop.ts";
import { becomes, until } from "./support/town.ts";

const pieces = (sku_id: string, quantity = 1) => [{ sku_id, quantity }];

/** What WeChat has sent back of a buyer's payments, in fen. */
async function sentBack(shop: Shop, { order_id }: Begun): Promise<number[]> {
  const { payments } = await shop.owner.order(order_id);
  const all = await Promise.all(
    payments.map(({ out_trade_no }) => town.wechat.list("refunds", { out_trade_no })),
  );
  return all.flat().filter(({ status }) => status === "SUCCESS").map((one) => one.refund_fen);
}

/** WeChat's number for the attempt. */
async function numberOf(shop: Shop, { order_id, payment }: Begun): Promise<string> {
  const { payments } = await shop.owner.order(order_id);
  return payments.find(({ id }) => id === payment.attempt_id)!.out_trade_no;
}

journey(
  "an order that nobody tries to pay closes at its time and gives its stock back",
  async (shop) => {
    const buyer = await shop.newcomer();
    await buyer.signIn();
    const sku_id = await shop.sku(5_000, 10);
    const { order_id } = await buyer.order(pieces(sku_id, 3));
    assert.equal(await shop.available(sku_id), 7);
    await town.later({ minutes: 29 });
    await town.tick();
    assert.equal(await buyer.status(order_id), "pending_payment");
    await town.later({ minutes: 1 });
    await town.tick();
    await becomes("closed timeout", () => buyer.status(order_id));
    assert.equal(await shop.available(sku_id), 10);
    await assert.rejects(buyer.startPayment(order_id), { code: "ORDER_NOT_PAYABLE" });
  },
);

journey(
  "C46 an attempt under way at the end of its time is asked about and closed at WeChat first",
  async (shop) => {
    const buyer = await shop.newcomer();
    await buyer.signIn();
    const sku_id = await shop.sku(5_000, 10);
    const begun = await buyer.begin(pieces(sku_id));
    const out_trade_no = await numberOf(shop, begun);
    await town.later({ minutes: 30 });
    await becomes("closed timeout", () => buyer.status(begun.order_id));
    const [payment] = await town.wechat.list("payments", { out_trade_no });
    assert.equal(payment!.state, "CLOSED");
    const { errMsg } = await buyer.requestPayment(begun.payment);
    assert.equal(errMsg, "requestPayment:fail 该订单已关闭");
    assert.equal(await shop.available(sku_id), 10);
  },
);

journey(
  "C45 money of an order closed without WeChat's answer revives it, or goes back when the stock is gone",
  async (shop) => {
    const { seller, buyer } = await pair(shop);
    const [scarce, plenty] = [await shop.sku(5_000, 1), await shop.sku(3_000, 5)];
    const [lost, kept] = [await buyer.begin(pieces(scarce)), await buyer.begin(pieces(plenty))];
    for (const begun of [lost, kept]) {
      const match = { out_trade_no: await numberOf(shop, begun) };
      await town.wechat.fault({ kind: "error_before_commit", match, times: null });
      await town.wechat.fault({ kind: "notify_late", match, seconds: 3 * 3600 });
      await buyer.pay(begun);
    }
    await town.later({ minutes: 31 });
    await town.tick();
    assert.equal(await buyer.status(lost.order_id), "pending_payment"); // nobody knows: the stock stays
    assert.equal(await shop.available(scarce), 0);
    await town.later({ minutes: 120 });
    await becomes("closed timeout", () => buyer.status(lost.order_id));
    await becomes("closed timeout", () => buyer.status(kept.order_id));

    const other = await shop.newcomer();
    await other.signIn();
    await other.buy(pieces(scarce));
    await town.wechat.noFaults();
    await town.later({ minutes: 30 });
    await becomes([5_000], () => sentBack(shop, lost));
    assert.equal(await buyer.status(lost.order_id), "closed timeout");
    await becomes("paid", () => buyer.status(kept.order_id));
    assert.deepEqual(await sentBack(shop, kept), []);
    assert.equal(await shop.available(plenty), 4);
    assert.equal((await seller.center()).balances.pending_fen, 300);
  },
);

journey("C44 a payment that arrives after its buyer cancelled goes back whole", async (shop) => {
  const { seller, buyer } = await pair(shop);
  const sku_id = await shop.sku(5_000, 10);
  const begun = await buyer.begin(pieces(sku_id, 2));
  await town.schedule(false); // WeChat has not been told yet, and its sheet is open
  try {
    assert.equal((await buyer.cancel(begun.order_id)).close_reason, "buyer");
    assert.equal(await shop.available(sku_id), 10);
    await buyer.pay(begun);
    await until("the payment noted", async () => {
      const { payments } = await shop.owner.order(begun.order_id);
      return payments[0]!.paid_at !== null;
    });
  } finally {
    await town.schedule(true);
  }
  await becomes([10_000], () => sentBack(shop, begun));
  assert.equal(await buyer.status(begun.order_id), "closed buyer");
  assert.equal((await seller.center()).balances.pending_fen, 0);
});

journey(
  "a payment of a cancelled order whose notification is lost is found when closing at WeChat",
  async (shop) => {
    const buyer = await shop.newcomer();
    await buyer.signIn();
    const begun = await buyer.begin(pieces(await shop.sku(4_200)));
    await town.wechat.fault({ kind: "notify_lost", match: { openid: buyer.openid } });
    await town.schedule(false);
    try {
      await buyer.pay(begun);
      await buyer.cancel(begun.order_id);
    } finally {
      await town.schedule(true);
    }
    await becomes([4_200], () => sentBack(shop, begun));
    assert.equal(await buyer.status(begun.order_id), "closed buyer");
  },
);

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
