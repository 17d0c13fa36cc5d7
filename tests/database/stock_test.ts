import assert from "node:assert/strict";
import type { StaffProductPage } from "@/contracts/staff/catalog.ts";
import type { StockLine, StockPage } from "@/contracts/staff/stock.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { saveProduct } from "@/tests/support/catalog.ts";

Deno.test("stock by hand", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const saved = await saveProduct(mall, {
    title: "茶",
    skus: [{ values: [], price_fen: 100, initial_stock: 50 }],
  });
  const sku_id = saved.skus[0]!;
  const adjust = (delta: number, key = newKey()) =>
    db.call<StockLine>(mall.owner, "adjust_stock", {
      shop: mall.shop,
      sku_id,
      delta,
      reason: "盘点",
      idempotency_key: key,
    });

  await t.step("units are spread evenly over the buckets, the emptiest first", async () => {
    const spread = async () => {
      const [row] = await db.sql`
        select min(available) as low, max(available) as high, count(*)::int as buckets from catalog.stock`;
      return { ...row };
    };
    assert.deepEqual(await spread(), { low: 3, high: 4, buckets: 16 });
    assert.equal((await adjust(14)).available, 64);
    assert.deepEqual(await spread(), { low: 4, high: 4, buckets: 16 });
  });

  await t.step("units go, never below zero; the movements sum to what is left", async () => {
    assert.equal((await adjust(-60)).available, 4);
    await assert.rejects(adjust(-5), { message: "STOCK_BELOW_ZERO" });
    assert.equal((await adjust(-4)).available, 0);
    await assert.rejects(adjust(0), { message: "INVALID_REQUEST" });
    const [row] = await db
      .sql`select sum(delta)::int as sum from catalog.stock_movements where sku_id = ${sku_id}`;
    assert.equal(row!.sum, 0);
  });

  await t.step("30 corrections at once, half up and half down, lose nothing", async () => {
    await adjust(100);
    await Promise.all(Array.from({ length: 30 }, (_, n) => adjust(n % 2 ? 7 : -5)));
    assert.equal(await mall.available(sku_id), 130);
  });

  await t.step("one key corrects once", async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => adjust(10, key)));
    assert.equal(new Set(answers.map(({ available }) => available)).size, 1);
    assert.equal(await mall.available(sku_id), 140);
    await assert.rejects(adjust(11, key), { message: "IDEMPOTENCY_CONFLICT" });
  });

  await t.step("staff see the exact figure, another shop's do not", async () => {
    await adjust(2000);
    const page = await db.call<StockPage>(mall.owner, "list_stock", {
      shop: mall.shop,
    });
    assert.deepEqual(page.items.map(({ available }) => available), [2140]);
    const products = async (filter: Record<string, unknown>) =>
      (await db.call<StaffProductPage>(mall.owner, "staff_list_products", {
        shop: mall.shop,
        ...filter,
      })).items.map(({ title, skus }) => [title, skus[0]!.price_fen, skus[0]!.available]);
    assert.deepEqual(await products({ status: "on_sale", query: "茶" }), [["茶", 100, 2140]]);
    assert.deepEqual(await products({ query: "%" }), []);
    assert.deepEqual(await products({ status: "off_sale" }), []);
    const elsewhere = await Mall.open(db, "elsewhere");
    const foreign = db.call(elsewhere.owner, "adjust_stock", {
      shop: elsewhere.shop,
      sku_id,
      delta: 1,
      reason: "盘点",
      idempotency_key: newKey(),
    });
    await assert.rejects(foreign, { message: "SKU_NOT_FOUND" });
  });

  await db.drop();
});

Deno.test("pictures of goods in Storage", async (t) => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const elsewhere = await Mall.open(db, "elsewhere");
  const put = (claims: Record<string, unknown>, folder: string) =>
    db.as("authenticator").begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
      await tx`set local role authenticated`;
      const name = `${folder}/${crypto.randomUUID()}.png`;
      await tx`insert into storage.objects (bucket_id, name) values ('goods', ${name})`;
      return (await tx`select name from storage.objects`).length;
    });

  await t.step(
    "staff of the catalogue put files under their own shop and see only those",
    async () => {
      assert.equal(await put(mall.owner, mall.shop_id), 1);
      assert.equal(await put(elsewhere.owner, elsewhere.shop_id), 1);
    },
  );

  await t.step("nobody else puts any: another shop's, support, members", async () => {
    const denied = { code: "42501" };
    await assert.rejects(put(mall.owner, elsewhere.shop_id), denied);
    await assert.rejects(put(await mall.staff("support"), mall.shop_id), denied);
    await assert.rejects(put(await mall.member(), mall.shop_id), denied);
    await assert.rejects(put({ ...mall.owner, kind: "member" }, mall.shop_id), denied);
    const left = await mall.staff("manager");
    assert.equal(await put(left, mall.shop_id), 2);
    await db.sql`update shop.staff set status = 'left' where user_id = ${String(left.sub)}`;
    await assert.rejects(put(left, mall.shop_id), denied);
  });

  await db.drop();
});
