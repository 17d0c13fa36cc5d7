import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { type Mall, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { until, waiters } from "@/tests/support/waiting.ts";

/** Upkeep as if the last one were an hour ago. */
async function maintain(db: TestDatabase): Promise<{ more: boolean }> {
  await db.sql`update ops.upkeep set ran_at = '-infinity'`;
  return await db.call({ role: "mall_jobs" }, "maintain");
}

async function sold(db: TestDatabase, sku: string): Promise<number> {
  await maintain(db);
  const [row] = await db.sql<{ n: number }[]>`
    select p.sold_count::int as n from catalog.products p join catalog.skus s on s.product_id = p.id where s.id = ${sku}`;
  return row!.n;
}

/** A transaction of any database of the cluster may hold a fold back for a while. */
async function becomes(db: TestDatabase, sku: string, count: number): Promise<void> {
  await until(`${count} sold`, async () => await sold(db, sku) >= count);
  assert.equal(await sold(db, sku), count);
}

async function paying(mall: Mall) {
  const [sku] = await mall.product([10_000]) as [string];
  const buyer = await mall.member();
  const placed = await mall.place(buyer, [{ sku_id: sku, quantity: 2 }]);
  return { sku, buyer, paying: await mall.startPaying(buyer, placed) };
}

Deno.test("sold counts hold what was paid: each order once, also one that commits after a fold", () =>
  onMall(async (mall, db) => {
    const { sku, buyer, paying: one } = await paying(mall);
    await mall.place(buyer, [{ sku_id: sku, quantity: 5 }]);
    assert.equal(await sold(db, sku), 0);
    await db.as("mall_wechat").begin(async (slow) => {
      const args = { shop: mall.shop, notice: { id: newKey() }, transaction: one.transaction };
      await slow.unsafe("select private.call_as($1::text::jsonb, $2, $3::text::jsonb)", [
        JSON.stringify({ role: "mall_wechat" }),
        "record_payment_notice",
        JSON.stringify(args),
      ]);
      await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]); // begun later, committed earlier
      assert.equal(await sold(db, sku), 0);
    });
    await becomes(db, sku, 3);
    await Promise.all([
      maintain(db),
      maintain(db),
      mall.buy(buyer, [{ sku_id: sku, quantity: 4 }]),
    ]);
    await becomes(db, sku, 7);
  }));

Deno.test("a dump restored in another cluster does not freeze sold counts, and counts nothing twice", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const bought: string[] = [];
    for (const quantity of [1, 2, 4, 8]) {
      bought.push((await mall.buy(buyer, [{ sku_id: sku, quantity }])).order_id);
    }
    await becomes(db, sku, 15);
    // What comes from the other cluster: it stood at nine thousand millions; one order was paid there after its last fold.
    const far = "9000000000";
    await db.sql`update ops.watermarks set cluster = 'another', xid = ${far}::text::xid8`;
    const [first, second, third] = bought as [string, string, string];
    await db
      .sql`update ops.events set xid = '8999999999' where subject_id in (${first}, ${second})`;
    await db.sql`update ops.events set xid = '9000000001' where subject_id = ${third}`;
    await db.sql`update catalog.products set sold_count = 11`; // the third was not folded there
    await mall.buy(buyer, [{ sku_id: sku, quantity: 16 }]);
    await becomes(db, sku, 31);
    await mall.buy(buyer, [{ sku_id: sku, quantity: 32 }]);
    await becomes(db, sku, 63);
    const [ahead] = await db.sql`
      select count(*)::int as n from ops.events where xid >= pg_snapshot_xmax(pg_current_snapshot())`;
    assert.equal(ahead!.n, 0);
  }));

Deno.test("a restored dump's numbers are taken back in batches, and nothing is counted before the last", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    for (let n = 0; n < 5; n++) await mall.buy(buyer, [{ sku_id: sku, quantity: 1 }]);
    await becomes(db, sku, 5);
    await db.sql`update ops.watermarks set cluster = 'another'`;
    await db.sql`update ops.events set xid = '9000000000' where kind = 'order.paid'`;
    await db.sql`update catalog.products set sold_count = 0`;
    const fold = async () => (await db.sql`select private.fold_sold_counts(2) as whole`)[0]!.whole;
    assert.deepEqual([await fold(), await fold(), await fold()], [false, false, true]);
    await becomes(db, sku, 5);
  }));

Deno.test("counting what was sold locks products in the order of an import, so that the two cannot deadlock", () =>
  onMall(async (mall, db) => {
    const skus = (await Promise.all(Array.from({ length: 8 }, () => mall.product([1000])))).flat();
    await mall.buy(await mall.member(), skus.map((sku_id) => ({ sku_id, quantity: 2 })));
    await db.sql`update ops.events set xid = '3'`; // below every transaction that is open
    const [first] = await db.sql<{ id: string }[]>`
      select id from catalog.products order by id limit 1`;
    await db.sql`update catalog.products set title = '移到最后' where id = ${first!.id}`;
    for (const count of ["recount_sold('4')", "fold_sold_counts(5000)"]) {
      const counting = db.sql.unsafe(`select private.${count}`);
      await db.sql.begin(async (held) => {
        await held`select from catalog.products where id = ${first!.id} for update`;
        counting.execute();
        await waiters(db);
        await held`select from catalog.products where id <> ${first!.id} for update nowait`;
      });
      await counting;
      const products = await db.sql<{ sold_count: number }[]>`
        update catalog.products p set sold_count = 0 from catalog.products was
         where was.id = p.id returning was.sold_count::int`;
      assert.deepEqual(products.map(({ sold_count }) => sold_count), Array(8).fill(2));
    }
  }));
