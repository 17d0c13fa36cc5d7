/** For tests of withdrawals: a distributor with a balance, and a withdrawal reviewed or answered. */
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import type { TestClaims } from "@/tests/support/database.ts";

/** A distributor with 10 % of so much in the balance (100,000 fen), and the buyer and order they come from. */
export async function rich(mall: Mall, price_fen = 1_000_000) {
  const { level1, buyer } = await mall.chain();
  await mall.settings({ after_sale_days: 90, settle_days: 0 });
  await mall.withdrawalRules({ one_open: false, max_fen: 199_999 });
  const [sku] = await mall.product([price_fen]) as [string];
  const paid = await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
  await mall.complete(buyer, paid.order_id);
  await mall.settle();
  return { level1, buyer, order_id: paid.order_id };
}

export function review(mall: Mall, by: TestClaims, id: string, approve = true, key = newKey()) {
  return mall.db.call<{ status: string }>(by, "review_withdrawal", {
    shop: mall.shop,
    withdrawal_id: id,
    approve,
    reason: "审核",
    idempotency_key: key,
  });
}

export async function answer(mall: Mall, withdrawal_id: string, bill: Record<string, unknown>) {
  const about = { shop_id: mall.shop_id, withdrawal_id };
  await mall.db.call({ role: "mall_jobs" }, "begin_transfer", about);
  const { result, reason } = await mall.db.call<{ result: string; reason: string | null }>(
    { role: "mall_jobs" },
    "record_transfer_answer",
    { ...about, bill },
  );
  return reason ?? result;
}

export const available = async (mall: Mall, who: Member) =>
  (await mall.balances(who)).available_fen;
