import assert from "node:assert/strict";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import { formula, holdWords, isLiftable, stateNote } from "./words.ts";

const one = (over: Record<string, unknown>): StaffCommission => ({
  status: "pending",
  base_fen: 16_440,
  quantity: 2,
  open_holds: [],
  settle_at: null,
  settled_at: null,
  reason: { kind: "rate", rate_bps: 1000, fixed_fen: null, cap_bps: 2000, clamped: false },
  ...over,
} as unknown as StaffCommission);

Deno.test("a commission says how it was calculated", () => {
  assert.equal(formula(one({})), "¥164.40 × 10%");
  assert.equal(formula(one({ reason: { kind: "fixed", fixed_fen: 300 } })), "¥3.00 × 2 件");
});

Deno.test("beside its state stands what holds it, or when it settles or did", () => {
  const at = "2020-01-02T04:00:00Z";
  assert.equal(stateNote(one({})), "等待确认收货");
  assert.equal(stateNote(one({ settle_at: at })), "2020年1月2日 12:00 结算");
  assert.equal(stateNote(one({ status: "settled", settled_at: at })), "2020年1月2日 12:00");
  assert.equal(stateNote(one({ status: "void" })), "");
  const open_holds = [{ id: "1", reason: "staff" }, { id: "2", reason: "after_sale" }];
  assert.equal(
    stateNote(one({ status: "held", settle_at: at, open_holds })),
    `${holdWords("staff")}、${holdWords("after_sale")}`,
  );
});

Deno.test("staff lift their own holds and those of risk; an after-sale's and a suspension's end by themselves", () => {
  const liftable = ["staff", "risk", "expulsion", "after_sale", "suspension"].filter(isLiftable);
  assert.deepEqual(liftable, ["staff", "risk", "expulsion"]);
});
