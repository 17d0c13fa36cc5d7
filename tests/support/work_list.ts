/** For tests of the work list: shipments that WeChat would not take, waiting on it. */
import { Mall } from "@/tests/support/mall.ts";

/** Something on the list; answers its row as the owner reads it. */
export async function waiting(mall: Mall, kind: string, subject: string = crypto.randomUUID()) {
  await mall.db.sql`select private.add_work(${mall.shop_id}, ${kind}, ${subject})`;
  return (await mall.work(kind)).find(({ subject_id }) => subject_id === subject)!;
}
