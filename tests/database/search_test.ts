import assert from "node:assert/strict";
import type { ProductPage } from "@/contracts/catalog.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { anybody, saveProduct } from "@/tests/support/catalog.ts";

type Find = (query: string, more?: Record<string, unknown>) => Promise<string[]>;

/** The titles that a search answers, in their order. */
function finderIn(mall: Mall): Find {
  return async (query, more = {}) => {
    const asked = { shop: mall.shop, query, ...more };
    const { items } = await mall.db.call<ProductPage>(anybody, "list_products", asked);
    return items.map(({ title }) => title);
  };
}

/** The ids of all pages of a search, one after another. */
async function pagedThrough(mall: Mall, asked: Record<string, unknown>): Promise<string[]> {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: ProductPage = await mall.db.call(anybody, "list_products", {
      shop: mall.shop,
      page_size: 50,
      ...asked,
      after,
    });
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after);
  return seen;
}

const sorts = ["recommended", "newest", "sold", "price_up", "price_down"];

async function stock(mall: Mall): Promise<void> {
  const goods: [title: string, subtitle: string, yuan: number, pieces: number][] = [
    ["西湖龙井 明前特级", "今年春茶", 268, 5],
    ["紫砂茶壶", "泡龙井正好", 99, 0],
    ["重庆火锅底料", "麻辣牛油 500克", 25, 9],
    ["100%手作 Tea 滤网", "O'Neil \\ 款", 12, 3],
  ];
  for (const [n, [title, subtitle, yuan, initial_stock]] of goods.entries()) {
    const skus = [{ values: [], price_fen: yuan * 100, initial_stock }];
    await saveProduct(mall, { title, subtitle, position: 9 - n, skus });
  }
}

Deno.test("words, initials and letters in another order find goods, those with the words in the title first", () =>
  onMall(async (mall) => {
    await stock(mall);
    const find = finderIn(mall);
    const [tea, pot, pepper, sieve] = [
      "西湖龙井 明前特级",
      "紫砂茶壶",
      "重庆火锅底料",
      "100%手作 Tea 滤网",
    ];
    const expected: Record<string, (string | undefined)[]> = {
      "龙井": [tea, pot],
      "茶": [pot, tea],
      "火锅底料": [pepper],
      "明前 龙井": [tea],
      "龙井　火锅": [],
      "lj": [tea, pot],
      "xhljmq": [tea],
      "cqhg": [pepper],
      "zqhg": [pepper],
      "ＴＥＡ": [sieve],
      "500克": [pepper],
      "锅火": [pepper],
      "明前西湖": [tea],
      "hlxj": [],
      "tae": [sieve],
      "火茶": [],
      "不存在": [],
      "  ": [sieve, pepper, pot, tea],
    };
    for (const [query, titles] of Object.entries(expected)) {
      assert.deepEqual(await find(query), titles, query);
    }
  }));

Deno.test("signs of a query language are searched as letters, and 300 letters do no harm", () =>
  onMall(async (mall) => {
    await stock(mall);
    const find = finderIn(mall);
    const sieve = "100%手作 Tea 滤网";
    assert.deepEqual(await find("0%"), [sieve]);
    assert.deepEqual(await find("\\"), [sieve]);
    assert.deepEqual(await find("o'neil"), [sieve]);
    for (const query of ["'", "''", "\\'"]) assert.deepEqual(await find(query), [sieve], query);
    for (const query of ["_", "&", ":*", "a & !b | (c", "<->", "::tsquery", "$4"]) {
      assert.deepEqual(await find(query), [], query);
    }
    assert.deepEqual(await find("龙火".repeat(150)), []);
    assert.deepEqual(await find("ab".repeat(150)), []);
  }));

Deno.test("a search is narrowed by price, stock and category, and follows what staff write and take off sale", () =>
  onMall(async (mall, db) => {
    await stock(mall);
    const find = finderIn(mall);
    assert.deepEqual(await find("龙井", { sort: "price_up" }), ["紫砂茶壶", "西湖龙井 明前特级"]);
    assert.deepEqual(await find("龙井", { max_price_fen: 9900 }), ["紫砂茶壶"]);
    assert.deepEqual(await find("龙井", { min_price_fen: 9901 }), ["西湖龙井 明前特级"]);
    assert.deepEqual(await find("龙井", { in_stock: true }), ["西湖龙井 明前特级"]);
    assert.deepEqual(await find("", { in_stock: true, max_price_fen: 1200 }), [
      "100%手作 Tea 滤网",
    ]);
    assert.deepEqual(await find("龙井", { category: crypto.randomUUID() }), []);
    await db.sql`update catalog.products set title = '碧螺春' where title like '西湖%'`;
    await db.sql`update catalog.products set status = 'off_sale' where title = '紫砂茶壶'`;
    await db.sql`select private.show_product(shop_id, id) from catalog.products`;
    assert.deepEqual(await find("龙井"), []);
    assert.deepEqual(await find("blc"), ["碧螺春"]);
    await db.sql`update shop.shops set status = 'closed'`;
    assert.deepEqual(await find("碧螺"), ["碧螺春"]);
  }));

Deno.test("the sort columns beside the search terms follow each change of the product", () =>
  onMall(async (mall, db) => {
    await stock(mall);
    await db.sql`insert into catalog.categories (shop_id, name) values (${mall.shop_id}, '茶')`;
    const changes = [
      "position = position + 5",
      "min_price_fen = 7, title = '碧螺春'",
      "sale_until = private.now() + interval '1 day'",
      "status = 'off_sale'",
      "sold_count = sold_count + 3",
      "category_id = (select id from catalog.categories limit 1)",
    ];
    for (const change of changes) {
      await db.sql.unsafe(`update catalog.products set ${change}`);
      const same = await db.sql`
        select from catalog.products p
          join catalog.search_terms s on s.shop_id = p.shop_id and s.product_id = p.id
         where row(p.status, p.category_id, p.sale_until, p.position, p.min_price_fen,
                   p.sold_count)
               is not distinct from
               row(s.status, s.category_id, s.sale_until, s.position, s.min_price_fen,
                   s.sold_count)`;
      assert.equal(same.length, 4, change);
    }
  }));

Deno.test("among 1,500 products every order pages through all that have the word once, rare or common, also when its letters stand elsewhere", () =>
  onMall(async (mall, db) => {
    await db.sql`
      insert into catalog.products (shop_id, title, subtitle, status, position, min_price_fen, sold_count)
      select ${mall.shop_id}, case when n % 30 = 0 then '青花 杯' else '白瓷 碗' end || n,
             case when n % 7 = 0 then '青花' else '瓷器' end, 'on_sale', n % 11, n % 13, n % 17
        from generate_series(1, 1500) n`;
    await db.sql`
      select private.show_product(shop_id, id) from catalog.products where shop_id = ${mall.shop_id}`;
    for (const sort of sorts) {
      for (const [query, count] of [["青花", 257], ["花青", 257], ["白瓷", 1450], ["青花杯", 50]]) {
        const seen = await pagedThrough(mall, { query, sort });
        assert.equal(seen.length, count, `${query} by ${sort}`);
        assert.equal(new Set(seen).size, count, `${query} by ${sort}`);
      }
    }
  }));

Deno.test("a common word narrowed by price and stock pages through all it leaves once, also where the first hundreds are sold out", () =>
  onMall(async (mall, db) => {
    await db.sql`
      insert into catalog.products
        (shop_id, title, subtitle, status, position, min_price_fen, sold_count)
      select ${mall.shop_id}, case when n % 3 = 0 then '青花 杯' else '白瓷 碗' end || n,
             case when n % 2 = 0 then '白瓷' else '' end, 'on_sale', n, n % 90, n % 17
        from generate_series(1, 900) n`;
    await db.sql`
      insert into catalog.skus (shop_id, product_id, combination, price_fen)
      select p.shop_id, p.id, k, p.min_price_fen
        from catalog.products p cross join unnest('{1,2}'::text[]) k`;
    await db.sql`
      with filled as (
        insert into catalog.stock (shop_id, sku_id, bucket, available)
        select k.shop_id, k.id, 0, case when p.position > 500 and k.combination = '2' then 3 else 0 end
          from catalog.skus k
          join catalog.products p on p.shop_id = k.shop_id and p.id = k.product_id
        returning shop_id, sku_id, available)
      insert into catalog.stock_movements (shop_id, sku_id, cause, delta)
      select shop_id, sku_id, 'receive', available from filled where available > 0`;
    await db.sql`select private.show_product(shop_id, id) from catalog.products`;
    const expected = await db.sql<{ id: string }[]>`
      select id from catalog.products
       where position > 500 and min_price_fen between 30 and 50 and (title || subtitle) like '%白瓷%'`;
    const left = expected.map(({ id }) => id).sort();
    for (const sort of sorts) {
      for (const query of ["白瓷", "瓷白"]) {
        const narrowed = { query, sort, min_price_fen: 30, max_price_fen: 50, in_stock: true };
        const seen = await pagedThrough(mall, narrowed);
        assert.deepEqual(seen.toSorted(), left, `${query} by ${sort}`);
      }
    }
  }));

Deno.test("two shops with the same prefix in the search index each find only their own goods", () =>
  onMall(async (mall, db) => {
    await stock(mall);
    const [twin] = await db.sql`
      insert into shop.shops (id, code, name)
      select (left(id::text, 4) || 'ffff' || substr(id::text, 9))::uuid, 'twin', '双生'
        from shop.shops
      returning id, private.shop_mark(id) = private.shop_mark(${mall.shop_id}) as is_same`;
    assert.equal(twin!.is_same, true);
    await db.sql`
      insert into catalog.products (shop_id, title, status)
      values (${twin!.id}, '龙井', 'on_sale')`;
    const find = finderIn(mall);
    for (const sort of sorts) {
      assert.deepEqual((await find("龙井", { sort })).toSorted(), [
        "紫砂茶壶",
        "西湖龙井 明前特级",
      ]);
    }
  }));

Deno.test("what comes next in any order is read by that order's index, not by sorting the shop", () =>
  onMall(async (mall, db) => {
    await db.sql`
      insert into catalog.products (shop_id, title, status, position, min_price_fen, sold_count)
      select ${mall.shop_id}, '茶' || n, 'on_sale', n % 100, n % 90, n % 70
        from generate_series(1, 3000) n`;
    await db.sql`analyze catalog.products`;
    for (const sort of sorts) {
      const [row] = await db.sql`select private.first_products(${sort}, 500) as query`;
      const up = ["recommended", "price_up"].includes(sort);
      const query = String(row!.query)
        .replace("$1", `'${mall.shop_id}'`)
        .replace("$7", "20::bigint").replace("$8", "50::bigint")
        .replace("$2", up ? "-1::bigint" : "9223372036854775807::bigint")
        .replace(
          "$3",
          `'${"00000000-0000-0000-0000-000000000000".replaceAll("0", up ? "0" : "f")}'::uuid`,
        );
      const plan = await db.sql.unsafe(`explain ${query}`);
      assert.doesNotMatch(JSON.stringify(plan), /Sort|Seq Scan/, sort);
    }
  }));
