import assert from "node:assert/strict";
import type { SignInput } from "@/local/wechat/control/inputs.ts";
import { changedTables, readRows } from "@/tests/support/rows.ts";
import { journey, town } from "./support/journey.ts";
import { pair } from "./support/earning.ts";
import type { Begun, Phone } from "./support/phone.ts";
import { Shop } from "./support/shop.ts";
import { becomes } from "./support/town.ts";

type Signed = { headers: Record<string, string>; body: string };

/** What came of a message: the answer, which tables changed, which lines were logged about it. */
interface Outcome {
  status: number;
  changed: string[];
  logged: Record<string, unknown>[];
}

/** Posts a message as WeChat would and looks what it did. The scheduler must be held. */
async function arrive(shop: Shop, message: Signed, kind = "payment"): Promise<Outcome> {
  const before = await readRows(town.sql);
  const url = `${town.stack.url}/functions/v1/wechat/shops/${shop.code}/notify/${kind}`;
  const answer = await fetch(url, { method: "POST", ...message });
  await answer.body?.cancel();
  const logged = await town.logged(answer.headers.get("x-request-id")!);
  return {
    status: answer.status,
    changed: changedTables(before, await readRows(town.sql)),
    logged,
  };
}

/** The one line that says why. */
function reasonOf({ logged }: Outcome): string {
  assert.equal(logged.length, 1, JSON.stringify(logged));
  const [{ event, request_id, reason }] = logged as [Record<string, unknown>];
  assert.equal(event, "notice_without_effect");
  assert.ok(request_id);
  return String(reason);
}

/** Paid at WeChat, but we have not heard of it: what WeChat would say. */
async function unheard(buyer: Phone, begun: Begun): Promise<Record<string, unknown>> {
  const { openid } = buyer;
  await town.wechat.fault({ kind: "notify_lost", match: { openid } });
  await buyer.pay(begun);
  const [lost] = await town.wechat.list("notifications", { openid, state: "lost" });
  return JSON.parse(lost!.plaintext);
}

/** Nothing moves by itself meanwhile, so that every changed row is the message's own. */
async function alone(work: () => Promise<void>): Promise<void> {
  await town.schedule(false);
  try {
    await work();
  } finally {
    await town.schedule(true);
  }
}

/** What a refused message leaves: its evidence, and where WeChat signed it a row for a person, of which staff hear. */
function traces(status: number, reason: string): string[] {
  const genuine = status === 400 && reason !== "malformed";
  return genuine ? ["ops.work", "person.notices"] : ["person.notices"];
}

journey(
  "C43 a notification that cannot be believed changes nothing but its own record, and says why in one line",
  async (shop) => {
    const { seller, buyer } = await pair(shop);
    const begun = await buyer.begin([{ sku_id: await shop.sku(5_000), quantity: 1 }]);
    const { mchid } = shop.merchant;
    const told = await unheard(buyer, begun);
    const sign = (change: Record<string, unknown> = {}, how: Partial<SignInput> = {}) =>
      town.wechat.sign({
        mchid,
        event_type: "TRANSACTION.SUCCESS",
        original_type: "transaction",
        plaintext: { ...told, ...change },
        ...how,
      });
    const genuine = await sign();
    const tampered = {
      ...genuine,
      body: genuine.body.replace(/"ciphertext":"../, '"ciphertext":"AA'),
    };
    const neighbour = await Shop.open(town);

    const bad: [what: string, Signed, status: number, reason: string, at?: Shop][] = [
      ["forged", await sign({}, { signature: "forged" }), 401, "bad_signature"],
      ["WeChat's own probe", await sign({}, { signature: "signtest" }), 401, "bad_signature"],
      ["another key", await sign({}, { signature: "unknown_serial" }), 401, "unknown_serial"],
      ["stale", await sign({}, { signature: "clock_skew", seconds: -330 }), 401, "stale"],
      ["from the future", await sign({}, { signature: "clock_skew", seconds: 330 }), 401, "stale"],
      ["changed on the way", tampered, 401, "bad_signature"],
      ["not signed", { headers: {}, body: genuine.body }, 400, "malformed"],
      ["wrong amount", await sign({ amount: { total: 1, currency: "CNY" } }), 400, "wrong_amount"],
      ["wrong mchid", await sign({ mchid: "1999999999" }), 400, "wrong_mchid"],
      ["wrong appid", await sign({ appid: "wx0000000000000000" }), 400, "wrong_appid"],
      ["unknown number", await sign({ out_trade_no: "0".repeat(32) }), 400, "unknown_number"],
      ["another shop's", genuine, 400, "unknown_number", neighbour],
    ];
    await alone(async () => {
      for (const [what, message, status, reason, at] of bad) {
        const outcome = await arrive(at ?? shop, message);
        assert.equal(outcome.status, status, what);
        assert.deepEqual(outcome.changed, traces(status, reason), what);
        assert.equal(reasonOf(outcome), reason, what);
      }
      const kept = await town.sql<{ outcome: string }[]>`
      select outcome from person.notices where shop_id in (${shop.id}, ${neighbour.id})`;
      assert.deepEqual(kept.map(({ outcome }) => outcome), Array(bad.length).fill("rejected"));
      assert.equal(await buyer.status(begun.order_id), "pending_payment");
      assert.equal((await seller.center()).balances.pending_fen, 0);

      const good = await arrive(shop, genuine);
      assert.deepEqual([good.status, good.logged], [200, []]);
      assert.equal(await buyer.status(begun.order_id), "paid");
      const replayed = await arrive(shop, genuine);
      assert.deepEqual([replayed.status, replayed.changed], [200, []]);
      assert.equal(reasonOf(replayed), "duplicate");
      const anew = await arrive(shop, await sign());
      assert.deepEqual([anew.status, anew.changed], [200, ["person.notices"]]);
      assert.equal(reasonOf(anew), "duplicate");
    });
    assert.equal((await seller.center()).balances.pending_fen, 500);
  },
);

journey("refunds and transfers are believed no sooner", async (shop) => {
  const { seller, buyer } = await pair(shop);
  const { order_id } = await buyer.buy([{ sku_id: await shop.sku(50_000), quantity: 2 }]);
  await becomes("paid", () => buyer.status(order_id));
  await shop.owner.ship(order_id);
  await buyer.receive(order_id);
  await becomes(10_000, () => seller.available());
  const { mchid } = shop.merchant;
  const { out_trade_no } = (await shop.owner.order(order_id)).payments[0]!;
  await town.wechat.fault({ kind: "refund_processing", match: { out_trade_no } });
  const asked = await buyer.askRefund(order_id, [{ line_no: 1, quantity: 1 }]);
  await shop.owner.approveAfterSale(asked.id);
  const { id } = await seller.withdraw(1_000);
  await shop.owner.approveWithdrawal(id);
  await becomes("wait_user_confirm", async () => (await seller.withdrawal(id)).status);
  await becomes(1, async () => (await town.wechat.list("refunds", { out_trade_no })).length);

  const [refund] = await town.wechat.list("refunds", { out_trade_no });
  const back = {
    ...{ mchid, out_trade_no, out_refund_no: refund!.out_refund_no, refund_id: refund!.refund_id },
    ...{ transaction_id: refund!.transaction_id, refund_status: "SUCCESS" },
    user_received_account: "支付用户零钱",
    amount: { total: 100_000, refund: 50_000, payer_total: 100_000, payer_refund: 50_000 },
  };
  const [bill] = await town.wechat.list("transfers", { openid: seller.openid });
  const paid = {
    ...{ mch_id: mchid, out_bill_no: bill!.out_bill_no, transfer_amount: 1_000 },
    ...{ transfer_bill_no: bill!.transfer_bill_no, state: "SUCCESS", openid: seller.openid },
  };
  const about = {
    refund: { event_type: "REFUND.SUCCESS", original_type: "refund" },
    transfer: { event_type: "MCHTRANSFER.BILL.FINISHED", original_type: "mch_payment" },
  } as const;
  const sign = (kind: keyof typeof about, plaintext: object, how: Partial<SignInput> = {}) =>
    town.wechat.sign({ mchid, plaintext: { ...plaintext }, ...about[kind], ...how });
  const less = { ...back, amount: { ...back.amount, refund: 1 } };

  const bad: [keyof typeof about, Signed, status: number, reason: string][] = [
    ["refund", await sign("refund", back, { signature: "forged" }), 401, "bad_signature"],
    ["refund", await sign("refund", less), 400, "wrong_amount"],
    ["refund", await sign("refund", { ...back, mchid: "1999999999" }), 400, "wrong_mchid"],
    ["transfer", await sign("transfer", paid, { signature: "forged" }), 401, "bad_signature"],
    ["transfer", await sign("transfer", { ...paid, transfer_amount: 1 }), 400, "wrong_amount"],
    ["transfer", await sign("transfer", { ...paid, mch_id: "1999999999" }), 400, "wrong_mchid"],
    ["transfer", await sign("refund", back), 400, "other_kind"],
  ];
  await alone(async () => {
    for (const [kind, message, status, reason] of bad) {
      const outcome = await arrive(shop, message, kind);
      assert.deepEqual(outcome.status, status, reason);
      assert.deepEqual(outcome.changed, traces(status, reason), reason);
      assert.equal(reasonOf(outcome), reason);
    }
  });
  assert.equal((await seller.withdrawal(id)).status, "wait_user_confirm");
  assert.equal((await buyer.look(order_id)).after_sales[0]!.status, "refunding");
}, { settle_days: 0 });
