import assert from "node:assert/strict";
import type { Product } from "@/contracts/catalog.ts";
import type { ShownPage } from "@/contracts/pages.ts";
import { listsOf } from "@/tests/support/pages.ts";
import { linesOf, newKey } from "@/tests/support/mall.ts";
import { minutes, onMall, refuses } from "@/tests/support/on_mall.ts";

const close = { status: "closed", reason: "年底盘点" };

Deno.test("a closed shop's buyers sign in, pay what they placed, get it, give it back; its distributors are paid", () =>
  onMall(async (mall, db) => {
    await mall.settings({ settle_days: 0 });
    const { level1, buyer } = await mall.chain();
    const [sku] = await mall.product([10_000]) as [string];
    const key = newKey();
    const placed = await mall.placeAt(buyer, linesOf(sku), 10_000, key);
    const waiting = await mall.place(buyer, linesOf(sku));
    await mall.command("set_shop_status", close);

    assert.deepEqual(await mall.placeAt(buyer, linesOf(sku), 10_000, key), placed);
    await refuses("SHOP_CLOSED", mall.placeAt(buyer, linesOf(sku), 10_000));
    await refuses("SHOP_CLOSED", mall.quote(buyer, linesOf(sku)));
    await mall.member("somebody new");
    for (const order of [placed, waiting]) {
      const paying = await mall.startPaying(buyer, order);
      assert.equal((await mall.notify(paying)).result, "applied");
    }
    await mall.complete(buyer, placed.order_id);
    await mall.approveRefund(await mall.askRefund(buyer, waiting.order_id, null));
    await db.clock.advance(1);
    await mall.settle();
    await mall.withdraw(level1, 500);
  }));

Deno.test("money that comes too late for a closed shop's order goes back", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const buyer = await mall.member();
    const paying = await mall.startPaying(buyer, await mall.place(buyer, linesOf(sku)));
    await mall.command("set_shop_status", close);
    await db.clock.advance(minutes(200));
    await mall.closeExpired();
    await mall.notify(paying);
    const [order] = await db.sql`select status from trade.orders where id = ${paying.order_id}`;
    assert.equal(order!.status, "closed");
    const [sent] = await db.sql`select count(*)::int as n from pay.refunds`;
    assert.equal(sent!.n, 1);
  }));

Deno.test("the shelves of a closed shop can be looked at, and say that it is closed", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000]) as [string];
    const [row] = await db.sql`select product_id from catalog.skus where id = ${sku}`;
    const anybody = { role: "anon" };
    const look = async () => {
      const home = await db.call<ShownPage>(anybody, "get_home", { shop: mall.shop });
      const product = await db.call<Product>(anybody, "get_product", {
        shop: mall.shop,
        product: row!.product_id,
      });
      return [home.shop.is_open, listsOf(home)[1]!.length, product.is_shop_open];
    };
    assert.deepEqual(await look(), [true, 1, true]);
    await mall.command("set_shop_status", close);
    assert.deepEqual(await look(), [false, 1, false]);
    await mall.command("set_shop_status", { status: "open", reason: "盘点完了" });
    assert.deepEqual(await look(), [true, 1, true]);
  }));

Deno.test("the owner alone closes and opens the shop, with a reason that is kept", () =>
  onMall(async (mall, db) => {
    const status = () => db.call(mall.owner, "get_shop_status", { shop: mall.shop });
    for (const role of ["manager", "finance", "support", "viewer"]) {
      await refuses("FORBIDDEN", mall.command("set_shop_status", close, await mall.staff(role)));
    }
    await refuses("INVALID_REQUEST", mall.command("set_shop_status", { ...close, status: "away" }));
    await refuses("INVALID_REQUEST", mall.command("set_shop_status", { ...close, reason: " " }));
    assert.deepEqual(await status(), { status: "open" });
    assert.deepEqual(await mall.command("set_shop_status", close), { status: "closed" });
    assert.deepEqual(await status(), { status: "closed" });
    const rows = await db.sql`
      select reason, detail from ops.audit_log where command = 'set_shop_status'`;
    const detail = { before: { status: "open" }, after: { status: "closed" } };
    assert.deepEqual([...rows], [{ reason: close.reason, detail }]);
  }));

Deno.test("orders placed while the shop closes are whole or refused, and none comes after", () =>
  onMall(async (mall, db) => {
    const [sku] = await mall.product([1000], { stock: 30 }) as [string];
    const buyers = await mall.members(20);
    const outcomes = await Promise.all([
      ...buyers.map((buyer) =>
        mall.placeAt(buyer, linesOf(sku), 1000).then(() => "placed", (error) => error.message)
      ),
      mall.command("set_shop_status", close).then(() => "done"),
    ]);
    const placed = outcomes.filter((outcome) => outcome === "placed").length;
    assert.equal(outcomes.filter((outcome) => outcome === "SHOP_CLOSED").length, 20 - placed);
    assert.equal(await mall.available(sku), 30 - placed);
    const [orders] = await db.sql`select count(*)::int as n from trade.orders`;
    assert.equal(orders!.n, placed);
    await refuses("SHOP_CLOSED", mall.placeAt(buyers[0]!, linesOf(sku), 1000));
  }));
