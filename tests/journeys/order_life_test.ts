import assert from "node:assert/strict";
import { BindingReply } from "@/contracts/shares.ts";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { CommissionPage } from "@/contracts/distributors.ts";
import { journey, town } from "./support/journey.ts";
import type { Begun, Phone } from "./support/phone.ts";
import { startWorker } from "./support/start_worker.ts";
import type { Shop } from "./support/shop.ts";
import { becomes, until } from "./support/town.ts";

// 2 × 99.00 + 49.99 less 20.01, freight 8.00. The discount by largest remainder: 15.98 and 4.03.
const prices_fen = [9_900, 4_999];
const lines_fen = [18_202, 4_596];
const payable_fen = 23_598;
/** 10 % of each line, floored: 18.20 + 4.59. */
const level1_fen = 2_279;
/** 5 % of each line, floored: 9.10 + 2.29. */
const level2_fen = 1_139;
/** One of the two pieces of line 1 goes back: 1 820 − ⌊1 820 × 9 101 ÷ 18 202⌋, and 910 − 455. */
const [reversed1_fen, reversed2_fen] = [910, 455];
const settle_days = 7;

journey("the life of an order, end to end", async (shop) => {
  const [a, b, c] = await shop.newcomers(3) as [Phone, Phone, Phone];
  await recruit(a, b);
  await bindByShare(b, c);
  const bought = await buyLive(shop, a, b, c);
  await shipAndReceive(shop, c, bought);
  await settle(a, b);
  await refundHalfOfLine1(shop, a, b, c, bought);
  await withdrawAcrossACrash(shop, b);
}, {
  ...{ discount_from_fen: 20_000, discount_fen: 2_001, freight_fen: 800, settle_days },
});

/** A becomes a distributor and invites B, who becomes one under A. */
async function recruit(a: Phone, b: Phone): Promise<void> {
  const first = await a.becomeDistributor();
  assert.equal(first.status, "approved");
  assert.equal(first.parent, null);
  const second = await b.becomeDistributor(await a.invite());
  assert.equal(second.status, "approved");
  assert.equal(second.parent?.code, first.code);
}

/** C opens B's share before signing in, signs in, is bound. */
async function bindByShare(b: Phone, c: Phone): Promise<void> {
  const share = await b.share();
  await c.visit();
  const click = await c.open(share);
  assert.deepEqual([click.counted, click.bound], [true, false]);
  const session = await c.signIn();
  assert.equal(session.is_new, true);
  const { binding } = await c.api.get("/binding", BindingReply);
  const { distributor } = await b.center();
  assert.equal(binding?.distributor.code, distributor!.code);
}

/**
 * C orders two lines and pays. WeChat's notification arrives three times, two of them at once; A, B and the
 * staff hear what it is worth without asking.
 */
async function buyLive(shop: Shop, a: Phone, b: Phone, c: Phone): Promise<Begun> {
  const { skus } = await shop.sells({ prices_fen });
  const [to_a, to_b, to_shop] = await Promise.all([
    a.listen(),
    b.listen(),
    shop.owner.watch(shop.id),
  ]);
  try {
    const bought = await c.begin([
      { sku_id: skus[0]!, quantity: 2 },
      { sku_id: skus[1]!, quantity: 1 },
    ]);
    assert.equal(bought.payable_fen, payable_fen);
    const forged = await c.requestPayment(bought.payment, { nonceStr: "another" });
    assert.equal(forged.errMsg, "requestPayment:fail 支付验证签名失败");
    const match = { openid: c.openid };
    await town.wechat.fault({ kind: "notify_duplicate", copies: 2, match });
    await c.pay(bought);

    const pending = (level: number, pending_fen: number) => ({
      ...{ kind: "commission.pending", id: bought.order_id, level, delta: { pending_fen } },
    });
    assert.deepEqual((await to_b.hears("commission.pending")).map(plain), [pending(1, level1_fen)]);
    assert.deepEqual((await to_a.hears("commission.pending")).map(plain), [pending(2, level2_fen)]);
    assert.deepEqual((await to_shop.hears("order.paid")).map(plain), [{
      kind: "order.paid",
      id: bought.order_id,
      status: "paid",
      delta: {
        paid_orders: 1,
        paid_fen: payable_fen,
        commission_pending_fen: level1_fen + level2_fen,
      },
    }]);
    await comeOnceMore(c);
    for (const live of [to_a, to_b]) {
      assert.equal((await live.hears("commission.pending")).length, 1);
    }
    assert.equal((await to_shop.hears("order.paid")).length, 1);
    await everyFigureHasItsReason(b, bought);
    return bought;
  } finally {
    await Promise.all([to_a, to_b, to_shop].map((live) => live.close()));
  }
}

function plain({ at: _at, ...message }: LiveMessage) {
  return message;
}

/** The third arrival of the notification, when both others have been answered. */
async function comeOnceMore(c: Phone): Promise<void> {
  const { openid } = c;
  const notice = await until("both notifications answered", async () => {
    const [row] = await town.wechat.list("notifications", { openid, state: "delivered" });
    return row;
  });
  await town.wechat.resend(notice.id);
  const [{ attempts }] = await town.wechat.list("notifications", { openid }) as [typeof notice];
  assert.deepEqual(attempts.map(({ status }) => status), [200, 200, 200]);
}

/** B sees each line with base, rate and amount. */
async function everyFigureHasItsReason(b: Phone, { order_id }: Begun): Promise<void> {
  const { items } = await b.api.get("/distributor/commissions", CommissionPage);
  const figures = items.map((
    one,
  ) => [one.line_no, one.base_fen, one.reason.rate_bps, one.commission_fen]);
  assert.deepEqual(figures.sort(), [[1, lines_fen[0], 1000, 1820], [2, lines_fen[1], 1000, 459]]);
  assert.ok(items.every(({ status, reason }) => status === "pending" && !reason.clamped));
  assert.ok(items.every(({ from }) => from !== null && !from.includes(order_id)));
}

/** The parcel leaves, WeChat hears of it, C has it. */
async function shipAndReceive(shop: Shop, c: Phone, { order_id }: Begun): Promise<void> {
  await shop.owner.ship(order_id);
  assert.equal(await c.status(order_id), "shipped");
  const { payments } = await shop.owner.order(order_id);
  const { transaction_id } = payments[0]!;
  const shipped = await until("the parcel at WeChat", async () => {
    const rows = await town.wechat.list("shipments", { transaction_id: transaction_id! });
    return rows[0];
  });
  assert.equal(shipped.finished, true);
  assert.deepEqual(shipped.parcels.map((one) => [one.express_company, one.item_desc]), [
    ["ZTO", "明前龙井*2，明前龙井*1"],
  ]);
  assert.equal((await c.receive(order_id)).status, "completed");
}

/** The days pass, and what was pending can be withdrawn. */
async function settle(a: Phone, b: Phone): Promise<void> {
  await town.later({ days: settle_days, minutes: -1 });
  await town.tick();
  assert.deepEqual([await a.available(), await b.available()], [0, 0]);
  await town.later({ minutes: 1 });
  await town.tick();
  await becomes([level2_fen, level1_fen], async () => [await a.available(), await b.available()]);
}

/** C sends one of two pieces back when all is settled: exactly its commission comes back from both. */
async function refundHalfOfLine1(
  shop: Shop,
  a: Phone,
  b: Phone,
  c: Phone,
  { order_id }: Begun,
): Promise<void> {
  const asked = await c.askRefund(order_id, [{ line_no: 1, quantity: 1 }]);
  assert.equal(asked.goods_fen, lines_fen[0]! / 2);
  const back = await shop.owner.approveAfterSale(asked.id);
  await becomes("refunded", async () => (await c.look(order_id)).after_sales[0]!.status);
  const refunds = await town.wechat.list("refunds", {
    out_trade_no: (await shop.owner.order(order_id)).payments[0]!.out_trade_no,
  });
  assert.deepEqual(refunds.map((one) => [one.refund_fen, one.status]), [[
    back.payable_fen,
    "SUCCESS",
  ]]);
  assert.deepEqual(
    [await a.available(), await b.available()],
    [level2_fen - reversed2_fen, level1_fen - reversed1_fen],
  );
}

/**
 * B withdraws. The worker that asks WeChat dies after WeChat took the transfer and before it could write that
 * down; another one asks again under the same number. B confirms and is paid, once.
 */
async function withdrawAcrossACrash(shop: Shop, b: Phone): Promise<void> {
  const amount_fen = 1_000;
  const balance_fen = level1_fen - reversed1_fen;
  const { id } = await b.withdraw(amount_fen);
  assert.equal(await b.available(), balance_fen - amount_fen);

  await town.schedule(false);
  try {
    await shop.owner.approveWithdrawal(id);
    await workUntilWechatHasIt(b);
  } finally {
    await town.schedule(true);
  }
  assert.equal((await b.withdrawal(id)).status, "submitted");
  await town.later({ seconds: 61 }); // the dead worker's lease
  await becomes("wait_user_confirm", async () => (await b.withdrawal(id)).status);

  await b.confirmWithdrawal(id);
  await becomes("paid", async () => (await b.withdrawal(id)).status);
  const bills = await town.wechat.list("transfers", { openid: b.openid });
  assert.deepEqual(bills.map((one) => [one.amount_fen, one.state]), [[amount_fen, "SUCCESS"]]);
  const { balances } = await b.center();
  assert.deepEqual(
    [balances.available_fen, balances.withdrawing_fen, balances.withdrawn_fen],
    [balance_fen - amount_fen, 0, amount_fen],
  );
}

/** A process of its own sends what is due; WeChat takes it and holds its answer back; the process is killed. */
async function workUntilWechatHasIt({ openid }: Phone): Promise<void> {
  const match = { openid, path: "/transfer-bills" };
  await town.wechat.fault({ kind: "timeout_after_commit", match, seconds: 60 });
  const worker = startWorker(town);
  try {
    await until("the transfer at WeChat", async () => {
      const [bill] = await town.wechat.list("transfers", { openid });
      return bill;
    });
  } finally {
    worker.kill("SIGKILL");
  }
  assert.equal((await worker.status).signal, "SIGKILL");
}
