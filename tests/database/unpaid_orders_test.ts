import assert from "node:assert/strict";
import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const saving = (settings: Record<string, unknown>) => ({
  shop: "demo",
  settings,
  reason: "限制占库存",
  idempotency_key: newKey(),
});

Deno.test("a member has five unpaid orders and no sixth; one cancelled or paid makes room", () =>
  onMall(async (mall) => {
    const [buyer, other] = await mall.members(2);
    const [sku_id] = await mall.product([1000]) as [string];
    const lines = [{ sku_id, quantity: 1 }];
    const placed = [];
    for (let n = 0; n < 5; n++) placed.push(await mall.place(buyer!, lines));
    await refuses("UNPAID_ORDERS_LIMIT", mall.place(buyer!, lines));
    await mall.place(other!, lines); // the limit is each member's
    await mall.notify(await mall.startPaying(buyer!, placed[0]!));
    await mall.place(buyer!, lines);
    await refuses("UNPAID_ORDERS_LIMIT", mall.place(buyer!, lines));
    assert.equal(await mall.available(sku_id), 1000 - 7);
  }));

Deno.test("twenty orders of one member placed in the same moment: exactly five stand, and stock knows only those", () =>
  onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1000], { stock: 100 }) as [string];
    const placed = await Promise.allSettled(
      Array.from({ length: 20 }, () => mall.placeAt(buyer, [{ sku_id, quantity: 3 }], 3000)),
    );
    assert.equal(placed.filter(({ status }) => status === "fulfilled").length, 5);
    for (const one of placed) {
      if (one.status === "rejected") assert.equal(one.reason.message, "UNPAID_ORDERS_LIMIT");
    }
    const [count] = await db.sql`select count(*)::int as n from trade.orders`;
    assert.equal(count!.n, 5);
    assert.equal(await mall.available(sku_id), 85);
  }));

Deno.test("an order that costs nothing is never unpaid: it may be placed beside as many unpaid ones as there may be", () =>
  onMall(async (mall, db) => {
    await mall.settings({ max_unpaid_orders: 1 });
    const buyer = await mall.member();
    const [dear, free] = await mall.product([1000, 0]) as [string, string];
    await mall.place(buyer, [{ sku_id: dear, quantity: 1 }]);
    await mall.place(buyer, [{ sku_id: free, quantity: 1 }]);
    await refuses("UNPAID_ORDERS_LIMIT", mall.place(buyer, [{ sku_id: dear, quantity: 1 }]));
    const rows = await db.sql`select status from trade.orders order by id`;
    assert.deepEqual(rows.map(({ status }) => status), ["pending_payment", "paid"]);
  }));

Deno.test("the limit of unpaid orders is a setting that staff read and change, from 1 to 1000", () =>
  onMall(async (mall, db) => {
    const read = await db.call<Record<string, unknown>>(mall.owner, "get_shop_settings", {
      shop: mall.shop,
    });
    assert.equal(read["max_unpaid_orders"], 5);
    const save = (most: number) =>
      db.call<Record<string, unknown>>(
        mall.owner,
        "save_shop_settings",
        saving({ max_unpaid_orders: most }),
      );
    assert.equal((await save(2))["max_unpaid_orders"], 2);
    for (const wrong of [0, 1001]) await refuses("SETTING_INVALID", save(wrong));
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1000]) as [string];
    await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    await mall.place(buyer, [{ sku_id, quantity: 1 }]);
    await refuses("UNPAID_ORDERS_LIMIT", mall.place(buyer, [{ sku_id, quantity: 1 }]));
  }));
