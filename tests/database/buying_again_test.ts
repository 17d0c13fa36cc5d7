import assert from "node:assert/strict";
import type { Cart } from "@/contracts/cart.ts";
import type { BoughtAgain, Order } from "@/contracts/orders.ts";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const again = (db: TestDatabase, me: Member, order_id: string) =>
  db.call<BoughtAgain>(me, "buy_again", { order_id });

/** What came of each line: how many are in the cart now, or why none. */
const outcomes = ({ lines }: BoughtAgain) => lines.map(({ quantity, code }) => code ?? quantity);

/** An order of so many of each SKU that has arrived. */
async function arrived(mall: Mall, me: Member, lines: { sku_id: string; quantity: number }[]) {
  const { order_id } = await mall.buy(me, lines);
  await mall.complete(me, order_id);
  return order_id;
}

Deno.test("a finished order comes into the cart again at today's prices, and twice is once", () =>
  onMall(async (mall, db) => {
    const [a, b] = await mall.product([1000, 2500], { stock: 50 }) as [string, string];
    const me = await mall.member();
    const order_id = await arrived(mall, me, [{ sku_id: a, quantity: 2 }, {
      sku_id: b,
      quantity: 1,
    }]);
    const { can } = await db.call<Order>(me, "get_order", { order_id });
    assert.equal(can.buy_again, true);
    await mall.command("set_price", { sku_id: a, price_fen: 900, reason: "促销" });
    await db.call(me, "set_cart_line", { sku: b, quantity: 5 });
    const first = await again(db, me, order_id);
    assert.deepEqual(outcomes(first), [2, 1]);
    const line = (cart: Cart, sku: string) => cart.lines.find(({ sku_id }) => sku_id === sku)!;
    assert.deepEqual([line(first.cart, a).quantity, line(first.cart, b).quantity], [2, 5]);
    assert.deepEqual([line(first.cart, a).price_fen, line(first.cart, a).added_price_fen], [
      900,
      900,
    ]);
    const rest = await Promise.all(Array.from({ length: 10 }, () => again(db, me, order_id)));
    for (const { cart } of rest) assert.deepEqual(cart, first.cart);
  }));

Deno.test("what cannot be bought again stays out and says why: sold out, off sale, limited; of the rest as many as are left", () =>
  onMall(async (mall, db) => {
    const [gone, few, off] = await mall.product([100, 200, 300], { stock: 3 }) as string[];
    const [limited] = await mall.product([400], { stock: 9, purchase_limit: 2 }) as [string];
    const me = await mall.member();
    const order_id = await arrived(
      mall,
      me,
      [gone!, few!, off!, limited].map((sku_id) => ({ sku_id, quantity: 2 })),
    );
    const other = await mall.member();
    await mall.buy(other, [{ sku_id: gone!, quantity: 1 }]);
    await db.sql`update catalog.skus set status = 'off_sale' where id = ${off!}`;
    const after = await again(db, me, order_id);
    assert.deepEqual(outcomes(after), ["OUT_OF_STOCK", 1, "SKU_OFF_SALE", "PURCHASE_LIMIT"]);
    assert.deepEqual(after.cart.lines.map(({ sku_id }) => sku_id), [few]);
    await refuses("ORDER_NOT_FOUND", again(db, other, order_id));
  }));

Deno.test("a full cart takes what it holds already and says that the rest has no place", () =>
  onMall(async (mall, db) => {
    const skus = await mall.product(Array.from({ length: 101 }, () => 100), { stock: 9 });
    const me = await mall.member();
    const bought = [skus[0]!, skus[99]!, skus[100]!];
    const order_id = await arrived(mall, me, bought.map((sku_id) => ({ sku_id, quantity: 2 })));
    for (const sku of skus.slice(0, 99)) {
      await db.call(me, "set_cart_line", { sku, quantity: 1 });
    }
    const after = await again(db, me, order_id);
    assert.deepEqual(outcomes(after), [2, 2, "CART_FULL"]);
    assert.equal(after.cart.lines.length, 100);
  }));
