import assert from "node:assert/strict";
import type { Cart } from "@/contracts/cart.ts";
import type { BoughtAgain, Order } from "@/contracts/orders.ts";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { waiters } from "@/tests/support/waiting.ts";

const again = (db: TestDatabase, me: Member, order_id: string) =>
  db.call<BoughtAgain>(me, "buy_again", { order_id });

/** What came of each line: how many are in the cart now, and why not all. */
const outcomes = ({ lines }: BoughtAgain) =>
  lines.map(({ quantity, code }) => code ? `${code} ${quantity}` : quantity);

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
    assert.deepEqual(outcomes(after), [
      "OUT_OF_STOCK 0",
      "OUT_OF_STOCK 1",
      "SKU_OFF_SALE 0",
      "PURCHASE_LIMIT 0",
    ]);
    assert.deepEqual(after.cart.lines.map(({ sku_id }) => sku_id), [few]);
    await refuses("ORDER_NOT_FOUND", again(db, other, order_id));
  }));

Deno.test("buying goods with a limit again adds as many as the member may still buy, counted over all their lines", () =>
  onMall(async (mall, db) => {
    const [first, second, third] = await mall.product([100, 200, 300], {
      stock: 9,
      purchase_limit: 5,
    }) as [string, string, string];
    const me = await mall.member();
    const order_id = await arrived(
      mall,
      me,
      [first, second, third].map((sku_id) => ({ sku_id, quantity: 1 })),
    );
    assert.deepEqual(outcomes(await again(db, me, order_id)), [1, 1, "PURCHASE_LIMIT 0"]);
    await db.sql`update catalog.products set purchase_limit = 10 where purchase_limit = 5`;
    const many = await arrived(mall, me, [{ sku_id: first, quantity: 4 }]);
    const after = await again(db, me, many);
    assert.deepEqual(outcomes(after), ["PURCHASE_LIMIT 3"]);
    assert.equal(after.cart.lines.find(({ sku_id }) => sku_id === first)!.quantity, 3);
  }));

Deno.test("buying again while the cart is ordered and emptied on other phones waits for its turn, and loses nothing", () =>
  onMall(async (mall, db) => {
    const skus = (await mall.product([100, 200, 300, 400], { stock: 999 })).toSorted();
    await db.sql`update shop.settings set max_unpaid_orders = 500`;
    const me = await mall.member();
    const lines = skus.map((sku_id) => ({ sku_id, quantity: 1 }));
    const order_id = await arrived(mall, me, lines.toReversed());
    const { payable_fen } = await mall.quote(me, lines);
    await again(db, me, order_id);
    let waiting: Promise<BoughtAgain> | undefined;
    await db.sql.begin(async (tx) => { // as an order from the cart takes its lines, one by one
      const take = (sku: string) =>
        tx`select private.take_from_cart(${mall.shop_id}, ${me.member_id}, array[${sku}]::uuid[])`;
      await take(skus[0]!);
      waiting = again(db, me, order_id);
      waiting.catch(() => {}); // judged below
      await waiters(db, 1);
      for (const sku of skus.slice(1)) await take(sku);
    });
    assert.equal((await waiting!).cart.count, 4);
    await Promise.all(
      Array.from(
        { length: 30 },
        (_, n) =>
          n % 3 === 0
            ? mall.placeAt(me, lines, payable_fen, undefined, { from_cart: true })
            : n % 3 === 1
            ? again(db, me, order_id)
            : db.call(me, "remove_cart_lines", { skus: skus.toReversed() }),
      ),
    );
    assert.deepEqual(outcomes(await again(db, me, order_id)), [1, 1, 1, 1]);
    const [row] = await db.sql`select count(*)::int as n from trade.orders`;
    assert.equal(row!.n, 11);
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
    assert.deepEqual(outcomes(after), [2, 2, "CART_FULL 0"]);
    assert.equal(after.cart.lines.length, 100);
  }));
