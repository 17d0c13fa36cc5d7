import { deepEqual, equal } from "node:assert/strict";
import type { Order } from "@/contracts/orders.ts";
import { askableLines, isEverything, kindsFor, requestLines } from "./asked";

/** An order of 3 pieces for 100 fen and 1 piece for 250 fen, the first line's pieces sent. */
function order(shipped: number): Order {
  const line = {
    product_id: "p",
    sku_id: "s",
    title: "茶",
    spec: "",
    image_url: null,
    discount_fen: 0,
    refunded_quantity: 0,
    refunded_fen: 0,
  };
  const first = { quantity: 3, price_fen: 34, amount_fen: 100, goods_fen: 100 };
  const second = { quantity: 1, price_fen: 250, amount_fen: 250, goods_fen: 250 };
  const lines = [
    { ...line, ...first, line_no: 1, shipped_quantity: shipped, ...left(3, 100) },
    { ...line, ...second, line_no: 2, shipped_quantity: 0, ...left(1, 250) },
  ];
  return { lines, after_sales: [], refundable_freight_fen: 800 } as unknown as Order;
}

function left(refundable_quantity: number, refundable_fen: number) {
  return { refundable_quantity, refundable_fen };
}

Deno.test("goods can be sent back only after some have been sent out", () => {
  deepEqual(kindsFor(order(0)), ["refund_only"]);
  deepEqual(kindsFor(order(2)), ["refund_only", "return_refund"]);
  deepEqual(askableLines(order(2), "return_refund").map((line) => line.most), [2]);
});

Deno.test("everything that is left is asked back without naming lines", () => {
  const bought = order(0);
  const all = askableLines(bought, "refund_only");
  equal(isEverything(bought, all), true);
  const some = all.map((line) => line.line_no === 1 ? { ...line, quantity: 1 } : line);
  equal(isEverything(bought, some), false);
});

Deno.test("a request names the lines of which something is asked back", () => {
  const bought = order(0);
  const [first] = askableLines(bought, "refund_only");
  deepEqual(requestLines([{ ...first!, quantity: 2 }]), [{ line_no: 1, quantity: 2 }]);
  deepEqual(requestLines([{ ...first!, quantity: 0 }]), []);
});
