import assert from "node:assert/strict";
import { type Mall, newKey } from "../support/mall.ts";
import { onMall } from "../support/on_mall.ts";
import { jobs } from "@/tests/support/database.ts";

const kinds = async (mall: Mall) => (await mall.work()).map(({ kind }) => kind).toSorted();

interface Leased {
  shop_id: string;
  id: string;
  lease_token: string;
}

async function lease(mall: Mall, kind: string): Promise<Leased> {
  const rows = await mall.db.call<(Leased & { kind: string })[]>(jobs, "claim_outbox", {
    worker: "one",
  });
  const { shop_id, id, lease_token } = rows.find((row) => row.kind === kind)!;
  return { shop_id, id, lease_token };
}

/** WeChat would not take it, for good. */
const refused = (mall: Mall, row: Leased) =>
  mall.db.call<{ reason: string }>(jobs, "retry_outbox", {
    ...row,
    error: "refused 403 RULE_LIMIT",
    permanent: true,
  });

async function outbox({ db }: Mall, kind: string): Promise<string[]> {
  const rows = await db.sql<{ status: string }[]>`
    select status from ops.outbox where kind = ${kind} order by id`;
  return rows.map(({ status }) => status);
}

Deno.test("closing a payment that WeChat would not take needs nobody any more once the payment is closed there", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([5000]) as [string];
    const paying = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id, quantity: 1 }]),
    );
    await db.call(buyer, "cancel_order", {
      order_id: paying.order_id,
      idempotency_key: newKey(),
    });
    await refused(mall, await lease(mall, "close_payment"));
    assert.deepEqual(await kinds(mall), ["unsent_close_payment"]);
    await db.call(jobs, "record_payment_closed", {
      shop_id: mall.shop_id,
      attempt_id: paying.attempt_id,
    });
    assert.deepEqual([await kinds(mall), await outbox(mall, "close_payment")], [[], ["dropped"]]);
  }));

Deno.test("an order path that WeChat takes at a second asking takes the first from the list", () =>
  onMall(async (mall, db) => {
    const register = () => mall.command("register_order_path", { reason: "已发布" });
    await register();
    await refused(mall, await lease(mall, "order_path"));
    assert.deepEqual(await kinds(mall), ["unsent_order_path"]);
    await register();
    await db.call(jobs, "finish_outbox", { ...await lease(mall, "order_path"), answer: {} });
    assert.deepEqual([await kinds(mall), await outbox(mall, "order_path")], [
      [],
      ["dropped", "done"],
    ]);
  }));

Deno.test("a call ended by WeChat's notice while a worker tried it in vain is dropped and listed nowhere", () =>
  onMall(async (mall, db) => {
    const { level1, buyer } = await mall.earnings(90_000);
    const [sku_id] = await mall.product([5000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    const after_sale = await mall.askRefund(buyer, order_id, null);
    await mall.approveRefund(after_sale);
    const refund = await lease(mall, "refund");
    await mall.refundArrives(after_sale);
    assert.equal((await refused(mall, refund)).reason, "dropped");

    await mall.withdrawalRules({ review_above_fen: 199_999 });
    const { id } = await mall.withdraw(level1, 9_000);
    const transfer = await lease(mall, "transfer");
    const about = { shop_id: mall.shop_id, withdrawal_id: id };
    await db.call(jobs, "begin_transfer", about);
    await db.call(jobs, "record_transfer_answer", { ...about, bill: { state: "SUCCESS" } });
    assert.equal((await refused(mall, transfer)).reason, "dropped");
    assert.deepEqual(await kinds(mall), []);
  }));

Deno.test("WeChat's reminder to ship ends with the order that is refunded whole, not with a part of it", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([5000]) as [string];
    const paid = await mall.buy(buyer, [{ sku_id, quantity: 2 }]);
    await db.call({ role: "mall_wechat" }, "record_message_push", {
      shop: mall.shop,
      dedupe_key: newKey(),
      message: {
        Event: "trade_manage_remind_shipping",
        transaction_id: paid.transaction["transaction_id"],
      },
    });
    await mall.refund(buyer, paid.order_id, [{ line_no: 1, quantity: 1 }]);
    assert.deepEqual(await kinds(mall), ["wechat_reminder"]);
    await mall.refund(buyer, paid.order_id, null);
    assert.deepEqual(await kinds(mall), []);
  }));
