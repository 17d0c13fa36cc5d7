import assert from "node:assert/strict";
import type { BillDifference } from "@/contracts/staff/reconciliation.ts";
import { dayTag, gapOf, sideOf, tableOf } from "./words.ts";

Deno.test("what stands on another day is no gap between both sides", () => {
  const sums = { ours_fen: 5_000, ours_count: 2, theirs_fen: 9_000, theirs_count: 3 };
  assert.equal(gapOf({ ...sums, ours_elsewhere_fen: 1_000, theirs_elsewhere_fen: 5_000 }), 0);
  assert.equal(gapOf({ ...sums, ours_elsewhere_fen: 0, theirs_elsewhere_fen: 0 }), 4_000);
});

Deno.test("a day with differences says how many", () => {
  const day = {
    ...{ mchid: "1", day: "2026-01-02", closed: 0, waiting: 0, compared_at: null },
    ...{ sums: {}, bills: [] },
  };
  assert.equal(dayTag({ ...day, state: "differs", open: 3 }).text, "3 笔差异");
  assert.equal(dayTag({ ...day, state: "agreed", open: 0 }).text, "无差异");
});

Deno.test("each side of a difference says its sum and state, or that it has nothing", () => {
  assert.equal(sideOf(null, null, "ours"), "没有");
  assert.equal(sideOf(null, "closed", "ours"), "没有入账（已关闭）");
  assert.equal(sideOf(1234, "SUCCESS", "theirs"), "¥12.34（成功）");
});

Deno.test("a file of differences has both sums in yuan and how each ended", () => {
  const row: BillDifference = {
    ...{ id: "0", day: "2026-01-02", mchid: "1900000001", row_kind: "payment", kind: "amount" },
    ...{ number: "p1", wechat_number: "4200", ours_fen: 100, theirs_fen: 250 },
    ...{ ours_state: "paid", theirs_state: "SUCCESS", happened_at: "2026-01-02T00:00:00Z" },
    ...{ status: "resolved", opened_at: "2026-01-03T00:00:00Z", order_id: null },
    ...{ order_number: null, withdrawal_id: null },
    steps: [
      { status: "open", at: "2026-01-03T00:00:00Z", by: null, reason: null },
      { status: "resolved", at: "2026-01-04T00:00:00Z", by: "店主", reason: "已补" },
    ],
  };
  const [headings, first] = tableOf([row]);
  assert.equal(headings!.length, first!.length);
  assert.deepEqual(first!.slice(7), [1, 2.5, "已查清", "店主", "已补"]);
});
