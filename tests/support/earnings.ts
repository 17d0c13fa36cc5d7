/** For tests of what a distributor would earn: reading it, and what placing one piece really pays. */
import type { Earning, Earnings, EarningWhy } from "@/contracts/earnings.ts";
import { type Mall, type Member, newKey } from "./mall.ts";

export const earningsOf = (mall: Mall, who: Member, ...products: string[]) =>
  mall.db.call<Earnings>(who, "list_earnings", { products });

/** What is shown of one product; undefined where it earns nothing. */
export async function earningOf(
  mall: Mall,
  who: Member,
  product: string,
): Promise<Earning | undefined> {
  const { items } = await earningsOf(mall, who, product);
  return items[0];
}

export const whyOf = (mall: Mall, who: Member, product: string) =>
  mall.db.call<EarningWhy>(who, "get_earning", { product });

/** What an order of one piece pays on level 1, in fen. */
export async function paidFor(mall: Mall, buyer: Member, sku_id: string): Promise<number> {
  const { order_id } = await mall.place(buyer, [{ sku_id, quantity: 1 }]);
  const [line] = await mall.db.sql<{ terms: { level: number; commission_fen: number }[] }[]>`
    select terms from trade.order_lines where order_id = ${order_id}`;
  await mall.db.call(buyer, "cancel_order", { order_id, idempotency_key: newKey() });
  return line!.terms.find(({ level }) => level === 1)?.commission_fen ?? 0;
}

/** A product with SKUs at these prices. */
export async function shelve(
  mall: Mall,
  prices: number[],
): Promise<{ product: string; skus: string[] }> {
  const skus = await mall.product(prices);
  const [row] = await mall.db.sql<{ product_id: string }[]>`
    select product_id from catalog.skus where id = ${skus[0]!}`;
  return { product: row!.product_id, skus };
}
