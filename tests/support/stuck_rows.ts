/** For tests of rows that a job cannot do: an order that is spoilt, and its row of the work list. */
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall } from "@/tests/support/mall.ts";

/** From now on nothing can be written about this row; answers how to make that possible again. */
export async function poison(db: TestDatabase, table: string, column: string, id: string) {
  await db.sql.unsafe(`
    create function poisoned() returns trigger language plpgsql as $$
      begin raise exception 'poisoned'; end $$;
    create trigger a_poisoned before update on ${table}
      for each row when (old.${column} = '${id}') execute function poisoned();`);
  return () => db.sql.unsafe(`drop trigger a_poisoned on ${table}`);
}

/** What waits on the work list, and how often each was found. */
export async function work(db: TestDatabase) {
  const rows = await db.sql<{ kind: string; subject_id: string; status: string; times: number }[]>`
    select kind, subject_id, status, times from ops.work order by id`;
  return rows.map(({ kind, subject_id, status, times }) => [kind, subject_id, status, times]);
}

/** Three orders of one buyer that were shipped and whose time to be received has come. */
export async function overdue(mall: Mall): Promise<[string, string, string]> {
  const buyer = await mall.member();
  const [sku_id] = await mall.product([1000]) as [string];
  const orders: string[] = [];
  for (let n = 0; n < 3; n++) {
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.ship(order_id);
    orders.push(order_id);
  }
  await mall.db.clock.advance(61);
  return orders as [string, string, string];
}
