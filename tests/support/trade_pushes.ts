/** For tests of WeChat's pushes about orders: an order that was shipped, and a push about it. */
import type { Mall, Paid } from "@/tests/support/mall.ts";

export const mchid = "1900000001";

export async function bought(
  mall: Mall,
  buyer?: Awaited<ReturnType<Mall["member"]>>,
): Promise<Paid> {
  const [sku_id] = await mall.product([1000]) as [string];
  return await mall.buy(buyer ?? await mall.member(), [{ sku_id, quantity: 1 }]);
}
