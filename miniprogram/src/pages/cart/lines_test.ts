import assert from "node:assert/strict";
import type { CartLine } from "@/contracts/cart.ts";
import { shownCart } from "./lines.ts";

const line = (sku_id: string, change: Partial<CartLine> = {}): CartLine => ({
  sku_id,
  product_id: "p",
  title: "茶",
  spec: "",
  image_url: null,
  quantity: 2,
  price_fen: 1050,
  added_price_fen: 1050,
  available: 99,
  on_sale: true,
  ...change,
});

Deno.test("the total counts what is selected, whole fen", () => {
  const { total_fen, selected_count, selected_skus, all_selected } = shownCart(
    { lines: [line("a"), line("b"), line("c", { quantity: 1 })] },
    ["b"],
  );
  assert.equal(total_fen, 3150);
  assert.equal(selected_count, 3);
  assert.deepEqual(selected_skus, ["a", "c"]);
  assert.equal(all_selected, false);
});

Deno.test("what is off sale or sold out stands apart and is never selected", () => {
  const shown = shownCart(
    { lines: [line("a", { on_sale: false }), line("b", { available: 0 })] },
    [],
  );
  assert.deepEqual(shown.lines, []);
  assert.equal(shown.invalid.length, 2);
  assert.deepEqual([shown.total_fen, shown.all_selected], [0, false]);
});

Deno.test("a line says what changed since it was put in", () => {
  const notes = shownCart({
    lines: [
      line("a", { price_fen: 1000 }),
      line("b", { price_fen: 1100 }),
      line("c", { available: 1 }),
      line("d", { available: 3 }),
      line("f", { available: 2 }),
      line("e"),
    ],
  }, []).lines.map(({ note }) => note);
  assert.deepEqual(notes, [
    "比加入时降 ¥0.50",
    "比加入时涨 ¥0.50",
    "仅剩 1 件，请减少数量",
    "仅剩 3 件",
    "仅剩 2 件",
    "",
  ]);
});
