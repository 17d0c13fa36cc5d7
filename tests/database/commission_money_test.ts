import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { linesOf, type Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { publishRules, rule, shop_rates } from "@/tests/support/rules.ts";

/** What an order's lines pay, by level and then by line: base and commission, in fen. */
async function paid(db: TestDatabase, order_id: string): Promise<[number, number][]> {
  const rows = await db.sql<{ base: number; fen: number }[]>`
    select base_fen::int as base, commission_fen::int as fen from ledger.commissions
     where order_id = ${order_id} order by level, line_no`;
  return rows.map(({ base, fen }) => [base, fen]);
}

const changePrice = (mall: Mall, order_id: string, goods_fen: number) =>
  mall.command("change_order_price", { order_id, goods_fen, freight_fen: 0, reason: "议价" });

Deno.test("C2 the base is what was paid for the goods: after discounts and a change of price, without freight", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    await mall.settings({ discount_from_fen: 5000, discount_fen: 1000, freight_fen: 800 });
    const first = await mall.buy(buyer, linesOf(sku));
    assert.deepEqual(await paid(db, first.order_id), [[9000, 900], [9000, 450]]);
    const placed = await mall.place(buyer, linesOf(sku));
    await changePrice(mall, placed.order_id, 7777);
    placed.payable_fen = 7777;
    await mall.notify(await mall.startPaying(buyer, placed));
    assert.deepEqual(await paid(db, placed.order_id), [[7777, 777], [7777, 388]]);
  }));

Deno.test("C3 a line for which nothing was paid has no commission row, not one of 0", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    const placed = await mall.place(buyer, linesOf(sku));
    await changePrice(mall, placed.order_id, 0);
    const [order] = await db.sql`select status from trade.orders where id = ${placed.order_id}`;
    assert.equal(order!.status, "paid");
    assert.deepEqual(await paid(db, placed.order_id), []);
  }));

Deno.test("C4 a commission is rounded down once per line and level; what is left over stays with the shop", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [one, two] = await mall.product([99, 199]) as [string, string];
    const { order_id } = await mall.buy(buyer, [...linesOf(one, 1), ...linesOf(two, 1)]);
    const sums = (await paid(db, order_id)).map(([base, fen]) => [base, fen]);
    assert.deepEqual(sums.toSorted((a, b) => a[0]! - b[0]! || b[1]! - a[1]!), [
      [99, 9],
      [99, 4],
      [199, 19],
      [199, 9],
    ]);
  }));

Deno.test("C5 an order's discount is split by largest remainder: exact, and the same in whatever order lines come", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const skus = await mall.product([3333, 3333, 3334]) as string[];
    await mall.settings({ discount_from_fen: 5000, discount_fen: 1000 });
    const split = async (order: string[]) => {
      const { order_id } = await mall.buy(buyer, order.flatMap((sku) => linesOf(sku, 1)));
      const rows = await db.sql<{ sku_id: string; off: number }[]>`
        select sku_id, discount_fen::int as off from trade.order_lines
         where order_id = ${order_id} order by sku_id`;
      assert.equal(rows.reduce((sum, { off }) => sum + off, 0), 1000);
      return rows.map(({ off }) => off);
    };
    const first = await split(skus);
    assert.deepEqual(first.toSorted(), [333, 333, 334]);
    assert.deepEqual(await split(skus.toReversed()), first);
  }));

Deno.test("C6 a sum per piece counts each piece, never more than was paid for the line, and gives way to the cap", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    const fixed = (fixed_fen: number) =>
      shop_rates(0, 0, {
        cap_bps: 5000,
        rules: [rule({ scope: "sku", scope_id: sku, fixed_fen })],
      });
    await publishRules(mall, fixed(150));
    const three = await mall.buy(buyer, linesOf(sku, 3));
    assert.deepEqual(await paid(db, three.order_id), [[3000, 450]]);
    const placed = await mall.place(buyer, linesOf(sku, 3));
    await changePrice(mall, placed.order_id, 400);
    placed.payable_fen = 400;
    await mall.notify(await mall.startPaying(buyer, placed));
    assert.deepEqual(await paid(db, placed.order_id), [[400, 200]]); // 400 at most, half of it by the cap
  }));

Deno.test("C65 a line, level and kind has one commission; a refund takes it back once", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(buyer, linesOf(sku));
    await assert.rejects(
      db.sql`insert into ledger.commissions
        select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).*
          from ledger.commissions c where order_id = ${order_id}`,
      { constraint_name: "commissions_line_level_once" },
    );
    await mall.approveRefund(await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]));
    const [again] = await db.sql<{ key: string; shop_id: string; kind: string }[]>`
      select idempotency_key as key, shop_id, kind from ledger.transfers
       where kind = 'commission_reverse' limit 1`;
    await assert.rejects(
      db.sql`select private.post(${again!.shop_id}, ${again!.kind}, ${again!.key},
        ${order_id}, '{}', '{}', '{}')`,
      { code: "23505" },
    );
  }));
