/** For tests of what WeChat calls: an unpaid order and the notifications about it that were kept. */
import { testDatabase } from "./database.ts";
import { Mall, type Paid } from "./mall.ts";
import { Callbacks } from "./wechat_callbacks.ts";

export async function openCallbacks() {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const callbacks = await Callbacks.open(mall);
  const close = async () => {
    await callbacks.close();
    await db.drop();
  };
  return { db, mall, callbacks, close };
}

export async function unpaid(mall: Mall): Promise<Paid> {
  const buyer = await mall.member();
  const [sku_id] = await mall.product([9900]);
  return await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id: sku_id!, quantity: 1 }]));
}

export async function statusOf(mall: Mall, { order_id }: Paid): Promise<string> {
  const [row] = await mall.db.sql<{ status: string }[]>`
    select status from trade.orders where shop_id = ${mall.shop_id} and id = ${order_id}`;
  return row!.status;
}

export function noticesOf(mall: Mall) {
  return mall.db.sql<{ kind: string; outcome: string; reason: string | null; body: unknown }[]>`
    select kind, outcome, reason, body from person.notices where shop_id = ${mall.shop_id}`;
}
