/** For tests of closing orders: one closed by its buyer, by time or by WeChat's word. */
import { jobs, type TestDatabase } from "@/tests/support/database.ts";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";

interface Question {
  attempt_id: string;
  order_id: string;
  out_trade_no: string;
  close: boolean;
}

export const claimExpired = (db: TestDatabase, batch = 50) =>
  db.call<{ closed: number; ask: Question[] }>(jobs, "claim_expired_orders", { batch });

export const cancel = (mall: Mall, who: Member, order_id: string, key = newKey()) =>
  mall.db.call<{ status: string; close_reason: string }>(who, "cancel_order", {
    order_id,
    idempotency_key: key,
  });

export const recordClosed = (mall: Mall, attempt_id: string) =>
  mall.db.call<{ result: string }>(jobs, "record_payment_closed", {
    shop_id: mall.shop_id,
    attempt_id,
  });

export async function orderOf(db: TestDatabase, id: string) {
  const [row] = await db.sql<{ status: string; close_reason: string | null }[]>`
    select status, close_reason from trade.orders where id = ${id}`;
  return [row!.status, row!.close_reason];
}
