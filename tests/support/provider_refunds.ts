/** For tests of refunds made at WeChat without us: what WeChat tells of them and what became of the order. */
import { type Mall, newKey, type Paid } from "@/tests/support/mall.ts";

/** WeChat tells of a refund whose number is none of ours. */
export function told(
  mall: Mall,
  paid: Paid,
  refund_fen: number,
  change: Record<string, unknown> = {},
) {
  const refund_id = `50${newKey()}`;
  return mall.db.call<{ result: string; reason: string | null }>(
    { role: "mall_wechat" },
    "record_refund_notice",
    {
      shop: mall.shop,
      notice: { id: newKey() },
      refund: {
        mchid: "1900000001",
        out_trade_no: paid.transaction["out_trade_no"],
        transaction_id: paid.transaction["transaction_id"],
        out_refund_no: "by-hand-1",
        refund_id,
        refund_status: "SUCCESS",
        amount: { total: paid.payable_fen, refund: refund_fen },
        ...change,
      },
    },
  );
}

export const applied = { result: "applied", reason: null };

export async function state({ db }: Mall, order_id: string) {
  const [row] = await db.sql`
    select o.status, o.close_reason,
           (select coalesce(sum(r.payable_fen), 0)::int from pay.refunds r where r.order_id = o.id and r.status = 'refunded') as returned
      from trade.orders o where o.id = ${order_id}`;
  return [row!.status, row!.close_reason, row!.returned];
}

export const listed = async ({ db }: Mall) =>
  (await db.sql<{ code: string; times: number }[]>`
    select detail ->> 'code' as code, times from ops.work where kind = 'provider_refund' order by id`)
    .map(({ code, times }) => [code, times]);

/** Three pieces of one line and one of another, 42,000 fen with freight, two levels earning. */
export async function bought(mall: Mall) {
  await mall.settings({ freight_fen: 2000 });
  const chain = await mall.chain();
  const skus = await mall.product([10_000, 10_000], { stock: 10 }) as [string, string];
  const lines = [{ sku_id: skus[0], quantity: 3 }, { sku_id: skus[1], quantity: 1 }];
  return { ...chain, skus, paid: await mall.buy(chain.buyer, lines) };
}
