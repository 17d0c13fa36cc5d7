import assert from "node:assert/strict";
import type { TransactionSql } from "postgres";
import type { TestDatabase } from "@/tests/support/database.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const parcels = 20_000;

/** So many orders of a member on their way, shipped a second apart, the earliest nine days ago. */
async function ship(db: TestDatabase, shop_id: string, member_id: string): Promise<void> {
  await db.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`; // keys need not be asked for each
    await sql`
      insert into trade.orders (shop_id, id, number, member_id, status, amount_fen, discount_fen, freight_fen,
          payable_fen, after_sale_days, auto_receive_days, settle_days, placed_at,
          expires_at, paid_at, shipped_at, auto_receive_at)
      select ${shop_id}, gen_random_uuid(), n::text, ${member_id}, 'shipped', 0, 0, 0, 0, 15, 10, 15, t.at, t.at, t.at, t.at,
             t.at + interval '10 days'
        from generate_series(1, ${parcels}::int) n,
             lateral (select private.now() - interval '9 days' + make_interval(secs => n) as at) t`;
  });
  await db.sql`analyze trade.orders`;
}

/** The rows that this connection has read since it last reported them, which may be some transactions ago. */
async function readsOfOrders(sql: TransactionSql) {
  const [read] = await sql<{ in_order: number; by_index: number }[]>`
    select (coalesce(seq_tup_read, 0))::int as in_order, (coalesce(idx_tup_fetch, 0))::int as by_index
      from pg_stat_xact_user_tables where relid = 'trade.orders'::regclass`;
  return read!;
}

/** What one run of the job reads of the orders: how many it received, and how many rows it looked at to find them. */
async function receiving(db: TestDatabase) {
  return await db.sql.begin(async (sql) => {
    const before = await readsOfOrders(sql);
    const [answer] = await sql`select (api.auto_receive(100) ->> 'received')::int as received`;
    const after = await readsOfOrders(sql);
    return {
      received: answer!.received as number,
      in_order: after.in_order - before.in_order,
      by_index: after.by_index - before.by_index,
    };
  });
}

Deno.test("C51 receiving reads due orders by the index, not all 20,000 parcels on their way", () =>
  onMall(async (mall, db) => {
    const { member_id } = await mall.member();
    await ship(db, mall.shop_id, member_id);
    assert.deepEqual(await receiving(db), { received: 0, in_order: 0, by_index: 0 });

    const plan = await db.sql`
      explain select o from trade.orders o
       where o.status = 'shipped' and o.auto_receive_at <= private.now() order by o.auto_receive_at limit 100`;
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    assert.match(text, /Index Scan using orders_due_to_receive/);
    assert.doesNotMatch(text, /Sort|Seq Scan/);

    await db.clock.advance(1 + 30.5 / 86_400);
    const read = await receiving(db);
    assert.ok(read.received >= 30 && read.received < parcels, `${read.received} received`);
    assert.equal(read.in_order, 0);
    assert.ok(read.by_index <= 20 * read.received, `${read.by_index} rows read`);
  }));
