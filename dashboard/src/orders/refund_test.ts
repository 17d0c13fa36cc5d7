import assert from "node:assert/strict";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { isBusy, pieceFen, previewRefund } from "./refund.ts";

type OrderLine = StaffOrder["lines"][number];
type Commission = StaffOrder["commissions"][number];

function line(line_no: number, goods_fen: number, quantity: number): OrderLine {
  return {
    line_no,
    quantity,
    refunded_quantity: 0,
    refundable_quantity: quantity,
    refundable_fen: goods_fen,
  } as OrderLine;
}

function commission(line_no: number, base_fen: number, commission_fen: number): Commission {
  return {
    line_no,
    base_fen,
    commission_fen,
    remaining_fen: commission_fen,
    status: "pending",
  } as Commission;
}

function order(lines: OrderLine[], commissions: Commission[], freight: number): StaffOrder {
  return { lines, commissions, refundable_freight_fen: freight } as StaffOrder;
}

Deno.test("pieces in any order give back exactly what was paid", () => {
  let remaining = 1000;
  const given = [];
  for (let before = 3; before > 0; before--) {
    const fen = pieceFen(remaining, 1, before);
    given.push(fen);
    remaining -= fen;
  }
  assert.deepEqual(given, [334, 333, 333]);
});

Deno.test("everything that is left: goods, freight and the whole commission", () => {
  const bought = order([line(1, 1000, 3), line(2, 500, 1)], [
    commission(1, 1000, 100),
    commission(2, 500, 25),
  ], 600);
  const preview = previewRefund(bought, [
    { line_no: 1, quantity: 3 },
    { line_no: 2, quantity: 1 },
  ]);
  assert.deepEqual(preview, {
    quantity: 4,
    goods_fen: 1500,
    freight_most_fen: 600,
    commission_fen: 125,
    is_all: true,
  });
});

Deno.test("a piece of a line takes its part of the commission, rounded against the distributor", () => {
  const bought = order([line(1, 1000, 3)], [commission(1, 1000, 100)], 0);
  const preview = previewRefund(bought, [{ line_no: 1, quantity: 1 }]);
  assert.equal(preview.goods_fen, 334);
  assert.equal(preview.commission_fen, 34); // 100 − floor(100 × 666 ÷ 1000)
  assert.equal(preview.is_all, false);
});

Deno.test("what is void already is not taken again", () => {
  const gone = { ...commission(1, 1000, 100), status: "void" as const };
  const preview = previewRefund(order([line(1, 1000, 1)], [gone], 0), [
    { line_no: 1, quantity: 1 },
  ]);
  assert.equal(preview.commission_fen, 0);
});

Deno.test("a line with an after-sale under way is busy", () => {
  assert.equal(isBusy(line(1, 1000, 3)), false);
  assert.equal(isBusy({ ...line(1, 1000, 3), refundable_quantity: 2 }), true);
});

Deno.test("freight goes back whole with the last piece; before, the sum is only a bound, and without pieces nothing", () => {
  const bought = order([line(1, 1000, 2), line(2, 500, 1)], [], 600);
  const part = previewRefund(bought, [{ line_no: 1, quantity: 2 }]);
  assert.deepEqual([part.freight_most_fen, part.is_all, part.quantity], [600, false, 2]);
  const almost = previewRefund(bought, [{ line_no: 1, quantity: 1 }, { line_no: 2, quantity: 1 }]);
  assert.equal(almost.is_all, false);
  const nothing = previewRefund(bought, [{ line_no: 1, quantity: 0 }]);
  assert.deepEqual(
    [nothing.freight_most_fen, nothing.goods_fen, nothing.is_all, nothing.quantity],
    [0, 0, false, 0],
  );
});

Deno.test("a line without anything left does not keep the rest from being all", () => {
  const bought = order([line(1, 1000, 2), { ...line(2, 0, 1), refundable_quantity: 0 }], [], 0);
  assert.equal(previewRefund(bought, [{ line_no: 1, quantity: 2 }]).is_all, true);
  assert.equal(previewRefund(order([], [], 0), []).is_all, false);
});

Deno.test("commission of both levels and of this line alone goes back, by what remains of it", () => {
  const second = { ...commission(1, 1000, 50), status: "settled" as const, remaining_fen: 40 };
  const bought = order([line(1, 800, 4)], [
    commission(1, 1000, 100),
    second,
    commission(2, 500, 25),
    { ...commission(1, 0, 7), remaining_fen: 7 },
  ], 0);
  // 800 of a base of 1000 are left to refund; after one piece 600: 60 and 30 remain.
  const { goods_fen, commission_fen } = previewRefund(bought, [{ line_no: 1, quantity: 1 }]);
  assert.equal(goods_fen, 200);
  assert.equal(commission_fen, 100 - 60 + 40 - 30 + 7);
});
