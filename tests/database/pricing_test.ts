import assert from "node:assert/strict";
import type { Order } from "@/contracts/orders.ts";
import { onMall } from "@/tests/support/on_mall.ts";

Deno.test("each step of a price is a row per line with what it came from, and quote and order say it in words", () =>
  onMall(async (mall, db) => {
    await mall.settings({ discount_from_fen: 10_000, discount_fen: 1_050, freight_fen: 800 });
    const buyer = await mall.member();
    const skus = await mall.product([3_333, 5_000, 1]);
    const lines = skus.map((sku_id, n) => ({ sku_id, quantity: 3 - n }));
    const quote = await mall.quote(buyer, lines);
    const discount = {
      step: "spend_and_save",
      label: "满减",
      words: "满 ¥100.00 减 ¥10.50",
      amount_fen: 1_050,
    };
    assert.deepEqual(quote.discounts, [discount]);
    assert.equal(quote.freight_words, "运费 ¥8.00");
    const { order_id } = await mall.place(buyer, lines);
    const order = await db.call<Order>(buyer, "get_order", { order_id });
    assert.deepEqual(order.discounts, [discount]);

    const rows = await db.sql`
      select d.line_no::int, d.step, d.source, d.amount_fen::int, l.discount_fen::int as of_line
        from trade.order_discounts d join trade.order_lines l using (shop_id, order_id, line_no)
       order by d.line_no`;
    const source = { from_fen: 10_000, less_fen: 1_050 };
    assert.deepEqual(
      rows.map(({ step, source }) => ({ step, source })),
      rows.map(() => ({ step: "spend_and_save", source })),
    );
    assert.deepEqual(rows.map((row) => row.amount_fen), rows.map((row) => row.of_line));
    assert.equal(rows.reduce((sum, row) => sum + row.amount_fen, 0), 1_050);
  }));

Deno.test("an order without a discount leaves no row of one, and freight says when it is free", () =>
  onMall(async (mall, db) => {
    await mall.settings({ freight_fen: 600, free_freight_from_fen: 2_000 });
    const buyer = await mall.member();
    const [sku_id] = await mall.product([1_000]) as [string];
    const words = [];
    for (const quantity of [1, 2]) {
      words.push((await mall.quote(buyer, [{ sku_id, quantity }])).freight_words);
      await mall.place(buyer, [{ sku_id, quantity }]);
    }
    assert.deepEqual(words, ["运费 ¥6.00", "满 ¥20.00 免运费"]);
    assert.equal((await db.sql`select from trade.order_discounts`).length, 0);
  }));
