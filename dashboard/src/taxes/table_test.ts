import assert from "node:assert/strict";
import type { TaxRow } from "@/contracts/staff/taxes.ts";
import { tableOf } from "./table.ts";

const row: TaxRow = {
  ...{ distributor_id: "0", code: "ctzv0d", label: "王**", real_name: "王小满", month: 3 },
  ...{ payouts: 2, amount_fen: 123_456, fee_fen: 100, tax_fen: 3_456, net_fen: 119_900 },
};

Deno.test("the file for the tax office has a row for each person and month, and the sum, in yuan", () => {
  const [headings, first, second, all] = tableOf(2026, [row, {
    ...row,
    real_name: null,
    month: 11,
  }]);
  assert.equal(headings!.length, first!.length);
  assert.deepEqual(first, ["2026-03", "王小满", "王**", "ctzv0d", 2, 1234.56, 1, 34.56, 1199]);
  assert.deepEqual(second!.slice(0, 2), ["2026-11", "未提供"]);
  assert.deepEqual(all!.slice(4), [4, 2469.12, 2, 69.12, 2398]);
});
