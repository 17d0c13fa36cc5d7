import assert from "node:assert/strict";
import type { TransactionSql } from "postgres";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const products = 600;

const tables = ["products", "search_terms", "shown_products"];

/** A shop that was counted when it had one product and has 600 now, as soon after a large import. */
async function outgrowStatistics(mall: Mall, db: TestDatabase): Promise<void> {
  const add = (count: number) =>
    db.sql`
      insert into catalog.products
        (shop_id, title, status, position, min_price_fen, sold_count)
      select ${mall.shop_id}, '白瓷 碗' || n, 'on_sale', n % 11, n % 13, n % 17
        from generate_series(1, ${count}::int) n`;
  for (const table of tables) {
    await db.sql.unsafe(`alter table catalog.${table} set (autovacuum_enabled = false)`);
  }
  await add(1);
  for (const table of tables) await db.sql.unsafe(`analyze catalog.${table}`);
  await add(products - 1);
  await db.sql`select private.show_product(shop_id, id) from catalog.products`;
}

/** The rows of these tables that this transaction has read. */
async function rowsRead(sql: TransactionSql): Promise<number> {
  const [read] = await sql<[{ count: number }]>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as count
      from pg_stat_xact_user_tables where schemaname = 'catalog' and relname = any (${tables})`;
  return read.count;
}

Deno.test("a search reads each product a few times at most, also when the statistics are from before an import", () =>
  onMall(async (mall, db) => {
    await outgrowStatistics(mall, db);
    for (const sort of ["recommended", "newest", "sold", "price_up", "price_down"]) {
      for (const [most_fen, in_stock] of [[null, null], [12, null], [null, true]] as const) {
        await db.sql.begin(async (sql) => {
          const before = await rowsRead(sql);
          await sql`
            select private.found_products(${mall.shop_id},
              row('白瓷', false, null, null, ${most_fen}::bigint, ${in_stock}::boolean, ${sort},
                  null, null)::private.search, 2000)`;
          const read = await rowsRead(sql) - before;
          const asked = `${sort}, at most ${most_fen} fen, in stock: ${in_stock}`;
          assert.ok(read >= products, `${asked}: only ${read} rows counted`);
          assert.ok(read <= 10 * products, `${asked}: ${read} rows read`);
        });
      }
    }
  }));
