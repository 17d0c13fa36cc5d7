import type { Begun, Phone } from "./phone.ts";
import type { Shop } from "./shop.ts";
import { becomes } from "./town.ts";

/** A buyer bound to a distributor of the shop. */
export async function pair(shop: Shop): Promise<{ seller: Phone; buyer: Phone }> {
  const [seller, buyer] = await shop.newcomers(2) as [Phone, Phone];
  await seller.becomeDistributor();
  const share = await seller.share();
  await buyer.signIn();
  await buyer.open(share);
  return { seller, buyer };
}

/** Waits until the shop has the money, and sends everything; the buyer has it. */
export async function complete(shop: Shop, buyer: Phone, { order_id }: Begun): Promise<void> {
  await becomes("paid", () => buyer.status(order_id));
  await shop.owner.ship(order_id);
  await buyer.receive(order_id);
}

/** A distributor of a shop whose commission settles at once (settle_days 0), with so much to withdraw. */
export async function earner(shop: Shop, fen: number) {
  const { seller, buyer } = await pair(shop);
  const sku_id = await shop.sku(fen * 10); // 10 % is the commission
  const order = await buyer.buy([{ sku_id, quantity: 1 }]);
  await complete(shop, buyer, order);
  await becomes(fen, () => seller.available());
  return { seller, buyer, order };
}
