import assert from "node:assert/strict";
import { openDatabase } from "@/shared/db.ts";
import {
  type CatalogueMemory,
  type CataloguePage,
  createCatalogueMemory,
} from "../../functions/api/catalogue_memory.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses, seconds } from "@/tests/support/on_mall.ts";
import { notice, pagesOf } from "@/tests/support/pages.ts";

const reason = "测试";
const anybody = { role: "anon" };

// deno-lint-ignore no-explicit-any -- each page is of its own form
async function read(memory: CatalogueMemory, asked: CataloguePage): Promise<any> {
  const { body } = await memory.read(asked);
  return JSON.parse(new TextDecoder().decode(body));
}

/** A memory on connections of its own, as a process of functions has them. Answers are so long on their way. */
async function withMemory(
  mall: Mall,
  on_the_way_ms: number,
  work: (memory: CatalogueMemory) => Promise<void>,
) {
  const db = openDatabase(mall.db.url("mall_api"));
  const callText: typeof db.callText = async (...call) => {
    const text = await db.callText(...call);
    if (on_the_way_ms > 0) await pause(on_the_way_ms);
    return text;
  };
  try {
    await work(createCatalogueMemory({ callText }));
  } finally {
    await db.close();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function productOf(mall: Mall, sku_id: string): Promise<string> {
  const [row] = await mall.db.sql<{ product_id: string }[]>`
    select product_id from catalog.skus where shop_id = ${mall.shop_id} and id = ${sku_id}`;
  return row!.product_id;
}

Deno.test("whatever changes, by whomever, a kept page is what is read anew", () =>
  onMall(async (mall, db) => {
    const [sku, other] = await mall.product([1000, 2000], { stock: 3 }) as [string, string];
    const product = await productOf(mall, sku);
    const buyer = await mall.member();
    const { items: [shelf] } = await db.call<{ items: { id: string }[] }>(
      anybody,
      "list_categories",
      { shop: mall.shop },
    );
    const saved = await db.call<{ product: Record<string, unknown> }>(
      mall.owner,
      "staff_get_product",
      { shop: mall.shop, product_id: product },
    );
    const save = (change: Record<string, unknown>) =>
      mall.saveProduct({ ...saved.product, ...change, version: null }, reason);
    const stock = (sku_id: string, delta: number) => mall.stock(sku_id, delta);
    let order: { order_id: string };
    const changes: Record<string, () => Promise<unknown>> = {
      "a title": () => save({ title: "雨前龙井" }),
      "a price": () => mall.command("set_price", { sku_id: sku, price_fen: 900, reason }),
      "fewer left": async () => order = await mall.place(buyer, [{ sku_id: sku, quantity: 2 }]),
      "one SKU sold out": () => mall.place(buyer, [{ sku_id: sku, quantity: 1 }]),
      "all sold out": () => stock(other, -3),
      "an order cancelled": () =>
        db.call(buyer, "cancel_order", {
          order_id: order.order_id,
          idempotency_key: reason.repeat(4),
        }),
      "more than is shown": () => stock(other, 5000),
      "a new shelf": () => mall.command("save_category", { category: { name: "茶具" }, reason }),
      "a hidden shelf": () =>
        mall.command("save_category", {
          category: { id: shelf!.id, name: "茶叶", is_visible: false },
          reason,
        }),
      "another order of goods": () => save({ position: 3 }),
      "sold counts": async () => {
        await mall.buy(buyer, [{ sku_id: other, quantity: 1 }]);
        await db.sql`update ops.upkeep set ran_at = '-infinity'`;
        await db.call({ role: "mall_jobs" }, "maintain");
      },
      "freight": () => mall.settings({ freight_fen: 500 }),
      "a discount": () => mall.settings({ discount_from_fen: 5000, discount_fen: 100 }),
      "the shop's name": () => mall.command("update_shop", { theme: { name: "新店名" }, reason }),
      "a new product": () => mall.product([500]),
      "off sale": () =>
        mall.command("set_product_status", { product_id: product, on_sale: false, reason }),
      "on sale again": () =>
        mall.command("set_product_status", { product_id: product, on_sale: true, reason }),
      "a closed shop": () => db.sql`update shop.shops set status = 'closed'`,
    };
    const pages: [page: CataloguePage["page"], fn: string, args: Record<string, unknown>][] = [
      ["home", "get_home", {}],
      ["categories", "list_categories", {}],
      ["products", "list_products", {}],
      ["products", "list_products", { sort: "sold", category: shelf!.id }],
      ["product", "get_product", { product }],
    ];
    await withMemory(mall, 0, async (memory) => {
      for (
        const [name, change] of Object.entries({ nothing: () => Promise.resolve(), ...changes })
      ) {
        await change();
        for (const [page, fn, args] of pages) {
          const asked = { shop: mall.shop, ...args };
          const fresh = await db.call(anybody, fn, asked).catch(({ message }) => message);
          const kept = await read(memory, { page, ...asked }).catch(({ code }) => code);
          assert.deepEqual(kept, fresh, `${fn} after ${name}`);
        }
      }
    });
  }));

Deno.test("at the moment of a publication the kept home page is the new one, and leads to the topic that begins then", () =>
  onMall(async (mall) => {
    const pages = pagesOf(mall);
    const topic = await pages.save({ title: "春茶", blocks: [notice("新茶")] });
    const linked = { ...notice("看春茶"), link: { to: "page", id: topic.id } };
    const home = await pages.home();
    const save = (version: number, blocks: unknown[]) =>
      pages.save({ id: home.id, version, title: "首页", blocks });
    await pages.publish(await save(1, [notice("今天"), linked]));
    const [row] = await mall.db.sql<{ at: Date }[]>`
      select private.now() + interval '1 minute' as at`;
    await pages.publish(topic, row!.at);
    await withMemory(mall, 0, async (memory) => {
      const texts = async () =>
        (await read(memory, { shop: mall.shop, page: "home" }))
          .blocks.map(({ text }: { text: string }) => text);
      const show = () => read(memory, { shop: mall.shop, page: "topic", topic: topic.id });
      assert.deepEqual(await texts(), ["今天"]);
      await assert.rejects(show(), { code: "PAGE_NOT_FOUND" });
      await mall.db.clock.advance(seconds(60));
      assert.deepEqual(await texts(), ["今天", "看春茶"]);
      assert.equal((await show()).title, "春茶");
      await pages.publish(await save(2, [notice("晚上")]));
      assert.deepEqual(await texts(), ["晚上"]);
    });
  }));

Deno.test("while prices, stock and titles change, none of 40 readers gets an older page than the database had when it was asked", () =>
  onMall(async (mall) => {
    const [sku] = await mall.product([1000], { stock: 900 }) as [string];
    const product = await productOf(mall, sku);
    // What has been committed for certain. It only grows; the stock shrinks.
    const known = { price_fen: 1000, available: 900 };
    let writing = true;
    const prices = async () => {
      for (let price_fen = 1001; price_fen <= 1060; price_fen++) {
        await mall.command("set_price", { sku_id: sku, price_fen, reason });
        known.price_fen = price_fen;
      }
    };
    const stock = async () => {
      for (let available = 899; available >= 840; available--) {
        await mall.stock(sku, -1);
        known.available = available;
      }
    };
    let readings = 0;
    await withMemory(mall, 20, async (memory) => {
      const reader = async (n: number) => {
        while (writing) {
          const floor = { ...known };
          if (n % 2) {
            const { items: [card] } = await read(memory, { shop: mall.shop, page: "products" });
            assert.ok(card.price_fen >= floor.price_fen, "an older price in the list");
          } else {
            const page = await read(memory, { shop: mall.shop, page: "product", product });
            assert.ok(page.price_fen >= floor.price_fen, "an older price");
            assert.ok(page.skus[0].available <= floor.available, "an older stock");
          }
          readings++;
          await pause(Math.random() * 20); // else all would ask in the same moment
        }
      };
      const readers = Array.from({ length: 40 }, (_, n) => reader(n));
      await Promise.all([prices(), stock()]).finally(() => writing = false);
      await Promise.all(readers);
      const last = await read(memory, { shop: mall.shop, page: "product", product });
      assert.deepEqual([last.price_fen, last.skus[0].available], [1060, 840]);
    });
    assert.ok(readings > 40, `only ${readings} readings`);
  }));

/** A page as `api.read_catalogue` answers it. */
interface Answered {
  page_state: string | null;
  reply?: unknown;
  refusal?: { code: string; message: string; detail: string };
}

Deno.test("read_catalogue answers up to 20 pages in their order, and a refused one spoils no other", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const product = await productOf(mall, sku);
    const ask = (pages: unknown) =>
      db.call<Answered[]>(anybody, "read_catalogue", { shop: mall.shop, pages });
    const answers = await ask([
      { page: "product", product },
      { page: "product", product: mall.shop_id },
      { page: "product", product: "no id" },
      { page: "products", after: "x" },
      { page: "nowhere" },
      "home",
      { page: "home" },
    ]);
    const fresh = (fn: string, args = {}) => db.call(anybody, fn, { shop: mall.shop, ...args });
    assert.deepEqual(answers[0]!.reply, await fresh("get_product", { product }));
    assert.deepEqual(answers[6]!.reply, await fresh("get_home"));
    assert.deepEqual(
      answers.slice(1, 6).map(({ page_state, reply, refusal }) => {
        const { code, message, detail } = refusal!;
        return [page_state, reply, code, message, detail && JSON.parse(detail).field];
      }),
      [
        [null, undefined, "PT404", "PRODUCT_NOT_FOUND", ""],
        [null, undefined, "PT400", "INVALID_REQUEST", "pages"],
        [null, undefined, "PT400", "INVALID_REQUEST", "after"],
        [null, undefined, "PT400", "INVALID_REQUEST", "page"],
        [null, undefined, "PT400", "INVALID_REQUEST", "page"],
      ],
    );
    const known = answers[6]!.page_state;
    assert.deepEqual(await ask([{ page: "home", known }]), [{ page_state: known }]);
    const many = (count: number) => Array.from({ length: count }, () => ({ page: "home" }));
    assert.equal((await ask(many(20))).length, 20);
    for (const pages of [many(21), {}, null, "home"]) {
      await refuses("INVALID_REQUEST", ask(pages));
    }
  }));
