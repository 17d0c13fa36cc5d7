import assert from "node:assert/strict";
import { journey, town } from "./support/journey.ts";
import { pair } from "./support/earning.ts";
import { becomes, until } from "./support/town.ts";
import { numberOf, pieces, sentBack } from "@/tests/journeys/support/paying.ts";

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
