/** A shop in which everything may happen: distributors in a chain, buyers of each, and money in the balances. */
import type { Mall } from "./mall.ts";
import type { World } from "./storm.ts";

export async function stormyMall(mall: Mall, random: () => number): Promise<World> {
  await mall.settings({
    settle_days: 0,
    after_sale_days: 90,
    binding_mode: "newest",
  });
  await mall.withdrawalRules({
    one_open: false,
    min_fen: 10,
    daily_count: 100_000,
    review_above_fen: 300,
  });
  const skus = await mall.product([9999, 3333], { stock: 400 });
  const cheap = await mall.product([1, 0], { stock: 400 });
  const promoters = await mall.members(4);
  for (const [n, one] of promoters.entries()) await mall.promote(one, promoters[n - 1]);
  const buyers = await mall.members(6);
  for (const [n, one] of buyers.entries()) await mall.bind(one, promoters[n % 4]!);
  for (const buyer of buyers) {
    const paid = await mall.buy(buyer, skus.map((sku_id) => ({ sku_id, quantity: 3 })));
    await mall.complete(buyer, paid.order_id);
  }
  await mall.settle();
  return {
    mall,
    buyers,
    promoters,
    skus,
    cheap,
    pick: (list) => list[Math.floor(random() * list.length)]!,
  };
}
