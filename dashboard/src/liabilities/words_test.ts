import assert from "node:assert/strict";
import type { Liability } from "@/contracts/staff/liabilities.ts";
import { tableOf } from "./words.ts";

Deno.test("a file of liabilities has a row for each distributor, in yuan, under a label", () => {
  const row: Liability = {
    ...{ id: "0", code: "ctzv0d", label: "王**", status: "approved" },
    ...{ total_fen: 123_456, pending_fen: 100, held_fen: 5, available_fen: 123_361 },
    ...{ withdrawing_fen: 0, owed_back_fen: 10 },
  };
  const [headings, first] = tableOf([row]);
  assert.deepEqual(headings!.slice(3), [
    "应付合计（元）",
    "待结算（元）",
    "冻结中（元）",
    "可提现（元）",
    "提现中（元）",
    "欠店铺（元）",
  ]);
  assert.deepEqual(first, ["王**", "ctzv0d", "推广中", 1234.56, 1, 0.05, 1233.61, 0, 0.1]);
});
