/** For tests of refunds: an order with refunds of its pieces, one that failed, and what WeChat says of it. */
import assert from "node:assert/strict";
import type { Mall, Member } from "@/tests/support/mall.ts";

export type Pieces = { line_no: number; quantity: number }[] | null;

/** WeChat's word on the last attempt of the only refund that is open. */
export async function wechatSays(mall: Mall, status: string, more: Record<string, unknown> = {}) {
  const [try_] = await mall.db.sql`
    select a.id, a.amount_fen::int as fen from pay.refund_attempts a order by a.id desc limit 1`;
  return await mall.db.call<{ result: string; reason: string | null }>(
    { role: "mall_jobs" },
    "record_refund_answer",
    {
      shop_id: mall.shop_id,
      refund_attempt_id: try_!.id,
      refund: { status, refund_id: "5030", amount: { refund: try_!.fen }, ...more },
    },
  );
}

/** An order of 200 yuan in two pieces from a buyer whose level 1 earns 10 % and level 2 earns 5 %. */
export async function bought(mall: Mall) {
  const { level1, level2, buyer } = await mall.chain();
  await mall.settings({ after_sale_days: 90 });
  const [sku] = await mall.product([10_000]) as [string];
  const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 2 }]);
  return { level1, level2, buyer, paid };
}

/** A refund that WeChat ends so; answers its row of the work list. */
export async function failed(
  mall: Mall,
  buyer: Member,
  order_id: string,
  status: string,
  lines: Pieces,
) {
  await mall.approveRefund(await mall.askRefund(buyer, order_id, lines));
  assert.equal((await wechatSays(mall, status)).result, "applied");
  const [row] = await mall.work(`refund_${status.toLowerCase()}`);
  return row!;
}

export const half: Pieces = [{ line_no: 1, quantity: 1 }];

export const statusOf = async (mall: Mall) =>
  (await mall.db.sql<
    { order: string; after_sale: string; refund: string; by_hand: string | null }[]
  >`
    select o.status as order, s.status as after_sale, r.status as refund, r.by_hand
      from pay.refunds r join trade.orders o on o.id = r.order_id
      left join trade.after_sales s on s.id = r.after_sale_id order by r.id desc limit 1`)[0]!;
