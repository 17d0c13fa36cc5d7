/** For tests of money under way: a distributor who has earned, an after-sale decided, a withdrawal reviewed. */
import { type Mall, newKey } from "@/tests/support/mall.ts";

export const one = (sku_id: string) => [{ sku_id, quantity: 1 }];

/** An order of 1,000 yuan whose commission of 100 yuan lies in the balance of `level1`. */
export async function earned(mall: Mall) {
  const { level1, level2, buyer } = await mall.chain();
  await mall.settings({ after_sale_days: 90 });
  const [sku] = await mall.product([100_000]) as [string];
  const paid = await mall.buy(buyer, one(sku));
  await mall.complete(buyer, paid.order_id);
  await mall.db.clock.advance(16);
  await mall.settle();
  return { level1, level2, buyer, sku, paid };
}

export function review(mall: Mall, id: string, approve: boolean | null) {
  return mall.db.call<{ status: string }>(mall.owner, "review_withdrawal", {
    shop: mall.shop,
    withdrawal_id: id,
    approve,
    reason: "审核",
    idempotency_key: newKey(),
  });
}

export async function statusOf(mall: Mall, table: string, id: string): Promise<string> {
  const [row] = await mall.db.sql.unsafe<{ status: string }[]>(
    `select status from ${table} where id = '${id}'`,
  );
  return row!.status;
}
