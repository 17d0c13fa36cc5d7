/** For tests of a changed price: an unpaid order with a discount and freight, and what it costs now. */
import assert from "node:assert/strict";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import type { Mall, Placed } from "@/tests/support/mall.ts";

export const reason = "老客户优惠";

interface Change {
  goods_fen: number;
  freight_fen: number;
  idempotency_key?: string;
}

export const change = (mall: Mall, { order_id }: Placed, to: Change, by?: TestClaims) =>
  mall.command<StaffOrder>("change_order_price", { order_id, reason, ...to }, by);

/** A buyer bound to a chain of two, and an order of 3 × 33.33 and 50.00 less 10.00, freight 8.00. */
export async function unpaid(mall: Mall) {
  await mall.settings({ discount_from_fen: 10_000, discount_fen: 1_000, freight_fen: 800 });
  const chain = await mall.chain();
  const [one, other] = await mall.product([3_333, 5_000], { stock: 50 }) as [string, string];
  const lines = [{ sku_id: one, quantity: 3 }, { sku_id: other, quantity: 1 }];
  const placed = await mall.place(chain.buyer, lines);
  assert.equal(placed.payable_fen, 9_999 + 5_000 - 1_000 + 800);
  return { ...chain, placed };
}
