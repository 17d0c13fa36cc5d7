import { town } from "./journey.ts";
import type { Begun } from "./phone.ts";
import type { Shop } from "./shop.ts";

export const pieces = (sku_id: string, quantity = 1) => [{ sku_id, quantity }];

/** What WeChat has sent back of a buyer's payments, in fen. */
export async function sentBack(shop: Shop, { order_id }: Begun): Promise<number[]> {
  const { payments } = await shop.owner.order(order_id);
  const all = await Promise.all(
    payments.map(({ out_trade_no }) => town.wechat.list("refunds", { out_trade_no })),
  );
  return all.flat().filter(({ status }) => status === "SUCCESS").map((one) => one.refund_fen);
}

/** WeChat's number for the attempt. */
export async function numberOf(shop: Shop, { order_id, payment }: Begun): Promise<string> {
  const { payments } = await shop.owner.order(order_id);
  return payments.find(({ id }) => id === payment.attempt_id)!.out_trade_no;
}
