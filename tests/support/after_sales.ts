/** For tests of after-sales: an order that was received, and an after-sale of it decided. */
import { linesOf, type Mall, type Member } from "@/tests/support/mall.ts";

export interface AfterSale {
  id: string;
  status: string;
  payable_fen: number;
}

export function decide(mall: Mall, fn: string, args: Record<string, unknown>) {
  return mall.command<AfterSale>(fn, { reason: "处理", ...args });
}

export async function statusOf(mall: Mall, order_id: string): Promise<string> {
  const [row] = await mall.db.sql`select status from trade.orders where id = ${order_id}`;
  return row!.status;
}

/** What is promised, held and payable to somebody, in fen. */
export async function purse(mall: Mall, who: Member) {
  const { pending_fen, held_fen, available_fen } = await mall.balances(who);
  return { pending_fen, held_fen, available_fen };
}

/** A completed order of 3 at 100 yuan, with its two earners. */
export async function completed(mall: Mall) {
  const people = await mall.chain();
  const [sku] = await mall.product([10_000], { stock: 10 }) as [string];
  const paid = await mall.buy(people.buyer, linesOf(sku, 3));
  await mall.complete(people.buyer, paid.order_id);
  return { ...people, sku, order_id: paid.order_id };
}

interface Row {
  id: string;
  hold: string | null;
}

export async function commissionOf(mall: Mall, order_id: string, who: Member): Promise<Row> {
  const [row] = await mall.db.sql<Row[]>`
    select c.id, h.id as hold from ledger.commissions c
      left join ledger.commission_holds h on h.commission_id = c.id and h.released_at is null
     where c.order_id = ${order_id} and c.distributor_id = ${who.member_id}`;
  return row!;
}
