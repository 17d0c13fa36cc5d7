import assert from "node:assert/strict";
import type { Cart } from "@/contracts/cart.ts";
import type { Product, ProductPage } from "@/contracts/catalog.ts";
import { anybody } from "@/tests/support/catalog.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";

interface KeptPage {
  page_state: string | null;
  reply?: unknown;
  refusal?: { message: string };
}

/** A product whose sale begins in ten minutes and ends in twenty. */
async function scheduled(mall: Mall) {
  const [sku_id] = await mall.product([1000]) as [string];
  const [row] = await mall.db.sql`
    update catalog.products p set sale_from = private.now() + interval '10 minutes',
           sale_until = private.now() + interval '20 minutes'
      from catalog.skus s where s.id = ${sku_id} and p.id = s.product_id returning p.id`;
  await mall.db.sql`select private.show_product(${mall.shop_id}, ${row!.id})`;
  return { sku_id, product: row!.id as string };
}

async function pages(mall: Mall, product: string, known: (string | null)[] = []) {
  const asked = [{ page: "products" }, { page: "product", product }, { page: "categories" }];
  return await mall.db.call<KeptPage[]>(anybody, "read_catalogue", {
    shop: mall.shop,
    pages: asked.map((page, n) => ({ ...page, known: known[n] ?? null })),
  });
}

const statesOf = (read: KeptPage[]) => read.map(({ page_state }) => page_state);

Deno.test("the moments of a sale make every kept page old, though nothing is written", () =>
  onMall(async (mall, db) => {
    const { product } = await scheduled(mall);
    const before = await pages(mall, product);
    assert.equal((before[0]!.reply as ProductPage).items.length, 1);
    assert.equal((before[1]!.reply as Product).is_sale_open, false);
    await db.clock.advance(minutes(9));
    assert.deepEqual(statesOf(await pages(mall, product)), statesOf(before));

    await db.clock.advance(minutes(1));
    const open = await pages(mall, product, statesOf(before));
    assert.ok(open.every(({ reply }) => reply), "each is answered anew");
    assert.equal((open[1]!.reply as Product).is_sale_open, true);

    await db.clock.advance(minutes(10));
    const over = await pages(mall, product, statesOf(open));
    assert.deepEqual((over[0]!.reply as ProductPage).items, []);
    assert.equal(over[1]!.refusal!.message, "PRODUCT_NOT_FOUND");
    const { items } = over[2]!.reply as { items: { product_count: number }[] };
    assert.deepEqual(items.map(({ product_count }) => product_count), [0]);
  }));

Deno.test("a product is bought from the moment at which its sale begins until the one at which it ends, and never outside", () =>
  onMall(async (mall, db) => {
    const { sku_id } = await scheduled(mall);
    const buyer = await mall.member();
    const lines = [{ sku_id, quantity: 1 }];
    const inCart = () => db.call<Cart>(buyer, "set_cart_line", { sku: sku_id, quantity: 1 });
    const problems = async () => (await mall.quote(buyer, lines)).problems.map(({ code }) => code);
    const outside = async () => {
      assert.deepEqual(await problems(), ["OUTSIDE_SALE_TIME"]);
      await refuses("OUTSIDE_SALE_TIME", mall.place(buyer, lines));
      await refuses("OUTSIDE_SALE_TIME", inCart());
    };
    await outside();
    await db.clock.advance(minutes(10));
    const placed = await mall.startPaying(buyer, await mall.place(buyer, lines));
    assert.equal((await inCart()).lines[0]!.on_sale, true);

    await db.clock.advance(minutes(10));
    await outside();
    assert.equal((await db.call<Cart>(buyer, "get_cart")).lines[0]!.on_sale, false);
    await mall.notify(placed); // placed in time, it is paid in its own
    const [order] = await db.sql`select status from trade.orders`;
    assert.equal(order!.status, "paid");
  }));
