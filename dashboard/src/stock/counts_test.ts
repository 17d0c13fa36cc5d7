import assert from "node:assert/strict";
import type { CountReport, StockRow } from "@/contracts/staff/stock.ts";
import {
  countsOf,
  countsToSend,
  differenceWords,
  hasMoved,
  refusedOf,
  withCount,
  withoutDone,
} from "./counts.ts";

const row: StockRow = {
  ...{ id: "a", product_id: "p", title: "龙井", spec: "50g", image_url: null },
  ...{ code: null, barcode: null, available: 8, held: 2, on_sale: true, is_low: false },
};

Deno.test("a number is typed against what stands in its row, and taken back when it is emptied", () => {
  const counts = withCount({}, row, 9);
  assert.deepEqual(countsToSend(counts), [{ id: "a", available: 8, held: 2, counted: 9 }]);
  assert.deepEqual(withCount(counts, row, null), {});
  const [count] = Object.values(counts);
  assert.equal(hasMoved(count!, row), false);
  assert.equal(hasMoved(count!, { ...row, available: 9, held: 1 }), true);
  assert.equal(hasMoved(count!, { ...row, held: 3 }), true);
});

Deno.test("the difference is to what should lie on the shelf, pieces that orders hold among it", () => {
  const words = (counted: number) =>
    differenceWords(Object.values(withCount({}, row, counted))[0]!);
  assert.deepEqual([10, 12, 7].map(words), ["一致", "多 2", "少 3"]);
});

Deno.test("refused counts stay with their reason; saved ones leave", () => {
  const counts = withCount(withCount({}, row, 9), { ...row, id: "b", title: "碧螺春" }, 4);
  const report: CountReport = {
    items: [
      { id: "a", code: null, message: null, before: 10, after: 9 },
      { id: "b", code: "STOCK_MOVED", message: "库存又变过", before: 11, after: 11 },
    ],
  };
  assert.deepEqual(Object.keys(withoutDone(counts, report)), ["b"]);
  assert.deepEqual(refusedOf(report, counts), [
    { id: "b", name: "碧螺春 50g", why: "库存又变过（现在应有 11 件）" },
  ]);
});

Deno.test("counts that were kept are taken up again, and anything else is not", () => {
  const counts = withCount({}, row, 9);
  assert.deepEqual(countsOf(JSON.parse(JSON.stringify(counts))), counts);
  for (const other of [null, "x", [1], { a: { counted: "9" } }]) {
    assert.deepEqual(countsOf(other), {});
  }
});
