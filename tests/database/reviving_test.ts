import assert from "node:assert/strict";
import type { TestDatabase } from "@/tests/support/database.ts";
import { rate, saveFreight } from "@/tests/support/freight.ts";
import type { Mall, Member, Paid } from "@/tests/support/mall.ts";
import { minutes, onMall } from "@/tests/support/on_mall.ts";

/** An order of two units that its buyer began to pay, and that time closed without an answer from WeChat. */
async function timedOut(mall: Mall, options: { purchase_limit?: number } = {}) {
  const buyer = await mall.member();
  const [sku_id] = await mall.product([1000], { stock: 5, ...options }) as [string];
  const paying = await mall.startPaying(buyer, await mall.place(buyer, [{ sku_id, quantity: 2 }]));
  await mall.db.clock.advance(minutes(30 + 120 + 1));
  await mall.closeExpired();
  assert.equal(await mall.available(sku_id), 5);
  return { buyer, sku_id, paying };
}

/** The money of a late payment: [status of the order, causes of its refunds]. */
async function became(db: TestDatabase, { order_id }: Paid) {
  const [order] = await db.sql`select status from trade.orders where id = ${order_id}`;
  const refunds = await db.sql`select cause from pay.refunds where order_id = ${order_id}`;
  return [order!.status, refunds.map(({ cause }) => cause)];
}

const edit = (mall: Mall, sku_id: string, set: string) =>
  mall.db.sql.unsafe(
    `update catalog.products p set ${set} from catalog.skus s where s.product_id = p.id and s.id = '${sku_id}'`,
  );

const obstacles: [string, (mall: Mall, sku_id: string, buyer: Member) => Promise<unknown>][] = [
  ["sold out", (mall, sku_id) => mall.stock(sku_id, -4)],
  ["off sale", (mall, sku_id) => edit(mall, sku_id, "status = 'off_sale'")],
  ["past its sale", (mall, sku_id) => edit(mall, sku_id, "sale_until = private.now()")],
  [
    "its SKU off sale",
    (mall, sku_id) => mall.db.sql`update catalog.skus set status = 'off_sale' where id = ${sku_id}`,
  ],
  ["over a limit set since", (mall, sku_id) => edit(mall, sku_id, "purchase_limit = 1")],
  [
    "not sent to its region any more",
    (mall) =>
      saveFreight(mall, {
        is_default: true,
        rates: [
          rate({ is_served: false }),
          rate({ regions: [{ province: "西藏自治区", city: null }] }),
        ],
      }),
  ],
  ["of a closed shop", (mall) => mall.db.sql`update shop.shops set status = 'closed'`],
  [
    "of a member who is blocked",
    (mall, _, { member_id }) =>
      mall.db.sql`update member.members set status = 'blocked' where id = ${member_id}`,
  ],
  [
    "of a member who was forgotten",
    (mall, _, { member_id }) =>
      mall.db.sql`select private.forget_member(${mall.shop_id}, ${member_id})`,
  ],
];

for (const [what, prevent] of obstacles) {
  Deno.test(`C45 a late payment for what is ${what} goes back whole, and takes no stock`, () =>
    onMall(async (mall, db) => {
      const { buyer, sku_id, paying } = await timedOut(mall);
      await prevent(mall, sku_id, buyer);
      const before = await mall.available(sku_id);
      assert.equal((await mall.notify(paying)).result, "applied");
      assert.deepEqual(await became(db, paying), ["closed", ["late_payment"]]);
      assert.equal(await mall.available(sku_id), before);
    }));
}

Deno.test("C45 a late payment revives an order if all that placing checks holds, at the price that was paid", () =>
  onMall(async (mall, db) => {
    const { sku_id, paying } = await timedOut(mall, { purchase_limit: 2 });
    await db.sql`update catalog.skus set price_fen = 9000 where id = ${sku_id}`;
    assert.equal((await mall.notify(paying)).result, "applied");
    assert.deepEqual(await became(db, paying), ["paid", []]);
    assert.equal(await mall.available(sku_id), 3);
    const [line] = await db.sql`select price_fen::int, stock_taken from trade.order_lines`;
    assert.equal(line!.price_fen, 1000);
    assert.equal(line!.stock_taken.reduce((sum: number, [, n]: number[]) => sum + n!, 0), 2);
  }));

Deno.test("C45 a revived order of several lines remembers for each what it took, and gives exactly that back", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const skus = await mall.product([1000, 2000, 3000], { stock: 9 });
    const lines = skus.toReversed().map((sku_id, n) => ({ sku_id, quantity: n + 1 }));
    const paying = await mall.startPaying(buyer, await mall.place(buyer, lines));
    await db.clock.advance(minutes(151));
    await mall.closeExpired();
    await mall.notify(paying);
    assert.deepEqual(await became(db, paying), ["paid", []]);
    const rows = await db.sql<{ quantity: number; stock_taken: number[][] }[]>`
      select quantity, stock_taken from trade.order_lines order by line_no`;
    for (const { quantity, stock_taken } of rows) {
      assert.equal(stock_taken.reduce((sum, [, n]) => sum + n!, 0), quantity);
    }
    const [kept] = await db.sql`
      select o.closed_at, o.close_reason,
             (select sum(m.delta)::int from catalog.stock_movements m where m.order_id = o.id) as moved
        from trade.orders o where o.id = ${paying.order_id}`;
    assert.deepEqual({ ...kept }, { closed_at: null, close_reason: null, moved: -6 });
    await mall.refund(buyer, paying.order_id);
    for (const sku of skus) assert.equal(await mall.available(sku), 9);
  }));

Deno.test("C45 a purchase limit holds whichever comes first, a new order or the late payment: never two paid", () =>
  onMall(async (mall, db) => {
    for (let round = 0; round < 8; round++) {
      const { buyer, sku_id, paying } = await timedOut(mall, { purchase_limit: 2 });
      await Promise.all([
        mall.notify(paying),
        mall.buy(buyer, [{ sku_id, quantity: 1 }]).catch((error) =>
          assert.equal(error.message, "PURCHASE_LIMIT")
        ),
      ]);
      const [paid] = await db.sql`
        select coalesce(sum(l.quantity), 0)::int as units
          from trade.orders o join trade.order_lines l on l.order_id = o.id
         where o.member_id = ${buyer.member_id} and o.status = 'paid'`;
      assert.ok(paid!.units === 1 || paid!.units === 2, `${paid!.units} paid units`);
      const [status, refunds] = await became(db, paying);
      assert.deepEqual(refunds, status === "paid" ? [] : ["late_payment"]);
      assert.equal(await mall.available(sku_id), 5 - paid!.units);
    }
  }));

Deno.test("an unpaid order whose buyer was forgotten closes when its payment comes, and the money goes back", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1000], { stock: 5 }) as [string];
    const paying = await mall.startPaying(
      buyer,
      await mall.place(buyer, [{ sku_id, quantity: 2 }]),
    );
    await db.sql`delete from person.order_contacts where order_id = ${paying.order_id}`;
    assert.equal((await mall.notify(paying)).result, "applied");
    assert.deepEqual(await became(db, paying), ["closed", ["late_payment"]]);
    assert.equal(await mall.available(sku_id), 5);
    assert.equal((await mall.notify(paying)).result, "duplicate");
  }));
