import { newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

Deno.test("SQL: one SKU in two spellings is one SKU, and may stand in an order once", async () => {
  await onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku] = await mall.product([1000]) as [string];
    const lines = [sku, sku.toUpperCase()].map((sku_id) => ({ sku_id, quantity: 1 }));
    await refuses("INVALID_REQUEST", db.call(buyer, "quote_order", { lines }));
  });
});

Deno.test("SQL: one line in two spellings is one line, and may stand in a parcel once", async () => {
  await onMall(async (mall, db) => {
    const buyer = await mall.member();
    const [sku] = await mall.product([1000]) as [string];
    const { order_id } = await mall.buy(buyer, [{ sku_id: sku, quantity: 3 }]);
    const lines = ["1", "01"].map((line_no) => ({ line_no, quantity: 2 }));
    await refuses(
      "INVALID_REQUEST",
      db.call(mall.owner, "ship_order", {
        shop: mall.shop,
        order_id,
        lines,
        carrier: "SF",
        tracking_no: "SF1",
        idempotency_key: newKey(),
      }),
    );
  });
});
